"""The skim's network: how likely each word that may tell an event does tell one, for a whole report at once.

The weights (`model/skim.onnx`) are ours (`model/README.md` is their card, `training/skim` their script); onnxruntime
runs them on one thread, so that the same report always gets the same answer.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from gestae.datafiles import data_file
from gestae.errors import KnowledgeError
from gestae.judging.wordpieces import WordPieces
from gestae.skimming.encoding import Stretch

_STEEPEST = 30.0


@dataclass(frozen=True, slots=True)
class Facts:
    """What is noted beside the weights: their name, from which chance on a passage is read, and the traits they know."""

    version: str
    threshold: float
    traits: tuple[str, ...]


class Student:
    """The weights, loaded."""

    def __init__(self) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        weights = data_file("skimming", "model", "skim.onnx").read_bytes()
        self._session = onnxruntime.InferenceSession(weights, options, providers=["CPUExecutionProvider"])
        inputs = [given.name for given in self._session.get_inputs()]
        if inputs != ["ids", "traits", "asked"]:
            raise KnowledgeError(f"skimming/model/skim.onnx: unexpected inputs {inputs}")

    def __call__(self, stretch: Stretch) -> NDArray[np.float32]:
        """The chance of each word that is asked about, 0 to 1."""
        asked = np.array(stretch.asked, dtype=np.int64)
        (logits,) = self._session.run(["logits"], {"ids": stretch.ids, "traits": stretch.traits, "asked": asked})
        chances: NDArray[np.float32] = 1 / (1 + np.exp(-np.clip(logits, -_STEEPEST, _STEEPEST)))
        return chances


@cache
def load_facts() -> Facts:
    """What is noted beside the weights that ship with gestae.

    Raises:
        KnowledgeError: the file lacks something.
    """
    found = json.loads(data_file("skimming", "model", "skim.json").read_text("utf-8"))
    try:
        return Facts(str(found["version"]), float(found["threshold"]), tuple(map(str, found["traits"])))
    except (KeyError, TypeError, ValueError) as error:
        raise KnowledgeError(f"skimming/model/skim.json: version, threshold or traits missing or wrong ({error})") from None


@cache
def load_student() -> Student:
    """The network that ships with gestae, loaded once."""
    return Student()


@cache
def load_pieces() -> WordPieces:
    """How words are cut into pieces: as the judge cuts them."""
    return WordPieces(data_file("judging", "model", "vocabulary.txt").read_text("utf-8").split("\n"))
