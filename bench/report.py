"""Figures as a table for people, published systems below."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from bench.harness import Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What another system reached; `measured_on` says on what, where that is not the same data."""

    system: str
    figures: Mapping[str, float]
    measured_on: str | None = None


def published(benchmark: str, split: str) -> tuple[Published, ...]:
    """The rows of `published.toml` that belong beside a split."""
    return tuple(
        Published(system=row["system"], figures=row["figures"], measured_on=row.get("set"))
        for row in _published_rows().get(benchmark, ())
        if split in row.get("splits", (split,))
    )


@cache
def _published_rows() -> Mapping[str, Sequence[Mapping[str, Any]]]:
    path = Path(__file__).with_name("published.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


def table(outcome: Outcome, others: Sequence[Published]) -> Iterator[str]:
    """The lines of a table: this run first, then what others reached on the same figures."""
    rows = [(f"gestae ({outcome.items} items)", outcome.figures)]
    rows += [(f"{row.system} [{row.measured_on}]" if row.measured_on else row.system, row.figures) for row in others]
    width = max(len(system) for system, _ in rows)
    yield f"{outcome.benchmark}, {outcome.split}: {outcome.items} items in {outcome.seconds:.1f} s"
    yield " " * width + "".join(f"  {name:>{_wide(name)}}" for name in outcome.figures)
    for system, figures in rows:
        cells = (f"  {_cell(figures.get(name)):>{_wide(name)}}" for name in outcome.figures)
        yield f"{system:{width}}" + "".join(cells)


def _wide(name: str) -> int:
    return max(6, len(name))


def _cell(value: float | None) -> str:
    if value is None:
        return "-"
    if abs(value) < 10:
        return f"{value:.3f}"
    return f"{value:,.1f}" if value < 1000 else f"{value:,.0f}"
