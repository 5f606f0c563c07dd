"""The schema of the case file: numbered SQL files, never edited once released; each takes a case one version on."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from functools import cache

from gestae.datafiles import data_file

# "gest" in ASCII: tells a case from every other SQLite file.
APPLICATION_ID = 0x67657374
VERSION = 4


def migrate(connection: sqlite3.Connection, since: int) -> None:
    """The file of version `since` (0: empty) at the newest version, in the transaction that is open."""
    for number in range(since + 1, VERSION + 1):
        for statement in statements(number):
            connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {number}")
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")


def statements(number: int) -> Iterator[str]:
    """The statements of one migration."""
    collected = ""
    for line in script(number).splitlines(keepends=True):
        collected += line
        if sqlite3.complete_statement(collected):
            yield collected.strip()
            collected = ""


def script(number: int) -> str:
    """The SQL of one migration."""
    return data_file("store", "schema", f"{number:04}.sql").read_text(encoding="utf-8")


@cache
def expected_schema() -> dict[str, str]:
    """What `sqlite_schema` of a case of the newest version holds: each name with its SQL."""
    connection = sqlite3.connect(":memory:")
    try:
        migrate(connection, 0)
        return dict(schema_of(connection))
    finally:
        connection.close()


def schema_of(connection: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    """Name and SQL of everything in the file but what SQLite keeps for itself."""
    # The tables behind a full-text index are written by SQLite, whose versions may quote them differently.
    rows = connection.execute("SELECT name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'")
    yield from ((name, sql or "") for name, sql in rows)
