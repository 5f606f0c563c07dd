"""Which event a casualty figure or a market move belongs to: little reports of ours."""

from __future__ import annotations

from typing import Any, NamedTuple

import pytest

from gestae.reader import Reader
from gestae.record.record import Record
from gestae.sources.text import document_from_text

pytestmark = pytest.mark.models


class Case(NamedTuple):
    """A text, and each of its tolls as "effect status: first trigger word of the event", "-" for none."""

    name: str
    text: str
    tolls: tuple[str, ...]
    fails: str = ""


CASES = (
    Case(
        "same clause",
        "Israeli jets bombed a depot near Homs on Monday, killing four soldiers.",
        ("killed reported: bombed",),
    ),
    Case(
        "next sentence",
        "Turkish jets bombed a market in Dohuk on Wednesday. Nobody was hurt, officials said.",
        ("injured none: bombed",),
    ),
    Case(
        "none announced, next sentence",
        "Kenyan forces attacked a Shabab camp near Baidoa on Friday. Kenya has announced no casualties.",
        ("killed none: attacked",),
    ),
    Case(
        "a figure after the deed",
        "A bomb exploded at a mosque in Peshawar on Monday. The hospital counted 84 dead.",
        ("killed reported: exploded",),
    ),
    Case(
        "past a meeting told in between",
        "A bomb exploded at a mosque in Peshawar on Monday. Ministers met in Islamabad. The hospital counted 84 dead.",
        ("killed reported: exploded",),
    ),
    Case(
        "arrests",
        "Police arrested 30 students in Kampala on Monday.",
        ("captured reported: arrested",),
    ),
    Case(
        "each figure to its own strike",
        "A car bomb killed six soldiers in Bogota on Tuesday. A grenade killed two priests in Cali on Wednesday.",
        ("killed reported: car bomb", "killed reported: grenade"),
        fails="a grenade as subject is a means, the verb is the trigger",
    ),
    Case(
        "talks kill nobody",
        "Ghana held talks with Togo on Monday. Nine people died on the roads of Accra.",
        ("killed reported: -",),
    ),
    Case(
        "a strike that did not happen has no dead",
        "Rebels threatened to bomb the port of Aden. In the city nine people died in a storm.",
        ("killed reported: -",),
    ),
)


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


def _words(record: Record) -> dict[str | None, str]:
    words: dict[str | None, str] = {None: "-"}
    for event in record.events:
        words[event.id] = next(item.text for item in event.evidence if item.role == "trigger")
    return words


@pytest.mark.parametrize("case", _parameters())
def test_tolls(case: Case, reader: Reader) -> None:
    record = _record(reader, case.text)
    words = _words(record)
    assert tuple(f"{toll.effect} {toll.status}: {words[toll.event]}" for toll in record.tolls) == case.tolls


def test_a_toll_takes_the_date_of_its_event(reader: Reader) -> None:
    record = _record(reader, "A bomb exploded at a mosque in Peshawar on Monday. The hospital counted 84 dead.")
    (toll,) = record.tolls
    assert toll.date is not None
    assert toll.date.start == "2020-01-06"


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("Stocks in Karachi fell 3 percent after India bombed a camp near Balakot.", "bombed"),
        ("Oil rose 4 percent on Monday after drones hit a refinery near Jizan.", "hit"),
        ("Gold rose 2 percent because of the invasion of Kuwait by Iraq.", "invasion"),
        ("Shares in Seoul fell 2 percent on Thursday. Investors had been waiting for figures on exports.", "-"),
        ("Shares in Lima fell 2 percent. Peru expelled the Bolivian ambassador on Monday.", "-"),
    ],
)
def test_moves(text: str, cause: str, lexicon_reader: Reader) -> None:
    # the judge gives "hit" beside a market's rise no more than even odds of being an attack
    record = _record(lexicon_reader, text)
    words = _words(record)
    assert [words[move.cause] for move in record.market_moves] == [cause]


def test_a_threat_moves_markets_but_is_no_deed(reader: Reader) -> None:
    record = _record(reader, "Oil rose 4 percent on fears that Iran will attack tankers in the strait.")
    happened = {event.id for event in record.events if event.modality in {"actual", "attempted"}}
    assert {move.cause for move in record.market_moves} <= {None, *happened}


def test_one_people_named_twice_by_one_word_is_one_toll(reader: Reader) -> None:
    record = reader(document_from_text("killed Iran p.m. Iran", name="twice"))
    assert [toll.who for toll in record.tolls] == ["Iran"]
    assert len({toll.id for toll in record.tolls}) == len(record.tolls)
