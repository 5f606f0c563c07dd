"""Figures as a table for people, published systems below."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from bench.harness import Outcome


def table(outcome: Outcome, published: Sequence[tuple[str, Mapping[str, float]]]) -> Iterator[str]:
    """The lines of a table: this run first, then what others reached on the same figures."""
    names = list(outcome.figures)
    rows = [(f"gestae, {outcome.split} ({outcome.items})", outcome.figures)]
    rows += [(system, figures) for system, figures in published if any(name in figures for name in names)]
    width = min(56, max(len(system) for system, _ in rows))
    yield f"{outcome.benchmark}, {outcome.split}: {outcome.items} items in {outcome.seconds:.1f} s"
    yield " " * width + "".join(f"  {name:>{_wide(name)}}" for name in names)
    for system, figures in rows:
        cells = (f"  {_cell(figures.get(name)):>{_wide(name)}}" for name in names)
        yield f"{system[:width]:{width}}" + "".join(cells)


def _wide(name: str) -> int:
    return max(7, len(name))


def _cell(value: float | None) -> str:
    if value is None:
        return "-"
    return f"{value:.3f}" if abs(value) <= 1 else f"{value:,.1f}"
