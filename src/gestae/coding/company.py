"""The company in which a word of the lexicon tells no event: idioms, false friends, mishaps, doers that cannot act.

"strike a deal", "heart attack", "a storm killed five", "clouds hung over the town".
"""

from __future__ import annotations

from gestae.coding.arguments import Slots
from gestae.coding.conditions import is_word, modifiers, noun_lemma, particle_of
from gestae.lexicon.events import EventLexicon
from gestae.reading.tokens import Reading, Token
from gestae.resolving.who.actors import Actors

_AIMED = frozenset({"on", "upon", "at"})


class Company:
    """What stands beside a word; holds what every step needs, and the lemmas of the sentence last asked for."""

    def __init__(self, reading: Reading, actors: Actors, lexicon: EventLexicon) -> None:
        self.reading = reading
        self.actors = actors
        self.lexicon = lexicon
        self.idioms = _in_trap_phrases(reading, lexicon)
        self._sentence = -1
        self._lemmas: frozenset[str] = frozenset()

    def catches_verb(self, token: Token, slots: Slots) -> bool:
        """Whether a verb stands in company that makes another sense of it ("strike a deal")."""
        weapons = self.lexicon.classes.get("weapon", frozenset())
        if any(noun_lemma(noun) in weapons for noun in slots.subjects):
            return False  # shells that hit a market hit no price
        for trap in self.lexicon.traps.verbs.get(token.lemma.lower(), ()):
            if trap.particle is not None and particle_of(self.reading, token, trap.particle) is None:
                continue
            objects = [*slots.objects, *(slots.after(trap.particle) if trap.particle else ())]
            if trap.beside and not trap.beside.isdisjoint(self._around(token)) and not self._armed(token):
                return True
            if any(noun_lemma(noun) in trap.objects for noun in objects):
                return True
            if "@person" in trap.objects and any(self._is_person(noun) for noun in objects):
                following = self.reading.tokens[token.index + 1 : token.index + 2]
                if not any(word.lower in _AIMED for word in following):  # "was fired on"
                    return True
            if any(noun_lemma(noun) in trap.subjects for noun in slots.subjects):
                return True
            if trap.clauses and any(
                child.dep in {"xcomp", "ccomp"} and child.lemma.lower() in trap.clauses
                for child in self.reading.children(token)
            ):
                return True
        return False

    def _is_person(self, noun: Token) -> bool:
        mention = self.actors.at(noun.index)
        return mention is not None and mention.head == noun.index and self.actors.by_id(mention.actor).kind == "person"

    def is_mishap(self, token: Token, slots: Slots) -> bool:
        """ "injured in a fire", "a storm killed five": nobody did it."""
        if token.lemma.lower() not in self.lexicon.classes.get("effect_verb", ()):
            return False
        mishaps = self.lexicon.classes.get("mishap", frozenset())
        causes = (*slots.subjects, *slots.after("in"), *slots.after("by"), *slots.after("when"))
        if any(noun_lemma(noun) in mishaps for noun in causes):
            return True
        words = self.lexicon.classes.get("mishap_verb", frozenset())
        return any(word in words for word in self._around(token)) and not self._armed(token)

    def _around(self, token: Token) -> frozenset[str]:
        """The lemmas of the sentence a token stands in."""
        if self._sentence != token.sentence:
            sentence = self.reading.sentences[token.sentence]
            words = self.reading.sentence_tokens(sentence)
            self._sentence = token.sentence
            self._lemmas = frozenset(
                noun_lemma(word) if word.pos in {"NOUN", "PROPN"} else word.lemma.lower() for word in words
            )
        return self._lemmas

    def _armed(self, token: Token) -> bool:
        """Whether a weapon, an armed group or an attack stands in the same sentence."""
        words = self._around(token) - {token.lemma.lower()}
        classes = self.lexicon.classes
        harmless = {"shot", "round", "arm", "device", "mine"}
        return any(not words.isdisjoint(classes.get(name, frozenset()) - harmless) for name in ("weapon", "armed"))

    def lacks_a_doer(self, slots: Slots) -> bool:
        """ "clouds hung over the town", "the plan rejects them": what stands as doer cannot act."""
        things = self.lexicon.classes.get("thing", frozenset())
        weapons = self.lexicon.classes.get("weapon", frozenset())
        doers = (*slots.subjects, *(slots.after("by") if slots.passive else ()))
        return bool(doers) and all(
            noun.pos == "NOUN"
            and noun_lemma(noun) in things
            and noun_lemma(noun) not in weapons
            and self.actors.at(noun.index) is None
            and not self._names_event(noun)
            for noun in doers
        )

    def _names_event(self, noun: Token) -> bool:
        """Whether a noun is itself an event or a weapon, which may stand for who is behind it ("the shot killed")."""
        lemma = noun_lemma(noun)
        return any(not entry.before and not entry.after for entry in self.lexicon.nouns.get(lemma, ())) or any(
            words == (lemma,) for means in self.lexicon.means.get(lemma, ()) for words in means.words
        )

    def catches_noun(self, token: Token) -> bool:
        """Whether a noun stands in company that makes another sense of it ("heart attack")."""
        traps = self.lexicon.traps.nouns.get(noun_lemma(token))
        if not traps:
            return False
        before = modifiers(self.reading, token)
        after = self._following(token)
        return any(
            any(word in trap.modifiers for word in before)
            or any(word in trap.followers for word in after)
            or (bool(trap.beside) and not trap.beside.isdisjoint(self._around(token)) and not self._armed(token))
            for trap in traps
        )

    def _following(self, token: Token) -> list[str]:
        """The next word, and with its preposition the one after ("of hearts")."""
        tokens = self.reading.tokens[token.index + 1 : token.index + 3]
        found = [noun_lemma(word) for word in tokens[:1]]
        if len(tokens) == 2:
            found.append(f"{tokens[0].lower} {noun_lemma(tokens[1])}")
        return found


def _in_trap_phrases(reading: Reading, lexicon: EventLexicon) -> frozenset[int]:
    """The tokens of idioms that tell no event, whatever their words ("war on drugs")."""
    found: set[int] = set()
    for token in reading.tokens:
        for words in lexicon.traps.phrases.get(token.lower, ()):
            stretch = reading.tokens[token.index : token.index + len(words)]
            if len(stretch) == len(words) and all(
                is_word(word, wanted) for word, wanted in zip(stretch, words, strict=True)
            ):
                found.update(word.index for word in stretch)
    return frozenset(found)
