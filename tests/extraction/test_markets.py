"""Market moves against a table of cases a journalist can read."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from gestae.extraction.markets import FoundMove, find_market_moves
from gestae.reading.parser import Parser
from gestae.record.documents import Document, Part
from gestae.resolving.when.dates import resolve_dates

CASES = Path(__file__).parent / "cases" / "markets.toml"


def _cases() -> list[dict[str, Any]]:
    return list(tomllib.loads(CASES.read_text(encoding="utf-8"))["case"])


@cache
def _parser() -> Parser:
    return Parser()


def _moves(sentence: str) -> tuple[FoundMove, ...]:
    part = Part("paragraph", 0, len(sentence))
    reading = _parser().parse(Document(id="case", sha256="", text=sentence, parts=(part,)))
    return find_market_moves(reading, dates=resolve_dates(reading, published="2020-01-08"))


def _row(move: FoundMove) -> dict[str, Any]:
    row: dict[str, Any] = {"instrument": move.instrument, "direction": move.direction}
    fields = {"symbol": move.symbol, "amount": move.amount, "unit": move.unit}
    row |= {name: value for name, value in fields.items() if value is not None}
    if move.date is not None:
        row["date"] = move.date.text
    return row


@pytest.mark.models
@pytest.mark.parametrize("case", _cases(), ids=lambda case: case["sentence"][:50])
def test_moves_of_a_sentence(case: dict[str, Any]) -> None:
    moves = _moves(case["sentence"])
    assert [_row(move) for move in moves] == case["moves"]
    for move in moves:
        assert {evidence.role for evidence in move.evidence} >= {"trigger", "instrument"}
        for evidence in move.evidence:
            assert case["sentence"][evidence.start : evidence.end] == evidence.text
