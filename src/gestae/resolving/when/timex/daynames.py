"""Days, months and holidays by name or figures: "29 December 2019", "Jan. 7th, 2020", "7/8/07", "New Year's Eve"."""

from __future__ import annotations

import re
from dataclasses import replace

from gestae.resolving.when.timex.dayparts import read_clock, read_part_after
from gestae.resolving.when.timex.words import Clock, DayOf, Expression, NoDay, Occasion, PartOfYear, Shift, Words

_SLASHED = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4}|\d\d)")
_SLASHED_ISO = re.compile(r"(\d{4})[/.](\d\d)[/.](\d\d)")
_STOPS = frozenset({",", "."})


def month_at(words: Words, index: int, *, beside_number: bool = False) -> int | None:
    """The month named at a token; "May", "March" and abbreviations only where the words around make them one."""
    lower = words.lower(index)
    if not lower or not words.is_name(index):
        return None
    month = words.calendar.months.get(lower)
    number = beside_number or words.day_number(index + 1) is not None or words.year(index + 1) is not None
    if month is None:
        month = words.calendar.month_abbreviations.get(lower.rstrip("."))
        with_stop = lower.endswith(".") and words.listed(index - 1, "temporal_prepositions")
        return month if number or with_stop else None
    if number:
        return month
    token = words.tokens[index]
    if in_other_name(words, index) or token.tag == "MD":
        return None
    if lower == "may":
        joined = words.lower(index + 1) == "and" and token.pos == "PROPN"
        return month if words.listed(index - 1, "temporal_prepositions") or joined else None
    if lower in {"march", "august"} and (token.pos != "PROPN" or index == words.first):
        return month if words.listed(index - 1, "temporal_prepositions") else None
    return month


def weekday_at(words: Words, index: int) -> int | None:
    """The weekday named at a token; none inside a proper name ("Black Friday", "Sunday Times")."""
    if not words.is_name(index):
        return None
    lower = words.lower(index)
    weekday = words.calendar.weekdays.get(lower)
    if weekday is not None:
        return None if in_other_name(words, index) else weekday
    weekday = words.calendar.weekday_abbreviations.get(lower.rstrip("."))
    if weekday is None:
        return None
    at = index + 1
    while words.lower(at) in _STOPS:
        at += 1
    dated = month_at(words, at, beside_number=True) or (words.day_number(at) and month_at(words, at + 1))
    return weekday if dated or (lower.endswith(".") and words.lower(index - 1) == "on") else None


def in_other_name(words: Words, index: int) -> bool:
    """Whether the word is part of the name of something else ("Bloody Sunday", "April Ryan")."""
    before, after = words.is_name(index - 1), words.is_name(index + 1)
    if (before and words.listed(index - 1, "names_before")) or (after and words.listed(index + 1, "names_after")):
        return True
    tokens = words.tokens
    if tokens[index].entity != "PERSON" or words.listed(index - 1, "temporal_prepositions"):
        return False
    first_name = after and tokens[index + 1].entity == "PERSON" and tokens[index].dep == "compound"
    return first_name or (before and index - 1 > words.first and tokens[index - 1].entity == "PERSON")


def read_numeric_date(words: Words, index: int) -> Expression | None:
    """ "2019-12-30", "2020/01/08", "08.01.2020", "7/8/07"."""
    year = words.year(index)
    if year is not None and words.lower(index + 1) == "-" and words.lower(index + 3) == "-":
        month, day = words.day_number(index + 2), words.day_number(index + 4)
        return Expression(index, index + 5, DayOf(year, month, day)) if month and day and month <= 12 else None
    if (dashed := _dashed(words, index)) is not None:
        return dashed
    if match := _SLASHED_ISO.fullmatch(words.lower(index)):
        return Expression(index, index + 1, DayOf(int(match[1]), int(match[2]), int(match[3])))
    match = _SLASHED.fullmatch(words.lower(index))
    if match is None:
        return None
    first, second, year = int(match[1]), int(match[2]), int(match[3])
    if len(match[3]) == 2:
        year += 2000 if year < 50 else 1900
    return _in_either_order(index, index + 1, (first, second), year, dotted="." in words.lower(index))


def _dashed(words: Words, index: int) -> Expression | None:
    """ "15-04-2023", which the tokenizer cuts at its dashes."""
    first, second, year = words.day_number(index), words.day_number(index + 2), words.year(index + 4)
    dashes = all(words.lower(at) == "-" and words.is_glued(at) for at in (index + 1, index + 3))
    if first is None or second is None or year is None or not dashes:
        return None
    return _in_either_order(index, index + 5, (first, second), year)


def _in_either_order(
    index: int, last: int, figures: tuple[int, int], year: int, *, dotted: bool = False
) -> Expression | None:
    """More than twelve can only be a day; dots are European; otherwise the report's country or its day may tell."""
    first, second = figures
    month, day = (second, first) if first > 12 or dotted else (first, second)
    either = not dotted and first != second and max(first, second) <= 12
    return Expression(index, last, DayOf(year, month, day, either=either)) if month <= 12 else None


def read_day_month(words: Words, index: int) -> Expression | None:
    """ "29 December 2019", "7th of January"."""
    day = words.day_number(index)
    if day is None or (words.lower(index - 1) in {"$", "€", "£", "#", "."} and words.is_glued(index)):
        return None
    at = index + 1
    if words.lower(at) == "of" or (words.lower(at) == "-" and words.is_glued(at)):
        at += 1
    month = month_at(words, at, beside_number=True)
    if month is None or (words.day_number(at + 1) is not None and words.year(at + 3) is not None):
        return None
    at += 1
    if words.lower(at) in {"-", ","} and words.year(at + 1) is not None:
        at += 1
    year = words.year(at) or _short_year(words, at)
    last = at if year is None and words.lower(at - 1) not in {"-", ","} else at + (year is not None)
    return with_time(words, Expression(index, last, DayOf(year, month, day), head=index))


def _short_year(words: Words, index: int) -> int | None:
    """The "89" of a dateline ("Bogota, 21 Jan 89 --")."""
    text = words.lower(index)
    closed = words.lower(index + 1) in {"--", "-", "–", "—", "(", ")", ""}
    if len(text) != 2 or not text.isdecimal() or not closed:
        return None
    return int(text) + (1900 if int(text) > 40 else 2000)


def read_month(words: Words, index: int, month: int) -> Expression:
    """ "December 29, 2019", "Dec. 29", "December 2019", "December"."""
    at = index + 1
    day = words.day_number(at)
    if day is not None and words.lower(at + 1) not in {":", "%"} and not words.unit(at + 1):
        at += 1
        year_at = at + 1 if words.lower(at) == "," else at
        year = words.year(year_at)
        meaning = DayOf(year, month, day)
        return with_time(words, Expression(index, at if year is None else year_at + 1, meaning, head=index))
    if words.lower(at) == "of" and words.lower(at + 2) == "year" and words.direction(at + 1) is not None:
        return Expression(index, at + 3, PartOfYear(f"{month:02}", steps=words.direction(at + 1)), head=index)
    year_at = at + 1 if words.lower(at) in {",", "of"} else at
    year = words.year(year_at)
    return Expression(index, at if year is None else year_at + 1, DayOf(year, month), head=index)


def read_weekday(words: Words, index: int, weekday: int) -> Expression:
    """ "Friday", "Friday morning", "Friday, Jan. 3, 2020", "Tuesday at 3:30 a.m."."""
    at = index + 1
    while words.lower(at) in {*_STOPS, "the"}:
        at += 1
    dated = None
    if (month := month_at(words, at)) is not None:
        dated = read_month(words, at, month)
    elif words.lower(at)[:1].isdigit():
        dated = read_day_month(words, at)
    if dated and isinstance(dated.meaning, DayOf) and dated.meaning.day is not None:
        return replace(dated, first=index, head=index)
    return with_time(words, Expression(index, index + 1, DayOf(weekday=weekday), head=index))


def read_day_word(words: Words, index: int) -> Expression:
    """ "today", "yesterday morning", "overnight"."""
    days, part = words.calendar.day_words[words.lower(index)]
    found = Expression(index, index + 1, Shift("day", days), part=part, head=index)
    return found if part else with_time(words, found)


def with_time(words: Words, day: Expression) -> Expression:
    """The day with the part of the day or the clock time that follows it."""
    at = day.last
    if part := read_part_after(words, at):
        return replace(day, last=part[1], part=part[0])
    skip = at + 1 if words.lower(at) == "," else at
    skip = skip + 1 if words.lower(skip) in {"at", "around", "about"} else skip
    if skip > at and (clock := read_clock(words, skip)):
        return replace(day, last=clock[1], clock=clock[0])
    return day


def read_clock_and_day(words: Words, index: int, clock: Clock, at: int) -> Expression:
    """A clock time with the day that follows it ("3:30 a.m. Tuesday")."""
    day = day_after(words, at)
    if day is None:
        return Expression(index, at, NoDay(), clock=clock, head=index)
    return replace(day, first=index, clock=clock, part=None)


def day_after(words: Words, at: int) -> Expression | None:
    """The single day named at a token, past "on", "of", "the" or a comma."""
    if words.lower(at) in {"on", "of", ","}:
        at += 1
    if words.lower(at) == "the":
        at += 1
    lower = words.lower(at)
    if not lower:
        return None
    if (weekday := weekday_at(words, at)) is not None:
        return replace(read_weekday(words, at, weekday), head=at)
    if lower in words.calendar.day_words:
        return Expression(at, at + 1, Shift("day", words.calendar.day_words[lower][0]), head=at)
    found = None
    if (month := month_at(words, at)) is not None:
        found = read_month(words, at, month)
    elif lower[0].isdigit():
        found = read_day_month(words, at)
    if found and isinstance(found.meaning, DayOf) and found.meaning.day is not None:
        return replace(found, head=at)
    return None


def read_holiday(words: Words, index: int) -> Expression | None:
    """A day with a name, and the year that follows it."""
    token = words.tokens[index]
    for name in words.calendar.holiday_names.get(token.lower, ()):
        at, end = index, token.start + len(name)
        while at + 1 < words.last and words.tokens[at].end < end:
            at += 1
        if (
            words.tokens[at].end != end
            or _spelled(words, index, at + 1) != name
            or not (words.is_name(index) or name[0].isdigit())
        ):
            continue
        if words.is_name(at + 1) and words.listed(at + 1, "named_for_holidays"):
            return None
        year_at = at + 2 if words.lower(at + 1) == "," else at + 1
        year = words.year(year_at)
        of = index - 2 if words.lower(index - 1) == "the" else index - 1
        eve = words.lower(of) == "of" and words.lower(of - 1) == "eve"
        meaning = Occasion(words.calendar.holidays[name], year, eve=eve)
        first = of - 1 if eve else index
        return Expression(first, at + 1 if year is None else year_at + 1, meaning, head=index)
    return None


def _spelled(words: Words, first: int, last: int) -> str:
    pieces: list[str] = []
    for position in range(first, last):
        if position > first and not words.is_glued(position):
            pieces.append(" ")
        pieces.append(words.tokens[position].lower)
    return "".join(pieces).replace("’", "'")
