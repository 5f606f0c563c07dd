"""What a time expression comes to: its TIMEX3 type and value and the days it covers, seen from the publication."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal as OneOf

from gestae.lexicon.calendar import Calendar
from gestae.resolving.when.timex import intervals as days_of
from gestae.resolving.when.timex.holidays import holiday_days
from gestae.resolving.when.timex.intervals import Days
from gestae.resolving.when.timex.scene import Scene
from gestae.resolving.when.timex.tenses import Tense
from gestae.resolving.when.timex.words import (
    Clock,
    DayOf,
    Expression,
    Length,
    Literal,
    Occasion,
    PartOfYear,
    Shift,
    WeekOf,
    Years,
)

_MONTHS_IN = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}
_DAYS_IN = {
    "day": 1.0,
    "night": 1.0,
    "week": 7.0,
    "fortnight": 7.0,
    "weekend": 7.0,
    "hour": 1 / 24,
    "minute": 1 / 1440,
    "second": 1 / 86400,
}
_UNKNOWN_DAY = "XXXX-XX-XX"


@dataclass(frozen=True, slots=True)
class Resolved:
    """Type, value and days of one expression; `clock` where it names a time of day."""

    type: OneOf["DATE", "TIME", "DURATION", "SET"]
    value: str
    days: Days | None = None
    clock: Clock | None = None


def resolve(expression: Expression, scene: Scene, calendar: Calendar) -> Resolved:
    """What an expression comes to; days named by it are remembered for those that follow."""
    value, days, kind = _meaning(expression, scene, calendar)
    if kind in {"DURATION", "SET"} or (days is None and value.endswith("_REF")):
        return Resolved(kind, value, days)
    if days is not None:
        days = _with_phase(days, expression, scene)
    if expression.clock or expression.part:
        return _moment(expression, value, days, scene)
    if days is not None:
        scene.name(days)
    return Resolved("TIME" if kind == "TIME" else "DATE", value, days)


_Kind = OneOf["DATE", "TIME", "DURATION", "SET"]
_Found = tuple[str, Days | None, _Kind]


def _meaning(expression: Expression, scene: Scene, calendar: Calendar) -> _Found:
    meaning = expression.meaning
    if isinstance(meaning, DayOf):
        return (*_day_of(meaning, scene, calendar), "DATE")
    if isinstance(meaning, Shift):
        return _shift(meaning, scene)
    if isinstance(meaning, Length):
        return meaning.value, _window(meaning, scene), "DURATION"
    if isinstance(meaning, PartOfYear):
        return (*_part_of_year(meaning, scene), "DATE")
    if isinstance(meaning, Years):
        return meaning.value, days_of.years_days(meaning.first, meaning.last), "DATE"
    if isinstance(meaning, Occasion):
        return (*_occasion(meaning, scene), "DATE")
    if isinstance(meaning, WeekOf):
        return (*_week_of(meaning, scene), "DATE")
    if isinstance(meaning, Literal):
        return meaning.value, None, "SET" if meaning.recurs else "DATE"
    day = scene.named("day") or scene.published
    if day and scene.published and scene.tense == "past" and day > scene.published:
        day = scene.published  # "aid will come on Friday, he said at 3 p.m."
    return (day.isoformat() if day else _UNKNOWN_DAY), days_of.day_days(day) if day else None, "DATE"


def _with_phase(days: Days, expression: Expression, scene: Scene) -> Days:
    phase = expression.phase
    pointed = isinstance(expression.meaning, Shift) and expression.meaning.steps == 0
    if phase == "later" and scene.published:
        return days_of.clipped(days, start=scene.published)
    if phase == "earlier" or (phase is None and pointed and scene.tense == "past" and scene.published):
        return days_of.clipped(days, end=scene.published)
    if phase:
        return days_of.phase_days(days, phase)
    unnamed = isinstance(expression.meaning, DayOf | PartOfYear) and not expression.meaning.year
    return days_of.clipped(days, end=scene.published) if unnamed and scene.tense != "future" else days


def _moment(expression: Expression, value: str, days: Days | None, scene: Scene) -> Resolved:
    clock = expression.clock
    if days is not None:
        scene.name(days)
    if clock:
        zulu = "Z" if clock.zone == "UTC" else ""
        return Resolved("TIME", f"{value}T{clock.hour:02}:{clock.minute:02}{zulu}", days, clock)
    if days is not None and _is_overnight(expression):
        days = Days(days.start, days.start + timedelta(days=1), "range")
    return Resolved("TIME", f"{value}T{expression.part}", days)


def _is_overnight(expression: Expression) -> bool:
    """Whether it is the one word "overnight": the night before the publication day, up to that day."""
    meaning = expression.meaning
    shifted = isinstance(meaning, Shift) and meaning.steps == -1 and not meaning.anchored
    return shifted and expression.part == "NI" and expression.last - expression.first == 1


def _day_of(meaning: DayOf, scene: Scene, calendar: Calendar) -> tuple[str, Days | None]:
    year, month, day = meaning.year, meaning.month, meaning.day
    if meaning.weekday:
        found = _weekday(meaning.weekday, meaning.direction, scene)
        return (found.isoformat(), days_of.day_days(found)) if found else (f"XXXX-WXX-{meaning.weekday}", None)
    if meaning.either and year and month and day:
        return _either_way(year, month, day, scene)
    if month and day is not None:
        found = _month_day(month, day, year, scene, calendar) if day else None
        unknown = f"{year or 'XXXX'}-{month:02}-{day:02}" if not year and not scene.published and day else _UNKNOWN_DAY
        return (found.isoformat(), days_of.day_days(found)) if found else (unknown, None)
    if month:
        year = year or _month_year(month, meaning.direction, scene)
        return (f"{year:04}-{month:02}", days_of.month_days(year, month)) if year else (f"XXXX-{month:02}", None)
    assert year is not None
    return f"{year:04}", days_of.year_days(year)


def _either_way(year: int, month: int, day: int, scene: Scene) -> tuple[str, Days | None]:
    """ "03/04/2020": by the custom of the country, else the one that is not yet to come; else it stays open."""
    american, other = date(year, month, day), date(year, day, month)
    if scene.day_first is not None:
        chosen = other if scene.day_first else american
        return chosen.isoformat(), days_of.day_days(chosen)
    today = scene.published
    past = [one for one in (american, other) if today and one <= today]
    if len(past) == 1 and scene.tense != "future":
        return past[0].isoformat(), days_of.day_days(past[0])
    return american.isoformat(), None


def _weekday(weekday: int, direction: int | None, scene: Scene) -> date | None:
    today = scene.published
    if today is None:
        return None
    back = (today.isoweekday() - weekday) % 7
    if direction == -1:
        return today - timedelta(days=back or 7)
    if direction == 1:
        return today + timedelta(days=7 - back)
    if scene.tense == "future" or (direction == 0 and scene.tense != "past"):
        return today + timedelta(days=(7 - back) % 7)
    return today - timedelta(days=back)


def _month_day(month: int, day: int, year: int | None, scene: Scene, calendar: Calendar) -> date | None:
    if year:
        return days_of.real_day(year, month, day)
    today = scene.published
    for known in calendar.days_of_history:
        if (known.month, known.day) == (month, day) and any(word in known.before for word in scene.next_words):
            return known.date
    if today is None:
        return None
    near = [days_of.real_day(one, month, day) for one in range(today.year - 1, today.year + 2)]
    return _nearest([found for found in near if found], today, scene.tense)


def _nearest(found: list[date], today: date, tense: Tense | None) -> date | None:
    """The last one up to today or the next one from today; without a tense the nearest, the past one first."""
    past = [day for day in found if day <= today]
    future = [day for day in found if day >= today]
    if tense == "past" and past:
        return past[-1]
    if tense == "future" and future:
        return future[0]
    return min(found, key=lambda day: (abs((day - today).days), day), default=None)


def _month_year(month: int, direction: int | None, scene: Scene) -> int | None:
    today = scene.published
    if today is None:
        return None
    if direction == -1:
        return today.year if month < today.month else today.year - 1
    if direction == 1 or (scene.tense == "future" and direction is None):
        return today.year if month > today.month or (direction is None and month == today.month) else today.year + 1
    if direction == 0:
        return today.year
    return today.year if month <= today.month else today.year - 1


def _shift(meaning: Shift, scene: Scene) -> _Found:
    if meaning.narrative and scene.tense == "past":
        meaning = replace(meaning, anchored=True)
    base = scene.named(meaning.unit) if meaning.anchored else scene.published
    if base is None and meaning.anchored and not meaning.length:
        value, days, kind = _shift(replace(meaning, anchored=False, narrative=False), scene)
        # "The next day" without a day before it is some day: what a reader would guess, but no days.
        return value, days if meaning.loose else None, kind
    if base is None:
        return (meaning.length, None, "DURATION") if meaning.length else (_unknown(meaning.unit), None, "DATE")
    if meaning.unit in _MONTHS_IN:
        return (*_shifted_months(meaning, base), "DATE")
    steps = meaning.steps * _DAYS_IN[meaning.unit]
    if _DAYS_IN[meaning.unit] < 1:
        return _shifted_hours(steps, base)
    moved = days_of.shifted_day(base, days=round(steps))
    if moved is None:
        return _UNKNOWN_DAY, None, "DATE"
    week = f"{moved.isocalendar().year:04}-W{moved.isocalendar().week:02}"
    if meaning.unit == "weekend":
        if meaning.steps == 0 and base.isoweekday() < 4 and scene.tense == "past":
            moved = moved - timedelta(days=7)
            week = f"{moved.isocalendar().year:04}-W{moved.isocalendar().week:02}"
        return f"{week}-WE", days_of.weekend_days(moved), "DATE"
    if _DAYS_IN[meaning.unit] == 7:
        return (moved.isoformat() if meaning.length else week), days_of.week_days(moved), "DATE"
    return moved.isoformat(), days_of.day_days(moved), "DATE"


def days_from(base: date, unit: str, steps: float) -> Days | None:
    """The days so many units from a day ("a week later" is a week); none where the calendar ends."""
    return _shift(Shift(unit, steps), Scene(base))[1]


def _unknown(unit: str) -> str:
    return {"year": "XXXX", "month": "XXXX-XX", "week": "XXXX-WXX", "decade": "XXX"}.get(unit, _UNKNOWN_DAY)


def _shifted_hours(steps: float, base: date) -> _Found:
    whole = math.ceil(abs(steps)) if abs(steps) > 0.5 else 0
    other = days_of.shifted_day(base, days=int(math.copysign(whole, steps)))
    if not whole or other is None:
        return base.isoformat(), days_of.day_days(base), "TIME"
    days = Days(min(base, other), max(base, other), "range")
    return other.isoformat(), days, "TIME"


def _shifted_months(meaning: Shift, base: date) -> tuple[str, Days | None]:
    moved = days_of.shifted_day(base, months=round(meaning.steps * _MONTHS_IN[meaning.unit]))
    if moved is None:
        return _unknown(meaning.unit), None
    year = moved.year
    if meaning.unit == "month":
        return f"{year:04}-{moved.month:02}", days_of.month_days(year, moved.month)
    if meaning.unit == "quarter":
        quarter = (moved.month + 2) // 3
        return f"{year:04}-Q{quarter}", days_of.quarter_days(year, quarter)
    if meaning.unit == "year" or meaning.length:
        return f"{year:04}", days_of.year_days(year)
    if meaning.unit == "decade":
        return f"{year // 10:03}", days_of.years_days(year // 10 * 10 or 1, year // 10 * 10 + 9)
    return f"{year // 100:02}", days_of.years_days(year // 100 * 100 or 1, year // 100 * 100 + 99)


def _window(meaning: Length, scene: Scene) -> Days | None:
    """The days of "the past three months": back or on from the publication."""
    today = scene.published
    if not meaning.direction or meaning.amount is None or today is None:
        return None
    name = meaning.unit
    amount = meaning.amount * meaning.direction
    if name in _MONTHS_IN:
        other = days_of.shifted_day(today, months=round(amount * _MONTHS_IN[name]))
    else:
        steps = amount * _DAYS_IN[name] * (2 if name == "fortnight" else 1)
        other = days_of.shifted_day(today, days=math.floor(steps) if steps < 0 else math.ceil(steps))
    return Days(min(today, other), max(today, other), "range") if other else None


def _part_of_year(meaning: PartOfYear, scene: Scene) -> tuple[str, Days | None]:
    today, code = scene.published, meaning.code
    year = meaning.year
    if year is None and today is None:
        return f"XXXX-{code}", None
    if year is None and today is not None:
        year = today.year + meaning.steps if meaning.steps is not None else _part_year(meaning, today, scene)
    assert year is not None
    if scene.southern and code in _OPPOSITE:
        return f"{year:04}-{code}", _part_days(year, _OPPOSITE[code])
    southern = meaning.direction == 0 and scene.tense == "past" and today is not None and code in _OPPOSITE
    if southern and today is not None and _part_days(year, code).start > today:
        # What is past cannot lie in a season yet to come: the report speaks of the southern half of the world.
        return f"{year:04}-{code}", days_of.season_days(year - 1 if code in {"SU", "SP"} else year, _OPPOSITE[code])
    if scene.southern is None and code in _OPPOSITE:
        return f"{year:04}-{code}", None  # of which half of the world: open
    return f"{year:04}-{code}", _part_days(year, code)


_OPPOSITE = {"SU": "WI", "WI": "SU", "SP": "FA", "FA": "SP"}


def _part_days(year: int, code: str) -> Days:
    if code.isdecimal():
        return days_of.month_days(year, int(code))
    if code[0] == "Q":
        return days_of.quarter_days(year, int(code[1]))
    if code[0] == "H":
        first, last = (1, 6) if code == "H1" else (7, 12)
        return Days(date(year, first, 1), days_of.month_days(year, last).end, "range")
    return days_of.season_days(year, code)


def _part_year(meaning: PartOfYear, today: date, scene: Scene) -> int:
    """The year of "last summer", "the fourth quarter": the last one begun, or the next where the words look ahead."""
    code = _OPPOSITE.get(meaning.code, meaning.code) if scene.southern else meaning.code
    this = _part_days(today.year, code)
    direction = meaning.direction
    if direction == 0:
        return today.year
    if direction == 1:
        return today.year if this.start > today else today.year + 1
    if direction == -1:
        years = (year for year in range(today.year, today.year - 3, -1) if _part_days(year, code).end < today)
        return next(years, today.year - 1)
    if scene.tense == "future":
        return today.year if this.end >= today else today.year + 1
    return today.year if this.start <= today else today.year - 1


def _occasion(meaning: Occasion, scene: Scene) -> tuple[str, Days | None]:
    holiday, today = meaning.holiday, scene.published
    if holiday.date:
        return holiday.date.isoformat(), days_of.day_days(holiday.date)
    if meaning.year:
        years = [meaning.year]
    elif today is not None:
        years = [today.year - 1, today.year, today.year + 1]
    else:
        return (f"XXXX-{holiday.month:02}-{holiday.day:02}" if holiday.month and holiday.day else _UNKNOWN_DAY), None
    found = [days for year in years if (days := holiday_days(holiday, year))]
    at = today or date(years[0], 1, 1)
    best = _nearest([days.start for days in found], at, scene.tense if len(years) > 1 else None)
    now = next((one for one in found if one.start <= at <= one.end), None)
    days = now or next((one for one in found if one.start == best), None)
    if days is None:
        return _UNKNOWN_DAY, None
    slack = timedelta(days=1) if holiday.sighted else timedelta()
    middle = days.start + slack
    if meaning.eve:
        middle -= timedelta(days=1)
        days = Days(middle - slack, middle + slack, "range") if slack else days_of.day_days(middle)
    return middle.isoformat(), days


def _week_of(meaning: WeekOf, scene: Scene) -> tuple[str, Days | None]:
    year = meaning.year or _month_year(meaning.month, None, scene)
    if year is None:
        return "XXXX-WXX", None
    month = days_of.month_days(year, meaning.month)
    step = 1 if meaning.unit == "day" else 7
    day = (
        month.end - timedelta(days=0 if step == 1 else 3)
        if meaning.number < 0
        else month.start + timedelta(days=step * (meaning.number - 1))
    )
    if day > month.end:
        return _UNKNOWN_DAY, None
    if meaning.unit == "day":
        return day.isoformat(), days_of.day_days(day)
    week = f"{day.isocalendar().year:04}-W{day.isocalendar().week:02}"
    if meaning.unit == "weekend":
        return f"{week}-WE", days_of.weekend_days(day)
    return week, days_of.week_days(day)
