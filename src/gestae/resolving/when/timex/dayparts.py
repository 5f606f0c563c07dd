"""Clock times and parts of the day: "3:30 a.m. local time", "0800 UTC", "Friday morning"."""

from __future__ import annotations

import re

from gestae.resolving.when.timex.words import Clock, Words

_FIGURE = re.compile(r"(\d{1,2})(?:[:.h](\d\d))?(?::\d\d)?(am|pm|a\.m\.?|p\.m\.?|z)?")
_HALVES = {"am": "a", "a.m.": "a", "a.m": "a", "pm": "p", "p.m.": "p", "p.m": "p"}


def read_clock(words: Words, index: int) -> tuple[Clock, int] | None:
    """The clock time that begins at a token, and where it ends."""
    if (named := words.calendar.clock_words.get(words.lower(index))) is not None:
        return Clock(int(named[:2]), int(named[3:])), index + 1
    military = _military(words, index)
    if military:
        return military
    match = _FIGURE.fullmatch(words.lower(index))
    if match is None:
        return None
    hour, minute, at = int(match[1]), int(match[2] or 0), index + 1
    half = _HALVES.get(match[3] or "")
    if half is None and words.lower(at) in _HALVES:
        half, at = _HALVES[words.lower(at)], at + 1
    if half is None and words.lower(at) in {"o'clock", "o’clock"}:
        half, at = "", at + 1
    if half is None and (match[2] is None or ":" not in words.lower(index)):
        return None
    if hour > 24 or minute > 59 or (half and not 1 <= hour <= 12):
        return None
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return _with_zone(words, at, Clock(hour % 24, minute, "UTC" if match[3] == "z" else None))


def _military(words: Words, index: int) -> tuple[Clock, int] | None:
    text = words.lower(index)
    if len(text) != 4 or not text.isdecimal() or not words.listed(index + 1, "clock_zones_after_figures"):
        return None
    hour, minute = int(text[:2]), int(text[2:])
    if hour > 24 or minute > 59:
        return None
    at = index + 2 if words.lower(index + 1) in {"hrs", "hours"} else index + 1
    return _with_zone(words, at, Clock(hour % 24, minute))


def _with_zone(words: Words, at: int, clock: Clock) -> tuple[Clock, int]:
    if words.lower(at) == "local" and words.lower(at + 1) == "time":
        return clock, at + 2
    inside = words.lower(at) == "("
    start = at + 1 if inside else at
    zone = words.calendar.zones.get(words.lower(start))
    if zone is None or not (words.is_name(start) or words.lower(start) in {"gmt", "utc"}):
        return clock, at
    end = start + 1
    if words.listed(start, "zone_adjectives"):
        end += words.lower(end) in {"standard", "daylight"}
        if words.lower(end) not in {"time", "", ".", ",", ")"}:
            return clock, at
    offset = words.lower(end)
    if offset[:1] in {"+", "-"} and offset[1:].isdecimal() and len(offset) <= 3:
        zone, end = f"{offset[0]}{int(offset[1:]):02}:00", end + 1
    if inside:
        if words.lower(end) != ")":
            return clock, at
        end += 1
    elif words.lower(end) == "time":
        end += 1
    return Clock(clock.hour, clock.minute, zone), end


def read_part_after(words: Words, index: int) -> tuple[str, int] | None:
    """The part of the day named right after a day ("Friday morning", "Monday at dawn"), and where it ends."""
    at = index + 1 if words.lower(index) in {"at", "-"} else index
    lower = words.lower(at)
    part = words.calendar.parts_of_day.get(lower)
    if part is None or lower.endswith("s") or words.tokens[at].dep == "ROOT":
        return None
    return part, at + 1
