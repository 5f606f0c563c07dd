"""The ways of saying who did it: "claimed responsibility", "blamed the rebels for", "was behind", "the work of".

Each gives who did it, the noun or verb of the deed where there is one, how firmly, and who says so; which event the
deed is, `responsibility.py` finds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from gestae.attribution.voices import is_nobody
from gestae.coding.events import Events
from gestae.lexicon.responsibility import ResponsibilityWords
from gestae.reading.tokens import Reading, Token
from gestae.record.events import Responsible

HARMFUL = frozenset({"ASSAULT"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})


@dataclass(frozen=True, slots=True)
class Saying:
    """Words that lay a deed at a door: who did it, the noun or verb of the deed (if any), how firmly, who says so.

    `noun` is the word of responsibility itself, where there is one.
    """

    word: Token
    doer: Token
    standing: Responsible
    deed: Token | None = None
    accuser: Token | None = None
    noun: Token | None = None


def below(reading: Reading, token: Token, prepositions: Iterable[str]) -> Token | None:
    """What stands after one of some prepositions below a token."""
    for child in reading.children(token):
        if child.dep in {"prep", "dative"} and child.lower in prepositions:
            found = child_of(reading, child, "pobj") or child_of(reading, child, "pcomp")
            if found is not None:
                return found
    return None


def child_of(reading: Reading, token: Token, dep: str) -> Token | None:
    """The first word that hangs on a token by an arc."""
    return next((one for one in reading.children(token) if one.dep == dep), None)


class BlameReader:
    """The walk over one report's words of responsibility."""

    def __init__(self, reading: Reading, events: Events, words: ResponsibilityWords) -> None:
        self._reading = reading
        self._events = events
        self._words = words

    def sayings(self) -> Iterator[Saying]:
        """Every saying of the report, in the order of the text."""
        if not any(event.type in HARMFUL for event in self._events.items):
            return
        for token in self._reading.tokens:
            lemma = token.lemma.lower()
            if lemma in self._words.lists["nouns.responsibility"] | self._words.lists["nouns.involvement"]:
                yield from self._claimed(token)
            elif lemma in self._words.lists["claiming.deed_verbs"] and token.pos == "VERB":
                yield from self._claimed_deed(token)
            if token.pos == "VERB" and lemma in self._words.blame:
                yield from self._blamed(token)
            if token.pos == "VERB" and lemma in self._words.attribute:
                yield from self._attributed(token)
            if lemma in self._words.lists["doing.works"]:
                yield from self._work(token)
            if lemma in self._words.lists["suspecting.marks"]:
                yield from self._marked(token)
            if lemma in self._words.lists["suspecting.things"]:
                yield from self._left_behind(token)
            if token.pos == "VERB" and lemma in self._words.lists["doing.verbs"] | self._words.lists["doing.passive"]:
                yield from self._done(token)
            if token.lower in self._words.lists["being.adjectives"] | self._words.lists["being.prepositions"]:
                yield from self._being(token)

    def _claimed(self, noun: Token) -> Iterator[Saying]:
        """ "claimed responsibility for the attack", "denied any role in it", "responsibility was claimed by"."""
        verb = self._reading.tokens[noun.head]
        while verb.dep == "conj" and verb.pos != "VERB" and verb.head != verb.index:
            verb = self._reading.tokens[verb.head]
        lemma, real = verb.lemma.lower(), noun.lemma.lower() in self._words.lists["nouns.responsibility"]
        standing: Responsible
        if real and lemma in self._words.lists["claiming.verbs"]:
            standing = "claimed"
        elif lemma in self._words.lists["denying.verbs"]:
            standing = "denied"
        else:
            return
        if noun.dep not in {"dobj", "nsubjpass", "pobj"} or self._is_untold(verb):
            return
        # "denied any links with the killing": the preposition hangs on either word
        deed = below(self._reading, noun, {"for", "in", "with", "to", "of"}) or below(
            self._reading, verb, {"for", "in", "with"}
        )
        if deed is not None and deed.lower == "which" and verb.dep == "relcl":
            deed = self._reading.tokens[verb.head]  # "the attack, for which the rebels claimed responsibility"
        for doer in self._doers(verb):
            yield Saying(verb, doer, standing, deed, noun=noun)

    def _claimed_deed(self, verb: Token) -> Iterator[Saying]:
        """ "claimed the attack", "an attack claimed by the rebels"."""
        passive = self._is_passive(verb)
        if self._is_untold(verb):
            return
        for deed in self._objects(verb):
            if self._is_deed(deed) or self.points_back(deed):
                doers = self._agents(verb) if passive else self._subjects(verb)
                yield from (Saying(verb, doer, "claimed", deed) for doer in doers)

    def _blamed(self, verb: Token) -> Iterator[Saying]:
        """ "blamed the rebels for the blast", "are suspected of carrying out the attack", "holds X responsible"."""
        entry = self._words.blame[verb.lemma.lower()]
        needed = self._needed(verb, entry.needs) if entry.needs else None
        if self._is_untold(verb) or (entry.needs and needed is None):
            return
        deed = below(self._reading, verb, entry.deed) or (
            below(self._reading, needed, entry.deed) if needed is not None else None
        )
        accusers = self._agents(verb) if self._is_passive(verb) else self._subjects(verb)
        bare = verb.lemma.lower() in self._words.lists["suspecting.bare"] and not self._passes_on(verb)
        doers = self._objects(verb)
        if needed is not None and needed.dep == "ccomp":
            doers += [one for one in self._reading.children(needed) if one.dep == "nsubj"]
        for doer in doers:
            deed_here = deed or below(self._reading, doer, entry.deed)
            if deed_here is not None or bare:
                yield Saying(verb, doer, entry.standing, deed_here, next(iter(accusers), None))

    def _needed(self, verb: Token, word: str) -> Token | None:
        """The "responsible" of "hold the rebels responsible for", wherever the parser hung it."""
        last = self._reading.sentences[verb.sentence].last
        after = self._reading.tokens[verb.index + 1 : min(last, verb.index + 25)]
        return next((one for one in after if one.lower == word), None)

    def _passes_on(self, verb: Token) -> bool:
        """ "blamed the attack on the rebels": the object is the deed."""
        preposition = self._words.attribute.get(verb.lemma.lower())
        return preposition is not None and below(self._reading, verb, {preposition}) is not None

    def _attributed(self, verb: Token) -> Iterator[Saying]:
        """ "attributed the attack to the rebels", "an attack blamed on the rebels"."""
        preposition = self._words.attribute[verb.lemma.lower()]
        named = below(self._reading, verb, {preposition})
        accusers = self._agents(verb) if self._is_passive(verb) else self._subjects(verb)
        if self._is_untold(verb):
            return
        for deed in self._objects(verb):
            doer = named or (below(self._reading, deed, {preposition}) if self.points_back(deed) else None)
            if doer is not None:
                yield Saying(verb, doer, "blamed", deed, next(iter(accusers), None))

    def _done(self, verb: Token) -> Iterator[Saying]:
        """ "carried out the attack": of a deed told before; "denied carrying out the attack"."""
        head = self._reading.tokens[verb.head]
        denies = verb.dep in {"xcomp", "ccomp"} and head.lemma.lower() in self._words.lists["denying.verbs"]
        maybe = self._is_possible(verb)
        unreal = verb.dep in {"pcomp", "advcl", "acl"} or self._is_untold(verb) or self._is_infinitive(verb)
        if unreal and not (denies or maybe):
            return
        if verb.lemma.lower() in self._words.lists["doing.passive"] and not self._agents(verb):
            return
        for deed in self._objects(verb):
            doers = self._agents(verb) if self._is_passive(verb) else self._subjects(verb)
            if self.points_back(deed):
                standing: Responsible = "denied" if denies else "suspected" if maybe else "told"
                yield from (Saying(verb, doer, standing, deed) for doer in doers)

    def _work(self, noun: Token) -> Iterator[Saying]:
        """ "The attack was the work of the cartel", "... may have been the work of the cartel"."""
        verb, doer = self._reading.tokens[noun.head], below(self._reading, noun, {"of"})
        maybe = self._is_possible(verb)
        if noun.dep != "attr" or doer is None or (self._is_untold(verb) and not maybe):
            return
        deeds = [one for one in self._subjects(verb) if self.points_back(one) or self._is_deed(one)]
        yield from (Saying(noun, doer, "suspected" if maybe else "told", deed) for deed in deeds)

    def _marked(self, noun: Token) -> Iterator[Saying]:
        """ "The attack bore the hallmarks of the cartel"."""
        verb, doer = self._reading.tokens[noun.head], below(self._reading, noun, {"of"})
        bears = verb.lemma.lower() in self._words.lists["suspecting.bearing"]
        if noun.dep != "dobj" or doer is None or not bears or self._is_untold(verb):
            return
        deeds = [one for one in self._subjects(verb) if self.points_back(one) or self._is_deed(one)]
        yield from (Saying(verb, doer, "suspected", deed, noun=noun) for deed in deeds)

    def _left_behind(self, thing: Token) -> Iterator[Saying]:
        """ "Leaflets of the group were found at the scene": of the deed told before."""
        verb = self._reading.tokens[thing.head]
        if verb.lemma.lower() not in self._words.lists["suspecting.finding"] or self._is_untold(verb):
            return
        places = {one.lower for one in self._reading.subtree(verb)}
        if thing.dep not in {"dobj", "nsubjpass"} or places.isdisjoint(self._words.lists["suspecting.scenes"]):
            return
        signed = [one for one in self._reading.children(thing) if one.dep == "acl" and one.lower == "signed"]
        doers = [
            below(self._reading, thing, {"of", "from", "by"}),
            *(one for word in signed for one in self._agents(word)),
        ]
        doers += [one for one in self._reading.children(thing) if one.dep in {"compound", "nmod", "poss"}]
        yield from (Saying(verb, doer, "suspected", noun=thing) for doer in doers if doer is not None)

    def _is_deed(self, noun: Token) -> bool:
        event = self._events.at(noun.index)
        return event is not None and event.type in HARMFUL

    def _is_infinitive(self, verb: Token) -> bool:
        """ "planned to carry out the attack", but not "claimed to have carried out"."""
        helpers = [one for one in self._reading.children(verb) if one.dep == "aux"]
        return any(one.lower == "to" for one in helpers) and not any(one.lemma == "have" for one in helpers)

    def _being(self, word: Token) -> Iterator[Saying]:
        """ "The rebels were behind the attack"; of a speaker of itself, a claim."""
        verb = self._reading.tokens[word.head]
        maybe = self._is_possible(verb)
        if verb.lemma != "be" or word.dep not in {"acomp", "prep"} or (self._is_untold(verb) and not maybe):
            return
        deed = below(self._reading, word, {"for"}) if word.dep == "acomp" else child_of(self._reading, word, "pobj")
        if deed is None:
            return
        for doer in self._subjects(verb):
            yield Saying(word, doer, "suspected" if maybe else "told", deed)

    def points_back(self, deed: Token) -> bool:
        """Whether a noun or pronoun names a deed told before: "the attack", "it", "both bombings"."""
        if deed.pos == "PRON":
            return deed.lower in {"it", "them", "this", "that", "both", "these"}
        if deed.pos == "VERB":
            objects = [one for one in self._reading.children(deed) if one.dep == "dobj"]
            return any(self.points_back(one) for one in objects)
        definite = any(
            child.dep == "det" and child.lower in {"the", "this", "that", "these", "those", "both"}
            for child in self._reading.children(deed)
        )
        return definite and deed.lemma.lower() in self._words.lists["nouns.deeds"]

    def _is_untold(self, verb: Token) -> bool:
        """Whether it is said not to be so ("No group has claimed", "did not blame"), or only may be."""
        children = list(self._reading.children(verb))
        if any(one.dep == "neg" or one.lower == "never" for one in children):
            return True
        if any(one.dep == "aux" and one.tag == "MD" for one in children):
            return True
        subjects = [one for one in children if one.dep in _SUBJECTS or one.dep == "agent"]
        below = [below for one in subjects for below in (one, *self._reading.children(one))]
        return any(is_nobody(self._reading, one) for one in below)

    def _is_possible(self, verb: Token) -> bool:
        """ "Could have been carried out", "may be behind": of what is done, only possible."""
        children = list(self._reading.children(verb))
        modal = any(one.dep == "aux" and one.lower in {"may", "might", "could"} for one in children)
        done = verb.lemma == "be" or any(one.dep == "aux" and one.lemma == "have" for one in children)
        return modal and done and not any(one.dep == "neg" for one in children)

    def _is_passive(self, verb: Token) -> bool:
        if verb.dep in {"acl", "amod"} and verb.tag in {"VBN", "VBD"}:
            return not any(child.dep == "dobj" for child in self._reading.children(verb))
        return any(child.dep in {"nsubjpass", "auxpass"} for child in self._reading.children(verb))

    def _doers(self, verb: Token) -> list[Token]:
        return self._agents(verb) if self._is_passive(verb) else self._subjects(verb)

    def _objects(self, verb: Token) -> list[Token]:
        """What the verb is done to: its object, the subject of a passive, the noun a participle describes."""
        wanted = "nsubjpass" if self._is_passive(verb) else "dobj"
        found = [self._antecedent(child) for child in self._reading.children(verb) if child.dep == wanted]
        if not found and verb.dep == "acl":
            found = [self._reading.tokens[verb.head]]
        return found

    def _subjects(self, verb: Token) -> list[Token]:
        """The subject, of the verb itself or of the one it hangs on ("claimed and denied", "to have been behind")."""
        for _ in range(4):
            found = [self._antecedent(one) for one in self._reading.children(verb) if one.dep in _SUBJECTS]
            head = self._reading.tokens[verb.head]
            if found or verb.dep not in {"conj", "xcomp", "advcl", "acl"} or head.index == verb.index:
                return found
            if head.pos in {"NOUN", "PROPN"}:
                return [head]
            verb = head
        return []

    def _antecedent(self, token: Token) -> Token:
        """The noun a relative pronoun stands for."""
        verb = self._reading.tokens[token.head]
        if token.lower in {"who", "which", "that"} and verb.dep == "relcl":
            return self._reading.tokens[verb.head]
        return token

    def _agents(self, verb: Token) -> list[Token]:
        by = [
            one
            for one in self._reading.children(verb)
            if one.dep == "agent" or (one.dep == "prep" and one.lower == "by")
        ]
        return [one for preposition in by for one in self._reading.children(preposition) if one.dep == "pobj"]
