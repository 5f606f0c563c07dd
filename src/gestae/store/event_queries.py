"""Which events: by filters, in the order of their days, a page at a time; quick on a case with a million of them.

First the keys are found, by an index that has all that is asked about; then those of the page are fetched whole.
Filters by country are answered by `event_countries`, all others by `events`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from gestae.record.events import HAPPENED, Event
from gestae.store.restoring import restore_events
from gestae.store.values import StoredEvent

# A date may carry an hour ("2020-01-08T05"); "~" sorts after every one of them.
LAST = "~"
# Rows fetched whole at once.
_PAGE = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """Which events: every filter that is given must fit.

    `country` is that of an actor or a recipient, `source` that of an actor, `target` that of a recipient (ISO 3166
    alpha-3); `since` and `until` bound the first day of the event, both inclusive; `happened` leaves out threats,
    plans, denials. `copies` brings events told in copied words in as well. `run` looks at one run; without it each
    document is looked at as it was last read.
    """

    type: str | None = None
    modality: str | None = None
    happened: bool = False
    country: str | None = None
    source: str | None = None
    target: str | None = None
    since: str | None = None
    until: str | None = None
    document: str | None = None
    context: str | None = None
    means: str | None = None
    least_confidence: float | None = None
    run: int | None = None
    copies: bool = False


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question about keys: the table it is put to, the columns it has there, and the conditions with their values."""

    table: str
    key: str
    date: str
    undated: str
    where: str
    values: tuple[Any, ...]

    def count(self, connection: sqlite3.Connection, more: str = "") -> int:
        """How many there are."""
        query = f"SELECT count(*) FROM {self.table} WHERE {self.where}{more}"
        return int(connection.execute(query, self.values).fetchone()[0])

    def keys(self, connection: sqlite3.Connection, more: str, limit: int | None, offset: int) -> list[int]:
        """Keys by day."""
        order = f"ORDER BY {self.date}, {self.key} LIMIT ? OFFSET ?"
        query = f"SELECT {self.key} FROM {self.table} WHERE {self.where}{more} {order}"
        values = (*self.values, -1 if limit is None else limit, offset)
        return [row[0] for row in connection.execute(query, values)]


def find_events(
    connection: sqlite3.Connection, filters: Filters, *, limit: int | None = None, offset: int = 0
) -> list[StoredEvent]:
    """Events by day, those without one last."""
    asked = _asked(filters)
    dated, undated = f" AND {asked.date} > ''", f" AND {asked.undated}"
    keys = asked.keys(connection, dated, limit, offset)
    if limit is None or len(keys) < limit:
        # The others stand behind all dated ones: how many of these the offset has skipped must be counted.
        start = 0 if keys or not offset else max(0, offset - asked.count(connection, dated))
        keys += asked.keys(connection, undated, None if limit is None else limit - len(keys), start)
    return fetch_events(connection, keys)


def count_events(connection: sqlite3.Connection, filters: Filters) -> int:
    """How many events fit."""
    return _asked(filters).count(connection)


def find_event(connection: sqlite3.Connection, event: str, run: int | None = None) -> StoredEvent | None:
    """One event by its id: as last read, or as one run reads it."""
    query = "SELECT e.key FROM events e JOIN readings r ON r.key = e.reading_key WHERE e.id = ? AND "
    where, values = ("r.run = ?", (event, run)) if run is not None else ("e.current = 1", (event,))
    keys = [row[0] for row in connection.execute(f"{query}{where} ORDER BY e.key LIMIT 1", values)]
    return next(iter(fetch_events(connection, keys)), None)


def fetch_events(connection: sqlite3.Connection, keys: Sequence[int]) -> list[StoredEvent]:
    """Events by their keys, in this order."""
    stored: list[StoredEvent] = []
    for first in range(0, len(keys), _PAGE):
        some = keys[first : first + _PAGE]
        query = f"""SELECT e.*, d.id AS document, d.published, d.publisher, r.run,
            max((SELECT count(*) FROM copies same WHERE same.origin_key = c.origin_key), 1) AS copies FROM events e
            JOIN readings r ON r.key = e.reading_key JOIN documents d ON d.key = e.document_key
            LEFT JOIN copies c ON c.document_key = d.key WHERE e.key IN ({", ".join("?" * len(some))})"""
        found = {row["key"]: row for row in connection.execute(query, some)}
        rows = [found[key] for key in some]
        stored += [_stored(row, event) for row, event in zip(rows, restore_events(connection, rows), strict=True)]
    return stored


def _stored(row: sqlite3.Row, event: Event) -> StoredEvent:
    return StoredEvent(
        event=event,
        run=row["run"],
        document=row["document"],
        published=row["published"],
        publisher=row["publisher"],
        repeated=bool(row["repeated"]),
        copies=row["copies"],
    )


def _asked(filters: Filters) -> _Asked:
    by_country = filters.run is None and not filters.copies and (filters.source or filters.target or filters.country)
    clauses = [*(_by_country(filters) if by_country else _by_event(filters)), *_everywhere(filters, bool(by_country))]
    where = " AND ".join(clause for clause, _ in clauses)
    values = tuple(value for _, some in clauses for value in some)
    if by_country:
        return _Asked("event_countries x", "x.event_key", "x.date_start", "x.date_start = ''", where, values)
    join = " JOIN readings r ON r.key = e.reading_key" if filters.run is not None else ""
    return _Asked(f"events e{join}", "e.key", "e.date_start", "e.date_start IS NULL", where, values)


_Clause = tuple[str, tuple[Any, ...]]


def _by_country(filters: Filters) -> Iterator[_Clause]:
    """Parties, where copies do not count: the first of them leads, the others must be of the same event."""
    parties = [
        (country, also)
        for country, also in (
            (filters.source, " AND {}.is_actor = 1"),
            (filters.target, " AND {}.is_recipient = 1"),
            (filters.country, ""),
        )
        if country is not None
    ]
    country, also = parties[0]
    yield f"x.country = ?{also.format('x')}", (country,)
    for country, also in parties[1:]:
        same = "y.date_start = x.date_start AND y.event_key = x.event_key"
        query = f"SELECT 1 FROM event_countries y WHERE y.country = ? AND {same}{also.format('y')}"
        yield f"EXISTS ({query})", (country,)
    if filters.document is not None:
        query = (
            "SELECT 1 FROM events e JOIN documents d ON d.key = e.document_key WHERE e.key = x.event_key AND d.id = ?"
        )
        yield f"EXISTS ({query})", (filters.document,)


def _by_event(filters: Filters) -> Iterator[_Clause]:
    """Runs, copies and parties, where every event may be asked for."""
    yield ("r.run = ?", (filters.run,)) if filters.run is not None else ("e.current = 1", ())
    yield ("e.repeated IN (0, 1)", ()) if filters.copies else ("e.repeated = 0", ())
    party = (
        "SELECT 1 FROM event_actors p JOIN actors a ON a.key = p.actor_key WHERE p.event_key = e.key AND a.country = ?"
    )
    for country, also in (
        (filters.source, " AND p.role = 'actor'"),
        (filters.target, " AND p.role = 'recipient'"),
        (filters.country, ""),
    ):
        if country is not None:
            yield f"EXISTS ({party} AND a.country = ?{also})", (country,)
    if filters.document is not None:
        yield "e.document_key = (SELECT key FROM documents WHERE id = ?)", (filters.document,)


def _everywhere(filters: Filters, by_country: bool) -> Iterator[_Clause]:
    """What both tables have under the same names."""
    table, key = ("x", "x.event_key") if by_country else ("e", "e.key")
    until = f"{filters.until}{LAST}" if filters.until is not None else None
    within = "EXISTS (SELECT 1 FROM {} l WHERE l.event_key = {} AND l.{} = ?)"
    for value, clause in (
        (filters.type, f"{table}.type = ?"),
        (filters.modality, f"{table}.modality = ?"),
        (filters.since, f"{table}.date_start >= ?"),
        (until, f"{table}.date_start > '' AND {table}.date_start <= ?"),
        (filters.least_confidence, f"{table}.confidence >= ?"),
        (filters.context, within.format("event_contexts", key, "context")),
        (filters.means, within.format("event_means", key, "means")),
    ):
        if value is not None:
            yield clause, (value,)
    if filters.happened:
        yield f"{table}.modality IN ({', '.join('?' * len(HAPPENED))})", tuple(sorted(HAPPENED))
