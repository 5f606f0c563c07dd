"""Actors that coding adds: what they are called, whom a surname goes to, one actor for one wording."""

from __future__ import annotations

import pytest

from gestae.reader import Reader
from gestae.reading.tokens import Reading, Token
from gestae.resolving.where.places import resolve_places
from gestae.resolving.who.actors import Actors, resolve_actors
from gestae.resolving.who.unlisted import with_unlisted
from gestae.sources.text import document_from_text

pytestmark = pytest.mark.models
DAY = "2012-05-04"


def words_of(reading: Reading, *words: str) -> list[Token]:
    return [token for token in reading.tokens if token.text in words]


def extended(reader: Reader, text: str, *words: str) -> tuple[Reading, Actors, Actors]:
    reading = reader.parse(document_from_text(text, name="test", published=DAY))
    before = resolve_actors(reading, known=reader.knowledge.actors, published=DAY)
    nouns = words_of(reading, *words)
    return reading, before, with_unlisted(before, nouns, reading, known=reader.knowledge.actors, published=DAY)


def test_a_thing_is_called_by_its_whole_noun_phrase(reader: Reader) -> None:
    _, before, after = extended(reader, "Rebels blew up six power transmission towers on Friday.", "towers")
    (new,) = [actor for actor in after.items if actor.id not in {old.id for old in before.items}]
    assert new.name == "power transmission towers"
    assert new.kind == "unknown"
    assert [quote.text for quote in new.evidence] == ["power transmission towers"]


def test_nouns_of_one_wording_are_one_actor(reader: Reader) -> None:
    text = "Troops shelled the granary. Later in the day, the rebels burned the granary down."
    reading, before, after = extended(reader, text, "granary")
    (new,) = [actor for actor in after.items if actor.id not in {old.id for old in before.items}]
    assert len(new.evidence) == 2
    for token in words_of(reading, "granary"):
        mention = after.at(token.index)
        assert mention is not None and mention.actor == new.id


def test_a_surname_goes_to_the_one_person_who_bears_it(reader: Reader) -> None:
    text = "Colonel Guillermo Obregon Wexford was tried on Monday. Two lieutenants named Wexford as the man in command."
    reading, before, after = extended(reader, text, "Wexford")
    bearer = next(actor for actor in before.items if actor.name.endswith("Wexford"))
    last = after.at(words_of(reading, "Wexford")[-1].index)
    assert last is not None and last.actor == bearer.id


def test_actors_stand_in_the_order_of_the_text_and_offices_stay(reader: Reader) -> None:
    text = "A granary was hit before Angela Merkel, the German chancellor, spoke with Vladimir Putin."
    reading, before, after = extended(reader, text, "granary")
    starts = [actor.evidence[0].start for actor in after.items]
    assert starts == sorted(starts) and len(after.items) == len(before.items) + 1
    for actor in before.items:
        assert after.office(actor.id) == before.office(actor.id)
        assert after.by_id(actor.id).name == actor.name
    assert all(
        quote.text == reading.document.text[quote.start : quote.end] for a in after.items for quote in a.evidence
    )


def test_a_noun_that_is_a_mention_already_is_left_alone(reader: Reader) -> None:
    _, before, after = extended(reader, "Rebels attacked the army.", "Rebels", "army")
    assert after is before


def test_a_place_stands_for_the_state_it_lies_in(reader: Reader) -> None:
    known = reader.knowledge
    text = "The envoy arrived in Amman. Later he left Amman for Irbid."
    reading = reader.parse(document_from_text(text, name="test", published=DAY))
    places = resolve_places(reading, gazetteer=known.gazetteer)
    before = resolve_actors(reading, known=known.actors, places=places, published=DAY)
    nouns = words_of(reading, "Amman", "Irbid")
    after = with_unlisted(before, nouns, reading, known=known.actors, places=places, published=DAY)
    (jordan,) = [actor for actor in after.items if actor.country == "JOR" and actor.kind == "state"]
    assert jordan.name == "Jordan"
    assert [quote.text for quote in jordan.evidence] == ["Amman", "Amman", "Irbid"]
