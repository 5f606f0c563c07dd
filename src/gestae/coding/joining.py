"""Mentions of one event become one event: told in five sentences, it is one event with five pieces of evidence.

"Missiles hit two bases. ... The missile barrage follows three days of mourning": one assault. The airstrikes that
killed 25 militiamen and the drone strike that killed a general stay two: their victims differ.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from gestae.coding.mentions import EventMention
from gestae.coding.triggers import noun_lemma
from gestae.lexicon.events import EventLexicon
from gestae.reading.tokens import Reading
from gestae.record.events import HAPPENED
from gestae.resolving.where.places import Places
from gestae.resolving.who.actors import Actors

_VERBAL = frozenset({"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN"})
_OF_STATE = frozenset({"state", "government", "military"})
_STATE_SECTORS = frozenset({"GOV", "MIL", "SPY", "COP", "LEG"})
_OTHERS = frozenset(
    {
        "another",
        "second",
        "third",
        "fourth",
        "separate",
        "new",
        "other",
        "similar",
        "subsequent",
        "previous",
        "earlier",
        "further",
        "fresh",
    }
)
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "its", "their", "his", "her"})


@dataclass(slots=True)
class Cluster:
    """Mentions that tell one event, in the order of the text."""

    mentions: list[EventMention] = field(default_factory=list)

    @property
    def first(self) -> EventMention:
        """The mention that came first."""
        return self.mentions[0]

    def actors(self) -> set[str]:
        """Ids of every actor named as doing it."""
        return {party.actor for mention in self.mentions for party in mention.actors}

    def recipients(self) -> set[str]:
        """Ids of every actor named as having it done to."""
        return {party.actor for mention in self.mentions for party in mention.recipients}

    def means(self) -> set[str]:
        """Names of the means."""
        return {found.means.name for mention in self.mentions for found in mention.means}


def join_mentions(
    mentions: Sequence[EventMention], reading: Reading, *, places: Places, actors: Actors, lexicon: EventLexicon
) -> list[Cluster]:
    """Clusters in the order of their first mention.

    Args:
        mentions: in the order of the text.
        reading: the report they stand in.
        places: the report's places, to tell a named site from a country.
        actors: the report's actors, to tell who belongs to one state ("U.S. troops" to the United States).
        lexicon: its classes say which nouns take up any event ("the attack") and which verbs tell only an effect.
    """
    joiner = _Joiner(reading, places, actors, lexicon)
    clusters: list[Cluster] = []
    for mention in mentions:
        best: tuple[float, int] | None = None
        for index, cluster in enumerate(clusters):
            score = joiner.likeness(mention, cluster)
            if score > 0 and (best is None or (score, index) > best):
                best = (score, index)
        if best is None:
            clusters.append(Cluster([mention]))
        else:
            clusters[best[1]].mentions.append(mention)
    return clusters


class _Joiner:
    """Weighs a mention against a cluster; holds what every step needs."""

    def __init__(self, reading: Reading, places: Places, actors: Actors, lexicon: EventLexicon) -> None:
        self.reading = reading
        self.places = places
        self.actors = actors
        self.family = _families(actors)
        self.generic = lexicon.classes.get("generic_event", frozenset())
        self.effects = lexicon.classes.get("effect_verb", frozenset())

    def likeness(self, mention: EventMention, cluster: Cluster) -> float:
        """How well a mention fits a cluster; 0 when they cannot be one event."""
        first = cluster.first
        if _is_another(mention, self.reading):
            return 0.0
        if not self._same_type(mention, first) or not _same_standing(mention, first) or self._differ(mention, cluster):
            return 0.0
        actors = {party.actor for party in mention.actors}
        recipients = {party.actor for party in mention.recipients}
        actor_fit = _fit(self._known(actors), self._known(cluster.actors()), self.family)
        recipient_fit = _fit(self._known(recipients), self._known(cluster.recipients()), self.family)
        if actor_fit < 0 or recipient_fit < 0:
            return 0.0
        same_sentence = mention.token.sentence == cluster.mentions[-1].token.sentence
        same_word = any(_same_word(mention, other) for other in cluster.mentions)
        if mention.type in _VERBAL:
            return float(not same_sentence and same_word and actor_fit > 0 and recipient_fit > 0)
        if mention.type == "ASSAULT" and self._same_victim(recipients, cluster):
            return 2.0
        effect = self._as_effect(mention, cluster)
        if effect > 0:
            return effect
        definite = is_definite(mention, self.reading)
        if recipient_fit == 0 and not definite and _targets_differ(mention, cluster):
            return 0.0
        means_fit = _means_fit(mention, cluster)
        if means_fit < 0:
            return 0.0
        if self._takes_up(mention, cluster):
            return 1.6
        if not actors and not self._known(recipients):
            if not (definite and (same_word or means_fit > 0 or _word(mention) in self.generic)):
                return 1.2 if same_word and self._share_place(mention, cluster) else 0.0
            return (
                0.6
                + same_word
                + 0.5 * means_fit
                + 0.5 / (2 + mention.token.sentence - cluster.mentions[-1].token.sentence)
            )
        if same_sentence and not (recipient_fit > 0 or (actor_fit > 0 and definite)):
            return 0.0
        score = actor_fit + recipient_fit + 0.5 * same_word + 0.5 * definite + 0.5 * means_fit
        return score if score >= (1.0 if definite else 1.5) and actor_fit + recipient_fit > 0 else 0.0

    def _share_place(self, mention: EventMention, cluster: Cluster) -> bool:
        """Whether tellings without parties put the same sort of event at the same place."""
        if self._known(cluster.actors()) or self._known(cluster.recipients()):
            return False
        places = {place.place for other in cluster.mentions for place in other.places}
        return bool(places & {place.place for place in mention.places})

    def _takes_up(self, mention: EventMention, cluster: Cluster) -> bool:
        """ "killed four miners ... the killing of the miners": the same deed, done to those already named."""
        if not mention.trigger.nominal or mention.trigger.frame.id not in {
            other.trigger.frame.id for other in cluster.mentions
        }:
            return False
        begins = any(child.dep == "det" and child.lower == "the" for child in self.reading.children(mention.token))
        return begins and bool({party.actor for party in mention.recipients} & cluster.recipients())

    def _same_type(self, mention: EventMention, first: EventMention) -> bool:
        """ "stormed the embassy ... the raid": what only points back may go by the name of the neighbouring type."""
        if mention.type == first.type:
            return True
        points_back = not mention.actors and not mention.recipients and _word(mention) in self.generic
        return (
            points_back and {mention.type, first.type} == {"ASSAULT", "COERCE"} and is_definite(mention, self.reading)
        )

    def _as_effect(self, mention: EventMention, cluster: Cluster) -> float:
        """ "In the capital one person was killed": what the attack told just before did, when no agent is named."""
        last = cluster.mentions[-1]
        near = 0 <= mention.token.sentence - last.token.sentence <= 1
        if mention.type != "ASSAULT" or mention.actors or not near or not (cluster.actors() or cluster.means()):
            return 0.0
        if mention.trigger.nominal or mention.token.lemma.lower() not in self.effects:
            return 0.0
        if self._is_reported(mention) and mention.token.sentence != last.token.sentence:
            return 0.0  # another voice may tell of another attack
        named = any(self._is_named(party.actor) for party in mention.recipients)
        return 0.0 if named or self._part(mention) != self._part(last) else 0.8

    def _is_reported(self, mention: EventMention) -> bool:
        token = mention.token
        while token.dep == "conj" and token.head != token.index:
            token = self.reading.tokens[token.head]
        return token.dep == "ccomp"

    def _part(self, mention: EventMention) -> int:
        return self.reading.sentences[mention.token.sentence].part

    def _same_victim(self, recipients: set[str], cluster: Cluster) -> bool:
        """A named person is not killed twice in one report."""
        shared = recipients & cluster.recipients()
        return any(self.actors.by_id(actor).kind == "person" and self._is_named(actor) for actor in shared)

    def _known(self, actors: set[str]) -> set[str]:
        """Actors that can tell events apart; "people" and "a soldier" may be anyone."""
        return {
            actor
            for actor in actors
            if self.actors.by_id(actor).kind not in {"population", "person", "unknown"} or self._is_named(actor)
        }

    def _is_named(self, actor: str) -> bool:
        return any(evidence.role == "name" for evidence in self.actors.by_id(actor).evidence)

    def _differ(self, mention: EventMention, cluster: Cluster) -> bool:
        """Whether dates, places or modes say that these are two events."""
        for other in cluster.mentions:
            caption = "caption" in {self._kind(mention), self._kind(other)}
            if _dates_differ(mention, other, slack=1 if caption else 0):
                return True
            # two voices may give two figures for one event
            reported = self._is_reported(mention) or self._is_reported(other)
            if not reported and _counts_differ(mention, other, self.reading):
                return True
            if not caption and self._places_differ(mention, other):
                return True
        modes = {other.mode for other in cluster.mentions if other.mode}
        return bool(mention.mode and modes and mention.mode not in modes and not _compatible(mention.mode, modes))

    def _kind(self, mention: EventMention) -> str:
        return self.reading.sentences[mention.token.sentence].kind

    def _places_differ(self, mention: EventMention, other: EventMention) -> bool:
        """Only named sites can contradict each other; a country may hold the site."""
        first = {place.place for place in mention.places}
        second = {place.place for place in other.places}
        if not first or not second or first & second:
            return False
        return all(self.places.items[place].precision in {"site", "city"} for place in first | second)


def _same_standing(mention: EventMention, first: EventMention) -> bool:
    return (mention.standing.modality in HAPPENED) == (first.standing.modality in HAPPENED)


def _compatible(mode: str, modes: set[str]) -> bool:
    """Modes that one event may be told under: a killing by drone is told as targeted, aerial or drone."""
    groups = (
        {"drone", "aerial", "targeted", "heavy-weapons"},
        {"explosives", "suicide-attack", "destroy", "targeted"},
        {"firearms", "targeted", "beat"},
        {"troops", "weapons"},
        {"demo", "riot", "obstruct"},
        {"arrest", "abduct"},
    )
    return any(mode in group and modes & group for group in groups)


def _dates_differ(mention: EventMention, other: EventMention, *, slack: int) -> bool:
    """Whether two dated mentions lie more than `slack` days apart.

    A caption may give the day of its outlet's time zone, so a day's difference does not part it from its article.
    """
    first = mention.date.interval if mention.date else None
    second = other.date.interval if other.date else None
    if first is None or second is None:
        return False
    gap = max(_day(second.start) - _day(first.end), _day(first.start) - _day(second.end))
    return gap > slack


def _counts_differ(mention: EventMention, other: EventMention, reading: Reading) -> bool:
    """Whether both count the same thing and the numbers differ ("killing two people", "killing all 298 people")."""
    first, second = mention.quantity, other.quantity
    if first is None or second is None or noun_lemma(first.noun) != noun_lemma(second.noun):
        return False
    text = reading.document.text
    return text[first.start : first.end].lower() != text[second.start : second.end].lower()


def _day(text: str) -> int:
    return date.fromisoformat(text[:10]).toordinal()


def _families(actors: Actors) -> dict[str, str]:
    """The state that an actor acts for, by actor id; armed groups and populations act for none."""
    return {
        actor.id: actor.country
        for actor in actors.items
        if actor.country and (actor.kind in _OF_STATE or (actor.kind == "person" and actor.sector in _STATE_SECTORS))
    }


def _fit(new: set[str], old: set[str], family: Mapping[str, str]) -> float:
    """1 when actors are shared, 0.7 when they act for one state, 0 when one side is silent, -1 when they differ."""
    if not new or not old:
        return 0.0
    if new & old:
        return 1.0
    states = {family[actor] for actor in new if actor in family}
    return 0.7 if states & {family[actor] for actor in old if actor in family} else -1.0


def _targets_differ(mention: EventMention, cluster: Cluster) -> bool:
    """Whether two tellings name different things as targets ("tankers", "bases")."""
    new = {noun_lemma(noun) for noun in mention.targets}
    old = {noun_lemma(noun) for other in cluster.mentions for noun in other.targets}
    return bool(new and old and not new & old)


def _is_another(mention: EventMention, reading: Reading) -> bool:
    """ "another explosion", "a second attack": said to be a different one."""
    return mention.trigger.nominal and any(child.lower in _OTHERS for child in reading.children(mention.token))


def _means_fit(mention: EventMention, cluster: Cluster) -> int:
    """1 when a means is shared, -1 when both name means of different kinds, 0 when one is silent."""
    new = {word for found in mention.means for word in found.means.name.split()}
    old = {word for name in cluster.means() for word in name.split()}
    if not new or not old:
        return 0
    return 1 if new & old else -1


def _same_word(mention: EventMention, other: EventMention) -> bool:
    return _word(mention) == _word(other) or mention.trigger.frame.id == other.trigger.frame.id


def _word(mention: EventMention) -> str:
    return noun_lemma(mention.token)


def is_definite(mention: EventMention, reading: Reading) -> bool:
    """Whether a noun points back at an event already told ("the strike", "its raid")."""
    if not mention.trigger.nominal or mention.trigger.slots.after("of"):
        return False  # "the downing of a drone" is definite by its "of", not by an earlier telling
    return any(child.dep in {"det", "poss"} and child.lower in _DEFINITE for child in reading.children(mention.token))
