"""Whose people the doers of an event are, or are believed to be: "suspected FARC guerrillas", "members of the FMLN"."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from gestae.attribution.statements import Statements
from gestae.coding.conditions import noun_lemma
from gestae.coding.events import CodedEvent, Events
from gestae.lexicon.responsibility import ResponsibilityWords
from gestae.linking.blame import HARMFUL, below
from gestae.reading.phrases import conjuncts, phrase_of
from gestae.reading.tokens import Reading, Token
from gestae.record.events import Event, Responsibility, Responsible
from gestae.record.evidence import Evidence
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
            for head in self._doers(coded):
                yield from ((event, row) for row in self._membership(event, head))

    def _doers(self, coded: CodedEvent) -> Iterator[Token]:
        """The words for who did it: those the event has as its actors, else who stands behind "by"."""
        pieces = [piece for piece in coded.event.evidence if piece.role == "actor"]
        heads = [head for piece in pieces if (head := self._head_at(piece.start, piece.end)) is not None]
        if pieces:
            yield from heads
            return
        for mention in coded.mentions:
            for child in self._reading.children(mention.token):
                if child.dep == "agent" or (child.lower == "by" and child.dep == "prep"):
                    below_by = [one for one in self._reading.children(child) if one.dep == "pobj"]
                    yield from (one for noun in below_by for one in conjuncts(self._reading, noun))

    def _membership(self, event: Event, head: Token) -> Iterator[Responsibility]:
        before = self._reading.tokens[max(self._reading.sentences[head.sentence].first, head.index - 4) : head.index]
        suspected = any(one.lower in self._words.lists["suspecting.modifiers"] for one in before)
        standing: Responsible = "suspected" if suspected else "told"
        body = self._body_of(head) or (None if event.actors else self._body_at(head.index))
        if body is None and (believed := self._believed(head)) is not None:
            body, standing = believed, "suspected"
        body = body or self._meant(head)
        if body is None or (body.actor in event.actors and standing == "told"):
            return
        if standing == "told" and event.according_to:
            speakers = {one.id: one.speakers for one in self._statements.items}
            own = any(body.actor in speakers.get(said, ()) for said in event.according_to)
            standing = "claimed" if own else "blamed"
        yield Responsibility(
            actor=body.actor, standing=standing, according_to=event.according_to, evidence=self._words_of(head, body)
        )

    def _words_of(self, head: Token, body: ActorMention) -> tuple[Evidence, ...]:
        """The words that say it: in one piece where they stand together, else the noun and the name before it."""
        first, last = min(head.start, body.start), max(head.end, body.end)
        if self._reading.tokens[body.first].sentence == head.sentence:
            return (self._reading.quote(first, last, "responsibility"),)
        spans = ((head.start, head.end), (body.start, body.end))
        return tuple(self._reading.quote(start, end, "responsibility") for start, end in spans)

    def _body_of(self, head: Token) -> ActorMention | None:
        """The body whose members a noun names: "members of the Shining Path", "a group of rebels of the ELN"."""
        if noun_lemma(head) not in self._words.lists["nouns.members"] | self._words.lists["nouns.machines"]:
            return None
        owners = [one for word in ("of", "from") if (one := below(self._reading, head, {word})) is not None]
        for owner in owners:
            body = self._body_at(owner.index)
            if body is not None and not body.first <= head.index < body.last:
                return body
            if (inner := self._body_of(owner)) is not None:
                return inner
        if owners:
            return None
        before = range(head.index - 1, phrase_of(self._reading, head).first - 1, -1)
        bodies = (body for index in before if (body := self._body_at(index)) is not None)
        return next((body for body in bodies if body.last <= head.index), None)  # not "the FMLN guerrillas" as a whole

    def _believed(self, head: Token) -> ActorMention | None:
        """The body that doers are believed to belong to: "gunmen believed to be members of the Shining Path"."""
        for verb in self._reading.children(head):
            if verb.dep == "acl" and verb.lemma.lower() in self._words.lists["suspecting.beliefs"]:
                for token in self._reading.subtree(verb):
                    if (body := self._body_of(token)) is not None:
                        return body
        return None

    def _meant(self, head: Token) -> ActorMention | None:
        """The only armed group that the report names before it says "the rebels"."""
        article = [
            one for one in self._reading.children(head) if one.dep in {"det", "amod", "compound", "poss", "nummod"}
        ]
        definite = [one.lower for one in article] == ["the"]
        if not definite or noun_lemma(head) not in self._words.lists["nouns.irregulars"]:
            return None
        named = [one for one in self._actors.mentions if one.kind == "name" and self._is_group(one.actor)]
        before = [one for one in named if one.first < head.index]
        return before[-1] if before and len({one.actor for one in named}) == 1 else None

    def _is_group(self, actor: str) -> bool:
        return self._actors.by_id(actor).kind == "armed_group"

    def _body_at(self, index: int) -> ActorMention | None:
        found = [one for one in self._actors.mentions if one.first <= index < one.last]
        bodies = [one for one in found if self._actors.by_id(one.actor).kind in _BODIES]
        return min(bodies, key=lambda one: (one.last - one.first, one.start), default=None)

    def _head_at(self, start: int, end: int) -> Token | None:
        """The head of the words an actor was read from."""
        first = bisect_left(self._starts, start)
        inside = self._reading.tokens[first : bisect_left(self._starts, end)]
        return next((one for one in inside if not start <= self._reading.tokens[one.head].start < end), None)
