"""How likely two tellings are of one event: a logistic weighing of what they have in common and what sets them apart.

Its weights (`model/sameness.json`) are ours, fitted by `training/judge/join.py` on mentions that readers grouped.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from gestae.datafiles import data_file


@dataclass(frozen=True, slots=True)
class Sameness:
    """Weights by feature (unknown ones weigh nothing), a shift, and the share from which a mention joins an event."""

    weights: Mapping[str, float]
    shift: float
    threshold: float

    def __call__(self, features: Mapping[str, float]) -> float:
        """The share of 1 for two tellings of one event."""
        score = self.shift + sum(self.weights.get(name, 0.0) * value for name, value in features.items())
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, score))))


@cache
def sameness() -> Sameness:
    """The weights that ship with gestae, loaded once."""
    found = json.loads(data_file("judging", "model", "sameness.json").read_text("utf-8"))
    return Sameness(found["weights"], found["shift"], found["threshold"])
