"""A window on a case that is too large to be shown whole: the first events that fit, and how many more there are.

Every question ends within its time: what has been counted until then is told as "at least".
"""

from __future__ import annotations

import sqlite3
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from gestae.record.actors import Actor
from gestae.record.documents import Document
from gestae.record.events import HAPPENED, Event
from gestae.record.places import Place
from gestae.record.record import Record, Versions
from gestae.store.restoring import restore_events

_NO_VERSIONS = Versions(version="", model="", ontology="")
_STEPS = 2_000  # SQLite's virtual machine, between two looks at the clock
_ACTOR_COLUMNS = frozenset({"id", "name", "kind", "country", "wikidata"})
_PLACE_COLUMNS = frozenset({"name", "latitude", "longitude", "geonames"})
_PARTY = "SELECT p.event_key FROM event_actors p JOIN actors a ON a.key = p.actor_key WHERE {}"
_OF_DYAD = "SELECT event_key FROM event_dyads WHERE source = ? AND target = ?"
_AT = "SELECT p.event_key FROM event_places p JOIN places x ON x.key = p.place_key WHERE {}"


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowQuery:
    """Which events: every filter that is given must fit; days bound the interval of the event, both inclusive.

    `words` looks into the documents' texts; `source` and `target`, both or neither, are countries (ISO 3166 alpha-3) of
    what happened; `actor` and `place` are (column, value) pairs of their tables; `box` west, south, east, north in
    degrees.
    """

    words: str = ""
    types: tuple[str, ...] = ()
    modalities: tuple[str, ...] = ()
    actor: tuple[tuple[str, object], ...] = ()
    place: tuple[tuple[str, object], ...] = ()
    source: str = ""
    target: str = ""
    document: str = ""
    since: str = ""
    until: str = ""
    box: tuple[float, ...] = ()
    least: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """The first events by day, `count` of those that fit (`exact`, or at least so many), and how many a day.

    `records` hold the events by document, without text and statements.
    """

    records: tuple[Record, ...]
    count: int
    exact: bool
    days: tuple[tuple[str, int, int], ...]
    """Day, how many happened, how many did not."""


def window(connection: sqlite3.Connection, query: WindowQuery, *, limit: int, seconds: float) -> Window:
    """The first `limit` events that fit, after at most `seconds` of counting."""
    keys: list[int] = []
    days: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0])
    count, exact = 0, True
    with _stopped_after(connection, seconds):
        try:
            for key, day, modality in _fitting(connection, query):
                count += 1
                if len(keys) < limit:
                    keys.append(key)
                if day is not None:
                    days[day[:10]][modality not in HAPPENED] += 1
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_INTERRUPT:
                raise
            exact = False
    return Window(
        records=tuple(_records(connection, keys)),
        count=count,
        exact=exact,
        days=tuple((day, happened, other) for day, (happened, other) in sorted(days.items())),
    )


def repeated_events(connection: sqlite3.Connection) -> frozenset[str]:
    """The ids of current events whose words are copied from another document."""
    return frozenset(row[0] for row in connection.execute("SELECT id FROM events WHERE current = 1 AND repeated = 1"))


def _fitting(connection: sqlite3.Connection, query: WindowQuery) -> Iterator[tuple[int, str | None, str]]:
    """Key, day and modality: those with a day first, in their order."""
    where, values = _where(query)
    select = f"SELECT e.key, e.date_start, e.modality FROM events e WHERE {where} AND e.date_start"
    order = "ORDER BY e.date_start, e.key"
    if query.since:
        # What begins in the asked days comes before what reaches into them from years ago.
        yield from connection.execute(f"{select} >= ? {order}", [*values, query.since])
        yield from connection.execute(f"{select} < ? AND e.date_end >= ? {order}", [*values, query.since, query.since])
        return
    yield from connection.execute(f"{select} IS NOT NULL {order}", values)
    if not query.until:
        yield from connection.execute(f"{select} IS NULL", values)


def _where(query: WindowQuery) -> tuple[str, list[Any]]:
    clauses, values = ["e.current = 1 AND e.repeated = 0"], list[Any]()
    for clause, given in _clauses(query):
        clauses.append(clause)
        values.extend(given)
    return " AND ".join(clauses), values


def _clauses(query: WindowQuery) -> Iterator[tuple[str, Sequence[Any]]]:
    def one_of(column: str, wanted: tuple[str, ...]) -> tuple[str, Sequence[Any]]:
        return f"e.{column} IN ({', '.join('?' * len(wanted))})", wanted

    if query.types:
        yield one_of("type", query.types)
    if query.modalities:
        yield one_of("modality", query.modalities)
    if query.least:
        yield "e.confidence >= ?", (query.least,)
    if query.document:
        yield "e.document_key = (SELECT key FROM documents WHERE id = ?)", (query.document,)
    if query.until:
        yield "e.date_start <= ?", (f"{query.until}~",)  # "~" sorts after every hour of the day
    if query.actor:
        yield f"e.key IN ({_PARTY.format(_all_of('a', query.actor, _ACTOR_COLUMNS))})", [one for _, one in query.actor]
    if query.source:
        yield f"e.key IN ({_OF_DYAD})", (query.source, query.target)
    if query.place:
        yield f"e.key IN ({_AT.format(_all_of('x', query.place, _PLACE_COLUMNS))})", [one for _, one in query.place]
    if query.box:
        yield _in_box(query.box)
    if query.words:
        matching = (
            "SELECT t.document_key FROM texts_search s JOIN texts t ON t.key = s.rowid WHERE texts_search MATCH ?"
        )
        yield f"e.document_key IN ({matching})", (query.words,)


def _all_of(table: str, given: Sequence[tuple[str, object]], known: frozenset[str]) -> str:
    unknown = {column for column, _ in given} - known
    if unknown:
        raise ValueError(f"not columns: {unknown}")
    # "=" rather than "IS": only it uses an index that leaves out NULL.
    return " AND ".join(f"{table}.{column} {'IS' if value is None else '='} ?" for column, value in given)


def _in_box(box: tuple[float, ...]) -> tuple[str, Sequence[Any]]:
    west, south, east, north = box
    across = "AND" if west <= east else "OR"
    clause = f"""e.key IN (SELECT p.event_key FROM event_places p JOIN places x ON x.key = p.place_key
        WHERE x.latitude BETWEEN ? AND ? AND (x.longitude >= ? {across} x.longitude <= ?))"""
    return clause, (south, north, west, east)


@contextmanager
def _stopped_after(connection: sqlite3.Connection, seconds: float) -> Iterator[None]:
    """Interrupts what still runs after so long."""
    end = time.monotonic() + seconds
    connection.set_progress_handler(lambda: int(time.monotonic() > end), _STEPS)
    try:
        yield
    finally:
        connection.set_progress_handler(None, 0)


def _records(connection: sqlite3.Connection, keys: Sequence[int]) -> Iterator[Record]:
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
