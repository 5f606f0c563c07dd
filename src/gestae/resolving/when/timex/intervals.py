"""Calendar arithmetic: which days a month, a week, a season or the late part of one covers.

"late December" of 2019 is 2019-12-21 to 2019-12-31, "the 1980s" are 1980-01-01 to 1989-12-31.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import MAXYEAR, MINYEAR, date, timedelta

from gestae.record.dates import DatePrecision


@dataclass(frozen=True, slots=True)
class Days:
    """The days from `start` to `end`, both inclusive."""

    start: date
    end: date
    precision: DatePrecision


# A season's first and last day (month, day), wide enough for both the weather's and the sun's reckoning in the north.
_SEASONS = {"SP": ((3, 1), (6, 20)), "SU": ((6, 1), (9, 22)), "FA": ((9, 1), (12, 20)), "WI": ((12, 1), (3, 20))}


def day_days(day: date) -> Days:
    """One day."""
    return Days(day, day, "day")


def week_days(day: date) -> Days:
    """The ISO week around a day."""
    monday = day - timedelta(days=day.weekday())
    return Days(monday, monday + timedelta(days=6), "week")


def weekend_days(day: date) -> Days:
    """The Saturday and Sunday of the ISO week around a day."""
    week = week_days(day)
    return Days(week.end - timedelta(days=1), week.end, "range")


def month_days(year: int, month: int) -> Days:
    """All days of a month."""
    return Days(date(year, month, 1), date(year, month, monthrange(year, month)[1]), "month")


def year_days(year: int) -> Days:
    """All days of a year."""
    return Days(date(year, 1, 1), date(year, 12, 31), "year")


def years_days(first: int, last: int) -> Days:
    """All days of several years."""
    return Days(date(first, 1, 1), date(last, 12, 31), "range")


def quarter_days(year: int, quarter: int) -> Days:
    """The three months of a quarter."""
    return Days(date(year, 3 * quarter - 2, 1), month_days(year, 3 * quarter).end, "range")


def season_days(year: int, season: str) -> Days:
    """A season of the northern half of the world; winter begins in December of its year."""
    (first_month, first_day), (last_month, last_day) = _SEASONS[season]
    last_year = year + 1 if last_month < first_month else year
    return Days(date(year, first_month, first_day), date(last_year, last_month, last_day), "season")


def phase_days(days: Days, phase: str) -> Days:
    """The early, middle or late third of a stretch; a stretch of one day stays whole."""
    length = (days.end - days.start).days + 1
    if length < 3:
        return days
    years = days.end.year - days.start.year + 1
    if years > 2 and (days.start.month, days.end.month) == (1, 12):
        return _phase_of_years(days.start.year, days.end.year, phase)
    third = round(length / 3)
    if days.precision == "month":
        third = 10
    if days.precision == "year":
        months = {"early": (1, 4), "mid": (5, 8), "late": (9, 12)}.get(phase)
        if months:
            year = days.start.year
            return Days(date(year, months[0], 1), month_days(year, months[1]).end, "range")
    if phase == "early":
        return Days(days.start, days.start + timedelta(days=third - 1), "range")
    if phase == "mid":
        return Days(days.start + timedelta(days=third), days.start + timedelta(days=2 * third - 1), "range")
    if phase == "late":
        return Days(days.start + timedelta(days=2 * third), days.end, "range")
    return days


def _phase_of_years(first: int, last: int, phase: str) -> Days:
    """The early 1990s are 1990 to 1993, the mid-1990s 1994 to 1996, the late 1990s 1997 to 1999."""
    count = last - first + 1
    early, late = first + (count + 2) // 3, last - count // 3 + 1
    bounds = {"early": (first, early - 1), "mid": (early, late - 1), "late": (late, last)}
    return years_days(*bounds.get(phase, (first, last)))


def clipped(days: Days, *, start: date | None = None, end: date | None = None) -> Days:
    """The stretch without what lies before `start` or after `end`; unchanged where nothing would be left."""
    first = max(days.start, start) if start else days.start
    last = min(days.end, end) if end else days.end
    return days if first > last else replace(days, start=first, end=last)


def shifted_month(year: int, month: int, by: int) -> tuple[int, int]:
    """Year and month `by` months later."""
    number = year * 12 + month - 1 + by
    return number // 12, number % 12 + 1


def shifted_day(day: date, *, days: int = 0, months: int = 0) -> date | None:
    """A day moved by months and days (31 March and one month is 30 April); none where the calendar ends."""
    year, month = shifted_month(day.year, day.month, months)
    if not MINYEAR <= year <= MAXYEAR:
        return None
    moved = date(year, month, min(day.day, monthrange(year, month)[1]))
    try:
        return moved + timedelta(days=days)
    except OverflowError:
        return None


def real_day(year: int, month: int, day: int) -> date | None:
    """The day, or none where the calendar has no such day (30 February)."""
    if not (MINYEAR <= year <= MAXYEAR and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]):
        return None
    return date(year, month, day)
