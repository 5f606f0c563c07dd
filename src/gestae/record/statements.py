"""Who said what, to whom, through which channel."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from gestae.record.dates import DateInterval
from gestae.record.evidence import Evidence

StatementKind = Literal["direct", "indirect", "mixed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One statement. No `speakers` means unnamed; the evidence then says how it is described.

    `manner` is what the speaker does: say, confirm, deny, demand, promise, threaten, warn, believe, ...;
    `answers` holds the ids of the statements that this one denies or confirms.
    """

    id: str
    speakers: tuple[str, ...] = ()
    channel: str | None = None
    kind: StatementKind
    manner: str = "say"
    cue: Evidence | None = None
    content: tuple[Evidence, ...]
    addressees: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    date: DateInterval | None = None
    evidence: tuple[Evidence, ...]
