"""How far an event's confidence can be trusted: `python -m bench calibration`, on texts the judge never learnt from.

An event is right when the word that tells it was labelled with its type (`training/judge/labels`: what the word tells
in its sentence, whoever the parties). Events whose words nobody labelled are not counted.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bench.harness import SHARED, BenchError, Outcome
from gestae.reader import Reader
from gestae.record.events import Event
from gestae.sources.text import document_from_text
from training.judge.sentences import LABELS, benchmark_texts, is_held_out

EDGES = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)


@dataclass(frozen=True, slots=True)
class Judged:
    """An event's confidence, and whether its type is that of the label."""

    confidence: float
    right: bool
    event: Event


def run(limit: int | None = None) -> Iterator[Outcome]:
    """One outcome: the share of right events, and how far confidence and share lie apart."""
    if not SHARED.is_dir():
        raise BenchError(f"calibration: no dev data; it is looked for in {SHARED}")
    started = time.perf_counter()
    found = judged(Reader(), limit)
    print("\n".join(table(found)))
    yield Outcome(
        benchmark="calibration",
        split="held out",
        figures={
            "events right": round(sum(one.right for one in found) / max(len(found), 1), 4),
            "calibration error": round(calibration_error(found), 4),
        },
        items=len(found),
        seconds=round(time.perf_counter() - started, 1),
    )


def judged(reader: Reader, limit: int | None = None) -> list[Judged]:
    """Every event of the held-out documents that a label speaks of."""
    labels = _labels()
    names = sorted(name for name in labels if is_held_out(name))[:limit]
    texts = dict(benchmark_texts(set(names)))
    documents = [document_from_text(texts[name], name=name, published=None) for name in names]
    found: list[Judged] = []
    for name, record in zip(names, reader.read_all(documents), strict=True):
        for event in record.events:
            told = [
                kind
                for item in event.evidence
                if item.role == "trigger"
                for (start, end), kind in labels[name].items()
                if start < item.end and item.start < end
            ]
            if told:
                found.append(Judged(event.confidence, told[0] == event.type, event))
    return found


def _labels() -> dict[str, dict[tuple[int, int], str]]:
    """By document, what the word at [start, end) tells; the parts of a sentence without event count as NONE."""
    found: dict[str, dict[tuple[int, int], str]] = {}
    for path in sorted(LABELS.glob("*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            row = json.loads(line)
            words = found.setdefault(row["document"], {})
            for coding in row["codings"]:
                start, end = (row["start"] + offset for offset in coding["trigger"])
                words[start, end] = coding["type"]
            if row["complete"]:
                words[row["start"], row["end"]] = "NONE"
    return found


def calibration_error(found: Sequence[Judged]) -> float:
    """Expected calibration error: the mean distance of confidence and share of right, over the bins of the table."""
    total = 0.0
    for low, high in pairwise(EDGES):
        inside = _inside(found, low, high)
        if inside:
            share = sum(one.right for one in inside) / len(inside)
            total += abs(share - sum(one.confidence for one in inside) / len(inside)) * len(inside)
    return total / max(len(found), 1)


def table(found: Sequence[Judged]) -> Iterator[str]:
    """The reliability table."""
    yield f"{'confidence':>12} {'events':>7} {'mean':>6} {'right':>6}"
    for low, high in pairwise(EDGES):
        inside = _inside(found, low, high)
        if inside:
            mean = sum(one.confidence for one in inside) / len(inside)
            right = sum(one.right for one in inside) / len(inside)
            yield f"{low:>6.1f}-{high:<5.1f} {len(inside):>7} {mean:>6.2f} {right:>6.2f}"


def _inside(found: Sequence[Judged], low: float, high: float) -> list[Judged]:
    return [one for one in found if low <= one.confidence < high or (high == 1.0 and one.confidence == high)]
