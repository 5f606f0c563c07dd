"""Figures that stand behind their word: "the death toll rose to 120", "the number of people killed", "put the dead at".

"The number of people killed in the attack has risen from 12 to 19" holds 19.
"""

from __future__ import annotations

from itertools import islice

from gestae.extraction.victims import Victim, VictimReader
from gestae.lexicon.casualties import CasualtyWords
from gestae.reading.quantities import Quantity, read_quantity
from gestae.reading.tokens import Reading, Token


class CountReader:
    """Reads the figures of tolls and of numbers of people."""

    def __init__(self, reading: Reading, words: CasualtyWords, victims: VictimReader) -> None:
        self._reading = reading
        self._words = words
        self._victims = victims

    def _governors(self, token: Token) -> list[Token]:
        """The three words above a token."""
        return list(islice(self._reading.ancestors(token), 3))

    def told(self, token: Token) -> Victim | None:
        """The figure of "put the dead at about 400", "the number of people killed rose to 12"."""
        tokens = self._reading.tokens
        sentence = self._reading.sentences[token.sentence]
        numbered = any(above.lemma.lower() == "number" for above in self._governors(token) if above.pos == "NOUN")
        the = token.index > sentence.first and tokens[token.index - 1].lower == "the" and token.dep != "amod"
        return self._linked_count(token, 12 if numbered else 4) if numbered or the else None

    def toll(self, token: Token) -> Victim | None:
        """ "the death toll rose to 120", "put the toll at 45", "put its losses at six"."""
        tokens = self._reading.tokens
        sentence = self._reading.sentences[token.sentence]
        kind = tokens[token.index - 1].lower if token.index > sentence.first else ""
        told = token.lemma.lower() in self._words.words["toll"] and kind in self._words.words["toll_kinds"]
        told = told or tokens[token.head].lemma.lower() in self._toll_verbs(token)
        return self._linked_count(token, 15) if told else None

    def _toll_verbs(self, token: Token) -> frozenset[str]:
        """The verbs that make a bare "toll" or "losses" a figure of the dead."""
        lists, kinds = self._words.words, {child.dep for child in self._reading.children(token)}
        if kinds & {"compound", "amod"} and token.lemma.lower() not in lists["toll"]:
            return frozenset()  # "put its financial losses at six"
        if token.dep == "dobj":
            return lists["estimating"]
        return lists["standing"] if token.lemma.lower() in lists["toll"] else frozenset()

    def _linked_count(self, token: Token, reach: int) -> Victim | None:
        """The figure behind "at", "of", "rose to" and the like within so many words."""
        tokens, links = self._reading.tokens, self._words.words["toll_links"]
        sentence = self._reading.sentences[token.sentence]
        for at in range(token.index + 1, min(sentence.last - 1, token.index + reach + 1)):
            far = at > token.index + 4
            if tokens[at].lower not in links or (far and tokens[at].lower in self._words.words["toll_near_links"]):
                continue
            for start in range(at + 1, min(at + 6, sentence.last)):
                found = read_quantity(tokens, start, self._victims.numbers, first=sentence.first, stop=sentence.last)
                if found is not None and found.first <= at + 1:
                    return _bare(found)
        return None


def _bare(quantity: Quantity) -> Victim:
    return Victim(
        None, quantity.first, quantity.last, quantity.min, quantity.max, counted=True, noun_first=quantity.last
    )
