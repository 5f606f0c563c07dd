"""Mentions that tell no deed of their own: contents of a verb's frame, effects of an attack.

"lifted the ban" bans nothing; "airstrikes that killed 25" and "shelled the town, killing two" are one assault each.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from gestae.coding.arguments import verb_slots
from gestae.coding.mentions import EventMention
from gestae.coding.parties import Party
from gestae.lexicon.events import EventLexicon
from gestae.reading.tokens import Reading

_CARRIERS = frozenset({"see", "leave", "involve", "include", "cause", "have", "watch"})


def without_contents(mentions: Sequence[EventMention]) -> list[EventMention]:
    """Drops event nouns that are only the content of a verb's frame ("lifted the ban" bans nothing).

    When noun and verb tell the same type ("imposed sanctions"), the verb tells it.
    """
    contents = {noun.index for mention in mentions for noun in mention.trigger.content}
    return [mention for mention in mentions if mention.token.index not in contents]


def absorb_instruments(mentions: Sequence[EventMention], reading: Reading, lexicon: EventLexicon) -> list[EventMention]:
    """Joins a verb that only says what another deed did: "airstrikes that killed 25", "shelled the town, killing two".

    The deed keeps its trigger; the verb gives it what it was done to. Both words stay as evidence.
    """
    by_token = {mention.token.index: mention for mention in mentions}
    gone: set[int] = _launchings(mentions, by_token, reading)
    for mention in mentions:
        if mention.trigger.nominal or mention.type != "ASSAULT" or mention.token.index in gone:
            continue
        cause = _cause(mention, by_token, reading) or _deed(mention, by_token, reading, lexicon)
        if cause is None:
            continue
        by_token[cause.token.index] = replace(
            cause,
            recipients=_joined(cause.recipients, mention.recipients),
            targets=(*cause.targets, *mention.targets),
            places=(*cause.places, *(place for place in mention.places if place not in cause.places)),
            means=(*cause.means, *mention.means),
            date=cause.date or mention.date,
            quantity=cause.quantity or mention.quantity,
            absorbed=(*cause.absorbed, mention.token),
            standing=cause.standing if cause.standing.modality != "actual" else mention.standing,
        )
        gone.add(mention.token.index)
    return [by_token[mention.token.index] for mention in mentions if mention.token.index not in gone]


def _launchings(mentions: Sequence[EventMention], by_token: dict[int, EventMention], reading: Reading) -> set[int]:
    """ "Missiles fired by Iran hit two bases": who fired them joins the hit; the tokens of the verbs that are gone."""
    gone: set[int] = set()
    for mention in mentions:
        token = mention.token
        if mention.trigger.nominal or mention.type != "ASSAULT" or token.dep != "acl" or token.tag != "VBN":
            continue
        for other in mentions:
            if (
                other is not mention
                and other.type == "ASSAULT"
                and any(noun.index == token.head for noun in other.doers)
            ):
                by_token[other.token.index] = replace(
                    by_token[other.token.index],
                    actors=_joined(other.actors, mention.actors),
                    means=(*other.means, *(means for means in mention.means if means not in other.means)),
                    absorbed=(*other.absorbed, token),
                )
                gone.add(token.index)
                break
    return gone


def _cause(mention: EventMention, by_token: dict[int, EventMention], reading: Reading) -> EventMention | None:
    """The event noun that a verb's deed is part of: its subject or agent, or what "saw" or "left" it."""
    for noun in mention.doers:
        cause = by_token.get(noun.index)
        if cause is not None and cause.trigger.nominal and cause.type == "ASSAULT":
            return cause
    if mention.actors:
        return None
    for word, noun in mention.trigger.slots.prepositions:
        cause = by_token.get(noun.index) if word in {"in", "during", "by"} else None
        if cause is not None and cause.trigger.nominal and cause.type == "ASSAULT":
            return cause  # "was killed in a car bomb explosion"
    token = mention.token
    while token.dep in {"ccomp", "xcomp"} and reading.tokens[token.head].lemma in _CARRIERS:
        token = reading.tokens[token.head]
        for noun in verb_slots(reading, token).subjects:
            cause = by_token.get(noun.index)
            if cause is not None and cause.trigger.nominal and cause.type == "ASSAULT":
                return cause
    return None


def _deed(
    mention: EventMention, by_token: dict[int, EventMention], reading: Reading, lexicon: EventLexicon
) -> EventMention | None:
    """The verb whose deed an effect belongs to ("shelled the town, killing two")."""
    token = mention.token
    if token.dep not in {"advcl", "conj"} or token.lemma not in lexicon.classes.get("effect_verb", ()):
        return None
    deed = by_token.get(reading.tokens[token.head].index)
    if deed is None or deed.type != "ASSAULT" or deed.trigger.nominal:
        return None
    own_subject = any(child.dep in {"nsubj", "nsubjpass"} for child in reading.children(token))
    return None if own_subject else deed


def _joined(first: Sequence[Party], second: Sequence[Party]) -> tuple[Party, ...]:
    return tuple(sorted({(party.start, party.actor): party for party in (*first, *second)}.values()))
