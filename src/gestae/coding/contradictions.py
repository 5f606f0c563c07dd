"""What keeps two tellings apart: another day, another place, another number of the same thing, another kind of deed.

"Bombed on Friday" and "bombed on Saturday" are two; so are the bombing in Lima and "political violence in El Salvador".
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from gestae.coding.conditions import noun_lemma
from gestae.coding.mentions import EventMention
from gestae.coding.sequence import in_sequence
from gestae.reading.tokens import Reading, Token
from gestae.record.places import Place
from gestae.resolving.where.places import Places

_LOCAL = frozenset({"site", "city"})
_NAMED_AREAS = frozenset({"country", "admin1"})
# Modes that one event may be told under: a killing by drone is told as targeted, aerial or drone.
_KINDRED_MODES = (
    frozenset({"drone", "aerial", "targeted", "heavy-weapons"}),
    frozenset({"explosives", "suicide-attack", "destroy", "targeted"}),
    frozenset({"firearms", "targeted", "beat"}),
    frozenset({"troops", "weapons"}),
    frozenset({"demo", "riot", "obstruct"}),
    frozenset({"arrest", "abduct"}),
)


class Contradictions:
    """Weighs a mention against those of an event; holds what every step needs."""

    def __init__(self, reading: Reading, places: Places) -> None:
        self.reading = reading
        self.places = places

    def differ(self, mention: EventMention, others: Sequence[EventMention]) -> bool:
        """Whether dates, places, numbers or modes say that these are two events."""
        for other in others:
            if in_sequence(self.reading, mention.token, other.token):
                return True
            caption = "caption" in {self._kind(mention), self._kind(other)}
            if dates_differ(mention, other, slack=1 if caption else 0):
                return True
            # two voices may give two figures for one event
            reported = is_reported(self.reading, mention.token) or is_reported(self.reading, other.token)
            if not reported and counts_differ(mention, other, self.reading):
                return True
            if not caption and self.places_differ(mention, other):
                return True
        modes = {other.mode for other in others if other.mode}
        return bool(mention.mode and modes and mention.mode not in modes and not kindred(mention.mode, modes))

    def places_differ(self, mention: EventMention, other: EventMention) -> bool:
        """Whether two tellings lie in different towns, or one lies in a country or region that the other is not in."""
        first = {place.place for place in mention.places}
        second = {place.place for place in other.places}
        if not first or not second or first & second:
            return False
        one = [self.places.items[place] for place in sorted(first)]
        two = [self.places.items[place] for place in sorted(second)]
        if all(place.precision in _LOCAL for place in (*one, *two)):
            return True
        return all(_apart(here, there) for here in one for there in two)

    def _kind(self, mention: EventMention) -> str:
        return self.reading.sentences[mention.token.sentence].kind


def _apart(here: Place, there: Place) -> bool:
    """Whether a named country or region does not hold the other place; places of unknown country hold anything."""
    if here.precision not in _NAMED_AREAS and there.precision not in _NAMED_AREAS:
        return False
    if not here.country or not there.country:
        return False
    if here.country != there.country:
        return True
    return bool(here.admin1 and there.admin1 and here.admin1 != there.admin1)


def dates_differ(mention: EventMention, other: EventMention, *, slack: int = 0) -> bool:
    """Whether two dated mentions lie more than `slack` days apart.

    A caption may give the day of its outlet's time zone, so a day's difference does not part it from its article.
    """
    first = mention.date.interval if mention.date else None
    second = other.date.interval if other.date else None
    if first is None or second is None:
        return False
    gap = max(_day(second.start) - _day(first.end), _day(first.start) - _day(second.end))
    return gap > slack


def is_reported(reading: Reading, token: Token) -> bool:
    """Whether someone is said to say it ("the army said that ... were killed")."""
    while token.dep == "conj" and token.head != token.index:
        token = reading.tokens[token.head]
    return token.dep == "ccomp"


def targets_differ(mention: EventMention, others: Sequence[EventMention]) -> bool:
    """Whether two tellings name different things as targets ("tankers", "bases")."""
    new = {noun_lemma(noun) for noun in mention.targets}
    old = {noun_lemma(noun) for other in others for noun in other.targets}
    return bool(new and old and not new & old)


def means_fit(mention: EventMention, others: Sequence[EventMention]) -> int:
    """1 when a means is shared, -1 when both name means of different kinds, 0 when one is silent."""
    new = {word for found in mention.means for word in found.means.name.split()}
    old = {word for other in others for found in other.means for word in found.means.name.split()}
    if not new or not old:
        return 0
    return 1 if new & old else -1


def kindred(mode: str, modes: set[str]) -> bool:
    """Whether one event may be told under a mode and one of the others."""
    return any(mode in group and modes & group for group in _KINDRED_MODES)


def counts_differ(mention: EventMention, other: EventMention, reading: Reading) -> bool:
    """Whether both count the same thing and the numbers differ ("killing two people", "killing all 298 people")."""
    first, second = mention.quantity, other.quantity
    if first is None or second is None or noun_lemma(first.noun) != noun_lemma(second.noun):
        return False
    text = reading.document.text
    return text[first.start : first.end].lower() != text[second.start : second.end].lower()


def _day(text: str) -> int:
    return date.fromisoformat(text[:10]).toordinal()
