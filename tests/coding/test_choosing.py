"""Lexicon and judge together: which words tell an event, and of which type."""

from __future__ import annotations

import pytest

from gestae.coding.choosing import Chooser, find_triggers
from gestae.coding.triggers import TriggerFinder
from gestae.judging.judge import NONE, Verdict
from gestae.judging.weights import choice
from gestae.reader import Reader
from gestae.resolving.who.actors import resolve_actors
from gestae.sources.text import document_from_text

from .opinion import Opinion

pytestmark = pytest.mark.models


def told(kind: str, share: float) -> Verdict:
    """A verdict that gives a type a share and none the rest."""
    return Verdict({NONE: 1.0 - share, kind: share})


def chosen(reader: Reader, text: str, **verdicts: Verdict) -> list[tuple[str, str]]:
    known = reader.knowledge
    reading = reader.parse(document_from_text(text, name="test", published="2012-05-04"))
    actors = resolve_actors(reading, known=known.actors, published="2012-05-04")
    opinion = Opinion(verdicts={"": told("AID", 0.0), **verdicts})
    found = find_triggers(reading, actors=actors, lexicon=known.events, judgements=opinion)
    return [(trigger.token.text, trigger.frame.type) for trigger in found]


HIT = "Ugandan rebels hit a barracks of the Kenyan army."


def test_the_judge_refuses_and_accepts_what_the_lexicon_allows(reader: Reader) -> None:
    assert chosen(reader, HIT, hit=told("ASSAULT", 0.02)) == []
    assert chosen(reader, HIT, hit=told("ASSAULT", 0.98)) == [("hit", "ASSAULT")]


def test_where_nobody_judges_no_word_tells(reader: Reader) -> None:
    assert chosen(reader, HIT) == []


def test_a_type_that_the_lexicon_does_not_know_the_word_by_is_never_taken(reader: Reader) -> None:
    assert ("hit", "AID") not in chosen(reader, HIT, hit=told("AID", 0.99))


def test_conditions_are_waived_only_for_a_judge_who_is_sure(reader: Reader) -> None:
    # "cut" asks for ties, aid, supplies and the like
    text = "Uganda cut the ropes of Kenya."
    assert chosen(reader, text, cut=told("SANCTION", 0.5)) == []
    assert chosen(reader, text, cut=told("SANCTION", 0.99)) == [("cut", "SANCTION")]


def test_the_likelihood_is_the_weighed_share_and_no_less_than_the_threshold(reader: Reader) -> None:
    known = reader.knowledge
    reading = reader.parse(document_from_text(HIT, name="test", published="2012-05-04"))
    actors = resolve_actors(reading, known=known.actors, published="2012-05-04")
    finder = TriggerFinder(reading, actors, known.events)
    chooser = Chooser(reading, actors, finder, Opinion(verdicts={"hit": told("ASSAULT", 0.98)}))
    (trigger,) = chooser.chosen()
    shares = [choice()(features) for token in reading.tokens for _, features in chooser.candidates(token)]
    assert trigger.likelihood == max(shares) >= choice().threshold


def test_a_surer_judge_never_makes_a_type_less_likely(reader: Reader) -> None:
    known = reader.knowledge
    reading = reader.parse(document_from_text(HIT, name="test", published="2012-05-04"))
    actors = resolve_actors(reading, known=known.actors, published="2012-05-04")
    finder = TriggerFinder(reading, actors, known.events)
    shares: list[float] = []
    for share in (0.05, 0.3, 0.6, 0.9, 0.99):
        chooser = Chooser(reading, actors, finder, Opinion(verdicts={"hit": told("ASSAULT", share)}))
        shares.extend(choice()(features) for token in reading.tokens for _, features in chooser.candidates(token))
    assert len(shares) == 5
    assert shares == sorted(shares)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("The Kenyan army and the Ugandan police said that they had no information.", False),
        ("The Kenyan army and the Kenyan government discussed the ropes of a bridge.", False),
        ("The Kenyan army and the Ugandan police discussed the ropes of a bridge.", True),
        ("The Kenyan army and the Kenyan police broke up the ropes of a bridge.", True),
    ],
)
def test_the_judge_is_asked_only_where_a_verb_may_tell_something(reader: Reader, text: str, asked: bool) -> None:
    known = reader.knowledge
    reading = reader.parse(document_from_text(f"It rained in May. It rained in June. {text}", name="test"))
    actors = resolve_actors(reading, known=known.actors, published="2012-05-04")
    chooser = Chooser(reading, actors, TriggerFinder(reading, actors, known.events), Opinion())
    last = len(reading.sentences) - 1
    assert last in chooser.dense and not {trigger.token.sentence for trigger in chooser.sure.values()}
    assert (last in chooser.asked) == asked
