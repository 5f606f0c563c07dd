"""Numbers and quantities in words, on tokens made by hand."""

from __future__ import annotations

import pytest

from gestae.lexicon.numbers import load_number_words
from gestae.reading.numbers import read_number
from gestae.reading.quantities import find_quantity
from gestae.reading.tokens import Token


def _tokens(text: str) -> tuple[Token, ...]:
    found, at = [], 0
    for index, word in enumerate(text.split()):
        start = text.index(word, at)
        at = start + len(word)
        found.append(Token(index, start, at, word, word.lower(), word, "NUM", "CD", "nummod", index, 0))
    return tuple(found)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,200", 1200),
        ("2.5 million", 2_500_000),
        ("2.5bn", 2_500_000_000),
        ("twenty - five", 25),
        ("two hundred and five thousand", 205_000),
        ("a dozen", 12),
        ("dozens", 24),
        ("tens of thousands", 20_000),
        ("several hundred", 200),
        ("three dozen", 36),
        ("3 1/2", 3.5),
        ("a", None),
    ],
)
def test_numbers(text: str, value: float | None) -> None:
    found = read_number(_tokens(text), 0, load_number_words())
    assert (found.value if found else None) == value


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("more than a dozen missiles", 13, None),
        ("dozens of people", 24, None),
        ("scores of people", 40, None),
        ("hundreds of people", 200, None),
        ("at least 24 people", 24, None),
        ("up to 200 people", None, 200),
        ("between 20 and 30 people", 20, 30),
        ("20 to 30 people", 20, 30),
        ("2 to 3 million people", 2_000_000, 3_000_000),
        ("2.5m people", 2_500_000, 2_500_000),
        ("some 50 people", 50, 50),
        ("fewer than ten people", None, 9),
        ("20 or more people", 20, None),
        ("tens of thousands of people", 20_000, None),
        ("$ 200 people", "no", "no"),
        ("99,999,999,999,999 people", "no", "no"),
        ("12 % people", "no", "no"),
    ],
)
def test_quantities(text: str, low: int | str | None, high: int | str | None) -> None:
    tokens = _tokens(text)
    found = find_quantity(tokens, 0, len(tokens), load_number_words(), floor=0, stop=len(tokens))
    assert ((found.min, found.max) if found else ("no", "no")) == (low, high)
