"""Noun phrases coded from their words."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from gestae.knowledge.actors import load_known_actors
from gestae.resolving.who.actor_phrases import code_phrase
from gestae.resolving.who.actor_words import find_hits, phrase_words

CASES = tomllib.loads((Path(__file__).parent / "cases" / "actor_phrases.toml").read_text(encoding="utf-8"))["phrase"]


@dataclass(frozen=True)
class City:
    name: str
    country: str
    population: int


class Cities:
    def find(self, name: str) -> tuple[City, ...]:
        return {"Tarapoto": (City("Tarapoto", "PER", 144_000),)}.get(name, ())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"])
def test_phrase_is_coded_from_its_words(case: dict[str, Any]) -> None:
    code = code_phrase(case["text"], date="2020-01-08", known=load_known_actors())
    for field in set(case) - {"text"}:
        assert getattr(code, field) == case[field], code


def test_cities_say_the_country() -> None:
    known = load_known_actors()
    code = code_phrase("Tarapoto police", date=None, known=known, places=Cities())
    assert (code.country, code.sector) == ("PER", "COP")
    city = code_phrase("Tarapoto", date=None, known=known, places=Cities())
    assert (city.country, city.sector, city.kind) == ("PER", "CVL", "population")


def test_a_hint_decides_the_country() -> None:
    code = code_phrase("the National Guard", date=None, known=load_known_actors(), country="Cyprus")
    assert (code.country, code.sector) == ("CYP", "MIL")


def test_particles_stay_inside_unknown_names() -> None:
    words = phrase_words("Hassan el Foo of the ministry")
    hits = find_hits(words, load_known_actors())
    assert [(hit.first, hit.last) for hit in hits if hit.role is None] == [(0, 3)]


@pytest.mark.parametrize("text", ["", " ", "—", "…", "12", "’s", "the", "a" * 5000, "\u202e\u0000x"])
def test_odd_text_is_nobody(text: str) -> None:
    assert code_phrase(text, date=None, known=load_known_actors()).none
