"""Two claims about one thing that cannot both be right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from gestae.record.evidence import Evidence

DiscrepancySubject = Literal["place", "number", "date", "actor", "occurrence", "cause"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One side of a disagreement; `according_to` empty means the report's own voice."""

    value: str
    according_to: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Discrepancy:
    """Claims that disagree, what they are about, and the events they concern."""

    about: DiscrepancySubject
    claims: tuple[Claim, ...]
    events: tuple[str, ...] = ()
