"""Are two parties one and the same, could they be, or are they not?

"Judge" in a headline, "a New York judge" in the lead and "Justice Ellen Marsh" later may be one; "the defence minister"
and "the finance minister" are not. The United States and its troops act for one state.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import product

from gestae.coding.conditions import noun_lemma
from gestae.coding.mentions import EventMention
from gestae.reading.tokens import Reading, Token
from gestae.record.actors import Actor
from gestae.resolving.who.actors import Actors

_OF_STATE = frozenset({"state", "government", "military"})
_STATE_SECTORS = frozenset({"GOV", "MIL", "SPY", "COP", "LEG"})
_ANYONE = frozenset({"population", "person", "unknown"})
_NO_SECTOR = frozenset({None, "UNK", "CVL", "CRM"})
_PERSON_SUFFIXES = ("woman", "women", "person", "people", "man", "men")
# Nouns that may stand for whoever was named or will be.
_BARE_PEOPLE = frozenset({"people", "person", "man", "woman", "victim", "suspect", "other", "civilian", "leader"})
WEAK, STATE, SAME = 0.4, 0.7, 1.0


class Sides:
    """Compares the parties of tellings; holds what every step needs."""

    def __init__(self, reading: Reading, actors: Actors) -> None:
        self.reading = reading
        self.actors = actors
        self.family = _families(actors)
        self._heads: dict[str, Token | None] = {}
        self._roots: dict[str, frozenset[str]] = {}

    def fit(self, new: Collection[str], old: Collection[str]) -> float:
        """1 when actors are shared, 0.7 when they act for one state, 0 when one side is silent, -1 when they differ."""
        new, old = self.known(new), self.known(old)
        if not new or not old:
            return 0.0
        if new & old:
            return SAME
        states = {self.family[actor] for actor in new if actor in self.family}
        if states & {self.family[actor] for actor in old if actor in self.family}:
            return STATE
        return WEAK if all(self.holds(first, second) for first, second in product(new, old)) else -1.0

    def known(self, actors: Iterable[str]) -> set[str]:
        """Actors that can tell events apart; "people" and "a soldier" may be anyone."""
        return {actor for actor in actors if self.actors.by_id(actor).kind not in _ANYONE or self.is_named(actor)}

    def is_named(self, actor: str) -> bool:
        """Whether the report gives the actor a name of its own."""
        return any(evidence.role == "name" for evidence in self.actors.by_id(actor).evidence)

    def is_named_person(self, actor: str) -> bool:
        """Whether it is a person with a name."""
        return self.actors.by_id(actor).kind == "person" and self.is_named(actor)

    def may_be(self, new: Collection[str], old: Collection[str]) -> bool:
        """Whether two sides could be one: one is silent, or each party of the one could be each of the other."""
        if not new or not old or set(new) & set(old) or self.fit(new, old) > 0:
            return True
        return all(self.holds(first, second) for first, second in product(new, old))

    def holds(self, first: str, second: str) -> bool:
        """Whether one of two parties is only a bare word ("Judge") that the other one fills, or both are one role."""
        one, other = self.actors.by_id(first), self.actors.by_id(second)
        if first == second:
            return True
        if self.is_named(first) and self.is_named(second):
            return False
        if one.country and other.country and one.country != other.country:
            return False
        as_one = self._counts_as_one(one, other)
        if self.is_plural(first) != self.is_plural(second) and not as_one:
            return False
        if not self.is_named(first) and not self.is_named(second):
            force = as_one and one.sector == other.sector and self.is_plural(first) != self.is_plural(second)
            return force or self._one_role(first, second)
        bare, full = (other, one) if self.is_named(first) else (one, other)
        return self._fills(full, bare)

    def is_plural(self, actor: str) -> bool:
        """Whether the party is spoken of in the plural."""
        head = self._head(actor)
        return head is not None and head.tag in {"NNS", "NNPS"}

    def roots(self, actor: str) -> frozenset[str]:
        """The words an actor is called by, in the singular: "Councilwoman", "council member" both hold "council"."""
        found = self._roots.get(actor)
        if found is None:
            found = frozenset(root for evidence in self._called(actor) for root in _roots_of(evidence))
            self._roots[actor] = found
        return found

    def bare_among(self, ids: Sequence[str], together: Sequence[Collection[str]]) -> frozenset[str]:
        """Bare parties that another one of the same side fills ("Judge" beside "a New York judge").

        Those that one telling names side by side are two.
        """
        gone: set[str] = set()
        for bare in ids:
            for full in ids:
                if full in gone or full == bare or any(bare in side and full in side for side in together):
                    continue
                if self._is_fuller(full, bare) and self.holds(full, bare):
                    gone.add(bare)
                    break
        return frozenset(gone)

    def _is_fuller(self, full: str, bare: str) -> bool:
        if self.is_named(full) != self.is_named(bare):
            alike = self.actors.by_id(full).kind == "person" or bool(self.roots(full) & self.roots(bare))
            return self.is_named(full) and alike
        if self.is_named(full):
            return False
        return self._words(bare) < self._words(full)

    def _counts_as_one(self, one: Actor, other: Actor) -> bool:
        """ "the rebels" and the FMLN, "soldiers" and the army or a patrol: many people, one force."""
        return one.kind == other.kind and one.kind not in {"person", "population"}

    def _one_role(self, first: str, second: str) -> bool:
        """Two unnamed parties with one head word, of which one says no more than the other ("judge", "local judge")."""
        one, other = self._head(first), self._head(second)
        if one is None or other is None:
            return False
        words, others = self._words(first), self._words(second)
        if noun_lemma(one) == noun_lemma(other):
            return words <= others or others <= words
        roots = self.roots(first) & self.roots(second)
        return bool(roots) and (len(words) == 1 or len(others) == 1 or words <= others or others <= words)

    def _fills(self, full: Actor, bare: Actor) -> bool:
        """Whether a named actor can be the one a bare word speaks of."""
        if self.roots(full.id) & self.roots(bare.id):
            return True
        if full.kind != bare.kind:
            return False
        if full.kind == "person":
            return full.sector in {bare.sector, None} or bare.sector in _NO_SECTOR
        return full.kind in {"armed_group", "military", "government", "organization"} and full.sector == bare.sector

    def _words(self, actor: str) -> frozenset[str]:
        name = self.actors.by_id(actor).name.lower().replace("-", " ").split()
        return frozenset(_singular(word) for word in name)

    def _called(self, actor: str) -> list[str]:
        found = self.actors.by_id(actor)
        return [found.name, *found.aliases, *(e.text for e in found.evidence if e.role in {"name", "nominal"})]

    def _head(self, actor: str) -> Token | None:
        """The head word of the first mention of an actor."""
        if actor not in self._heads:
            first = self.actors.by_id(actor).evidence[0]
            self._heads[actor] = next(
                (
                    self.reading.tokens[mention.head]
                    for mention in self.actors.mentions
                    if mention.actor == actor and mention.start == first.start
                ),
                None,
            )
        return self._heads[actor]


def is_introduced(actor: Actor, mention: EventMention) -> bool:
    """Whether this telling is the first to name a party ("Patricia Lowell, 62, was arrested")."""
    start = min(evidence.start for evidence in actor.evidence)
    return any(party.actor == actor.id and party.start <= start for party in (*mention.actors, *mention.recipients))


def _families(actors: Actors) -> Mapping[str, str]:
    """The state that an actor acts for, by actor id; armed groups and populations act for none."""
    return {
        actor.id: actor.country
        for actor in actors.items
        if actor.country and (actor.kind in _OF_STATE or (actor.kind == "person" and actor.sector in _STATE_SECTORS))
    }


def _roots_of(text: str) -> list[str]:
    """The words of a name or description that tell what it is, without what only says "person"."""
    found: list[str] = []
    words = text.lower().replace("-", " ").split(" of ")[0].split()
    for word in words:
        root = _singular(word)
        for suffix in _PERSON_SUFFIXES:
            if root.endswith(suffix) and len(root) - len(suffix) >= 4:
                root = root.removesuffix(suffix)
                break
        if len(root) > 3 and root not in _BARE_PEOPLE and root != "member":
            found.append(root)
    return found


def _singular(word: str) -> str:
    return word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > 3 else word
