"""Whose people the doers of an event are, or are believed to be: "suspected FARC guerrillas", "members of the FMLN"."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from gestae.attribution.statements import Statements
from gestae.coding.events import Events
from gestae.lexicon.responsibility import ResponsibilityWords
from gestae.linking.blame import HARMFUL, below
from gestae.reading.tokens import Reading, Token
from gestae.record.events import Event, Responsibility, Responsible
from gestae.resolving.who.actors import ActorMention, Actors

_BODIES = frozenset({"armed_group", "organization", "military"})


class MembershipReader:
    """Reads the bodies behind the doers of one report's events."""

    def __init__(
        self, reading: Reading, events: Events, actors: Actors, statements: Statements, words: ResponsibilityWords
    ) -> None:
        self._reading = reading
        self._events = events
        self._actors = actors
        self._statements = statements
        self._words = words
        self._starts = [token.start for token in reading.tokens]

    def members(self) -> Iterator[tuple[Event, Responsibility]]:
        """Whose people the doers are, or are believed to be: "suspected FARC guerrillas", "members of the FMLN"."""
        for coded in self._events.coded:
            event = coded.event
            if event.type not in HARMFUL:
                continue
            for piece in (piece for piece in event.evidence if piece.role == "actor"):
                head = self._head_at(piece.start, piece.end)
                if head is not None:
                    yield from ((event, row) for row in self._membership(event, head))

    def _membership(self, event: Event, head: Token) -> Iterator[Responsibility]:
        before = self._reading.tokens[max(self._reading.sentences[head.sentence].first, head.index - 4) : head.index]
        suspected = any(one.lower in self._words.lists["suspecting.modifiers"] for one in before)
        standing: Responsible = "suspected" if suspected else "told"
        body = self._body_of(head)
        if body is None:
            body, standing = self._believed(head), "suspected"
        if body is None or (body.actor in event.actors and standing == "told"):
            return
        if standing == "told" and event.according_to:
            speakers = {one.id: one.speakers for one in self._statements.items}
            own = any(body.actor in speakers.get(said, ()) for said in event.according_to)
            standing = "claimed" if own else "blamed"
        quote = self._reading.quote(min(head.start, body.start), max(head.end, body.end), "responsibility")
        yield Responsibility(actor=body.actor, standing=standing, according_to=event.according_to, evidence=(quote,))

    def _body_of(self, head: Token) -> ActorMention | None:
        """The body whose members a noun names: "members of the Shining Path", "FARC guerrillas"."""
        if head.lemma.lower() not in self._words.lists["nouns.members"]:
            return None
        owner = below(self._reading, head, {"of", "from"})
        if owner is not None:
            return self._body_at(owner.index)
        before = [one.index for one in self._reading.children(head) if one.dep in {"compound", "nmod", "amod", "poss"}]
        return next((body for index in before if (body := self._body_at(index)) is not None), None)

    def _believed(self, head: Token) -> ActorMention | None:
        """The body that doers are believed to belong to: "gunmen believed to be members of the Shining Path"."""
        for verb in self._reading.children(head):
            if verb.dep == "acl" and verb.lemma.lower() in self._words.lists["suspecting.beliefs"]:
                for token in self._reading.subtree(verb):
                    if (body := self._body_of(token)) is not None:
                        return body
        return None

    def _body_at(self, index: int) -> ActorMention | None:
        found = [one for one in self._actors.mentions if one.first <= index < one.last]
        bodies = [one for one in found if self._actors.by_id(one.actor).kind in _BODIES]
        return min(bodies, key=lambda one: (one.last - one.first, one.start), default=None)

    def _head_at(self, start: int, end: int) -> Token | None:
        """The head of the words an actor was read from."""
        first = bisect_left(self._starts, start)
        inside = self._reading.tokens[first : bisect_left(self._starts, end)]
        return next((one for one in inside if not start <= self._reading.tokens[one.head].start < end), None)
