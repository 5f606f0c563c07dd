"""The parties of an event as the judge sees them, beside those that the frame found.

"The bombing, which the ministry blamed on rebels, ...": no slot of the noun holds the rebels, the sentence does. A
party that the judge is sure of is added to an empty side; one that it sees in the other role, or in none, is taken out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from gestae.attribution.voices import is_nobody
from gestae.coding.arguments import is_passive, strayed_on
from gestae.coding.parties import Party
from gestae.coding.sequence import points_back
from gestae.judging.judge import Judgements, Roles
from gestae.reading.tokens import Reading, Token
from gestae.resolving.who.actors import ActorMention, Actors

_SURE = 0.6  # share of a role that fills an empty side, in the clause of the verb
_FAR = 0.85  # elsewhere in the sentence
_LISTED = 0.3  # beside a party of the same list
_NONE = 0.12  # share of a role under which a party is taken out
_OWN, _OTHER = 0.2, 0.6  # less than that in its own role and more in the other: it is out, too
_PLACE = 0.05  # share of a recipient below which a place is only where it happened
_INSIDE = frozenset({"amod", "compound", "nmod", "poss"})  # a name inside another phrase owns a part of it
_SORTING = _INSIDE | {"npadvmod"}
_OPEN = frozenset({"xcomp", "conj", "advcl"})  # clauses that share the subject of the verb above
_BLAMING = frozenset({"blame", "pin", "attribute"})
_VERBS = frozenset({"VERB", "AUX"})
_NAMES = frozenset({"NOUN", "PROPN", "PRON"})
_CHANNELS = frozenset({"through", "via"})


@dataclass(frozen=True, slots=True)
class Weigher:
    """Asks the judge about every actor that the sentence of a trigger mentions."""

    reading: Reading
    judgements: Judgements
    by_sentence: Mapping[int, tuple[ActorMention, ...]]

    def weighed(
        self,
        trigger: Token,
        actors: tuple[Party, ...],
        recipients: tuple[Party, ...],
        *,
        own: bool = False,
        mutual: bool = False,
    ) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
        """The two sides after the judge: what it rules out is gone, an empty side is filled with what it is sure of.

        What a frame of the user's own found (`own`) it rules not out. What several do together (`mutual`) is not
        filled by one of them.
        """
        mentions = self.by_sentence.get(trigger.sentence, ())
        seen = [(mention, roles) for mention in mentions if (roles := self._roles(trigger, mention)) is not None]
        doers = tuple(party for party in actors if own or not self._ruled_out(trigger, party, seen, side="actor"))
        undergoers = tuple(
            party for party in recipients if own or not self._ruled_out(trigger, party, seen, side="recipient")
        )
        taken = {party.actor for party in (*doers, *undergoers)}
        whole = [(mention, roles) for mention, roles in seen if not self._is_inside(mention)]
        if (not doers or (mutual and len(taken) == 1)) and not self._nobody_acts(trigger):
            able = [
                (mention, roles)
                for mention, roles in whole
                if not (self._undergoes(trigger, mention) or self._is_only_blamed(trigger, mention))
            ]
            found = _found([mention for mention, roles in able if self._fills(trigger, mention, roles.actor)], taken)
            doers = tuple(sorted((*doers, *found)))
            taken |= {party.actor for party in doers}
        if not undergoers:
            able = [
                (mention, roles)
                for mention, roles in whole
                if not (self._acts(trigger, mention) or self._is_stray_blame(trigger, mention))
            ]
            undergoers = _found(
                [mention for mention, roles in able if self._fills(trigger, mention, roles.recipient)], taken
            )
        if own:
            return doers, undergoers
        doers = self._with_listed(doers, [(mention, roles.actor) for mention, roles in whole], undergoers)
        return doers, self._with_listed(undergoers, [(mention, roles.recipient) for mention, roles in whole], doers)

    def _with_listed(
        self, side: tuple[Party, ...], seen: Sequence[tuple[ActorMention, float]], other: tuple[Party, ...]
    ) -> tuple[Party, ...]:
        """A side with those that the words list beside its parties ("Israel and Egypt, which have blockaded ...")."""
        taken = {party.actor for party in (*side, *other)}
        starts = {party.start for party in side}
        lists = {self._first_listed(mention) for mention, _ in seen if mention.start in starts}
        found = [mention for mention, share in seen if share >= _LISTED and self._first_listed(mention) in lists]
        return tuple(sorted((*side, *_found(found, taken))))

    def _is_inside(self, mention: ActorMention) -> bool:
        """Whether a name only says whose or what sort something is ("Russian-made missiles", "Saudi-led coalition")."""
        return self.reading.tokens[mention.head].dep in _SORTING

    def _nobody_acts(self, trigger: Token) -> bool:
        """ "Nobody complained": there is no doer to look for."""
        return any(child.dep == "nsubj" and is_nobody(self.reading, child) for child in self.reading.children(trigger))

    def _first_listed(self, mention: ActorMention) -> int:
        """The first noun of the list that a mention stands in: its own where there is no list."""
        noun = self.reading.tokens[mention.head]
        while noun.dep == "conj" and self.reading.tokens[noun.head].pos in _NAMES:
            noun = self.reading.tokens[noun.head]
        return noun.index

    def _fills(self, trigger: Token, mention: ActorMention, share: float) -> bool:
        """Whether a share is enough for where the mention stands: far away the judge takes the likely for the told.

        Who acts after "the strike" is not for that who struck; what is reached "through the peacekeepers" others reach.
        """
        head = self.reading.tokens[mention.head]
        if head.dep == "pobj" and self.reading.tokens[head.head].lower in _CHANNELS:
            return False
        if self._is_near(trigger, mention):
            return share >= _SURE
        return share >= _FAR and not points_back(self.reading, trigger) and not self._does_another(trigger, head)

    def _does_another(self, trigger: Token, head: Token) -> bool:
        """ "The resignation follows others that began when Medvedev sacked four": who does what stands beside."""
        verb = self.reading.tokens[head.head]
        if head.dep not in {"nsubj", "nsubjpass"} or verb.pos not in _VERBS or verb.index == trigger.index:
            return False
        above = {one.index for one in self.reading.ancestors(trigger)}
        return verb.index not in above and all(one.index != trigger.index for one in self.reading.ancestors(verb))

    def _undergoes(self, trigger: Token, mention: ActorMention) -> bool:
        """Whether grammar makes a mention the one it is done to ("the guards who were attacked")."""
        head = self.reading.tokens[mention.head]
        described = trigger.dep in {"relcl", "acl"} and trigger.head == head.index
        subject = head.dep == "nsubjpass" and head.head == trigger.index
        return (described or subject) and trigger.pos in _VERBS and is_passive(self.reading, trigger)

    def _acts(self, trigger: Token, mention: ActorMention) -> bool:
        """Whether grammar makes a mention the one who does it ("soldiers arrested a hundred people")."""
        head = self.reading.tokens[mention.head]
        if head.dep != "nsubj" or head.head != trigger.index or is_passive(self.reading, trigger):
            return False
        return any(child.dep == "dobj" for child in self.reading.children(trigger))

    def _is_blamed(self, head: Token) -> bool:
        """Whether the words say outright whose deed it was ("attacks on tankers blamed on Tehran")."""
        preposition = self.reading.tokens[head.head]
        above = self.reading.tokens[preposition.head]
        stray = strayed_on(self.reading, above) if head.dep == "pobj" and above.dep == "dobj" else None
        return head.dep == "pobj" and (above.lemma in _BLAMING or stray == preposition)

    def _is_stray_blame(self, trigger: Token, mention: ActorMention) -> bool:
        """ "Blamed the attack on Hamas" is no attack on Hamas."""
        head = self.reading.tokens[mention.head]
        stray = strayed_on(self.reading, trigger) if trigger.dep == "dobj" else None
        return stray is not None and head.dep == "pobj" and head.head == stray.index

    def _is_other_side(self, trigger: Token, head: Token) -> bool:
        """ "Clashes with police", "talks between the two": with whom it is done, by the very words."""
        above = self.reading.tokens[head.head]
        return head.dep == "pobj" and above.lower in {"with", "between"} and above.head == trigger.index

    def _is_only_blamed(self, trigger: Token, mention: ActorMention) -> bool:
        """ "Blamed the rebels for the blast": whose deed it was is said by whoever blames, not by the report."""
        head = self.reading.tokens[mention.head]
        verb = self.reading.tokens[head.head]
        preposition = self.reading.tokens[trigger.head]
        under = trigger.dep == "pobj" and preposition.head in {verb.index, head.index}
        return under and head.dep in {"dobj", "nsubjpass"} and verb.lemma in _BLAMING

    def _is_near(self, trigger: Token, mention: ActorMention) -> bool:
        """Whether a mention stands below the trigger or what it is to do ("threatened to strike at Israel"), or in the
        clause whose subject the trigger shares.
        """
        for above in self.reading.ancestors(self.reading.tokens[mention.head]):
            if above.index == trigger.index:
                return True
            if above.pos in _VERBS and above.dep != "xcomp":
                return above.index == trigger.head and trigger.dep in _OPEN
        return False

    def _roles(self, trigger: Token, mention: ActorMention) -> Roles | None:
        head = self.reading.tokens[mention.head]
        if head.pos not in _NAMES or head.index == trigger.index:
            return None
        return self.judgements.roles(trigger, head)

    def _ruled_out(
        self, trigger: Token, party: Party, seen: Iterable[tuple[ActorMention, Roles]], *, side: str
    ) -> bool:
        """Whether the very words of a party are seen in no role, or clearly in the other; owners are not asked."""
        for mention, roles in seen:
            if (mention.start, mention.actor) != (party.start, party.actor):
                continue
            head = self.reading.tokens[mention.head]
            if head.dep in _INSIDE and (side == "actor" or head.pos != "PRON"):
                return False  # "its attacks"; but of "shot their wives" they are not the victims
            own, other = (roles.actor, roles.recipient) if side == "actor" else (roles.recipient, roles.actor)
            plain = self._acts(trigger, mention) if side == "actor" else self._undergoes(trigger, mention)
            if self._is_other_side(trigger, head) or (side == "actor" and self._is_blamed(head)):
                return False
            if plain and other > _OTHER:
                return False  # the other role is what grammar forbids
            return own < _NONE or (own < _OWN and other > _OTHER)
        return False

    def undergoes(self, trigger: Token, party: Party) -> bool:
        """Whether a party of what several do together is clearly the one it is done to ("offers" made to rebels)."""
        for mention in self.by_sentence.get(trigger.sentence, ()):
            if (mention.start, mention.actor) == (party.start, party.actor):
                roles = self._roles(trigger, mention)
                return roles is not None and roles.recipient > _OTHER and roles.actor < _OWN
        return False

    def is_hit(self, trigger: Token, word: Token) -> bool:
        """Whether the judge gives the name of a place any share of what the deed was done to."""
        roles = self.judgements.roles(trigger, word)
        return roles is None or roles.recipient >= _PLACE


def _found(mentions: Iterable[ActorMention], taken: set[str]) -> tuple[Party, ...]:
    found: dict[str, Party] = {}
    for mention in mentions:
        if mention.actor not in taken:
            found.setdefault(mention.actor, Party(mention.start, mention.end, mention.actor, by_judge=True))
    return tuple(sorted(found.values()))


def weigher(reading: Reading, actors: Actors, judgements: Judgements) -> Weigher:
    """A weigher for one report."""
    by_sentence: dict[int, list[ActorMention]] = {}
    for mention in actors.mentions:
        by_sentence.setdefault(reading.tokens[mention.head].sentence, []).append(mention)
    return Weigher(reading, judgements, {index: tuple(found) for index, found in by_sentence.items()})
