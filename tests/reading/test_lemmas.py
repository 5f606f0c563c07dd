"""Verbs with a silent e, told from shorter ones by how their forms are spelt."""

from __future__ import annotations

import pytest

from gestae.reader import Reader
from gestae.reading.lemmas import lemma_of
from gestae.sources.text import document_from_text

VERBS = frozenset({"stage", "stag", "hope", "hop", "wage", "wag", "fine", "plan", "plane", "gas", "gase", "visit"})


@pytest.mark.parametrize(
    ("form", "lemma", "tag", "expected"),
    [
        ("staged", "stag", "VBD", "stage"),
        ("stages", "stag", "VBZ", "stage"),
        ("staging", "stag", "VBG", "stage"),
        ("waged", "wag", "VBN", "wage"),
        ("fined", "fin", "VBD", "fine"),
        # doubled: the short verb
        ("hopped", "hop", "VBD", "hop"),
        ("planned", "plan", "VBN", "plan"),
        # a noun, another ending, a longer word, a verb that is not known
        ("stags", "stag", "NNS", "stag"),
        ("stag", "stag", "VB", "stag"),
        ("gases", "gas", "VBZ", "gas"),
        ("visited", "visit", "VBD", "visit"),
        ("bused", "bus", "VBD", "bus"),
    ],
)
def test_spelling_decides(form: str, lemma: str, tag: str, expected: str) -> None:
    assert lemma_of(form, lemma, tag, VERBS) == expected


@pytest.mark.models
def test_the_parser_gives_them_their_own_lemmas(reader: Reader) -> None:
    text = "Rebels staged an ambush and waged war; a judge fined the editor, who had planned to leave."
    reading = reader.parse(document_from_text(text, name="test"))
    verbs = [token.lemma for token in reading.tokens if token.text in {"staged", "waged", "fined", "planned"}]
    assert verbs == ["stage", "wage", "fine", "plan"]
