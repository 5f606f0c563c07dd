"""Noun phrases: the words around a noun that name one thing.

"the Iraqi Shiite militia Kataeb Hezbollah, which ..." is one phrase up to its last noun: determiners, adjectives,
compounds, possessives and numbers belong to it; prepositional phrases, clauses and appositions do not.
"""

from __future__ import annotations

from dataclasses import dataclass

from gestae.reading.tokens import Reading, Token

# Arcs that stay inside a base noun phrase.
INSIDE = frozenset(
    {"det", "amod", "compound", "poss", "nummod", "nmod", "quantmod", "case", "predet", "advmod", "punct", "npadvmod"}
)
_LEFT_ONLY = frozenset({"advmod", "punct", "npadvmod"})
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})


@dataclass(frozen=True, slots=True)
class Phrase:
    """A base noun phrase: tokens `first` (inclusive) to `last` (exclusive) around the noun `head`."""

    head: int
    first: int
    last: int


def phrase_of(reading: Reading, head: Token) -> Phrase:
    """The base noun phrase around a noun, without clauses, prepositional phrases and appositions."""
    first = last = head.index
    stack = [head]
    tokens = reading.tokens
    while stack:
        token = stack.pop()
        for index in token.children:
            child = tokens[index]
            if child.dep not in INSIDE or (child.dep in _LEFT_ONLY and child.index > head.index):
                continue
            if child.dep == "punct" and child.text not in {"-", "'", "’", '"', "“", "‘"}:
                continue
            if child.index > head.index and child.dep not in {"case", "nummod", "compound", "punct"}:
                continue
            first = min(first, child.index)
            last = max(last, child.index)
            stack.append(child)
    while first < head.index and tokens[first].pos == "PUNCT":
        first += 1
    while last > head.index and tokens[last].dep in {"case", "punct"}:
        last -= 1
    return Phrase(head=head.index, first=first, last=last + 1)


def full_span(reading: Reading, head: Token) -> tuple[int, int]:
    """Characters of a noun with all that hangs on it, from its first to its last word, end punctuation left out."""
    words = [token for token in reading.subtree(head) if token.pos not in {"PUNCT", "SPACE"}]
    if not words:
        return head.start, head.end
    return words[0].start, words[-1].end


def conjuncts(reading: Reading, head: Token) -> list[Token]:
    """The nouns coordinated with `head` ("the U.S., Israel and the West"), `head` first."""
    found = [head]
    for token in found:
        found.extend(child for child in reading.children(token) if child.dep == "conj")
    return found
