"""A casualty report as it is found, before it is joined to an event, and what the finder asks of the other rooms."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Protocol

from gestae.record.dates import DateInterval
from gestae.record.evidence import Evidence
from gestae.record.tolls import TollEffect, TollStatus

_SEVERAL = 2  # the least that a plural allows


class ActorMentionLike(Protocol):
    """A mention of an actor."""

    @property
    def actor(self) -> str:
        """The actor's id."""


class ActorsLike(Protocol):
    """Who is meant where."""

    def at(self, token_index: int, /) -> ActorMentionLike | None:
        """The mention at a token."""

    def by_id(self, id: str, /) -> ActorLike:
        """The actor of an id."""


class ActorLike(Protocol):
    """An actor."""

    @property
    def kind(self) -> str:
        """What sort of actor."""


class StatementLike(Protocol):
    """A statement."""

    @property
    def id(self) -> str:
        """Its id."""


class StatementsLike(Protocol):
    """Who said what."""

    def covering(self, start: int, end: int, /) -> tuple[StatementLike, ...]:
        """The statements whose content holds a span, outermost first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundToll:
    """One casualty or damage report. `trigger` is its token, for the event it belongs to; `head` that of `who`.

    `speakers` are statement or actor ids; `affiliation` actor ids.
    """

    effect: TollEffect
    who: str | None
    head: int | None
    affiliation: tuple[str, ...]
    min: int | None
    max: int | None
    text: str
    status: TollStatus
    speakers: tuple[str, ...]
    date: DateInterval | None
    evidence: tuple[Evidence, ...]
    trigger: int


def merged(found: list[FoundToll], actors: ActorsLike) -> tuple[FoundToll, ...]:
    """One row for a death or a figure that is told again and again in the same words; different figures stay apart."""
    kept: dict[object, FoundToll] = {}
    for number, toll in enumerate(found, 1):
        key = _told_before(toll, kept) or _sameness(toll, actors) or number
        first = kept.get(key)
        if first is None:
            kept[key] = toll
            continue
        own_voice = not first.speakers or not toll.speakers
        kept[key] = replace(
            first,
            evidence=(*first.evidence, *toll.evidence),
            date=first.date or toll.date,
            speakers=() if own_voice else first.speakers,
        )
    return tuple(toll for toll in kept.values() if not _only_points_back(toll, kept.values()))


def _only_points_back(toll: FoundToll, told: Iterable[FoundToll]) -> bool:
    """Whether a plural without a figure means those whom a figure counts: "The people wounded were taken away"."""
    article = toll.text.lower().split()[:1] in (["the"], ["those"], ["these"])
    if not article or toll.status != "reported" or (toll.min, toll.max) != (_SEVERAL, None):
        return False
    return any(one is not toll and one.effect == toll.effect and (one.min or 0) > _SEVERAL for one in told)


def _told_before(toll: FoundToll, kept: Mapping[object, FoundToll]) -> object | None:
    """The figure that a later one only points back to: "Two officers were shot dead ... Both policemen died"."""
    words = toll.text.lower().split()
    if words[:1] != ["both"] and words[:1] != ["the"] and words[:1] != ["all"]:
        return None
    if toll.status != "reported" or toll.min is None or toll.min < 2 or toll.min != toll.max:
        return None
    figure = (toll.effect, toll.status, toll.min, toll.max)
    same = (key for key, one in kept.items() if (one.effect, one.status, one.min, one.max) == figure)
    return next(same, None)


def _sameness(toll: FoundToll, actors: ActorsLike) -> tuple[object, ...] | None:
    """What two tellings of one toll share: a named person's death, or a figure above two with the same noun."""
    if toll.who is None or toll.status != "reported":
        return None
    mention = actors.at(toll.head) if toll.head is not None and toll.min == 1 else None
    if mention is not None and actors.by_id(mention.actor).kind == "person":
        return (toll.effect, mention.actor)
    if toll.min is not None and toll.min > 2:
        return (toll.effect, toll.min, toll.max, toll.who.lower())
    return None
