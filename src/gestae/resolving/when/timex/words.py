"""Time expressions: where a report speaks of time, and what kind of time it means, before any day is worked out.

"early Wednesday morning" is one expression: the weekday Wednesday, in its early part, in the morning.
"200107", "The May government" and "Hill 1701" are none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from gestae.lexicon.calendar import Calendar, Holiday, TimeUnit
from gestae.lexicon.numbers import NumberWords
from gestae.reading.tokens import Token


@dataclass(frozen=True, slots=True)
class DayOf:
    """A day, month, year or weekday by name; `direction` for "last Friday" (-1), "next May" (1), "this June" (0).

    `either`: day and month may be the other way round ("03/04/2020").
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    direction: int | None = None
    either: bool = False


@dataclass(frozen=True, slots=True)
class Shift:
    """`steps` units from the publication ("last week": week, -1); anchored: from the day last named.

    `loose`: where no day was named, the publication's will do ("later in the day"). `narrative`: anchored where the
    verb looks back ("expelled them the next month").
    """

    unit: str
    steps: float
    anchored: bool = False
    length: str = ""
    loose: bool = False
    narrative: bool = False


@dataclass(frozen=True, slots=True)
class Length:
    """How long ("three days"); `direction` says which days where it leads back from or on from the publication."""

    value: str
    unit: str = ""
    amount: float | None = None
    direction: int = 0


@dataclass(frozen=True, slots=True)
class PartOfYear:
    """A quarter ("Q3"), half ("H1"), season ("SU") or month ("10") of `year`, or of the year `steps` from now."""

    code: str
    year: int | None = None
    steps: int | None = None
    direction: int | None = None


@dataclass(frozen=True, slots=True)
class Years:
    """A decade or century: `value` as TIMEX3 writes it, with its first and last year."""

    value: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Occasion:
    """A day with a name, in `year` or in the nearest fitting one; with `eve` the day before it."""

    holiday: Holiday
    year: int | None = None
    eve: bool = False


@dataclass(frozen=True, slots=True)
class WeekOf:
    """The `number`-th (-1: last) week, weekend or day of a month."""

    unit: str
    number: int
    month: int
    year: int | None


@dataclass(frozen=True, slots=True)
class Literal:
    """A value no calendar can place ("PAST_REF"), or one that recurs ("P1W", then `recurs`)."""

    value: str
    recurs: bool = False


@dataclass(frozen=True, slots=True)
class NoDay:
    """Only a clock time or a part of a day: the day is the one last named, or that of the publication."""


Meaning = DayOf | Shift | Length | PartOfYear | Years | Occasion | WeekOf | Literal | NoDay


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day, with its zone when the text gives one."""

    hour: int
    minute: int = 0
    zone: str | None = None


@dataclass(frozen=True, slots=True)
class Expression:
    """Tokens `first` to `last` (exclusive) and what they mean; `head` is the token the parse is asked about."""

    first: int
    last: int
    meaning: Meaning
    phase: str | None = None
    part: str | None = None
    clock: Clock | None = None
    head: int = -1

    def widened(self, first: int, last: int) -> Expression:
        """The same meaning over more tokens."""
        return replace(self, first=min(first, self.first), last=max(last, self.last))


class Words:
    """The tokens of one sentence, with the questions every rule asks of them."""

    __slots__ = ("calendar", "first", "last", "numbers", "tokens")

    def __init__(
        self, tokens: Sequence[Token], calendar: Calendar, numbers: NumberWords, *, first: int = 0, last: int = 0
    ) -> None:
        self.tokens = tokens
        self.calendar = calendar
        self.numbers = numbers
        self.first = first
        self.last = last

    def lower(self, index: int) -> str:
        """The word at a token in lower case; "" outside the sentence."""
        return self.tokens[index].lower if self.first <= index < self.last else ""

    def is_name(self, index: int) -> bool:
        """Whether the word there begins with a capital."""
        return self.first <= index < self.last and self.tokens[index].text[0].isupper()

    def is_glued(self, index: int) -> bool:
        """Whether the token there touches the one before it."""
        return self.first < index < self.last and self.tokens[index - 1].end == self.tokens[index].start

    def direction(self, index: int) -> int | None:
        """-1, 0 or 1 for "last", "this", "next"."""
        return self.calendar.directions.get(self.lower(index))

    def year(self, index: int) -> int | None:
        """The year at a token that can hold nothing but a year."""
        text = self.lower(index)
        if len(text) == 4 and text.isdecimal() and 1000 <= int(text) <= 2100:
            return int(text)
        return None

    def day_number(self, index: int) -> int | None:
        """1 to 31 for "7" and "7th"; 0 for a number no month has."""
        text = self.lower(index)
        figure = text[:-2] if text[-2:] in {"st", "nd", "rd", "th"} else text
        if not figure.isdecimal() or len(figure) > 2:
            return None
        return int(figure) if int(figure) <= 31 else 0

    def unit(self, index: int) -> TimeUnit | None:
        """The unit of time at a token."""
        return self.calendar.units.get(self.lower(index))

    def listed(self, index: int, name: str) -> bool:
        """Whether the word there is in one of the calendar's lists."""
        return self.lower(index) in self.calendar.words[name]
