"""Times told from an event: "three days after the strike", "the day before the vote", "within hours of the raid".

Here they are only found: how far from what. Which day the strike was is known once events are joined (`anchoring`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from gestae.coding.sequence import ORDER, anchor_and_governor
from gestae.lexicon.calendar import load_calendar
from gestae.reading.tokens import Reading, Token
from gestae.record.dates import DateInterval, DatePrecision
from gestae.resolving.when.dates import Dates, TimeMention
from gestae.resolving.when.timex.values import days_from

_LENGTH = re.compile(r"P(T?)(X|[\d.]+)([A-Z]+)")
_AT_LEAST = re.compile(r"\b(?:more than|at least|over|as many as)\b", re.IGNORECASE)
_AT_MOST = re.compile(r"\b(?:less than|fewer than|under|up to|no more than)\b", re.IGNORECASE)
_ABOUT = re.compile(r"\b(?:about|around|almost|nearly|roughly|approximately|some|just|close to)\b", re.IGNORECASE)
_ONE = frozenset({"the", "a", "one"})
_POINTING_BACK = frozenset({"that", "this", "it", "which"})
_CALENDAR = load_calendar()
_UNITS = {(unit.code, unit.clock): unit.name for unit in _CALENDAR.units.values() if unit.name != "night"}
_SINGLE = frozenset({"day", "night", "week", "weekend", "month", "year"})
_MOST = {"hour": 24.0, "minute": 0.0, "second": 0.0}  # in hours: what "hours" and "minutes" can come to


@dataclass(frozen=True, slots=True)
class Distance:
    """From `least` to `most` units before (negative) or after something."""

    unit: str
    least: float
    most: float

    def from_days(self, anchor: DateInterval, text: str) -> DateInterval | None:
        """The days that lie so far from an anchor; none where the calendar ends."""
        first, last = (date.fromisoformat(day[:10]) for day in (anchor.start, anchor.end))
        ends = [days_from(day, self.unit, steps) for day in (first, last) for steps in (self.least, self.most)]
        found = [days for days in ends if days is not None]
        if len(found) < len(ends):
            return None
        start, end = min(days.start for days in found), max(days.end for days in found)
        kinds: set[DatePrecision] = {days.precision for days in found if (days.start, days.end) == (start, end)}
        precision: DatePrecision = "day" if start == end else min(kinds, default="range")
        return DateInterval(start.isoformat(), end.isoformat(), precision, text)


@dataclass(frozen=True, slots=True)
class Offset:
    """One expression: `words` is what stands in the text, without an interval yet.

    `anchor` is the word that names what it counts from: the noun behind "after", the verb of its clause, or None where
    it points back ("a week later", "after that"). `governor` is the word whose time it tells. `distance` is None
    where the words set no bounds ("weeks after").
    """

    words: TimeMention
    distance: Distance | None
    anchor: Token | None
    governor: Token | None


def find_offsets(reading: Reading, dates: Dates) -> tuple[Offset, ...]:
    """Every time of the report that is told from an event, in the order of the text."""
    found: list[Offset] = []
    for sentence in reading.sentences:
        for token in reading.tokens[sentence.first : sentence.last]:
            if token.lower in ORDER or token.lower == "of":
                found.extend(_told_from(reading, dates, token))
        found.extend(_pointing_back(reading, dates, sentence.index))
    return tuple(sorted(found, key=lambda offset: (offset.words.first, offset.words.last)))


def _told_from(reading: Reading, dates: Dates, word: Token) -> Iterator[Offset]:
    """The expression around an "after": a length before it, an anchor behind it."""
    first, distance = _length_before(reading, dates, word)
    if first is None:
        return
    anchor, governor = anchor_and_governor(reading, word)
    if anchor is not None and anchor.lower in _POINTING_BACK:
        yield Offset(_mention(reading, first, anchor.index + 1), distance, None, governor)
    elif anchor is not None:
        yield Offset(_mention(reading, first, anchor.index + 1), distance, anchor, governor)


def _length_before(reading: Reading, dates: Dates, word: Token) -> tuple[int | None, Distance | None]:
    """Where the length before "after" begins and what it comes to."""
    tokens, index = reading.tokens, word.index
    floor = reading.sentences[word.sentence].first
    length = dates.at(index - 1) if index > floor else None
    opening = tokens[length.first - 1].lower if length is not None and length.first > floor else ""
    within = opening == "within"
    if (word.lower == "of" and not within) or opening == "for":
        return None, None  # "for three days after the talks" is how long
    sign = ORDER.get(word.lower, 1)
    if length is not None and length.type == "DURATION" and length.last == index and length.interval is None:
        text = reading.document.text[length.start : length.end]
        first = length.first - 1 if within else length.first
        return first, _distance(length.value, text, sign, within=within)
    unit = tokens[index - 1].lower if index > floor else ""
    if unit in {*_SINGLE, "morning", "evening"} and index - 2 >= floor and tokens[index - 2].lower in _ONE:
        steps = sign if unit in _SINGLE or sign > 0 else -1
        return index - 2, Distance(unit if unit in _SINGLE - {"night"} else "day", steps, steps)
    return None, None


def _distance(value: str, text: str, sign: int, *, within: bool = False) -> Distance | None:
    """A TIMEX3 length as a distance; none where it has no bounds."""
    match = _LENGTH.fullmatch(value)
    unit = _UNITS.get((match[3], bool(match[1]))) if match else None
    if match is None or unit is None or _AT_LEAST.search(text):
        return None
    if match[2] == "X":
        return Distance("hour", 0, sign * _MOST[unit]) if unit in _MOST else None
    amount = float(match[2])
    if within or _AT_MOST.search(text):
        return Distance(unit, 0, sign * amount)
    slack = 1 if unit == "day" and amount > 1 and _ABOUT.search(text) else 0
    return Distance(unit, sign * (amount - slack), sign * (amount + slack))


def _pointing_back(reading: Reading, dates: Dates, sentence: int) -> Iterator[Offset]:
    """ "a week later", "the following day", "that night", where no day named just before says which."""
    for mention in dates.in_sentence(sentence):
        if mention.interval is not None or mention.last - mention.first < 2:
            continue
        words = [token.lower for token in reading.tokens[mention.first : mention.last]]
        text = reading.document.text[mention.start : mention.end]
        if words[-1] in {"later", "earlier"}:
            yield Offset(mention, _distance(mention.value, text, 1 if words[-1] == "later" else -1), None, None)
            continue
        words = words[1:] if words[0] == "the" else words
        unit = _CALENDAR.units.get(words[-1])
        if words[0] in _CALENDAR.words["anaphoric"] or (words[0] == "next" and mention.type != "DURATION"):
            steps = 0 if words[0] in {"that", "same"} else _CALENDAR.directions.get(words[0], 0)
            name = "day" if unit is None or unit.clock or unit.name == "night" else unit.name
            yield Offset(mention, Distance(name, steps, steps), None, None)


def _mention(reading: Reading, first: int, last: int) -> TimeMention:
    tokens = reading.tokens
    start, end = tokens[first].start, tokens[last - 1].end
    return TimeMention(start, end, first, last, "DATE", "", None, tokens[first].sentence)


def dated(offset: Offset, anchor: DateInterval, reading: Reading) -> TimeMention | None:
    """The expression with its days, counted from the days of its anchor."""
    if offset.distance is None:
        return None
    words = offset.words
    text = reading.document.text[words.start : words.end]
    interval = offset.distance.from_days(anchor, text)
    if interval is None:
        return None
    return TimeMention(
        words.start, words.end, words.first, words.last, "DATE", interval.start, interval, words.sentence
    )


def length_of(interval: DateInterval) -> timedelta:
    """How long an interval is."""
    return date.fromisoformat(interval.end[:10]) - date.fromisoformat(interval.start[:10])
