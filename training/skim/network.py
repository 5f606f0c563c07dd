"""The skim's network: gated convolutions over pieces of words, with one number for every piece (training only).

It looks 16 pieces to each side, and at the mean of the whole stretch. Word vectors start from the judge's, cut down to
their main directions.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from torch import Tensor, nn
from torch.nn import functional

VECTOR, WIDTH, NEAR = 64, 128, 5
STEPS = (1, 1, 2, 4)  # how far apart the neighbours are that a layer looks at
DROPOUT = 0.1


class Layer(nn.Module):
    """Mixes each piece with its neighbours, as much as the piece itself lets in."""

    def __init__(self, step: int) -> None:
        super().__init__()
        self.step = step
        self.norm = nn.LayerNorm(WIDTH)
        self.into, self.out = nn.Linear(WIDTH, 2 * WIDTH), nn.Linear(WIDTH, WIDTH)
        self.near = nn.Parameter(torch.randn(NEAR, WIDTH) * 0.3)
        self.dropout = nn.Dropout(DROPOUT)

    def forward(self, states: Tensor, mask: Tensor) -> Tensor:
        """States [batch, length, width]; mask [batch, length, 1], 1 where there is a piece."""
        values, gate = self.into(self.norm(states)).chunk(2, dim=-1)
        values = values * mask
        reach = self.step * (NEAR // 2)
        padded = functional.pad(values, (0, 0, reach, reach))
        length = states.shape[1]
        mixed = padded[:, :length] * self.near[0]
        for place in range(1, NEAR):
            first = place * self.step
            mixed = mixed + padded[:, first : first + length] * self.near[place]
        result: Tensor = states + self.dropout(self.out(functional.silu(mixed) * torch.sigmoid(gate)))
        return result


class Student(nn.Module):
    """Pieces and their traits to a logit (tells an event) and, for learning from the judge, logits of types."""

    def __init__(self, pieces: int, *, traits: int, types: int) -> None:
        super().__init__()
        self.words = nn.Embedding(pieces, VECTOR)
        self.into = nn.Linear(VECTOR + traits, WIDTH)
        self.dropout = nn.Dropout(DROPOUT)
        self.layers = nn.ModuleList(Layer(step) for step in STEPS)
        self.whole = nn.Linear(WIDTH, WIDTH)
        self.norm = nn.LayerNorm(WIDTH)
        self.inner, self.of_event = nn.Linear(WIDTH, WIDTH), nn.Linear(WIDTH, 1)
        self.of_type = nn.Linear(WIDTH, types)

    def states(self, vectors: Tensor, traits: Tensor, mask: Tensor) -> Tensor:
        """What is known of each piece in its surroundings."""
        states = self.into(self.dropout(torch.cat([vectors, traits], dim=-1)))
        half = len(self.layers) // 2
        for number, layer in enumerate(self.layers):
            if number == half:
                mean = (states * mask).sum(1, keepdim=True) / mask.sum(1, keepdim=True)
                states = states + torch.tanh(self.whole(mean))
            states = layer(states, mask)
        result: Tensor = self.dropout(functional.silu(self.inner(self.norm(states))))
        return result

    def forward(self, ids: Tensor, traits: Tensor) -> tuple[Tensor, Tensor]:
        """Ids [batch, length] (0 pads), traits [batch, length, traits]; logits [batch, length] and of types."""
        mask = (ids != 0).float()[..., None]
        states = self.states(self.words(ids), traits, mask)
        return self.of_event(states)[..., 0], self.of_type(states)

    def start_from(self, vectors: NDArray[np.float32]) -> None:
        """Takes word vectors [pieces, any width], cut down to their main directions."""
        centred = vectors - vectors.mean(0)
        _, directions = np.linalg.eigh(centred.T @ centred)
        cut = centred @ directions[:, ::-1][:, :VECTOR]
        with torch.no_grad():
            self.words.weight.copy_(torch.from_numpy(np.ascontiguousarray(cut / cut.std())))


class _Asked(nn.Module):
    """What is exported: everything after the word vectors, the asked logits alone."""

    def __init__(self, student: Student) -> None:
        super().__init__()
        self.student = student

    def forward(self, vectors: Tensor, traits: Tensor, asked: Tensor) -> Tensor:
        """Vectors [length, vector], traits [length, traits]; logits of the pieces asked about."""
        states = self.student.states(vectors[None], traits[None], torch.ones_like(vectors[None, :, :1]))
        result: Tensor = self.student.of_event(states[0][asked])[:, 0]
        return result


def judge_vectors(path: Path) -> NDArray[np.float32]:
    """The word vectors of the judge's file, whatever they are called there: the table with most rows."""
    graph = onnx.load(str(path)).graph
    scales = {one.name: numpy_helper.to_array(one) for one in graph.initializer}
    name = max((name for name, table in scales.items() if table.ndim == 2), key=lambda name: len(scales[name]))
    table = scales[name].astype(np.float32)
    plain = name.removesuffix("_quantized")
    if plain != name:
        table = (table - scales[f"{plain}_zero_point"].astype(np.float32)) * scales[f"{plain}_scale"]
    found: NDArray[np.float32] = table
    return found


def export(student: Student, path: Path) -> None:
    """Writes the network: word vectors with 8 bits each, other weights with 16, all computed with 32."""
    student.eval()
    traits = student.into.in_features - VECTOR
    arguments = (torch.randn(40, VECTOR), torch.zeros(40, traits), torch.tensor([3, 5]))
    torch.onnx.export(
        _Asked(student),
        arguments,
        str(path),
        input_names=["vectors", "traits", "asked"],
        output_names=["logits"],
        dynamic_axes={"vectors": {0: "length"}, "traits": {0: "length"}, "asked": {0: "number"}},
        opset_version=17,
        dynamo=False,
    )
    model = onnx.load(str(path))
    _halve(model)
    _with_words(model, student.words.weight.detach().numpy())
    onnx.checker.check_model(model)
    onnx.save(model, str(path))


def _halve(model: onnx.ModelProto) -> None:
    """Weights with 16 bits, widened when the file is loaded."""
    casts = []
    for weight in model.graph.initializer:
        table = numpy_helper.to_array(weight)
        if table.dtype == np.float32 and table.size > WIDTH:
            name = weight.name
            weight.CopyFrom(numpy_helper.from_array(table.astype(np.float16), f"{name}_16"))
            casts.append(helper.make_node("Cast", [f"{name}_16"], [name], to=TensorProto.FLOAT))
    for node in reversed(casts):
        model.graph.node.insert(0, node)


def _with_words(model: onnx.ModelProto, vectors: NDArray[np.float32]) -> None:
    """Piece ids in the place of vectors, which are looked up in a table of whole numbers with one scale a row."""
    scale = np.maximum(np.abs(vectors).max(1, keepdims=True), 1e-6) / 127
    table = np.rint(vectors / scale).astype(np.int8)
    model.graph.initializer.extend(
        [numpy_helper.from_array(table, "table"), numpy_helper.from_array(scale.astype(np.float32), "scale")]
    )
    nodes = [
        helper.make_node("Gather", ["table", "ids"], ["whole"], axis=0),
        helper.make_node("Gather", ["scale", "ids"], ["scales"], axis=0),
        helper.make_node("Cast", ["whole"], ["wide"], to=TensorProto.FLOAT),
        helper.make_node("Mul", ["wide", "scales"], ["vectors"]),
    ]
    for node in reversed(nodes):
        model.graph.node.insert(0, node)
    given = next(one for one in model.graph.input if one.name == "vectors")
    given.CopyFrom(helper.make_tensor_value_info("ids", TensorProto.INT64, ["length"]))
