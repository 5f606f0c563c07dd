"""The lessons of the judge: reports and labels can be read, and what is held out is settled by name."""

from __future__ import annotations

import json
from pathlib import Path
from typing import get_args

import pytest

from gestae.ontology.codes import load_ontology
from gestae.record.events import Modality
from training.codebook import NONE, Coding, read_codebook
from training.judge.sentences import GROUPS, LABELS, REPORTS, Word, head_word, is_held_out

TYPES = {*load_ontology().types, NONE}
# Reports by region show every type, each file for itself; those by subject do together.
REGIONAL = {"africa-asia-oceania", "americas-bodies-local", "europe-middle-east-north-america"}


@pytest.mark.parametrize("file", sorted(REPORTS.glob("*.txt")), ids=lambda file: str(file.stem))
def test_every_report_can_be_read(file: Path) -> None:
    examples = read_codebook([file])
    regional = file.stem in REGIONAL
    assert len({example.group for example in examples}) > (40 if regional else 15)
    assert any(not example.codings for example in examples)  # sentences that tell nothing belong to a report
    types = {coding.type for example in examples for coding in example.codings}
    assert types == TYPES if regional else types <= TYPES


def test_the_reports_show_every_type_and_what_is_none() -> None:
    examples = read_codebook(sorted(REPORTS.glob("*.txt")))
    assert {coding.type for example in examples for coding in example.codings} == TYPES


@pytest.mark.parametrize("file", sorted(LABELS.glob("*.jsonl")), ids=lambda file: str(file.stem))
def test_every_label_is_in_order(file: Path) -> None:
    rows = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    assert len(rows) > 1000
    for row in rows:
        length = row["end"] - row["start"]
        for coding in row["codings"]:
            assert coding["type"] in TYPES
            assert coding.get("modality", "actual") in get_args(Modality)
            for start, end in [coding["trigger"], *coding.get("actors", []), *coding.get("recipients", [])]:
                assert 0 <= start < end <= length


def test_one_document_in_twelve_is_held_out_whatever_else_there_is() -> None:
    names = [f"document {number}" for number in range(2400)]
    held = [name for name in names if is_held_out(name)]
    assert 140 < len(held) < 260
    assert held == [name for name in names if is_held_out(name)]


def test_a_span_hangs_on_the_word_whose_head_lies_outside() -> None:
    # "the foreign minister of Chad resigned"
    words = (
        Word(0, 3, "DET", 2),
        Word(4, 11, "ADJ", 2),
        Word(12, 20, "NOUN", 5),
        Word(21, 23, "ADP", 2),
        Word(24, 28, "PROPN", 3),
        Word(29, 37, "VERB", 5),
    )
    assert head_word(words, (0, 28)) == 2
    assert head_word(words, (24, 28)) == 4
    assert head_word(words, (29, 37)) == 5
    assert head_word(words, (50, 60)) is None
    assert Coding((0, 1), NONE).actors == ()


@pytest.mark.parametrize("file", sorted(GROUPS.glob("*.jsonl")), ids=lambda file: str(file.stem))
def test_every_group_is_in_order(file: Path) -> None:
    rows = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    assert len(rows) > 300
    assert len({row["document"] for row in rows}) == len(rows)
    together = 0
    for row in rows:
        spans = [(start, end) for start, end, _ in row["mentions"]]
        assert all(0 <= start < end for start, end in spans)
        assert len(set(spans)) == len(spans)
        together += len(spans) - len({deed for _, _, deed in row["mentions"]})
    assert together > 300


def test_no_report_teaches_both_the_vectors_and_their_weighing() -> None:
    names = [
        {json.loads(line)["document"] for line in file.read_text("utf-8").splitlines()}
        for file in sorted(GROUPS.glob("*.jsonl"))
    ]
    assert len(names) == 2 and not names[0] & names[1]
