"""Did it happen? The words around an event, case by case, and that the record never tells as done what is not."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from gestae.coding.modality import Standing, judge
from gestae.reader import Reader
from gestae.reading.tokens import Reading, Token
from gestae.record.events import HAPPENED, Event
from gestae.sources.text import document_from_text

CASES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "cases" / "modality.toml").read_text(encoding="utf-8")
)["case"]
# A threat, a promise, a demand, a refusal is itself an act that happened, though its content did not.
SPEECH_ACTS = frozenset({"ACCUSE", "AGREE", "CONCEDE", "REJECT", "REQUEST", "THREATEN"})

pytestmark = pytest.mark.models


@pytest.fixture(scope="module")
def reader(lexicon_reader: Reader) -> Reader:
    """The rules alone; the whole is tested in test_events.py, tests/documents and tests/quality."""
    return lexicon_reader


def _parameters() -> list[Any]:
    """The cases; one that is known to fail must fail, so that the day it is right does not pass unseen."""
    return [
        pytest.param(
            case,
            id=case["group"],
            marks=[pytest.mark.xfail(strict=True, raises=AssertionError, reason=case["known_failure"])]
            if "known_failure" in case
            else [],
        )
        for case in CASES
    ]


def _trigger(reading: Reading, word: str) -> Token:
    """The last token of the first whole occurrence of a word or phrase."""
    found = re.search(rf"\b{re.escape(word)}\b", reading.document.text)
    assert found is not None, f"{word!r} is not in the text"
    return next(token for token in reading.tokens if token.end == found.end())


def _told_by(reader: Reader, reading: Reading, token: Token) -> list[Event]:
    """The events of the record that quote a word as their trigger."""
    return [
        event
        for event in reader.record(reading).events
        if any(item.role == "trigger" and item.start <= token.start < item.end for item in event.evidence)
    ]


@pytest.mark.parametrize("case", _parameters())
def test_modality(case: dict[str, Any], reader: Reader) -> None:
    reading = reader.parse(document_from_text(case["text"], name=case["group"], published="2020-01-08"))
    token = _trigger(reading, case["word"])
    standing = judge(reading, token, reader.knowledge.events.modality)
    assert standing.modality == case["expect"], f"because of {standing.word.text if standing.word else 'nothing'!r}"
    told = [(event.type, event.modality) for event in _told_by(reader, reading, token)]
    if case["expect"] in HAPPENED:
        if case.get("told", True):
            assert case["expect"] in {modality for _, modality in told}, told
    else:
        done = [(type_, modality) for type_, modality in told if modality in HAPPENED]
        assert {type_ for type_, _ in done} <= SPEECH_ACTS, f"told as happened: {done}"


def test_hedge_stands_beside_the_modality(reader: Reader) -> None:
    text = "Pirates reportedly seized a Greek tanker in the Gulf of Guinea."
    reading = reader.parse(document_from_text(text, name="hedge"))
    standing = judge(reading, _trigger(reading, "seized"), reader.knowledge.events.modality)
    assert standing == Standing("actual", None, _trigger(reading, "reportedly"))


def test_the_word_that_says_so_is_quoted(reader: Reader) -> None:
    record = reader(document_from_text("Two men tried to assassinate the consul in Lima.", name="word"))
    quoted = {item.text for event in record.events for item in event.evidence if item.role == "modality"}
    assert quoted == {"tried"}


def test_cases_are_plenty_and_few_are_known_to_fail() -> None:
    assert len(CASES) >= 60
    assert len({case["text"] for case in CASES}) >= len(CASES) - 1
    assert 5 * sum("known_failure" in case for case in CASES) <= len(CASES)
