"""What docs/explain.md prints of its examples is what gestae says."""

from __future__ import annotations

from dataclasses import fields

import pytest

from docs.explain import PAGE, examples, reader, shown
from gestae.coding.explaining import Explanation, Telling
from gestae.reader import Reader

TEXT = PAGE.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def without_judge() -> Reader:
    return reader()


@pytest.mark.models
@pytest.mark.parametrize(("report", "explained"), list(examples(TEXT)), ids=lambda words: words[:40])
def test_an_example_is_what_gestae_says(report: str, explained: str, without_judge: Reader) -> None:
    assert shown(report, without_judge) == explained, "run: python -m docs.explain"


def test_there_are_examples() -> None:
    assert len(list(examples(TEXT))) == 2


def test_every_field_is_named() -> None:
    for kind in (Explanation, Telling):
        assert [field.name for field in fields(kind) if f"`{field.name}`" not in TEXT] == []
