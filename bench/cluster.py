"""Reading on a cluster of this machine: documents a second, bytes of readings, how fast a case takes them in.

Real dev texts as JSON lines, in partitions of 25 or so, through `dask://local` as `gestae add --engine` does it, with
one worker and with two. Merging is timed by itself, in one process: the cost of a case is that of its one writer.
"""

from __future__ import annotations

import json
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from bench.harness import BenchError, Outcome
from bench.ingest import texts_of
from gestae.case import Case
from gestae.cluster.engine import read_on_cluster

REPORTS = 200
_TOGETHER = 25


def run(limit: int | None = None) -> Iterator[Outcome]:
    """Rates and sizes; `limit` reports at most."""
    texts = texts_of(limit or REPORTS)
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "reports.jsonl"
        with source.open("w", encoding="utf-8") as out:
            out.writelines(json.dumps({"text": text}) + "\n" for text in texts)
        size = source.stat().st_size * _TOGETHER // len(texts) + 1
        seconds = {number: _seconds(source, Path(folder) / f"readings-{number}", number, size) for number in (1, 2)}
        readings = Path(folder) / "readings-1"
        written = sum(path.stat().st_size for path in readings.glob("*.parquet"))
        merging, count = _merging(readings)
    yield Outcome(
        benchmark="cluster",
        split="lgl + geovirus + muc4 truecase",
        figures={
            "documents/s, 1 worker": round(count / seconds[1], 2),
            "documents/s, 2 workers": round(count / seconds[2], 2),
            "documents/s merged": round(count / merging, 1),
            "Parquet bytes a document": round(written / count),
            "text bytes a document": round(sum(len(text.encode()) for text in texts) / len(texts)),
        },
        items=count,
        seconds=round(sum(seconds.values()) + merging, 1),
    )


def _seconds(source: Path, folder: Path, workers: int, size: int) -> float:
    """Wall-clock time from the first partition that is done to the last, as if the start had cost nothing."""
    times: list[float] = []
    done = read_on_cluster(
        f"dask://local?workers={workers}",
        [str(source)],
        str(folder),
        size=size,
        progress=lambda one, number: times.append(time.perf_counter()),
    )
    lost = [one.reason for one in done if one.reason]
    if lost or len(times) < 2:
        raise BenchError(f"cluster: {lost[0] if lost else 'too few reports to time'}")
    return (times[-1] - times[0]) * len(times) / (len(times) - 1)


def _merging(readings: Path) -> tuple[float, int]:
    """Processor seconds of taking the readings into a case, and how many there are."""
    with Case(readings.with_name("merged.case"), create=True) as case:
        started = time.process_time()
        done = case.add(readings)
        return time.process_time() - started, done.added
