"""Words are cut as the vocabulary has them, and found again by their characters."""

from __future__ import annotations

from gestae.judging.wordpieces import WordPieces

VOCABULARY = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "rebels", "shell", "##ed", "the", "town", "'", "s", "."]
PIECES = WordPieces(VOCABULARY)


def words(ids: tuple[int, ...]) -> list[str]:
    return [VOCABULARY[index] for index in ids]


def test_words_are_cut_into_the_longest_pieces() -> None:
    (found,) = PIECES.cut("Rebels shelled the town.", longest=50)
    assert words(found.ids) == ["[CLS]", "rebels", "shell", "##ed", "the", "town", ".", "[SEP]"]


def test_a_character_leads_to_the_first_piece_of_its_word() -> None:
    text = "Rebels shelled the town."
    (found,) = PIECES.cut(text, longest=50)
    assert found.at(text.index("shelled")) == 2
    assert found.at(text.index("shelled") + 4) == 2
    assert found.at(text.index("the")) == 4
    assert found.at(-1) is None


def test_accents_and_case_do_not_matter_but_unknown_words_do() -> None:
    (found,) = PIECES.cut("RÉBELS x" + "y" * 60, longest=50)
    assert words(found.ids) == ["[CLS]", "rebels", "[UNK]", "[SEP]"]


def test_a_huge_sentence_is_cut_into_stretches_that_lose_no_word() -> None:
    text = " ".join(["the town"] * 40)
    stretches = PIECES.cut(text, longest=20)
    assert len(stretches) > 3
    assert all(len(stretch.ids) <= 21 for stretch in stretches)
    assert [start for stretch in stretches for start in stretch.starts] == sorted(
        {start for start in range(len(text)) if text[start:].startswith(("the", "town"))}
    )


def test_nothing_gives_nothing() -> None:
    assert PIECES.cut("  ", longest=20) == []
