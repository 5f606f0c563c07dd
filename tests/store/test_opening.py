"""What is no case is refused with the reason, and nothing in a file from elsewhere is trusted."""

from __future__ import annotations

import os
import random
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest

from gestae.errors import CaseError, NotACase
from gestae.store.migrations import APPLICATION_ID, VERSION
from gestae.store.opening import open_case
from gestae.store.verifying import verify

from .dumps import intact


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "a.case"
    open_case(file, create=True).close()
    return file


def changed(path: Path, *statements: str) -> Path:
    """The case after SQL that gestae never ran."""
    with closing(sqlite3.connect(path)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()
    return path


def test_a_new_case_is_marked_and_careful(path: Path) -> None:
    with closing(open_case(path)) as connection:

        def pragma(name: str) -> object:
            return connection.execute(f"PRAGMA {name}").fetchone()[0]

        assert pragma("application_id") == APPLICATION_ID and pragma("user_version") == VERSION
        assert pragma("journal_mode") == "wal" and pragma("foreign_keys") == 1
        assert pragma("trusted_schema") == 0 and pragma("cell_size_check") == 1
    assert intact(path)
    assert sorted(path.parent.iterdir()) == [path]


def test_there_is_no_such_case(tmp_path: Path) -> None:
    for read_only in (True, False):
        with pytest.raises(CaseError, match="there is no such case"):
            open_case(tmp_path / "none.case", read_only=read_only)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "content",
    [b"", b"\n", b"A report, not a case.", b"SQLite format 3\x00", os.urandom(5000), b"\x1f\x8b" + b"x" * 500],
)
def test_record_that_is_not_sqlite(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "a.case"
    file.write_bytes(content)
    for create in (True, False):
        with pytest.raises(NotACase, match="not a case"):
            open_case(file, create=create)
    assert file.read_bytes() == content


def test_another_programs_database(tmp_path: Path) -> None:
    file = changed(tmp_path / "other.db", "CREATE TABLE documents (id TEXT)")
    with pytest.raises(NotACase, match="an SQLite file, but no case"):
        open_case(file)


def test_a_folder_is_no_case(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match="folder"):
        open_case(tmp_path)


def test_newer_schema(path: Path) -> None:
    changed(path, f"PRAGMA user_version = {VERSION + 1}")
    before = path.read_bytes()
    with pytest.raises(NotACase, match=r"newer gestae.*update gestae"):
        open_case(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("name", "statement"),
    [
        ("trap", "CREATE TRIGGER trap AFTER INSERT ON documents BEGIN DELETE FROM documents; END"),
        ("peep", "CREATE VIEW peep AS SELECT * FROM documents"),
        ("slow", "CREATE INDEX slow ON documents (title)"),
        ("evil", "CREATE VIRTUAL TABLE evil USING fts5 (a)"),
        ("documents", "ALTER TABLE documents ADD COLUMN x TEXT GENERATED ALWAYS AS (title) VIRTUAL"),
        ("differences", "DROP TABLE differences"),
        ("events", "ALTER TABLE events RENAME COLUMN type TO kind"),
    ],
)
def test_hostile_schema(path: Path, name: str, statement: str) -> None:
    changed(path, statement)
    with pytest.raises(NotACase, match=name):
        open_case(path)


def test_a_schema_rewritten_by_hand(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA writable_schema = ON")
        rewritten = "replace(sql, 'name TEXT NOT NULL', 'name TEXT DEFAULT (1)')"
        connection.execute(f"UPDATE sqlite_schema SET sql = {rewritten} WHERE name = 'problems'")
        connection.commit()
    with pytest.raises(NotACase, match="problems is not as gestae makes it"):
        open_case(path)


def test_a_table_of_the_users_own_does_no_harm(path: Path) -> None:
    changed(path, "CREATE TABLE my_notes (event TEXT, note TEXT)", "CREATE INDEX my_index ON my_notes (event)")
    open_case(path).close()


def test_record_truncated(path: Path) -> None:
    whole = path.read_bytes()
    for size in (1, 99, 100, 4096, 8192, len(whole) // 2, len(whole) - 1):
        path.write_bytes(whole[:size])
        with pytest.raises(NotACase, match="not a case file" if size < 100 else "cut short"):
            open_case(path)
        assert path.read_bytes() == whole[:size]


def test_record_bit_flipped(path: Path) -> None:
    """Whatever bit is turned, it opens or is refused with one line; SQLite never brings the process down."""
    chance = random.Random(7)
    whole = path.read_bytes()
    told = [place for place, byte in enumerate(whole) if byte]
    refused = 0
    for _ in range(150):
        content = bytearray(whole)
        for _ in range(chance.choice((1, 1, 8))):
            content[chance.choice(told)] ^= 1 << chance.randrange(8)
        path.write_bytes(content)
        try:
            with closing(open_case(path)) as connection:
                list(verify(connection))
        except CaseError as error:
            refused += 1
            assert str(error).startswith(str(path)) and "\n" not in str(error)
    assert refused > 50


def test_read_only_folder(tmp_path: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may write everywhere")
    tmp_path.chmod(stat.S_IRUSR | stat.S_IXUSR)
    try:
        with pytest.raises(CaseError, match=r"cannot be made|may not be written|cannot be opened"):
            open_case(tmp_path / "a.case", create=True)
    finally:
        tmp_path.chmod(stat.S_IRWXU)


def test_no_extension_is_loaded(path: Path) -> None:
    with closing(open_case(path)) as connection, pytest.raises(sqlite3.OperationalError):
        connection.execute("SELECT load_extension('anything')")


def test_odd_file_names(tmp_path: Path) -> None:
    for name in ("a b?c#d%41.case", "ü\n.case", "'quoted\".case", "-x.case", "file:x.case"):
        open_case(tmp_path / name, create=True).close()
        open_case(tmp_path / name, read_only=True).close()
    assert len([file for file in tmp_path.iterdir() if file.suffix == ".case"]) == 5
