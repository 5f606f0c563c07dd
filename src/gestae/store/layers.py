"""What people changed in a large case, laid over the columns of what was read.

A document that somebody corrected is taken out of the columns whole, and its events as corrected stand in columns of
their own: an edited day, a split, an added event is then filtered, counted and listed like any other, and a correction
costs one document, not a million events. An event that others were merged into has their parties and places, too.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from gestae.record.dates import DateInterval
from gestae.record.events import HAPPENED, Event
from gestae.record.places import Place
from gestae.record.record import Record
from gestae.store.columns import (
    NO_DAY,
    Columns,
    Countries,
    Floats,
    Mask,
    Numbers,
    Parties,
    ReadColumns,
    Sites,
    Told,
    codes_of,
    counted,
    day_number,
)

_NAN = float("nan")
_COARSE = frozenset({"country", "region", "unknown"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """A document as people have corrected it: by whose word its events stand, and the keys of what it names."""

    record: Record
    statuses: Mapping[str, str]
    key: int
    actors: Mapping[str, int]
    places: Mapping[str, int]
    copied: frozenset[str]
    """The ids of events whose words are copied from another document: no list shows them."""


_Found = tuple[Changed, Event]


@dataclass(frozen=True, slots=True)
class Layers:
    """The columns of a case: of what was read, where `shown`, and of the documents that people changed.

    The keys of `changed` are negative: -1 is the first of `lines`.
    """

    read: ReadColumns
    shown: Mask | None
    changed: Columns
    lines: tuple[Line, ...]
    documents: Mapping[str, Changed]

    @property
    def total(self) -> int:
        """How many events there are."""
        read = len(self.read.events.keys) if self.shown is None else int(np.count_nonzero(self.shown))
        return read + len(self.lines)

    def records(self, keys: Iterable[int]) -> Iterator[Record]:
        """The corrected events of these keys, and what was merged into them, without texts and other tables."""
        wanted: defaultdict[str, set[str]] = defaultdict(set)
        for line in (self.lines[-1 - key] for key in keys if key < 0):
            for document, event in (line.own, *line.others):
                wanted[document].add(event)
        for document, events in wanted.items():
            yield _only(self.documents[document].record, events)

    def statuses(self, keys: Iterable[int]) -> dict[str, str]:
        """By whose word the corrected events of these keys stand, by their ids."""
        own = (self.lines[-1 - key].own for key in keys if key < 0)
        return {event: self.documents[document].statuses.get(event, "") for document, event in own}


@dataclass(frozen=True, slots=True)
class Line:
    """One event of the changed layer: its document and id, and those of the events that were merged into it."""

    own: tuple[str, str]
    others: tuple[tuple[str, str], ...]


def changed_document(connection: sqlite3.Connection, record: Record, statuses: Mapping[str, str]) -> Changed:
    """A corrected record of the case with the keys that the columns go by."""
    name = record.document.id
    key: int = connection.execute("SELECT key FROM documents WHERE id = ?", (name,)).fetchone()[0]

    def ids(table: str) -> dict[str, int]:
        query = f"""SELECT x.id, x.key FROM readings r JOIN {table} x ON x.reading_key = r.key
            WHERE r.document_key = ? AND r.current = 1"""
        return {row[0]: row[1] for row in connection.execute(query, (key,))}

    copied = connection.execute("SELECT id FROM events WHERE document_key = ? AND current = 1 AND repeated = 1", (key,))
    return Changed(
        record=record,
        statuses=statuses,
        key=key,
        actors=ids("actors"),
        places=ids("places"),
        copied=frozenset(row[0] for row in copied),
    )


def layered(read: ReadColumns, changed: Iterable[Changed], into: Mapping[str, str]) -> Layers:
    """The layers of a case; `into` names the event that stands for one of another document, both being changed."""
    documents = {one.record.document.id: one for one in changed}
    alike = _alike(documents.values(), into)
    hidden = np.isin(read.events.documents, _numbers(one.key for one in documents.values()))
    return Layers(
        read=read,
        shown=~hidden if documents else None,
        changed=_columns(alike),
        lines=tuple(Line(_name(some[0]), tuple(map(_name, some[1:]))) for some in alike),
        documents=documents,
    )


def _alike(documents: Iterable[Changed], into: Mapping[str, str]) -> list[list[_Found]]:
    """The events of the documents, by day, each with those that were merged into it."""
    events = {event.id: (one, event) for one in documents for event in one.record.events if event.id not in one.copied}
    merged: defaultdict[str, list[str]] = defaultdict(list)
    for event, target in into.items():
        if event in events and target in events:
            merged[target].append(event)
    gone = {event for some in merged.values() for event in some}
    alike = [[events[one] for one in (event, *merged.get(event, ()))] for event in events if event not in gone]
    return sorted(alike, key=lambda some: _first_and_last(some)[0] if _is_dated(some) else -NO_DAY)


def _name(found: _Found) -> tuple[str, str]:
    return found[0].record.document.id, found[1].id


def _is_dated(some: Sequence[_Found]) -> bool:
    return any(event.date for _, event in some)


def _first_and_last(some: Sequence[_Found]) -> tuple[int, int]:
    """The days of what is one event: of the first that has any."""
    date: DateInterval | None = next((event.date for _, event in some if event.date is not None), None)
    return (NO_DAY, NO_DAY) if date is None else (day_number(date.start), day_number(date.end))


def _columns(alike: Sequence[Sequence[_Found]]) -> Columns:
    own = [some[0] for some in alike]
    days = [_first_and_last(some) for some in alike]
    first, last = (_numbers(day[place] for day in days) for place in (0, 1))
    types, modalities = codes_of(event.type for _, event in own), codes_of(event.modality for _, event in own)
    statuses = codes_of(one.statuses.get(event.id, "") for one, event in own)
    happened = modalities.among(HAPPENED)
    return Columns(
        keys=-1 - np.arange(len(own), dtype=np.int64),
        documents=_numbers(one.key for one, _ in own),
        first=first,
        last=last,
        types=types,
        modalities=modalities,
        statuses=statuses,
        happened=happened,
        confidence=np.array([event.confidence for _, event in own], dtype=np.float64),
        parties=_parties(alike),
        countries=_countries(alike),
        sites=_sites(alike),
        also=_also(alike),
        counted=counted(first, happened, types, modalities, statuses),
    )


def _parties(alike: Sequence[Sequence[_Found]]) -> Parties:
    rows = [
        (row, one.actors[actor], is_actor)
        for row, some in enumerate(alike)
        for one, event in some
        for side, is_actor in ((event.actors, True), (event.recipients, False))
        for actor in side
    ]
    at, actors, is_actor = _turned(rows, 3)
    return Parties(_numbers(at), _numbers(actors), np.array(is_actor, dtype=bool))


def _countries(alike: Sequence[Sequence[_Found]]) -> Countries:
    rows: dict[tuple[int, str], list[bool]] = {}
    for row, some in enumerate(alike):
        for one, event in some:
            countries = {actor.id: actor.country for actor in one.record.actors}
            for place, side in enumerate((event.actors, event.recipients)):
                for country in (countries.get(actor) for actor in side):
                    if country is not None:
                        rows.setdefault((row, country), [False, False])[place] = True
    return Countries(
        _numbers(row for row, _ in rows),
        codes_of(country for _, country in rows),
        np.array([acts for acts, _ in rows.values()], dtype=bool),
        np.array([suffers for _, suffers in rows.values()], dtype=bool),
    )


def _sites(alike: Sequence[Sequence[_Found]]) -> Sites:
    rows = [
        (row, one.places[place.id], place.lat, place.lon, is_spot)
        for row, some in enumerate(alike)
        for one, event in some
        for place, is_spot in _spots([place for place in one.record.places if place.id in event.places])
    ]
    at, places, latitudes, longitudes, spots = _turned(rows, 5)
    return Sites(_numbers(at), _numbers(places), _degrees(latitudes), _degrees(longitudes), np.array(spots, dtype=bool))


def _degrees(values: Iterable[float | None]) -> Floats:
    return np.fromiter((_NAN if one is None else one for one in values), dtype=np.float64)


def _spots(places: Sequence[Place]) -> Iterator[tuple[Place, bool]]:
    """Places, and whether the map shows the event there: not all over a country that holds another of them."""
    held = {place.country for place in places if place.precision not in _COARSE}
    for place in places:
        yield place, place.precision != "country" or place.country not in held


def _also(alike: Sequence[Sequence[_Found]]) -> Told:
    rows = [(row, one.key) for row, some in enumerate(alike) for one, _ in some[1:]]
    at, documents = _turned(rows, 2)
    return Told(_numbers(at), _numbers(documents))


def _turned(rows: Sequence[tuple[Any, ...]], width: int) -> Sequence[Sequence[Any]]:
    """Rows as columns, also where there are none."""
    return list(zip(*rows, strict=True)) if rows else [()] * width


def _numbers(values: Iterable[int]) -> Numbers:
    return np.fromiter(values, dtype=np.int64)


def _only(record: Record, wanted: set[str]) -> Record:
    """Some events of a record with their parties and places, as a list shows them."""
    events = tuple(event for event in record.events if event.id in wanted)
    actors = {one for event in events for one in (*event.actors, *event.recipients)}
    places = {one for event in events for one in event.places}
    return replace(
        record,
        documents=(replace(record.document, text="", parts=()),),
        actors=tuple(actor for actor in record.actors if actor.id in actors),
        places=tuple(place for place in record.places if place.id in places),
        events=events,
        statements=(),
        tolls=(),
        links=(),
        relations=(),
        market_moves=(),
        discrepancies=(),
    )
