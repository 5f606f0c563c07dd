"""Casualty reports against a table of cases a journalist can read."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from gestae.extraction.found_tolls import FoundToll
from gestae.extraction.tolls import find_tolls
from gestae.reading.parser import Parser
from gestae.reading.tokens import Reading
from gestae.record.documents import Document, Part
from gestae.resolving.when.dates import resolve_dates

CASES = Path(__file__).parent / "cases" / "tolls.toml"


def _cases() -> list[dict[str, Any]]:
    return list(tomllib.loads(CASES.read_text(encoding="utf-8"))["case"])


@cache
def _parser() -> Parser:
    return Parser()


def _read(text: str) -> Reading:
    part = Part("paragraph", 0, len(text))
    return _parser().parse(Document(id="case", sha256="", text=text, parts=(part,)))


@dataclass(frozen=True)
class _Mention:
    actor: str


@dataclass(frozen=True)
class _Actor:
    kind: str


@dataclass(frozen=True)
class _Actors:
    """Actors by their words: the case lists who counts as a party and who as a person."""

    reading: Reading
    parties: list[str] = field(default_factory=list)
    persons: list[str] = field(default_factory=list)

    def at(self, token_index: int, /) -> _Mention | None:
        text = self.reading.tokens[token_index].text
        return _Mention(text) if text in self.parties or text in self.persons else None

    def by_id(self, id: str, /) -> _Actor:
        return _Actor("person" if id in self.persons else "state")


@dataclass(frozen=True)
class _Statement:
    id: str


@dataclass(frozen=True)
class _Statements:
    stretch: tuple[int, int] = (0, 0)

    def covering(self, start: int, end: int, /) -> tuple[_Statement, ...]:
        return (_Statement("s1"),) if self.stretch[0] <= start and end <= self.stretch[1] else ()


def _tolls(case: dict[str, Any]) -> tuple[FoundToll, ...]:
    reading = _read(case["sentence"])
    dates = resolve_dates(reading, published="2020-01-08")
    actors = _Actors(reading, case.get("parties", []), case.get("persons", []))
    return find_tolls(reading, actors=actors, statements=_Statements(), dates=dates)


def _row(toll: FoundToll) -> dict[str, Any]:
    row: dict[str, Any] = {"effect": toll.effect, "status": toll.status, "text": toll.text}
    fields = {"who": toll.who, "min": toll.min, "max": toll.max}
    row |= {name: value for name, value in fields.items() if value is not None}
    if toll.date is not None:
        row["date"] = toll.date.text
    if toll.speakers:
        row["speakers"] = list(toll.speakers)
    if toll.affiliation:
        row["affiliation"] = list(toll.affiliation)
    return row


@pytest.mark.models
@pytest.mark.parametrize("case", _cases(), ids=lambda case: case["sentence"][:50])
def test_tolls_of_a_sentence(case: dict[str, Any]) -> None:
    assert [_row(toll) for toll in _tolls(case)] == case["tolls"]


@pytest.mark.models
def test_every_toll_cites_its_words() -> None:
    for case in _cases():
        for toll in _tolls(case):
            assert toll.evidence
            assert toll.text in case["sentence"]
            for evidence in toll.evidence:
                assert case["sentence"][evidence.start : evidence.end] == evidence.text


@pytest.mark.models
def test_a_covering_statement_is_whose_figure_it_is() -> None:
    text = "The army said 80 rebels had been killed."
    reading = _read(text)
    dates = resolve_dates(reading, published="2020-01-08")
    stretch = (text.index("80"), len(text))
    (toll,) = find_tolls(reading, actors=_Actors(reading), statements=_Statements(stretch), dates=dates)
    assert toll.speakers == ("s1",)


@pytest.mark.models
def test_a_death_told_twice_is_one_row() -> None:
    text = "The killing of Soleimani shook the region. Soleimani was killed by a drone strike on Friday."
    reading = _read(text)
    dates = resolve_dates(reading, published="2020-01-08")
    actors = _Actors(reading, persons=["Soleimani"])
    (toll,) = find_tolls(reading, actors=actors, statements=_Statements(), dates=dates)
    assert toll.date is not None
    assert toll.date.start == "2020-01-03"
    assert [one.text for one in toll.evidence if one.role == "trigger"] == ["killing", "killed"]


@pytest.mark.models
@pytest.mark.parametrize("text", ["-5 people were killed.", "The flood killed 8 billion people."])
def test_a_figure_that_cannot_be_a_count_is_marked(text: str) -> None:
    reading = _read(text)
    dates = resolve_dates(reading, published="2020-01-08")
    (toll,) = find_tolls(reading, actors=_Actors(reading), statements=_Statements(), dates=dates)
    assert (toll.min, toll.max) == (None, None)
    assert [one.text for one in toll.evidence if one.role == "implausible"] == [toll.text]
