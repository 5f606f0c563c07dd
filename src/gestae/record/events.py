"""What happened, or is said to have happened, or is threatened, planned, denied."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from gestae.record.dates import DateInterval
from gestae.record.evidence import Evidence

Modality = Literal[
    "actual",
    "attempted",
    "threatened",
    "promised",
    "planned",
    "ordered",
    "expected",
    "requested",
    "denied",
    "negated",
    "hypothetical",
]
HAPPENED: frozenset[str] = frozenset({"actual", "attempted"})


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as said: bounds (null = open), unit ("missile", "troops") and words."""

    min: float | None
    max: float | None
    unit: str | None
    text: str


Responsible = Literal["claimed", "blamed", "suspected", "denied", "told", "implied"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Responsibility:
    """Who is said to have done an event, how firmly, and by whose word.

    `standing`: claimed by the actor itself, blamed on it by others, suspected, denied by it, told by the report, or
    implied: no sentence says so, the report as a whole does.
    `according_to` holds the ids of the statements that say so, or of the actors where no statement does.
    """

    actor: str
    standing: Responsible
    according_to: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One coded event. `type`, `mode`, `contexts` are PLOVER's; `cameo` a CAMEO code.

    `according_to` holds statement ids; empty means the report's own voice. `responsibility` tells who claims the deed,
    is blamed for it or denies it: a claim of responsibility makes nobody an actor beyond doubt.
    `confidence` is between 0 and 1.
    """

    id: str
    type: str
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    cameo: str | None = None
    quad: int
    intensity: float
    modality: Modality
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    date: DateInterval | None = None
    places: tuple[str, ...] = ()
    means: tuple[str, ...] = ()
    quantity: Quantity | None = None
    according_to: tuple[str, ...] = ()
    responsibility: tuple[Responsibility, ...] = ()
    confidence: float
    evidence: tuple[Evidence, ...]
