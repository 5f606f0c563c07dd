"""What was done in answer to what: little reports of ours, and nothing linked where nothing is said."""

from __future__ import annotations

from typing import Any, NamedTuple

import pytest

from gestae.errors import KnowledgeError
from gestae.lexicon.answers import LinkWords, load_link_words
from gestae.reader import Reader
from gestae.record.record import Record
from gestae.sources.text import document_from_text

pytestmark = pytest.mark.models


@pytest.fixture(scope="module")
def reader(lexicon_reader: Reader) -> Reader:
    """The rules alone; the whole is tested in test_events.py, tests/documents and tests/quality."""
    return lexicon_reader


class Case(NamedTuple):
    """A text, and the links it states: "later relation earlier", events by their first trigger word."""

    name: str
    text: str
    links: tuple[str, ...]
    fails: str = ""


CASES = (
    Case(
        "in retaliation for",
        "Pakistan bombed two villages in Khost on Monday in retaliation for an ambush that killed seven soldiers.",
        ("bombed retaliation_for ambush",),
    ),
    Case(
        "in response to",
        "Ankara shelled Kurdish positions in response to a mortar attack on Kilis.",
        ("shelled response_to mortar attack",),
    ),
    Case(
        "after, a clause",
        "Thousands marched in Quito after police shot two students.",
        ("marched follows shot",),
    ),
    Case(
        "came after",
        "The bombing of the camp by Kenyan jets came after Somali gunmen abducted two nurses.",
        ("bombing follows abducted",),
    ),
    Case(
        "noun came after noun of the same frame",
        "Mali expelled the French ambassador on Monday. The expulsion came after France accused the junta of theft.",
        ("expelled follows accused",),
        ),
    Case(
        "over",
        "Ottawa imposed sanctions on the generals in Naypyidaw over the killing of protesters.",
        ("imposed response_to killing",),
    ),
    Case(
        "followed",
        "The kidnapping of a Spanish priest followed a police raid on the gang's farm in Sinaloa.",
        ("kidnapping follows police raid",),
    ),
    Case(
        "triggered",
        "The arrest of the mayor triggered protests in Istanbul.",
        ("protests caused_by arrest",),
    ),
    Case(
        "because of",
        "Norway recalled its ambassador from Tehran because of the execution of a Norwegian journalist.",
        ("recalled caused_by execution",),
        fails="the noun hangs on \"because\", and only what hangs on \"of\" is looked at",
    ),
    Case(
        "avenged",
        "The bombing of the barracks by Syrian rebels avenged the killing of a commander.",
        ("bombing retaliation_for killing",),
        ),
    Case(
        "in retaliation, without a noun",
        "Moscow expelled ten Czech diplomats. Prague expelled ten Russian diplomats in retaliation.",
        ("expelled retaliation_for expelled",),
    ),
    Case(
        "in response, next sentence",
        "Shells from Syria fell on Akcakale on Wednesday. In response Turkey bombed targets near Raqqa.",
        ("bombed response_to fell",),
        fails="shells that \"fell on\" a town tell no event",
    ),
    Case(
        "two events of one day",
        "Chad attacked rebels near Abeche on Monday. Ghana held talks with Togo in Lome on Monday.",
        (),
    ),
    Case(
        "one after the other in the text",
        "Uganda arrested an opposition leader on Sunday. Peru expelled the Venezuelan ambassador.",
        (),
    ),
    Case(
        "after a time, not an event",
        "Nepal released 30 rebels after three years. After midnight the army shelled a ridge.",
        (),
    ),
    Case(
        "over a place, not an event",
        "Russian jets bombed a column over the weekend. Turkish jets bombed a depot.",
        (),
    ),
)  # fmt: skip


def _parameters() -> list[Any]:
    return [
        pytest.param(
            case,
            id=case.name,
            marks=[pytest.mark.xfail(strict=True, raises=AssertionError, reason=case.fails)] if case.fails else [],
        )
        for case in CASES
    ]


def _record(reader: Reader, text: str) -> Record:
    return reader(document_from_text(text, name="case", published="2020-01-08"))


def _links(record: Record) -> tuple[str, ...]:
    words = {event.id: next(item.text for item in event.evidence if item.role == "trigger") for event in record.events}
    return tuple(f"{words[link.source]} {link.relation} {words[link.target]}" for link in record.links)


@pytest.mark.parametrize("case", _parameters())
def test_links(case: Case, reader: Reader) -> None:
    assert _links(_record(reader, case.text)) == case.links


def test_later_event_is_the_source(reader: Reader) -> None:
    record = _record(
        reader, "Moscow expelled ten Czech diplomats. Prague expelled ten Russian diplomats in retaliation."
    )
    (link,) = record.links
    first, second = record.events
    assert (link.source, link.target) == (second.id, first.id)


def test_a_link_quotes_the_words_that_say_so(reader: Reader) -> None:
    record = _record(reader, "Ankara shelled Kurdish positions in response to a mortar attack on Kilis.")
    assert [[item.text for item in link.evidence] for link in record.links] == [["in response to"]]


def test_the_stronger_phrase_stays(reader: Reader) -> None:
    text = (
        "Delhi bombed a camp near Balakot after a bomb attack on its police in Pulwama. "
        "Delhi said it bombed the camp near Balakot in retaliation for the bomb attack in Pulwama."
    )
    relations = {link.relation for link in _record(reader, text).links}
    assert relations == {"retaliation_for"}


def test_link_words_load() -> None:
    words: LinkWords = load_link_words()
    assert words.verbs["avenge"].relation == "retaliation_for"
    assert [phrase.words for phrase in words.phrases["in"]] == sorted(
        (phrase.words for phrase in words.phrases["in"]), key=len, reverse=True
    )


def test_unknown_relation_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    table = {"verb": [], "bare": [], "phrase": [{"words": ["vengeance for"], "relation": "revenge_of"}]}
    monkeypatch.setattr("gestae.lexicon.answers.read_toml", lambda source: table)
    with pytest.raises(KnowledgeError, match=r"links\.toml, .*vengeance for.*unknown relation revenge_of.*Known:"):
        load_link_words.__wrapped__()
