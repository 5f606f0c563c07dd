"""The dev benchmarks stay at or above their floors (`floors.toml`)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bench.catalogue import BENCHMARKS
from bench.harness import SHARED

from .floors import Floor, below, digest, raised, reached, read_floors

FLOORS = read_floors()


@pytest.mark.models
@pytest.mark.shared
@pytest.mark.parametrize("floor", FLOORS, ids=lambda floor: f"{floor.benchmark} {floor.split}")
def test_benchmark_reaches_its_floor(floor: Floor) -> None:
    if not (SHARED / floor.benchmark).is_dir():
        pytest.skip(f"no dev data in ../shared/bench/{floor.benchmark}")
    assert digest(floor) == floor.data, "the data has changed: python -m tests.quality.floors --update"
    assert list(below(floor, reached(floor))) == []


def test_every_benchmark_has_a_floor() -> None:
    def splits() -> Iterator[tuple[str, str]]:
        yield from ((floor.benchmark, floor.split) for floor in FLOORS)

    assert {benchmark for benchmark, _ in splits()} == set(BENCHMARKS)
    assert len(set(splits())) == len(FLOORS)


def test_a_floor_is_raised_and_never_lowered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.quality.floors.digest", lambda floor: floor.data)
    floor = Floor(benchmark="timex", split="dev", items=10, data="x", figures={"value": 0.7, "strict": 0.8})
    assert raised(floor, {"value": 0.75, "strict": 0.6}).figures == {"value": 0.75, "strict": 0.8}
    assert list(below(floor, {"value": 0.7, "strict": 0.79})) == ["timex dev: strict 0.79 is below the floor 0.8"]
