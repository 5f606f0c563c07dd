"""Who claims a deed, is blamed for it, suspected of it or denies it, against a table of cases a journalist can read."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from gestae.reader import Reader
from gestae.record.record import Record
from gestae.sources.text import document_from_text

CASES = tomllib.loads((Path(__file__).parent / "cases" / "responsibility.toml").read_text(encoding="utf-8"))["case"]

pytestmark = pytest.mark.models


@pytest.fixture(scope="module")
def reader(lexicon_reader: Reader) -> Reader:
    """The rules alone; the whole is tested in tests/documents and tests/quality."""
    return lexicon_reader


def _rows(record: Record) -> list[dict[str, Any]]:
    names = {actor.id: actor.name for actor in record.actors}
    speakers = {statement.id: statement.speakers for statement in record.statements}
    return [
        {
            "actor": names[row.actor],
            "standing": row.standing,
            "by": [names[one] for source in row.according_to for one in speakers.get(source, (source,))],
            "deed": next(piece.text for piece in event.evidence if piece.role == "trigger"),
        }
        for event in record.events
        for row in event.responsibility
    ]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][-60:])
def test_who_is_said_to_have_done_it(reader: Reader, case: dict[str, Any]) -> None:
    record = reader(document_from_text(case["text"], name="case", published="2024-03-05"))
    assert _rows(record) == case["responsibility"]
    apart = [[claim.value for claim in found.claims] for found in record.discrepancies if found.about == "actor"]
    assert apart == ([case["disagree"]] if "disagree" in case else [])
    for event in record.events:
        for row in event.responsibility:
            assert all(piece.text == case["text"][piece.start : piece.end] for piece in row.evidence)
