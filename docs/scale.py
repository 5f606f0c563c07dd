"""Fills the tables of docs/scale.md from what was measured: python -m docs.scale, after `python -m bench ingest`."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

PAGE = Path(__file__).with_name("scale.md")
RESULTS = Path(__file__).resolve().parents[1] / "bench" / "results.jsonl"
DAY = 1_000_000
YEARS = 10
_HOUR = 3600
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
    """What a day and ten years cost, as a table."""
    ingest, cluster = measured("ingest"), measured("cluster")
    rate = ingest["figures"]["documents/s, 1 worker"]
    in_case, in_parquet = ingest["figures"]["bytes a document"], cluster["figures"]["Parquet bytes a document"]
    merged = cluster["figures"]["documents/s merged"]
    rows = [
        ("articles", DAY, DAY * 365 * YEARS, "{:,.0f}"),
        ("core-hours of reading", DAY / rate / _HOUR, DAY * 365 * YEARS / rate / _HOUR, "{:,.0f}"),
        ("hours of writing into one case", DAY / merged / _HOUR, DAY * 365 * YEARS / merged / _HOUR, "{:,.1f}"),
        ("readings as Parquet, GB", DAY * in_parquet / _GIGA, DAY * 365 * YEARS * in_parquet / _GIGA, "{:,.0f}"),
        ("one case file, GB", DAY * in_case / _GIGA, DAY * 365 * YEARS * in_case / _GIGA, "{:,.0f}"),
        ("cores to keep up, or to finish in 30 days", DAY / rate / _HOUR / 24,
         DAY * 365 * YEARS / rate / _HOUR / 24 / 30, "{:,.1f}"),
    ]  # fmt: skip
    lines = ["| | a day of world news | ten years |", "| --- | --- | --- |"]
    lines += [f"| {name} | {form.format(day)} | {form.format(all_)} |" for name, day, all_, form in rows]
    return "\n".join(lines)


def figures() -> str:
    """The measurements themselves, with their commands."""
    lines = ["| `python -m bench ...` | split | figure | measured |", "| --- | --- | --- | --- |"]
    for name, prefix, shown in (
        ("ingest", "", ("documents/s, 1 worker", "documents/s, 2 workers", "largest process MB", "bytes a document")),
        ("cluster", "", ("documents/s, 1 worker", "documents/s, 2 workers", "documents/s merged",
                         "Parquet bytes a document")),
        *(("skim", split, _SKIM) for split in splits("skim")),
    ):  # fmt: skip
        found = measured(name, prefix)
        lines += [f"| {name} | {found['split']} | {one} | {found['figures'][one]:,} |" for one in shown]
    return "\n".join(lines)


def filled(page: str) -> str:
    """The page with its tables as they should be."""
    for name, text in (("costs", costs()), ("figures", figures())):
        page = re.sub(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", lambda m: f"{m[1]}{text}\n{m[2]}", page, flags=re.S)  # noqa: B023 - called at once
    return page


def main() -> None:
    """Write the page."""
    PAGE.write_text(filled(PAGE.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
