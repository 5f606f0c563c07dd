"""Number words: "a dozen", "two hundred", "2.5 million", "dozens".

>>> words = load_number_words()
>>> words.units["twelve"], words.scales["million"], words.vague["dozens"]
(12, 1000000, 24)
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from gestae.errors import KnowledgeError

_FILE = "en/numbers.toml"
_TABLES = ("units", "tens", "scales", "vague", "few", "ordinals", "fractions")
_BOUNDS = frozenset({"least", "above", "most", "below", "about"})


@dataclass(frozen=True, slots=True)
class NumberWords:
    """Words for numbers, each table from lower-case word to value; `all` holds every word that may begin one."""

    units: Mapping[str, int]
    tens: Mapping[str, int]
    scales: Mapping[str, int]
    vague: Mapping[str, int]
    few: Mapping[str, int]
    ordinals: Mapping[str, int]
    fractions: Mapping[str, float]
    bounds: Mapping[str, str]
    all: frozenset[str]


@cache
def load_number_words() -> NumberWords:
    """The number words of the language.

    Raises:
        KnowledgeError: the file lacks a table or holds a value that is no number.
    """
    return number_words_from(files("gestae.lexicon").joinpath(_FILE).read_text(encoding="utf-8"))


def number_words_from(text: str) -> NumberWords:
    """Number words out of the text of a lexicon file."""
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise KnowledgeError(f"lexicon/{_FILE}: {error}") from error
    unknown = sorted(set(tables) - {*_TABLES, "bounds"})
    if unknown:
        raise KnowledgeError(f"lexicon/{_FILE}: unknown table [{unknown[0]}]. Known: {', '.join(_TABLES)}")
    for name in _TABLES:
        table = tables.get(name)
        if not isinstance(table, dict) or not table:
            raise KnowledgeError(f"lexicon/{_FILE}: table [{name}] is missing or empty")
        for word, value in table.items():
            if isinstance(value, bool) or not isinstance(value, int | float) or word != word.lower():
                raise KnowledgeError(f"lexicon/{_FILE}, [{name}] {word}: a lower-case word and a number are needed")
    for words, bound in tables.get("bounds", {}).items():
        if bound not in _BOUNDS:
            raise KnowledgeError(f"lexicon/{_FILE}, [bounds] {words}: unknown bound {bound!r}")
    starters = [word for name in ("units", "tens", "vague", "few") for word in tables[name]]
    return NumberWords(
        **{name: tables[name] for name in _TABLES},
        bounds=tables.get("bounds", {}),
        all=frozenset([*starters, *tables["scales"]]),
    )
