"""What is read with a likely passage."""

from __future__ import annotations

from gestae.skimming.passages import passages_of
from gestae.skimming.understanding import understood
from gestae.sources.text import document_from_text

CONFLICT = frozenset({"war", "militia"})


def read_with(*likely: int, text: str) -> list[str]:
    document = document_from_text(text, name="report")
    parts = list(passages_of(document))
    found = understood(document.text, parts, set(likely), CONFLICT)
    return [document.text[parts[number].start : parts[number].end] for number in sorted(found)]


def sentences(*told: str) -> str:
    return "Notes of the week\n\n" + " ".join(told)


def test_the_headline_and_the_lead_and_the_sentence_before_are_read() -> None:
    text = sentences("One is dry.", "Two is dry.", "Three is dry.", "Four is dry.", "Five is dry.", "Six is dry.")
    assert read_with(5, text=text) == [
        "Notes of the week",
        "One is dry.",
        "Two is dry.",
        "Four is dry.",
        "Five is dry.",
    ]


def test_a_name_is_read_where_it_stands_first_and_where_it_is_first_told_in_full() -> None:
    text = sentences(
        "It rained.", "It snowed.", "Then Mr. Orrel came.", "Hail fell.", "Here Tamsin Orrel sat.", "Dust lay.",
        "Fog rose.", "Now Orrel left."
    )  # fmt: skip
    told = read_with(8, text=text)
    assert told[3:] == ["Then Mr. Orrel came.", "Here Tamsin Orrel sat.", "Fog rose.", "Now Orrel left."]


def test_a_headline_does_not_introduce_a_name() -> None:
    text = "Orrel Leaves Town\n\nIt rained. It snowed. Here Tamsin Orrel sat. Dust lay. Fog rose. Now Orrel left."
    assert "Here Tamsin Orrel sat." in read_with(6, text=text)


def test_the_first_word_of_conflict_is_read_where_no_other_passage_has_one() -> None:
    dry = ("It rained.", "It snowed.", "Fog rose.", "A man was shot.", "Wars are long.", "Another war came.")
    assert read_with(4, text=sentences(*dry))[-1] == "Wars are long."
    assert read_with(4, text=sentences("The war went on.", *dry[1:]))[-1] == "A man was shot."
    assert read_with(4, text=sentences(*dry[:4], "Warm days came."))[-1] == "A man was shot."
