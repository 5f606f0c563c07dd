"""A window on a case that is too large to be shown whole: a page of the events that fit, and how many more there are.

Which events fit is found in columns that are held in memory (`gestae.store.fitting`); those of the page are fetched.
"""

from __future__ import annotations

import math
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np

from gestae.record.actors import Actor
from gestae.record.documents import Document
from gestae.record.events import Event
from gestae.record.places import Place
from gestae.record.record import Record, Versions
from gestae.store.columns import Codes, Columns, Numbers
from gestae.store.fitting import Fitting
from gestae.store.layers import Layers
from gestae.store.restoring import restore_events
from gestae.store.values import CopyKind

_FACETS = ("types", "modalities", "statuses")
_NO_VERSIONS = Versions(version="", model="", ontology="")
_STATUSES = """SELECT e.id, s.status FROM events e JOIN event_standings s ON s.event_key = e.key
    WHERE e.key IN ({})"""

_ORIGINS = """SELECT d.id, first.id, c.kind, (SELECT count(*) FROM copies same WHERE same.origin_key = c.origin_key)
    FROM documents d JOIN copies c ON c.document_key = d.key JOIN origins o ON o.key = c.origin_key
    JOIN documents first ON first.key = o.document_key WHERE d.id IN ({})"""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many events fit in all, how many a day, and how many of each kind."""

    count: int
    days: tuple[tuple[str, int, int], ...]
    """Day, how many happened, how many did not."""
    facets: Mapping[str, tuple[tuple[str, int], ...]]
    """Of `types`, `modalities` and `statuses`: how often each stands in those that fit, the most frequent first."""


@dataclass(frozen=True, slots=True)
class Page:
    """Some of the events that fit: by document, without text and statements; `statuses` by whose word each stands.

    `origins` say of each document whose text it tells.
    """

    records: tuple[Record, ...]
    statuses: Mapping[str, str]
    origins: Mapping[str, Origin]


@dataclass(frozen=True, slots=True)
class Origin:
    """The document whose text another tells, how it does, and how many documents tell it."""

    document: str
    copy: CopyKind
    copies: int


def counts_of(found: Fitting) -> Counts:
    """The events that fit, counted."""
    return Counts(len(found), _days(found), _facets(found))


def page_of(connection: sqlite3.Connection, layers: Layers, keys: Sequence[int]) -> Page:
    """The events of these keys, as read and as changed."""
    read = [key for key in keys if key >= 0]
    statuses = {row[0]: row[1] for row in _within(connection, _STATUSES, read)}
    records = (*_records_of(connection, read), *layers.records(keys))
    documents = list(dict.fromkeys(record.document.id for record in records))
    origins = {row[0]: Origin(*row[1:]) for row in _within(connection, _ORIGINS, documents)}
    return Page(records, {**statuses, **layers.statuses(keys)}, origins)


def _both(found: Fitting) -> Iterator[tuple[Columns, Numbers]]:
    yield found.layers.read.events, found.read
    if len(found.changed):
        yield found.layers.changed, found.changed


def _facets(found: Fitting) -> Mapping[str, tuple[tuple[str, int], ...]]:
    sums: dict[str, Counter[str]] = {name: Counter() for name in _FACETS}
    for columns, rows in _both(found):
        facets: list[Codes] = [getattr(columns, name) for name in _FACETS]
        shape = [len(column.words) for column in facets]
        counts = np.bincount(_of(columns.counted.kinds, rows), minlength=math.prod(shape)).reshape(shape)
        for place, (name, column) in enumerate(zip(_FACETS, facets, strict=True)):
            others = tuple(other for other in range(len(shape)) if other != place)
            told = zip(column.words, counts.sum(axis=others).tolist(), strict=True)
            sums[name].update({word: count for word, count in told if count})
    return {name: tuple(sorted(some.items(), key=lambda one: (-one[1], one[0]))) for name, some in sums.items()}


def _days(found: Fitting) -> tuple[tuple[str, int, int], ...]:
    layers = [_days_of(columns, rows) for columns, rows in _both(found)]
    if len(layers) == 1:
        return layers[0]
    sums: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0])
    for day, happened, other in chain.from_iterable(layers):
        sums[day][0] += happened
        sums[day][1] += other
    return tuple((day, happened, other) for day, (happened, other) in sorted(sums.items()))


def _days_of(columns: Columns, rows: Numbers) -> tuple[tuple[str, int, int], ...]:
    counts = np.bincount(_of(columns.counted.days, rows), minlength=2)[2:]
    other, happened = np.append(counts, [0] * (len(counts) % 2)).reshape(-1, 2).T
    told = np.flatnonzero(other + happened)
    dates = np.datetime_as_string((told + columns.counted.earliest).astype("datetime64[D]")).tolist()
    return tuple(zip(dates, happened[told].tolist(), other[told].tolist(), strict=True))


def _of(column: Numbers, rows: Numbers) -> Numbers:
    return column if len(rows) == len(column) else column[rows]


def repeated_events(connection: sqlite3.Connection) -> frozenset[str]:
    """The ids of current events whose words are copied from another document."""
    return frozenset(row[0] for row in connection.execute("SELECT id FROM events WHERE current = 1 AND repeated = 1"))


def _records_of(connection: sqlite3.Connection, keys: Sequence[int]) -> Iterator[Record]:
    """The events of these keys, as a list shows them, with their actors and places, a record for each document."""
    rows = _rows(connection, keys)
    events: defaultdict[str, list[Event]] = defaultdict(list)
    for row, event in zip(rows, restore_events(connection, rows, whole=False), strict=True):
        events[row["document"]].append(event)
    actors = _named(
        connection, "SELECT p.event_key, x.* FROM event_actors p JOIN actors x ON x.key = p.actor_key", keys
    )
    places = _named(
        connection, "SELECT p.event_key, x.* FROM event_places p JOIN places x ON x.key = p.place_key", keys
    )
    documents = {row["key"]: row for row in rows}
    of_document: defaultdict[str, list[int]] = defaultdict(list)
    for key, row in documents.items():
        of_document[row["document"]].append(key)
    for document, found in events.items():
        own = of_document[document]
        yield Record(
            documents=(_document(documents[own[0]]),),
            actors=tuple(_actor(row) for row in _once(actors, own)),
            places=tuple(_place(row) for row in _once(places, own)),
            events=tuple(found),
            gestae=_NO_VERSIONS,
        )


def _once(named: dict[int, list[sqlite3.Row]], keys: Iterable[int]) -> Iterable[sqlite3.Row]:
    """The rows that the events of a document name, each once."""
    return {row["id"]: row for key in keys for row in named.get(key, ())}.values()


def _rows(connection: sqlite3.Connection, keys: Sequence[int]) -> list[sqlite3.Row]:
    query = """SELECT e.*, d.id AS document, d.title, d.publisher, d.published, d.url, d.language, d.sha256
        FROM events e JOIN documents d ON d.key = e.document_key WHERE e.key IN ({}) ORDER BY e.key"""
    return list(_within(connection, query, keys))


def _named(connection: sqlite3.Connection, query: str, keys: Sequence[int]) -> dict[int, list[sqlite3.Row]]:
    """Actors or places by the event that names them."""
    found: defaultdict[int, list[sqlite3.Row]] = defaultdict(list)
    for row in _within(connection, f"{query} WHERE p.event_key IN ({{}}) ORDER BY p.event_key, p.position", keys):
        found[row["event_key"]].append(row)
    return found


def _within(connection: sqlite3.Connection, query: str, keys: Sequence[int | str]) -> Iterator[sqlite3.Row]:
    for first in range(0, len(keys), 500):
        some = keys[first : first + 500]
        yield from connection.execute(query.format(", ".join("?" * len(some))), some)


def _document(row: sqlite3.Row) -> Document:
    columns = ("title", "publisher", "published", "url", "language", "sha256")
    return Document(id=row["document"], text="", **{name: row[name] for name in columns})


def _actor(row: sqlite3.Row) -> Actor:
    columns = ("id", "name", "kind", "country", "sector", "wikidata")
    return Actor(evidence=(), **{name: row[name] for name in columns})


def _place(row: sqlite3.Row) -> Place:
    columns = ("id", "name", "kind", "country", "admin1", "geonames", "precision")
    return Place(lat=row["latitude"], lon=row["longitude"], evidence=(), **{name: row[name] for name in columns})
