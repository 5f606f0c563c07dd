"""Reports into a case: documents a second with one reader process and with two, memory, bytes, reading to writing.

Real dev texts go through `gestae add` as a user runs it, in processes of their own. What one worker spends on reading
is measured in one process, where reading and writing take turns. Ratios count; seconds are the machine's.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from unittest.mock import patch

from bench.harness import SHARED, BenchError, Outcome, read_lines, spread
from gestae.case import Case
from gestae.store.writing import write_batch

REPORTS = 2000
_FILES = (("geoparsing", "text"), ("muc4-incidents", "text_truecase"))
_KILOBYTES_A_MEGABYTE = 1024


def run(limit: int | None = None) -> Iterator[Outcome]:
    """Ratios of the whole adding; `limit` reports at most."""
    texts = texts_of(limit or REPORTS)
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "reports.jsonl"
        with source.open("w", encoding="utf-8") as out:
            out.writelines(json.dumps({"text": text}) + "\n" for text in texts)
        few = Path(folder) / "few.jsonl"
        few.write_text(json.dumps({"text": texts[0]}) + "\n", encoding="utf-8")
        started = {number: _seconds(few, number) for number in (1, 2)}
        seconds = {number: _seconds(source, number) for number in (1, 2)}
        memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / _KILOBYTES_A_MEGABYTE
        share, size, count = _in_one_process(source)
    net = {number: seconds[number] - started[number] for number in seconds}
    yield Outcome(
        benchmark="ingest",
        split="lgl + geovirus + muc4 truecase",
        figures={
            "2 workers to 1": round(seconds[1] / seconds[2], 3),
            "2 workers to 1, without the start": round(net[1] / net[2], 3),
            "share of reading": round(share, 3),
            "documents/s, 1 worker": round(count / seconds[1], 1),
            "documents/s, 2 workers": round(count / seconds[2], 1),
            "largest process MB": round(memory),
            "bytes a document": round(size / count),
            "bytes a byte of text": round(size / sum(len(text.encode()) for text in texts), 2),
        },
        items=count,
        seconds=round(sum(seconds.values()), 1),
    )


def texts_of(count: int) -> list[str]:
    """Dev texts of both kinds, half and half, evenly spread, none twice."""
    found: list[str] = []
    for folder, field in _FILES:
        path = SHARED / folder / "input.dev.jsonl"
        if not path.exists():
            raise BenchError(f"ingest: no dev data; it is looked for in {path}")
        items = list({item[field]: item for item in read_lines(path)}.values())
        found.extend(item[field] for item in spread(items, -(-count // len(_FILES))))
    return found[:count]


def _seconds(source: Path, workers: int) -> float:
    """How long `gestae add` takes from the shell."""
    case = source.with_name(f"{source.stem}-{workers}.case")
    command = [
        sys.executable,
        "-m",
        "gestae",
        "add",
        str(case),
        str(source),
        "--workers",
        str(workers),
        "--no-progress",
    ]
    started = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=os.environ)
    if done.returncode:
        raise BenchError(f"ingest: gestae add failed: {done.stderr[-300:]}")
    return time.perf_counter() - started


def _in_one_process(source: Path) -> tuple[float, int, int]:
    """The share of the processor's time that is not spent on writing; bytes of the case; documents in it."""
    case = source.with_name("one.case")
    spent = 0.0
    write = write_batch

    def timed(*arguments: object) -> tuple[int, int]:
        nonlocal spent
        started = time.process_time()
        done = write(*arguments)  # type: ignore[arg-type]
        spent += time.process_time() - started
        return done

    with Case(case, create=True) as opened, patch("gestae.adding.intake.write_batch", timed):
        opened.add(_first(source))  # loads the reader
        spent = 0.0
        started = time.process_time()
        opened.add(source)
        whole = time.process_time() - started
        count = opened.counts().documents
    return 1 - spent / whole, case.stat().st_size, count


def _first(source: Path) -> Path:
    first = source.with_name("first.jsonl")
    with source.open(encoding="utf-8") as lines:
        first.write_text(next(lines), encoding="utf-8")
    return first


def main(arguments: Sequence[str]) -> None:
    """For profiling: `python -m bench.ingest N` reads N reports in this process."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "reports.jsonl"
        with source.open("w", encoding="utf-8") as out:
            out.writelines(json.dumps({"text": text}) + "\n" for text in texts_of(int(arguments[0])))
        print(_in_one_process(source))


if __name__ == "__main__":
    main(sys.argv[1:])
