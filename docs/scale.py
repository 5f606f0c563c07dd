"""Fills the tables of docs/scale.md from what was measured: python -m docs.scale, after `python -m bench ingest`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

PAGE = Path(__file__).with_name("scale.md")
RESULTS = Path(__file__).resolve().parents[1] / "bench" / "results.jsonl"
DAY = 1_000_000
YEARS = 10
_HOUR = 3600
_INGEST = ("documents/s, 1 worker", "documents/s, 2 workers", "largest process MB", "bytes a document")
_CLUSTER = ("documents/s merged", "Parquet bytes a document", "text bytes a document")
_SKIM = ("recall", "recall of events", "reports with an event", "reports that pass", "times faster", "ceiling")
_GIGA = 1e9


def measured(benchmark: str, prefix: str = "") -> dict[str, Any]:
    """The newest saved line of a benchmark whose split begins so."""
    lines = [json.loads(line) for line in RESULTS.read_text(encoding="utf-8").splitlines()]
    return next(line for line in reversed(lines) if line["benchmark"] == benchmark and line["split"].startswith(prefix))


def splits(benchmark: str) -> list[str]:
    """The splits of which a benchmark has saved lines, each once, in their order."""
    lines = [json.loads(line) for line in RESULTS.read_text(encoding="utf-8").splitlines()]
    return list(dict.fromkeys(line["split"] for line in lines if line["benchmark"] == benchmark))


def costs() -> str:
    """What a day and ten years cost, as a table; what was not measured has no row."""
    rate, in_case = (_figure("ingest", name) for name in ("documents/s, 1 worker", "bytes a document"))
    merged, in_parquet = (_figure("cluster", name) for name in ("documents/s merged", "Parquet bytes a document"))
    all_of_it = DAY * 365 * YEARS
    rows: list[tuple[str, float | None, float, str]] = [
        ("core-hours of reading", rate and 1 / rate / _HOUR, 1, "{:,.0f}"),
        ("hours of writing into one case", merged and 1 / merged / _HOUR, 1, "{:,.1f}"),
        ("readings as Parquet, GB", in_parquet and in_parquet / _GIGA, 1, "{:,.0f}"),
        ("one case file, GB", in_case and in_case / _GIGA, 1, "{:,.0f}"),
        ("cores to keep up with a day in a day", rate and 1 / rate / _HOUR / 24, 0, "{:,.1f}"),
        ("cores for ten years in 30 days", rate and 1 / rate / _HOUR / 24 / 30, all_of_it, "{:,.0f}"),
    ]
    lines = ["| | a day of world news | ten years |", "| --- | --- | --- |"]
    lines.append(f"| articles | {DAY:,} | {all_of_it:,} |")
    for name, each, both, form in rows:
        if each is not None:
            day = form.format(each * DAY) if both in {0, 1} else ""
            lines.append(f"| {name} | {day} | {form.format(each * all_of_it) if both else ''} |")
    return "\n".join(lines)


def figures() -> str:
    """The measurements themselves, with their commands."""
    lines = ["| `python -m bench ...` | split | reports | figure | measured |", "| --- | --- | --- | --- | --- |"]
    for benchmark, shown in (("ingest", _INGEST), ("cluster", _CLUSTER), ("skim", _SKIM)):
        for split in splits(benchmark):
            found = measured(benchmark, split)
            lines += [
                f"| {benchmark} | {split} | {found['items']:,} | {one} | {found['figures'][one]:,} |" for one in shown
            ]
    return "\n".join(lines)


def _figure(benchmark: str, name: str) -> float | None:
    known = splits(benchmark)
    return float(measured(benchmark, known[-1])["figures"][name]) if known else None


def filled(page: str) -> str:
    """The page with its tables as they should be."""
    for name, text in (("costs", costs()), ("figures", figures())):
        before, _, rest = page.partition(f"<!-- {name} -->\n")
        page = f"{before}<!-- {name} -->\n{text}\n<!-- /{name} -->{rest.partition(f'<!-- /{name} -->')[2]}"
    return page


def main() -> None:
    """Write the page."""
    PAGE.write_text(filled(PAGE.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
