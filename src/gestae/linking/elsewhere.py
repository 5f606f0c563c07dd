"""Who did it, where another sentence says so than the one that tells the deed.

"Six priests were killed on Thursday. ... The archbishop said that the Atlacatl Battalion had searched the house two
days before": no rule of grammar ties the two. A network that has read thousands of reports (`judging/whole.py`) says
how likely each actor of the report is the doer of each violent event; what is likely becomes a row of the event's
`responsibility`, as implied and never as its actor, with the words that speak for it and the voice they stand in.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from gestae.attribution.statements import Statements
from gestae.coding.events import CodedEvent, Events
from gestae.judging.judge import Judgements
from gestae.judging.whole import Likely, Part, WholeNetwork, WholeReport
from gestae.linking.responsibility import by_token, in_order
from gestae.reading.tokens import Reading, Token
from gestae.record.actors import Actor
from gestae.record.events import HAPPENED, Event, Responsibility
from gestae.record.statements import Statement
from gestae.resolving.who.actors import ActorMention, Actors

_MENTIONS, _TRIGGERS = 12, 6  # of one actor, of one event: the first ones
_PRONOUNS = frozenset(
    {"he", "she", "it", "they", "him", "her", "them", "his", "its", "their", "who", "whom", "which", "that"}
    | {"i", "we", "us", "you"}
)
_FORCES = frozenset({"armed_group", "military"})
_BODIES = frozenset({"armed_group", "military", "government", "organization", "company", "igo", "ngo"})

# Shares from which somebody is held for the doer, another body for one beside him, and somebody for one who was hit. On
# held-out reports a body from 0.5 on is right in 0.52, a person in 0.76 of cases, one who was hit from 0.6 on in 0.67.
LEAST, SECOND, HIT = 0.5, 0.6, 0.6

Features = dict[str, float]


@dataclass(frozen=True, slots=True)
class Pair:
    """An event and an actor, the words that tell the one and name the other, and what is known of them.

    `hit`: the actors that the event is known to have hit.
    """

    event: CodedEvent
    actor: Actor
    hit: tuple[Actor, ...]
    triggers: tuple[Token, ...]
    mentions: tuple[ActorMention, ...]
    heads: tuple[Token, ...]
    of_pair: Features
    of_mentions: tuple[Features, ...]


def with_parties_elsewhere(
    reading: Reading,
    events: Events,
    *,
    actors: Actors,
    statements: Statements,
    judgements: Judgements,
    network: WholeNetwork,
) -> Events:
    """The events; violent ones of which no doer has a name, or nobody hit is known, with what the whole report says."""
    lacking = {item.event.id: _Lacking.of(item.event, actors) for item in events.coded if _is_violence(item)}
    if not any(one.doer or one.victim for one in lacking.values()):
        return events
    pairs = [
        pair
        for pair in pairs_of(reading, events, actors=actors, said=statements.items, judgements=judgements)
        if _is_asked(pair, lacking[pair.event.event.id])
    ]
    needed = {token.sentence for pair in pairs for token in (*pair.triggers, *pair.heads)}
    whole = WholeReport(reading, network, only=needed)
    doers: dict[str, _Found] = {}
    hit: dict[str, _Found] = {}
    for pair in pairs:
        part, asked = weigh(pair, whole), lacking[pair.event.event.id]
        if part is not None and asked.doer and part.doer.share > max(LEAST, part.hit.share):
            _keep(doers, pair, part.doer)
        elif part is not None and asked.victim and part.hit.share > HIT and _sort(pair.actor) == "person":
            _keep(hit, pair, part.hit)
    if not doers and not hit:
        return events
    completed = _Completed(reading, statements)
    coded = tuple(
        replace(item, event=completed.event(item.event, _of(item.event, doers), _of(item.event, hit)))
        for item in events.coded
    )
    return Events(coded, events.actors, by_token(coded))


@dataclass(frozen=True, slots=True)
class _Lacking:
    """What an event does not say: who did it, by name; whom it hit, at all."""

    doer: bool
    victim: bool

    @classmethod
    def of(cls, event: Event, actors: Actors) -> _Lacking:
        """What one event lacks."""
        laid = (row.actor for row in event.responsibility if row.standing != "denied")
        doers = [actors.by_id(one) for one in (*event.actors, *laid)]
        named = any(_sort(one) != "people" or one.name.split()[-1][:1].isupper() for one in doers)
        return cls(doer=not named, victim=not event.recipients)


@dataclass(frozen=True, slots=True)
class _Found:
    """An actor that an event likely has, and the mention that speaks for it."""

    event: str
    share: float
    actor: Actor
    mention: ActorMention


def _keep(found: dict[str, _Found], pair: Pair, likely: Likely) -> None:
    """Keeps for an actor the deed that is likeliest his."""
    before = found.get(pair.actor.id)
    if before is None or before.share < likely.share:
        found[pair.actor.id] = _Found(pair.event.event.id, likely.share, pair.actor, pair.mentions[likely.mention])


def _of(event: Event, found: Mapping[str, _Found]) -> list[_Found]:
    return [one for one in found.values() if one.event == event.id]


def _is_asked(pair: Pair, lacking: _Lacking) -> bool:
    """Whether the actor may be what the event lacks: a body or person with a name of whom it does not tell yet."""
    event, sort = pair.event.event, _sort(pair.actor)
    told = {*event.actors, *event.recipients, *(row.actor for row in event.responsibility)}
    fits = (lacking.doer and sort in {"body", "person"}) or (lacking.victim and sort == "person")
    return fits and pair.actor.id not in told


class _Completed:
    """Events with what was found; holds what every step needs."""

    def __init__(self, reading: Reading, statements: Statements) -> None:
        self._reading = reading
        self._statements = statements

    def event(self, event: Event, doers: Sequence[_Found], hit: Sequence[_Found]) -> Event:
        """The event with its likely doers laid at their door and whom it likely hit among the recipients."""
        quotes = [self._reading.quote(one.mention.start, one.mention.end, "recipient") for one in hit]
        evidence = sorted({*event.evidence, *quotes}, key=lambda one: (one.start, one.end, one.role))
        return replace(
            event,
            recipients=(*event.recipients, *(one.actor.id for one in hit)),
            responsibility=self._laid(event, doers),
            evidence=tuple(evidence) if quotes else event.evidence,
        )

    def _laid(self, event: Event, doers: Sequence[_Found]) -> tuple[Responsibility, ...]:
        """A row for each likely doer; for a second body only where it is likelier than not."""
        rows: list[Responsibility] = []
        bodies = 0
        for one in sorted(doers, key=lambda one: (-one.share, one.mention.start)):
            bodies += _sort(one.actor) == "body"
            if _sort(one.actor) != "body" or bodies == 1 or one.share > SECOND:
                rows.append(self._row(one))
        return in_order((*event.responsibility, *rows)) if rows else event.responsibility

    def _row(self, found: _Found) -> Responsibility:
        """The actor's row with the words that speak for it most, and the statements they stand in.

        Whoever says them, the row is no more than implied: a denial or a rumour stands in a statement, too.
        """
        start, end = found.mention.start, found.mention.end
        return Responsibility(
            actor=found.actor.id,
            standing="implied",
            according_to=tuple(one.id for one in self._statements.covering(start, end)),
            evidence=(self._reading.quote(start, end, "responsibility"),),
        )


def _sort(actor: Actor) -> str:
    """A state, a body, a person with a name, or people without one."""
    if actor.kind == "state":
        return "state"
    if actor.kind in _BODIES:
        return "body"
    named = actor.kind == "person" and any(piece.role == "name" for piece in actor.evidence)
    return "person" if named else "people"


def pairs_of(
    reading: Reading, events: Events, *, actors: Actors, said: Iterable[Statement], judgements: Judgements
) -> Iterator[Pair]:
    """Every violent event with every actor of the report, in the order of the text."""
    coded = [item for item in events.coded if _is_violence(item)]
    if not coded:
        return
    by_actor: dict[str, list[ActorMention]] = {}
    for mention in actors.mentions:
        by_actor.setdefault(mention.actor, []).append(mention)
    known = _Known(coded, actors, by_actor, said, sentences=len(reading.sentences))
    for item in coded:
        triggers = tuple(mention.token for mention in item.mentions)[:_TRIGGERS]
        hit = tuple(map(actors.by_id, item.event.recipients))
        for actor in actors.items:
            mentions = tuple(by_actor.get(actor.id, ()))[:_MENTIONS]
            if mentions:
                heads = tuple(reading.tokens[mention.head] for mention in mentions)
                of_mentions = tuple(_of_mention(head, triggers, judgements) for head in heads)
                yield Pair(item, actor, hit, triggers, mentions, heads, known.of_pair(item, actor, heads), of_mentions)


def weigh(pair: Pair, whole: WholeReport) -> Part | None:
    """What the actor is to the event; None where a word of either was too far out in a sentence to be read."""
    deeds = [vector for token in pair.triggers if (vector := whole.deed(token)) is not None]
    parties = [vector for head in pair.heads if (vector := whole.party(head)) is not None]
    if not deeds or len(parties) < len(pair.heads):
        return None
    return whole.network.weigh(parties, deeds, pair.of_pair, pair.of_mentions)


class _Known:
    """What is known of the actors and violent events of one report."""

    def __init__(
        self,
        coded: Sequence[CodedEvent],
        actors: Actors,
        mentions: Mapping[str, Sequence[ActorMention]],
        said: Iterable[Statement],
        *,
        sentences: int,
    ) -> None:
        self._actors = actors
        self._mentions = mentions
        self._count = sum(map(len, mentions.values()))
        self._sentences = sentences
        self._doing = {one for item in coded for one in item.event.actors}
        self._suffering = {one for item in coded for one in item.event.recipients}
        self._saying = Counter(one for statement in said for one in statement.speakers)

    def of_pair(self, item: CodedEvent, actor: Actor, heads: Sequence[Token]) -> Features:
        """What is known of an actor beside an event, but for the words."""
        event, own = item.event, self._mentions[actor.id]
        laid = {row.standing for row in event.responsibility if row.actor == actor.id}
        found: Features = {
            f"kind {actor.kind}": 1.0,
            f"sector {actor.sector}": 1.0,
            f"mode {event.mode}": 1.0,
            f"modality {event.modality}": 1.0,
            "mentions": math.log1p(len(own)),
            "share of mentions": len(own) / self._count,
            "named": float(actor.name[:1].isupper()),
            "name to the end": float(actor.name.split()[-1][:1].isupper()),
            "does violence": float(actor.id in self._doing),
            "suffers violence": float(actor.id in self._suffering),
            "does it": float(actor.id in event.actors),
            "suffers it": float(actor.id in event.recipients),
            "laid at his door": float(bool(laid - {"denied"})),
            "denies it": float("denied" in laid),
            "speaks": min(self._saying[actor.id], 3) / 3,
            "doer known": float(bool(event.actors)),
            "victim known": float(bool(event.recipients)),
            "armed doer known": float(any(self._actors.by_id(one).kind in _FORCES for one in event.actors)),
            "first sentence": min(heads[0].sentence, 10) / 10,
            "sentences": min(self._sentences, 30) / 30,
        }
        return {name: value for name, value in found.items() if value}


def _of_mention(head: Token, triggers: Sequence[Token], judgements: Judgements) -> Features:
    """How far a mention is from the words that tell an event, and what it is to them in its own sentence."""
    apart = min((head.sentence - token.sentence for token in triggers), key=abs)
    here = [token for token in triggers if token.sentence == head.sentence]
    roles = [role for token in here if (role := judgements.roles(token, head)) is not None]
    found: Features = {
        "same sentence": float(apart == 0),
        "next sentence": float(apart == 1),
        "sentence before": float(apart == -1),
        "soon after": float(1 < apart < 4),
        "later": float(apart >= 4),
        "shortly before": float(-4 < apart < -1),
        "earlier": float(apart <= -4),
        "sentences apart": math.log1p(abs(apart)),
        "does it here": max((one.actor for one in roles), default=0.0),
        "suffers it here": max((one.recipient for one in roles), default=0.0),
        "pronoun": float(head.lower in _PRONOUNS),
    }
    return {name: value for name, value in found.items() if value}


def _is_violence(item: CodedEvent) -> bool:
    return item.event.type == "ASSAULT" and item.event.modality in HAPPENED
