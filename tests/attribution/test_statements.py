"""Statements: our own sentences against the words, sources and channels they should give."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from gestae.attribution.statements import FoundStatement, Statements, find_statements
from gestae.lexicon.speech import load_speech
from gestae.reading.parser import Parser
from gestae.reading.tokens import Reading, Sentence, Token
from gestae.record.dates import DateInterval
from gestae.record.documents import Document, Part

CASES = tomllib.loads((Path(__file__).parent / "cases" / "statements.toml").read_text(encoding="utf-8"))["case"]

pytestmark = pytest.mark.models


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser()


def document_of(text: str, kind: Any = "paragraph") -> Document:
    parts: list[Part] = []
    position = 0
    for line in text.split("\n"):
        parts.append(Part(kind, position, position + len(line)))
        position += len(line) + 1
    return Document(id="d1", sha256="", text=text, parts=tuple(parts))


def words(found: FoundStatement, role: str) -> list[str]:
    return [piece.text for piece in found.statement.evidence if piece.role == role]


def told(text: str, parser: Parser, kind: Any = "paragraph", **rooms: Any) -> Statements:
    reading = parser.parse(document_of(text, kind))
    return find_statements(reading, actors=rooms.get("actors"), dates=rooms.get("dates"), speech=load_speech())


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_case(case: dict[str, Any], parser: Parser) -> None:
    found = [
        item
        for item in told(case["text"], parser, case.get("part", "paragraph")).found
        if "only" not in case or words(item, "cue")[0] in case["only"]
    ]
    rows = [
        {
            "cue": words(item, "cue")[0],
            "source": "".join(words(item, "speaker")),
            "content": [piece.text for piece in item.statement.content],
            "kind": item.statement.kind,
            "manner": item.manner,
            "channel": item.statement.channel,
            "depth": item.depth,
        }
        for item in found
    ]
    expected = case["says"]
    assert [{key: row[key] for key in want} for row, want in zip(rows, expected, strict=False)] == expected
    assert len(rows) == len(expected)


@dataclass
class FakeMention:
    actor: str


@dataclass
class FakeActor:
    kind: str = "government"
    sector: str | None = "GOV"
    country: str | None = None


@dataclass
class FakeActors:
    """Actors by the lower-case text of a head token."""

    reading: Reading
    ids: dict[str, str]

    def at(self, token_index: int, /) -> FakeMention | None:
        actor = self.ids.get(self.reading.tokens[token_index].lower)
        return FakeMention(actor) if actor else None

    def by_id(self, actor_id: str, /) -> FakeActor:
        return FakeActor()


@dataclass
class FakeDate:
    first: int
    last: int
    interval: DateInterval | None


@dataclass
class FakeDates:
    dates: tuple[FakeDate, ...]

    def in_sentence(self, index: int, /) -> tuple[FakeDate, ...]:
        return self.dates


def test_speakers_addressees_and_date(parser: Parser) -> None:
    reading = parser.parse(
        document_of("The minister and the envoy told the rebels on Tuesday that the truce began on Monday.")
    )
    index = {token.text: token.index for token in reading.tokens}
    interval = DateInterval("2020-01-07", "2020-01-07", "day", "Tuesday")
    other = DateInterval("2020-01-06", "2020-01-06", "day", "Monday")
    dates = FakeDates(
        (
            FakeDate(index["Tuesday"], index["Tuesday"] + 1, interval),
            FakeDate(index["Monday"], index["Monday"] + 1, other),
        )
    )
    actors = FakeActors(reading, {"minister": "a1", "envoy": "a2", "rebels": "a3"})
    (statement,) = find_statements(reading, actors=actors, dates=dates, speech=load_speech()).items
    assert statement.speakers == ("a1", "a2")
    assert statement.addressees == ("a3",)
    assert statement.date == interval
    assert [piece.text for piece in statement.evidence if piece.role == "date"] == ["Tuesday"]


def test_covering_gives_the_outermost_first(parser: Parser) -> None:
    text = "The minister said that the rebels had promised to release the hostages."
    statements = told(text, parser)
    start = text.index("release")
    cues = [statement.cue.text for statement in statements.covering(start, start + 7) if statement.cue]
    assert cues == ["said", "had promised"]
    assert statements.covering(0, 3) == ()


def test_every_evidence_is_its_slice_and_ids_are_stable(parser: Parser) -> None:
    text = "\n".join(case["text"] for case in CASES)
    first, second = told(text, parser), told(text, parser)
    assert first == second
    for statement in first.items:
        assert all(piece.text == text[piece.start : piece.end] for piece in statement.evidence)
    assert len({statement.id for statement in first.items}) == len(first.items)


def test_hostile_quotation_marks(parser: Parser) -> None:
    for text in ("“", "””””", '" " "', "said “", "“said” said “said”", "‘’“”'\"", ": “x”", "“a” — b", "—: said,"):
        told(text, parser)


def test_hand_written_reading_needs_no_model() -> None:
    text = "Police said it."
    tokens = (
        Token(0, 0, 6, "Police", "police", "police", "NOUN", "NNS", "nsubj", 1, 0),
        Token(1, 7, 11, "said", "said", "say", "VERB", "VBD", "ROOT", 1, 0, children=(0, 2, 3)),
        Token(2, 12, 14, "it", "it", "it", "PRON", "PRP", "dobj", 1, 0),
        Token(3, 14, 15, ".", ".", ".", "PUNCT", ".", "punct", 1, 0),
    )
    sentence = Sentence(0, 0, "paragraph", 0, 4, 1, 0, 15)
    reading = Reading(document=document_of(text), tokens=tokens, sentences=(sentence,))
    (found,) = find_statements(reading, actors=None, dates=None, speech=load_speech()).found
    assert [piece.text for piece in found.statement.content] == ["it"]
    assert not found.is_proposition


@pytest.mark.parametrize(
    ("text", "cues"),
    [
        ("“We have noted what happened in the port,” the envoy said.", ["said"]),
        ("The council plans to meet on Tuesday.", []),
        ("A spokesman refused to rule out a strike.", []),
        ("The commission rejected the allegations.", []),
        ("The bloc condemned the attack on the convoy.", ["condemned"]),
        ("Moscow ordered out the same number of diplomats.", []),
        ("It was not clear how many people were hurt.", []),
        ("The minister took to Twitter to say that the truce was over.", ["to say"]),
        ("The mayor condemned the arrests, his spokesman said.", ["said"]),
    ],
)
def test_the_record_keeps_what_an_editor_calls_a_statement(parser: Parser, text: str, cues: list[str]) -> None:
    assert [statement.cue.text for statement in told(text, parser).items if statement.cue] == cues
