"""Two runs side by side: what the one found and the other did not, and what they tell differently.

A row is the same in both where its id is: the same words of the same document, taken for the same kind of thing.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from typing import Any, Literal

from gestae.record.record import Record
from gestae.store.restoring import restore_record

_WITH_IDS = ("actors", "places", "statements", "events", "tolls")
_WITHOUT_IDS = ("links", "relations", "market_moves", "discrepancies")
_READ = "SELECT key FROM readings WHERE run = ? AND document_key = ?"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One row that two runs do not have alike.

    `before` and `after` are the rows of the record (None where a run has none); `fields` names what differs in a
    changed one. For a document that only one of the runs has read, `table` is "documents" and both rows are None.
    """

    kind: Literal["added", "dropped", "changed"]
    table: str
    document: str
    before: Any = None
    after: Any = None
    fields: tuple[str, ...] = ()


def compare_runs(connection: sqlite3.Connection, before: int, after: int) -> Iterator[Change]:
    """Every change from the one run to the other, document by document."""
    query = """SELECT d.key, d.id FROM documents d
        WHERE EXISTS (SELECT 1 FROM readings r WHERE r.document_key = d.key AND r.run IN (?, ?)) ORDER BY d.key"""
    for key, document in connection.execute(query, (before, after)).fetchall():
        old = connection.execute(_READ, (before, key)).fetchone()
        new = connection.execute(_READ, (after, key)).fetchone()
        if old is None or new is None:
            yield Change(kind="added" if old is None else "dropped", table="documents", document=document)
            continue
        yield from _changes(document, restore_record(connection, old[0]), restore_record(connection, new[0]))


def _changes(document: str, before: Record, after: Record) -> Iterator[Change]:
    for table in _WITH_IDS:
        old = {row.id: row for row in getattr(before, table)}
        new = {row.id: row for row in getattr(after, table)}
        lost = [row for key, row in old.items() if key not in new]
        won = [row for key, row in new.items() if key not in old]
        yield from _lost_and_won(table, document, lost, won)
        for key in old:
            if key in new and (names := _differing(old[key], new[key])):
                yield Change(
                    kind="changed", table=table, document=document, before=old[key], after=new[key], fields=names
                )
    for table in _WITHOUT_IDS:
        olds, news = Counter(getattr(before, table)), Counter(getattr(after, table))
        yield from _lost_and_won(table, document, (olds - news).elements(), (news - olds).elements())


def _lost_and_won(table: str, document: str, lost: Iterable[Any], won: Iterable[Any]) -> Iterator[Change]:
    yield from (Change(kind="dropped", table=table, document=document, before=row) for row in lost)
    yield from (Change(kind="added", table=table, document=document, after=row) for row in won)


def _differing(before: Any, after: Any) -> tuple[str, ...]:
    return tuple(one.name for one in fields(before) if getattr(before, one.name) != getattr(after, one.name))
