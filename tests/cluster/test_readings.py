"""Readings as Parquet: what a case takes in from them is what it would have read itself; foul ones are set aside."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pyarrow
import pytest
from pyarrow import parquet

from gestae.adding import workers
from gestae.adding.intake import run_identity
from gestae.adding.preparing import Prepared, prepare
from gestae.adding.workers import versions
from gestae.case import Case
from gestae.cluster.readings import ReadingsWriter, read_readings, run_of, schema_of
from gestae.errors import ReadingsError
from gestae.settings import Settings
from gestae.sources.items import Item, Problem
from gestae.store.values import Incoming, RunIdentity, SetAside

from ..adding.reports import FakeReader, report
from ..store.dumps import dump

GARDEN = "The tulips in the garden\n\nThey bloom in the garden every year in April."
EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.txt"))


@pytest.fixture(autouse=True)
def fake_reader(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    if request.node.get_closest_marker("models") is None:
        monkeypatch.setattr(workers, "_reader", FakeReader)


def identity(settings: Settings) -> RunIdentity:
    return run_identity(versions(settings), settings)


def found() -> list[Prepared]:
    """Three readings, one skimmed over, one set aside."""
    texts = [report(1), report(2), report(3), GARDEN, ""]
    sent = [Item(name=f"r{number}", data=text.encode(), extra='{"a": 1}') for number, text in enumerate(texts)]
    settings = Settings(skim=True)
    return prepare([*sent, Problem("lost.zip", "damaged")], FakeReader(settings))


def written(some: list[Prepared]) -> bytes:
    out = io.BytesIO()
    with ReadingsWriter(out, identity(Settings(skim=True))) as writer:
        writer.add(some)
    return out.getvalue()


def changed(data: bytes, column: str, change: Any) -> bytes:
    """The file with the first row's value of a column changed."""
    table = parquet.read_table(io.BytesIO(data))
    rows = table.to_pylist()
    rows[0][column] = change(rows[0][column])
    out = io.BytesIO()
    parquet.write_table(pyarrow.Table.from_pylist(rows, schema=table.schema), out)
    return out.getvalue()


def test_what_is_written_comes_back() -> None:
    sent = found()
    assert list(read_readings("part", io.BytesIO(written(sent)))) == sent
    assert written(sent) == written(sent)


def test_the_run_is_told_and_other_tables_are_none() -> None:
    assert run_of("part", io.BytesIO(written(found()))) == identity(Settings(skim=True))
    out = io.BytesIO()
    parquet.write_table(pyarrow.table({"text": ["a"]}), out)
    assert run_of("other", out) is None
    assert run_of("other", io.BytesIO(b"no Parquet")) is None
    schema = schema_of(identity(Settings())).with_metadata({b"gestae.readings": b"999"})
    out = io.BytesIO()
    parquet.write_table(pyarrow.Table.from_pylist([], schema=schema), out)
    with pytest.raises(ReadingsError, match="another version"):
        run_of("newer", out)


def test_columns_are_the_tables_of_the_record() -> None:
    table = parquet.read_table(io.BytesIO(written(found())))
    events = table.column("events").combine_chunks().flatten()
    assert set(events.field("type").to_pylist()) == {"ASSAULT"}
    assert table.schema.field("documents").type.value_type.field("text").type == pyarrow.string()


@pytest.mark.parametrize(
    ("column", "change"),
    [
        ("content", lambda value: b"other bytes"),
        ("events", lambda rows: [rows[0] | {"evidence": [rows[0]["evidence"][0] | {"start": 1, "end": 7}]}]),
        ("documents", lambda rows: [rows[0] | {"id": "D0000000000000000"}]),
        ("documents", lambda rows: []),
        ("events", lambda rows: [rows[0] | {"actors": ["A0000000000000000"]}]),
        ("events", lambda rows: [rows[0], rows[0]]),
        ("compression", lambda value: "none"),
        ("sha256", lambda value: None),
        ("events", lambda rows: [rows[0] | {"modality": "perhaps"}]),
        ("name", lambda value: None),
        ("events", lambda rows: None),
    ],
)
def test_a_foul_row_is_set_aside_and_the_others_are_taken(column: str, change: Any) -> None:
    first, *others = list(read_readings("part", io.BytesIO(changed(written(found()), column, change))))
    assert isinstance(first, SetAside) and first.name == "part#1" and "not a reading" in first.reason
    assert [type(one) for one in others] == [Incoming, Incoming, Incoming, SetAside, SetAside]


def test_a_file_cut_short_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "part-000000.parquet").write_bytes(written(found()))
    (tmp_path / "part-000001.parquet").write_bytes(written(found())[:-100])
    with Case(tmp_path / "a.case", create=True) as case:
        done = case.add(tmp_path)
        assert (done.added, done.skimmed, done.problems) == (4, 1, 3)
        assert any("part-000001" in problem.name for problem in case.problems())


def test_a_case_of_readings_is_the_case_that_reads_itself(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for number, text in enumerate((report(1), report(2), GARDEN)):
        (folder / f"{number}.txt").write_text(text)
    from gestae.sources.collections.opening import items

    readings = tmp_path / "readings"
    readings.mkdir()
    settings = Settings(skim=True)
    some = prepare(list(items(str(folder))), FakeReader(settings))
    (readings / "part-000000.parquet").write_bytes(written(some))
    from gestae.sources.collections.options import Options

    for name, source in (("own", folder), ("merged", readings)):
        with Case(tmp_path / f"{name}.case", create=True) as case:
            done = case.add(source, options=Options(settings=settings))
            assert (done.added, done.read, done.skimmed) == (3, 2, 1)
            again = case.add(source, options=Options(settings=settings))
            assert (again.added, again.read) == (0, 0)
    assert dump(tmp_path / "own.case") == dump(tmp_path / "merged.case")


@pytest.mark.models
def test_real_records_come_back_to_the_byte() -> None:
    sent = [Item(name=path.name, data=path.read_bytes()) for path in EXAMPLES]
    some = workers.prepared(Settings(), sent, None)
    back = list(read_readings("part", io.BytesIO(written(some))))
    assert back == some
    for one, other in zip(some, back, strict=True):
        assert isinstance(one, Incoming) and isinstance(other, Incoming)
        assert one.record is not None and other.record is not None
        assert one.record.to_json() == other.record.to_json()
    assert any(one.record.market_moves or one.record.events for one in some if isinstance(one, Incoming) and one.record)
