"""What a case holds, without the times at which it came in: two cases of the same reports must be equal."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

# The tables behind the full-text index hold the same words; how SQLite lays them out is its own affair.
_NOT_COMPARED = ("texts_search_", "sqlite_")


def dump(case: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, in the order of their keys."""
    with closing(sqlite3.connect(f"file:{case}?mode=ro", uri=True)) as connection:
        names = [
            row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
        ]
        return {name: _rows(connection, name) for name in names if not name.startswith(_NOT_COMPARED)}


def _rows(connection: sqlite3.Connection, table: str) -> list[tuple[Any, ...]]:
    columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
    kept = ", ".join(f'"{column}"' for column in columns if not column.endswith("_at"))
    return connection.execute(f"SELECT {kept} FROM {table} ORDER BY {kept}").fetchall()


def intact(case: Path) -> bool:
    """Whether SQLite finds nothing wrong with the file."""
    with closing(sqlite3.connect(case)) as connection:
        checks = [connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]]
        checks.append(connection.execute("PRAGMA foreign_key_check").fetchall() == [])
        return all(checks)
