"""Two times that close a stretch: "between Monday and Thursday", "from 3 to 5 January", "2014-2016", "January 3-5"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from gestae.reading.tokens import Reading
from gestae.resolving.when.timex.intervals import Days, month_days, real_day
from gestae.resolving.when.timex.values import Resolved
from gestae.resolving.when.timex.words import DayOf, Expression

_DASHES = frozenset({"-", "–", "—"})
_JOINS = {"between": frozenset({"and"}), "from": frozenset({"to", "until", "till", "through"})}
Stretch = tuple[Days, int, int]


def join_ranges(
    reading: Reading, expressions: Sequence[tuple[int, Expression]], resolved: Sequence[Resolved]
) -> tuple[list[Resolved], list[Stretch | None]]:
    """For each expression its value, and the whole stretch it opens or closes with the characters that say so."""
    values = list(resolved)
    spans: list[Stretch | None] = [None] * len(expressions)
    tokens = reading.tokens
    for number in range(len(expressions) - 1):
        (sentence, left), (other, right) = expressions[number], expressions[number + 1]
        if sentence != other or right.first != left.last + 1:
            continue
        join = tokens[left.last].lower
        before = tokens[left.first - 1].lower if left.first > reading.sentences[sentence].first else ""
        opened = join in _JOINS.get(before, ())
        if not (opened or join in _DASHES or join == "through"):
            continue
        values[number] = _in_year_of(left, right, values[number])
        values[number] = _before(left, values[number], values[number + 1])
        first, last = values[number].days, values[number + 1].days
        if first and last and first.start <= last.start:
            start = tokens[left.first - 1 if opened else left.first].start
            stretch = (Days(first.start, last.end, "range"), start, tokens[right.last - 1].end)
            spans[number] = spans[number + 1] = stretch
    return values, spans


def _in_year_of(left: Expression, right: Expression, opening: Resolved) -> Resolved:
    """The opening month or day in the year that the closing one names ("from March to June 1999")."""
    meaning, closing = left.meaning, right.meaning
    if not (isinstance(meaning, DayOf) and isinstance(closing, DayOf)):
        return opening
    if meaning.year or not meaning.month or not closing.year or not closing.month:
        return opening
    return _moved(meaning, closing.year - (meaning.month > closing.month), opening)


def _moved(meaning: DayOf, year: int, opening: Resolved) -> Resolved:
    """A month or a day of one, in another year."""
    if not meaning.month:
        return opening
    if not meaning.day:
        return replace(opening, value=f"{year:04}-{meaning.month:02}", days=month_days(year, meaning.month))
    moved = real_day(year, meaning.month, meaning.day)
    return replace(opening, value=moved.isoformat(), days=Days(moved, moved, "day")) if moved else opening


def _before(left: Expression, opening: Resolved, closing: Resolved) -> Resolved:
    """The opening time moved back where it came out after the closing one ("between Monday and Thursday")."""
    meaning, days, last = left.meaning, opening.days, closing.days
    if not isinstance(meaning, DayOf) or meaning.year or days is None or last is None or days.start <= last.start:
        return opening
    if meaning.weekday and not meaning.month:
        day = days.start - timedelta(days=7)
        return replace(opening, value=day.isoformat(), days=Days(day, day, "day"))
    return _moved(meaning, days.start.year - 1, opening)
