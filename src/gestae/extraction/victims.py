"""Who or what was hit: the people and things a casualty word speaks of, each with its count.

"killed two soldiers and a policeman" hits two soldiers and one policeman; "dozens of civilians" are 24 or more.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from gestae.extraction.toll_lists import members
from gestae.lexicon.casualties import CasualtyWords
from gestae.lexicon.numbers import NumberWords
from gestae.reading.numbers import read_number
from gestae.reading.phrases import phrase_of
from gestae.reading.quantities import find_quantity, read_quantity
from gestae.reading.tokens import Reading, Token

_COLLECTIVE = frozenset(
    {"crew", "family", "staff", "personnel", "police", "couple", "group", "unit", "convoy", "aid", "force"}
)
_SINGLE_PRONOUNS = frozenset({"he", "she", "him", "her", "himself", "herself"})
_RELATIVES = frozenset({"who", "whom", "that", "which"})
_ONE_BEFORE = frozenset({"the", "its", "their", "his", "her"})
_NUMERAL = re.compile(r"[-−]?\d[\d,.]*")
_NO_COUNTS = frozenset({"DATE", "TIME", "MONEY", "PERCENT"})
# More victims than any report can count: such a figure was misread or made up.
HIGHEST_TOLL = 1_000_000_000
_PARTITIVES = frozenset({"number", "total", "majority", "group", "most"})
_INNER = frozenset({"ADJ", "NOUN", "PROPN", "NUM", "DET", "ADV", "PART"})


@dataclass(frozen=True, slots=True)
class Victim:
    """Tokens `first` to `last` (exclusive) name the victims; `head` is their noun (None for a bare number).

    `shared` is the noun that a bare figure shares with one before it ("25 soldiers were killed and 30 wounded").
    `unread`: a figure stands there that cannot be a count of victims ("-5", "1.5", "99,999,999,999").
    """

    head: int | None
    first: int
    last: int
    min: int | None
    max: int | None
    counted: bool = False
    article: bool = False
    negative: bool = False
    noun_first: int = -1
    unread: bool = False
    shared: int | None = None

    @property
    def place(self) -> int:
        """The token the victim is found at."""
        return self.first if self.head is None else self.head


class VictimReader:
    """Reads victims off noun phrases. Holds the reading and the word lists."""

    def __init__(self, reading: Reading, words: CasualtyWords, numbers: NumberWords) -> None:
        self.reading = reading
        self.words = words
        self.numbers = numbers

    def of_nouns(self, heads: Sequence[Token]) -> Iterator[Victim]:
        """The victims named by noun phrases and by those coordinated with them."""
        seen: set[int] = set()
        for head in heads:
            for noun in members(self.reading, self._antecedent(head)):
                if noun.index not in seen and noun.pos in {"NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET", "ADV"}:
                    seen.add(noun.index)
                    yield self.of_noun(noun)

    def _figure_behind(self, noun: Token) -> Token:
        """ "As many as 1,103 died": the figure, where the parser takes "many" for the noun."""
        behind = self.reading.tokens[noun.index + 1 : noun.index + 3]
        bound = noun.lower in {"many", "few"} and len(behind) == 2 and behind[0].lower == "as"
        return behind[1] if bound and behind[1].pos == "NUM" else noun

    def of_noun(self, noun: Token) -> Victim:
        """The victim a noun names, with its count."""
        reading, tokens = self.reading, self.reading.tokens
        sentence = reading.sentences[noun.sentence]
        noun = self._figure_behind(noun)
        phrase = phrase_of(reading, noun)
        first, last = phrase.first, phrase.last
        quantity = find_quantity(tokens, first, noun.index + 1, self.numbers, floor=sentence.first, stop=sentence.last)
        head: Token | None = noun
        start_of_noun = -1
        if quantity is not None and quantity.last > noun.index:
            head = self._counted_noun(noun)
            if head is not None:
                last = phrase_of(reading, head).last
        if quantity is not None:
            first = min(first, quantity.first)
        unread = self._unread(first, noun.index, sentence.first)
        low, high = (quantity.min, quantity.max) if quantity else self._count_of(noun, first)
        if unread is not None:
            first, low, high = min(first, unread), None, None
        if quantity is None and noun.lower in _PARTITIVES and (whole := self._counted_noun(noun)) not in {None, noun}:
            head, low = whole, 2
            last = phrase_of(reading, whole).last if whole is not None else last
            start_of_noun = phrase_of(reading, whole).first if whole is not None else -1
        none = tokens[first].lower in {"no", "zero"} and (quantity is None or quantity.last == first + 1)
        negative = none or noun.lower in self.words.words["negative_pronouns"]
        noun_first = max(start_of_noun, quantity.last if quantity is not None else first)
        if noun.lower == "one" and tokens[noun.index - 1].lower == "no":
            negative, first = True, noun.index - 1
        return Victim(
            head.index if head is not None else None,
            first,
            max(last, quantity.last if quantity else last),
            low,
            high,
            counted=quantity is not None or unread is not None,
            unread=unread is not None,
            article=tokens[first].lower in {"a", "an", "one"},
            negative=negative,
            noun_first=noun_first,
        )

    def _unread(self, first: int, noun: int, floor: int) -> int | None:
        """The token of a figure before a noun that is no count: negative, broken, too large."""
        tokens = self.reading.tokens
        for at in range(max(floor, first - 1), noun):
            token = tokens[at]
            if not _NUMERAL.fullmatch(token.text) or tokens[at + 1].lower == "-":
                continue
            number = read_number(tokens, at, self.numbers, noun)
            if number is not None and number.value <= HIGHEST_TOLL and token.entity in _NO_COUNTS:
                continue
            whole = number is not None and number.value == int(number.value)
            if number is None or not whole or not 0 <= number.value <= HIGHEST_TOLL:
                return at
        return None

    def left_of(self, token: Token) -> Victim | None:
        """The counted victims right before a word ("30 others wounded", "40 dead")."""
        tokens = self.reading.tokens
        floor = self.reading.sentences[token.sentence].first
        at = token.index - 1
        while at >= floor and tokens[at].lower in {
            "were",
            "are",
            "was",
            "been",
            "have",
            "had",
            "more",
            "others",
            "other",
            "feared",
            "reported",
            "confirmed",
        }:
            at -= 1
        noun = at
        while (
            at >= floor
            and tokens[at].pos in {"NOUN", "ADJ", "PROPN"}
            and not tokens[at].lower[0].isdigit()
            and tokens[at].lower not in self.numbers.all
        ):
            at -= 1
        for start in range(max(floor, at - 3), at + 1):
            found = read_quantity(tokens, start, self.numbers, first=floor, stop=token.index)
            if found is not None and found.last == at + 1:
                head = noun if noun > at else None
                return Victim(head, found.first, noun + 1, found.min, found.max, counted=True, noun_first=at + 1)
        return None

    def counted_at(self, start: int, stop: int, *, reach: int = 3, definite: bool = True) -> Victim | None:
        """The victims counted right behind a token ("five children", "a colonel"; `definite`: "its commander")."""
        tokens = self.reading.tokens
        floor = self.reading.sentences[tokens[start].sentence].first if start < stop else 0
        for at in range(start, min(stop, start + reach + 1)):
            if tokens[at].pos == "VERB":
                return None
            article = at + 1 < stop and (
                tokens[at].lower in {"a", "an"} or (definite and at == start and tokens[at].lower in _ONE_BEFORE)
            )
            quantity = read_quantity(tokens, at, self.numbers, first=floor, stop=stop)
            if quantity is None and not article:
                continue
            last = quantity.last if quantity else at + 1
            begin = last
            while last < stop and tokens[last].pos in {"ADJ", "NOUN", "PROPN"}:
                last += 1
            if last == begin or tokens[last - 1].pos == "ADJ":
                return None
            if quantity is None and tokens[last - 1].tag not in {"NN", "NNP"}:
                return None
            low, high = (quantity.min, quantity.max) if quantity else (1, 1)
            return Victim(last - 1, quantity.first if quantity else at, last, low, high, counted=True, noun_first=begin)
        return None

    def _antecedent(self, token: Token) -> Token:
        """The noun a relative pronoun stands for."""
        if token.lower in _RELATIVES and token.pos in {"PRON", "DET"}:
            verb = self.reading.tokens[token.head]
            while verb.dep == "conj":
                verb = self.reading.tokens[verb.head]
            if verb.dep == "relcl":
                return self.reading.tokens[verb.head]
        return token

    def _counted_noun(self, number: Token) -> Token | None:
        """The noun a bare number counts ("dozens of civilians", "25 of the passengers")."""
        for child in self.reading.children(number):
            if child.dep == "prep" and child.lower == "of":
                return next((noun for noun in self.reading.children(child) if noun.dep == "pobj"), None)
        return None if number.pos in {"NUM"} or number.lower in self.numbers.all else number

    def _count_of(self, noun: Token, first: int) -> tuple[int | None, int | None]:
        """The count grammar gives away: one for a singular or a name, two or more for a plural."""
        if self.reading.tokens[first].lower == "both":
            return 2, 2
        if noun.lower in _SINGLE_PRONOUNS or noun.tag == "NNP":
            return 1, 1
        if noun.pos == "PRON" or noun.lower in _COLLECTIVE or noun.lower in _PARTITIVES:
            return None, None
        if noun.tag in {"NNS", "NNPS"} or noun.lower in {"people", "police"}:
            return 2, None
        if noun.tag == "NN":
            return (
                (1, 1)
                if self.reading.tokens[first].pos in {"DET", "PRON", "PROPN", "NUM", "ADJ", "NOUN"}
                else (None, None)
            )
        return None, None


def apart(victims: Iterable[Victim]) -> list[Victim]:
    """The victims without those that lie inside an earlier one ("between 20 and 30")."""
    kept: list[Victim] = []
    for victim in victims:
        if not any(other.first <= victim.first < other.last for other in kept):
            kept.append(victim)
    return kept
