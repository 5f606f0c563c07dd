"""A window on a case that is too large to be shown whole: a page of the events that fit, and how many more there are.

Which events fit is found in columns that are held in memory (`gestae.store.columns`); those of the page are fetched.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gestae.record.actors import Actor
from gestae.record.documents import Document
from gestae.record.events import Event
from gestae.record.places import Place
from gestae.record.record import Record, Versions
from gestae.store.columns import NO_DAY, Codes, Columns, Mask, Numbers, day_number
from gestae.store.restoring import restore_events

_NO_VERSIONS = Versions(version="", model="", ontology="")
_ACTOR_COLUMNS = frozenset({"id", "name", "kind", "country", "wikidata"})
_PLACE_COLUMNS = frozenset({"name", "latitude", "longitude", "geonames"})
_STATUSES = """SELECT e.id, s.status FROM events e JOIN event_standings s ON s.event_key = e.key
    WHERE e.key IN ({})"""
Columned = tuple[tuple[str, object], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowQuery:
    """Which events: every filter that is given must fit; days bound the interval of the event, both inclusive.

    `words` looks into the documents' texts; `actor` and `place` are (column, value) pairs of their tables; `source` and
    `target` are countries (ISO 3166 alpha-3), or such pairs; `box` west, south, east, north in degrees.
    """

    words: str = ""
    types: tuple[str, ...] = ()
    modalities: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    actor: Columned = ()
    place: Columned = ()
    source: str | Columned | None = None
    target: str | Columned | None = None
    document: str = ""
    since: str = ""
    until: str = ""
    box: tuple[float, ...] = ()
    least: float = 0.0
    without: tuple[str, ...] = ()
    """Ids of events that people have rejected or merged into others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """The events of a page of those that fit, by day; how many fit in all, and how many a day.

    `records` hold the events by document, without text and statements; `statuses` by whose word each stands.
    """

    records: tuple[Record, ...]
    statuses: Mapping[str, str]
    count: int
    days: tuple[tuple[str, int, int], ...]
    """Day, how many happened, how many did not."""
    facets: Mapping[str, tuple[tuple[str, int], ...]]
    """Of `types`, `modalities` and `statuses`: how often each stands in those that fit, the most frequent first."""


@dataclass(frozen=True, slots=True)
class Page:
    """Some of the events that fit: as in a `Window`, uncounted."""

    records: tuple[Record, ...]
    statuses: Mapping[str, str]


def window(
    connection: sqlite3.Connection, columns: Columns, query: WindowQuery, *, limit: int, offset: int = 0
) -> Window:
    """`limit` of the events that fit, after the first `offset`, counted in columns that `read_columns` has made."""
    rows = fitting_rows(connection, columns, query)
    shown = columns.keys[rows[offset : offset + limit]].tolist()
    return Window(
        records=tuple(records_of(connection, shown)),
        statuses=statuses_of(connection, shown),
        count=len(rows),
        days=tuple(_days(columns, rows)),
        facets={
            "types": _facet(columns.types, rows),
            "modalities": _facet(columns.modalities, rows),
            "statuses": _facet(columns.statuses, rows),
        },
    )


def _facet(column: Codes, rows: Numbers) -> tuple[tuple[str, int], ...]:
    counts = np.bincount(_of(column.codes, rows), minlength=len(column.words)).tolist()
    found = [(word, count) for word, count in zip(column.words, counts, strict=True) if count]
    return tuple(sorted(found, key=lambda one: (-one[1], one[0])))


def statuses_of(connection: sqlite3.Connection, keys: Sequence[int]) -> dict[str, str]:
    """By whose word the events of these keys stand, by their ids."""
    return {row[0]: row[1] for row in _within(connection, _STATUSES, keys)}


def repeated_events(connection: sqlite3.Connection) -> frozenset[str]:
    """The ids of current events whose words are copied from another document."""
    return frozenset(row[0] for row in connection.execute("SELECT id FROM events WHERE current = 1 AND repeated = 1"))


def fitting_rows(connection: sqlite3.Connection, columns: Columns, query: WindowQuery) -> Numbers:
    """The rows of the columns that fit, by day: what begins in the asked days before what reaches into them."""
    fits = np.ones(len(columns.keys), dtype=bool)
    for mask in _masks(connection, columns, query):
        fits &= mask
    rows = np.flatnonzero(fits)
    if not query.since:
        return rows
    early = columns.first[rows] < day_number(query.since)
    return np.concatenate((rows[~early], rows[early]))


def _days(columns: Columns, rows: Numbers) -> Iterable[tuple[str, int, int]]:
    days, happened = _of(columns.first, rows), _of(columns.happened, rows)
    dated = days != NO_DAY
    days, happened = days[dated], happened[dated]
    start = int(days.min(initial=0))
    every = np.bincount(days - start)
    did = np.bincount(days[happened] - start, minlength=len(every))
    told = np.flatnonzero(every)
    dates = np.datetime_as_string((told + start).astype("datetime64[D]")).tolist()
    return zip(dates, did[told].tolist(), (every - did)[told].tolist(), strict=True)


def _of(column: NDArray[Any], rows: Numbers) -> NDArray[Any]:
    return column if len(rows) == len(column) else column[rows]


def _masks(connection: sqlite3.Connection, columns: Columns, query: WindowQuery) -> Iterator[Mask]:
    for column, wanted in (
        (columns.types, query.types),
        (columns.modalities, query.modalities),
        (columns.statuses, query.statuses),
    ):
        if wanted:
            yield column.among(wanted)
    if query.least:
        sure: Mask = columns.confidence >= query.least
        yield sure
    if query.since or query.until:
        yield _in_time(columns, query)
    if query.without:
        marks = ", ".join("?" * len(query.without))
        left_out = _keys(connection, f"SELECT key FROM events WHERE id IN ({marks}) AND current = 1", query.without)
        yield ~np.isin(columns.keys, left_out)
    if query.document:
        yield _among(columns.documents, _keys(connection, "SELECT key FROM documents WHERE id = ?", (query.document,)))
    if query.words:
        texts = _keys(connection, "SELECT rowid FROM texts_search WHERE texts_search MATCH ?", (query.words,))
        yield _among(columns.documents, columns.texts[texts])
    yield from _parties(connection, columns, query)
    yield from _sites(connection, columns, query)


def _in_time(columns: Columns, query: WindowQuery) -> Mask:
    """The interval of the event touches the asked one."""
    mask: Mask = columns.first != NO_DAY
    if query.since:
        mask &= columns.last >= day_number(query.since)
    if query.until:
        mask &= columns.first <= day_number(query.until)
    return mask


def _parties(connection: sqlite3.Connection, columns: Columns, query: WindowQuery) -> Iterator[Mask]:
    parties = columns.parties
    if query.actor:
        yield _at(columns, parties.rows[_among(parties.actors, _keys_of(connection, "actors", query.actor))])
    for side, on_side, of_country in (
        (query.source, parties.is_actor, columns.countries.is_actor),
        (query.target, ~parties.is_actor, columns.countries.is_recipient),
    ):
        if isinstance(side, str):
            yield _at(columns, columns.countries.rows[columns.countries.countries.among((side,)) & of_country])
        elif side is not None:
            yield _at(columns, parties.rows[_among(parties.actors, _keys_of(connection, "actors", side)) & on_side])


def _sites(connection: sqlite3.Connection, columns: Columns, query: WindowQuery) -> Iterator[Mask]:
    sites = columns.sites
    if query.place:
        yield _at(columns, sites.rows[_among(sites.places, _keys_of(connection, "places", query.place))])
    if query.box:
        west, south, east, north = query.box
        inside = (sites.latitudes >= south) & (sites.latitudes <= north)
        after, before = sites.longitudes >= west, sites.longitudes <= east
        yield _at(columns, sites.rows[inside & (after & before if west <= east else after | before)])


def _at(columns: Columns, rows: Numbers) -> Mask:
    mask = np.zeros(len(columns.keys), dtype=bool)
    mask[rows] = True
    return mask


def _among(values: Numbers, wanted: Numbers) -> Mask:
    """Which of the values are wanted: all are keys of rows, so a table of yes and no is quickest."""
    chosen = np.zeros(max(int(values.max(initial=0)), int(wanted.max(initial=0))) + 1, dtype=bool)
    chosen[wanted] = True
    found: Mask = chosen[values]
    return found


def _keys_of(connection: sqlite3.Connection, table: str, given: Columned) -> Numbers:
    """The keys of the actors or places that are the joined one."""
    known = _ACTOR_COLUMNS if table == "actors" else _PLACE_COLUMNS
    where = _all_of(table, given, known)
    return _keys(connection, f"SELECT key FROM {table} WHERE {where}", [value for _, value in given])


def _keys(connection: sqlite3.Connection, query: str, values: Sequence[Any]) -> Numbers:
    return np.fromiter((row[0] for row in connection.execute(query, values)), dtype=np.int64)


def _all_of(table: str, given: Columned, known: frozenset[str]) -> str:
    unknown = {column for column, _ in given} - known
    if unknown:
        raise ValueError(f"not columns: {unknown}")
    # "=" rather than "IS": only it uses an index that leaves out NULL.
    return " AND ".join(f"{table}.{column} {'IS' if value is None else '='} ?" for column, value in given)


def records_of(connection: sqlite3.Connection, keys: Sequence[int]) -> Iterator[Record]:
    """The events of these keys with their actors and places, a record for each document."""
    rows = _rows(connection, keys)
    events: defaultdict[str, list[Event]] = defaultdict(list)
    for row, event in zip(rows, restore_events(connection, rows), strict=True):
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


def _within(connection: sqlite3.Connection, query: str, keys: Sequence[int]) -> Iterator[sqlite3.Row]:
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
