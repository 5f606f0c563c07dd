"""What is traded and how its moves are told: indices, commodities, currencies and bonds, with their symbols.

"Brent crude" is BRENT, "the zloty" PLN, "the Dow" DJI; the lists are `en/markets.toml`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, get_args

from gestae.errors import KnowledgeError
from gestae.record.markets import MarketDirection

_FILE = "en/markets.toml"
_KINDS = frozenset({"index", "commodity", "currency", "bond", "crypto"})
_DIRECTIONS = frozenset(get_args(MarketDirection))
_MOVES = ("verbs", "nouns", "adverbs", "marks")
_PLAIN = ("built_in", "currency_signs", "currency_words", "cents")
_WORDS = (
    "colourless", "reaching", "causing", "causing_up", "causing_down", "containers", "generic", "not_generic",
    "level_before", "levels", "rising_past", "falling_past", "points", "percent", "unlikely",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Instrument:
    """Something traded. `common`: its name is also an everyday word."""

    name: str
    symbol: str | None
    kind: str
    common: bool = False


@dataclass(frozen=True, slots=True)
class MarketWords:
    """`names` holds the instruments under the first piece of each of their names, longest name first."""

    names: Mapping[str, tuple[tuple[str, Instrument], ...]]
    verbs: Mapping[str, MarketDirection]
    nouns: Mapping[str, MarketDirection]
    adverbs: Mapping[str, MarketDirection]
    marks: Mapping[str, MarketDirection]
    built_in: Mapping[str, float]
    currency_signs: Mapping[str, str]
    currency_words: Mapping[str, str]
    cents: Mapping[str, str]
    words: Mapping[str, frozenset[str]]


@cache
def load_market_words() -> MarketWords:
    """The market words of the language.

    Raises:
        KnowledgeError: an entry is wrong; the message names it.
    """
    return market_words_from(files("gestae.lexicon").joinpath(_FILE).read_text(encoding="utf-8"))


def market_words_from(text: str) -> MarketWords:
    """Market words out of the text of a lexicon file."""
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise KnowledgeError(f"lexicon/{_FILE}: {error}") from error
    for name in (*_MOVES, *_PLAIN):
        if not isinstance(tables.get(name), dict) or not tables[name]:
            raise KnowledgeError(f"lexicon/{_FILE}: table [{name}] is missing or empty")
    for name in _MOVES:
        for word, direction in tables[name].items():
            if direction not in _DIRECTIONS:
                raise KnowledgeError(f"lexicon/{_FILE}, [{name}] {word}: unknown direction {direction!r}")
    lists = tables.get("words", {})
    for name in _WORDS:
        if not isinstance(lists.get(name), list) or not all(isinstance(word, str) for word in lists[name]):
            raise KnowledgeError(f"lexicon/{_FILE}, [words] {name}: a list of words is needed")
    return MarketWords(
        names=_names(tables.get("instruments", [])),
        **{name: tables[name] for name in (*_MOVES, *_PLAIN)},
        words={name: frozenset(lists[name]) for name in _WORDS},
    )


def _names(entries: list[dict[str, Any]]) -> dict[str, tuple[tuple[str, Instrument], ...]]:
    found: dict[str, list[tuple[str, Instrument]]] = {}
    seen: dict[str, str] = {}
    for number, entry in enumerate(entries, 1):
        place = f"lexicon/{_FILE}, [[instruments]] entry {number} ({entry.get('name')})"
        if not entry.get("name") or not entry.get("names") or entry.get("kind") not in _KINDS:
            raise KnowledgeError(f"{place}: name, names and a kind of {', '.join(sorted(_KINDS))} are needed")
        instrument = Instrument(entry["name"], entry.get("symbol"), entry["kind"], entry.get("common", False))
        for name in entry["names"]:
            if name in seen:
                raise KnowledgeError(f"{place}: {name!r} already names {seen[name]}")
            seen[name] = instrument.name
            found.setdefault(_first_piece(name), []).append((name, instrument))
    return {first: tuple(sorted(names, key=lambda pair: (-len(pair[0]), pair[0]))) for first, names in found.items()}


def _first_piece(name: str) -> str:
    """The name up to its first space, hyphen or apostrophe: where a tokenizer may cut it."""
    for place, mark in enumerate(name):
        if place and mark in " -'’,":
            return name[:place]
    return name
