"""What people change is carried out on the record, and only that."""

from __future__ import annotations

import pytest

from gestae.linking.corrections import Change, ChangeError, carried_out, corrected, unapplied
from gestae.record.actors import Actor
from gestae.record.documents import Document
from gestae.record.events import Event
from gestae.record.links import Link
from gestae.record.record import Record, Versions
from gestae.record.tolls import Toll

TEXT = "Rohan shelled Isengard. Later Rohan raided Isengard and killed nine orcs."
DOCUMENT = Document(id="D1", sha256="0" * 64, text=TEXT)


def quote(words: str, role: str = "trigger", occurrence: int = 0) -> tuple[int, int, str]:
    start = -1
    for _ in range(occurrence + 1):
        start = TEXT.index(words, start + 1)
    return start, start + len(words), role


def event(identifier: str, *quotes: tuple[int, int, str], actors: tuple[str, ...] = ("A1",)) -> Event:
    return Event(
        id=identifier, type="ASSAULT", quad=4, intensity=-9.0, modality="actual", actors=actors, recipients=("A2",),
        confidence=0.5, evidence=tuple(DOCUMENT.evidence(*one) for one in quotes),
    )  # fmt: skip


@pytest.fixture
def record() -> Record:
    shelled, raided = event("E1", quote("shelled"), quote("killed")), event("E2", quote("raided"))
    killed = DOCUMENT.evidence(*quote("killed"))
    return Record(
        documents=(DOCUMENT,),
        actors=(
            Actor(id="A1", name="Rohan", kind="state", evidence=(DOCUMENT.evidence(*quote("Rohan", "name")),)),
            Actor(id="A2", name="Isengard", kind="state", evidence=(DOCUMENT.evidence(*quote("Isengard", "name")),)),
        ),
        events=(shelled, raided),
        tolls=(Toll(id="T1", event="E1", effect="killed", text="nine", status="reported", evidence=(killed,)),),
        links=(Link(source="E2", target="E1", relation="follows", evidence=()),),
        gestae=Versions(version="0", model="none", ontology="none"),
    )


def test_a_rejected_event_is_gone_with_what_pointed_to_it(record: Record) -> None:
    left = carried_out(record, Change(action="reject", event="E1"))
    assert [one.id for one in left.events] == ["E2"]
    assert left.links == ()
    assert [toll.event for toll in left.tolls] == [None]
    assert left.document == record.document


def test_a_merged_event_gives_its_words_and_its_links_to_the_other(record: Record) -> None:
    left = carried_out(record, Change(action="merge", event="E1", after="E2"))
    assert [one.id for one in left.events] == ["E2"]
    assert [piece.text for piece in left.events[0].evidence] == ["raided", "shelled", "killed"]
    assert [toll.event for toll in left.tolls] == ["E2"]
    assert left.links == ()


def test_a_split_event_is_two_with_words_of_their_own(record: Record) -> None:
    left = carried_out(record, Change(action="split", event="E1", after=[1]))
    assert [[piece.text for piece in one.evidence] for one in left.events] == [["shelled"], ["killed"], ["raided"]]
    assert len({one.id for one in left.events}) == 3


def test_an_edited_type_brings_its_quad_and_intensity(record: Record) -> None:
    left = carried_out(record, Change(action="edit", event="E1", field="type", after="CONSULT"))
    assert (left.events[0].type, left.events[0].quad, left.events[0].mode) == ("CONSULT", 1, None)
    assert left.events[0].intensity > 0
    assert left.events[1:] == record.events[1:]


@pytest.mark.parametrize(
    ("field", "after", "expected"),
    [
        ("modality", "denied", "denied"),
        ("actors", ["A2"], ("A2",)),
        ("recipients", [], ()),
        ("places", [], ()),
    ],
)
def test_an_edited_field_holds_the_new_value(record: Record, field: str, after: object, expected: object) -> None:
    left = carried_out(record, Change(action="edit", event="E1", field=field, after=after))
    assert getattr(left.events[0], field) == expected


def test_an_edited_date_is_a_day_or_an_interval(record: Record) -> None:
    day = carried_out(record, Change(action="edit", event="E1", field="date", after="2020-01-08")).events[0].date
    days = carried_out(record, Change(action="edit", event="E1", field="date", after="2020-01-08/2020-01-10"))
    assert day is not None and (day.start, day.end, day.precision) == ("2020-01-08", "2020-01-08", "day")
    assert days.events[0].date is not None and days.events[0].date.end == "2020-01-10"


def test_an_added_event_cites_the_chosen_words(record: Record) -> None:
    start, end, _ = quote("killed nine orcs")
    after = {"type": "ASSAULT", "modality": "actual", "start": start, "end": end, "actors": ["A1"]}
    left = carried_out(record, Change(action="add", event="", after=after))
    assert left.events[-1].evidence[0].text == "killed nine orcs"
    assert left.events[-1].actors == ("A1",)
    again = carried_out(record, Change(action="add", event="", after=after))
    assert again.events[-1].id == left.events[-1].id


@pytest.mark.parametrize(
    "change",
    [
        Change(action="reject", event="E9"),
        Change(action="merge", event="E1", after="E1"),
        Change(action="merge", event="E1", after="E9"),
        Change(action="split", event="E1", after=[0, 1]),
        Change(action="split", event="E1", after=[7]),
        Change(action="split", event="E1", after="x"),
        Change(action="edit", event="E1", field="type", after="WAR"),
        Change(action="edit", event="E1", field="mode", after="sword"),
        Change(action="edit", event="E1", field="modality", after="maybe"),
        Change(action="edit", event="E1", field="date", after="2020-02-31"),
        Change(action="edit", event="E1", field="date", after="2020-02-03/2020-02-01"),
        Change(action="edit", event="E1", field="actors", after=["A9"]),
        Change(action="edit", event="E1", field="evidence", after=[]),
        Change(action="add", event="", after={"type": "ASSAULT", "start": 5, "end": 5}),
        Change(action="add", event="", after={"type": "ASSAULT", "start": 0, "end": 10_000}),
        Change(action="add", event="", after=None),
    ],
)
def test_what_does_not_fit_is_refused_with_a_reason(record: Record, change: Change) -> None:
    with pytest.raises(ChangeError) as refused:
        carried_out(record, change)
    assert str(refused.value)


def test_a_change_whose_event_is_gone_does_nothing_and_is_named(record: Record) -> None:
    changes = [Change(action="reject", event="E9"), Change(action="reject", event="E1")]
    assert [one.id for one in corrected(record, changes).events] == ["E2"]
    assert [change.event for change, _ in unapplied(record, changes)] == ["E9"]
