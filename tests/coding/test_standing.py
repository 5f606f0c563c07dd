"""Rules and judge together on whether it happened: who outweighs whom."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from gestae.coding.choosing import find_triggers
from gestae.coding.standing import standing_of
from gestae.reader import Reader
from gestae.record.events import Modality
from gestae.resolving.who.actors import resolve_actors
from gestae.sources.text import document_from_text

from .opinion import Opinion

pytestmark = pytest.mark.models
ACTUAL: Mapping[Modality, float] = {"actual": 0.95, "planned": 0.05}
PLANNED: Mapping[Modality, float] = {"actual": 0.1, "planned": 0.9}
TORN: Mapping[Modality, float] = {"actual": 0.5, "planned": 0.5}


@pytest.mark.parametrize(
    ("text", "word", "shares", "expected"),
    [
        ("Rebels attacked the army in Goma.", "attacked", {}, "actual"),
        ("Rebels attacked the army in Goma.", "attacked", TORN, "actual"),
        ("Rebels attacked the army in Goma.", "attacked", PLANNED, "planned"),
        # the army wants to clear it up, nobody wants it done
        ("The army seeks to clear up the killing of two Kenyan soldiers.", "killing", ACTUAL, "actual"),
        ("The army seeks to clear up the killing of two Kenyan soldiers.", "killing", TORN, "planned"),
        # the very word that governs it, or that stands at it, is never outweighed
        ("Kenya is plotting the killing of two Ugandan soldiers.", "killing", ACTUAL, "planned"),
        ("Rebels will attack the army in Goma.", "attack", ACTUAL, "expected"),
        ("Rebels did not attack the army in Goma.", "attack", ACTUAL, "negated"),
    ],
)
def test_who_outweighs_whom(
    lexicon_reader: Reader, text: str, word: str, shares: Mapping[Modality, float], expected: str
) -> None:
    known = lexicon_reader.knowledge
    reading = lexicon_reader.parse(document_from_text(text, name="test", published="2012-05-04"))
    actors = resolve_actors(reading, known=known.actors, published="2012-05-04")
    (trigger,) = [t for t in find_triggers(reading, actors=actors, lexicon=known.events) if t.token.text == word]
    found = standing_of(reading, trigger, known.events.modality, Opinion(modalities=shares) if shares else None)
    assert found.modality == expected
