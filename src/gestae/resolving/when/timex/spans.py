"""Stretches of time that are counted or pointed at: "last week", "two days ago", "the third quarter", "every day"."""

from __future__ import annotations

import re
from dataclasses import replace

from gestae.lexicon.calendar import TimeUnit
from gestae.reading.numbers import read_number
from gestae.resolving.when.timex.daynames import day_after, month_at, read_holiday, read_month, weekday_at, with_time
from gestae.resolving.when.timex.words import (
    DayOf,
    Expression,
    Length,
    Literal,
    NoDay,
    PartOfYear,
    Shift,
    WeekOf,
    Words,
    Years,
)

_DECADE = re.compile(r"(\d{3})0[’']?s|(\d)0[’']?s")
_OPENERS = frozenset({"(", "“", '"', "'", "‘", "-", "–", "—", "/"})
_DETERMINERS = frozenset({"the", "its", "their", "his", "her", "our", "'s", "’s"})
_WITHIN = frozenset({"in", "over", "within", "during", "for", "by", "until", "through"})
_OWNED = frozenset({"your", "his", "her", "their", "my", "our", "its", "'s", "’s", "whose"})
_NEVER_BARE = frozenset({"S", "Q", "WE"})


def read_years(words: Words, index: int) -> Expression | None:
    """ "1980", "the 1980s", "'82", "2018-19"; not "2018 rounds" or "Resolution 2049"."""
    lower = words.lower(index)
    if match := _DECADE.fullmatch(lower):
        return _decade(words, index, match)
    if (year := words.year(index)) is not None and _stands_as_year(words, index, year):
        return Expression(index, index + 1, DayOf(year=year), head=index)
    if len(lower) != 2 or not lower.isdecimal() or not words.is_glued(index):
        return None
    if words.lower(index - 1) in {"'", "’", "‘"} and words.listed(index - 2, "temporal_prepositions"):
        year = int(lower) + (1900 if int(lower) > 40 else 2000)
        return Expression(index - 1, index + 1, DayOf(year=year), head=index)
    opening = words.year(index - 2) if words.lower(index - 1) in {"-", "–", "/"} else None
    if opening and opening % 100 < int(lower) and words.is_glued(index - 1):
        return Expression(index, index + 1, DayOf(year=opening // 100 * 100 + int(lower)), head=index)
    return None


def _decade(words: Words, index: int, match: re.Match[str]) -> Expression | None:
    """ "the 1980s", "the '90s"; not "in his 30s", "1000s of people"."""
    before = words.lower(index - 1)
    joined = before in {"and", "or", "to"} and _DECADE.fullmatch(words.lower(index - 2)) is not None
    if match[2] and not joined and before not in {"the", "'", "’", "‘", "early", "late", "mid", "-"}:
        return None
    digits = match[1] or f"{19 if int(match[2]) > 2 else 20}{match[2]}"
    start = int(digits) * 10
    if not 1500 <= start <= 2090:
        return None
    first = index - 1 if match[2] and before in {"'", "’", "‘"} else index
    return Expression(first, index + 1, Years(digits, start, start + 9), head=index)


def _stands_as_year(words: Words, index: int, year: int) -> bool:
    before, after = words.lower(index - 1), words.lower(index + 1)
    if words.is_glued(index) and before not in _OPENERS:
        return False
    if words.listed(index - 1, "numbered_nouns") or words.listed(index + 1, "clock_zones_after_figures"):
        return False
    if after in {"%", "percent", "°"} or words.unit(index + 1) or _counts(words, index):
        return False
    if words.listed(index - 1, "temporal_prepositions"):
        return year >= 1900 or (year >= 1500 and before in {"in", "since", "by", "until", "from", "of"})
    if not 1900 <= year <= 2100:
        return False
    return (
        index == words.first
        or before in _OPENERS
        or before in _DETERMINERS
        or words.tokens[index - 1].pos in {"PROPN", "NOUN"}
    )


def _counts(words: Words, index: int) -> bool:
    """Whether the number counts the plural noun after it ("2018 rounds", but "the 2018 elections")."""
    token = words.tokens[index]
    head = words.tokens[token.head]
    if not index < head.index <= index + 2 or head.tag != "NNS":
        return False
    return words.lower(index - 1) not in {*_DETERMINERS, "since", "during"}


def read_directed(words: Words, index: int) -> Expression | None:
    """ "last week", "next Friday", "this morning", "the past three months", "the same day", "that night"."""
    lower = words.lower(index)
    steps = words.calendar.directions.get(lower, 0)
    at = index + 1
    anchored = words.listed(index, "anaphoric") or (
        lower == "next"
        and words.lower(index - 1) == "the"
        and words.lower(at) in {"day", "morning", "night", "evening", "afternoon"}
    )
    if lower == "this" and words.direction(at) is not None:
        steps, at = words.calendar.directions[words.lower(at)], at + 1
    if (vague := words.calendar.vague_spans.get(lower)) and words.unit(at) and words.lower(at).endswith("s"):
        return Expression(index, at + 1, Literal(vague), head=at)
    if steps and (counted := _counted(words, index, at, steps)):
        return counted
    if (weekday := weekday_at(words, at)) is not None:
        return with_time(words, Expression(index, at + 1, DayOf(weekday=weekday, direction=steps), head=at))
    if (month := month_at(words, at, beside_number=True)) is not None and lower not in {"that", "same"}:
        named = read_month(words, at, month)
        return (
            replace(named, first=index, meaning=replace(named.meaning, direction=steps))
            if isinstance(named.meaning, DayOf)
            else None
        )
    if (season := words.calendar.seasons.get(words.lower(at))) and not anchored:
        return Expression(index, at + 1, PartOfYear(season, direction=steps), head=at)
    if (part := words.calendar.parts_of_day.get(words.lower(at))) and (anchored or lower in {"last", "this"}):
        days = steps if lower != "this" else 0
        return Expression(index, at + 1, Shift("day", days, anchored=anchored), part=part, head=at)
    if steps and words.is_name(at) and (holiday := read_holiday(words, at)):
        return replace(holiday, first=index)
    return _pointed_unit(words, index, at, steps, anchored=anchored)


def _pointed_unit(words: Words, index: int, at: int, steps: int, *, anchored: bool) -> Expression | None:
    unit = words.unit(at)
    if unit is None or words.lower(at).endswith("s") or unit.clock:
        return None
    lower = words.lower(index)
    if lower == "last" and words.lower(index - 1) in _OWNED:
        return None
    if lower == "past" or (lower == "last" and words.lower(index - 1) == "the" and unit.code in {"Y", "DE", "CE", "M"}):
        return Expression(index, at + 1, Length(_value(unit.times, unit), unit.name, 1, steps), head=at)
    if lower == "last" and words.lower(at + 1) == "of":
        return None
    told = lower == "next" and words.lower(index - 1) == "the" and words.lower(index - 2) not in _WITHIN
    shift = Shift(unit.name, steps * unit.times, anchored=anchored, narrative=told)
    return Expression(index, at + 1, shift, head=at)


def _counted(words: Words, index: int, at: int, steps: int) -> Expression | None:
    """ "the past nine days", "the next four years", "the last few weeks"."""
    found = read_length(words, at)
    if found is None or not isinstance(found.meaning, Length) or found.last <= at + 1:
        return None
    return replace(found, first=index, meaning=replace(found.meaning, direction=1 if steps > 0 else -1))


def read_length(words: Words, index: int) -> Expression | None:
    """ "three days", "two and a half years", "several hours ago", "40-day", "six straight weeks"."""
    number = read_number(words.tokens, index, words.numbers, words.last)
    if number is None:
        if words.lower(index) != "half" or words.lower(index + 1) not in {"a", "an"} or words.unit(index + 2) is None:
            return None
        amount, at, vague = 0.5, index + 2, False
    else:
        amount, at, vague = number.value, number.last, number.vague
    hyphens = words.lower(at) == "-"
    at, more = _and_a_half(words, at)
    while words.lower(at) == "-" or words.listed(at, "between_number_and_unit"):
        at += 1
    unit = words.unit(at)
    if unit is None or (words.lower(at) == "second" and amount != 1 and not hyphens):
        return None
    at += 1
    if words.lower(at) == "and" and words.lower(at + 1) == "a" and words.lower(at + 2) == "half":
        at, more = at + 3, 0.5
    if words.lower(at) in {"old", "-"} and words.lower(at + (words.lower(at) == "-")) in {"old", "olds"}:
        return None
    if unit.code == "Q" and words.lower(at - 2) not in words.calendar.words["between_number_and_unit"]:
        return None
    value = _value(None if vague else (amount + more) * unit.times, unit)
    amount_known = None if vague else amount + more
    return ago(words, Expression(index, at, Length(value, unit.name, amount_known), head=at - 1), unit)


def _and_a_half(words: Words, at: int) -> tuple[int, float]:
    end = at
    for word in ("and", "a", "half"):
        if words.lower(end) == "-":
            end += 1
        if words.lower(end) != word:
            return at, 0.0
        end += 1
    return end, 0.5


def ago(words: Words, length: Expression, unit: TimeUnit) -> Expression:
    """The length, or the day it leads to where "ago", "earlier" or "later" follows."""
    meaning = length.meaning
    assert isinstance(meaning, Length)
    after = words.lower(length.last)
    if after == "-" and words.lower(length.last + 1) == "long":
        return replace(length, last=length.last + 2)
    if after == "ago" or (after == "from" and words.lower(length.last + 1) == "now"):
        sign, last = (-1, length.last + 1) if after == "ago" else (1, length.last + 2)
        if meaning.amount is None:
            return replace(length, last=last, meaning=Literal("PAST_REF" if sign < 0 else "FUTURE_REF"))
        return replace(
            length, last=last, meaning=Shift(unit.name, sign * meaning.amount * unit.times, length=meaning.value)
        )
    if after in {"earlier", "later"} and meaning.amount is not None and words.lower(length.last + 1) != "than":
        sign = -1 if after == "earlier" else 1
        shift = Shift(unit.name, sign * meaning.amount * unit.times, anchored=True, length=meaning.value)
        return replace(length, last=length.last + 1, meaning=shift)
    return length


def read_unit(words: Words, index: int) -> Expression | None:
    """A unit by itself: "a year", "the day", "for years", "15 a day"."""
    unit = words.unit(index)
    if unit is None or unit.code in _NEVER_BARE - {"WE"} or unit.name == "night":
        return None
    before, after = words.lower(index - 1), words.lower(index + 1)
    if unit.name == "hour" and before in {"early", "small", "wee"}:
        return _early_hours(words, index)
    if after == "-" and words.lower(index + 2) == "long":
        return Expression(index, index + 3, Length(_value(1, unit), unit.name, 1), head=index)
    if before == "the" and after == "before" and words.lower(index + 2) == "last":
        return Expression(index - 1, index + 3, Shift(unit.name, -2 * unit.times), head=index)
    if words.lower(index).endswith("s"):
        fits = words.listed(index - 1, "bare_before") or words.listed(index + 1, "bare_after") or after == "-"
        if not fits or before == "within" or unit.code == "WE":
            return None
        return ago(words, Expression(index, index + 1, Length(_value(None, unit), unit.name), head=index), unit)
    if before in {"a", "an", "per"} and unit.code != "WE":
        return _one(words, index, unit)
    if before == "the" and unit.code in {"D", "W", "WE", "M", "Y"} and words.tokens[index].dep != "compound":
        standing = after in {"", ".", ",", ";", "'s", "’s", ")", "and", "but"} or words.tokens[index + 1].pos in {
            "ADP",
            "VERB",
            "ADV",
        }
        if standing and after not in {"of", "before", "after", "when", "that", "which"}:
            shift = Shift(unit.name, 0, anchored=unit.code == "D", loose=True)
            return Expression(index - 1, index + 1, shift, head=index)
    return None


def _early_hours(words: Words, index: int) -> Expression:
    """ "the early hours of Saturday"."""
    day = day_after(words, index + 1) if words.lower(index + 1) in {"of", "on"} else None
    if day is None:
        return Expression(index - 1, index + 1, NoDay(), part="MO", head=index)
    return replace(day, first=index - 1, part="MO")


def _one(words: Words, index: int, unit: TimeUnit) -> Expression | None:
    """ "a year" as a length, or as a rate after a number or noun ("15 a year")."""
    before = words.lower(index - 1)
    token = words.tokens[index]
    earlier = words.tokens[index - 2] if index - 2 >= words.first else None
    if words.lower(index) == "second" or token.dep in {"compound", "nsubj", "ROOT", "attr"}:
        return None
    rate = before == "per" or (
        earlier is not None and (earlier.pos in {"NUM", "NOUN", "SYM"} or words.listed(index - 2, "rate_before"))
    )
    found = ago(words, Expression(index - 1, index + 1, Length(_value(1, unit), unit.name, 1), head=index), unit)
    if found.last > index + 1 or words.lower(index + 1) in {"after", "before", "of", "and"}:
        return _and_half_after(words, found, unit)
    return Expression(index - 1, index + 1, Literal(_value(1, unit), recurs=True), head=index) if rate else found


def _and_half_after(words: Words, found: Expression, unit: TimeUnit) -> Expression:
    if [words.lower(found.last + step) for step in range(3)] != ["and", "a", "half"]:
        return found
    length = Length(_value(1.5 * unit.times, unit), unit.name, 1.5)
    return ago(words, replace(found, last=found.last + 3, meaning=length), unit)


def read_season(words: Words, index: int) -> Expression | None:
    """ "the summer of 2019", "spring", "winter 2015"."""
    code = words.calendar.seasons[words.lower(index)]
    at = index + 2 if words.lower(index + 1) == "of" else index + 1
    if (year := words.year(at)) is not None:
        return Expression(index, at + 1, PartOfYear(code, year=year), head=index)
    if words.lower(index + 1) == "of" and words.direction(at) is not None and words.lower(at + 1) == "year":
        return Expression(index, at + 2, PartOfYear(code, steps=words.direction(at)), head=index)
    token = words.tokens[index]
    before = words.lower(index - 1)
    capital_name = words.is_name(index) and index > words.first and words.is_name(index - 1)
    if (
        token.pos not in {"NOUN", "PROPN"}
        or capital_name
        or words.lower(index) in {"fall"}
        or words.lower(index + 1) in {"-", "of"}
    ):
        return None
    if before in {"in", "by", "until", "since", "this", "early", "late", "mid", "during"} or (
        before == "the" and words.lower(index - 2) in {"in", "by", "during", "over"}
    ):
        return Expression(index, index + 1, PartOfYear(code), head=index)
    return None


def read_ordinal(words: Words, index: int) -> Expression | None:
    """ "the third quarter of 2019", "the 21st century", "the first half of last year", "the last week of March"."""
    lower = words.lower(index)
    number = words.numbers.ordinals.get(lower)
    if number is None and lower[-2:] in {"st", "nd", "rd", "th"} and lower[:-2].isdecimal():
        number = int(lower[:-2])
    if lower in {"last", "final"}:
        number = -1
    if not number:
        return None
    at = index + 2 if words.lower(index + 1) == "-" else index + 1
    unit = words.unit(at)
    if words.lower(at) == "half" and number in {1, 2}:
        found = _part_of_year(words, index, at, f"H{number}")
        return found if found.last > at + 1 else None
    if unit is None or words.lower(at).endswith("s"):
        return None
    if unit.code == "Q" and (1 <= number <= 4 or lower == "final"):
        return _part_of_year(words, index, at, f"Q{number if number > 0 else 4}")
    if unit.code == "CE" and 1 <= number <= 22:
        return Expression(index, at + 1, Years(str(number - 1), (number - 1) * 100 or 1, number * 100 - 1), head=at)
    if unit.code in {"W", "WE", "D"} and words.lower(at + 1) == "of":
        month = month_at(words, at + 2)
        if month is not None and not words.day_number(at + 3):
            named = read_month(words, at + 2, month)
            year = named.meaning.year if isinstance(named.meaning, DayOf) else None
            return Expression(index, named.last, WeekOf(unit.name, number, month, year), head=at)
    return None


def _part_of_year(words: Words, index: int, at: int, code: str) -> Expression:
    after = at + 2 if words.lower(at + 1) in {"of", "in"} else at + 1
    if words.lower(after) == "the" and words.lower(after + 1) == "year":
        return Expression(index, after + 2, PartOfYear(code, steps=0), head=at)
    if (year := words.year(after)) is not None:
        return Expression(index, after + 1, PartOfYear(code, year=year), head=at)
    if words.direction(after) is not None and words.lower(after + 1) == "year":
        return Expression(index, after + 2, PartOfYear(code, steps=words.direction(after)), head=at)
    return Expression(index, at + 1, PartOfYear(code), head=at)


def read_every(words: Words, index: int) -> Expression | None:
    """ "every day", "each week", "every two years", "every Friday"."""
    at = index + 1
    number = read_number(words.tokens, at, words.numbers, words.last)
    amount = 1.0
    if number is not None:
        amount, at = number.value, number.last
    elif words.lower(at) == "other":
        amount, at = 2.0, at + 1
    if (unit := words.unit(at)) is not None and words.lower(at) != "second":
        return Expression(index, at + 1, Literal(_value(amount * unit.times, unit), recurs=True), head=at)
    if (weekday := weekday_at(words, at)) is not None:
        return with_time(words, Expression(index, at + 1, Literal(f"XXXX-WXX-{weekday}", recurs=True), head=at))
    part = words.calendar.parts_of_day.get(words.lower(at))
    return Expression(index, at + 1, Literal(f"XXXX-XX-XXT{part}", recurs=True), head=at) if part else None


def read_literal(words: Words, index: int) -> Expression | None:
    """ "now", "recently", "weekly", "Sundays", "the past", "in the near future"."""
    lower = words.lower(index)
    token = words.tokens[index]
    calendar = words.calendar
    if (value := calendar.references.get(lower)) is not None:
        if lower in {"current", "recent"} and token.dep not in {"amod"}:
            return None
        first = index - 1 if lower == "recently" and words.lower(index - 1) in {"more", "most"} else index
        return Expression(first, index + 1, Literal(value), head=index)
    if (value := calendar.repeats.get(lower)) is not None and not words.is_name(index):
        return Expression(index, index + 1, Literal(value, recurs=True), head=index)
    if lower.endswith("s") and lower[:-1] in calendar.weekdays and words.is_name(index):
        return Expression(
            index, index + 1, Literal(f"XXXX-WXX-{calendar.weekdays[lower[:-1]]}", recurs=True), head=index
        )
    if (value := calendar.reference_nouns.get(lower)) is not None:
        start = index - 1 if words.lower(index - 1) in {"near", "distant", "recent", "foreseeable"} else index
        alone = token.dep in {"pobj", "dobj"} and token.pos == "NOUN"
        if alone and words.lower(start - 1) == "the" and words.lower(start - 2) in {"in", "of", "at", "for", "from"}:
            return Expression(start - 1, index + 1, Literal(value), head=index)
    return None


def _value(amount: float | None, unit: TimeUnit) -> str:
    if amount is not None and unit.code == "H" and amount % 1 and (amount * 60) % 1 == 0:
        return f"PT{amount * 60:g}M"
    figure = "X" if amount is None else f"{amount:g}" if amount < 1e6 else str(int(amount))
    return f"P{'T' if unit.clock else ''}{figure}{'W' if unit.code == 'WE' else unit.code}"
