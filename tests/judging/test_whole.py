"""The network that reads whole reports: its windows hold whole sentences, and its answers do not change."""

from __future__ import annotations

import numpy as np
import pytest

from gestae.judging.whole import LONGEST, WholeReport, whole_network, windows
from gestae.reader import Reader
from gestae.sources.text import document_from_text

SENTENCE = "Gunmen of the front shot two judges on the road to the capital, and the police found their car. "


@pytest.mark.parametrize("lengths", [[3], [10] * 100, [LONGEST * 2, 5], [5, LONGEST - 2, 5], []])
def test_windows_hold_every_sentence_once_and_whole_where_it_fits(lengths: list[int]) -> None:
    sentences = [[number * 1000 + piece for piece in range(length)] for number, length in enumerate(lengths)]
    found = windows(sentences, -1, -2)
    assert all(len(window.ids) <= LONGEST and (window.ids[0], window.ids[-1]) == (-1, -2) for window in found)
    told = {
        index: window.ids[start : start + count] for window in found for index, (start, count) in window.places.items()
    }
    assert told == {index: tuple(sentence[: LONGEST - 2]) for index, sentence in enumerate(sentences)}


@pytest.mark.models
def test_every_word_of_a_long_report_has_vectors_and_they_do_not_change() -> None:
    reading = Reader().parse(document_from_text(SENTENCE * 60, name="test", published="2015-06-17"))
    first, second = (WholeReport(reading, whole_network()) for _ in range(2))
    for token in reading.tokens:
        if token.pos not in {"PUNCT", "SPACE"}:
            for one, other in ((first.party(token), second.party(token)), (first.deed(token), second.deed(token))):
                assert one is not None and other is not None
                assert np.array_equal(one, other)
