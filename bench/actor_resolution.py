"""Adapter: actor-resolution over `gestae.resolving.who.actor_phrases.code_phrase`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from gestae.knowledge.actors import load_known_actors
from gestae.knowledge.gazetteer import load_gazetteer
from gestae.resolving.who.actor_phrases import code_phrase

# No score of another system is published; the expectations are those of the author of NGEC for his own.


def predict(items: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Country, sector and canonical name of each mention at its date."""
    known, places = load_known_actors(), load_gazetteer()
    for item in items:
        code = code_phrase(item["text"], date=item["date"], known=known, places=places, country=item["context"])
        yield {
            "id": item["id"],
            "country": code.country,
            "sector": code.sector,
            "sector2": code.sector2,
            "name": code.name,
            "none": code.none,
        }
