"""Who acts and who is acted upon: every actor of a report with each of its mentions.

"Iranian Foreign Minister Javad Zarif also took to Twitter to say that his country ..." holds the person Zarif, in the
government of Iran, and the state Iran twice: as "Iranian" and as "his country". Twitter is no actor.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from gestae.knowledge.actors import KnownActors
from gestae.reading.tokens import Reading
from gestae.record.actors import Actor
from gestae.record.identifiers import content_id
from gestae.resolving.where.places import Places
from gestae.resolving.who.at_home import at_home
from gestae.resolving.who.candidates import MentionKind
from gestae.resolving.who.chains import Chain
from gestae.resolving.who.coreference import join
from gestae.resolving.who.mentions import find_candidates


@dataclass(frozen=True, slots=True)
class ActorMention:
    """One mention: characters `start` to `end`, tokens `first` to `last`, the `head` token, the id of its actor."""

    start: int
    end: int
    first: int
    last: int
    head: int
    actor: str
    kind: MentionKind


@dataclass(frozen=True, slots=True)
class Actors:
    """The actors of a report in the order of their first mention, and every mention in the order of the text."""

    items: tuple[Actor, ...]
    mentions: tuple[ActorMention, ...]
    _by_head: Mapping[int, ActorMention]
    _covering: Mapping[int, ActorMention]
    _by_id: Mapping[str, Actor]
    _offices: Mapping[str, str] = field(default_factory=dict)

    def at(self, token_index: int) -> ActorMention | None:
        """The mention whose head that token is, else the shortest mention that covers it."""
        return self._by_head.get(token_index) or self._covering.get(token_index)

    def by_id(self, actor_id: str) -> Actor:
        """The actor of an id."""
        return self._by_id[actor_id]

    def office(self, actor_id: str) -> str:
        """The office a person is known to hold at the day of the report ("mayor of Kyiv"), or nothing."""
        return self._offices.get(actor_id, "")

    def rebuilt(self, items: Sequence[Actor], mentions: Sequence[ActorMention]) -> Actors:
        """The same report with other actors and mentions; the offices stay."""
        return _actors(items, mentions, self._offices)


def resolve_actors(
    reading: Reading,
    *,
    known: KnownActors,
    places: Places | None = None,
    published: str | None,
    filed_from: str | None = None,
) -> Actors:
    """Every actor of the report; offices are judged at the day of publication.

    Args:
        filed_from: the country (ISO alpha-3) that the report's dateline or outlet is in.
    """
    date = published[:10] if published else None
    candidates = find_candidates(reading, known, places, date)
    chains = join(candidates, reading, known)
    if places is not None:
        chains = at_home(chains, reading, places=places, roles=known.roles, filed=filed_from)
    items: list[Actor] = []
    mentions: list[ActorMention] = []
    for chain in chains:
        actor = _actor(chain, reading)
        items.append(actor)
        mentions.extend(_mentions(chain, actor, reading))
    offices = {actor.id: chain.code.office for actor, chain in zip(items, chains, strict=True) if chain.code.office}
    return _actors(items, mentions, offices)


def _actors(items: Sequence[Actor], mentions: Sequence[ActorMention], offices: Mapping[str, str]) -> Actors:
    ordered = sorted(mentions, key=lambda mention: (mention.start, -mention.end))
    return Actors(
        items=tuple(items),
        mentions=tuple(ordered),
        _by_head={mention.head: mention for mention in reversed(ordered)},
        _covering=_covering(ordered),
        _by_id={actor.id: actor for actor in items},
        _offices=offices,
    )


def _actor(chain: Chain, reading: Reading) -> Actor:
    code = chain.code
    first = reading.tokens[chain.mentions[0].first].start
    name = code.name or chain.names[0] if code.name or chain.names else _text(chain, reading)
    return Actor(
        id=content_id("A", reading.document.id, name, code.kind, first),
        name=name,
        kind=code.kind,
        country=code.country or None,
        sector=code.sector or None,
        wikidata=code.wikidata or None,
        aliases=tuple(alias for alias in chain.names if alias != name),
        evidence=(
            *(
                reading.quote(reading.tokens[m.first].start, reading.tokens[m.last - 1].end, m.kind)
                for m in sorted(chain.mentions, key=lambda m: (m.first, m.last))
            ),
            *(() if chain.home is None else (reading.quote(*chain.home, "country"),)),
        ),
    )


def _text(chain: Chain, reading: Reading) -> str:
    mention = chain.mentions[0]
    text = reading.document.text[reading.tokens[mention.first].start : reading.tokens[mention.last - 1].end]
    return " ".join(text.split())


def _mentions(chain: Chain, actor: Actor, reading: Reading) -> list[ActorMention]:
    return [
        ActorMention(
            start=reading.tokens[m.first].start,
            end=reading.tokens[m.last - 1].end,
            first=m.first,
            last=m.last,
            head=m.head,
            actor=actor.id,
            kind=m.kind,
        )
        for m in chain.mentions
    ]


def _covering(mentions: Sequence[ActorMention]) -> dict[int, ActorMention]:
    found: dict[int, ActorMention] = {}
    for mention in sorted(mentions, key=lambda m: (m.last - m.first, m.start), reverse=True):
        for index in range(mention.first, mention.last):
            found[index] = mention
    return found
