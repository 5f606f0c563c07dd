"""What SQLite complains of, as errors of gestae: the file, the reason, what to do."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from gestae.errors import CaseBusy, CaseError, CaseSlow, NotACase

_LONGEST = 200
_DAMAGED = "the file is damaged, or not as gestae wrote it; restore it from a copy"
# By SQLite's primary result codes.
_REASONS: Mapping[int, tuple[type[CaseError], str]] = {
    sqlite3.SQLITE_BUSY: (CaseBusy, "another program is writing to it; try again when it is done"),
    sqlite3.SQLITE_LOCKED: (CaseBusy, "another program is writing to it; try again when it is done"),
    sqlite3.SQLITE_FULL: (CaseError, "the disk is full; the case is as it was before the last batch"),
    sqlite3.SQLITE_IOERR: (
        CaseError,
        "the disk cannot be read or written; the case is as it was before the last batch",
    ),
    sqlite3.SQLITE_READONLY: (CaseError, "the file, or the folder it is in, may not be written to"),
    sqlite3.SQLITE_PERM: (CaseError, "the file, or the folder it is in, may not be written to"),
    sqlite3.SQLITE_CANTOPEN: (CaseError, "the file, or one beside it, cannot be opened"),
    sqlite3.SQLITE_PROTOCOL: (
        CaseBusy,
        "it cannot be locked; is it on a network drive? Work on a copy on a local disk",
    ),
    sqlite3.SQLITE_AUTH: (CaseError, "the file may not be read"),
    sqlite3.SQLITE_NOTADB: (NotACase, "this is not a case file"),
    sqlite3.SQLITE_CORRUPT: (NotACase, _DAMAGED),
    sqlite3.SQLITE_NOMEM: (CaseError, "there is not enough memory"),
    sqlite3.SQLITE_TOOBIG: (CaseError, "a text is too long for SQLite"),
    sqlite3.SQLITE_INTERRUPT: (CaseSlow, "the question took too long and was stopped"),
}


@contextmanager
def told(path: str) -> Iterator[None]:
    """Errors of SQLite inside become a CaseError that names the file.

    Raises:
        CaseError: SQLite gave up.
        NotACase: what stands in the file is no record: spans that do not fit, ids that are nowhere, no UTF-8.
    """
    try:
        yield
    except sqlite3.DatabaseError as error:
        raise case_error(path, error) from error
    except (ValueError, KeyError) as error:
        raise NotACase(path, f"{_DAMAGED} ({_line(error)})") from error


def case_error(path: str, error: sqlite3.Error) -> CaseError:
    """The error of gestae for one of SQLite; what has no row above is told in SQLite's words."""
    code = getattr(error, "sqlite_errorcode", None)
    kind, reason = _REASONS.get(code & 0xFF if code is not None else -1, (CaseError, ""))
    if not reason and "UTF-8" in str(error):
        return NotACase(path, f"{_DAMAGED} ({_line(error)})")
    if not reason:
        return CaseError(path, f"SQLite says: {_line(error)}")
    return kind(path, f"{reason} ({_line(error)})")


def _line(error: Exception) -> str:
    """What SQLite says, on one line; it may quote what stands in the file."""
    return " ".join(str(error).split())[:_LONGEST]
