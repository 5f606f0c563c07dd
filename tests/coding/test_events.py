"""The coder against sentences of ours: what a careful reader codes, and what must not be coded."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from gestae.reader import Reader
from gestae.record.events import HAPPENED, Event
from gestae.record.record import Record
from gestae.sources.text import document_from_text

_CASES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "cases" / "events.toml").read_text(encoding="utf-8")
)["case"]


def _read(reader: Reader, case: dict[str, Any]) -> Record:
    return reader(document_from_text(case["text"], name=case["construction"], published=case["published"]))


def _fits(wanted: str, ids: tuple[str, ...], record: Record) -> bool:
    if wanted == "-":
        return True
    actors = {actor.id: actor for actor in record.actors}
    named = [
        " ".join(
            [actors[item].country or "", actors[item].name, *(evidence.text for evidence in actors[item].evidence)]
        )
        for item in ids
    ]
    return all(any(name.lower() in words.lower() for words in named) for name in wanted.split(","))


def _matches(expected: str, event: Event, record: Record) -> bool:
    sides, _, recipients = expected.partition(" > ")
    type_, modality, actors = sides.split(" ", 2)
    return (
        event.type == type_
        and event.modality == modality
        and _fits(actors, event.actors, record)
        and _fits(recipients, event.recipients, record)
    )


@pytest.mark.models
@pytest.mark.parametrize("case", _CASES, ids=[case["construction"] for case in _CASES])
def test_sentence(reader: Reader, case: dict[str, Any]) -> None:
    record = _read(reader, case)
    told = [
        (event.type, event.modality, [evidence.text for evidence in event.evidence if evidence.role == "trigger"])
        for event in record.events
    ]
    for expected in case.get("expect", ()):
        assert any(_matches(expected, event, record) for event in record.events), f"{expected} not among {told}"
    if case.get("expect") == []:
        assert not [event for event in record.events if event.modality in HAPPENED and event.type != "THREATEN"], told
    for type_, count in case.get("count", {}).items():
        assert sum(event.type == type_ for event in record.events) == count, told
    for type_ in case.get("placeless", ()):
        assert [event.places for event in record.events if event.type == type_] == [()], told
    for type_ in case.get("undated", ()):
        assert [event.date for event in record.events if event.type == type_] == [None], told
    for never in case.get("never", ()):
        if " " in never:
            assert not any(_matches(never, event, record) for event in record.events), told
        else:
            assert never not in {event.type for event in record.events}, told


@pytest.mark.models
def test_a_text_may_end_anywhere(reader: Reader) -> None:
    """No rule looks beyond the last word: a headline has no full stop."""
    texts = [case["text"].rstrip(" .\"'")[:end] for case in _CASES for end in (None, -1)]
    documents = [document_from_text(text, name="cut", published="2020-01-08") for text in texts]
    assert len(list(reader.read_all(documents))) == len(texts)
