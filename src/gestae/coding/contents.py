"""Mentions that only belong to another one: what it was done for, what led up to it, what it promises or asks for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from gestae.coding.mentions import EventMention
from gestae.reading.tokens import Reading, Token
from gestae.record.events import HAPPENED

_CONTENT_TYPES = frozenset({"THREATEN", "AGREE", "REQUEST", "REJECT", "CONCEDE"})


def without_purposes(mentions: Sequence[EventMention], reading: Reading) -> list[EventMention]:
    """Drops what another event is only done for ("donated ventilators to help the hospital")."""
    told = {mention.token.index for mention in mentions}
    return [
        mention
        for mention in mentions
        if not (mention.token.dep == "advcl" and mention.token.tag == "VB" and mention.token.head in told)
    ]


def without_moves(mentions: Sequence[EventMention], reading: Reading) -> list[EventMention]:
    """Drops a move told only as part of an assault ("troops entered the village and opened fire")."""
    assaults = {mention.token.index for mention in mentions if mention.type == "ASSAULT"}

    def leads_up(mention: EventMention) -> bool:
        below = {child.index for child in reading.children(mention.token) if child.dep in {"conj", "advcl", "xcomp"}}
        below |= {
            word.index
            for child in reading.children(mention.token)
            if child.dep in {"conj", "advcl"}
            for word in reading.children(child)
            if word.dep in {"xcomp", "conj", "dobj"}
        }
        return not assaults.isdisjoint(below)

    return [mention for mention in mentions if mention.type != "MOBILIZE" or not leads_up(mention)]


def without_promised(mentions: Sequence[EventMention], reading: Reading) -> list[EventMention]:
    """Drops what is only the content of a promise, threat, demand or refusal told by the mention above it.

    The speech act takes over from its content to whom it is addressed, when it names nobody itself ("threatened to
    reimpose sanctions on Myanmar").
    """
    by_token = {mention.token.index: mention for mention in mentions}
    dropped: set[int] = set()
    for mention in mentions:
        above = _speech_act_above(mention, by_token, reading)
        if above is None or (mention.standing.modality in HAPPENED and not _is_asked(mention.token, above, reading)):
            continue
        dropped.add(mention.token.index)
        named = {party.actor for party in above.actors}
        sides = (*mention.actors, *mention.recipients) if above.type == "REQUEST" else (*mention.recipients,)
        if above.type == "REQUEST" and mention.type == "RETREAT":
            sides = mention.actors  # who is to be freed is not who is asked
        addressed = tuple(party for party in sides if party.actor not in named)
        if addressed and not above.recipients:
            by_token[above.token.index] = replace(above, recipients=addressed)
    return [by_token[mention.token.index] for mention in mentions if mention.token.index not in dropped]


def _is_asked(token: Token, above: EventMention, reading: Reading) -> bool:
    """Whether a verb is an infinitive below the speech act ("called on them to stop and to let monitors in")."""
    if token.tag != "VB" or above.token.index > token.index:
        return False
    while token.dep == "conj":
        token = reading.tokens[token.head]
    return any(child.dep == "aux" and child.lower == "to" for child in reading.children(token))


def _speech_act_above(
    mention: EventMention, by_token: dict[int, EventMention], reading: Reading
) -> EventMention | None:
    token = mention.token
    for _ in range(5):
        if token.head == token.index or token.dep in {"relcl", "advcl"}:
            return None
        token = reading.tokens[token.head]
        above = by_token.get(token.index)
        if above is not None and above.type in _CONTENT_TYPES:
            return above
    return None
