"""Does memory grow with the source? A source of 5 GB is given out whole, then added and foretold for some minutes.

The source is JSON lines: dev texts again and again, every number in them another one, so that no report is there twice.
Memory is the resident pages of the command and of its reader processes (Linux: /proc), looked at every second. `early`
is the most of the second tenth of the time (models are loaded by then), `late` the most of the last; `growth` is what
lies between them. Adding and foretelling 5 GB would take hours, so both are stopped after four minutes, by Ctrl-C.
The source stands in the folder for passing files; where that is too small or in memory, name another one in TMPDIR.
"""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from bench.harness import BenchError, Outcome
from bench.ingest import texts_of

MEGABYTES = 5_000
TEXTS = 1_500
SECONDS = 240
_MEGABYTE = 1_000_000
_NUMBER = re.compile(r"\d+")
_PAGES = re.compile(r"^VmRSS:\s+(\d+) kB", re.MULTILINE)
_GIVEN_OUT = """
import sys
from gestae.sources.collections.opening import items
print(sum(1 for _ in items(sys.argv[1])))
"""


@dataclass(frozen=True, slots=True)
class Watched:
    """Megabytes second by second, what was printed, and how long it took."""

    megabytes: Sequence[float]
    printed: str
    seconds: float

    def most(self, start: float, end: float) -> float:
        """The most between two shares of the time."""
        first = int(len(self.megabytes) * start)
        return max(self.megabytes[first : max(first + 1, int(len(self.megabytes) * end))])


def run(limit: int | None = None) -> Iterator[Outcome]:
    """Memory of giving out, adding and foretelling a source; `limit` is its size in megabytes."""
    size = limit or MEGABYTES
    with tempfile.TemporaryDirectory() as folder:
        source, case = Path(folder) / "reports.jsonl", Path(folder) / "a.case"
        reports = write_source(source, size * _MEGABYTE)
        add = [sys.executable, "-m", "gestae", "add", str(case), str(source)]
        for split, command, seconds in (
            ("items of the whole source", [sys.executable, "-c", _GIVEN_OUT, str(source)], None),
            ("add --dry-run", [*add, "--dry-run"], SECONDS),
            ("add --skim, 1 worker", [*add, "--skim", "--workers", "1", "--no-progress"], SECONDS),
        ):
            yield _outcome(split, watched(command, seconds), size, reports)


def write_source(path: Path, size: int) -> int:
    """A source of so many bytes at least; how many reports are in it."""
    texts = texts_of(TEXTS)
    written = 0
    with path.open("w", encoding="utf-8") as out:
        for number in count():
            if written >= size:
                return number
            turn, which = divmod(number, len(texts))
            words = _NUMBER.sub(lambda found, turn=turn: str(int(found[0][:9]) + turn), texts[which])  # type: ignore[misc]
            written += out.write(json.dumps({"id": number, "text": f"{words}\n\nNo. {number}"}) + "\n")
    raise AssertionError("counting does not end")


def watched(command: Sequence[str], seconds: float | None) -> Watched:
    """A command, its memory looked at every second; interrupted after so many seconds.

    Raises:
        BenchError: it failed.
    """
    found: list[float] = []
    started = time.monotonic()
    with (
        tempfile.TemporaryFile("w+") as out,
        tempfile.TemporaryFile("w+") as err,
        subprocess.Popen(command, stdout=out, stderr=err, text=True) as process,
    ):
        while process.poll() is None:
            if seconds is not None and time.monotonic() - started > seconds:
                process.send_signal(signal.SIGINT)
                process.wait(60)
                break
            found.append(resident(process.pid))
            time.sleep(1)
        took = time.monotonic() - started
        out.seek(0)
        err.seek(0)
        printed = out.read() + err.read()
    if process.returncode not in {0, 1, 130, -signal.SIGINT} or not found:
        raise BenchError(f"memory: {' '.join(command)} failed ({process.returncode}): {printed[-300:]}")
    return Watched(found, printed, took)


def resident(process: int) -> float:
    """Megabytes of a process and of those below it; 0 for one that has ended meanwhile."""
    folder = Path("/proc") / str(process)
    try:
        pages = _PAGES.search((folder / "status").read_text())
        below = (folder / "task" / str(process) / "children").read_text().split()
    except (FileNotFoundError, ProcessLookupError):
        return 0.0
    own = int(pages[1]) / 1024 if pages else 0.0
    return own + sum(resident(int(child)) for child in below)


def _outcome(split: str, seen: Watched, size: int, reports: int) -> Outcome:
    early, late = seen.most(0.1, 0.2), seen.most(0.9, 1.0)
    return Outcome(
        benchmark="memory",
        split=split,
        figures={
            "source MB": size,
            "early MB": round(early),
            "late MB": round(late),
            "largest MB": round(max(seen.megabytes)),
            "growth": round(late / early - 1, 3),
            "seconds": round(seen.seconds),
        },
        items=reports,
        seconds=round(seen.seconds, 1),
    )
