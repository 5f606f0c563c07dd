"""Relations: our own sentences, with actors, places and dates given by the case."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from gestae.extraction.relations import find_relations
from gestae.lexicon.ties import load_ties
from gestae.reader import Reader
from gestae.reading.parser import Parser
from gestae.reading.tokens import Reading
from gestae.record.actors import Actor
from gestae.record.dates import DateInterval
from gestae.record.documents import Document, Part
from gestae.record.places import Place
from gestae.sources.text import document_from_text

CASES = tomllib.loads((Path(__file__).parent / "cases" / "relations.toml").read_text(encoding="utf-8"))["case"]

pytestmark = pytest.mark.models


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser()


@dataclass
class FakeMention:
    actor: str
    place: int
    start: int
    end: int
    first: int
    last: int
    interval: DateInterval | None = None


@dataclass
class FakeMentions:
    """Mentions by token, as actors, places and dates."""

    by_token: dict[int, FakeMention] = field(default_factory=dict)
    items: tuple[Any, ...] = ()

    def at(self, token_index: int, /) -> FakeMention | None:
        return self.by_token.get(token_index)

    def office(self, actor_id: str, /) -> str:
        return ""

    def in_sentence(self, index: int, /) -> tuple[FakeMention, ...]:
        return tuple({id(mention): mention for mention in self.by_token.values()}.values())


def mentions_of(reading: Reading, names: dict[str, Any]) -> FakeMentions:
    """A mention for each given name; longer names win."""
    found = FakeMentions()
    text = reading.document.text
    for number, name in enumerate(names):
        start = text.index(name)
        end = start + len(name)
        inside = [token.index for token in reading.tokens if token.start >= start and token.end <= end]
        interval = None
        if isinstance(names[name], list):
            interval = DateInterval(names[name][0], names[name][1], "year", name)
        actor = names[name] if isinstance(names[name], str) else ""
        mention = FakeMention(actor, number, start, end, inside[0], inside[-1] + 1, interval)
        found.by_token.update(dict.fromkeys(inside, mention))
    return found


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_case(case: dict[str, Any], parser: Parser) -> None:
    text = case["text"]
    document = Document(id="d1", sha256="", text=text, parts=(Part("paragraph", 0, len(text)),))
    reading = parser.parse(document)
    actors = mentions_of(reading, case["actors"])
    people, states = case.get("people", {}), case.get("states", {})
    actors.items = tuple(
        [Actor(id=name, name=name, kind="person", country=country, evidence=()) for name, country in people.items()]
        + [Actor(id=name, name=name, kind="state", country=country, evidence=()) for name, country in states.items()]
    )
    places = mentions_of(reading, case.get("places", {}))
    places.items = tuple(
        Place(id=place, name=name, kind="base", precision="site", evidence=())
        for name, place in case.get("places", {}).items()
    )
    dates = mentions_of(reading, case.get("dates", {}))
    found = find_relations(reading, actors=actors, places=places, dates=dates, ties=load_ties())
    for relation in found:
        assert relation.text in text
        assert all(piece.text == text[piece.start : piece.end] for piece in relation.evidence)
        assert {"from", "to", "relation"} <= {piece.role for piece in relation.evidence}
    rows = [{key: getattr(item, key) for key in want} for item, want in zip(found, case["relations"], strict=False)]
    assert rows == case["relations"]
    assert len(found) == len(case["relations"])


@pytest.mark.models
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Poland raised its alert, government spokesman Jan Kowal told reporters.", ("Jan Kowal", "Poland")),
        ("NATO ambassadors met. Secretary General Jens Stoltenberg spoke.", ("Jens Stoltenberg", "North Atlantic")),
        ("In Kyiv, a man was killed, Mayor Vitali Klitschko said.", ("Vitali Klitschko", "Kyiv")),
        ("Iraqi opposition leader Omar Saleh left.", None),
        ("Members of a religious group prayed.", None),
        ("The group's leaders met in Lima.", None),
    ],
)
def test_an_office_finds_its_owner(text: str, expected: tuple[str, str] | None, reader: Reader) -> None:
    record = reader(document_from_text(text, name="x.txt", published="2022-11-15"))
    names = {actor.id: actor.name for actor in record.actors} | {place.id: place.name for place in record.places}
    found = [(names[relation.source], names[relation.target]) for relation in record.relations]
    if expected is None:
        assert found == []
    else:
        assert len(found) == 1
        assert found[0][0] == expected[0]
        assert found[0][1].startswith(expected[1])
