"""What docs/claims.md prints of its examples is what gestae says."""

from __future__ import annotations

import re

import pytest

from docs.claims import PAGE, examples, shown
from gestae.cli.claims import STATUSES
from gestae.linking import standing
from gestae.reader import Reader

TEXT = PAGE.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


@pytest.mark.models
@pytest.mark.parametrize(("report", "claims"), list(examples(TEXT)), ids=lambda words: words[:40])
def test_an_example_is_what_gestae_says(report: str, claims: str, reader: Reader) -> None:
    assert shown(report, reader) == claims, "run: python -m docs.claims"


def test_the_page_explains_every_status() -> None:
    explained = re.findall(r"^\| ([a-z ]+) \| ", TEXT, re.MULTILINE)[1:]
    assert tuple(explained) == standing.STATUSES == STATUSES
