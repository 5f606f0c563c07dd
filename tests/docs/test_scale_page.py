"""docs/scale.md: its tables are what was measured."""

from __future__ import annotations

from docs import scale


def test_the_tables_follow_the_results() -> None:
    page = scale.PAGE.read_text(encoding="utf-8")
    assert scale.filled(page) == page, "run: python -m docs.scale"


def test_costs_grow_with_the_days() -> None:
    row = next(line for line in scale.costs().splitlines() if "core-hours" in line)
    day, years = (float(cell.replace(",", "")) for cell in row.strip("| ").split(" | ")[1:])
    assert abs(years / day / 3650 - 1) < 0.05
