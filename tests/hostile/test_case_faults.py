"""The rows of "Machine and record": the process is killed, the disk is full, another writes, the input is closed.

The kill test runs six times; GESTAE_KILLS=200 runs it as often as the issue asks.
"""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing
from pathlib import Path

import pytest

from gestae.adding import workers
from gestae.case import Case
from gestae.errors import CaseBusy, CaseError
from gestae.store import opening
from gestae.store.event_queries import Filters

from ..adding.reports import FakeReader, write_reports
from ..store.dumps import dump, intact

ROOT = Path(__file__).parents[2]
KILLS = int(os.environ.get("GESTAE_KILLS", "6"))
REPORTS = 96

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals and limits of POSIX")


@pytest.fixture
def fake_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_reader", FakeReader)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_reports(tmp_path_factory.mktemp("in") / "reports", REPORTS)


def adding(case: Path, folder: Path, *limit: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.adding.run_add", str(case), str(folder), *map(str, limit)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def finished(case: Path, folder: Path, *limit: int) -> tuple[int, str]:
    process = adding(case, folder, *limit)
    _, err = process.communicate(timeout=600)
    return process.returncode, err


@pytest.fixture(scope="module")
def uninterrupted(
    folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[dict[str, list[tuple[object, ...]]], float]:
    """What the case holds where nobody interferes, and how long that takes from the file's first byte on."""
    case = tmp_path_factory.mktemp("whole") / "a.case"
    process = adding(case, folder)
    began_writing(case, process)
    started = time.monotonic()
    _, err = process.communicate(timeout=600)
    assert (process.returncode, err) == (0, "")
    return dump(case), time.monotonic() - started


def began_writing(case: Path, process: subprocess.Popen[str]) -> None:
    """Waits until the file is there: how long a program takes to start says nothing about its writes."""
    while not case.exists() and process.poll() is None:
        time.sleep(0.002)


def test_kill_9_at_any_write(
    folder: Path, tmp_path: Path, uninterrupted: tuple[dict[str, list[tuple[object, ...]]], float]
) -> None:
    whole, seconds = uninterrupted
    chance = random.Random(KILLS)
    partly = 0
    for number in range(KILLS):
        case = tmp_path / f"{number}.case"
        process = adding(case, folder)
        began_writing(case, process)
        time.sleep(chance.uniform(0.0, seconds * 1.02))
        process.kill()
        process.communicate()
        if case.exists():
            with Case(case) as opened:
                kept = opened.counts().documents
                assert {document.id for document in opened.documents()} == {event.document for event in opened.events()}
            assert intact(case) and kept % 16 == 0
            partly += 0 < kept < REPORTS
        assert finished(case, folder) == (0, "")
        assert dump(case) == whole
        assert intact(case)
        case.unlink()
    assert partly >= KILLS // 4  # else the moments are badly chosen and the test proves nothing


_KILLED_WHILE_MAKING = """
import os, signal, sys
from gestae.store import opening
number = os.getpid()
os.getpid = lambda: 7
if sys.argv[2] == "killed":
    opening._put = lambda passing, file: os.kill(number, signal.SIGKILL)
opening.open_case(sys.argv[1], create=True).close()
"""


def test_kill_9_before_a_new_case_has_its_name(tmp_path: Path) -> None:
    """In a container the next process has the number of the killed one, and what that left is not in its way."""
    case = tmp_path / "a.case"
    for how, code in (("killed", -signal.SIGKILL), ("whole", 0)):
        command = [sys.executable, "-c", _KILLED_WHILE_MAKING, str(case), how]
        process = subprocess.run(command, capture_output=True, text=True, timeout=600, check=False)
        assert process.returncode == code, process.stderr
        assert case.exists() == (how == "whole")
    assert intact(case)


@pytest.mark.parametrize("signal_number", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_and_sigterm_stop_at_once_and_keep_the_work(folder: Path, tmp_path: Path, signal_number: int) -> None:
    case = tmp_path / "a.case"
    process = adding(case, folder)
    until = time.monotonic() + 60
    while time.monotonic() < until and process.poll() is None and not (case.exists() and _documents(case)):
        time.sleep(0.01)
    process.send_signal(signal_number)
    _, err = process.communicate(timeout=60)
    assert process.returncode in {130, 0} and "Traceback" not in err
    assert process.returncode == 0 or "the same command goes on from there" in err
    assert intact(case) and _documents(case) % 16 == 0


def _documents(case: Path) -> int:
    with closing(sqlite3.connect(f"file:{case}?mode=ro", uri=True, timeout=10)) as connection:
        return int(connection.execute("SELECT count(*) FROM documents").fetchone()[0])


def test_disk_full_in_the_middle(folder: Path, tmp_path: Path, fake_reader: None) -> None:
    case = tmp_path / "a.case"
    with Case(case, create=True) as opened:
        (pages,) = opened._connection.execute("PRAGMA page_count").fetchone()
        opened._connection.execute(f"PRAGMA max_page_count = {pages + 60}")
        with pytest.raises(CaseError, match=r"a\.case: the disk is full; the case is as it was before the last batch"):
            opened.add(folder)
        kept = opened.counts().documents
    assert 0 < kept < REPORTS and kept % 16 == 0 and intact(case)
    with Case(case) as opened:
        assert opened.add(folder).added == REPORTS - kept
    assert intact(case)


@pytest.mark.parametrize("limit", [200_000, 600_000])
def test_io_error_in_the_middle(
    folder: Path, tmp_path: Path, limit: int, uninterrupted: tuple[dict[str, list[tuple[object, ...]]], float]
) -> None:
    """The system refuses to let a file grow: writes of the case, or of its log, fail."""
    case = tmp_path / "a.case"
    code, err = finished(case, folder, limit)
    assert code == 1 and err.count("\n") == 1 and "a.case: " in err and "Traceback" not in err
    if case.exists():
        assert intact(case)
    assert finished(case, folder) == (0, "")
    assert dump(case) == uninterrupted[0]


def test_two_writers_take_turns(folder: Path, tmp_path: Path, fake_reader: None) -> None:
    case = tmp_path / "a.case"
    with Case(case, create=True):
        pass
    failed: list[BaseException] = []

    def write() -> None:
        try:
            with Case(case) as opened:
                opened.add(folder)
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=write) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    with Case(case) as opened:
        assert opened.counts().documents == REPORTS and list(opened.verify()) == []
    assert intact(case)


def test_a_writer_that_waits_too_long_says_so(
    folder: Path, tmp_path: Path, fake_reader: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = tmp_path / "a.case"
    Case(case, create=True).close()
    monkeypatch.setattr(opening, "_BUSY_SECONDS", 0.1)
    with closing(sqlite3.connect(case, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with Case(case) as opened, pytest.raises(CaseBusy, match="another program is writing to it"):
            opened.add(folder)


def test_reader_during_a_long_write_sees_a_whole_state(folder: Path, tmp_path: Path, fake_reader: None) -> None:
    case = tmp_path / "a.case"
    with Case(case, create=True) as writer, Case(case, read_only=True) as reader:
        seen: list[tuple[int, int]] = []

        def look(state: object) -> None:
            seen.append((reader.counts().documents, reader.count_events(Filters(copies=True))))

        writer.add(folder, progress=look)
    assert [documents for documents, _ in seen] == [*range(16, REPORTS + 1, 16)]
    assert all(events == documents * 7 for documents, events in seen)


def test_log_of_another_case_beside_it(folder: Path, tmp_path: Path, fake_reader: None) -> None:
    """A foreign or damaged log is not taken for this case's own."""
    case = tmp_path / "a.case"
    with Case(case, create=True) as opened:
        opened.add(folder)
    before = dump(case)
    for content in (b"", b"\x37\x7f\x06\x82" + bytes(5000), random.Random(1).randbytes(40_000)):
        (tmp_path / "a.case-wal").write_bytes(content)
        with Case(case) as opened:
            assert opened.counts().documents == REPORTS
        assert dump(case) == before
    (tmp_path / "a.case-journal").write_bytes(random.Random(2).randbytes(4096))
    with Case(case) as opened:
        assert list(opened.verify()) == []


def test_clock_set_back_and_odd_zone(
    folder: Path, tmp_path: Path, fake_reader: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "Asia/Kathmandu")
    time.tzset()
    try:
        with Case(tmp_path / "a.case", create=True) as case:
            case.add(folder / "report-0000.txt")
            (run,) = case.runs()
            (document,) = case.documents()
    finally:
        monkeypatch.undo()
        time.tzset()
    assert run.started_at.endswith("+00:00") and document.added_at.endswith("+00:00")
