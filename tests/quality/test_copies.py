"""Copies are found and stories in other words are not: the targets of `python -m bench copies`, on a sample."""

from __future__ import annotations

import pytest

from bench.copies import run
from bench.harness import SHARED


@pytest.mark.shared
def test_copies_reach_their_target() -> None:
    if not (SHARED / "event-linking").is_dir():
        pytest.skip("no dev data in ../shared/bench/event-linking")
    (outcome,) = run(120)
    assert outcome.figures["pairs"] > 300
    assert outcome.figures["precision"] >= 0.98 and outcome.figures["recall"] >= 0.95
