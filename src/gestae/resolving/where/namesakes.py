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
# Where a person's name stands: as subject, object, owner, or beside such a name.
_PERSONS_STAND = frozenset({"nsubj", "nsubjpass", "dobj", "poss", "conj", "appos", "agent", "pobj", "ROOT"})
_MOST_NAMES = 3
_NO_NAMES = (
    _WORDS.organisations | _WORDS.media | _WORDS.streets | _WORDS.name_ends | _WORDS.quarters | _WORDS.titles
    | _WORDS.directions | frozenset(_WORDS.kind_words)
)  # fmt: skip
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
    return (
        _on_street(tokens, name)
        or _behind_of(tokens, name)
        or _by_the_ocean(tokens, name)
        or _is_club(tokens, name)
        or _is_paper(tokens, name)
        or _is_agreement(tokens, name)
    )


def is_given_name(tokens: Sequence[Token], index: int) -> bool:
    """ "Paris Hilton", "Houston Nutt": a first name before a last one, where a person stands or speaks."""
    token = tokens[index]
    if token.lower not in _WORDS.given_names or not token.text[0].isupper():
        return False
    before = tokens[index - 1] if index and tokens[index - 1].sentence == token.sentence else None
    if before is not None and before.lower in _WORDS.before_places | {"the"}:
        return False
    last = _last_name(tokens, index)
    if last is None:
        return False
    labels = {tokens[one].entity for one in range(index, last.index + 1)}
    acts = last.dep == "nsubj" and tokens[last.head].pos == "VERB"
    speaks = acts and tokens[last.head].lemma in _WORDS.saying
    return speaks or "PERSON" in labels or (acts and labels == {"ORG"} and last.index == index + 1)


def is_surname(tokens: Sequence[Token], index: int) -> bool:
    """ "Denzel Washington won": the last of two names that the parser takes for one, where somebody acts."""
    token, before = tokens[index], tokens[index - 1] if index else None
    if token.tag != "NNP" or before is None or before.tag != "NNP" or before.head != index:
        return False
    if token.dep != "nsubj" or tokens[token.head].pos != "VERB" or token.entity not in {"PERSON", "ORG"}:
        return False
    if not (before.entity == token.entity and before.entity_start and not token.entity_start):
        return False
    return not before.text.isupper() and before.lower.rstrip(".") not in _NO_NAMES | _WORDS.clubs


def _last_name(tokens: Sequence[Token], index: int) -> Token | None:
    """The last of one or two names behind a first name; None where the words make something else of it."""
    end = index + 1
    while end < len(tokens) and tokens[end].sentence == tokens[index].sentence and tokens[end].text[0].isupper():
        if tokens[end].tag != "NNP" or tokens[end].text.isupper() or tokens[end].lower.rstrip(".") in _NO_NAMES:
            return None
        end += 1
    last = tokens[end - 1]
    fits = 1 < end - index <= _MOST_NAMES and last.dep in _PERSONS_STAND
    return last if fits and tokens[index].head in {last.index, last.head, index + 1} else None


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


def _is_club(tokens: Sequence[Token], name: Found) -> bool:
    """ "Real Madrid", "FC Barcelona" - and "Bayern" before another town is the club too."""
    before = tokens[name.first - 1] if name.first else None
    if before is not None and before.lower in _WORDS.clubs and before.text[0].isupper():
        return True
    after = tokens[name.last] if name.last < len(tokens) else None
    return tokens[name.first].lower in _WORDS.clubs and after is not None and after.pos == "PROPN"


def _is_paper(tokens: Sequence[Token], name: Found) -> bool:
    """ "the Sydney Morning Herald", "the Times of Israel"."""
    title = tokens[name.last : name.last + 2]
    if len(title) == 2 and title[0].lower in _WORDS.paper_middles and title[1].lower in _WORDS.media:
        return title[0].text[0].isupper() and title[1].text[0].isupper()
    if name.first < 2 or tokens[name.first - 1].lower != "of":
        return False
    house = tokens[name.first - 2]
    country = any(entry.kind == "country" for entry in name.entries)
    return country and house.lower in _WORDS.media and house.text[0].isupper()


def _is_agreement(tokens: Sequence[Token], name: Found) -> bool:
    """ "the Lima Group", "the Oslo Accords": what bears the name of the town where it was made."""
    after = tokens[name.last] if name.last < len(tokens) else None
    capital = after is not None and after.text[0].isupper() and not after.text.isupper()
    return capital and after is not None and after.lower in _WORDS.agreements


def ships_of(reading: Reading, found: Sequence[Found]) -> frozenset[str]:
    """The names that the report gives to ships: "the cruiser Moskva" is "the Moskva" from then on."""
    tokens = reading.tokens
    before = [(tokens[one.first - 1], one.key) for one in found if one.first]
    return frozenset(key for noun, key in before if noun.lower in _WORDS.ships and noun.pos in {"NOUN", "PROPN"})


def is_ship(tokens: Sequence[Token], name: Found, ships: frozenset[str]) -> bool:
    """Whether a name is that of a ship of the report, and not of the place ("the Odessa sank in Odessa")."""
    before = tokens[name.first - 1].lower if name.first else ""
    return name.key in ships and before not in _WORDS.before_places


def _by_the_ocean(tokens: Sequence[Token], name: Found) -> bool:
    """ "Nicaragua's northern Atlantic region" is land; "the Atlantic" is not."""
    if name.last >= len(tokens) or not any(entry.feature == "OCN" for entry in name.entries):
        return False
    return tokens[name.last].lower in _REGIONAL
