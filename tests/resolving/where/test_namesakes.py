"""Namesakes and what only looks like a place, against a table of sentences."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from gestae.resolving.where.outlets import outlet_of
from gestae.resolving.where.places import Places, resolve_places

from .test_places import document, gazetteer, parser

CASES = Path(__file__).parent / "cases" / "namesakes.toml"


def _cases() -> list[dict[str, Any]]:
    return list(tomllib.loads(CASES.read_text(encoding="utf-8"))["case"])


def _named(text: str, places: Places) -> dict[str, set[str]]:
    """The words of each mention with the countries, and country/region, that it was taken for."""
    found: dict[str, set[str]] = {}
    for mention in places.mentions:
        place = places.items[mention.place]
        words = text[mention.start : mention.end]
        found.setdefault(words, set()).update({str(place.country), f"{place.country}/{place.admin1}"})
    return found


@pytest.mark.models
@pytest.mark.parametrize("case", _cases(), ids=lambda case: case["text"][:60])
def test_places_of_a_sentence(case: dict[str, Any]) -> None:
    text = case["text"]
    places = resolve_places(parser().parse(document(text, url=case.get("url"))), gazetteer=gazetteer())
    named = _named(text, places)
    for words, country in case.get("places", {}).items():
        assert country in named.get(words, set()), named
    for words in case.get("none", ()):
        assert words not in named, named
    located = {text[mention.start : mention.end] for mention in places.mentions if mention.locative}
    assert set(case.get("there", ())) <= located
    assert not set(case.get("acting", ())) & located


def test_outlets_of_the_world() -> None:
    worldly = {"https://www.reuters.com/world/1": True, "https://www.lebanondemocrat.com/1": False}
    for url, world in worldly.items():
        assert outlet_of(document("text", url=url), gazetteer()).world is world
    assert outlet_of(document("text"), gazetteer()).world
