"""Runs a benchmark: predictions by its adapter, figures by the data's own `score.py`, a line in `results.jsonl`."""

from __future__ import annotations

import importlib
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from bench.catalogue import Benchmark, Run
from gestae.settings import Settings
from gestae.version import __version__

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared" / "bench"
RESULTS = ROOT / "bench" / "results.jsonl"

Figures = Mapping[str, float]


class BenchError(Exception):
    """A benchmark cannot be run; the message says why and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What one run of one benchmark gave: figures, items read, seconds for the predictions alone."""

    benchmark: str
    split: str
    figures: Figures
    items: int
    seconds: float


def read_lines(path: Path) -> list[dict[str, Any]]:
    """The objects of a JSONL file."""
    try:
        with path.open(encoding="utf-8") as lines:
            return [json.loads(line) for line in lines if line.strip()]
    except OSError as error:
        raise BenchError(f"{path}: {error.strerror}") from error
    except ValueError as error:
        raise BenchError(f"{path}: not JSON lines: {error}") from error


def write_lines(path: Path, rows: Iterable[Mapping[str, Any]]) -> None:
    """Writes one JSON object a line."""
    with path.open("w", encoding="utf-8") as out:
        for row in rows:
            out.write(json.dumps(row, ensure_ascii=False) + "\n")


def predict(benchmark: Benchmark, items: Sequence[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The adapter's predictions, in the order of the items."""
    try:
        adapter = importlib.import_module(benchmark.module)
    except ModuleNotFoundError as error:
        if error.name != benchmark.module:
            raise
        raise BenchError(f"{benchmark.name}: there is no adapter {benchmark.module}") from error
    rows: Iterator[dict[str, Any]] = adapter.predict(iter(items))
    return rows


def measure(benchmark: Benchmark, run: Run, *, limit: int | None = None, folder: Path | None = None) -> Outcome:
    """One run on the dev data beside the checkout, or on `limit` items spread evenly over it."""
    data = (folder or SHARED) / benchmark.name
    if not data.is_dir():
        raise BenchError(f"{benchmark.name}: no dev data; it is looked for in {data} (or use --input and --output)")
    items = spread([item for item in read_lines(data / run.input) if _wanted(run, item)], limit)
    chosen = {item["id"] for item in items}
    gold = [row for row in read_lines(data / run.gold) if row["id"] in chosen]
    with tempfile.TemporaryDirectory() as scratch:
        files = {name: Path(scratch) / f"{name}.jsonl" for name in ("input", "gold", "pred")}
        write_lines(files["input"], items)
        write_lines(files["gold"], gold)
        started = time.perf_counter()
        write_lines(files["pred"], predict(benchmark, items))
        seconds = time.perf_counter() - started
        scores = _score(data / "score.py", [part.format(**files) for part in run.score])
    return Outcome(
        benchmark=benchmark.name,
        split=run.split,
        figures={name: _figure(scores, path) for name, path in run.figures.items()},
        items=len(items),
        seconds=round(seconds, 1),
    )


def _wanted(run: Run, item: Mapping[str, Any]) -> bool:
    if run.keep and item.get(run.keep[0]) != run.keep[1]:
        return False
    return not run.prefixes or str(item["id"]).startswith(run.prefixes)


def spread(items: Sequence[dict[str, Any]], limit: int | None) -> list[dict[str, Any]]:
    """At most `limit` items, evenly spaced, so that a sample holds every kind."""
    if limit is None or limit >= len(items):
        return list(items)
    return [items[position * len(items) // limit] for position in range(limit)]


def _score(script: Path, arguments: Sequence[str]) -> Any:
    command = [sys.executable, str(script), *arguments, "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)
    if done.returncode:
        raise BenchError(f"{script} failed ({done.returncode}): {done.stderr.strip()[-500:]}")
    return json.loads(done.stdout)


def _figure(scores: Any, path: str) -> float:
    value = scores
    for key in path.split("."):
        value = value.get(key, {}) if isinstance(value, Mapping) else {}
    return round(float(value), 4) if isinstance(value, int | float) else 0.0


def save(outcome: Outcome, path: Path = RESULTS) -> None:
    """Appends one line to the log of results."""
    row = {
        "benchmark": outcome.benchmark,
        "split": outcome.split,
        "figures": dict(outcome.figures),
        "items": outcome.items,
        "seconds": outcome.seconds,
        "gestae": __version__,
        "commit": _commit(),
        "model": _model(),
        "date": datetime.now(UTC).strftime("%Y-%m-%dT%H:%MZ"),
    }
    with path.open("a", encoding="utf-8") as out:
        out.write(json.dumps(row, ensure_ascii=False) + "\n")


def _commit() -> str | None:
    """The commit of the checkout, "-dirty" where the tree differs from it; nothing outside a checkout."""
    command = ["git", "--no-optional-locks", "-C", str(ROOT), "describe", "--always", "--dirty", "--exclude", "*"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)
    except FileNotFoundError:
        return None
    return done.stdout.strip() or None


def _model() -> str:
    name = Settings().model
    try:
        return f"{name} {version(name)} (spaCy {version('spacy')})"
    except PackageNotFoundError:
        return name
