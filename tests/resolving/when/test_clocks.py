"""By whose clock a report tells the time, and on which day it is read, against a table of cases."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from gestae.knowledge.actors import load_known_actors
from gestae.knowledge.gazetteer import load_gazetteer
from gestae.reading.parser import Parser
from gestae.record.documents import Document, Part
from gestae.resolving.when.clocks import Home, home_of, reading_day
from gestae.resolving.when.dates import Dates, resolve_dates
from gestae.resolving.where.places import resolve_places

CASES = Path(__file__).parent / "cases" / "zones.toml"


def _cases() -> list[dict[str, Any]]:
    return list(tomllib.loads(CASES.read_text(encoding="utf-8"))["case"])


@cache
def _parser() -> Parser:
    return Parser()


def _dates(case: dict[str, Any]) -> Dates:
    text = case["text"]
    starts = [0, *(at + 1 for at, letter in enumerate(text) if letter == "\n")]
    parts = tuple(Part("paragraph", start, start + len(text[start:].split("\n")[0])) for start in starts)
    reading = _parser().parse(
        Document(
            id="case",
            sha256="",
            text=text,
            parts=parts,
            published=case.get("published", "2020-01-08"),
            publisher=case.get("publisher"),
            url=case.get("url"),
        )
    )
    places = resolve_places(reading, gazetteer=load_gazetteer())
    home = home_of(reading, places=places, known=load_known_actors(), gazetteer=load_gazetteer())
    return resolve_dates(reading, published=reading.document.published, home=home, places=places)


@pytest.mark.models
@pytest.mark.parametrize("case", _cases(), ids=lambda case: f"{case.get('publisher', '')} {case['text'][:50]}")
def test_zones_and_days_of_a_report(case: dict[str, Any]) -> None:
    intervals = [one.interval for one in _dates(case).items if one.interval is not None]
    if "zones" in case:
        assert [one.zone or "" for one in intervals if one.precision == "hour"] == case["zones"]
    if "days" in case:
        assert [one.start for one in intervals] == case["days"]


def test_the_table_asks_for_zones_or_days() -> None:
    cases = _cases()
    assert len(cases) >= 30
    assert all("zones" in case or "days" in case for case in cases)


def test_the_day_of_reading() -> None:
    assert str(reading_day("2020-01-08T01:30:00+00:00", Home("America/New_York"))) == "2020-01-07"
    assert str(reading_day("2020-01-08T01:30:00+00:00", Home())) == "2020-01-08"
    assert str(reading_day("2020-01-08", Home("America/New_York"))) == "2020-01-08"
    assert reading_day(None, Home("America/New_York")) is None
