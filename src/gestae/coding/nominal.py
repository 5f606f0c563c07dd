"""Who did it and to whom, around an event noun: "the U.S. killing of X", "talks between A and B", "blamed on Y".

The parties may hang on the noun itself, on a participle after it, or on the light verb that carries it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from gestae.coding.arguments import prepositional, verb_slots
from gestae.coding.triggers import Trigger
from gestae.lexicon.events import EventLexicon
from gestae.lexicon.grammar import load_grammar
from gestae.reading.tokens import Reading, Token
from gestae.resolving.when.dates import Dates
from gestae.resolving.who.actors import Actors

_BLAMING = frozenset({"blame", "claim", "attribute", "pin"})
_CLAIMING = frozenset({"claim", "take", "accept", "admit", "assume"})


def distinct(tokens: Iterable[Token]) -> list[Token]:
    """Each token once, in the order first met."""
    return list({token.index: token for token in reversed(list(tokens))}.values())[::-1]


class NominalArguments:
    """Finds the parties of event nouns; holds what every step needs."""

    def __init__(self, reading: Reading, *, actors: Actors, dates: Dates, lexicon: EventLexicon) -> None:
        self.reading = reading
        self.actors = actors
        self.dates = dates
        self.lexicon = lexicon

    def is_time(self, noun: Token) -> bool:
        """Whether a noun names a time, and so no party."""
        return self.dates.at(noun.index) is not None

    def find(self, trigger: Trigger) -> tuple[list[Token], list[Token]]:
        """The nouns that stand for who did it and to what it was done."""
        frame, noun = trigger.frame, trigger.token
        slots = trigger.slots
        doers = list(slots.after("by"))
        targets: list[Token] = []
        if frame.mutual:
            doers.extend((*slots.after("between"), *slots.after("among"), *slots.after("involving")))
        of = list(slots.after("of"))
        if of and frame.of == "recipient":
            targets.extend(of)
        elif of and frame.of == "actor":
            doers.extend(of)
        nearby = [pair for pair in (*slots.prepositions, *self._participles(noun)) if not self.is_time(pair[1])]
        for slot in frame.recipient:
            if slot not in {"object", "indirect", "possessor", "content", "of"} and not targets:
                targets.extend(token for word, token in nearby if word == slot)
        doers.extend(token for word, token in nearby if word == "by" and token not in doers)
        self._owners(trigger, doers, targets)
        if not targets:
            targets.extend(self._undergoers(noun))
        carrier = self._light(noun, doers, targets, frame.recipient)
        if not carrier and not doers:
            self._blamed(noun, doers)
        return distinct(doers), distinct(targets)

    def carriers(self, noun: Token) -> tuple[Token, ...]:
        """The participles that only carry the noun ("sanctions imposed by", "an attack carried out by")."""
        executing = load_grammar().executing
        return tuple(
            child
            for child in self.reading.children(noun)
            if child.dep == "acl" and child.tag == "VBN" and child.lemma in executing
        )

    def _undergoers(self, noun: Token) -> list[Token]:
        """ "sites targeted by missile strikes": the object of the verb whose agent is the event."""
        preposition = self.reading.tokens[noun.head]
        above = self.reading.tokens[preposition.head]
        if noun.dep == "pobj" and preposition.lower == "of" and above.lemma in load_grammar().undergoing:
            be = self.reading.tokens[above.head]  # "the banks were the targets of attacks"
            return list(verb_slots(self.reading, be).subjects) if above.dep == "attr" else []
        if noun.dep != "pobj" or preposition.dep != "agent":
            return []
        return list(verb_slots(self.reading, self.reading.tokens[preposition.head]).objects)

    def _participles(self, noun: Token) -> list[tuple[str, Token]]:
        """ "sanctions imposed on X", "an attack carried out by Y": prepositions of a participle after the noun."""
        executing = load_grammar().executing
        return [
            pair
            for child in self.reading.subtree(noun)
            if child.dep == "acl"
            and child.tag == "VBN"
            and child.lemma not in _BLAMING
            and (child.head == noun.index or child.lemma in executing)
            for pair in verb_slots(self.reading, child).prepositions
        ]

    def _owners(self, trigger: Trigger, doers: list[Token], targets: list[Token]) -> None:
        """ "the U.S. killing of X", "X's killing", "Iranian-led attacks"."""
        frame, noun = trigger.frame, trigger.token
        for child in self.reading.children(noun):
            if child.dep == "poss":
                patient = frame.possessor == "recipient" and not targets
                (targets if patient else doers).append(child)
            elif child.dep in {"amod", "compound", "nmod"}:
                doers.extend(self._named_before(child))

    def _named_before(self, modifier: Token) -> list[Token]:
        """The actor a modifier names, itself or by what stands before it ("Iranian-led", "Iranian missile strikes")."""
        if modifier.lower in load_grammar().origin:
            return []
        if self.actors.at(modifier.index) is not None:
            return [modifier]
        return [below for below in self.reading.children(modifier) if self.actors.at(below.index) is not None]

    def _light(self, noun: Token, doers: list[Token], targets: list[Token], recipient: Sequence[str]) -> bool:
        """The verb that carries an event noun: "carried out an attack on", "suffered a raid"."""
        verb = self.reading.tokens[noun.head]
        if noun.dep == "conj":
            first = self.reading.tokens[noun.head]
            verb = self.reading.tokens[first.head]
            if first.dep not in {"dobj", "nsubjpass", "pobj"}:
                return False
        elif noun.dep == "pobj" and verb.lower == "under" and verb.head != verb.index:
            return self._under(noun, verb=self.reading.tokens[verb.head], doers=doers, targets=targets)
        elif noun.dep == "pobj" and verb.lower in {"in", "with", "to"} and verb.head != verb.index:
            verb = self.reading.tokens[verb.head]  # "responded with air strikes", "engaged in talks"
        elif noun.dep not in {"dobj", "nsubjpass"}:
            return False
        lemma = verb.lemma.lower()
        swapped = lemma in self.lexicon.swapped_light_verbs
        engaging = noun.dep == "pobj" and lemma in load_grammar().engaging
        carries = engaging if noun.dep == "pobj" else swapped or lemma in self.lexicon.light_verbs
        if verb.pos not in {"VERB", "AUX"} or not carries:
            return False
        slots = verb_slots(self.reading, verb)
        subjects = [token for token in slots.subjects if token is not noun]
        # "the arrest triggered protests": an event brings the other about, it does not protest
        subjects = [token for token in subjects if token.lemma.lower() not in self.lexicon.nouns]
        (targets if swapped else doers).extend(subjects)
        if not targets:
            for slot in recipient:
                found = [token for token in slots.after(slot) if token is not noun]
                if found:
                    targets.extend(found)
                    break
        return True

    def _under(self, noun: Token, *, verb: Token, doers: list[Token], targets: list[Token]) -> bool:
        """ "came under attack from": the subject undergoes it."""
        if verb.lemma not in {"come", "be", "remain"}:
            return False
        slots = verb_slots(self.reading, verb)
        targets.extend(slots.subjects)
        doers.extend(
            (*slots.after("from"), *(item for word, item in prepositional(self.reading, noun) if word == "from"))
        )
        return True

    def _blamed(self, noun: Token, doers: list[Token]) -> None:
        """ "attacks blamed on X", "an attack claimed by X", "X claimed responsibility for the attack"."""
        for child in self.reading.subtree(noun):
            if child.dep in {"acl", "relcl"} and child.lemma in _BLAMING and child.index > noun.index:
                slots = verb_slots(self.reading, child)
                doers.extend(token for word, token in slots.prepositions if word in {"on", "by", "to"})
        if noun.dep == "pobj":
            above = self.reading.tokens[self.reading.tokens[noun.head].head]
            verb = self.reading.tokens[above.head]
            if (above.lemma.lower() in {"responsibility", "credit"} and verb.lemma in _CLAIMING) or (
                verb.lemma in _CLAIMING and verb.pos == "VERB" and self._claims(verb)
            ):
                doers.extend(verb_slots(self.reading, verb).subjects)
            elif above.lemma in _CLAIMING and self._claims(above):
                doers.extend(verb_slots(self.reading, above).subjects)

    def _claims(self, verb: Token) -> bool:
        return any(child.lemma.lower() in {"responsibility", "credit"} for child in self.reading.children(verb))
