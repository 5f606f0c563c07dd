"""Where times are read from: the day of publication, the days named before, and where the report is at home."""

from __future__ import annotations

from datetime import date

from gestae.record.dates import DatePrecision
from gestae.resolving.when.timex.intervals import Days
from gestae.resolving.when.timex.tenses import Tense

# From what the next and the same of a unit can be told.
_FITTING: dict[str, tuple[DatePrecision, ...]] = {
    "day": ("day",),
    "month": ("day", "month"),
    "quarter": ("day", "month"),
    "year": ("day", "month", "year"),
}


class Scene:
    """What the report has said so far: its publication day, and the day last named in this or the last sentence.

    Args:
        day_first: whether its country writes 3/4 for the 3rd of April; None where that is not known.
        southern: whether it is at home where June is winter; None where that is not known.
    """

    def __init__(self, published: date | None, *, day_first: bool | None = None, southern: bool | None = False) -> None:
        self.published = published
        self.day_first = day_first
        self.southern = southern
        self.tense: Tense | None = None
        self.next_words: tuple[str, ...] = ()
        self._named: dict[DatePrecision, tuple[int, int, date]] = {}
        self._here = (-9, -9)

    def enter(self, sentence: int, part: int) -> None:
        """Goes on to a sentence."""
        self._here = (sentence, part)

    def name(self, days: Days) -> None:
        """Remembers a day, a month or a year that was named."""
        if days.precision in _FITTING["year"]:
            self._named.pop(days.precision, None)
            self._named[days.precision] = (*self._here, days.start)

    def named(self, unit: str) -> date | None:
        """The time last named in this sentence, or in the one before it in the same part, from which a unit is counted.

        From a month the next month is known, the next day is not.
        """
        sentence, part = self._here
        fitting = _FITTING.get(unit, _FITTING["day"])
        for precision, (named_in, named_part, day) in reversed(self._named.items()):
            near = named_in == sentence or (named_in == sentence - 1 and named_part == part)
            if near and precision in fitting:
                return day
        return None
