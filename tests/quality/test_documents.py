"""What was found in the annotated reports stays found, and no more becomes wrong (`documents.toml`)."""

from __future__ import annotations

import pytest

from gestae.reader import Reader

from .documents import ANNOTATIONS, Bounds, annotation, crossed, held, read_bounds

BOUNDS = read_bounds()


@pytest.mark.models
@pytest.mark.parametrize("bounds", BOUNDS, ids=lambda bounds: bounds.name)
def test_report_stays_within_its_bounds(bounds: Bounds, reader: Reader) -> None:
    facts, path = annotation(bounds.name)
    if not path.exists():
        pytest.skip(f"{facts.file} is not in this repository and ../shared/examples is absent")
    assert list(crossed(bounds, held(bounds.name, reader))) == []


def test_every_annotated_report_has_bounds() -> None:
    assert [bounds.name for bounds in BOUNDS] == sorted(path.stem for path in ANNOTATIONS.glob("*.toml"))
