"""A case whose rows were rewritten by another program: named as damaged, in one line, whatever is asked of it."""

from __future__ import annotations

import sqlite3
import zlib
from contextlib import closing
from pathlib import Path

import pytest

from gestae.case import Case
from gestae.errors import NotACase
from gestae.store.values import Incoming, Original, RunIdentity
from gestae.store.writing import run_number, transaction, write_batch

from ..views.sample import record as sample


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "a.case"
    record = sample()
    identity = RunIdentity(program="0", model="m", ontology="o", extractor="e", actors="[]", settings="{}")
    original = Original(sha256=record.document.sha256, size=3, compression="none", content=b"abc")
    with Case(file, create=True) as case, transaction(case._connection, str(file)):
        item = Incoming(name="a", document=record.document, original=original, extractor="e", record=record)
        write_batch(case._connection, run_number(case._connection, identity), [item], [])
    return file


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE evidence SET start = start + 1",
        'UPDATE evidence SET start = -5, "end" = -5 + length(text)',
        "UPDATE documents SET authors = '{'",
        "UPDATE actors SET aliases = 'none'",
        "UPDATE runs SET actors = ''",
        "UPDATE events SET date_start = 'tomorrow' WHERE date_start IS NOT NULL",
        "UPDATE links SET target_key = 999",
        "UPDATE texts SET text = CAST(x'ff' AS TEXT)",
    ],
)
def test_hostile_rows(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(statement)
        connection.commit()
    with (
        Case(path, read_only=True) as case,
        pytest.raises(NotACase, match="damaged, or not as gestae wrote it") as told,
    ):
        for document in case.documents():
            case.text(document.id)
            case.record(document.id)
    assert "\n" not in str(told.value)


def test_a_bomb_among_the_bytes_stays_small(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        bomb = zlib.compress(bytes(50_000_000), 9)
        connection.execute("UPDATE originals SET compression = 'zlib', content = ?", (bomb,))
        connection.commit()
    with Case(path, read_only=True) as case:
        faults = [fault for fault in case.verify() if fault.table == "originals"]
    assert [fault.reason for fault in faults] == ["the bytes are not those that were received"]
