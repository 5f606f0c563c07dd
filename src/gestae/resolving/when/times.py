"""Time expressions: where a report speaks of time, and what kind of time it means, before any day is worked out.

"early Wednesday morning" is one expression: the weekday Wednesday, in its early part, in the morning.
"200107", "The May government" and "Hill 1701" are none.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from gestae.lexicon.calendar import Calendar
from gestae.lexicon.numbers import NumberWords
from gestae.reading.tokens import Reading
from gestae.resolving.when.timex.daynames import (
    day_after,
    month_at,
    read_clock_and_day,
    read_day_month,
    read_day_word,
    read_holiday,
    read_month,
    read_numeric_date,
    read_weekday,
    weekday_at,
)
from gestae.resolving.when.timex.dayparts import read_clock
from gestae.resolving.when.timex.spans import (
    read_directed,
    read_every,
    read_length,
    read_literal,
    read_ordinal,
    read_season,
    read_unit,
    read_years,
)
from gestae.resolving.when.timex.words import DayOf, Expression, Length, Literal, NoDay, PartOfYear, Shift, Words

# Phases that may stand before a time without "the ... of".
_FRONT_PHASES = frozenset({"early", "earlier", "mid", "late", "later"})
_AFTER_A_LIST = frozenset({"PUNCT", "ADP", "AUX", "VERB", "CCONJ"})
_PLACING = frozenset({"in", "at", "near", "outside"})


def find_expressions(reading: Reading, calendar: Calendar, numbers: NumberWords) -> tuple[tuple[int, Expression], ...]:
    """Every time expression with the index of its sentence, in the order of the text; none overlap."""
    starters = _starters(calendar, numbers)
    words = Words(reading.tokens, calendar, numbers)
    found: list[tuple[int, Expression]] = []
    for sentence in reading.sentences:
        words.first, words.last = sentence.first, sentence.last
        index = floor = sentence.first
        while index < sentence.last:
            lower = reading.tokens[index].lower
            if lower not in starters and not lower[0].isdigit():
                index += 1
                continue
            expression = _read(words, index, lower)
            if expression is None or expression.first < floor:
                index += 1
                continue
            expression = _widen(words, expression, floor)
            together = [*_day_before(words, expression, floor), expression, *_day_behind(words, expression)]
            found.extend((sentence.index, one) for one in together)
            index = floor = together[-1].last
    return tuple(_with_days_behind_places(words, found))


def _with_days_behind_places(words: Words, found: list[tuple[int, Expression]]) -> Iterator[tuple[int, Expression]]:
    """ "at 6 p.m. in Beirut on Monday" is one time, with the place in the middle."""
    at = 0
    while at < len(found):
        (sentence, one), (following, other) = found[at], found[at + 1] if at + 1 < len(found) else found[at]
        day = isinstance(other.meaning, DayOf) or (isinstance(other.meaning, Shift) and other.meaning.unit == "day")
        open_time = one.clock is not None and isinstance(one.meaning, NoDay) and following == sentence
        if open_time and day and other.clock is None and _is_place_between(words, one.last, other.first):
            yield sentence, replace(one, last=other.last, meaning=other.meaning)
            at += 2
        else:
            yield sentence, one
            at += 1


def _is_place_between(words: Words, first: int, last: int) -> bool:
    """Whether "in" and names stand there, and "on" before the day or nothing."""
    if words.lower(last - 1) in {"on", ","}:
        last -= 1
    names = words.tokens[first + 1 : last]
    return 0 < len(names) <= 4 and words.lower(first) in _PLACING and all(name.pos == "PROPN" for name in names)


@cache
def _starters_of(words: frozenset[str], abbreviations: frozenset[str], weekdays: frozenset[str]) -> frozenset[str]:
    stopped = {f"{name}." for name in abbreviations}
    return words | abbreviations | stopped | {f"{day}s" for day in weekdays}


def _starters(calendar: Calendar, numbers: NumberWords) -> frozenset[str]:
    """Every word that an expression can be recognised by."""
    tables = (
        calendar.months,
        calendar.weekdays,
        calendar.parts_of_day,
        calendar.clock_words,
        calendar.day_words,
        calendar.seasons,
        calendar.units,
        calendar.directions,
        calendar.references,
        calendar.reference_nouns,
        calendar.repeats,
        calendar.holiday_names,
        numbers.units,
        numbers.tens,
        numbers.vague,
        numbers.few,
        numbers.ordinals,
    )
    words = frozenset(word for table in tables for word in table) | {
        "half",
        "every",
        "each",
        "that",
        "final",
        "hundred",
    }
    abbreviations = frozenset([*calendar.month_abbreviations, *calendar.weekday_abbreviations])
    return _starters_of(words, abbreviations, frozenset(calendar.weekdays))


def _read(words: Words, index: int, lower: str) -> Expression | None:
    """The longest expression whose first telling word stands here."""
    found = _read_figures(words, index) if lower[0].isdigit() else _read_names(words, index, lower)
    found.append(read_length(words, index))
    return max((one for one in found if one), key=lambda one: one.last - one.first, default=None)


def _read_figures(words: Words, index: int) -> list[Expression | None]:
    found = [read_numeric_date(words, index), read_day_month(words, index), read_ordinal(words, index)]
    if clock := read_clock(words, index):
        found.append(read_clock_and_day(words, index, *clock))
    found.append(read_holiday(words, index))
    found.append(read_years(words, index))
    return found


def _read_names(words: Words, index: int, lower: str) -> list[Expression | None]:
    calendar = words.calendar
    found: list[Expression | None] = []
    if lower in calendar.clock_words and (clock := read_clock(words, index)):
        found.append(read_clock_and_day(words, index, *clock))
    if (month := month_at(words, index)) is not None:
        found.append(read_month(words, index, month))
    if (weekday := weekday_at(words, index)) is not None:
        found.append(read_weekday(words, index, weekday))
    if lower in calendar.day_words:
        found.append(read_day_word(words, index))
    if lower in calendar.directions or lower == "that":
        found.append(read_directed(words, index))
    if lower in words.numbers.ordinals or lower in {"last", "final"}:
        found.append(read_ordinal(words, index))
    if lower in calendar.seasons:
        found.append(read_season(words, index))
    if lower in calendar.parts_of_day:
        found.append(_read_part_of_day(words, index))
    if lower in calendar.holiday_names:
        found.append(read_holiday(words, index))
    if lower in {"every", "each"}:
        found.append(read_every(words, index))
    if lower in calendar.units:
        found.append(read_unit(words, index))
    found.append(read_literal(words, index))
    return found


def _read_part_of_day(words: Words, index: int) -> Expression | None:
    """ "dawn on Monday", "the night of Jan. 7", "in the morning", "morning trading"."""
    lower, before = words.lower(index), words.lower(index - 1)
    part = words.calendar.parts_of_day[lower]
    if lower.endswith("s"):
        return None
    if words.lower(index + 1) in {"on", "of", "hours"}:
        start = index + 1
        if words.lower(start) == "hours":
            start += 1
        day = day_after(words, start) if words.lower(start) in {"on", "of", ""} else None
        if day:
            return replace(day, first=index, part=part)
    next_day = words.lower(index + 1) in words.calendar.day_words or weekday_at(words, index + 1) is not None
    if next_day and lower not in {"night", "morning", "evening", "afternoon"} and (day := day_after(words, index + 1)):
        return replace(day, first=index, part=part)
    if words.is_name(index) and index > words.first:
        return None
    standing = before in {"at", "by", "until", "before", "after", "since"} and lower not in {
        "morning",
        "evening",
        "afternoon",
    }
    inside = before == "the" and words.lower(index - 2) in {"in", "during", "into", "through", "throughout", "by"}
    if standing or inside or (before in {"early", "late"} and words.tokens[index].dep != "compound"):
        return Expression(index - 1 if inside else index, index + 1, NoDay(), part=part, head=index)
    return None


def _widen(words: Words, found: Expression, floor: int) -> Expression:
    """Takes in what stands to the left: "early", "the end of", "more than", "the"."""
    at = found.first - 1
    if at >= floor and words.lower(at) in _FRONT_PHASES | {"-"} and not isinstance(found.meaning, Literal):
        at_word = at - 1 if words.lower(at) == "-" and words.lower(at - 1) in {"mid", "early", "late"} else at
        phase = words.calendar.phases.get(words.lower(at_word))
        if phase and at_word >= floor and _takes_phase(found, phase):
            found = replace(found, first=at_word, phase=phase)
    found = _with_part_of(words, found, floor)
    if isinstance(found.meaning, Length) or found.clock:
        found = _with_approximation(words, found, floor)
    if words.lower(found.first - 1) == "the" and found.first - 1 >= floor and _takes_article(words, found):
        found = replace(found, first=found.first - 1)
    return found


def _day_before(words: Words, found: Expression, floor: int) -> list[Expression]:
    """The "3" of "3 to 5 January", which borrows month and year."""
    meaning = found.meaning
    if not isinstance(meaning, DayOf) or not meaning.day or not words.lower(found.first)[0].isdigit():
        return []
    at = found.first - 2
    day = words.day_number(at) if at >= floor else None
    if not day or words.lower(at + 1) not in {"to", "-", "–", "and", "or"}:
        return []
    return [Expression(at, at + 1, DayOf(meaning.year, meaning.month, day), head=found.head)]


def _day_behind(words: Words, found: Expression) -> list[Expression]:
    """The "5" of "January 3-5", which borrows month and year; a year may close it ("January 3-5, 2020")."""
    meaning = found.meaning
    if not isinstance(meaning, DayOf) or not meaning.day or meaning.weekday or words.lower(found.first)[0].isdigit():
        return []
    if listed := _days_listed(words, found, meaning):
        return listed
    at = found.last + 1
    day = words.day_number(at)
    follows = words.lower(found.last) in {"-", "–"} or (
        words.lower(found.last) == "to" and words.lower(at + 1) in {",", ".", ""}
    )
    if not day or not follows or words.unit(at + 1):
        return []
    return [Expression(at, at + 1, DayOf(meaning.year, meaning.month, day), head=found.head)]


def _days_listed(words: Words, found: Expression, meaning: DayOf) -> list[Expression]:
    """The "10" and "11" of "Feb. 9, 10 and 11"; not the "10" of "Feb. 9, 10 people"."""
    listed: list[Expression] = []
    at, before = found.last, meaning.day or 0
    while words.lower(at) in {",", "and"}:
        closes = words.lower(at) == "and" or (words.lower(at) == "," and words.lower(at + 1) == "and")
        at += 2 if words.lower(at) == "," and words.lower(at + 1) == "and" else 1
        day = words.day_number(at)
        if not day or day <= before:
            return []
        listed.append(Expression(at, at + 1, DayOf(meaning.year, meaning.month, day), head=found.head))
        at, before = at + 1, day
        if closes:
            after = words.tokens[at].pos if words.lower(at) else "PUNCT"
            return listed if after in _AFTER_A_LIST and words.unit(at) is None else []
    return []


def _takes_phase(found: Expression, phase: str) -> bool:
    meaning = found.meaning
    if isinstance(meaning, Length):
        return False
    if phase in {"earlier", "later"}:
        return isinstance(meaning, Shift) and meaning.steps == 0
    return not (isinstance(meaning, Shift) and meaning.steps and meaning.length)


def _with_part_of(words: Words, found: Expression, floor: int) -> Expression:
    """ "the beginning of the year", "the early hours of Friday", "the end of last year"."""
    of = found.first - 1
    if words.lower(of) == "the" and words.lower(of - 1) == "of":
        of -= 1
    if words.lower(of) != "of" or of - 1 < floor or isinstance(found.meaning, Length | Literal):
        return found
    noun = of - 1
    phase = words.calendar.phases.get(words.lower(noun))
    if phase in {"half", None}:
        part = words.calendar.parts_of_day.get(words.lower(noun))
        return replace(found, first=noun, part=part) if part else found
    first = noun - 1 if words.lower(noun - 1) == "very" and noun - 1 >= floor else noun
    return replace(found, first=first, phase=phase)


def _with_approximation(words: Words, found: Expression, floor: int) -> Expression:
    first = found.first
    while first - 1 >= floor and words.listed(first - 1, "approximations"):
        first -= 1
    if (
        first - 2 >= floor
        and f"{words.lower(first - 2)} {words.lower(first - 1)}" in words.calendar.words["approximation_pairs"]
    ):
        first -= 2
    return replace(found, first=first)


def _takes_article(words: Words, found: Expression) -> bool:
    """Whether "the" belongs to the time ("the 1980s", "the third quarter") and not to a noun after it."""
    head = words.tokens[found.head]
    governor = words.tokens[head.head]
    if head.dep in {"compound", "amod", "nmod", "poss", "nummod"} and governor.index >= found.last:
        return False
    if isinstance(found.meaning, DayOf) and not found.phase and not found.part:
        return False
    if isinstance(found.meaning, PartOfYear | Length | Shift):
        return True
    return not isinstance(found.meaning, Literal) or bool(found.phase)
