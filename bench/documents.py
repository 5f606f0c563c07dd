"""Whole reports against their hand annotation (`tests/documents/*.toml`): found, missing, wrong."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

from bench.harness import ROOT, Outcome
from gestae.reader import Reader
from gestae.sources.files import load as load_report
from tests.documents.facts import TABLES, Facts, Report, load, score

FOLDERS = {
    "examples": ROOT / "examples",
    "shared": ROOT.parent / "shared" / "examples",
    "tests": ROOT / "tests" / "documents" / "reports",
}


def run(limit: int | None = None) -> Iterator[Outcome]:
    """One outcome a report: recall by table, the share of its events that agree with no annotated one."""
    reader = Reader()
    annotations = sorted((ROOT / "tests" / "documents").glob("*.toml"))
    for path in annotations[:limit]:
        facts = load(path)
        report = FOLDERS[facts.where] / facts.file
        if not report.exists():
            print(f"{facts.name}: skipped, {facts.file} is not in {FOLDERS[facts.where]}")
            continue
        started = time.perf_counter()
        held = read_against(reader, facts, report)
        seconds = time.perf_counter() - started
        print("\n".join(_faults(held)))
        yield Outcome(
            benchmark="documents",
            split=facts.name,
            figures=_figures(held),
            items=held.counts()[1],
            seconds=round(seconds, 1),
        )


def read_against(reader: Reader, facts: Facts, report: Path) -> Report:
    """A report's record held against its annotation."""
    record = reader(load_report(report, published=facts.published))
    return score(facts, record.to_dict())


def _figures(held: Report) -> dict[str, float]:
    found, asked = held.counts()
    by_table = {f"{table} recall": held.recall(table) for table in TABLES if held.counts(table)[1]}
    return {
        "recall": round(found / asked, 4) if asked else 1.0,
        **{name: round(value, 4) for name, value in by_table.items()},
        "wrong events": round(held.wrong_share, 4),
        "never, and yet": float(len(held.violations)),
    }


def _faults(held: Report) -> Iterator[str]:
    """What an editor would complain about: missing facts, rows nobody annotated, rows that must never be."""
    for missed in held.missing:
        yield f"  -  {missed.table} {missed.id}: {missed.words!r}  {missed.reason}"
    for row in held.surplus:
        yield f"  ?  {row.table} {row.label}" + (f"  near {row.near}" if row.near else "")
    for violation in held.violations:
        yield f"  !  {violation.words!r} ({violation.why}): {violation.label}"
