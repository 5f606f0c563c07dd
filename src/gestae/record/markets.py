"""Which markets moved, by how much, as the report says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from gestae.record.dates import DateInterval
from gestae.record.evidence import Evidence

MarketDirection = Literal["up", "down", "unchanged"]


@dataclass(frozen=True, slots=True, kw_only=True)
class MarketMove:
    """One move. `amount` is in `unit` (points, percent or a currency code)."""

    instrument: str
    symbol: str | None = None
    direction: MarketDirection
    amount: float | None = None
    unit: str | None = None
    cause: str | None = None
    date: DateInterval | None = None
    evidence: tuple[Evidence, ...]
