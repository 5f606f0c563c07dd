"""What only bears the name of a place: "Bandera and Alameda streets", the Banco de Santander, Somali militants.

Streets, squares, bridges and banks are called after places far away; a people's adjective may be the name of a region.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gestae.knowledge.gazetteer_entries import GazetteerEntry
from gestae.lexicon.placewords import load_place_words
from gestae.reading.tokens import Reading, Token

_WORDS = load_place_words()
_LONGEST = 9  # tokens from a name to the "streets" that it belongs to
_JOINING = frozenset({"and", "or", "&", "y"})
_LINKS = _JOINING | {"de", "del", "la", "las", "los"}
_REGIONAL = frozenset(word for word, feature in _WORDS.kind_words.items() if feature.startswith("ADM"))
_HOLDING = frozenset({"'s", "’s"})


@dataclass(frozen=True, slots=True)
class Found:
    """A name in the text: tokens `first` to `last` (exclusive), its normal form and what the gazetteer knows."""

    first: int
    last: int
    key: str
    entries: tuple[GazetteerEntry, ...]


def names_a_thing(reading: Reading, name: Found) -> bool:
    """Whether the words around a name make it a street's, a bank's or the land's by an ocean."""
    if any(entry.ours and (entry.precision == "site" or entry.feature == "PPLX") for entry in name.entries[:3]):
        return False
    tokens = reading.tokens
    return _on_street(tokens, name) or _behind_of(tokens, name) or _by_the_ocean(tokens, name)


def is_quarter(reading: Reading, name: Found) -> bool:
    """ "the Providencia neighborhood": a part of a town."""
    after = reading.tokens[name.last : name.last + 1]
    return bool(after) and after[0].lower in _WORDS.quarters


def is_demonym(tokens: Sequence[Token], index: int, entries: Sequence[GazetteerEntry]) -> bool:
    """ "Somali militants" come from Somalia; the "Somali region" is one of Ethiopia."""
    if not any(entry.rank == 3 and entry.feature == "PCLI" for entry in entries):
        return False
    if any(entry.rank < 3 and entry.kind != "region" for entry in entries):
        return False
    following = tokens[index + 1] if index + 1 < len(tokens) else None
    return following is None or following.lower not in _REGIONAL


def _on_street(tokens: Sequence[Token], name: Found) -> bool:
    """Whether a word for a street follows, perhaps behind more names: "X and Y streets", "the corner of X and Y".

    "Baghdad streets" are those of Baghdad, and so are the streets of two capitals.
    """
    sentence = tokens[name.first].sentence
    listed = False
    for index in range(name.last, min(name.last + _LONGEST, len(tokens))):
        token = tokens[index]
        if token.sentence != sentence:
            break
        word = token.lower.rstrip(".")
        if word in _WORDS.streets:
            if not word.endswith("s"):
                return not listed
            joined = tokens[name.first - 1].lower in _JOINING if name.first else False
            return (listed or joined) and not _is_capital(name)
        if word in _JOINING:
            listed = True
        elif word not in _LINKS and not token.text[0].isupper():
            break
    return _at_corner(tokens, name.first)


def _is_capital(name: Found) -> bool:
    return bool(name.entries) and name.entries[0].feature == "PPLC"


def _at_corner(tokens: Sequence[Token], first: int) -> bool:
    """Whether "the corner of" stands before the name, or before the name that it is joined to."""
    for index in range(first - 1, max(first - 6, 0), -1):
        word = tokens[index].lower
        if word == "of":
            return tokens[index - 1].lower in {"corner", "intersection"}
        if word not in _LINKS and not tokens[index].text[0].isupper():
            return False
    return False


def _behind_of(tokens: Sequence[Token], name: Found) -> bool:
    """ "the Banco de Santander", "the Bank of London": a firm called after a town (countries' banks are theirs)."""
    if name.first < 2 or any(entry.kind == "country" for entry in name.entries):
        return False
    word, house = tokens[name.first - 1].lower, tokens[name.first - 2]
    return word in {"of", "de"} and house.lower in _WORDS.named_after and house.text[0].isupper()


def _by_the_ocean(tokens: Sequence[Token], name: Found) -> bool:
    """ "Nicaragua's northern Atlantic region" is land; "the Atlantic" is not."""
    if name.last >= len(tokens) or not any(entry.feature == "OCN" for entry in name.entries):
        return False
    return tokens[name.last].lower in _REGIONAL
