"""Who or what was hit: the people and things a casualty word speaks of, each with its count.

"killed two soldiers and a policeman" hits two soldiers and one policeman; "dozens of civilians" are 24 or more.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gestae.lexicon.casualties import CasualtyWords
from gestae.lexicon.numbers import NumberWords
from gestae.reading.phrases import conjuncts, phrase_of
from gestae.reading.quantities import find_quantity, read_quantity
from gestae.reading.tokens import Reading, Token

_COLLECTIVE = frozenset(
    {"crew", "family", "staff", "personnel", "police", "couple", "group", "unit", "convoy", "aid", "force"}
)
_SINGLE_PRONOUNS = frozenset({"he", "she", "him", "her", "himself", "herself"})
_RELATIVES = frozenset({"who", "whom", "that", "which"})
_PARTITIVES = frozenset({"number", "total", "majority", "group", "most"})
_INNER = frozenset({"ADJ", "NOUN", "PROPN", "NUM", "DET", "ADV", "PART"})


@dataclass(frozen=True, slots=True)
class Victim:
    """Tokens `first` to `last` (exclusive) name the victims; `head` is their noun (None for a bare number)."""

    head: int | None
    first: int
    last: int
    min: int | None
    max: int | None
    counted: bool = False
    article: bool = False
    negative: bool = False
    noun_first: int = -1

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
            for noun in conjuncts(self.reading, self._antecedent(head)):
                if noun.index not in seen and noun.pos in {"NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET", "ADV"}:
                    seen.add(noun.index)
                    yield self.of_noun(noun)

    def of_noun(self, noun: Token) -> Victim:
        """The victim a noun names, with its count."""
        reading, tokens = self.reading, self.reading.tokens
        sentence = reading.sentences[noun.sentence]
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
        low, high = (quantity.min, quantity.max) if quantity else self._count_of(noun, first)
        if quantity is None and noun.lower in _PARTITIVES and (whole := self._counted_noun(noun)) not in {None, noun}:
            head, low = whole, 2
            last = phrase_of(reading, whole).last if whole is not None else last
            start_of_noun = phrase_of(reading, whole).first if whole is not None else -1
        negative = tokens[first].lower in {"no", "zero"} or noun.lower in self.words.words["negative_pronouns"]
        noun_first = max(start_of_noun, quantity.last if quantity is not None else first)
        if noun.lower == "one" and tokens[noun.index - 1].lower == "no":
            negative, first = True, noun.index - 1
        return Victim(
            head.index if head is not None else None,
            first,
            max(last, quantity.last if quantity else last),
            low,
            high,
            counted=quantity is not None,
            article=tokens[first].lower in {"a", "an", "one"},
            negative=negative,
            noun_first=noun_first,
        )

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

    def parts_after(self, token: Token) -> Iterator[Victim]:
        """The part of the whole named after "including" or "among them"; its own row, never added."""
        tokens = self.reading.tokens
        stop = self.reading.sentences[token.sentence].last
        for at in range(token.index + 1, min(stop, token.index + 25)):
            among = tokens[at].lower == "among" and at + 1 < stop and tokens[at + 1].lower in {"them", "whom"}
            if not among and tokens[at].lower not in self.words.words["parts"]:
                continue
            victim = self._counted_at(at + (2 if among else 1), stop)
            while victim is not None:
                yield victim
                victim = (
                    self._counted_at(victim.last + 1, stop)
                    if victim.last < stop and tokens[victim.last].lower in {"and", ","}
                    else None
                )
            return

    def _counted_at(self, start: int, stop: int) -> Victim | None:
        tokens = self.reading.tokens
        floor = self.reading.sentences[tokens[start].sentence].first if start < stop else 0
        for at in range(start, min(stop, start + 4)):
            article = tokens[at].lower in {"a", "an"} and at + 1 < stop
            quantity = read_quantity(tokens, at, self.numbers, first=floor, stop=stop)
            if quantity is None and not article:
                continue
            last = quantity.last if quantity else at + 1
            begin = last
            while last < stop and tokens[last].pos in {"ADJ", "NOUN", "PROPN"}:
                last += 1
            if last == begin or tokens[last - 1].pos == "ADJ":
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
