"""Claims that cannot both be right, within one report; and what only looks like a disagreement."""

from __future__ import annotations

from typing import Any, NamedTuple

import pytest

from gestae.reader import Reader
from gestae.record.record import Record
from gestae.sources.text import document_from_text

pytestmark = pytest.mark.models


class Case(NamedTuple):
    """A text, and what it disagrees about: "about: value | value"."""

    name: str
    text: str
    discrepancies: tuple[str, ...]
    fails: str = ""


CASES = (
    Case(
        "caption names another town",
        "NAIROBI (Wire) - Kenyan jets bombed a camp of the Shabab near Baidoa on Friday, the army said.\n\n"
        "Photo: Kenyan jets bombed a camp of the Shabab near Kismayo on Friday. (Wire)",
        ("place: Baidoa | Kismayo",),
    ),
    Case(
        "caption names the same town",
        "NAIROBI (Wire) - Kenyan jets bombed a camp of the Shabab near Baidoa on Friday, the army said.\n\n"
        "Photo: Kenyan jets bombed a camp of the Shabab near Baidoa on Friday. (Wire)",
        (),
    ),
    Case(
        "a day's difference in a caption is a time zone's",
        "NAIROBI (Wire) - Kenyan jets bombed a camp of the Shabab near Baidoa on Friday, the army said.\n\n"
        "Photo: Kenyan jets bombed a camp of the Shabab near Baidoa on Saturday. (Wire)",
        (),
    ),
    Case(
        "two strikes in two towns",
        "Kenyan jets bombed a camp near Baidoa on Friday. Kenyan jets bombed a camp near Kismayo on Sunday.",
        (),
    ),
    Case(
        "two tolls of one blast",
        "A bomb exploded in a mosque in Peshawar on Monday. The death toll stood at 20, police said. "
        "A rescue service put the death toll at 84.",
        ("number: 20 | 84",),
    ),
    Case(
        "two sources count the dead",
        "Gunmen attacked a mine near Zamfara on Tuesday. The government reported nine deaths. "
        "The union reported 24 deaths.",
        ("number: nine deaths | 24 deaths",),
    ),
    Case(
        "two sources count the same",
        "Gunmen attacked a mine near Zamfara on Tuesday. The government reported 24 deaths. "
        "The union reported 24 deaths.",
        (),
    ),
    Case(
        "bounds that meet",
        "Gunmen attacked a mine near Zamfara on Tuesday. The government reported at least nine deaths. "
        "The union reported 24 deaths.",
        (),
    ),
    Case(
        "dead and wounded are not the same figure",
        "A bomb exploded in a mosque in Peshawar on Monday. It killed nine people and wounded 24.",
        (),
    ),
    Case(
        "two figures, each with its verb",
        "A suicide bomber attacked a barracks in Bamako on Tuesday. The ministry said nine soldiers were killed. "
        "A doctor said 24 soldiers were killed.",
        ("number: nine | 24",),
        fails="figures that differ part the events, so no two of them are ever compared",
    ),
    Case(
        "a denial",
        "Ukraine said Russia bombed a hospital in Mariupol on Wednesday. "
        "Russia denied bombing a hospital in Mariupol.",
        ("occurrence: happened | did not happen",),
    ),
    Case(
        "a denial of something else",
        "Russia bombed a hospital in Mariupol on Wednesday. Belarus denied bombing a school in Kharkiv.",
        (),
    ),
    Case(
        "a denial that names its soldiers",
        "Ethiopia said Eritrean troops attacked a border post near Badme on Monday. "
        "Eritrea denied that its troops had attacked the border post near Badme.",
        ("occurrence: happened | did not happen",),
        ),
    Case(
        "nobody disagrees",
        "Peru expelled the Bolivian ambassador on Monday. Bolivia expelled the Peruvian ambassador on Tuesday.",
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
    return reader(document_from_text(text, name="case", published="2022-03-10"))


@pytest.mark.parametrize("case", _parameters())
def test_discrepancies(case: Case, reader: Reader) -> None:
    found = tuple(
        f"{item.about}: {' | '.join(claim.value for claim in item.claims)}"
        for item in _record(reader, case.text).discrepancies
    )
    assert found == case.discrepancies


def test_each_claim_says_who_makes_it(reader: Reader) -> None:
    case = next(case for case in CASES if case.name == "a denial")
    record = _record(reader, case.text)
    (found,) = record.discrepancies
    statements = {statement.id: statement for statement in record.statements}
    names = {actor.id: actor.name for actor in record.actors}
    said = [[names[who] for id_ in claim.according_to for who in statements[id_].speakers] for claim in found.claims]
    assert said == [["Ukraine"], ["Russia"]]
    events = {event.id: event for event in record.events}
    (event,) = (events[id_] for id_ in found.events)  # one event with two sources
    assert event.modality == "denied"  # told by nobody but a claim that is denied
    assert [names[who] for id_ in event.according_to for who in statements[id_].speakers] == ["Ukraine", "Russia"]


def test_a_claim_quotes_its_words(reader: Reader) -> None:
    record = _record(reader, CASES[0].text)
    (found,) = record.discrepancies
    assert [[item.text for item in claim.evidence] for claim in found.claims] == [["Baidoa"], ["Kismayo"]]
