"""What a word tells, by a network that has read thousands of examples: the second opinion beside the lexicon.

"The storm hit the coast" and "rebels hit the coast" use one verb; the network weighs the whole sentence. It is asked
about words that the lexicon knows, once a sentence, and says how likely each is to tell an event, of what type, and
which words are its parties. The coder decides what to make of that.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Protocol, get_args

from gestae.judging.concern import OF_CONCERN, concern_of
from gestae.judging.network import Answer, Network, RememberingNetwork, class_names, whole_names
from gestae.judging.wordpieces import Pieces
from gestae.reading.tokens import Reading, Token
from gestae.record.events import Modality

NONE = "NONE"
LONGEST = 192  # pieces of one question; longer sentences are asked about in stretches


@dataclass(frozen=True, slots=True)
class Verdict:
    """How likely a word tells each type of event; the shares add up to 1 with that of telling none."""

    shares: dict[str, float]

    def of(self, kind: str) -> float:
        """The share of one type."""
        return self.shares.get(kind, 0.0)

    @property
    def event(self) -> float:
        """The share of any event at all."""
        return 1.0 - self.of(NONE)

    @property
    def best(self) -> str:
        """The likeliest type, whether or not telling none is likelier."""
        return max((kind for kind in self.shares if kind != NONE), key=lambda kind: (self.shares[kind], kind))


@dataclass(frozen=True, slots=True)
class Roles:
    """How likely a word names who does what another word tells, or to whom it is done."""

    actor: float
    recipient: float


class Judgements(Protocol):
    """A judge's answers on one report."""

    def verdict(self, token: Token) -> Verdict | None:
        """What a word tells; None for what is no word."""

    def roles(self, trigger: Token, party: Token) -> Roles | None:
        """What one word is to another; None where they stand in different sentences."""

    def likeness(self, one: Token, other: Token) -> float:
        """How alike what two words tell is, whatever their sentences: 1 for one deed, 0 or less for two, 0 unknown."""

    def standing(self, token: Token) -> Mapping[Modality, float]:
        """How likely what a word tells has each modality, should it tell an event; empty for what is no word."""

    def is_of_concern(self) -> bool:
        """Whether the report is of public concern, so that what it tells makes events."""


class NetworkJudgements:
    """The network's answers on one report; a sentence is judged when first asked about."""

    def __init__(self, reading: Reading, network: Network, *, any_concern: bool = False) -> None:
        self._reading = reading
        self._network = network
        self._any_concern = any_concern
        self._stretches: dict[int, list[tuple[Pieces, Answer]]] = {}

    def verdict(self, token: Token) -> Verdict | None:
        """What a word tells; None for what is no word."""
        found = self._find(token)
        if found is None:
            return None
        answer, piece = found
        row = answer.types[piece].tolist()
        return Verdict(dict(zip(self._network.types, row, strict=True)))

    def roles(self, trigger: Token, party: Token) -> Roles | None:
        """What one word is to another; None where they stand in different sentences or stretches."""
        first, second = self._find(trigger), self._find(party)
        if first is None or second is None or first[0] is not second[0]:
            return None
        answer = first[0]
        return Roles(float(answer.roles[1, first[1], second[1]]), float(answer.roles[2, first[1], second[1]]))

    def likeness(self, one: Token, other: Token) -> float:
        """How alike what two words tell is: the cosine of their vectors; 0 where one is no word."""
        first, second = self._find(one), self._find(other)
        if first is None or second is None:
            return 0.0
        return float(first[0].deeds[first[1]] @ second[0].deeds[second[1]])

    def standing(self, token: Token) -> Mapping[Modality, float]:
        """How likely what a word tells has each modality; empty for what is no word."""
        found = self._find(token)
        if found is None:
            return {}
        answer, piece = found
        return dict(zip(get_args(Modality), answer.modalities[piece].tolist(), strict=True))

    def is_of_concern(self) -> bool:
        """Whether the report is of public concern, or any will do."""
        return self._any_concern or concern_of(self._reading.document) >= OF_CONCERN

    def _find(self, token: Token) -> tuple[Answer, int] | None:
        """The answer on the stretch a token stands in, and the index of its first piece there."""
        sentence = self._reading.sentences[token.sentence]
        stretches = self._stretches.get(token.sentence)
        if stretches is None:
            text = self._reading.document.text[sentence.start : sentence.end]
            stretches = [
                (pieces, self._network(pieces.ids)) for pieces in self._network.pieces.cut(text, longest=LONGEST)
            ]
            self._stretches[token.sentence] = stretches
        for pieces, answer in reversed(stretches):
            piece = pieces.at(token.start - sentence.start)
            if piece is not None:
                return answer, piece
        return None


Judge = Callable[[Reading], Judgements]


@cache
def judge_network(*, remembers: bool = False) -> Network:
    """The network of the judge that ships with gestae, loaded once; with its last answers where it is asked twice."""
    return RememberingNetwork() if remembers else Network()


def trained_judge(*, remembers: bool = False, any_concern: bool = False) -> Judge:
    """The judge that ships with gestae, loaded once; with `any_concern` every report is of concern to it."""
    network = judge_network(remembers=remembers)
    return lambda reading: NetworkJudgements(reading, network, any_concern=any_concern)


def judge_version(*, any_concern: bool = False) -> str:
    """The names and versions of the weights, as a record states them.

    >>> judge_version(any_concern=True).endswith(", any concern")
    True
    """
    return f"{class_names()['version']}, {whole_names()['version']}" + ", any concern" * any_concern
