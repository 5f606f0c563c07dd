"""The log of what people changed: rows are added, never altered; an undo is a row as well."""

from __future__ import annotations

import sqlite3
from dataclasses import fields

from gestae.store.rows import insert
from gestae.store.values import Correction
from gestae.store.writing import now

_SELECT = """SELECT c.key AS number, c.made_at, c.who, c.why, c.action, c.subject, c.subject_id, d.id AS document,
    c.field, c.before, c.after, c.undoes_key AS undoes FROM corrections c
    LEFT JOIN documents d ON d.key = c.document_key"""
_COLUMNS = (
    "made_at", "who", "why", "action", "subject", "subject_id", "document_key", "field", "before", "after",
    "undoes_key",
)  # fmt: skip


def log_correction(
    connection: sqlite3.Connection,
    *,
    who: str,
    why: str,
    action: str,
    subject: str,
    subject_id: str,
    document: str | None = None,
    field: str | None = None,
    before: str | None = None,
    after: str | None = None,
    undoes: int | None = None,
) -> int:
    """Add a correction to the log, in the transaction that is open; its number."""
    query = "SELECT key FROM documents WHERE id = ?"
    found = connection.execute(query, (document,)).fetchone() if document is not None else None
    values = (now(), who, why, action, subject, subject_id, found and found[0], field, before, after, undoes)
    return int(connection.execute(insert("corrections", _COLUMNS), values).lastrowid or 0)


def list_corrections(
    connection: sqlite3.Connection,
    *,
    subject: str | None = None,
    subject_id: str | None = None,
    undone: bool = False,
    newest: int | None = None,
) -> list[Correction]:
    """The log, oldest first: of everything, a table or one id; what was undone, and the undoing, when asked for.

    Where `newest` is given, only the last so many rows.
    """
    clauses, values = ["1"], []
    for column, value in (("c.subject", subject), ("c.subject_id", subject_id)):
        if value is not None:
            clauses.append(f"{column} = ?")
            values.append(value)
    if not undone:
        clauses.append("c.action <> 'undo' AND NOT EXISTS (SELECT 1 FROM corrections u WHERE u.undoes_key = c.key)")
    query = f"{_SELECT} WHERE {' AND '.join(clauses)} ORDER BY c.key DESC LIMIT ?"
    rows = connection.execute(query, (*values, -1 if newest is None else newest)).fetchall()
    names = [one.name for one in fields(Correction)]
    return [Correction(**{name: row[name] for name in names}) for row in reversed(rows)]


def last_correction(connection: sqlite3.Connection) -> int:
    """The number of the last row of the log, 0 where it is empty."""
    return int(connection.execute("SELECT coalesce(max(key), 0) FROM corrections").fetchone()[0])
