"""The words around places: the file loads, and a wrong entry is named."""

from __future__ import annotations

import pytest

from gestae.errors import KnowledgeError
from gestae.lexicon.placewords import checked_place_words, load_place_words


def test_the_file_that_comes_with_gestae() -> None:
    words = load_place_words()
    assert words.kind_words["county"] == "ADM2"
    assert {"northern", "county"} <= words.not_alone


def test_wrong_word_lists_are_named() -> None:
    with pytest.raises(KnowledgeError, match=r"missing or unknown entries: .*titels"):
        checked_place_words({"titels": ["mr"]})
