"""Fills the parts of README.md that are made by running things: the example's output and the table of results.

Run it after a change that shows there, and after `python -m bench all`: python -m docs.readme
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from string import Formatter
from typing import Any

from bench.catalogue import BENCHMARKS
from bench.report import published

ROOT = Path(__file__).resolve().parents[1]
README = ROOT / "README.md"
EXAMPLE = "examples/2022-11-15-przewodow.txt"
PUBLISHED = "2022-11-15"
# The figure that speaks for each benchmark, and how many lines of each section of the example are shown.
HEADLINE = {
    "actor-resolution": "case",
    "attribution": "relation",
    "geoparsing": "acc161",
    "muc4-incidents": "slots",
    "petrarch-suite": "all event",
    "plover-events": "type top-1",
    "plover-relations": "root",
    "timex": "value",
}
# What is measured by ourselves alone: what the figure is, and how it is said.
_SAID = {
    "calibration": (
        "events of held-out news whose type is right; calibration error",
        "{events right}; {calibration error}",
    ),
    "copies": ("pairs of copies found: precision at recall", "{precision:.3f} at {recall:.3f}"),
    "ingest": ("documents a second, 2 workers to 1; share of reading", "{2 workers to 1:.2f}; {share of reading:.0%}"),
    "skim": (
        "reports called crisis reports that pass `--skim`; times faster (at best)",
        "{crisis reports that pass:.3f}; {times faster:.2f} ({ceiling:.2f})",
    ),
    "concern": (
        "reports of public concern, and of none, whose events are coded",
        "{read public:.3f}, {read none:.3f}",
    ),
    "memory": (
        "largest process in MB on a source of 5 GB (adding was stopped after 4 minutes); growth from early to late",
        "{largest MB}; {growth:.0%}",
    ),
    "cluster": (
        "documents a second, 2 Dask workers; merged into a case",
        "{documents/s, 2 workers:.1f}; {documents/s merged:.0f}",
    ),
    "queries": ("slowest answers, ms: page of a timeline, dyad series", "{page of a timeline:.0f}, {dyad series:.0f}"),
}
_BESIDE = "reading / "
_OF_PARSING = "end to end 161 km"
_LINES = {"Events": 26}
_LINES_OF_OTHERS = 7


def example_output() -> str:
    """What `gestae read` shows of the example in a terminal of 80 columns."""
    code = "from gestae.cli.main import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", code, "read", "--no-progress", EXAMPLE, "--published", PUBLISHED],
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
    """The last saved figure of each split beside what others published on the same data."""
    last = {(row["benchmark"], row["split"]): row for row in saved_results()}
    head = ["| benchmark | split | figure | gestae | others on the same data |", "| --- | --- | --- | --- | --- |"]
    order = [
        *BENCHMARKS,
        "documents",
        "calibration",
        "copies",
        "speed",
        "ingest",
        "queries",
        "concern",
        "skim",
        "cluster",
        "memory",
    ]
    shown = {"skim": "lgl", "concern": "lgl"}  # of the others, the reports have no such label
    kept = (row for row in last.values() if row["split"] == shown.get(row["benchmark"], row["split"]))
    rows = sorted(kept, key=lambda row: order.index(row["benchmark"]))
    return "\n".join([*head, *map(result_row, rows)])


def saved_results() -> list[dict[str, Any]]:
    """Every run ever saved, oldest first."""
    path = ROOT / "bench" / "results.jsonl"
    return list(map(json.loads, path.read_text(encoding="utf-8").splitlines())) if path.exists() else []


def result_row(row: Mapping[str, Any]) -> str:
    """A saved run as a row of the table."""
    benchmark, split, figures = row["benchmark"], row["split"], row["figures"]
    if benchmark == "speed":
        said = f"{figures['ratio']:.2f} ({figures['reading words/s']:,.0f} words/s)"
        others = "; ".join(f"{name.removeprefix(_BESIDE)} {figures['ratio'] / figures[name]:.2f}" for name in figures
                           if name.startswith(_BESIDE))  # fmt: skip
        return f"| speed | one core | time of the whole reading / bare parser | {said} | {others or '-'} |"
    if benchmark == "documents":
        said = f"{figures['recall']:.0%} ({figures['wrong events']:.0%} of the events in none)"
        return f"| documents | {split} | share of the hand annotation found | {said} | - |"
    if benchmark in _SAID:
        what, said = _SAID[benchmark]
        if any(name not in figures for _, name, _, _ in Formatter().parse(said) if name):
            return ""  # a run of before the figure was measured, or on data that do not have it
        return f"| {benchmark} | {split} | {what} | {said.format(**figures)} | - |"
    figure = _OF_PARSING if split.endswith(" parse") else HEADLINE[benchmark]
    return f"| {benchmark} | {split} | {figure} | {figures[figure]:g} | {_others(benchmark, split, figure)} |"


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
