"""Parties after the judge: what it rules out is gone, an empty side is filled with what it is sure of."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from gestae.coding.parties import Party
from gestae.coding.weighing import Weigher, weigher
from gestae.judging.judge import Roles, Verdict
from gestae.reader import Reader
from gestae.reading.tokens import Reading, Token
from gestae.resolving.who.actors import Actors, resolve_actors
from gestae.sources.text import document_from_text

pytestmark = pytest.mark.models
TEXT = "Rebels attacked Kenyan soldiers, Somalia said, and the soldiers withdrew."


@dataclass
class Opinion:
    """A judge that says what a test wants: shares of (actor, recipient) by the party's word."""

    shares: dict[str, tuple[float, float]] = field(default_factory=dict)

    def verdict(self, token: Token) -> Verdict | None:
        return None

    def roles(self, trigger: Token, party: Token) -> Roles | None:
        return Roles(*self.shares.get(party.text, (0.3, 0.3)))

    def likeness(self, one: Token, other: Token) -> float:
        return 0.0


def asked(reader: Reader, **shares: tuple[float, float]) -> tuple[Reading, Actors, Weigher]:
    reading = reader.parse(document_from_text(TEXT, name="test", published="2015-06-17"))
    actors = resolve_actors(reading, known=reader.knowledge.actors, published="2015-06-17")
    return reading, actors, weigher(reading, actors, Opinion(shares))


def party(reading: Reading, actors: Actors, word: str) -> Party:
    token = next(token for token in reading.tokens if token.text == word)
    mention = actors.at(token.index)
    assert mention is not None
    return Party(mention.start, mention.end, mention.actor)


def trigger(reading: Reading) -> Token:
    return next(token for token in reading.tokens if token.text == "attacked")


def test_nothing_is_changed_where_the_judge_has_no_strong_view(reader: Reader) -> None:
    reading, actors, weigh = asked(reader)
    rebels, soldiers = party(reading, actors, "Rebels"), party(reading, actors, "soldiers")
    assert weigh.weighed(trigger(reading), (rebels,), (soldiers,)) == ((rebels,), (soldiers,))


def test_a_party_without_a_role_is_taken_out(reader: Reader) -> None:
    reading, actors, weigh = asked(reader, Somalia=(0.01, 0.02), Rebels=(0.9, 0.0))
    somalia, rebels = party(reading, actors, "Somalia"), party(reading, actors, "Rebels")
    assert weigh.weighed(trigger(reading), tuple(sorted((rebels, somalia))), ())[0] == (rebels,)


def test_a_party_in_the_wrong_role_changes_sides(reader: Reader) -> None:
    reading, actors, weigh = asked(reader, Rebels=(0.9, 0.05))
    rebels = party(reading, actors, "Rebels")
    assert weigh.weighed(trigger(reading), (), (rebels,)) == ((rebels,), ())


def test_an_empty_side_is_filled_only_with_what_is_sure(reader: Reader) -> None:
    reading, actors, weigh = asked(reader, Rebels=(0.9, 0.05), soldiers=(0.05, 0.4))
    assert weigh.weighed(trigger(reading), (), ()) == ((party(reading, actors, "Rebels"),), ())


def test_a_side_that_the_frame_filled_is_left_as_it_is(reader: Reader) -> None:
    reading, actors, weigh = asked(reader, Rebels=(0.9, 0.05), Somalia=(0.8, 0.0))
    rebels = party(reading, actors, "Rebels")
    assert weigh.weighed(trigger(reading), (rebels,), ())[0] == (rebels,)


def test_the_subject_of_an_active_verb_acts_whatever_the_judge_says(lexicon_reader: Reader) -> None:
    reading, actors, weigh = asked(lexicon_reader, Rebels=(0.03, 0.97))
    rebels = party(reading, actors, "Rebels")
    doers, undergoers = weigh.weighed(trigger(reading), (rebels,), ())
    assert doers == (rebels,)
    assert rebels not in undergoers


def test_what_the_judge_sees_in_no_role_is_out_even_as_subject(lexicon_reader: Reader) -> None:
    reading, actors, weigh = asked(lexicon_reader, Rebels=(0.03, 0.02))
    doers, _ = weigh.weighed(trigger(reading), (party(reading, actors, "Rebels"),), ())
    assert doers == ()


def test_who_clearly_undergoes_is_no_partner(lexicon_reader: Reader) -> None:
    reading, actors, weigh = asked(lexicon_reader, soldiers=(0.05, 0.9))
    assert weigh.undergoes(trigger(reading), party(reading, actors, "soldiers"))
    assert not weigh.undergoes(trigger(reading), party(reading, actors, "Rebels"))
