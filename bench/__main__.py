"""`python -m bench NAME`: run a benchmark on its dev data, or only write predictions.

    python -m bench timex                                        # dev data, figures, a line in bench/results.jsonl
    python -m bench timex --limit 20                             # a sample, nothing saved
    python -m bench timex --input in.jsonl --output pred.jsonl   # predictions in the data's own format

With `--input` nothing is scored and nothing saved. The dev data stands in `../shared/bench` beside the checkout.
"""

from __future__ import annotations

import argparse
import importlib
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from bench.catalogue import BENCHMARKS, Benchmark
from bench.harness import BenchError, Outcome, measure, predict, read_lines, save, write_lines
from bench.report import published, table
from gestae.errors import GestaeError

# Measured without a folder of data of their own: module.run(limit) prints its report and gives an outcome.
OWN = {
    "speed": "bench.speed",
    "documents": "bench.documents",
    "calibration": "bench.calibration",
    "copies": "bench.copies",
    "ingest": "bench.ingest",
    "queries": "bench.case_queries",
    "skim": "bench.skim",
    "concern": "bench.concern",
    "cluster": "bench.cluster",
    "memory": "bench.memory",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run what the command line asks for; 0 when all went well, 1 when something cannot be run, 2 for wrong usage."""
    parser = _parser()
    asked = parser.parse_args(arguments)
    if (asked.input or asked.output or asked.tasks) and asked.name not in BENCHMARKS:
        parser.error(f"{asked.name} takes no --input, --output or --tasks")
    if asked.output and not asked.input:
        parser.error("--output needs --input")
    try:
        if asked.input:
            _write_predictions(BENCHMARKS[asked.name], asked.input, asked.output, asked.tasks)
        else:
            # Speed first: it wants one thread, which is settled when numpy is imported.
            everything = ("speed", *BENCHMARKS, "documents", "calibration", "copies")
            for name in everything if asked.name == "all" else (asked.name,):
                _run(name, asked.limit, keep=asked.limit is None and not asked.no_save)
    except (BenchError, GestaeError) as error:
        print(f"bench: {error}", file=sys.stderr)
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m bench", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "name", choices=[*BENCHMARKS, *OWN, "all"], metavar="NAME", help=", ".join([*BENCHMARKS, *OWN, "all"])
    )
    parser.add_argument("--input", type=Path, metavar="FILE", help="items to predict for, one JSON object a line")
    parser.add_argument("--output", type=Path, metavar="FILE", help="where the predictions go (default: stdout)")
    parser.add_argument("--tasks", type=Path, metavar="FILE", help="tasks file, for benchmarks that have one")
    parser.add_argument("--limit", type=int, metavar="N", help="only N items, evenly spread; nothing is saved")
    parser.add_argument("--no-save", action="store_true", help="print the figures, add no line to bench/results.jsonl")
    return parser


def _write_predictions(benchmark: Benchmark, source: Path, output: Path | None, tasks: Path | None) -> None:
    if tasks is not None and not benchmark.tasks:
        raise BenchError(f"{benchmark.name} has no tasks file")
    rows = predict(benchmark, read_lines(source))
    if output is not None:
        write_lines(output, rows)
        return
    for row in rows:
        print(json.dumps(row, ensure_ascii=False))


def _run(name: str, limit: int | None, *, keep: bool) -> None:
    if name in OWN:
        for outcome in importlib.import_module(OWN[name]).run(limit):
            _tell(outcome, keep=keep)
        return
    benchmark = BENCHMARKS[name]
    for run in benchmark.runs:
        _tell(measure(benchmark, run, limit=limit), keep=keep)


def _tell(outcome: Outcome, *, keep: bool) -> None:
    print("\n".join(table(outcome, published(outcome.benchmark, outcome.split))), flush=True)
    print()
    if keep:
        save(outcome)


if __name__ == "__main__":
    raise SystemExit(main())
