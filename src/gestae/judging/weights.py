"""Small weighings of what is known of a thing: logistic regressions whose features say what they are.

`sameness` weighs whether two tellings are of one event (features: `gestae.coding.pairs`), `choice` whether a word tells
an event of a type (`gestae.coding.choosing`). The weights (`model/*.json`) are ours, fitted on mentions that readers
checked, by `training/judge/join.py` and `training/judge/choose.py`.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from gestae.datafiles import data_file


@dataclass(frozen=True, slots=True)
class Weights:
    """Weights by feature (unknown ones weigh nothing), a shift, and the share from which the answer is yes."""

    weights: Mapping[str, float]
    shift: float
    threshold: float

    def __call__(self, features: Mapping[str, float]) -> float:
        """The share of 1 for yes."""
        score = self.shift + sum(self.weights.get(name, 0.0) * value for name, value in features.items())
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, score))))


def log_odds(share: float, least: float) -> float:
    """The log odds of a share; none is taken for surer than `least` away from 0 and 1."""
    share = min(max(share, least), 1 - least)
    return math.log(share / (1 - share))


@cache
def sameness() -> Weights:
    """Whether two tellings are of one event; loaded once."""
    return _load("sameness.json")


@cache
def choice() -> Weights:
    """Whether a word tells an event of a type that the lexicon knows it by; loaded once."""
    return _load("choice.json")


def _load(name: str) -> Weights:
    found = json.loads(data_file("judging", "model", name).read_text("utf-8"))
    return Weights(found["weights"], found["shift"], found["threshold"])
