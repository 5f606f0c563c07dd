"""Reader processes: the same case whatever their number; one that dies costs the item it died of."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from gestae.adding import workers
from gestae.adding.chunks import ITEMS, chunks_of
from gestae.adding.preparing import Prepared, set_aside
from gestae.adding.workers import Workers
from gestae.case import Case
from gestae.settings import Settings
from gestae.sources.items import Item, Problem
from gestae.store.values import SetAside

from ..store.dumps import dump, intact
from .reports import report, write_reports

ROOT = Path(__file__).parents[2]


def item(number: int, size: int = 10) -> Item:
    return Item(name=str(number), data=b"x" * size)


def test_chunks_are_bounded_by_items_and_by_bytes() -> None:
    assert [len(chunk) for chunk in chunks_of(item(number) for number in range(40))] == [ITEMS, ITEMS, 8]
    sizes = [len(chunk) for chunk in chunks_of([item(1, 3_000_000), item(2, 3_000_000), item(3, 9_000_000), item(4)])]
    assert sizes == [1, 1, 1, 1]
    assert list(chunks_of([])) == []


def test_chunks_are_taken_as_they_are_needed() -> None:
    """A source of any length is never held as a whole."""
    taken = 0

    def endless() -> object:
        nonlocal taken
        while True:
            taken += 1
            yield Problem(str(taken), "no report")

    coming = chunks_of(endless())  # type: ignore[arg-type]
    for found in (next(iter(Workers(Settings(), 0).read(coming))) for _ in range(3)):
        assert len(found) == ITEMS
    assert taken <= 4 * ITEMS


def _dies_of_one(settings: Settings, chunk: Sequence[Item], published: str | None) -> list[Prepared]:
    """Stands in for the reading of a chunk, in the worker process."""
    if any(one.name == "7" for one in chunk):
        os.kill(os.getpid(), signal.SIGKILL)
    return [set_aside(one, str(os.getpid()), "read") for one in chunk]


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_a_process_that_dies_costs_one_item(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_prepare", _dies_of_one)
    with Workers(Settings(), 2) as readers:
        found = [one for chunk in readers.read(chunks_of(item(number) for number in range(40))) for one in chunk]
    assert all(isinstance(one, SetAside) for one in found)
    assert [one.name for one in found if isinstance(one, SetAside)] == [str(number) for number in range(40)]
    (lost,) = [one for one in found if isinstance(one, SetAside) and one.kind == "Crash"]
    assert lost.name == "7" and lost.original is not None and "died" in lost.reason


@pytest.mark.models
def test_the_case_is_the_same_with_any_number_of_workers(tmp_path: Path) -> None:
    folder = write_reports(tmp_path / "in", 40)
    (folder / "report-0003.txt").write_text("")
    (folder / "report-0030.txt").write_text(report(1))
    dumps = []
    for number in (0, 1, 2):
        case = tmp_path / f"{number}.case"
        with Case(case, create=True) as opened:
            done = opened.add(folder, tmp_path / "nowhere", workers=number)
            assert (done.added, done.known, done.problems) == (38, 1, 2)
        dumps.append(dump(case))
    assert dumps[0] == dumps[1] == dumps[2]


@pytest.mark.models
@pytest.mark.skipif(not Path("/proc").exists(), reason="looks at the processes of Linux")
def test_workers_end_with_a_parent_that_is_killed(tmp_path: Path) -> None:
    folder, case = write_reports(tmp_path / "in", 400), tmp_path / "a.case"
    command = [sys.executable, "-m", "gestae", "add", str(case), str(folder), "--workers", "2"]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        children = _wait(lambda: [pid for pid in _children(process.pid) if "spawn_main" in _command(pid)], 60)
        _wait(lambda: case.exists() and _grown(case), 60)
    finally:
        process.kill()
        process.wait()
    assert len(children) >= 1
    _wait(lambda: not [pid for pid in children if "spawn_main" in _command(pid)], 10)
    assert intact(case)


def _wait(condition: object, seconds: float) -> list[int]:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        found = condition()  # type: ignore[operator]
        if found:
            return found if isinstance(found, list) else []
        time.sleep(0.05)
    raise AssertionError("it did not happen in time")


def _children(parent: int) -> list[int]:
    return [int(pid) for pid in Path(f"/proc/{parent}/task/{parent}/children").read_text().split()]


def _command(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    except OSError:
        return ""


def _grown(case: Path) -> bool:
    log = case.with_name(f"{case.name}-wal")
    return log.exists() and log.stat().st_size > 100_000
