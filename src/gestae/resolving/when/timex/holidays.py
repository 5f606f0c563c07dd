"""The days of a holiday in a year: fixed ones, and those from Easter, the moon, the Hebrew and the Islamic calendar.

Eid al-Fitr of 2024 is 2024-04-09 to 2024-04-11: where a sighting or a time zone decides, the days are a range.
"""

from __future__ import annotations

from datetime import date, timedelta

from gestae.lexicon.calendar import Holiday
from gestae.resolving.when.timex.intervals import Days, day_days, month_days, real_day

_HIJRI_EPOCH = 227014  # ordinal of 16 July 622 of the Julian calendar
_HEBREW_EPOCH = -1373427  # ordinal of 7 October 3761 BCE of the Julian calendar
_HEBREW_YEARS = 3761  # the Hebrew year that begins in the autumn of a year, less that year
_FROM_PASSOVER = 163  # days from Passover to the next Rosh Hashanah
_NEW_MOON, _MONTH = 730125.93, 29.530588861  # ordinal and fraction, by the clock of China, of one mean new moon; days
_SLACK = timedelta(days=1)


def holiday_days(holiday: Holiday, year: int) -> Days | None:
    """The days of a holiday in a year; none where it has no rule there."""
    if holiday.date:
        return day_days(holiday.date)
    if holiday.hijri:
        return _hijri_days(holiday, year)
    if holiday.new_moon:
        return _lasting(_new_moon_after(date(year, *holiday.new_moon)), holiday, slack=_SLACK)
    first = _first_day(holiday, year)
    return _lasting(first, holiday) if first is not None else None


def _first_day(holiday: Holiday, year: int) -> date | None:
    if holiday.easter is not None:
        return _easter(year) + timedelta(days=holiday.easter)
    if holiday.orthodox_easter is not None:
        return _orthodox_easter(year) + timedelta(days=holiday.orthodox_easter)
    if holiday.rosh_hashanah is not None:
        return _rosh_hashanah(year) + timedelta(days=holiday.rosh_hashanah)
    if holiday.passover is not None:
        return _rosh_hashanah(year) + timedelta(days=holiday.passover - _FROM_PASSOVER)
    if holiday.month and holiday.week and holiday.weekday:
        return _nth_weekday(year, holiday.month, holiday.weekday, holiday.week)
    return real_day(year, holiday.month, holiday.day) if holiday.month and holiday.day else None


def _lasting(first: date, holiday: Holiday, *, slack: timedelta = timedelta()) -> Days:
    last = first + timedelta(days=holiday.length - 1) + slack
    return day_days(first) if first - slack == last else Days(first - slack, last, "range")


def _hijri_days(holiday: Holiday, year: int) -> Days | None:
    assert holiday.hijri is not None
    around = int((year - 622) * 33 / 32)
    for hijri_year in range(around - 1, around + 3):
        first = _from_hijri(hijri_year, *holiday.hijri)
        if first.year == year:
            return _lasting(first, holiday, slack=_SLACK)
    return None


def _from_hijri(year: int, month: int, day: int) -> date:
    """The arithmetic Islamic calendar: thirty-year cycles with eleven leap years."""
    days = day + (59 * (month - 1) + 1) // 2 + (year - 1) * 354 + (3 + 11 * year) // 30
    return date.fromordinal(days + _HIJRI_EPOCH)


def _new_moon_after(day: date) -> date:
    """The first mean new moon from a day on; the true one may be a day off."""
    months = -((_NEW_MOON - day.toordinal()) // _MONTH)
    return date.fromordinal(int(_NEW_MOON + months * _MONTH))


def _rosh_hashanah(year: int) -> date:
    """The Hebrew new year in the autumn of a year, by the molad and its postponements."""
    before, this, after = (_molad_day(year + _HEBREW_YEARS + step) for step in (-1, 0, 1))
    moved = 2 if after - this == 356 else 1 if this - before == 382 else 0
    return date.fromordinal(_HEBREW_EPOCH + this + moved)


def _molad_day(hebrew_year: int) -> int:
    months = (235 * hebrew_year - 234) // 19
    day = 29 * months + (12084 + 13753 * months) // 25920
    return day + 1 if 3 * (day + 1) % 7 < 3 else day


def _nth_weekday(year: int, month: int, weekday: int, week: int) -> date:
    if week < 0:
        last = month_days(year, month).end
        return last - timedelta(days=(last.isoweekday() - weekday) % 7)
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * (week - 1))


def _easter(year: int) -> date:
    """Western Easter Sunday, by the anonymous Gregorian computus."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * k) // 451
    month, day = divmod(h + k - 7 * m + 114, 31)
    return date(year, month, day + 1)


def _orthodox_easter(year: int) -> date:
    """Easter Sunday of the Julian calendar, on the day it has in ours."""
    d = (19 * (year % 19) + 15) % 30
    e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7
    month, day = divmod(d + e + 114, 31)
    return date(year, month, day + 1) + timedelta(days=year // 100 - year // 400 - 2)
