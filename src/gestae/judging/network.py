"""The trained network: piece ids in, what each word tells and what the other words are to it out.

The weights (`model/judge.onnx`) are ours (`model/README.md` is their card, `training/judge` their script); onnxruntime
runs them on one thread, a sentence at a time, so that the same sentence always gets the same answer.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, get_args

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from gestae.datafiles import data_file
from gestae.errors import KnowledgeError
from gestae.judging.wordpieces import WordPieces
from gestae.record.events import Modality

Numbers = NDArray[np.float32]
_REMEMBERED = 512  # answers: those of the sentences of one batch of reports
# On a processor onnxruntime's joined sum and norm takes six times as long as the two steps that it joins.
_SLOW = ["SkipLayerNormFusion"]


@dataclass(frozen=True, slots=True)
class Answer:
    """Probabilities for one stretch of n pieces.

    `types` [n, types], `modalities` [n, modalities], `modes` [n, modes], `roles` [roles, n, n] (trigger, party).
    `deeds` [n, 96] are no probabilities but vectors of length 1: those of words that tell one deed lie close.
    """

    types: Numbers
    modalities: Numbers
    modes: Numbers
    roles: Numbers
    deeds: Numbers


class Network:
    """The weights, loaded, with the vocabulary and the names of the classes."""

    def __init__(self) -> None:
        names = class_names()
        self.types: tuple[str, ...] = tuple(names["types"])
        if tuple(names["modalities"]) != get_args(Modality):
            raise KnowledgeError("judging/model/classes.json: its modalities are not those of a record")
        self.modes: tuple[str, ...] = tuple(names["modes"])
        self.version: str = names["version"]
        vocabulary = data_file("judging", "model", "vocabulary.txt").read_text("utf-8").split("\n")
        self.pieces = WordPieces(vocabulary)
        self._session = session_of("judging", "model", "judge.onnx")
        outputs = [output.name for output in self._session.get_outputs()]
        if outputs != ["types", "modalities", "modes", "roles", "deeds"]:
            raise KnowledgeError(f"judging/model/judge.onnx: unexpected outputs {outputs}")

    def __call__(self, ids: tuple[int, ...]) -> Answer:
        """What the network says of one stretch of pieces."""
        types, modalities, modes, roles, deeds = self._session.run(None, {"ids": np.array(ids, dtype=np.int64)})
        return Answer(_shares(types), _shares(modalities), _shares(modes), _shares(roles, axis=0), deeds)


def session_of(*parts: str) -> Any:
    """Weights that ship with gestae, ready to run on one thread, so that the same input always gets the same answer."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(
        data_file(*parts).read_bytes(), options, providers=["CPUExecutionProvider"], disabled_optimizers=_SLOW
    )


def class_names() -> dict[str, Any]:
    """The name and version of the weights, and the names of their classes."""
    return _names("classes.json")


def whole_names() -> dict[str, Any]:
    """The version of the weights for whole reports (`gestae.judging.whole`), and the names of what they weigh."""
    return _names("whole.json")


@cache
def _names(file: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(data_file("judging", "model", file).read_text("utf-8"))
    return found


class RememberingNetwork(Network):
    """The network with its last answers: what a skim has asked need not be worked out again when it is read."""

    def __init__(self) -> None:
        super().__init__()
        self._answers = lru_cache(_REMEMBERED)(super().__call__)

    def __call__(self, ids: tuple[int, ...]) -> Answer:
        """What the network says of one stretch of pieces."""
        return self._answers(ids)


def _shares(logits: Numbers, *, axis: int = -1) -> Numbers:
    """Softmax."""
    raised = np.exp(logits - logits.max(axis=axis, keepdims=True))
    shares: Numbers = raised / raised.sum(axis=axis, keepdims=True)
    return shares
