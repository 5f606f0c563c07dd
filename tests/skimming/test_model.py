"""The files that ship with the skim."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import numpy as np
import pytest

import gestae.skimming.student as home
from gestae.errors import KnowledgeError
from gestae.lexicon.events import load_event_lexicon
from gestae.record.documents import PartKind
from gestae.skimming import cues
from gestae.skimming.cues import load_forms
from gestae.skimming.encoding import Stretch
from gestae.skimming.passages import abbreviations
from gestae.skimming.student import load_facts, load_pieces, load_student

FOLDER = Path(home.__file__).parent


def test_the_weights_are_small_and_have_a_card() -> None:
    assert (FOLDER / "model" / "skim.onnx").stat().st_size < 3_000_000
    assert load_facts().version in (FOLDER / "model" / "README.md").read_text("utf-8")


def test_the_facts_name_traits_of_the_lexicon_and_a_chance() -> None:
    facts, lexicon = load_facts(), load_event_lexicon()
    second = facts.second
    assert 0.0 < second.asks <= facts.alone < 0.5 and 0.0 < second.threshold < 0.5
    assert second.network > 0.0 and second.judge > 0.0 and len(set(facts.traits)) == len(facts.traits)
    for trait in facts.traits:
        kind, _, name = trait.partition(":")
        known = {
            "type": {entry.frame.type for found in lexicon.verbs.values() for entry in found},
            "class": set(lexicon.classes),
            "part": set(get_args(PartKind)),
        }
        assert name in known[kind] if name else trait in {"capital", "capitals", "number"}


def test_the_network_knows_every_piece_and_every_trait() -> None:
    known = len(
        [
            piece
            for piece in (FOLDER.parent / "judging" / "model" / "vocabulary.txt").read_text("utf-8").split("\n")
            if piece
        ]
    )
    ids = np.array([known - 1, load_pieces().last], dtype=np.int64)
    traits = np.zeros((2, len(load_facts().traits)), dtype=np.float32)
    (chance,) = load_student()(Stretch(0, ids, traits, (0,), (0,), (0,)))
    assert 0.0 < chance < 1.0


def test_the_lists_are_sorted_and_say_where_they_come_from() -> None:
    for name, found in (("abbreviations.txt", abbreviations()), ("forms.tsv", load_forms())):
        lines = (FOLDER / name).read_text("utf-8").splitlines()
        head = " ".join(line for line in lines if line.startswith("#"))
        words = [line.split("\t")[0] for line in lines if not line.startswith("#")]
        assert "Source:" in head and "Licence:" in head
        assert words == sorted(set(words)) and set(words) == set(found)


@pytest.mark.parametrize("text", ["# head\nfought fight\n", "fought\tfight\nfought\tfoot\n", "fought\t\n"])
def test_a_damaged_file_of_forms_is_named_with_the_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    file = tmp_path / "forms.tsv"
    file.write_text(text)
    monkeypatch.setattr(cues, "data_file", lambda *parts: file)
    line = 1 if text.startswith("fought\t\n") else 2
    with pytest.raises(KnowledgeError, match=f"forms.tsv, line {line}"):
        load_forms.__wrapped__()


def test_damaged_facts_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "skim.json"
    file.write_text('{"version": "skim 0", "traits": [], "alone": 0.1}')
    monkeypatch.setattr(home, "data_file", lambda *parts: file)
    with pytest.raises(KnowledgeError, match=r"skim\.json"):
        load_facts.__wrapped__()
