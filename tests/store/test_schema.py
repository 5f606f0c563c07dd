"""The schema is what the record says, and what was released is never edited."""

from __future__ import annotations

import sqlite3
from dataclasses import fields
from hashlib import sha256

import pytest

from gestae.record.actors import Actor
from gestae.record.events import Event
from gestae.record.markets import MarketMove
from gestae.record.places import Place
from gestae.record.relations import Relation
from gestae.record.statements import Statement
from gestae.record.tolls import Toll
from gestae.store.migrations import VERSION, migrate, script, statements
from gestae.store.rows import COLUMNS

# The hash of every released migration: a change of the schema is another file.
RELEASED = {
    1: "a16de1bc154c313d0430dd5f6e689fe4aafc5d5732faf2f1698290d74d59d8bd",
    2: "b5b8c6877d56f0887d17700f9d16d800ee43aa8a9061bc5da5501aea2f168442",
    3: "001b0c5c3e28c44fafe71a04065d51193680af5c683fd853129c49fce621aad0",
    4: "060eaeebaaaeacd033f95cdb51430ee26f3c46905ac3447739302944f27143cd",
}
# What stands in a table of its own, or under another name.
ELSEWHERE = {
    Actor: {"evidence"},
    Place: {"evidence", "lat", "lon"},
    Statement: {"evidence", "speakers", "addressees", "answers", "cue", "content", "date"},
    Event: {
        "evidence",
        "actors",
        "recipients",
        "places",
        "contexts",
        "means",
        "according_to",
        "date",
        "quantity",
        "responsibility",
    },
    Toll: {"evidence", "event", "affiliation", "according_to", "date"},
    Relation: {"evidence", "source", "target"},
    MarketMove: {"evidence", "cause", "date"},
}
TABLES = {
    Actor: "actors", Place: "places", Statement: "statements", Event: "events", Toll: "tolls",
    Relation: "relations", MarketMove: "market_moves",
}  # fmt: skip


@pytest.fixture(scope="module")
def connection() -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:")
    migrate(connection, 0)
    return connection


def columns(connection: sqlite3.Connection, table: str) -> list[str]:
    return [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]


def test_released_migrations_are_as_they_were() -> None:
    assert {number: sha256(script(number).encode()).hexdigest() for number in range(1, VERSION + 1)} == RELEASED


def test_every_table_is_strict_and_has_a_key(connection: sqlite3.Connection) -> None:
    tables = connection.execute("SELECT name, type, strict FROM pragma_table_list WHERE schema = 'main'").fetchall()
    ours = [(name, strict) for name, kind, strict in tables if kind == "table" and not name.startswith("sqlite_")]
    assert len(ours) > 30 and all(strict for _, strict in ours)
    for name, _ in ours:
        assert any(row[5] for row in connection.execute(f"PRAGMA table_info({name})")), name


@pytest.mark.parametrize("table", COLUMNS)
def test_rows_are_written_into_the_columns_that_there_are(connection: sqlite3.Connection, table: str) -> None:
    assert list(COLUMNS[table]) == columns(connection, table)


@pytest.mark.parametrize("kind", TABLES, ids=TABLES.get)
def test_every_field_of_the_record_has_its_column(connection: sqlite3.Connection, kind: type) -> None:
    plain = {one.name for one in fields(kind)} - ELSEWHERE[kind]
    assert plain <= set(columns(connection, TABLES[kind]))


def test_what_points_to_another_table_is_checked_by_sqlite(connection: sqlite3.Connection) -> None:
    names = [row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    for table in (name for name in names if not name.startswith(("sqlite_", "texts_search"))):
        pointing = {column for column in columns(connection, table) if column.endswith("_key")}
        checked = {row[3] for row in connection.execute(f"PRAGMA foreign_key_list({table})")}
        assert pointing <= checked, table


def test_every_foreign_key_has_an_index_but_those_nobody_follows_back(connection: sqlite3.Connection) -> None:
    names = [row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    missing = set()
    for table in (name for name in names if not name.startswith(("sqlite_", "texts_search"))):
        first = {
            connection.execute(f"PRAGMA index_info({row[1]})").fetchone()[2]
            for row in connection.execute(f"PRAGMA index_list({table})")
        }
        first |= {row[1] for row in connection.execute(f"PRAGMA table_info({table})") if row[5] == 1}
        missing |= {(table, row[3]) for row in connection.execute(f"PRAGMA foreign_key_list({table})")} - {
            (table, column) for column in first
        }
    # Nothing is ever deleted from the tables these point to; an index would only cost.
    unfollowed = {("readings", "text_key"), ("statement_answers", "answered_key"), ("sketches", "document_key")}
    assert {pair for pair in missing if pair[0] != "evidence"} <= unfollowed


def test_statements_are_split_where_they_end() -> None:
    found = list(statements(1))
    assert len(found) > 60
    assert all(sqlite3.complete_statement(statement) for statement in found)
