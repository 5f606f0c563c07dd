"""The coding rules of the PLOVER manual, each by a sentence of ours."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from gestae.reader import Reader
from gestae.sources.text import document_from_text

CASES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "cases" / "plover_rules.toml").read_text(encoding="utf-8")
)["case"]


def _parameters() -> list[Any]:
    return [
        pytest.param(
            case,
            id=case["rule"],
            marks=[pytest.mark.xfail(strict=True, raises=AssertionError, reason=case["known_failure"])]
            if "known_failure" in case
            else [],
        )
        for case in CASES
    ]


@pytest.mark.models
@pytest.mark.parametrize("case", _parameters())
def test_rule(case: dict[str, Any], reader: Reader) -> None:
    record = reader(document_from_text(case["text"], name="rule", published="2024-05-06"))
    told = {event.type for event in record.events}
    told |= {f"{event.type}-{event.mode}" for event in record.events if event.mode}
    assert set(case.get("expect", ())) <= told, told
    assert told.isdisjoint(case.get("never", ())), told


def test_few_are_known_to_fail() -> None:
    assert len(CASES) >= 28
    assert 4 * sum("known_failure" in case for case in CASES) <= len(CASES)
