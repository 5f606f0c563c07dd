"""Dates as honest intervals."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

DatePrecision = Literal["hour", "day", "week", "month", "season", "year", "range"]


@dataclass(frozen=True, slots=True)
class DateInterval:
    """The days `start` to `end`, both inclusive (ISO 8601), as said by `text`.

    Never a false exact day: "late December" is 2019-12-21..2019-12-31.
    `zone` is an IANA name or a UTC offset: the one that the text gives, that of the place of an event told in "local
    time", or that of the clock a report is told by (its dateline, else its outlet); None where that is open.
    """

    start: str
    end: str
    precision: DatePrecision
    text: str
    zone: str | None = None

    def __post_init__(self) -> None:
        if date.fromisoformat(self.start[:10]) > date.fromisoformat(self.end[:10]):
            raise ValueError(f"interval runs backwards: {self.start}..{self.end}")
