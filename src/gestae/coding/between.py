"""What one marked party does to another, likeliest first: for those who know whom they ask about.

A record holds only what the coder is sure enough of. Asked about "Riyadh" and "Tehran" in a sentence, the coded event
that names both comes first; where none does, the judge says what its words most likely tell between the two.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import sqrt

from gestae.judging.judge import NONE, Judgements, Roles
from gestae.reading.tokens import Reading, Token
from gestae.record.events import Event
from gestae.record.evidence import Evidence
from gestae.record.spans import Span

_OWN, _CROSSED, _BETWEEN, _INSIDE = 2.0, 0.5, 1.0, 1.5  # what evidence for a party, or a place between them, is worth
_BOTH = 3.0  # from here on an event is about the two
_FLOOR, _UNNAMED = 0.03, 0.3  # a role's least share; that of a party the sentence does not name
_TELLING = frozenset({"VERB", "NOUN", "PROPN", "ADJ", "AUX"})
_NAMING = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ"})


@dataclass(frozen=True, slots=True)
class Dealing:
    """What a source may do to a target: a PLOVER type, the words that tell it, and how well it fits.

    `event`: the id of the coded event, None for a guess of the judge. `share` is comparable only within one answer:
    above 1 for coded events that name the two, at most 1 for guesses.
    """

    type: str
    words: Evidence
    share: float
    event: str | None


def dealings(
    reading: Reading,
    source: Span | None,
    target: Span | None,
    *,
    events: Iterable[Event],
    judgements: Judgements | None,
) -> tuple[Dealing, ...]:
    """Everything that a source may do to a target, likeliest first; one guess a type.

    Args:
        reading: the report.
        source: characters of the party that acts; None when the text does not name it.
        target: characters of the party it is done to; None likewise.
        events: the coded events of the report.
        judgements: the judge's answers on it; without them only coded events are returned.
    """
    events = tuple(events)
    coded = sorted((_coded(event, source, target) for event in events), key=_order)
    about = [dealing for dealing in coded if dealing.share >= 1]
    told = {words.start: event for event in events for words in event.evidence if words.role == "trigger"}
    guessed = [] if judgements is None else sorted(_guessed(reading, source, target, judgements, told), key=_order)
    rest = [dealing for dealing in coded if dealing.share < 1]
    return (*about, *guessed, *rest)


def _order(dealing: Dealing) -> tuple[float, int]:
    return -dealing.share, dealing.words.start


def _coded(event: Event, source: Span | None, target: Span | None) -> Dealing:
    """A coded event; its share passes 1 when its evidence names the two, or the one that is marked."""
    trigger = next(evidence for evidence in event.evidence if evidence.role == "trigger")
    fit = _named(event, source, "actor", "recipient") + _named(event, target, "recipient", "actor")
    marked = [party for party in (source, target) if party is not None]
    if len(marked) > 1:
        low, high = min(party.end for party in marked), max(party.start for party in marked)
        fit += _BETWEEN * (low <= trigger.start <= high)
        # an event inside the words of a party is not what is asked for
        fit -= _INSIDE * sum(party.start <= trigger.start < party.end for party in marked)
    enough = fit >= (_BOTH if len(marked) > 1 else _OWN)
    return Dealing(event.type, trigger, fit + event.confidence if enough else event.confidence / 2, event.id)


def _named(event: Event, party: Span | None, own: str, crossed: str) -> float:
    """How far the evidence of an event names a party in its own role, or at least in the other."""
    if party is None:
        return 0.0
    roles = {evidence.role for evidence in event.evidence if evidence.span.overlaps(party)}
    return _OWN if own in roles else _CROSSED if crossed in roles else 0.0


def _guessed(
    reading: Reading, source: Span | None, target: Span | None, judgements: Judgements, told: Mapping[int, Event]
) -> Iterator[Dealing]:
    """The likeliest word for each type, by the shares of the type and of the two roles.

    A word that tells a coded event (`told`, by its first character) has that event's type, as sure as it is.
    """
    heads = [_head(reading, party) for party in (source, target)]
    sentences = {head.sentence for head in heads if head is not None}
    best: dict[str, tuple[float, Token]] = {}
    for token in reading.tokens:
        verdict = judgements.verdict(token) if token.sentence in sentences and token.pos in _TELLING else None
        if verdict is None:
            continue
        weight = _weight(token, heads[0], heads[1], judgements)
        event = told.get(token.start)
        shares = verdict.shares if event is None else {event.type: event.confidence}
        for kind, share in shares.items():
            if kind != NONE and share * weight > best.get(kind, (0.0, token))[0]:
                best[kind] = share * weight, token
    text = reading.document.text
    for kind, (share, token) in sorted(best.items()):
        words = Evidence(reading.document.id, token.start, token.end, text[token.start : token.end], "trigger")
        yield Dealing(kind, words, round(share, 4), None)


def _weight(token: Token, source: Token | None, target: Token | None, judgements: Judgements) -> float:
    """How well the two fit as actor and recipient of a word, or both as those who do it together."""
    first = None if source is None else judgements.roles(token, source)
    second = None if target is None else judgements.roles(token, target)
    acts = _share(first, "actor", source)
    apart = acts * _share(second, "recipient", target)
    return sqrt(max(apart, 0.64 * acts * _share(second, "actor", target)))


def _share(roles: Roles | None, side: str, party: Token | None) -> float:
    if party is None:
        return _UNNAMED
    if roles is None:
        return _FLOOR
    return max(_FLOOR, roles.actor if side == "actor" else roles.recipient)


def _head(reading: Reading, party: Span | None) -> Token | None:
    """The word that the words of a party hang on."""
    if party is None:
        return None
    inside = [token for token in reading.tokens if token.start < party.end and party.start < token.end]
    indices = {token.index for token in inside}
    for token in inside:
        if token.pos in _NAMING and (token.head not in indices or token.head == token.index):
            return token
    return inside[-1] if inside else None
