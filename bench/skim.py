"""What `--skim` costs and what it saves: reports with an event that pass, and the time of reading with and without it.

General news that was never learnt from: LGL (local papers), PolNeAR's dev articles (a campaign), ECB+'s dev topics
(crime, disasters, sport, business). Batch by batch, every report is read, and skimmed and then read where it passes;
both in one process, in turns. Time is the processor's. `ceiling` is the ratio that a skim without fault would reach if
it cost nothing: words of all reports to words of those in which the whole reading finds an event.
"""

from __future__ import annotations

import os

# Before numpy is imported: one core means one thread.
for _variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_variable, "1")

import time  # noqa: E402
from collections.abc import Iterator, Sequence  # noqa: E402
from dataclasses import dataclass  # noqa: E402

from bench.harness import SHARED, BenchError, Outcome, read_lines, spread  # noqa: E402
from gestae.adding.chunks import ITEMS  # noqa: E402
from gestae.reader import Reader  # noqa: E402
from gestae.record.documents import Document  # noqa: E402
from gestae.settings import Settings  # noqa: E402
from gestae.sources.text import document_from_text  # noqa: E402

_NEWS = (
    ("lgl", "geoparsing", "text", ("corpus", "lgl")),
    ("polnear", "attribution", "text", None),
    ("ecb+", "event-linking", "text", ("split", "dev")),
    ("muc4 tst1+tst2", "muc4-incidents", "text_truecase", None),
)
GENERAL = ("lgl", "polnear", "ecb+")


@dataclass(frozen=True, slots=True)
class Batch:
    """Some reports: of each its words, events and whether it passes; processor seconds of both ways."""

    reports: tuple[tuple[int, int, bool], ...]
    whole: float
    skimmed: float


def run(limit: int | None = None) -> Iterator[Outcome]:
    """Recall and ratio of each kind of news, then of general news together; `limit` reports of each at most."""
    reader = Reader(Settings(skim=True))
    pooled: list[Batch] = []
    for name, folder, field, keep in _NEWS:
        path = SHARED / folder / "input.dev.jsonl"
        if not path.exists():
            raise BenchError(f"skim: no dev data; it is looked for in {path}")
        items = [item for item in read_lines(path) if keep is None or item.get(keep[0]) == keep[1]]
        if folder == "muc4-incidents":
            items = [item for item in items if item["id"].startswith("TST")]
        documents = [document_from_text(item[field], name=item["id"]) for item in spread(items, limit)]
        batches = list(_batches(reader, documents))
        pooled += batches if name in GENERAL else []
        yield _outcome(name, batches)
    yield _outcome("general news", pooled)


def _batches(reader: Reader, documents: Sequence[Document]) -> Iterator[Batch]:
    list(reader.read_all(documents[:2]))  # warm
    reader.skim(documents[:2])
    for number, first in enumerate(range(0, len(documents), ITEMS)):
        batch = documents[first : first + ITEMS]
        if number % 2:
            skimmed, passing = _skim(reader, batch)
            whole, events = _read(reader, batch)
        else:
            whole, events = _read(reader, batch)
            skimmed, passing = _skim(reader, batch)
        words = [len(document.text.split()) for document in batch]
        yield Batch(tuple(zip(words, events, passing, strict=True)), whole, skimmed)


def _read(reader: Reader, batch: Sequence[Document]) -> tuple[float, list[int]]:
    started = time.process_time()
    events = [len(record.events) for record in reader.read_all(batch)]
    return time.process_time() - started, events


def _skim(reader: Reader, batch: Sequence[Document]) -> tuple[float, list[bool]]:
    started = time.process_time()
    passing = [found is None for found in reader.skim(batch)]
    for _ in reader.read_all(one for one, wanted in zip(batch, passing, strict=True) if wanted):
        pass
    return time.process_time() - started, passing


def _outcome(split: str, batches: Sequence[Batch]) -> Outcome:
    reports = [report for batch in batches for report in batch.reports]
    telling = [report for report in reports if report[1]]
    kept = [report for report in telling if report[2]]
    whole, skimmed = sum(batch.whole for batch in batches), sum(batch.skimmed for batch in batches)
    return Outcome(
        benchmark="skim",
        split=split,
        figures={
            "recall": round(len(kept) / len(telling), 4),
            "recall of events": round(sum(report[1] for report in kept) / sum(report[1] for report in telling), 4),
            "reports with an event": round(len(telling) / len(reports), 3),
            "reports that pass": round(sum(report[2] for report in reports) / len(reports), 3),
            "times faster": round(whole / skimmed, 3),
            "ceiling": round(sum(report[0] for report in reports) / sum(report[0] for report in telling), 3),
        },
        items=len(reports),
        seconds=round(whole + skimmed, 1),
    )
