"""What an older case lacks and only its records can tell, worked out once when the case is upgraded."""

from __future__ import annotations

import sqlite3

from gestae.store.restoring import restore_record
from gestae.store.rows import COLUMNS, event_statuses, insert


def add_standings(connection: sqlite3.Connection) -> None:
    """By whose word each event stands, of every reading, in the transaction that is open: some 5 ms a reading."""
    statement = insert("event_standings", COLUMNS["event_standings"])
    for (reading,) in connection.execute("SELECT key FROM readings ORDER BY key").fetchall():
        statuses = event_statuses(restore_record(connection, reading))
        keys = connection.execute("SELECT key, id FROM events WHERE reading_key = ?", (reading,)).fetchall()
        connection.executemany(statement, [(key, statuses[event]) for key, event in keys])
