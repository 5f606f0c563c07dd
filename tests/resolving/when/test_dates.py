"""Dates against a table of cases a journalist can read, plus the arithmetic and word lists behind them."""

from __future__ import annotations

import tomllib
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from gestae.lexicon.calendar import load_calendar
from gestae.reading.parser import Parser
from gestae.reading.tokens import Reading
from gestae.record.documents import Document, Part
from gestae.resolving.when.dates import Dates, resolve_dates
from gestae.resolving.when.timex.holidays import holiday_days
from gestae.resolving.when.timex.intervals import month_days, phase_days, season_days, shifted_day

CASES = Path(__file__).parent / "cases" / "dates.toml"


def _cases() -> list[dict[str, Any]]:
    return list(tomllib.loads(CASES.read_text(encoding="utf-8"))["case"])


@cache
def _parser() -> Parser:
    return Parser()


def _read(text: str) -> Reading:
    part = Part("paragraph", 0, len(text))
    return _parser().parse(Document(id="case", sha256="", text=text, parts=(part,)))


def _rows(reading: Reading, dates: Dates) -> list[dict[str, str]]:
    rows = []
    for one in dates.items:
        row = {"text": reading.document.text[one.start : one.end], "type": one.type, "value": one.value}
        if one.interval:
            row |= {"days": f"{one.interval.start}..{one.interval.end}", "precision": one.interval.precision}
        rows.append(row)
    return rows


@pytest.mark.models
@pytest.mark.parametrize("case", _cases(), ids=lambda case: case["sentence"][:50])
def test_times_of_a_sentence(case: dict[str, Any]) -> None:
    reading = _read(case["sentence"])
    dates = resolve_dates(reading, published=case.get("published"))
    assert _rows(reading, dates) == case["times"]


@pytest.mark.models
def test_interval_text_and_zone_and_bound() -> None:
    reading = _read(
        "Fighting between Monday and Thursday followed a raid at 0100 GMT on 3 January; it has lasted since 1980."
    )
    items = resolve_dates(reading, published="2020-01-08").items
    assert items[0].interval is not None
    assert items[0].interval.text == "between Monday and Thursday"
    assert items[2].interval is not None
    assert items[2].interval.zone == "UTC"
    assert [one.bound for one in items] == [None, None, None, "since"]


@pytest.mark.models
def test_collection_finds_by_sentence_and_token() -> None:
    reading = _read("The town fell on Friday. It was quiet. Talks resumed on 6 January 2020.")
    dates = resolve_dates(reading, published="2020-01-08")
    assert [one.value for one in dates.in_sentence(0)] == ["2020-01-03"]
    assert dates.in_sentence(1) == ()
    last = dates.in_sentence(2)[0]
    assert dates.at(last.first) is last
    assert dates.at(last.last - 1) is last
    assert dates.at(last.last) is None
    assert dates.at(0) is None


def test_calendar_arithmetic() -> None:
    assert phase_days(month_days(2019, 12), "late").start == date(2019, 12, 21)
    assert season_days(2019, "WI").end == date(2020, 3, 20)
    assert shifted_day(date(2020, 3, 31), months=1) == date(2020, 4, 30)
    assert shifted_day(date(2020, 1, 1), months=-12 * 2100) is None
    holidays = load_calendar().holidays
    expected = {"easter": date(2024, 3, 31), "thanksgiving": date(2019, 11, 28), "memorial day": date(2021, 5, 31)}
    for name, day in expected.items():
        days = holiday_days(holidays[name], day.year)
        assert days is not None
        assert days.start == day


def test_every_holiday_has_days_in_every_year() -> None:
    for name, holiday in load_calendar().holidays.items():
        for year in (1950, 1987, 2000, 2024, 2040):
            days = holiday_days(holiday, year)
            assert days is not None, (name, year)
            assert days.start <= days.end
