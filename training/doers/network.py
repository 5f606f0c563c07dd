"""An encoder that reads a report at a time, and the weighing of a deed with somebody (training only).

The encoder starts from the weights of the judge (`training/judge`), which knows what words tell and who its parties
are, a sentence at a time; here it learns to look over the sentences.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor, nn
from torch.nn import functional

from training.doers.lessons import Lesson
from training.judge.network import WIDTH, Encoder

LAYERS = 6  # the judge's; with three, reading was a twelfth faster, and AP 0.38 for 0.44 on who did it
VECTOR, INNER = 64, 96


class Whole(Encoder):
    """Piece ids to two vectors a piece: as a word that names somebody, as one that tells a deed."""

    def __init__(self, pieces: int, layers: int = LAYERS) -> None:
        super().__init__(pieces, layers)
        self.of_party, self.of_deed = nn.Linear(WIDTH, VECTOR), nn.Linear(WIDTH, VECTOR)

    def forward(self, ids: Tensor) -> tuple[Tensor, Tensor]:
        """Ids [batch, length] (0 pads) to vectors of parties and of deeds [batch, length, VECTOR]."""
        states = self.states(ids)
        return functional.gelu(self.of_party(states)), functional.gelu(self.of_deed(states))

    def start_from(self, judge: Path) -> None:
        """Takes the encoder's weights from the judge as reading runs it (8 bits, unpacked)."""
        packed = {one.name: numpy_helper.to_array(one) for one in onnx.load(judge).graph.initializer}
        mine = set(self.state_dict())
        own = {name: values for name, values in _unpacked(packed).items() if name in mine}
        missing, unexpected = self.load_state_dict(own, strict=False)
        if unexpected or any(not name.startswith("of_") for name in missing):
            raise ValueError(f"{judge}: not the encoder that was expected: {missing} {unexpected}")


def _unpacked(packed: dict[str, np.ndarray]) -> dict[str, Tensor]:
    own: dict[str, np.ndarray] = {"kind": packed["kind"]}
    for name in ("words", "places"):
        scale, zero = packed[f"{name}.weight_scale"], packed[f"{name}.weight_zero_point"]
        own[f"{name}.weight"] = (packed[f"{name}.weight_quantized"].astype(np.float32) - zero) * scale
    for name, values in packed.items():
        if "norm" in name:
            own[name] = values
        elif name.endswith((".out", ".up", ".down")):
            own[f"{name}.weight"] = (values.astype(np.float32) * packed[f"{name}.scale"]).T
            own[f"{name}.bias"] = packed[f"{name}.bias"]
        elif name.endswith(".attention"):
            layer = name.removesuffix(".attention")
            weights = (values.astype(np.float32) * packed[f"{name}.scale"]).T
            for index, part in enumerate(("query", "key", "value")):
                mine = slice(index * WIDTH, (index + 1) * WIDTH)
                own[f"{layer}.{part}.weight"] = weights[mine]
                own[f"{layer}.{part}.bias"] = packed[f"{name}.bias"][mine]
    return {name: torch.tensor(np.array(values, dtype=np.float32)) for name, values in own.items()}


class Weighing(nn.Module):
    """What an actor is to a deed, from the vectors of both and what else is known."""

    def __init__(self, known: int) -> None:
        super().__init__()
        self.inner, self.outer = nn.Linear(3 * VECTOR + known, INNER), nn.Linear(INNER, 2)
        self.dropout = nn.Dropout(0.2)

    def forward(self, parties: Tensor, deeds: Tensor, known: Tensor, asked: Tensor, count: int) -> Tensor:
        """Logits [questions, 2] that the actor did the deed, that he was hit.

        Args:
            parties: the vector of each mention of each question [mentions, VECTOR].
            deeds: the vector of the deed that its question asks about [mentions, VECTOR].
            known: what is known of the question and the mention [mentions, known].
            asked: the question that a mention belongs to [mentions].
            count: how many questions.
        """
        both = torch.cat([parties, deeds, parties * deeds, known], 1)
        each = self.outer(self.dropout(functional.relu(self.inner(self.dropout(both)))))
        where = asked[:, None].expand(-1, 2)
        highest = torch.full((count, 2), -1e9).scatter_reduce(0, where, each, "amax")
        summed = torch.zeros(count, 2).scatter_add(0, where, torch.exp(each - highest[asked]))
        mentions = torch.zeros(count).scatter_add(0, asked, torch.ones(len(asked)))
        return highest + torch.log(summed) - 0.5 * torch.log(mentions)[:, None]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A lesson in tensors."""

    ids: Tensor
    told: Tensor  # [words that tell], flat places
    of_event: Tensor  # [words that tell], the event
    events: int
    named: Tensor  # [mentions], flat places
    asked: Tensor  # [mentions], the question
    event_of: Tensor  # [mentions], the event asked about
    known: Tensor  # [mentions, known]
    answers: Tensor  # [questions, 2]


def sheet(lesson: Lesson, of_pairs: Sequence[str], of_mentions: Sequence[str]) -> Sheet:
    """A lesson in tensors, with what is known in the order of these names."""
    length = max(len(window.ids) for window in lesson.windows)
    ids = torch.zeros((len(lesson.windows), length), dtype=torch.long)
    for row, window in enumerate(lesson.windows):
        ids[row, : len(window.ids)] = torch.tensor(window.ids)
    told = [(row * length + piece, event) for event, places in enumerate(lesson.told) for row, piece in places]
    mentions = [
        (row * length + piece, number, question.event)
        for number, question in enumerate(lesson.questions)
        for row, piece in question.named
    ]
    known = [
        [question.of_pair.get(name, 0.0) for name in of_pairs] + [mention.get(name, 0.0) for name in of_mentions]
        for question in lesson.questions
        for mention in question.of_mentions
    ]
    named, asked, event_of = (torch.tensor([row[index] for row in mentions]) for index in range(3))
    return Sheet(
        ids=ids,
        told=torch.tensor([place for place, _ in told]),
        of_event=torch.tensor([event for _, event in told]),
        events=len(lesson.told),
        named=named,
        asked=asked,
        event_of=event_of,
        known=torch.tensor(known),
        answers=torch.tensor([question.answer for question in lesson.questions], dtype=torch.float32),
    )


def logits_of(whole: Whole, weighing: Weighing, page: Sheet) -> Tensor:
    """Logits [questions, 2] of a lesson."""
    with torch.autocast("cpu", dtype=torch.bfloat16, enabled=whole.training):
        parties, deeds = whole(page.ids)
    parties, deeds = (vectors.float().flatten(0, 1) for vectors in (parties, deeds))
    summed = torch.zeros(page.events, VECTOR).index_add(0, page.of_event, deeds[page.told])
    words = torch.zeros(page.events).index_add(0, page.of_event, torch.ones(len(page.told)))
    mean = summed / words[:, None]
    logits: Tensor = weighing(parties[page.named], mean[page.event_of], page.known, page.asked, len(page.answers))
    return logits
