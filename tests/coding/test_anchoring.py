"""Dates told from events, against a table of reports that a journalist can read."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from gestae.coding.offsets import Distance
from gestae.reader import Reader
from gestae.record.dates import DateInterval
from gestae.record.events import Event
from gestae.sources.text import document_from_text

_CASES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "cases" / "anchored.toml").read_text(encoding="utf-8")
)["case"]


def _told(event: Event) -> str:
    """The days of an event as the table writes them."""
    if event.date is not None:
        ends = (event.date.start[:10], event.date.end[:10])
        return ends[0] if ends[0] == ends[1] else "..".join(ends)
    words = [evidence.text for evidence in event.evidence if evidence.role == "date"]
    return f"open: {words[0]}" if words else "none"


@pytest.mark.models
@pytest.mark.parametrize("case", _CASES, ids=[case["says"] for case in _CASES])
def test_days_of_a_report(reader: Reader, case: dict[str, Any]) -> None:
    record = reader(document_from_text(case["text"], name=case["says"], published=case.get("published")))
    for word, days in case["days"].items():
        events = [
            event
            for event in record.events
            if any(e.text.endswith(word) for e in event.evidence if e.role == "trigger")
        ]
        if days == "none" and not events:
            continue
        assert events, [evidence.text for event in record.events for evidence in event.evidence]
        assert {_told(event) for event in events} == {days}
        for event in events:
            if event.date is not None:
                assert event.date.text in record.document.text


@pytest.mark.models
@pytest.mark.parametrize(
    ("text", "word", "actor", "place"),
    [
        (
            "The US struck a convoy in Baghdad on May 3. Five days after the strike, Iran attacked a base near Erbil.",
            "struck",
            "United States",
            "Baghdad",
        ),
        (
            "Gunmen attacked tourists in Pahalgam on April 22. A week after the attack, India hit sites in Pakistan.",
            "attacked",
            "Gunmen",
            "Pahalgam",
        ),
    ],
)
def test_an_anchor_gives_its_day_alone(reader: Reader, text: str, word: str, actor: str, place: str) -> None:
    record = reader(document_from_text(text, name="a", published="2025-05-08"))
    actors = {one.id: one.name for one in record.actors}
    places = {one.id: one.name for one in record.places}
    (event,) = [one for one in record.events if word in [e.text for e in one.evidence if e.role == "trigger"]]
    assert [actors[one] for one in event.actors] == [actor]
    assert [places[one] for one in event.places] == [place]


def test_there_are_cases_of_both_kinds() -> None:
    days = [days for case in _CASES for days in case["days"].values()]
    assert len(_CASES) >= 35
    assert sum(one.startswith(("open", "none")) for one in days) >= 10


@pytest.mark.parametrize(
    ("distance", "anchor", "days"),
    [
        (Distance("day", 3, 3), ("2020-01-03", "2020-01-03"), ("2020-01-06", "2020-01-06", "day")),
        (Distance("day", -1, -1), ("2020-01-01", "2020-01-01"), ("2019-12-31", "2019-12-31", "day")),
        (Distance("day", 1, 1), ("2019-12-21", "2019-12-31"), ("2019-12-22", "2020-01-01", "range")),
        (Distance("hour", 0, 24), ("2020-01-03T01:00", "2020-01-03T01:00"), ("2020-01-03", "2020-01-04", "range")),
        (Distance("month", 2, 2), ("2020-01-31", "2020-01-31"), ("2020-03-01", "2020-03-31", "month")),
        (Distance("year", -1, -1), ("2020-02-29", "2020-02-29"), ("2019-01-01", "2019-12-31", "year")),
        (Distance("week", 1, 1), ("2020-01-03", "2020-01-03"), ("2020-01-06", "2020-01-12", "week")),
    ],
)
def test_days_are_counted_from_an_anchor(
    distance: Distance, anchor: tuple[str, str], days: tuple[str, str, str]
) -> None:
    found = distance.from_days(DateInterval(*anchor, "day", "then"), "words")
    assert found is not None
    assert (found.start, found.end, found.precision) == days


def test_the_calendar_ends() -> None:
    assert Distance("year", 9000, 9000).from_days(DateInterval("2020-01-01", "2020-01-01", "day", "then"), "w") is None
