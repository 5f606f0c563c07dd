"""Tokens and sentences as the parser gives them; what goes on without end is cut."""

from __future__ import annotations

from functools import cache

import pytest

from gestae.reading.conversion import _LONGEST
from gestae.reading.parser import Parser
from gestae.sources.text import document_from_text


@cache
def _parser() -> Parser:
    return Parser()


@pytest.mark.models
def test_a_sentence_without_end_is_cut_and_loses_nothing() -> None:
    text = "the army killed men and " * 300 + "fled."
    reading = _parser().parse(document_from_text(text, name="test"))
    assert max(one.last - one.first for one in reading.sentences) <= _LONGEST
    assert [token.text for token in reading.tokens] == text.replace(".", " .").split()
    for sentence in reading.sentences:
        inside = range(sentence.first, sentence.last)
        assert all(token.head in inside for token in reading.sentence_tokens(sentence))
        assert reading.tokens[sentence.root].head == sentence.root


@pytest.mark.models
def test_spaces_are_no_tokens_and_heads_stay_in_their_sentence() -> None:
    reading = _parser().parse(document_from_text("Rebels  shelled Gao.\tTroops fled. They returned.", name="test"))
    assert [token.text for token in reading.tokens][:4] == ["Rebels", "shelled", "Gao", "."]
    assert [reading.tokens[sentence.root].text for sentence in reading.sentences] == ["shelled", "fled", "returned"]
    assert all(token.text == reading.document.text[token.start : token.end] for token in reading.tokens)
