"""The graph that reading runs: the trained weights, put together for one sentence at a time.

PyTorch's export carries a mask, a batch and twelve heads through some sixty reshapes, which for forty pieces cost a
quarter of the time. Here every layer is the seven steps that it takes, what reads the same states is one product, and
attention is onnxruntime's own step for 8-bit weights. The answers are those of the exported graph: the same numbers,
but for the last digit of the roles.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from training.judge.network import HEADS

Array = NDArray[np.generic]
Shapes = dict[str, list[int | str]]
_ONNXRUNTIME = "com.microsoft"
_OPSETS = (("", 17), (_ONNXRUNTIME, 1))
_IR_VERSION = 8


def assemble(quantized: onnx.ModelProto) -> onnx.ModelProto:
    """The lean graph of an exported judge that `quantize_dynamic` has given 8-bit weights.

    Takes `ids` [n]; gives `types` [n, types], `modalities` and `modes` likewise, `roles` [roles, n, n] and `deeds`.
    """
    return _JudgeBuilder(quantized).model("judge")


def assemble_whole(quantized: onnx.ModelProto) -> onnx.ModelProto:
    """The same for the network that reads whole reports (`training.doers`): `parties` and `deeds` [n, width]."""
    return _WholeBuilder(quantized).model("whole")


class _Builder:
    def __init__(self, quantized: onnx.ModelProto) -> None:
        graph = quantized.graph
        self._weights: dict[str, Array] = {one.name: numpy_helper.to_array(one) for one in graph.initializer}
        self._products = {
            _plain(node.name): node.input[1].removesuffix("_quantized")
            for node in graph.node
            if node.op_type == "MatMulInteger"
        }
        self._layers = sum(name.endswith(".query") for name in self._products)
        self._nodes: list[onnx.NodeProto] = []
        self._constants: list[onnx.TensorProto] = []

    def model(self, name: str) -> onnx.ModelProto:
        states = self._embedded()
        for index in range(self._layers):
            states = self._layer(states, f"layers.{index}")
        shapes = self._heads(states)
        outputs = [helper.make_tensor_value_info(one, TensorProto.FLOAT, shape) for one, shape in shapes.items()]
        graph = helper.make_graph(
            self._nodes,
            name,
            [helper.make_tensor_value_info("ids", TensorProto.INT64, ["n"])],
            outputs,
            self._constants,
        )
        opsets = [helper.make_opsetid(*one) for one in _OPSETS]
        return helper.make_model(graph, opset_imports=opsets, ir_version=_IR_VERSION)

    @abstractmethod
    def _heads(self, states: str) -> Shapes:
        """Adds what reads the last states; returns the outputs with their shapes."""

    def _embedded(self) -> str:
        """States [1, n, width] before the first layer."""
        self._constant("first axis", np.array([0]))
        word = self._step("Gather", self._kept("words.weight_quantized"), "ids")
        length = self._step("Shape", "ids")
        place = self._step("Slice", self._kept("places.weight_quantized"), "first axis", length, "first axis")
        word, place = self._unpacked(word, "words"), self._unpacked(place, "places")
        summed = self._step("Add", self._step("Add", word, place), self._kept("kind"))
        return self._step("Unsqueeze", self._normed(summed, "norm"), "first axis")

    def _unpacked(self, rows: str, name: str) -> str:
        scale, zero = (self._kept(f"{name}.weight_{part}") for part in ("scale", "zero_point"))
        return self._step("DequantizeLinear", rows, scale, zero)

    def _layer(self, states: str, name: str) -> str:
        weights, scales, biases = self._matrix([f"{name}.{part}" for part in ("query", "key", "value")])
        packed, scale, zero = self._quantized(states)
        mixed = self._step(
            "QAttention",
            packed,
            self._constant(f"{name}.attention", weights),
            self._constant(f"{name}.attention.bias", biases),
            scale,
            self._constant(f"{name}.attention.scale", scales),
            "",  # no mask: one sentence, nothing behind it
            zero,
            self._constant(f"{name}.attention.zero", np.zeros(len(scales), weights.dtype)),
            domain=_ONNXRUNTIME,
            num_heads=HEADS,
        )
        states = self._normed(self._step("Add", states, self._linear(mixed, f"{name}.out")), f"{name}.norm1")
        inner = self._gelu(self._linear(states, f"{name}.up"))
        return self._normed(self._step("Add", states, self._linear(inner, f"{name}.down")), f"{name}.norm2")

    def _linear(self, states: str, *names: str) -> str:
        """Products with the matrices of these names, beside each other, with their biases."""
        weights, scales, biases = self._matrix(names)
        name = "+".join(names)
        packed, scale, zero = self._quantized(states)
        product = self._step(
            "MatMulInteger",
            packed,
            self._constant(name, weights),
            zero,
            self._constant(f"{name}.zero", np.zeros(len(scales), weights.dtype)),
        )
        scaled = self._step("Mul", scale, self._constant(f"{name}.scale", scales))
        product = self._step("Mul", self._step("Cast", product, to=TensorProto.FLOAT), scaled)
        return self._step("Add", product, self._constant(f"{name}.bias", biases))

    def _matrix(self, names: Sequence[str]) -> tuple[Array, Array, Array]:
        parts = [self._products[name] for name in names]
        if any(self._weights[f"{part}_zero_point"].any() for part in parts):
            raise ValueError(f"{names}: weights that are not symmetric")
        weights = np.concatenate([self._weights[f"{part}_quantized"] for part in parts], axis=1)
        scales = np.concatenate([self._weights[f"{part}_scale"] for part in parts])
        return weights, scales, np.concatenate([self._weights[f"{name}.bias"] for name in names])

    def _quantized(self, states: str) -> tuple[str, str, str]:
        """The states in 8 bits, their scale and their zero; asked for twice, given once."""
        name = f"{states} packed"
        if not any(name in node.output for node in self._nodes):
            outputs = [name, f"{states} scale", f"{states} zero"]
            self._nodes.append(helper.make_node("DynamicQuantizeLinear", [states], outputs, name=name))
        return name, f"{states} scale", f"{states} zero"

    def _normed(self, states: str, name: str) -> str:
        weight, bias = self._kept(f"{name}.weight"), self._kept(f"{name}.bias")
        return self._step("LayerNormalization", states, weight, bias, axis=-1, epsilon=1e-12)

    def _gelu(self, states: str) -> str:
        halves = self._step("Erf", self._step("Div", states, self._constant("root of two", np.float32(2**0.5))))
        whole = self._step("Mul", states, self._step("Add", halves, self._constant("one", np.float32(1))))
        return self._step("Mul", whole, self._constant("half", np.float32(0.5)))

    def _split(self, states: str, names: Sequence[str]) -> list[str]:
        sizes = self._constant(f"{states} sizes", np.array([len(self._weights[f"{name}.bias"]) for name in names]))
        outputs = [f"{states} {name}" for name in names]
        self._nodes.append(helper.make_node("Split", [states, sizes], outputs, name=f"{states} split", axis=-1))
        return outputs

    def _step(self, kind: str, *inputs: str, name: str = "", domain: str = "", **options: object) -> str:
        output = name or f"{kind} {len(self._nodes)}"
        self._nodes.append(helper.make_node(kind, list(inputs), [output], name=output, domain=domain, **options))
        return output

    def _kept(self, name: str) -> str:
        return self._constant(name, self._weights[name])

    def _constant(self, name: str, values: Array | np.float32) -> str:
        if not any(one.name == name for one in self._constants):
            self._constants.append(
                numpy_helper.from_array(np.ascontiguousarray(values).reshape(np.shape(values)), name)
            )
        return name


class _JudgeBuilder(_Builder):
    def __init__(self, quantized: onnx.ModelProto) -> None:
        super().__init__(quantized)
        (self._role_tensor,) = (one[0] for one in self._weights.values() if one.ndim == 4)

    def _heads(self, states: str) -> Shapes:
        names = ("of_event", "of_trigger", "of_party", "of_telling")
        event, trigger, party, telling = self._split(self._gelu(self._linear(states, *names)), names)
        classes = {"types": "of_type", "modalities": "of_modality", "modes": "of_mode"}
        logits = self._split(self._linear(event, *classes.values()), tuple(classes.values()))
        for name, one in zip(classes, logits, strict=True):
            self._step("Squeeze", one, "first axis", name=name)
        self._roles(trigger, party)
        self._deeds(telling)
        return {
            **{name: ["n", len(self._weights[f"{part}.bias"])] for name, part in classes.items()},
            "roles": [len(self._role_tensor), "n", "n"],
            "deeds": ["n", len(self._weights["of_deed.bias"])],
        }

    def _roles(self, trigger: str, party: str) -> None:
        """The product of both sides, each with a constant one behind it, taken apart: no ones are laid beside."""
        whole = self._role_tensor
        pair, of_trigger, of_party, of_none = (
            whole[:, :-1, :-1],
            whole[:, :-1, -1:],
            whole[:, -1:, :-1],
            whole[:, -1:, -1:],
        )
        left = self._step(
            "Add",
            self._step("MatMul", trigger, self._constant("role.pair", pair)),
            self._constant("role.party", of_party),
        )
        alone = self._step(
            "Add",
            self._step("MatMul", trigger, self._constant("role.trigger", of_trigger)),
            self._constant("role.none", of_none),
        )
        both = self._step("MatMul", left, self._step("Transpose", party, perm=[0, 2, 1]))
        self._step("Add", both, alone, name="roles")

    def _deeds(self, telling: str) -> None:
        vectors = self._linear(telling, "of_deed")
        self._constant("last axis", np.array([-1]))
        squares = self._step("ReduceSum", self._step("Mul", vectors, vectors), "last axis", keepdims=1)
        length = self._step("Sqrt", self._step("Max", squares, self._constant("least", np.float32(1e-9))))
        self._step("Squeeze", self._step("Div", vectors, length), "first axis", name="deeds")


class _WholeBuilder(_Builder):
    def _heads(self, states: str) -> Shapes:
        names = ("of_party", "of_deed")
        vectors = self._split(self._gelu(self._linear(states, *names)), names)
        for name, one in zip(("parties", "deeds"), vectors, strict=True):
            self._step("Squeeze", one, "first axis", name=name)
        return {
            name: ["n", len(self._weights[f"{part}.bias"])]
            for name, part in zip(("parties", "deeds"), names, strict=True)
        }


def _plain(name: str) -> str:
    """ "/layers.0/query/MatMul_quant" is the product of "layers.0.query"."""
    return name.removesuffix("/MatMul_quant").strip("/").replace("/", ".")
