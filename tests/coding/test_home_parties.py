"""States that are only the place of what their own people do are no party; those whose place is visited are."""

from __future__ import annotations

import pytest

from gestae.reader import Reader
from gestae.record.record import Record
from gestae.sources.text import document_from_text

pytestmark = pytest.mark.models


def parties(record: Record) -> list[tuple[list[str | None], list[str | None]]]:
    actors = {actor.id: actor for actor in record.actors}
    return [
        ([actors[one].country for one in event.actors], [actors[one].country for one in event.recipients])
        for event in record.events
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Iraqi President Saddam Hussein arrived in Amman on an official visit on Wednesday.", [(["IRQ"], ["JOR"])]),
        ("Police arrested 20 protesters in Nairobi on Monday.", [(["KEN"], ["KEN"])]),
        # a place stands for its state only where nobody of it takes part
        ("There was fighting against Atlacatl Battalion troops in Cuscatancingo.", [(["SLV"], [])]),
        ("Police blocked a road to Przewodow in eastern Poland on Tuesday.", [(["POL"], [])]),
        # who made a weapon did not therefore use it
        ("A Russian-made missile fell on a village in eastern Poland on Tuesday.", [([], ["POL"])]),
        # ... and a state that does something to its own people is no place
        ("Brazil criticised the court on Sunday.", [(["BRA"], ["BRA"])]),
        # whom others only describe is no party of theirs
        ("The head of a Palestinian choir was banned from a refugee camp by soldiers on Tuesday.", [([None], [None])]),
        ("A prominent anti-Syria journalist was killed by Lebanese soldiers in Beirut.", [(["LBN"], [None])]),
    ],
)
def test_whose_parties_they_are(reader: Reader, text: str, expected: list[tuple[list[str | None], list[str]]]) -> None:
    assert parties(reader(document_from_text(text, name="case", published="2000-01-05"))) == expected
