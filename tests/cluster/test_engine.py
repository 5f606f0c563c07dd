"""Partitions, and reading them by Dask: the same bytes whoever reads them, and whoever dies of it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from hashlib import sha256
from pathlib import Path

import pyarrow
import pytest
from distributed import get_client
from pyarrow import parquet

from gestae.case import Case
from gestae.cluster import engine
from gestae.cluster.engine import PartitionRead, read_on_cluster
from gestae.cluster.partitions import Partition, items_in, plan
from gestae.errors import EngineError, ReadingsError, SourceError
from gestae.sources.collections.opening import items
from gestae.sources.collections.options import Options
from gestae.sources.items import Item

from ..adding.reports import report
from ..store.dumps import dump

LOCAL = "dask://local?workers=2"


def write_lines(path: Path, count: int) -> Path:
    rows = [json.dumps({"text": report(number), "url": f"https://n.example/{number}"}) for number in range(count)]
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


def read_whole(path: Path) -> list[Item]:
    return [one for one in items(str(path)) if isinstance(one, Item)]


def read_parts(parts: list[Partition]) -> list[Item]:
    return [one for part in parts for one in items_in(part, Options()) if isinstance(one, Item)]


@pytest.mark.parametrize("size", [300, 1000, 5000, 10**6])
def test_every_line_is_in_one_partition(tmp_path: Path, size: int) -> None:
    path = write_lines(tmp_path / "a.jsonl", 30)
    parts = plan([str(path)], size=size)
    assert [part.number for part in parts] == list(range(len(parts)))
    assert [one.data for one in read_parts(parts)] == [one.data for one in read_whole(path)]
    assert len({one.name for one in read_parts(parts)}) == 30


def test_every_row_of_a_parquet_file_is_in_one_partition_under_its_number(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    parquet.write_table(pyarrow.table({"text": [report(number) for number in range(30)]}), path, row_group_size=7)
    parts = plan([str(path)], size=5000)
    assert len(parts) > 2
    found = read_parts(parts)
    assert [one.data for one in found] == [one.data for one in read_whole(path)]
    assert [one.name.rpartition("#")[2] for one in found] == [str(number) for number in range(1, 31)]


def test_folders_patterns_and_other_file_systems(tmp_path: Path) -> None:
    import fsspec

    write_lines(tmp_path / "b.jsonl", 1)
    write_lines(tmp_path / "a.jsonl", 1)
    names = [part.path.rpartition("/")[2] for part in plan([str(tmp_path)])]
    assert names == ["a.jsonl", "b.jsonl"]
    assert [part.path.rpartition("/")[2] for part in plan([f"{tmp_path}/b*"])] == ["b.jsonl"]
    with fsspec.open("memory://news/a.txt", "wb") as out:
        out.write(report(1).encode())
    (part,) = plan(["memory://news"])
    assert [one.data for one in read_parts([part])] == [report(1).encode()]


def test_what_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="nowhere"):
        plan([str(tmp_path / "nowhere")])
    with pytest.raises(SourceError, match="without --engine"):
        plan(["https://n.example/a.jsonl"])
    with pytest.raises(SourceError, match="cannot be listed"):
        plan(["nosuchprotocol://a/b"])
    gone = Partition(0, str(tmp_path / "gone"), "file", 0, 0)
    assert ["cannot be read" in str(one) for one in items_in(gone, Options())] == [True]


@pytest.mark.parametrize(
    "address", ["spark://local", "dask://", "dask://local?workers=none", "dask://local?workers=0", "dask://127.0.0.1:1"]
)
def test_unknown_engines_are_refused(tmp_path: Path, address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    write_lines(tmp_path / "a.jsonl", 1)
    monkeypatch.setattr(engine, "_PATIENCE", "1s")
    with pytest.raises(EngineError):
        read_on_cluster(address, [str(tmp_path / "a.jsonl")], str(tmp_path / "out"))


def digests(folder: Path) -> dict[str, str]:
    return {path.name: sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir())}


@pytest.mark.models
@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_a_killed_worker_changes_no_byte_and_the_case_is_as_if_read_at_once(tmp_path: Path) -> None:
    source = write_lines(tmp_path / "a.jsonl", 48)
    killed: list[int] = []

    def kill(one: PartitionRead, number: int) -> None:
        """After the first partition, the worker that has the next one in hand dies."""
        if not killed:
            workers = get_client().run(os.getpid)
            killed.append(sorted(workers.values())[0])
            os.kill(killed[0], signal.SIGKILL)

    size = source.stat().st_size // 6 + 1
    for name, progress in (("quiet", None), ("killed", kill)):
        done = read_on_cluster(LOCAL, [str(source)], str(tmp_path / name), size=size, progress=progress)
        assert sum(one.documents for one in done) == 48 and not any(one.reason for one in done)
    assert len(killed) == 1
    assert digests(tmp_path / "quiet") == digests(tmp_path / "killed")
    assert len(list((tmp_path / "quiet").glob("*.parquet"))) == 6

    again = read_on_cluster(LOCAL, [str(source)], str(tmp_path / "quiet"), size=size)
    assert all(one.was_there for one in again)
    with pytest.raises(ReadingsError, match="other sources"):
        read_on_cluster(LOCAL, [str(source)], str(tmp_path / "quiet"), size=size, published="2020-01-08")

    cases = {"own": source, "merged": tmp_path / "killed"}
    for name, found in cases.items():
        with Case(tmp_path / f"{name}.case", create=True) as case:
            assert case.add(found).added == 48
    own, merged = (dump(tmp_path / f"{name}.case") for name in cases)
    for row in (own, merged):
        row.pop("documents")  # of lines in the midst of a file only the byte is known: names differ
    assert own == merged


def test_a_scheduler_without_gestae_is_named(tmp_path: Path) -> None:
    bare = "import sys; sys.modules['gestae'] = None; from distributed.cli.dask_scheduler import main; main()"
    known = tmp_path / "scheduler.json"
    options = ["--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", str(known)]
    with subprocess.Popen([sys.executable, "-c", bare, *options], stderr=subprocess.DEVNULL) as scheduler:
        try:
            for _ in range(300):
                if known.exists() and known.read_text():
                    break
                time.sleep(0.1)
            address = json.loads(known.read_text())["address"].replace("tcp://", "dask://")
            with pytest.raises(EngineError, match="must have this gestae installed"):
                read_on_cluster(address, [str(write_lines(tmp_path / "a.jsonl", 2))], str(tmp_path / "readings"))
        finally:
            scheduler.terminate()
    assert not (tmp_path / "readings").exists()
