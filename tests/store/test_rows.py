from __future__ import annotations

from pathlib import Path

import pytest

import gestae
from gestae.record.record import Record
from gestae.store.opening import Connection, open_case
from gestae.store.queries import reading_key
from gestae.store.restoring import restore_record
from gestae.store.values import Incoming, Original, RunIdentity
from gestae.store.writing import run_number, transaction, write_batch

from ..views.sample import record as sample

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.*"))
IDENTITY = RunIdentity(program="0", model="none", ontology="PLOVER", extractor="e", actors="[]", settings="{}")


@pytest.fixture
def connection(tmp_path: Path) -> Connection:
    return open_case(tmp_path / "a.case", create=True)


def kept(connection: Connection, record: Record) -> Record:
    """The record after a way through the case."""
    versions = record.gestae
    identity = RunIdentity(
        program=versions.version, model=versions.model, ontology=versions.ontology, extractor="e", actors="[]",
        settings="{}",
    )  # fmt: skip
    with transaction(connection, "a.case"):
        run = run_number(connection, identity)
        original = Original(sha256=record.document.sha256, size=3, compression="none", content=b"abc")
        item = Incoming(name="a", document=record.document, original=original, extractor="e", record=record)
        assert write_batch(connection, run, [item], []) == (1, 1)
        assert write_batch(connection, run, [item], []) == (0, 0)
    key = reading_key(connection, record.document.id)
    assert key is not None
    return restore_record(connection, key)


def test_the_sample_comes_back_value_for_value(connection: Connection) -> None:
    record = sample()
    assert kept(connection, record) == record


@pytest.mark.models
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_a_whole_reading_comes_back_byte_for_byte(connection: Connection, path: Path) -> None:
    record = gestae.read(path.read_bytes())
    assert kept(connection, record).to_json() == record.to_json()
