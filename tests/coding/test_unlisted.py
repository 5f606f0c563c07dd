"""Parties that no list knows: only where a slot of the event and the judge agree."""

from __future__ import annotations

import pytest

from gestae.coding.choosing import find_triggers
from gestae.coding.nominal import NominalArguments
from gestae.coding.parties import PartyFinder
from gestae.coding.unlisted import unlisted_parties
from gestae.reader import Reader
from gestae.resolving.when.dates import resolve_dates
from gestae.resolving.where.places import resolve_places
from gestae.resolving.who.actors import resolve_actors
from gestae.sources.text import document_from_text

from .opinion import Opinion

pytestmark = pytest.mark.models


def seen(reader: Reader, text: str, **shares: tuple[float, float]) -> list[str]:
    known = reader.knowledge
    reading = reader.parse(document_from_text(text, name="test", published="2012-05-04"))
    places = resolve_places(reading, gazetteer=known.gazetteer)
    dates = resolve_dates(reading, published="2012-05-04", places=places)
    actors = resolve_actors(reading, known=known.actors, places=places, published="2012-05-04")
    nouns = unlisted_parties(
        reading,
        find_triggers(reading, actors=actors, lexicon=known.events),
        actors=actors,
        places=places,
        finder=PartyFinder(reading, actors=actors, places=places, lexicon=known.events),
        nominal=NominalArguments(reading, actors=actors, dates=dates, lexicon=known.events),
        modality=known.events.modality,
        judgements=Opinion(shares, otherwise=(0.0, 0.0)),
    )
    return [noun.text for noun in nouns]


@pytest.mark.parametrize(
    ("text", "shares", "expected"),
    [
        ("Rebels blew up six power transmission towers.", {"towers": (0.0, 0.8)}, ["towers"]),
        ("The attack on the granary killed two soldiers.", {"granary": (0.0, 0.8)}, ["granary"]),
        ("Rebels blew up six power transmission towers.", {"towers": (0.0, 0.2)}, []),
        # the judge alone is not enough: no slot of "attacked" holds the granary
        ("Rebels who had slept in a granary attacked soldiers.", {"granary": (0.0, 0.9)}, []),
        # what is only supposed names nobody in particular
        ("Rebels might attack the granary.", {"granary": (0.0, 0.9)}, []),
        # a known actor, a place that is hardly hit, a weapon and a pronoun are none of these
        ("Rebels attacked the army.", {"army": (0.0, 0.9), "Rebels": (0.9, 0.0)}, []),
        ("Rebels shelled Kharkiv on Friday.", {"Kharkiv": (0.0, 0.4)}, []),
        # the name of an actor whose short name follows in brackets
        ("Rebels attacked the Meadow (FMLN) on Friday.", {"Meadow": (0.0, 0.9)}, []),
        ("Rebels attacked the Meadow on Friday.", {"Meadow": (0.0, 0.9)}, ["Meadow"]),
        # a place that was hit stands for its state
        ("Rebels shelled Kharkiv on Friday.", {"Kharkiv": (0.0, 0.9)}, ["Kharkiv"]),
        ("A bomb killed two soldiers.", {"bomb": (0.9, 0.0)}, []),
        ("Rebels attacked it.", {"it": (0.0, 0.9)}, []),
    ],
)
def test_slot_and_judge_must_agree(
    reader: Reader, text: str, shares: dict[str, tuple[float, float]], expected: list[str]
) -> None:
    assert seen(reader, text, **shares) == expected


def test_the_record_holds_them(reader: Reader) -> None:
    text = "Rebels destroyed six power transmission towers in Colombia on Friday."
    record = reader(document_from_text(text, name="test", published="2012-05-05"))
    names = {actor.id: actor.name for actor in record.actors}
    (event,) = record.events
    assert [names[party] for party in event.recipients] == ["power transmission towers"]
