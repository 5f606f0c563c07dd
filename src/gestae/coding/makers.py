"""Who gave a weapon away is not whom its loss harms.

"Iran supplied Russia with drones. ... Ukraine shot down ten Iranian drones": the drones were no longer Iran's.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from gestae.coding.mentions import EventMention
from gestae.coding.parties import Party, PartyFinder
from gestae.reading.tokens import Reading
from gestae.record.events import HAPPENED

_HANDED_OVER = frozenset({"AID", "COOPERATE"})
_BEFORE_NOUN = frozenset({"amod", "compound", "nmod", "poss"})


def without_makers(mentions: Sequence[EventMention], reading: Reading, finder: PartyFinder) -> list[EventMention]:
    """The mentions; who a weapon is only called after is not hit where he gave such away."""
    given = _given(mentions)
    if not given:
        return list(mentions)
    return [
        replace(mention, recipients=tuple(one for one in mention.recipients if not _made(one, given, reading, finder)))
        if mention.type == "ASSAULT"
        else mention
        for mention in mentions
    ]


def _given(mentions: Sequence[EventMention]) -> Mapping[str, set[str]]:
    """By actor, the names of the weapons that he gave to others."""
    given: dict[str, set[str]] = defaultdict(set)
    for mention in mentions:
        if mention.type in _HANDED_OVER and mention.standing.modality in HAPPENED:
            for party in mention.actors:
                given[party.actor].update(found.means.name for found in mention.means)
    return {actor: names for actor, names in given.items() if names}


def _made(party: Party, given: Mapping[str, set[str]], reading: Reading, finder: PartyFinder) -> bool:
    """Whether a party stands before a weapon as its name ("Iranian drones"), and gave such away."""
    names = given.get(party.actor)
    token = next((token for token in reading.tokens if token.start == party.start), None) if names else None
    if token is None or names is None or token.dep not in _BEFORE_NOUN:
        return False
    return any(found.means.name in names for found in finder.means(reading.tokens[token.head]))
