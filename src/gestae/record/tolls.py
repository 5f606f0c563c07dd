"""Casualties and damage, with whose figure it is and how firm."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from gestae.record.dates import DateInterval
from gestae.record.evidence import Evidence

TollEffect = Literal["killed", "injured", "missing", "captured", "displaced", "damaged", "destroyed"]
TollStatus = Literal["reported", "none", "pending", "denied", "claimed", "disputed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Toll:
    """One figure. None announced, pending and denied are statuses, never zeros."""

    id: str
    event: str | None = None
    effect: TollEffect
    who: str | None = None
    affiliation: tuple[str, ...] = ()
    min: int | None = None
    max: int | None = None
    text: str
    status: TollStatus
    according_to: tuple[str, ...] = ()
    date: DateInterval | None = None
    evidence: tuple[Evidence, ...]
