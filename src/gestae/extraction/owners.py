"""Whose an office is when the words beside it do not say: "NATO met. Secretary General Jens Stoltenberg said ..." .

A known person's office names it ("secretary-general of NATO"); else it is the nearest body of the fitting kind, told
before the office: "Poland has raised its alert, government spokesman Piotr Muller said" is an office of Poland.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

from gestae.extraction.tie_patterns import Tie
from gestae.lexicon.ties import Ties
from gestae.reading.tokens import Reading, Token
from gestae.record.actors import Actor
from gestae.record.evidence import Evidence
from gestae.record.places import Place

_SENTENCES_BACK = 2
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_BODIES = frozenset({"organization", "igo", "ngo", "company", "government", "media"})
_KINDS = {
    "igo": frozenset({"igo"}),
    "company": frozenset({"company"}),
    "body": _BODIES,
    "state": frozenset({"state"}),
}
Owner = tuple[str, Evidence]


class Mentioned(Protocol):
    """A mention with its characters."""

    @property
    def start(self) -> int:
        """Its first character."""
        ...

    @property
    def end(self) -> int:
        """One past its last character."""
        ...


class ActorMentioned(Mentioned, Protocol):
    """A mention of an actor."""

    @property
    def actor(self) -> str:
        """The id of the actor."""
        ...


class PlaceMentioned(Mentioned, Protocol):
    """A mention of a place."""

    @property
    def place(self) -> int:
        """Its number among the places, -1 when unknown."""
        ...


class ActorsAt(Protocol):
    """The actors of a report and the offices known of them."""

    @property
    def items(self) -> Sequence[Actor]:
        """All actors."""
        ...

    def at(self, token_index: int, /) -> ActorMentioned | None:
        """The mention at a token."""
        ...

    def office(self, actor_id: str, /) -> str:
        """The office a person is known to hold ("mayor of Kyiv"), or nothing."""
        ...


class PlacesAt(Protocol):
    """The places of a report."""

    @property
    def items(self) -> Sequence[Place]:
        """All places."""
        ...

    def at(self, token_index: int, /) -> PlaceMentioned | None:
        """The mention at a token."""
        ...


class Owners:
    """Finds the owner of an office; holds the report's actors and places."""

    def __init__(self, reading: Reading, actors: ActorsAt, places: PlacesAt | None, ties: Ties) -> None:
        self._reading = reading
        self._actors = actors
        self._places = places
        self._ties = ties
        self._by_id: Mapping[str, Actor] = {actor.id: actor for actor in actors.items}

    def known(self, person: str) -> Owner | None:
        """The body or place that a known person's office names, where the report has it."""
        office = self._actors.office(person)
        if not office:
            return None
        words = f" {office.lower()} "
        for actor in self._actors.items:
            if actor.kind not in {"person", "population"} and actor.id != person:
                names = (actor.name, *actor.aliases, *(piece.text for piece in actor.evidence))
                if any(f" {name.lower()} " in words for name in names if len(name) > 1):
                    return actor.id, self._to(actor.evidence)
        for place in self._places.items if self._places is not None else ():
            if f" {place.name.lower()} " in words:
                return place.id, self._to(place.evidence)
        return None

    def nearest(self, tie: Tie, *, is_office_of_state: bool) -> Owner | None:
        """The nearest fitting body before the office; only a subject counts where the title says little."""
        noun = self._reading.tokens[tie.anchor]
        owner = self._wanted(tie, noun) or ("state" if is_office_of_state else "")
        if not owner or (owner == "body" and tie.words[1] - tie.words[0] > 1):
            return None
        for token in self._before(noun):
            if owner == "place":
                found = self._place(token)
            elif owner in {"state", "body"} and token.dep not in _SUBJECTS:
                continue
            else:
                found = self._actor(token, owner)
            if found is not None:
                return found
        return None

    def _wanted(self, tie: Tie, noun: Token) -> str:
        """The sort of owner that the words of a title ask for ("party spokesman", "mayor")."""
        words = [token.lemma.lower() for token in self._reading.tokens[tie.words[0] : tie.words[1]]]
        title = " ".join(words).replace(" - ", "-")
        owners = self._ties.owners
        told = (owners[word] for word in (title, *words[:-1], noun.lemma.lower()) if word in owners)
        return next(told, "")

    def _before(self, noun: Token) -> Iterator[Token]:
        """The words before the office, the nearest first."""
        tokens = self._reading.tokens
        for index in range(noun.index - 1, -1, -1):
            if tokens[index].sentence < noun.sentence - _SENTENCES_BACK:
                return
            yield tokens[index]

    def _actor(self, token: Token, owner: str) -> Owner | None:
        mention = self._actors.at(token.index)
        actor = self._by_id.get(mention.actor) if mention is not None else None
        if mention is None or actor is None:
            return None
        if owner == "party":
            fits = actor.sector == "PTY" and actor.kind != "person" and actor.kind != "population"
        else:
            named = any(piece.role == "name" for piece in actor.evidence)
            fits = actor.kind in _KINDS[owner] and (named or owner != "body")
        return (actor.id, self._reading.quote(mention.start, mention.end, "to")) if fits else None

    def _place(self, token: Token) -> Owner | None:
        mention = self._places.at(token.index) if self._places is not None else None
        if mention is None or self._places is None or mention.place < 0:
            return None
        place = self._places.items[mention.place]
        if place.kind not in {"city", "region"}:
            return None
        return place.id, self._reading.quote(mention.start, mention.end, "to")

    def _to(self, evidence: Sequence[Evidence]) -> Evidence:
        return self._reading.quote(evidence[0].start, evidence[0].end, "to")
