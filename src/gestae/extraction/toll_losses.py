"""Losses told from the side of those who suffer them: "lost 40 men", "suffered burns", "forced out"."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from gestae.extraction.victims import Victim, VictimReader
from gestae.lexicon.casualties import CasualtyWords
from gestae.reading.tokens import Reading, Token
from gestae.record.tolls import TollEffect

_SUBJECTS = frozenset({"nsubj", "nsubjpass"})


class LossReader:
    """Reads whom a side lost, who was hurt and who was driven out. `is_person` tells people from things."""

    def __init__(
        self, reading: Reading, words: CasualtyWords, victims: VictimReader, is_person: Callable[[Victim], bool]
    ) -> None:
        self._reading = reading
        self._words = words.words
        self._victims = victims
        self._is_person = is_person

    def lost(self, verb: Token) -> Iterator[tuple[TollEffect, Victim]]:
        """ "The army lost 40 men and three tanks", "denied losing any aircraft"."""
        objects = [child for child in self._reading.children(verb) if child.dep == "dobj"]
        for victim in self._victims.of_nouns(objects):
            noun = self._reading.tokens[victim.head] if victim.head is not None else None
            any_ = noun is not None and any(one.lower in self._words["any"] for one in self._reading.children(noun))
            figure = victim.counted or victim.negative or any_
            if noun is None or not (figure or victim.article):
                continue
            if figure and noun.lemma.lower() in self._words["losable_people"]:
                yield "killed", victim
            elif noun.lemma.lower() in self._words["losable_things"]:
                yield "destroyed", victim

    def lives(self, noun: Token) -> tuple[Victim, ...]:
        """ "Twelve soldiers lost their lives"."""
        verb = self._reading.tokens[noun.head]
        return tuple(self._subjects(verb)) if verb.lemma == "lose" else ()

    def hurt(self, noun: Token) -> tuple[Victim, ...]:
        """ "Eleven people suffered injuries"."""
        verb = self._reading.tokens[noun.head]
        if verb.lemma.lower() not in self._words["suffering"] or noun.dep != "dobj":
            return ()
        return tuple(one for one in self._subjects(verb) if one.counted or (one.article and self._is_person(one)))

    def unhurt(self, word: Token) -> tuple[Victim, ...]:
        """ "escaped unhurt": whom the word is said of."""
        verb = self._reading.tokens[word.head]
        if word.dep == "amod":
            return ()
        for _ in range(2):
            subjects = [one for one in self._reading.children(verb) if one.dep in _SUBJECTS]
            if subjects or verb.dep not in {"conj", "xcomp", "advcl"}:
                return tuple(one for one in self._victims.of_nouns(subjects) if self._is_person(one) or one.counted)
            verb = self._reading.tokens[verb.head]
        return ()

    def done_to_death(self, noun: Token) -> Token | None:
        """The verb of "shot to death", "was beaten to death"."""
        preposition = self._reading.tokens[noun.head]
        verb = self._reading.tokens[preposition.head]
        fits = preposition.lower == "to" and verb.lemma.lower() in self._words["shooting"]
        return verb if fits and verb.pos == "VERB" and preposition.index == noun.index - 1 else None

    def driven_out(self, verb: Token) -> tuple[Victim, ...]:
        """ "forced 40,000 families from their homes", "were forced to flee"."""
        children = list(self._reading.children(verb))
        below = [one for child in children for one in (child, *self._reading.children(child))]
        homes = any(one.lemma.lower() in self._words["homes"] and one.dep in {"pobj", "dobj"} for one in below)
        fleeing = any(one.lemma.lower() in self._words["fleeing"] and one.pos == "VERB" for one in children)
        if not (homes or fleeing):
            return ()
        heads = [one for one in children if one.dep in {"dobj", "nsubjpass"}]
        heads += [
            one
            for clause in children
            if clause.dep == "ccomp"
            for one in self._reading.children(clause)
            if one.dep == "nsubj"
        ]
        return tuple(one for one in self._victims.of_nouns(heads) if one.counted and one.min != 1)

    def _subjects(self, verb: Token) -> Iterator[Victim]:
        return self._victims.of_nouns([one for one in self._reading.children(verb) if one.dep in _SUBJECTS])
