"""The skim's network: how likely each word that may tell an event does tell one, for a whole report at once.

The weights (`model/skim.onnx`) are ours (`model/README.md` is their card, `training/skim` their script); onnxruntime
runs them on one thread, so that the same report always gets the same answer.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from gestae.datafiles import data_file
from gestae.errors import KnowledgeError
from gestae.judging.network import session_of
from gestae.judging.weights import log_odds
from gestae.judging.wordpieces import WordPieces
from gestae.skimming.encoding import Stretch

_STEEPEST = 30.0
LEAST = 1e-4  # chance; what is surer counts as if it were this


@dataclass(frozen=True, slots=True)
class Second:
    """How the judge is heard on what the network finds possible, from the chance `asks` on.

    The log odds of both are weighed; from `threshold` on a passage is read.
    """

    asks: float
    network: float
    judge: float
    shift: float
    threshold: float

    def __call__(self, chance: float, share: float) -> float:
        """The chance that a word tells an event, by the network's and the judge's share."""
        score = self.network * log_odds(chance, LEAST) + self.judge * log_odds(share, LEAST) + self.shift
        return 1 / (1 + math.exp(-score))


@dataclass(frozen=True, slots=True)
class Facts:
    """What is noted beside the weights: their name, the traits they know, how they and the judge are weighed.

    `alone`: from which chance on a passage is read where there is no judge.
    """

    version: str
    traits: tuple[str, ...]
    alone: float
    second: Second


class Student:
    """The weights, loaded."""

    def __init__(self) -> None:
        self._session = session_of("skimming", "model", "skim.onnx")
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
        second = Second(**{name: float(value) for name, value in found["second"].items()})
        return Facts(str(found["version"]), tuple(map(str, found["traits"])), float(found["alone"]), second)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise KnowledgeError(f"skimming/model/skim.json: something is missing or wrong ({error})") from None


@cache
def load_student() -> Student:
    """The network that ships with gestae, loaded once."""
    return Student()


@cache
def load_pieces() -> WordPieces:
    """How words are cut into pieces: as the judge cuts them."""
    return WordPieces(data_file("judging", "model", "vocabulary.txt").read_text("utf-8").split("\n"))
