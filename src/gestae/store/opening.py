"""Opens a case file, or makes one, and refuses what is none: nothing in a file from elsewhere is trusted."""

from __future__ import annotations

import os
import secrets
import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

from gestae.corpus.sketches import SCHEME
from gestae.errors import CaseError, NotACase
from gestae.store.backfilling import add_standings
from gestae.store.faults import told
from gestae.store.migrations import APPLICATION_ID, VERSION, expected_schema, migrate, schema_of
from gestae.version import __version__

# What others call the connection, who do not know SQLite.
Connection = sqlite3.Connection
_HEADER = 100
_MAGIC = b"SQLite format 3\x00"
# STRICT tables.
_OLDEST_SQLITE = (3, 37, 0)
_BUSY_SECONDS = 30.0
# The version that first keeps by whose word an event stands.
_WITH_STANDINGS = 2
_FULL_TEXT_TABLES = ("texts_search_",)


def open_case(path: str | Path, *, create: bool = False, read_only: bool = False) -> sqlite3.Connection:
    """A connection to the case, checked.

    Args:
        path: the file.
        create: make it where there is none.
        read_only: nothing can be written through the connection.

    Raises:
        NotACase: the file is no case, is damaged, of a newer gestae, or holds what gestae never put there.
        CaseError: there is no such file, or it cannot be opened.
    """
    file = Path(path)
    _check_sqlite(str(path))
    try:
        present = file.exists()
    except (OSError, ValueError) as error:
        raise CaseError(str(path), f"cannot be opened: {error}") from None
    if not present:
        if not create or read_only:
            raise CaseError(str(path), "there is no such case; `gestae add` makes one")
        _create(file)
    version = _version(file)
    with told(str(path)):
        connection = _connect(file, "ro" if read_only else "rw")
        if read_only and not _can_be_read(connection):
            connection.close()
            connection = _connect(file, "ro", immutable=_log_is_empty(file))
    try:
        with told(str(path)):
            _prepare(connection, file, version, read_only=read_only)
    except BaseException:
        connection.close()
        raise
    return connection


def _check_sqlite(path: str) -> None:
    if sqlite3.sqlite_version_info < _OLDEST_SQLITE:
        oldest = ".".join(map(str, _OLDEST_SQLITE))
        raise CaseError(path, f"Python's SQLite is {sqlite3.sqlite_version}; a case needs {oldest} or newer")


def _create(file: Path) -> None:
    """A new case under a passing name, then in its place: who is killed here leaves no half case."""
    # By chance, not by process number: in containers the next process has the number of the one that was killed.
    passing = file.with_name(f"{file.name}.{secrets.token_hex(4)}.new")
    with told(str(file)):
        try:
            with closing(sqlite3.connect(passing, isolation_level=None)) as connection:
                connection.execute("BEGIN")
                migrate(connection, 0)
                facts = (("made_by", f"gestae {__version__}"), ("sketches", SCHEME))
                connection.executemany("INSERT INTO properties (name, value) VALUES (?, ?)", facts)
                connection.execute("COMMIT")
            _put(passing, file)
        except OSError as error:
            raise CaseError(str(file), f"cannot be made: {error.strerror or error}") from None
        finally:
            passing.unlink(missing_ok=True)


def _put(passing: Path, file: Path) -> None:
    """The new file under its name, but never over a case that another program has made meanwhile."""
    try:
        os.link(passing, file)
    except FileExistsError:
        pass
    except OSError:  # the disk knows no hard links
        if not file.exists():
            passing.rename(file)


def _version(file: Path) -> int:
    """The version of the schema, by the first bytes of the file, before SQLite reads it."""
    try:
        with file.open("rb") as opened:
            header = opened.read(_HEADER)
    except IsADirectoryError:
        raise CaseError(str(file), "this is a folder, not a case") from None
    except OSError as error:
        raise CaseError(str(file), f"cannot be opened: {error.strerror or error}") from None
    if len(header) < _HEADER or not header.startswith(_MAGIC):
        raise NotACase(str(file), "this is not a case file")
    if int.from_bytes(header[68:72], "big") != APPLICATION_ID:
        raise NotACase(str(file), "this is an SQLite file, but no case")
    version = int.from_bytes(header[60:64], "big")
    if version > VERSION:
        newer = f"it was made by a newer gestae (schema {version}; this one knows {VERSION})"
        raise NotACase(str(file), f"{newer}; update gestae")
    _check_length(file, header)
    return version


def _check_length(file: Path, header: bytes) -> None:
    """Refuses a file that is shorter than it says: cut off in copying. What a log beside it holds may be missing."""
    page = int.from_bytes(header[16:18], "big")
    said = int.from_bytes(header[28:32], "big") * (65536 if page == 1 else page)
    if file.stat().st_size < said and _log_is_empty(file):
        raise NotACase(str(file), f"it is cut short: {file.stat().st_size:,} bytes are left of {said:,}")


def _connect(file: Path, mode: str, *, immutable: bool = False) -> sqlite3.Connection:
    address = f"file:{quote(str(file.absolute()), safe='/')}?mode={mode}{'&immutable=1' if immutable else ''}"
    # One thread at a time uses a connection, but a server may hand it from one to another.
    connection = sqlite3.connect(
        address, uri=True, isolation_level=None, timeout=_BUSY_SECONDS, check_same_thread=False
    )
    connection.row_factory = sqlite3.Row
    return connection


def _can_be_read(connection: sqlite3.Connection) -> bool:
    """Not from a folder that may not be written to: SQLite wants to put the files of its log beside the case."""
    try:
        connection.execute("SELECT 1 FROM sqlite_schema LIMIT 1").fetchone()
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF in {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY}:
            return False
        raise
    return True


def _log_is_empty(file: Path) -> bool:
    log = file.with_name(f"{file.name}-wal")
    return not log.exists() or not log.stat().st_size


def _prepare(connection: sqlite3.Connection, file: Path, version: int, *, read_only: bool) -> None:
    for pragma in ("trusted_schema = OFF", "cell_size_check = ON", "foreign_keys = ON"):
        connection.execute(f"PRAGMA {pragma}")
    if version < VERSION:
        _upgrade(connection, file, version, read_only=read_only)
    _check_schema(connection, file)
    connection.execute("PRAGMA cache_size = -65536")
    if read_only:
        connection.execute("PRAGMA query_only = ON")
        return
    connection.execute("PRAGMA journal_mode = WAL")
    # A batch that is told as kept is on the disk.
    connection.execute("PRAGMA synchronous = FULL")


def _upgrade(connection: sqlite3.Connection, file: Path, version: int, *, read_only: bool) -> None:
    if read_only:
        raise CaseError(str(file), f"it is of schema {version}; open it once for writing (`gestae add`) to upgrade it")
    connection.execute("BEGIN EXCLUSIVE")
    try:
        (now,) = connection.execute("PRAGMA user_version").fetchone()
        migrate(connection, now)
        if now < _WITH_STANDINGS:
            add_standings(connection)
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise


def _check_schema(connection: sqlite3.Connection, file: Path) -> None:
    """Refuses triggers, views, generated columns and whatever else stands where gestae has its own tables."""
    found = dict(schema_of(connection))
    for name, sql in expected_schema().items():
        if name.startswith(_FULL_TEXT_TABLES):
            continue
        if name not in found:
            raise NotACase(str(file), f"its table or index {name} is missing")
        if found[name] != sql:
            raise NotACase(str(file), f"its table or index {name} is not as gestae makes it")
    kinds = connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_schema").fetchall()
    ours = expected_schema().keys()
    for kind, name, table, sql in kinds:
        if name in ours or name.startswith("sqlite_"):
            continue
        # A table of the user's own beside ours does no harm; what acts on ours by itself might.
        if kind in {"trigger", "view"} or table in ours or "VIRTUAL" in (sql or "").upper().split("(")[0]:
            raise NotACase(str(file), f"it holds the {kind} {name}, which gestae did not make")
