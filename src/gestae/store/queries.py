"""Questions to a case: SQL in, typed rows out. Every value is bound; nothing from outside becomes SQL."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from typing import Any

from gestae.record.documents import Document
from gestae.record.events import HAPPENED
from gestae.store.restoring import document_of, restore_events
from gestae.store.values import Counts, Difference, Found, StoredDocument, StoredEvent, StoredProblem, StoredRun

_DOCUMENTS = """
  SELECT d.*, coalesce(c.kind, 'single') AS copy, coalesce(first.id, d.id) AS origin,
    max((SELECT count(*) FROM copies same WHERE same.origin_key = c.origin_key), 1) AS copies
  FROM documents d LEFT JOIN copies c ON c.document_key = d.key
    LEFT JOIN origins o ON o.key = c.origin_key LEFT JOIN documents first ON first.key = o.document_key
"""
_DYAD_DAY = """
  SELECT date_start, count(*), sum(intensity) FROM event_dyads
  WHERE source = ? AND target = ? AND date_start >= ? AND date_start <= ? GROUP BY date_start ORDER BY date_start
"""
# A date may carry an hour ("2020-01-08T05"); "~" sorts after every one of them.
_LAST = "~"


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


@dataclass(frozen=True, slots=True, kw_only=True)
class DyadDay:
    """What one country did to another on a day: how many events, and their intensities summed (-10 to 10 each)."""

    date: str
    events: int
    intensity: float


def find_events(
    connection: sqlite3.Connection, filters: Filters, *, limit: int | None = None, offset: int = 0
) -> list[StoredEvent]:
    """Events by day, those without one last."""
    where, values = _where(filters)
    dated = _event_rows(connection, f"{where} AND e.date_start IS NOT NULL", values, limit, offset)
    if limit is not None and len(dated) == limit:
        return _stored_events(connection, dated)
    # The others stand behind all dated ones: how many of these the offset has skipped must be counted.
    skipped = 0 if offset == 0 or dated else _count(connection, f"{where} AND e.date_start IS NOT NULL", values)
    rest = None if limit is None else limit - len(dated)
    start = max(0, offset - skipped) if not dated else 0
    undated = _event_rows(connection, f"{where} AND e.date_start IS NULL", values, rest, start)
    return _stored_events(connection, [*dated, *undated])


def count_events(connection: sqlite3.Connection, filters: Filters) -> int:
    """How many events fit."""
    return _count(connection, *_where(filters))


def repeated_events(connection: sqlite3.Connection) -> frozenset[str]:
    """The ids of current events whose words are copied from another document."""
    return frozenset(row[0] for row in connection.execute("SELECT id FROM events WHERE current = 1 AND repeated = 1"))


def find_event(connection: sqlite3.Connection, event: str, run: int | None = None) -> StoredEvent | None:
    """One event by its id: as last read, or as one run reads it."""
    where, values = ("r.run = ?", (event, run)) if run is not None else ("e.current = 1", (event,))
    rows = _event_rows(connection, f"e.id = ? AND {where}", values, 1, 0)
    return next(iter(_stored_events(connection, rows)), None)


def dyad_series(
    connection: sqlite3.Connection, source: str, target: str, *, since: str | None = None, until: str | None = None
) -> list[DyadDay]:
    """What one country did to another, day by day."""
    bounds = (since or "", f"{until}{_LAST}" if until else _LAST)
    return [
        DyadDay(date=day, events=count, intensity=total)
        for day, count, total in connection.execute(_DYAD_DAY, (source, target, *bounds))
    ]


def dyads(connection: sqlite3.Connection, *, limit: int = 50) -> list[tuple[str, str, int, float]]:
    """Pairs of countries with their events and summed intensity, the busiest first."""
    query = """SELECT source, target, count(*), sum(intensity) FROM event_dyads GROUP BY source, target
        ORDER BY count(*) DESC, source, target LIMIT ?"""
    return [(row[0], row[1], row[2], row[3]) for row in connection.execute(query, (limit,))]


def list_documents(
    connection: sqlite3.Connection, *, limit: int | None = None, offset: int = 0, origin: str | None = None
) -> Iterator[StoredDocument]:
    """Documents in the order in which they came in; with `origin`, the id of a document, those that tell its text."""
    where = "WHERE first.id = ?" if origin is not None else ""
    values = (*((origin,) if origin is not None else ()), -1 if limit is None else limit, offset)
    for row in connection.execute(f"{_DOCUMENTS} {where} ORDER BY d.key LIMIT ? OFFSET ?", values):
        yield _stored_document(row)


def find_document(connection: sqlite3.Connection, document: str) -> StoredDocument | None:
    """One document by its id."""
    row = connection.execute(f"{_DOCUMENTS} WHERE d.id = ?", (document,)).fetchone()
    return None if row is None else _stored_document(row)


def document_text(connection: sqlite3.Connection, document: str, run: int | None = None) -> Document | None:
    """A document with its text and parts: the newest text, or that which one run has read."""
    query = """SELECT t.title, t.text, t.key AS text_key, d.* FROM documents d
        JOIN texts t ON t.document_key = d.key WHERE d.id = ? ORDER BY t.key DESC LIMIT 1"""
    values: tuple[Any, ...] = (document,)
    if run is not None:
        query = """SELECT t.title, t.text, t.key AS text_key, r.published, d.* FROM documents d
            JOIN readings r ON r.document_key = d.key JOIN texts t ON t.key = r.text_key WHERE d.id = ? AND r.run = ?"""
        values = (document, run)
    row = connection.execute(query, values).fetchone()
    return None if row is None else document_of(connection, row)


def reading_key(connection: sqlite3.Connection, document: str, run: int | None = None) -> int | None:
    """The key of the reading of a document: the current one, or that of a run."""
    where, values = ("r.run = ?", (document, run)) if run is not None else ("r.current = 1", (document,))
    query = f"SELECT r.key FROM readings r JOIN documents d ON d.key = r.document_key WHERE d.id = ? AND {where}"
    row = connection.execute(query, values).fetchone()
    return None if row is None else int(row[0])


def search(connection: sqlite3.Connection, words: str, *, limit: int = 50, offset: int = 0) -> list[Found]:
    """Documents that hold all the words, best first; "in quotation marks" as a phrase, a* for every ending."""
    asked = _full_text(words)
    if not asked:
        return []
    query = """SELECT t.document_key, snippet(texts_search, 1, '‹', '›', '…', 24) FROM texts_search
        JOIN texts t ON t.key = texts_search.rowid WHERE texts_search MATCH ?
        AND t.key = (SELECT max(x.key) FROM texts x WHERE x.document_key = t.document_key)
        ORDER BY rank, t.key LIMIT ? OFFSET ?"""
    found: list[Found] = []
    for key, excerpt in connection.execute(query, (asked, limit, offset)).fetchall():
        row = connection.execute(f"{_DOCUMENTS} WHERE d.key = ?", (key,)).fetchone()
        found.append(Found(document=_stored_document(row), excerpt=excerpt))
    return found


def list_runs(connection: sqlite3.Connection) -> list[StoredRun]:
    """Every run, oldest first."""
    query = """SELECT u.*, count(r.key) AS documents, coalesce(sum(r.current), 0) AS current,
        (SELECT count(*) FROM events e JOIN readings x ON x.key = e.reading_key WHERE x.run = u.run) AS events
        FROM runs u LEFT JOIN readings r ON r.run = u.run GROUP BY u.run ORDER BY u.run"""
    names = [one.name for one in fields(StoredRun)]
    return [StoredRun(**{name: row[name] for name in names}) for row in connection.execute(query)]


def list_problems(connection: sqlite3.Connection, *, resolved: bool = False) -> list[StoredProblem]:
    """Items that were set aside, oldest first; those that went in after all only when asked for."""
    where = "" if resolved else "WHERE resolved_at IS NULL"
    names = [one.name for one in fields(StoredProblem)]
    rows = connection.execute(f"SELECT * FROM problems {where} ORDER BY key")
    return [StoredProblem(**{name: row[name] for name in names}) for row in rows]


def list_differences(connection: sqlite3.Connection, document: str | None = None) -> list[Difference]:
    """Numbers that copies tell otherwise than their origins; with `document`, those of one copy or origin."""
    where = "" if document is None else "WHERE d.id = ? OR o.id = ?"
    query = f"""SELECT x.*, d.id AS document, o.id AS origin FROM differences x
        JOIN documents d ON d.key = x.document_key JOIN documents o ON o.key = x.origin_document_key {where}
        ORDER BY x.key"""
    names = [one.name for one in fields(Difference)]
    rows = connection.execute(query, () if document is None else (document, document))
    return [Difference(**{name: row[name] for name in names}) for row in rows]


def count_all(connection: sqlite3.Connection) -> Counts:
    """How much the case holds."""

    def count(query: str) -> int:
        return int(connection.execute(query).fetchone()[0])

    happened = ", ".join(f"'{modality}'" for modality in sorted(HAPPENED))
    events = "SELECT count(*) FROM events WHERE current = 1 AND repeated = 0"
    return Counts(
        documents=count("SELECT count(*) FROM documents"),
        origins=count("SELECT count(*) FROM origins"),
        events=count(events),
        happened=count(f"{events} AND modality IN ({happened})"),
        problems=count("SELECT count(*) FROM problems WHERE resolved_at IS NULL"),
        runs=count("SELECT count(*) FROM runs"),
    )


def known_documents(connection: sqlite3.Connection, ids: Sequence[str], run: int) -> set[str]:
    """Which of the documents the case has already, read in this run."""
    if not ids:
        return set()
    marks = ", ".join("?" * len(ids))
    query = f"""SELECT d.id FROM documents d JOIN readings r ON r.document_key = d.key WHERE d.id IN ({marks})
        AND r.run = ?"""
    return {row[0] for row in connection.execute(query, (*ids, run))}


def _where(filters: Filters) -> tuple[str, tuple[Any, ...]]:
    clauses = ["r.run = ?" if filters.run is not None else "e.current = 1"]
    values: list[Any] = [filters.run] if filters.run is not None else []
    if not filters.copies:
        clauses.append("e.repeated = 0")
    for clause, value in _given(filters):
        clauses.append(clause)
        values.append(value)
    if filters.happened:
        clauses.append(f"e.modality IN ({', '.join('?' * len(HAPPENED))})")
        values.extend(sorted(HAPPENED))
    return " AND ".join(clauses), tuple(values)


def _given(filters: Filters) -> Iterator[tuple[str, Any]]:
    """The clause and the value of every filter that is given."""
    party = """EXISTS (SELECT 1 FROM event_actors p JOIN actors a ON a.key = p.actor_key
        WHERE p.event_key = e.key AND a.country = ?{})"""
    clauses = (
        (filters.type, "e.type = ?"),
        (filters.modality, "e.modality = ?"),
        (filters.country, party.format("")),
        (filters.source, party.format(" AND p.role = 'actor'")),
        (filters.target, party.format(" AND p.role = 'recipient'")),
        (filters.since, "e.date_start >= ?"),
        (f"{filters.until}{_LAST}" if filters.until else None, "e.date_start <= ?"),
        (filters.document, "e.document_key = (SELECT key FROM documents WHERE id = ?)"),
        (filters.context, "EXISTS (SELECT 1 FROM event_contexts x WHERE x.event_key = e.key AND x.context = ?)"),
        (filters.means, "EXISTS (SELECT 1 FROM event_means x WHERE x.event_key = e.key AND x.means = ?)"),
        (filters.least_confidence, "e.confidence >= ?"),
    )
    yield from ((clause, value) for value, clause in clauses if value is not None)


def _event_rows(
    connection: sqlite3.Connection, where: str, values: Sequence[Any], limit: int | None, offset: int
) -> list[sqlite3.Row]:
    query = f"""SELECT e.*, d.id AS document, d.published, d.publisher, r.run, c.origin_key FROM events e
        JOIN readings r ON r.key = e.reading_key JOIN documents d ON d.key = e.document_key
        LEFT JOIN copies c ON c.document_key = d.key
        WHERE {where} ORDER BY e.date_start, e.key LIMIT ? OFFSET ?"""
    return connection.execute(query, (*values, -1 if limit is None else limit, offset)).fetchall()


def _count(connection: sqlite3.Connection, where: str, values: Sequence[Any]) -> int:
    join = "JOIN readings r ON r.key = e.reading_key" if "r.run" in where else ""
    return int(connection.execute(f"SELECT count(*) FROM events e {join} WHERE {where}", values).fetchone()[0])


def _stored_events(connection: sqlite3.Connection, rows: Sequence[sqlite3.Row]) -> list[StoredEvent]:
    stored: list[StoredEvent] = []
    for first in range(0, len(rows), 1000):
        some = rows[first : first + 1000]
        for row, event in zip(some, restore_events(connection, some), strict=True):
            stored.append(
                StoredEvent(
                    event=event,
                    run=row["run"],
                    document=row["document"],
                    published=row["published"],
                    publisher=row["publisher"],
                    repeated=bool(row["repeated"]),
                    copies=_copies(connection, row["origin_key"]),
                    origins=1,
                )
            )
    return stored


def _copies(connection: sqlite3.Connection, origin: int | None) -> int:
    if origin is None:
        return 1
    return int(connection.execute("SELECT count(*) FROM copies WHERE origin_key = ?", (origin,)).fetchone()[0])


def _stored_document(row: sqlite3.Row) -> StoredDocument:
    values = {one.name: row[one.name] for one in fields(StoredDocument)}
    return StoredDocument(**values | {"authors": tuple(json.loads(row["authors"]))})


def _full_text(words: str) -> str:
    """The words as a query of FTS5, in which nothing of what people type is an operator."""
    found = re.findall(r'"([^"]+)"|([\w*]+)', words)
    terms: list[str] = []
    for phrase, word in found:
        plain = (phrase or word).strip("*").strip()
        if plain:
            terms.append('"' + plain.replace('"', '""') + '"' + ("*" if word.endswith("*") else ""))
    return " ".join(terms)
