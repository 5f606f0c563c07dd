"""Addresses that were fetched, with what their servers gave to tell whether a page is still the same.

A page that has not changed need not be sent again, but only to a run that has all of it: another run reads it anew, and
so does this one where a skim has left out what is now to be read.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping

from gestae.store.rows import insert
from gestae.store.values import PageStamp
from gestae.store.writing import now


def known_addresses(connection: sqlite3.Connection, run: int, skim: str | None) -> dict[str, PageStamp]:
    """What came with the pages that a run has whole, by address."""
    query = """SELECT address, etag, last_modified FROM addresses WHERE run = ? AND (skim IS NULL OR skim = ?)
        ORDER BY address"""
    return {row[0]: PageStamp(etag=row[1], last_modified=row[2]) for row in connection.execute(query, (run, skim))}


def keep_addresses(
    connection: sqlite3.Connection, run: int, skim: str | None, fetched: Mapping[str, PageStamp]
) -> None:
    """Notes, in the transaction that is open, that everything found at these addresses is in the case."""
    columns = ("run", "address", "skim", "etag", "last_modified", "fetched_at")
    for address, stamp in fetched.items():
        connection.execute("DELETE FROM addresses WHERE run = ? AND address = ?", (run, address))
        values = (run, address, skim, stamp.etag, stamp.last_modified, now())
        connection.execute(insert("addresses", columns), values)
