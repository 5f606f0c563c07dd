"""Fills the parts of README.md that are made by running things: the example's output and the table of results.

Run it after a change that shows there, and after `python -m bench all`: python -m docs.readme
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from bench.catalogue import BENCHMARKS
from bench.report import published

ROOT = Path(__file__).resolve().parents[1]
README = ROOT / "README.md"
EXAMPLE = "examples/2022-11-15-przewodow.txt"
# The figure that speaks for each benchmark, and how many lines of each section of the example are shown.
HEADLINE = {
    "actor-resolution": "case",
    "attribution": "relation",
    "geoparsing": "acc161",
    "muc4-incidents": "slots",
    "plover-events": "type top-1",
    "plover-relations": "root",
    "timex": "value",
}
_OF_PARSING = "end to end 161 km"
_LINES = {"Events": 26}
_LINES_OF_OTHERS = 7


def example_output() -> str:
    """What `gestae read` shows of the example in a terminal of 80 columns."""
    code = "from gestae.cli.main import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", code, "read", "--no-progress", EXAMPLE],
        capture_output=True,
        check=True,
        cwd=ROOT,
        env=os.environ | {"COLUMNS": "80", "NO_COLOR": "1", "PYTHONIOENCODING": "utf-8"},
    )
    return done.stdout.decode("utf-8")


def excerpt(output: str) -> str:
    """The first lines of each section, "..." where some are left out."""
    shown: list[str] = []
    left = 3
    for line in output.splitlines():
        if "──" in line:
            left = _LINES.get(line.split()[0], _LINES_OF_OTHERS)
            shown.append("")
        starts_item = not line.startswith(" ")
        if left <= 0 and starts_item and line.strip():
            left = -1
        if left > 0 or (left == 0 and not starts_item):
            shown.append(line.rstrip())
            left = max(0, left - 1)
        elif left == -1 and shown[-1] != "...":
            shown.append("...")
    return re.sub(r"\n{3,}", "\n\n", "\n".join(shown))


def results_table() -> str:
    """The last saved figure of each split beside the best that others published on the same data."""
    lines = ["| benchmark | split | figure | gestae | others on the same data |", "| --- | --- | --- | --- | --- |"]
    last: dict[tuple[str, str], Mapping[str, Any]] = {}
    path = ROOT / "bench" / "results.jsonl"
    if path.exists():
        for row in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
            last[row["benchmark"], row["split"]] = row
    lines += _rows(last)
    return "\n".join(lines)


def _rows(last: Mapping[tuple[str, str], Mapping[str, Any]]) -> Iterator[str]:
    for benchmark in BENCHMARKS.values():
        for run in benchmark.runs:
            if row := last.get((benchmark.name, run.split)):
                figure = _OF_PARSING if run.split.endswith(" parse") else HEADLINE[benchmark.name]
                others = _others(benchmark.name, run.split, figure)
                yield f"| {benchmark.name} | {run.split} | {figure} | {row['figures'][figure]:g} | {others} |"
    for (name, split), row in last.items():
        if name == "speed":
            figures = row["figures"]
            words = f"{figures['reading words/s']:,.0f} words/s"
            yield f"| speed | one core | whole reading / bare parser | {figures['ratio']:g} ({words}) | at most 2 |"
        if name == "documents":
            figures = row["figures"]
            wrong = f"{figures['wrong events']:.0%} of its events in none"
            yield f"| documents | {split} | found of the hand annotation | {figures['recall']:.0%} ({wrong}) | - |"


def _others(benchmark: str, split: str, figure: str) -> str:
    rows = [row for row in published(benchmark, split) if figure in row.figures and not row.measured_on]
    return "; ".join(f"{row.system} {row.figures[figure]:g}" for row in rows) or "-"


def filled(readme: str, name: str, content: str) -> str:
    """The text with what stands between `<!-- name -->` and `<!-- /name -->` replaced."""
    pattern = re.compile(rf"(<!-- {name} -->\n).*?(\n<!-- /{name} -->)", re.DOTALL)
    if not pattern.search(readme):
        raise ValueError(f"README.md has no part <!-- {name} -->")
    return pattern.sub(lambda match: match.group(1) + content + match.group(2), readme)


def part(readme: str, name: str) -> str:
    """What stands between the marks of a part."""
    return readme.split(f"<!-- {name} -->\n", 1)[1].split(f"\n<!-- /{name} -->", 1)[0]


def main() -> None:
    """Write the parts anew."""
    readme = README.read_text(encoding="utf-8")
    readme = filled(readme, "example", f"```text\n{excerpt(example_output()).strip()}\n```")
    readme = filled(readme, "results", results_table())
    README.write_text(readme, encoding="utf-8")


if __name__ == "__main__":
    main()
