"""Parties after the judge: what it rules out is gone, an empty side is filled with what it is sure of."""

from __future__ import annotations

import pytest

from gestae.coding.parties import Party
from gestae.coding.weighing import Weigher, weigher
from gestae.reader import Reader
from gestae.reading.tokens import Reading, Token
from gestae.resolving.who.actors import Actors, resolve_actors
from gestae.sources.text import document_from_text

from .opinion import Opinion

pytestmark = pytest.mark.models
TEXT = "Rebels attacked Kenyan soldiers, Somalia said, and the soldiers withdrew."


def asked(reader: Reader, text: str = TEXT, /, **shares: tuple[float, float]) -> tuple[Reading, Actors, Weigher]:
    reading = reader.parse(document_from_text(text, name="test", published="2015-06-17"))
    actors = resolve_actors(reading, known=reader.knowledge.actors, published="2015-06-17")
    return reading, actors, weigher(reading, actors, Opinion(shares))


def party(reading: Reading, actors: Actors, word: str) -> Party:
    token = next(token for token in reading.tokens if token.text == word)
    mention = actors.at(token.index)
    assert mention is not None
    return Party(mention.start, mention.end, mention.actor)


def trigger(reading: Reading, word: str = "attacked") -> Token:
    return next(token for token in reading.tokens if token.text == word)


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


def test_who_is_listed_beside_a_party_is_one_where_the_judge_gives_him_a_share(lexicon_reader: Reader) -> None:
    text = "Israel and Egypt, which have blockaded Gaza for years, met Turkey."
    reading, actors, weigh = asked(lexicon_reader, text, Israel=(0.4, 0.0), Egypt=(0.4, 0.0), Turkey=(0.4, 0.0))
    israel, egypt = party(reading, actors, "Israel"), party(reading, actors, "Egypt")
    assert weigh.weighed(trigger(reading, "blockaded"), (israel,), ())[0] == (israel, egypt)


def test_who_is_listed_without_a_share_is_none(lexicon_reader: Reader) -> None:
    text = "Israel and Egypt, which have blockaded Gaza for years, met Turkey."
    reading, actors, weigh = asked(lexicon_reader, text, Israel=(0.4, 0.0), Egypt=(0.1, 0.0))
    israel = party(reading, actors, "Israel")
    assert weigh.weighed(trigger(reading, "blockaded"), (israel,), ())[0] == (israel,)


def test_a_meeting_of_one_is_filled_and_an_attack_by_one_is_not(lexicon_reader: Reader) -> None:
    text = "Israel sent envoys for talks with Hamas."
    reading, actors, weigh = asked(lexicon_reader, text, Israel=(0.95, 0.0), Hamas=(0.9, 0.0))
    israel, hamas = party(reading, actors, "Israel"), party(reading, actors, "Hamas")
    assert weigh.weighed(trigger(reading, "talks"), (hamas,), (), mutual=True)[0] == (israel, hamas)
    assert weigh.weighed(trigger(reading, "talks"), (hamas,), ())[0] == (hamas,)


def test_who_is_blamed_in_so_many_words_is_not_ruled_out(lexicon_reader: Reader) -> None:
    text = "There were several attacks on tankers blamed on Iran."
    reading, actors, weigh = asked(lexicon_reader, text, Iran=(0.01, 0.5))
    iran = party(reading, actors, "Iran")
    assert weigh.weighed(trigger(reading, "attacks"), (iran,), ())[0] == (iran,)
