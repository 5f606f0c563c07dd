"""Told twice, it is one event; done twice, it is two: little reports of ours."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from gestae.reader import Reader
from gestae.record.record import Record
from gestae.sources.text import document_from_text

CASES: list[dict[str, Any]] = [
    case
    for name in ("joining.toml", "same_event.toml")
    for case in tomllib.loads((Path(__file__).parent / "cases" / name).read_text(encoding="utf-8"))["case"]
]
MONDAY = "2018-10-15"

pytestmark = pytest.mark.models


@pytest.fixture(scope="module")
def reader(lexicon_reader: Reader) -> Reader:
    """The rules alone; the whole is tested in test_events.py, tests/documents and tests/quality."""
    return lexicon_reader


def _parameters() -> list[Any]:
    return [
        pytest.param(
            case,
            id=case["name"],
            marks=[pytest.mark.xfail(strict=True, raises=AssertionError, reason=case["known_failure"])]
            if "known_failure" in case
            else [],
        )
        for case in CASES
    ]


def _events_of(record: Record, marked: str) -> set[str]:
    """Ids of the events that quote a word as trigger; "word#2" is its second occurrence."""
    word, _, number = marked.partition("#")
    found = list(re.finditer(rf"\b{re.escape(word)}\b", record.documents[0].text))
    assert found, f"{word!r} is not in the text"
    start = found[int(number or 1) - 1].start()
    return {
        event.id
        for event in record.events
        if any(item.role == "trigger" and item.start <= start < item.end for item in event.evidence)
    }


@pytest.mark.parametrize("case", _parameters())
def test_case(case: dict[str, Any], reader: Reader) -> None:
    record = reader(
        document_from_text(case["text"].strip(), name=case["name"], published=case.get("published", MONDAY))
    )
    told = [
        (event.type, event.modality, [item.text for item in event.evidence if item.role == "trigger"])
        for event in record.events
    ]
    together = [_events_of(record, word) for word in case.get("together", ())]
    if together:
        assert len(set.intersection(*together)) == 1, told
    apart = [_events_of(record, word) for word in case.get("apart", ())]
    assert all(apart), told
    assert sum(len(found) for found in apart) == len(set().union(*apart)), told
    counted = Counter(event.type for event in record.events)
    assert {type_: counted[type_] for type_ in case.get("count", {})} == case.get("count", {}), told
    _check_circumstances(case, record)


def _check_circumstances(case: dict[str, Any], record: Record) -> None:
    """Days by trigger word, and the names of all places of all events."""
    for word, day in case.get("dates", {}).items():
        ids = _events_of(record, word)
        assert [event.date.start for event in record.events if event.id in ids and event.date] == [day]
    if "places" in case:
        used = {place for event in record.events for place in event.places}
        assert sorted(place.name for place in record.places if place.id in used) == sorted(case["places"])


def test_an_event_keeps_the_words_of_every_telling(reader: Reader) -> None:
    text = "Rebels attacked a police station in Manipur on Friday. The attack lasted two hours."
    record = reader(document_from_text(text, name="tellings", published="2015-06-07"))
    (event,) = record.events
    assert [item.text for item in event.evidence if item.role == "trigger"] == ["attacked", "attack"]
    assert event.date is not None
    assert event.date.start == "2015-06-05"


def test_few_cases_are_known_to_fail() -> None:
    assert len(CASES) >= 15
    assert 5 * sum("known_failure" in case for case in CASES) <= len(CASES) + 1
