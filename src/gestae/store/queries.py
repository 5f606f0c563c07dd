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
from gestae.store.event_queries import LAST
from gestae.store.restoring import document_of
from gestae.store.values import Counts, Difference, Found, StoredDocument, StoredProblem, StoredRun, StoredSkim

_DOCUMENTS = """
  SELECT d.*, coalesce(c.kind, 'single') AS copy, coalesce(first.id, d.id) AS origin,
    max((SELECT count(*) FROM copies same WHERE same.origin_key = c.origin_key), 1) AS copies,
    (SELECT t.replaced FROM texts t WHERE t.document_key = d.key ORDER BY t.key DESC LIMIT 1) AS replaced
  FROM documents d LEFT JOIN copies c ON c.document_key = d.key
    LEFT JOIN origins o ON o.key = c.origin_key LEFT JOIN documents first ON first.key = o.document_key
"""
_DYAD_DAY = """
  SELECT date_start, count(*), sum(intensity) FROM event_dyads
  WHERE source = ? AND target = ? AND date_start >= ? AND date_start <= ? GROUP BY date_start ORDER BY date_start
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class DyadDay:
    """What one country did to another on a day: how many events, and their intensities summed (-10 to 10 each)."""

    date: str
    events: int
    intensity: float


def dyad_series(
    connection: sqlite3.Connection, source: str, target: str, *, since: str | None = None, until: str | None = None
) -> list[DyadDay]:
    """What one country did to another, day by day."""
    bounds = (since or "", f"{until}{LAST}" if until else LAST)
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

    events = dict(connection.execute("SELECT modality, events FROM event_counts").fetchall())
    return Counts(
        documents=count("SELECT count(*) FROM documents"),
        origins=count("SELECT count(*) FROM origins"),
        events=sum(events.values()),
        happened=sum(number for modality, number in events.items() if modality in HAPPENED),
        problems=count("SELECT count(*) FROM problems WHERE resolved_at IS NULL"),
        skimmed=count("SELECT count(*) FROM skims WHERE resolved_at IS NULL"),
        runs=count("SELECT count(*) FROM runs"),
    )


def list_skims(connection: sqlite3.Connection, *, resolved: bool = False) -> list[StoredSkim]:
    """Documents that were skimmed over, oldest first; those read after all only when asked for."""
    where = "" if resolved else "WHERE s.resolved_at IS NULL"
    query = f"""SELECT s.*, d.id AS document, d.name FROM skims s JOIN documents d ON d.key = s.document_key {where}
        ORDER BY s.run, s.document_key"""
    names = [one.name for one in fields(StoredSkim)]
    return [StoredSkim(**{name: row[name] for name in names}) for row in connection.execute(query)]


def known_documents(connection: sqlite3.Connection, ids: Sequence[str], run: int, skim: str | None = None) -> set[str]:
    """Which of the documents the case has already, read in this run or (with `skim`) skimmed over by that."""
    if not ids:
        return set()
    marks = ", ".join("?" * len(ids))
    query = f"""SELECT d.id FROM documents d JOIN readings r ON r.document_key = d.key WHERE d.id IN ({marks})
        AND r.run = ?"""
    known = {row[0] for row in connection.execute(query, (*ids, run))}
    if skim is not None:
        query = f"""SELECT d.id FROM documents d JOIN skims s ON s.document_key = d.key WHERE d.id IN ({marks})
            AND s.run = ? AND s.skim = ?"""
        known.update(row[0] for row in connection.execute(query, (*ids, run, skim)))
    return known


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
