"""What is skimmed over and what is not; the file of weights."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from gestae.errors import KnowledgeError
from gestae.lexicon.events import load_event_lexicon
from gestae.reader import Reader
from gestae.record.documents import Document
from gestae.settings import Settings
from gestae.skimming.passages import cues_of, features, passages_of
from gestae.skimming.skim import Skim, Weights, load_weights, read_weights
from gestae.sources.text import document_from_text

RAID = "Rebels shelled the army base at Hama on Sunday, killing 12 soldiers.\n\nThe shelling went on all night."
GARDEN = "Tulips in the spring\n\nPlant the bulbs in October. Water them once a week. They bloom in April."


def document(text: str) -> Document:
    return document_from_text(text, name="report")


@pytest.fixture(scope="module")
def skim() -> Skim:
    return Skim(load_weights(), load_event_lexicon())


def test_passages_are_the_sentences_of_what_would_be_parsed() -> None:
    report = document('Title of it\n\nShare\n\nHe said "no." Mr. Smith left.\n\nThey met on 3.5 acres.')
    told = [report.text[part.start : part.end] for part in passages_of(report)]
    assert told == ["Title of it", 'He said "no.', "Mr.", "Smith left.", "They met on 3.5 acres."]


def test_features_say_what_the_lexicon_knows() -> None:
    found = features("Rebels shelled Hama", cues_of(load_event_lexicon()))
    assert {"rebels", "rebels shelled", "stem:shell", "type:ASSAULT"} <= found


def test_a_report_of_fighting_is_likelier_than_one_of_gardening(skim: Skim) -> None:
    raid, garden = (max(chance for chance, _ in skim.likely(document(text))) if skim.likely(document(text)) else 0.0
                    for text in (RAID, GARDEN))  # fmt: skip
    assert raid > 0.9 and garden < 0.2


def test_what_holds_no_likely_passage_is_never_read() -> None:
    weights = Weights("test", -5.0, 0.5, {"shelled": 10.0})
    skim = Skim(weights, load_event_lexicon())
    asked: list[Sequence[Document]] = []

    def has_event(some: Sequence[Document]) -> list[bool]:
        asked.append(some)
        return [True for _ in some]

    found = skim([document(GARDEN), document(RAID)], has_event)
    assert [one is None for one in found] == [False, True]
    assert [len(some) for some in asked] == [0, 0]  # the raid is sure, the garden hopeless
    assert found[0] is not None and found[0].chance == 0.0067 and "skimmed over" in found[0].reason


def test_likely_passages_are_read_before_the_report_is_given_up() -> None:
    weights = Weights("test", -2.0, 0.1, {"water": 1.0})
    skim = Skim(weights, load_event_lexicon())
    read: list[str] = []

    def no_event(some: Sequence[Document]) -> list[bool]:
        for one in some:
            read.append(" | ".join(one.text[part.start : part.end] for part in one.parts))
        return [False for _ in some]

    report = document("Water is wet.\n\nIt rains.\n\nIt pours.\n\nIt snows.")
    assert skim([report], no_event)[0] is not None
    assert read == ["Water is wet. | It rains. | It pours.", "It snows."]  # the likeliest first, and none twice
    assert skim([report], lambda some: [True for _ in some]) == [None]


def test_words_of_own_codebooks_are_always_read() -> None:
    lexicon = load_event_lexicon()
    frame = replace(next(iter(lexicon.frames.values())), id="prune", own=True)
    entry = replace(next(iter(lexicon.verbs.values()))[0], frame=frame)
    own = replace(lexicon, verbs={**lexicon.verbs, "prune": (entry,)})
    report = document("Gardeners pruned the roses.")
    assert Skim(Weights("test", -9.0, 0.5, {}), own).likely(report)[0][0] == 1.0
    assert Skim(Weights("test", -9.0, 0.5, {}), lexicon).likely(report) == []


def test_a_damaged_file_of_weights_is_named_with_the_line(tmp_path: Path) -> None:
    file = tmp_path / "weights.tsv"
    for text, told in (
        ("@version\tx\nword 0.5\n", "line 2"),
        ("word\t0.5\nword\t0.6\n", "line 2"),
        ("word\thigh\n", "line 1"),
        ("@version\tx\n@bias\t0\nword\t0.5\n", "@threshold"),
    ):
        file.write_text(text)
        with pytest.raises(KnowledgeError, match=told):
            read_weights(file)


def test_the_file_that_ships_is_sorted_and_says_where_it_comes_from() -> None:
    import gestae.skimming.skim as home

    lines = (Path(home.__file__).parent / "weights.tsv").read_text(encoding="utf-8").splitlines()
    head = [line for line in lines if line.startswith("#")]
    names = [line.split("\t")[0] for line in lines if not line.startswith(("#", "@"))]
    assert any("Source:" in line and "Licence:" in line for line in head)
    assert names == sorted(set(names)) and len(names) == len(load_weights().features)


@pytest.mark.models
def test_a_reader_skims_only_when_told_to() -> None:
    documents = [document(RAID), document(GARDEN)]
    assert Reader().skim(documents) == [None, None]
    found = Reader(Settings(skim=True)).skim(documents)
    assert [one is None for one in found] == [True, False]
