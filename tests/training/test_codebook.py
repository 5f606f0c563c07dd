"""The codebook by example can be read, and its mistakes are named by file and line."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from gestae.ontology.codes import load_ontology
from training.codebook import FOLDER, NONE, CodebookError, read_codebook


@pytest.mark.parametrize("file", sorted(FOLDER.glob("*.txt")), ids=lambda file: str(file.stem))
def test_every_file_can_be_read(file: Path) -> None:
    examples = read_codebook([file])
    assert len(examples) > 150
    for example in examples:
        for coding in example.codings:
            start, end = coding.trigger
            assert example.sentence[start:end].strip() == example.sentence[start:end] != ""


def test_no_sentence_stands_twice_and_no_type_is_missing() -> None:
    examples = read_codebook()
    twice = [sentence for sentence, times in Counter(e.sentence for e in examples).items() if times > 1]
    assert twice == []
    counts = Counter(coding.type for example in examples for coding in example.codings)
    assert set(counts) == {*load_ontology().types, NONE}
    assert min(counts.values()) >= 100


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("stormed | NONE", "'stormed' is not in the sentence"),
        ("shelled | ASSAULT | actual", "four fields wanted"),
        ("shelled | BOMBING | actual | Troops > -", "no such type: 'BOMBING'"),
        ("shelled | ASSAULT curfew | actual | Troops > -", "ASSAULT has no mode 'curfew'"),
        ("shelled | ASSAULT | perhaps | Troops > -", "no such modality: 'perhaps'"),
        ("shelled | ASSAULT | actual | Rebels > -", "'Rebels' is not in the sentence"),
        ("shelled | ASSAULT | actual | Troops", "parties are written"),
    ],
)
def test_a_mistake_is_named_with_its_line(tmp_path: Path, line: str, reason: str) -> None:
    file = tmp_path / "wrong.txt"
    file.write_text(f"# comment\nTroops shelled the town.\n    {line}\n", "utf-8")
    with pytest.raises(CodebookError) as error:
        read_codebook([file])
    assert str(error.value).startswith("wrong.txt:3: ")
    assert reason in str(error.value)


def test_a_sentence_without_codings_is_a_mistake(tmp_path: Path) -> None:
    file = tmp_path / "wrong.txt"
    file.write_text("Troops shelled the town.\nNothing else.\n    else | NONE\n", "utf-8")
    with pytest.raises(CodebookError, match=r"wrong\.txt:1"):
        read_codebook([file])
