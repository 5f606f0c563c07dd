"""From a noun phrase to the parties in it: the actor itself, or the owner and the guest of a thing.

"two Iraqi military bases housing American troops" names no actor as its head; its parties are Iraq, the owner, and
the American troops, the guests. "Iranian missiles" are a means, and Iran the party.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from gestae.coding.arguments import is_verb_in_heading
from gestae.coding.conditions import noun_lemma
from gestae.lexicon.events import EventLexicon, Means
from gestae.lexicon.grammar import load_grammar
from gestae.reading.phrases import conjuncts
from gestae.reading.tokens import Reading, Token
from gestae.resolving.where.places import PlaceMention, Places
from gestae.resolving.who.actors import Actors

_OWNERS = frozenset({"poss", "amod", "compound", "nmod"})
_OWNING = frozenset({"of", "from", "belonging", "in", "near", "at"})
_UNNAMED = frozenset({"population", "armed_group", "person", "unknown"})
_NO_BODIES = frozenset({"state", "person", "population"})
_HEADS = frozenset({"head"})  # of a body: no noun of people elsewhere


@dataclass(frozen=True, slots=True, order=True)
class Party:
    """One actor in a slot: its id and the words (characters) that name it there.

    `by_judge`: no slot of the frame held it, the trained judge saw it.
    """

    start: int
    end: int
    actor: str
    by_judge: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True)
class MeansFound:
    """A weapon or other means, and its words."""

    means: Means
    start: int
    end: int


class PartyFinder:
    """Finds parties and means inside noun phrases; holds what every step needs."""

    def __init__(self, reading: Reading, *, actors: Actors, places: Places, lexicon: EventLexicon) -> None:
        self.reading = reading
        self.actors = actors
        self.places = places
        self.lexicon = lexicon
        self._states = {actor.country: actor.id for actor in actors.items if actor.kind == "state"}

    def parties(self, noun: Token, *, owners: bool = True) -> list[Party]:
        """The parties a noun stands for; with `owners`, those that own, host or belong to it when it is a thing."""
        mention = self.actors.at(noun.index)
        if mention is not None and self._is_head(mention.head, noun):
            found = [Party(mention.start, mention.end, mention.actor)]
            if mention.kind == "nominal":
                found.extend(self._other_nations(noun, mention.actor))
                if self.actors.by_id(mention.actor).kind in _UNNAMED:
                    found.extend(self._belonging(noun))
            return sorted(set(found))
        if not owners:
            return []
        found = [] if self._is_of_somebody(noun) else list(self._owners(noun))
        if not found and noun_lemma(noun) in load_grammar().groups:
            for word, below in self._prepositional(noun):
                if word == "of":
                    found.extend(self.parties(below))
        return sorted(set(found))

    def _is_of_somebody(self, noun: Token) -> bool:
        """ "The head of a Palestinian orchestra", "relatives of the secretary": people whom others only describe."""
        people = noun_lemma(noun) in self.lexicon.classes.get("people", ()) or noun_lemma(noun) in _HEADS
        return people and any(word == "of" for word, _ in self._prepositional(noun))

    def _other_nations(self, noun: Token, actor: str) -> Iterator[Party]:
        """ "Chinese and Indian officials": the officials carry one country, the other adjective names its own."""
        country = self.actors.by_id(actor).country
        before = [child for child in self.reading.children(noun) if child.dep == "amod" or self._is_listed(child)]
        adjectives = [word for child in before for word in conjuncts(self.reading, child)]
        adjectives.extend(below for word, below in self._prepositional(noun) if word == "of")
        several = len(adjectives) > 1 or any(self._is_listed(child) for child in before)
        for word in adjectives if several else ():
            mention = self.actors.at(word.index)
            if mention is None or self.reading.tokens[word.index - 1].text in {"-", "‑"}:
                continue  # "a prominent anti-Syrian journalist"
            other = self.actors.by_id(mention.actor)
            if other.kind in {"state", "igo"} and other.country != country:
                yield Party(mention.start, mention.end, mention.actor)

    def _is_listed(self, modifier: Token) -> bool:
        """ "UK and EU negotiators": a noun before the noun that "and" joins to another."""
        joined = any(child.dep == "cc" for child in self.reading.children(modifier))
        return modifier.dep in {"nmod", "compound"} and joined

    def _belonging(self, noun: Token) -> Iterator[Party]:
        """Whom unnamed people belong to ("militia members from the group X")."""
        for word, below in self._prepositional(noun):
            if word in {"of", "from"}:
                mention = self.actors.at(below.index)
                if mention is not None and mention.head == below.index and mention.kind == "name":
                    yield Party(mention.start, mention.end, mention.actor)

    def _is_head(self, head: int, noun: Token) -> bool:
        word = self.reading.tokens[head]
        return (
            head == noun.index
            or word.head == noun.index
            or noun.head == head
            or word.lower in load_grammar().partitives
        )

    def _owners(self, noun: Token) -> Iterator[Party]:
        verb = next((child.index for child in self.reading.children(noun) if is_verb_in_heading(child)), -1)
        for child in self.reading.children(noun):
            if child.dep in _OWNERS and child.index > verb:
                for owner in conjuncts(self.reading, child):
                    yield from self._modifier(owner)
        for clause in self._clauses(noun):
            for below in self.reading.children(clause):
                if below.dep == "dobj":
                    for item in conjuncts(self.reading, below):
                        yield from self.parties(item, owners=False)
            for word, below in self._prepositional(clause):
                if word in {"by", "to"}:
                    yield from self.parties(below, owners=False)
        for word, below in self._prepositional(noun):
            if word in _OWNING:
                yield from self.parties(below, owners=word == "of")
                if word != "of":
                    yield from self._state_of_place(below)

    def _clauses(self, noun: Token) -> Iterator[Token]:
        """ "housing American troops", also where the parser hung the participle right after the noun elsewhere."""
        for child in self.reading.children(noun):
            if child.dep in {"acl", "relcl"} and child.lemma in load_grammar().hosting:
                yield child
        following = noun.index + 1
        if following < len(self.reading.tokens):
            word = self.reading.tokens[following]
            if (
                word.head != noun.index
                and word.tag == "VBG"
                and word.lemma in load_grammar().hosting
                and word.sentence == noun.sentence
            ):
                yield word

    def _modifier(self, token: Token) -> Iterator[Party]:
        if token.lower in load_grammar().origin:
            return  # "a Russian-made missile" is not therefore Russia's
        mention = self.actors.at(token.index)
        if mention is not None:
            yield Party(mention.start, mention.end, mention.actor)
            return
        for child in self.reading.children(token):
            if child.dep in {"npadvmod", "amod", "compound", "advmod", "poss"}:
                yield from self._modifier(child)

    def _state_of_place(self, noun: Token) -> Iterator[Party]:
        """The state a named place lies in, when the report knows that state as an actor ("bases in Iraq")."""
        mention = self.places.at(noun.index)
        if mention is None:
            return
        country = self.places.items[mention.place].country
        actor = self._states.get(country) if country else None
        if actor is not None:
            yield Party(mention.start, mention.end, actor)

    def is_in_name(self, place: PlaceMention) -> bool:
        """Whether a place stands inside the name of a body ("the Medellin cartel", "Lempa River Commission")."""
        mention = self.actors.at(place.first)
        if mention is None or mention.kind != "name" or self.actors.by_id(mention.actor).kind in _NO_BODIES:
            return False
        return mention.last - mention.first > place.last - place.first

    def state_at(self, noun: Token) -> list[Party]:
        """The state whose place is named, for places as targets ("shelled Kharkiv")."""
        return list(self._state_of_place(noun))

    def _prepositional(self, head: Token) -> Iterator[tuple[str, Token]]:
        for child in self.reading.children(head):
            if child.dep in {"prep", "agent"}:
                for below in self.reading.children(child):
                    if below.dep == "pobj":
                        for item in conjuncts(self.reading, below):
                            yield child.lower, item

    def means(self, noun: Token) -> list[MeansFound]:
        """The weapons a noun phrase names, in its head or before it ("missile attack", "ballistic missiles")."""
        found = list(self._means_at(noun))
        for child in self.reading.children(noun):
            if child.dep in {"compound", "nmod", "amod"}:
                found.extend(self._means_at(child))
                for below in self.reading.children(child):
                    if below.dep in {"compound", "amod", "npadvmod"}:
                        found.extend(self._means_at(below))
        return found

    def _means_at(self, token: Token) -> Iterator[MeansFound]:
        entries = self.lexicon.means.get(noun_lemma(token)) or self.lexicon.means.get(token.lower)
        best: MeansFound | None = None
        for means in entries or ():
            for words in means.words:
                start = self._match_back(token, words)
                if start is not None and (best is None or start < best.start):
                    best = MeansFound(means, start, token.end)
        if best is not None:
            yield best

    def _match_back(self, token: Token, words: tuple[str, ...]) -> int | None:
        index = token.index
        if words[-1] not in {noun_lemma(token), token.lower}:
            return None
        for word in reversed(words[:-1]):
            index -= 1
            if index < 0:
                return None
            before = self.reading.tokens[index]
            if before.sentence != token.sentence or word not in {
                before.lower,
                before.lemma.lower(),
                noun_lemma(before),
            }:
                return None
        return self.reading.tokens[index].start
