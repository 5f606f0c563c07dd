"""Word lists of numbers, dates, tolls, markets and links: they load, and a wrong entry is named with its file."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from gestae.errors import KnowledgeError
from gestae.lexicon.answers import load_link_words
from gestae.lexicon.calendar import calendar_from
from gestae.lexicon.casualties import casualty_words_from, load_casualty_words
from gestae.lexicon.instruments import load_market_words, market_words_from
from gestae.lexicon.numbers import number_words_from
from gestae.lexicon.responsibility import LISTS as _RESPONSIBILITY_LISTS
from gestae.lexicon.responsibility import load_responsibility_words, responsibility_words_from


@pytest.mark.parametrize(
    ("words_from", "text", "message"),
    [
        (number_words_from, "[colours]\nred = 1", r"numbers\.toml: unknown table \[colours\]"),
        (calendar_from, "[weekdays]\nmonday = 1", r"calendar\.toml: table \[months\] is missing"),
        (calendar_from, "months = [", r"calendar\.toml: "),
        (casualty_words_from, '[objects]\nkill = "slain"', r"tolls\.toml, \[objects\] kill: unknown effect 'slain'"),
        (casualty_words_from, "", r"tolls\.toml: table \[objects\] is missing"),
        (market_words_from, "[[instruments]]\nname = 'x'", r"markets\.toml: table \[verbs\] is missing"),
        (market_words_from, "[verbs", r"markets\.toml: "),
    ],
)
def test_wrong_entries_are_named(words_from: Callable[[str], object], text: str, message: str) -> None:
    with pytest.raises(KnowledgeError, match=message):
        words_from(text)


def test_toll_words_are_lower_case_and_once() -> None:
    words = load_casualty_words()
    assert all(word == word.lower() for word in words.triggers)
    assert not words.words["people"] & words.words["not_people"]


def test_every_instrument_is_found_under_its_first_piece() -> None:
    names = load_market_words().names
    assert {name for pairs in names.values() for name, _ in pairs} >= {"Brent crude", "zloty", "S&P 500", "CAC-40"}
    for first, pairs in names.items():
        assert [len(name) for name, _ in pairs] == sorted((len(name) for name, _ in pairs), reverse=True)
        assert all(name.startswith(first) for name, _ in pairs)


def test_longer_link_phrases_come_first() -> None:
    for phrases in load_link_words().phrases.values():
        lengths = [len(phrase.words) for phrase in phrases]
        assert lengths == sorted(lengths, reverse=True)


def test_words_of_responsibility_are_lower_case_and_a_wrong_entry_is_named() -> None:
    words = load_responsibility_words()
    assert all(word == word.lower() for words_ in words.lists.values() for word in words_)
    assert words.blame["suspect"].standing == "suspected"
    with pytest.raises(KnowledgeError, match=r"responsibility\.toml, \[claiming\] verbs"):
        responsibility_words_from({})
    lists: dict[str, Any] = {name: {key: [] for key in keys} for name, keys in _RESPONSIBILITY_LISTS.items()}
    with pytest.raises(KnowledgeError, match=r"unknown standing 'guilty'"):
        responsibility_words_from({**lists, "blame": [{"verbs": ["blame"], "standing": "guilty", "deed": []}]})
