"""Lists of victims as parsers hang them: "a hotel, a bar and two clinics", "the office, a station, and the post".

A parser takes the second member of a list for an apposition of the first, or the last one for one of the verb's.
"""

from __future__ import annotations

from collections.abc import Iterator

from gestae.reading.phrases import conjuncts
from gestae.reading.tokens import Reading, Token

_NOUNS = frozenset({"NOUN", "PROPN"})
_COUNTING = frozenset({"det", "nummod", "poss"})


def members(reading: Reading, head: Token) -> list[Token]:
    """The nouns listed with `head`, `head` first, in the order of the text."""
    found = list(conjuncts(reading, head))
    for noun in found:
        found.extend(one for one in _listed(reading, noun) if one not in found)
    found.extend(one for one in _beside_verb(reading, head, found[-1]) if one not in found)
    return sorted(found, key=lambda one: (one.index != head.index, one.index))


def _listed(reading: Reading, noun: Token) -> Iterator[Token]:
    """An apposition that goes on as a list of its own, each member with its article or count."""
    for child in reading.children(noun):
        if child.dep != "appos" or child.pos not in _NOUNS or not _is_counted(reading, noun):
            continue
        row = conjuncts(reading, child)
        more = [*row[1:], *_beside_verb(reading, noun, row[-1])]
        if more and all(_is_counted(reading, one) for one in (child, *more)):
            yield from row


def _beside_verb(reading: Reading, head: Token, last: Token) -> Iterator[Token]:
    """A last member that hangs on the verb: "destroyed the office, a station, and the post"."""
    verb = reading.tokens[head.head]
    if head.dep != "dobj":
        return
    for child in reading.children(verb):
        if child.dep == "conj" and child.pos in _NOUNS and child.index > last.index and _is_counted(reading, child):
            between = reading.tokens[last.index + 1 : child.index]
            if not any(one.pos in {"VERB", "AUX"} for one in between):
                yield from conjuncts(reading, child)


def _is_counted(reading: Reading, noun: Token) -> bool:
    return any(one.dep in _COUNTING for one in reading.children(noun))
