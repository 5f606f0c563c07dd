"""Puts documents and readings into a case, a batch a transaction: all of a batch is kept or none of it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import astuple, fields
from datetime import UTC, datetime
from hashlib import sha256

from gestae.record.documents import Document
from gestae.skimming.skim import Skimmed
from gestae.store.copying import find_copies, mark_repeated, place, repeats
from gestae.store.faults import case_error
from gestae.store.rows import COLUMNS, COUNTED, Tables, insert, json_list
from gestae.store.values import Incoming, Original, RunIdentity, SetAside

_DOCUMENT = (
    "id", "name", "title", "publisher", "authors", "published", "url", "language", "sha256", "original_key",
    "agency", "extra", "added_at",
)  # fmt: skip
_NUMBERED = tuple(table for table, columns in COLUMNS.items() if columns[0] == "key")


@contextmanager
def transaction(connection: sqlite3.Connection, path: str) -> Iterator[None]:
    """What is written inside is kept as a whole, or not at all.

    Raises:
        CaseError: SQLite could not keep it; the case is as before.
    """
    try:
        connection.execute("BEGIN IMMEDIATE")
        yield
        connection.execute("COMMIT")
    except BaseException as error:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        if isinstance(error, sqlite3.Error):
            raise case_error(path, error) from error
        raise


def find_run(connection: sqlite3.Connection, identity: RunIdentity) -> int | None:
    """The number of the run that reads in this way; None where none does."""
    found = connection.execute("SELECT run FROM runs WHERE fingerprint = ?", (_fingerprint(identity),)).fetchone()
    return None if found is None else int(found[0])


def run_number(connection: sqlite3.Connection, identity: RunIdentity) -> int:
    """The number of the run that reads in this way; a new one where none does."""
    found = find_run(connection, identity)
    if found is not None:
        connection.execute("UPDATE runs SET last_at = ? WHERE run = ?", (now(), found))
        return found
    columns = (*(one.name for one in fields(RunIdentity)), "fingerprint", "started_at", "last_at")
    values = (*astuple(identity), _fingerprint(identity), now(), now())
    return _key(connection.execute(insert("runs", columns), values))


def write_batch(
    connection: sqlite3.Connection, run: int, incoming: Iterable[Incoming], aside: Iterable[SetAside]
) -> tuple[int, int]:
    """Documents with their readings, and items set aside, into the open transaction.

    Returns how many documents and how many readings are new; what the case has already is left as it is.
    """
    tables = Tables(_next_keys(connection))
    added = read = 0
    for item in incoming:
        document, is_new = _document(connection, item)
        text = _text(connection, document, item.document, item.extractor)
        pairs = find_copies(connection, document, item.document, item.sketch)
        if is_new:
            place(connection, document, item.document, item.sketch, item.agency, pairs)
            tables.write(connection)  # so that what is read already can be marked
            mark_repeated(connection, pairs)
        added += is_new
        if item.skimmed is not None:
            _skim(connection, run, document, text, item.skimmed)
        if item.record is not None and not _has_reading(connection, run, document):
            reading = _reading(connection, run, document, text, item.document.published)
            tables.add_reading(item.record, reading=reading, document=document, repeats=repeats(pairs))
            _resolve_skims(connection, document)
            read += 1
        connection.execute(
            "UPDATE problems SET resolved_at = ? WHERE resolved_at IS NULL AND name = ?", (now(), item.name)
        )
    for problem in aside:
        _set_aside(connection, problem)
    tables.write(connection)
    return added, read


def now() -> str:
    """This moment in UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def _fingerprint(identity: RunIdentity) -> str:
    return sha256("\x1f".join(value or "" for value in astuple(identity)).encode()).hexdigest()


def _document(connection: sqlite3.Connection, item: Incoming) -> tuple[int, bool]:
    document = item.document
    found = connection.execute("SELECT key FROM documents WHERE id = ?", (document.id,)).fetchone()
    if found is not None:
        return int(found[0]), False
    values = (
        document.id, item.name, document.title, document.publisher, json_list(document.authors), document.published,
        document.url, document.language, document.sha256, _original(connection, item.original), item.agency,
        item.extra, now(),
    )  # fmt: skip
    return _key(connection.execute(insert("documents", _DOCUMENT), values)), True


def _original(connection: sqlite3.Connection, original: Original) -> int:
    found = connection.execute("SELECT key FROM originals WHERE sha256 = ?", (original.sha256,)).fetchone()
    if found is not None:
        return int(found[0])
    columns = ("sha256", "bytes", "compression", "content")
    return _key(connection.execute(insert("originals", columns), astuple(original)))


def _has_reading(connection: sqlite3.Connection, run: int, document: int) -> bool:
    query = "SELECT 1 FROM readings WHERE run = ? AND document_key = ?"
    return connection.execute(query, (run, document)).fetchone() is not None


def _reading(connection: sqlite3.Connection, run: int, document: int, text: int, published: str | None) -> int:
    _supersede(connection, document)
    columns = ("run", "document_key", "text_key", "published", "current", "read_at")
    return _key(connection.execute(insert("readings", columns), (run, document, text, published, 1, now())))


def _text(connection: sqlite3.Connection, key: int, document: Document, extractor: str) -> int:
    query = "SELECT key FROM texts WHERE document_key = ? AND extractor = ?"
    found = connection.execute(query, (key, extractor)).fetchone()
    if found is not None:
        return int(found[0])
    columns = ("document_key", "extractor", "sha256", "characters", "title", "text", "replaced")
    digest = sha256(document.text.encode()).hexdigest()
    replaced = document.text.count("\ufffd")
    values = (key, extractor, digest, len(document.text), document.title, document.text, replaced)
    text = _key(connection.execute(insert("texts", columns), values))
    parts = [(text, position, part.kind, part.start, part.end) for position, part in enumerate(document.parts)]
    connection.executemany(insert("parts", ("text_key", "position", "kind", "start", "end")), parts)
    searched = (text, document.title, document.text)
    connection.execute("INSERT INTO texts_search (rowid, title, text) VALUES (?, ?, ?)", searched)
    return text


def _skim(connection: sqlite3.Connection, run: int, document: int, text: int, skimmed: Skimmed) -> None:
    """Why the document is not read in this run; what the run has read already stays read."""
    if _has_reading(connection, run, document):
        return
    columns = ("run", "document_key", "text_key", "skim", "chance", "reason", "skimmed_at")
    values = (run, document, text, skimmed.version, skimmed.chance, skimmed.reason, now())
    connection.execute("DELETE FROM skims WHERE run = ? AND document_key = ?", (run, document))
    connection.execute(insert("skims", columns), values)


def _resolve_skims(connection: sqlite3.Connection, document: int) -> None:
    """What a run has skimmed over is read after all, by whatever run."""
    query = "UPDATE skims SET resolved_at = ? WHERE document_key = ? AND resolved_at IS NULL"
    connection.execute(query, (now(), document))


def _supersede(connection: sqlite3.Connection, document: int) -> None:
    """Earlier readings of the document are kept, but no longer current."""
    query = "SELECT key FROM readings WHERE document_key = ? AND current = 1"
    for (reading,) in connection.execute(query, (document,)).fetchall():
        connection.execute("UPDATE readings SET current = 0 WHERE key = ?", (reading,))
        for table in COUNTED:
            connection.execute(
                f"DELETE FROM {table} WHERE event_key IN (SELECT key FROM events WHERE reading_key = ?)", (reading,)
            )
        connection.execute("UPDATE events SET current = 0 WHERE reading_key = ?", (reading,))


def _set_aside(connection: sqlite3.Connection, problem: SetAside) -> None:
    key = None if problem.original is None else _original(connection, problem.original)
    query = "SELECT key FROM problems WHERE name = ? AND kind = ? AND sha256 IS ?"
    found = connection.execute(query, (problem.name, problem.kind, problem.sha256)).fetchone()
    if found is not None:
        query = "UPDATE problems SET reason = ?, last_at = ?, resolved_at = NULL WHERE key = ?"
        connection.execute(query, (problem.reason, now(), found[0]))
        return
    columns = ("name", "kind", "reason", "sha256", "original_key", "first_at", "last_at")
    values = (problem.name, problem.kind, problem.reason, problem.sha256, key, now(), now())
    connection.execute(insert("problems", columns), values)


def _next_keys(connection: sqlite3.Connection) -> Mapping[str, int]:
    return {
        table: connection.execute(f"SELECT coalesce(max(key), 0) + 1 FROM {table}").fetchone()[0] for table in _NUMBERED
    }


def _key(cursor: sqlite3.Cursor) -> int:
    if cursor.lastrowid is None:  # SQLite gives one for every row put in
        raise sqlite3.InternalError("no key for a row put in")
    return cursor.lastrowid
