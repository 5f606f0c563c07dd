"""Damage told by a noun or a phrase: "heavy damage", "damage to nearby houses", "set fire to a bus", "broken windows".

"The bomb caused minor property damage to nearby houses and to vehicles": nearby houses damaged, vehicles damaged.
"The attack left substantial property damage": damaged, and what, nobody says.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from gestae.extraction.toll_lists import members
from gestae.extraction.victims import Victim, VictimReader
from gestae.lexicon.casualties import CasualtyWords
from gestae.reading.tokens import Reading, Token

_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_MODIFIERS = frozenset({"amod", "compound", "nmod", "poss", "nummod"})
_BURNING = frozenset({"fire", "ablaze", "alight"})


class DamageReader:
    """Reads what one report says was damaged. `is_thing` tells what can be damaged from what cannot."""

    def __init__(
        self, reading: Reading, words: CasualtyWords, victims: VictimReader, is_thing: Callable[[Victim], bool]
    ) -> None:
        self._reading = reading
        self._words = words.words
        self._states = frozenset(words.states)  # "left four wounded and heavy damage", in one noun phrase
        self._victims = victims
        self._is_thing = is_thing

    def of_noun(self, noun: Token) -> tuple[Victim, ...]:
        """What a noun of damage tells of: the things named, else the damage itself where its extent is told."""
        named = self._named(noun)
        things = tuple(one for one in named if self._is_thing(one))
        if named or things:
            return things  # "damage to relations" is none
        sufferers = tuple(one for one in self._sufferers(noun) if self._is_thing(one))
        if sufferers:
            return sufferers
        if not self._is_told(noun):
            return ()
        inside = [noun, *(one for one in self._reading.children(noun) if one.dep in _MODIFIERS)]
        first = min(one.index for one in inside if one.index <= noun.index)
        return (Victim(noun.index, first, noun.index + 1, None, None),)

    def _named(self, noun: Token) -> tuple[Victim, ...]:
        """The nouns after "to", "of" and "among", also after a second "and to"."""
        tokens = self._reading.tokens
        preps = [one for one in self._reading.children(noun) if one.lower in {"of", "to", "among"}]
        right = tokens[min(noun.index + 1, len(tokens) - 1)]
        if not preps and right.lower in {"of", "to"} and right.dep in {"prep", "dative"}:
            preps = [right]  # wherever the parser hung it
        preps += [
            one for prep in preps for one in self._reading.children(prep) if one.dep == "conj" and one.pos == "ADP"
        ]
        nouns = [one for prep in preps for one in self._reading.children(prep) if one.dep == "pobj"]
        return tuple(self._victims.of_nouns([one for first in nouns for one in members(self._reading, first)]))

    def _sufferers(self, noun: Token) -> Iterator[Victim]:
        """ "The embassy suffered heavy damage"."""
        verb = self._reading.tokens[noun.head]
        if noun.dep == "dobj" and verb.lemma.lower() in self._words["suffering"]:
            yield from self._victims.of_nouns([one for one in self._reading.children(verb) if one.dep in _SUBJECTS])

    def _is_told(self, noun: Token) -> bool:
        """Whether its extent is told, or that something caused it; "brain damage" is damage of another sort."""
        fitting = self._words["extents"] | self._words["damage_kinds"] | self._states
        modifiers = [one for one in self._reading.children(noun) if one.dep in {"amod", "compound", "nmod"}]
        if any(one.lower not in fitting and one.index < noun.index for one in modifiers):
            return False
        verb = self._reading.tokens[noun.head]
        if noun.dep == "nsubj" and verb.lemma == "be":
            return any(
                one.lower in self._words["extents"] for one in self._reading.children(verb) if one.dep == "acomp"
            )
        return bool(modifiers) or (noun.dep == "dobj" and verb.lemma.lower() in self._words["causing"])

    def of_verb(self, verb: Token) -> tuple[Victim, ...]:
        """What a verb of breaking or of fire harmed."""
        lemma = verb.lemma.lower()
        if lemma in self._words["breaking"]:
            return self._broken(verb)
        return self._alight(verb) if lemma in self._words["igniting"] else ()

    def _broken(self, verb: Token) -> tuple[Victim, ...]:
        """ "shattered windows", "the windows of the bank were broken": only what is of glass or as easily broken."""
        fragile = self._words["fragile"]
        nouns = [one for head in self._undergoing(verb) for one in members(self._reading, head)]
        return tuple(self._victims.of_nouns([one for one in nouns if one.lemma.lower() in fragile]))

    def _alight(self, verb: Token) -> tuple[Victim, ...]:
        """ "set fire to a bus", "set the office on fire", "was set ablaze"."""
        children = list(self._reading.children(verb))
        fire = next((one for one in children if one.dep == "dobj" and one.lower == "fire"), None)
        if fire is not None:
            near = [*children, *self._reading.children(fire)]
            heads = [
                one
                for prep in near
                if prep.lower == "to" and prep.dep in {"prep", "dative"}
                for one in self._reading.children(prep)
                if one.dep == "pobj"
            ]
        elif any(self._is_burning(one) for one in children):
            heads = self._undergoing(verb)
        else:
            return ()
        nouns = [one for head in heads for one in members(self._reading, head)]
        return tuple(one for one in self._victims.of_nouns(nouns) if self._is_thing(one))

    def _is_burning(self, child: Token) -> bool:
        if child.lower in _BURNING and child.lower != "fire":
            return True
        return child.lower == "on" and any(one.lower == "fire" for one in self._reading.children(child))

    def _undergoing(self, verb: Token) -> list[Token]:
        """The object, the subject of a passive, the subject of the small clause that "ablaze" may head."""
        children = list(self._reading.children(verb))
        heads = [one for one in children if one.dep in {"dobj", "nsubjpass"}]
        below = [one for child in children if child.lower in _BURNING for one in self._reading.children(child)]
        return heads or [one for one in below if one.dep in _SUBJECTS]
