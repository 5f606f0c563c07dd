"""What the page shows of records: joined actors and places, what is drawn how, tables that agree with their filters."""

from __future__ import annotations

import csv
import io
import json

import pytest

from gestae.record.actors import Actor
from gestae.record.dates import DateInterval
from gestae.record.documents import Document, Part
from gestae.record.events import Event
from gestae.record.places import Place
from gestae.record.record import Record, Versions
from gestae.views.page.documents import reader_document
from gestae.views.page.geography import country_number, shape_of, towns_around
from gestae.views.page.model import Surroundings, page_model
from gestae.views.page.query import Query, QueryError, finds, select
from gestae.views.page.tables import TABLES, as_csv, as_json, table_rows

TEXT = "Rohan shelled Baghdad. Gondor denied it."


def report(number: int, *, modality: str = "actual", day: str | None = "2020-01-08") -> Record:
    document = Document(
        id=f"D{number}", sha256="0" * 64, text=TEXT, title=f"=Report {number}", published="2020-01-09",
        parts=(Part("paragraph", 0, len(TEXT)),),
    )  # fmt: skip

    def said(words: str, role: str) -> tuple:  # type: ignore[type-arg]
        start = TEXT.index(words)
        return (document.evidence(start, start + len(words), role),)

    actor = Actor(
        id=f"A{number}", name="Rohan", kind="state", country="IRN", wikidata="Q1", evidence=said("Rohan", "name")
    )
    crowd = Actor(id=f"B{number}", name="protesters", kind="population", evidence=said("Gondor", "name"))
    city = Place(
        id=f"P{number}", name="Baghdad", kind="city", country="IRQ", lat=33.3, lon=44.4, geonames=98182,
        precision="city", evidence=said("Baghdad", "name"),
    )  # fmt: skip
    country = Place(
        id=f"C{number}", name="Iraq", kind="country", country="IRQ", lat=33.0, lon=44.0, geonames=99237,
        precision="country", evidence=said("Baghdad", "name"),
    )  # fmt: skip
    event = Event(
        id=f"E{number}", type="ASSAULT", quad=4, intensity=-9.0, modality=modality, actors=(actor.id,),  # type: ignore[arg-type]
        recipients=(crowd.id,), places=(city.id, country.id), confidence=0.5, evidence=said("shelled", "trigger"),
        date=DateInterval(day, day, "day", "today") if day else None,
    )  # fmt: skip
    return Record(
        documents=(document,), actors=(actor, crowd), places=(city, country), events=(event,),
        gestae=Versions(version="0", model="none", ontology="none"),
    )  # fmt: skip


@pytest.fixture
def records() -> list[Record]:
    return [report(1), report(2, modality="denied"), report(3, day=None)]


def test_the_same_actor_of_three_reports_is_one_row_and_a_crowd_is_three(records: list[Record]) -> None:
    model = page_model(records, around=Surroundings(name="case"))
    assert [(actor["name"], actor["documents"]) for actor in model["actors"] if actor["id"] == "Q1"] == [("Rohan", 3)]
    assert [actor["name"] for actor in model["actors"]].count("protesters") == 3
    assert {event["actors"][0] for event in model["events"]} == {"Q1"}


def test_a_country_that_holds_another_place_of_the_event_is_not_drawn(records: list[Record]) -> None:
    (event, *_) = page_model(records, around=Surroundings(name="case"))["events"]
    assert event["places"] == ["G98182", "G99237"]
    assert event["spots"] == ["G98182"]


@pytest.mark.parametrize(
    ("precision", "lat", "country", "shape"),
    [
        ("site", 1.0, None, "dot"), ("city", 1.0, None, "dot"), ("city", None, None, "none"),
        ("country", 1.0, "IRQ", "country"), ("country", 1.0, None, "circle"), ("admin1", 1.0, "IRQ", "circle"),
        ("region", 1.0, None, "circle"), ("unknown", None, None, "none"),
    ],
)  # fmt: skip
def test_only_sites_and_cities_are_dots(precision: str, lat: float | None, country: str | None, shape: str) -> None:
    place = Place(
        id="P", name="somewhere", kind="other", country=country, lat=lat, lon=lat, evidence=(),
        precision=precision,  # type: ignore[arg-type]
    )  # fmt: skip
    assert shape_of(place) == shape


def test_countries_go_by_their_iso_number() -> None:
    assert (country_number("IRQ"), country_number("AFG"), country_number("XXX"), country_number(None)) == (
        "368", "004", None, None,
    )  # fmt: skip


def test_towns_around_a_dot_are_near_and_the_largest_come_first(records: list[Record]) -> None:
    towns = towns_around(page_model(records, around=Surroundings(name="case"))["places"])
    assert towns and towns[0]["name"] == "Baghdad"
    assert [town["population"] for town in towns] == sorted((town["population"] for town in towns), reverse=True)
    assert all(abs(town["lat"] - 33.3) < 1 for town in towns)


def test_events_in_copied_words_are_left_out(records: list[Record]) -> None:
    model = page_model(records, around=Surroundings(name="case", repeated=frozenset({"E2"})))
    assert [event["id"] for event in model["events"]] == ["E1", "E3"]


def test_the_reader_gets_the_text_as_it_is_and_marks_that_fit(records: list[Record]) -> None:
    shown = reader_document(records[0])
    assert shown["text"] == TEXT
    for event in shown["events"]:
        for start, end, _ in event["marks"]:
            assert TEXT[start:end] == "shelled"
    assert shown["parts"] == [(0, len(TEXT), "paragraph")]


def test_filters_narrow_and_the_undated_fits_no_day(records: list[Record]) -> None:
    model = page_model(records, around=Surroundings(name="case"))

    def ids(**given: str) -> list[str]:
        return [event["id"] for event in select(model, Query.of(given))]

    assert ids() == ["E1", "E2", "E3"]
    assert ids(modalities="denied") == ["E2"]
    assert ids(**{"from": "2020-01-08"}) == ids(to="2020-01-08") == ["E1", "E2"]
    assert ids(**{"from": "2020-01-09"}) == []
    assert ids(actor="Q1", place="G98182") == ["E1", "E2", "E3"]
    assert ids(actor="B1") == ["E1"]
    assert ids(dyad="IRN>B2") == ["E2"]
    assert ids(box="44,33,45,34") == ["E1", "E2", "E3"]
    assert ids(box="170,-10,-170,10") == []
    assert ids(document="D3") == ["E3"]
    assert ids(least="0.6") == []


@pytest.mark.parametrize(
    ("search", "text", "found"),
    [
        ("assad", "the ambassador", False), ("assad", "Bashar al-Assad", True), ("ass", "Assad", True),
        ("sao", "São Tomé", True), ("iran iraq", "Iraq and Iran", True), ("iran iraq", "Iran", False),
        ("(a+)+$", "aaaa", False), ("", "anything", True),
    ],
)  # fmt: skip
def test_a_search_finds_beginnings_of_words(search: str, text: str, found: bool) -> None:
    assert finds(search, text) is found


@pytest.mark.parametrize("given", [{"from": "2020-02-31"}, {"least": "x"}, {"least": "inf"}, {"box": "1,2,3"}])
def test_a_filter_that_makes_no_sense_is_named(given: dict[str, str]) -> None:
    with pytest.raises(QueryError):
        Query.of(given)


@pytest.mark.parametrize("name", sorted(TABLES))
def test_every_table_is_csv_and_json_with_the_same_rows(records: list[Record], name: str) -> None:
    model = page_model(records, around=Surroundings(name="case"))
    rows = table_rows(model, name, Query())
    assert json.loads(as_json(rows)) == [dict(row) for row in rows]
    read = list(csv.reader(io.StringIO(as_csv(rows))))
    assert len(read) == (len(rows) + 1 if rows else 0)
    assert not [cell for row in read for cell in row if cell.startswith("=")]


def test_what_did_not_happen_enters_no_sum(records: list[Record]) -> None:
    model = page_model(records, around=Surroundings(name="case"))
    rows = table_rows(model, "dyads", Query())
    assert [(row["from"], row["to"], row["intensity"]) for row in rows] == [("IRN", "B1", -9.0)]
