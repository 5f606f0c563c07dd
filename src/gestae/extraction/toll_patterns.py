"""The constructions casualties are told in: a verb, a state, a counted noun, a noun of a deed, a toll.

"killed 25 militia members", "left 40 dead", "no casualties", "the killing of the general", "a death toll of 120".
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from gestae.extraction.certainty import unfinished_word
from gestae.extraction.toll_counts import CountReader
from gestae.extraction.toll_damage import DamageReader
from gestae.extraction.toll_losses import LossReader
from gestae.extraction.toll_parts import PartReader
from gestae.extraction.victims import Victim, VictimReader, apart
from gestae.lexicon.casualties import CasualtyWords
from gestae.reading.phrases import conjuncts
from gestae.reading.tokens import Reading, Token
from gestae.record.tolls import TollEffect

_SUBJECTS = frozenset({"nsubj", "nsubjpass"})


@dataclass(frozen=True, slots=True)
class Hit:
    """A casualty word with the effect it tells of and whom it hit; `unharmed`: it says that nobody was ("unhurt")."""

    trigger: Token
    effect: TollEffect
    victims: tuple[Victim, ...]
    noun: bool = False
    unharmed: bool = False


class TollPatterns:
    """Reads hits at casualty words. Holds the reading and the word lists."""

    def __init__(
        self, reading: Reading, words: CasualtyWords, victims: VictimReader, is_person: Callable[[int], bool]
    ) -> None:
        self._is_known_person = is_person
        self._endings = tuple(sorted(words.words["people_endings"]))
        self.reading = reading
        self.words = words
        self.victims = victims
        self.parts = PartReader(reading, words, victims)
        self.counts = CountReader(reading, words, victims)
        self.losses = LossReader(reading, words, victims, self._is_person)
        self.damage = DamageReader(reading, words, victims, lambda one: self._accepts("damaged", one))

    def hits(self, token: Token, *, victims: TollEffect | None = None) -> Iterator[Hit]:
        """What a casualty word says was hit; usually one hit, none where the word means something else.

        `victims`: what "the victims" suffered, by what the report told before.
        """
        yield from self._plain(token)
        effect = victims if token.lemma.lower() == "victim" else self.words.states.get(token.lower)
        if effect is not None and (parts := self._of_whole(token, effect)):
            yield Hit(token, effect, parts)

    def _plain(self, token: Token) -> Iterator[Hit]:
        words, lemma = self.words, token.lemma.lower()
        is_toll = lemma in words.words["toll"] or lemma in words.words["losses"]
        if is_toll and (figure := self.counts.toll(token)) is not None:
            yield Hit(token, "killed", (figure,))
        if lemma in words.words["unhurt"] and (unhurt := self.losses.unhurt(token)):
            yield Hit(token, "injured", unhurt, unharmed=True)
        if lemma == "death" and (done := self.losses.done_to_death(token)) is not None:
            yield from self._verb(done, "killed", subject=False)
            return
        if token.pos in {"VERB", "AUX"} and (harmed := self.damage.of_verb(token)):
            yield Hit(token, "damaged", harmed)
        if token.pos == "VERB" and lemma in words.words["losing"]:
            yield from (Hit(token, effect, (victim,)) for effect, victim in self.losses.lost(token))
        driven = self.losses.driven_out(token) if lemma in words.words["displacing"] else ()
        if victims := tuple(one for one in driven if self._accepts("displaced", one)):
            yield Hit(token, "displaced", victims)
        if token.pos == "NOUN" and lemma in words.counted:
            yield from self._counted(token)
        elif token.pos in {"NOUN", "PROPN"} and lemma in words.deeds:
            yield from self._deed(token, words.deeds[lemma])
        elif token.pos in {"VERB", "AUX"} and (effect := self._verb_effect(token)) is not None:
            yield from self._verb(token, effect, subject=lemma in words.subjects)
        elif token.lower in words.states:
            found = [*self._state(token, words.states[token.lower])]
            yield from found or self._uncounted(token, words.states[token.lower])

    def _verb_effect(self, verb: Token) -> TollEffect | None:
        lemma = verb.lemma.lower()
        particles = self.words.particles.get(lemma)
        if particles:
            for child in self.reading.children(verb):
                if (child.dep == "prt" or child.index == verb.index + 1) and child.lower in particles:
                    return particles[child.lower]
        return self.words.objects.get(lemma) or self.words.subjects.get(lemma) or self.words.things.get(lemma)

    def _verb(self, verb: Token, effect: TollEffect, *, subject: bool) -> Iterator[Hit]:
        children, lemma = list(self.reading.children(verb)), verb.lemma.lower()
        objects = [child for child in children if child.dep == "dobj"]
        objects = objects or [
            one for one in children if one.dep == "npadvmod" and one.tag == "CD" and one.index > verb.index
        ]
        passive = any(child.dep in {"nsubjpass", "auxpass"} for child in children)
        if objects and not passive and not subject:
            heads = objects
        elif subject or passive or verb.tag in {"VBN", "VBD"}:
            heads = self._sufferers(verb, subject=subject)
        else:
            heads = []
        described = bool(heads) and verb.dep == "amod" and heads[0].index == verb.head
        victims = [self.victims.of_noun(heads[0])] if described else [*self.victims.of_nouns(heads)]
        if described:
            victims = [victim for victim in victims if victim.counted and victim.first < verb.index]
        left = self.victims.left_of(verb) if verb.tag in {"VBN", "VBD"} and not objects else None
        if left is not None and not any(self._holds(victim, left) for victim in victims):
            victims = [left]
        if subject and verb.lemma.lower() == "flee":
            victims = [victim for victim in victims if victim.counted and victim.min != 1]
        if verb.lemma == "hurt" and objects:
            victims = [one for one in victims if one.counted]  # "hurt the nominee" is mostly a figure of speech
        victims += self.parts.along(verb)
        told = self.counts.told(verb) if verb.tag in {"VBN", "VBD"} else None
        victims = [told] if told is not None else victims
        things = self.words.things.get(verb.lemma.lower())
        if things is not None and not any(self._accepts(effect, victim) for victim in victims):
            effect = things
        if lemma not in self.words.objects and lemma in self.words.things:
            victims = [victim for victim in victims if self._is_known_thing(victim)]
        victims = apart(victim for victim in victims if self._accepts(effect, victim, beside=victims))
        victims = [self._completed(victim, verb) for victim in victims]
        if victims and self._is_either(verb):
            victims = [replace(victim, min=None) for victim in victims]
        if victims:
            yield Hit(verb, effect, (*victims, *self._parts(effect, verb, victims[0])))

    def _completed(self, victim: Victim, verb: Token) -> Victim:
        """A bare figure with the noun that the verb before it has: "25 soldiers were killed and 30 wounded"."""
        other = self.reading.tokens[verb.head]
        if victim.head is not None or verb.dep != "conj" or self._verb_effect(other) is None or not victim.counted:
            return victim
        heads = [one for one in self.reading.children(other) if one.dep in {"nsubjpass", "dobj"}]
        nouns = [noun for head in heads for noun in conjuncts(self.reading, head)]
        if len(nouns) != 1 or nouns[0].pos != "NOUN" or nouns[0].index > verb.index:
            return victim
        if nouns[0].lower in self.victims.numbers.all:
            return victim
        if nouns[0].dep == "dobj" and nouns[0].lower not in {"people", "persons"}:
            return victim  # "killed three soldiers and wounded 14": of whatever kind
        return replace(victim, shared=nouns[0].index)

    def _holds(self, victim: Victim, left: Victim) -> bool:
        """Whether a counted victim has the words of another in or below it ("50 peasants of various ages")."""
        if not victim.counted:
            return False
        if victim.first <= left.first < victim.last or victim.head is None:
            return victim.first <= left.first < victim.last
        return any(one.index == left.first for one in self.reading.subtree(self.reading.tokens[victim.head]))

    def _sufferers(self, verb: Token, *, subject: bool) -> list[Token]:
        """The subject of a passive or of "die", the noun a participle describes, or a subject shared with a verb."""
        wanted = _SUBJECTS if subject else frozenset({"nsubjpass"})
        found = [child for child in self.reading.children(verb) if child.dep in wanted]
        if found:
            return found
        head = self.reading.tokens[verb.head]
        if verb.dep in {"acl", "amod"} and verb.tag == "VBN" and head.index != verb.index:
            return [head]
        if verb.dep == "conj" and head.pos in {"VERB", "AUX"}:
            shared = [child for child in self.reading.children(head) if child.dep in wanted]
            return shared or ([self.reading.tokens[head.head]] if head.dep == "acl" else [])
        if verb.dep == "relcl" and subject:
            asked = any(child.lower in {"where", "when"} for child in self.reading.children(verb))
            return [] if asked else [head]
        return []

    def _state(self, token: Token, effect: TollEffect) -> Iterator[Hit]:
        """ "40 dead", "three people missing", "40 wounded soldiers"."""
        head = self.reading.tokens[token.head]
        shot = list(self._shot_dead(token)) if token.lower == "dead" else []
        if shot:
            yield Hit(token, effect, (*shot, *self._parts(effect, token, shot[0])))
            return
        if token.lower == "dead" and token.dep == "oprd" and self._is_shot(head):
            yield from self._verb(head, effect, subject=False)  # "were shot dead"
            return
        if token.dep == "amod" and head.lemma.lower() in self.words.words["not_people"]:
            return  # "14 dead birds"
        victim = self._described(token, head) or self.counts.told(token) or self.victims.left_of(token)
        if victim is None and token.dep in {"acomp", "oprd", "ccomp"} and effect in {"killed", "missing", "displaced"}:
            subjects = [one for one in self.reading.children(head) if one.dep in {*_SUBJECTS, "dobj"}]
            subjects += [one for one in self.reading.children(token) if one.dep in _SUBJECTS]
            told = [one for one in self.victims.of_nouns(subjects) if self._is_counted_person(one)]
        else:
            told = [victim] if victim is not None else []
        accepted = [one for one in told if self._accepts(effect, one)]
        if accepted:
            yield Hit(token, effect, (*accepted, *self._parts(effect, token, accepted[0])))

    def _uncounted(self, token: Token, effect: TollEffect) -> Iterator[Hit]:
        """ "the number of dead was still being clarified": how many is asked, not told."""
        number = next((one for one in self._governors(token) if one.lemma.lower() == "number"), None)
        if number is not None and token.dep == "pobj":
            yield Hit(token, effect, (Victim(None, number.index, token.index + 1, None, None),))

    def _described(self, token: Token, head: Token) -> Victim | None:
        """The counted noun that a state describes: "the 43 missing students"."""
        if token.dep != "amod" or head.pos != "NOUN":
            return None
        victim = self.victims.of_noun(head)
        return victim if victim.counted and victim.first < token.index < head.index else None

    def _shot_dead(self, dead: Token) -> Iterator[Victim]:
        """Those who were killed in "shot dead thousands of protesters"."""
        verb = self.reading.tokens[dead.index - 1] if dead.index else dead
        if not self._is_shot(verb):
            return
        objects = [child for child in self.reading.children(verb) if child.dep == "dobj" and child.index > dead.index]
        for victim in self.victims.of_nouns(objects):
            whole = replace(victim, first=dead.index + 1) if victim.first == dead.index else victim
            if self._accepts("killed", whole):
                yield whole

    def _is_shot(self, verb: Token) -> bool:
        return verb.pos == "VERB" and verb.lemma.lower() in self.words.words["shooting"]

    def _counted(self, token: Token) -> Iterator[Hit]:
        """ "12 deaths", "no casualties", "the bodies of ten civilians were found", "took 20 hostages"."""
        noun = self.words.counted[token.lemma.lower()]
        if noun.verbs and not any(above.lemma.lower() in noun.verbs for above in self._governors(token)):
            return
        not_people = self.words.words["not_people"]
        if any(one.lemma.lower() in not_people for one in self.reading.children(token) if one.dep == "compound"):
            return  # "270 swine deaths"
        if token.dep == "compound" and self.reading.tokens[token.head].lemma.lower() in self.words.words["figures"]:
            return  # "casualty figures"
        victim = self.victims.of_noun(token)
        if noun.effect == "injured" and (hurt := self.losses.hurt(token)):
            yield Hit(token, "injured", (*hurt, *self._parts("injured", token, hurt[0])))
            return
        preps = [one for one in self.reading.children(token) if one.lower in {"of", "to", "among"}]
        right = self.reading.tokens[min(token.index + 1, len(self.reading.tokens) - 1)]
        if not preps and right.lower in {"of", "to"} and right.dep == "prep":
            preps = [right]  # wherever the parser hung it
        of = [one for prep in preps for one in self.reading.children(prep)]
        named = list(self.victims.of_nouns([one for one in of if one.dep == "pobj"]))
        if token.lemma.lower() == "life" and not victim.counted:
            if lost := tuple(one for one in self.losses.lives(token) if self._accepts("killed", one)):
                yield Hit(self.reading.tokens[token.head], "killed", lost)
            return
        if noun.effect == "damaged":
            asked = victim.negative or self._is_asked(token)
            if things := (victim,) if asked else self.damage.of_noun(token):
                yield Hit(token, noun.effect, things, noun=True)
        elif victim.counted and not victim.negative and victim.min != 1 and noun.persons:
            yield Hit(token, noun.counted, (victim, *self._parts(noun.counted, token, victim)), noun=True)
        elif any(one.counted or self._is_person(one) for one in named):
            yield Hit(token, noun.effect, tuple(one for one in named if self._accepts(noun.effect, one)), noun=True)
        elif victim.negative or self._is_asked(token):
            yield Hit(token, noun.effect, (victim,), noun=True)
        elif (victim.counted or victim.article) and noun.persons and token.lemma.lower() not in {"body"}:
            yield Hit(token, noun.counted, (victim,), noun=True)
        elif token.lemma.lower() == "death" and (dead := self._possessor(token)) is not None:
            yield Hit(token, noun.effect, (self.victims.of_noun(dead),), noun=True)

    def _of_whole(self, token: Token, effect: TollEffect) -> tuple[Victim, ...]:
        """Whom "the dead", "those killed" and the like are said to be in part."""
        return tuple(one for one in self.parts.of_state(token) if self._accepts(effect, one))

    def _is_asked(self, token: Token) -> bool:
        """Whether the noun stands under "any", "reports of", or a word that says nothing is known."""
        lists = self.words.words
        if any(
            child.lower in lists["any"] or child.lower in lists["unclear"] for child in self.reading.children(token)
        ):
            return True
        for above in self._governors(token):
            lemma = above.lemma.lower()
            if unfinished_word(self.reading, above, self.words) is not None:
                return True
            if (lemma in lists["no_news"] or lemma == "number") and above.pos == "NOUN":
                return True
            if above.lower in lists["unclear"] or lemma in lists["denying"] or lemma == "decline":
                return True
            nearby = [above, *self.reading.children(above)]
            if any(one.lower in lists["not_clear"] for one in nearby) and any(one.dep == "neg" for one in nearby):
                return True
        return False

    def _deed(self, token: Token, effect: TollEffect) -> Iterator[Hit]:
        """ "the killing of the general", "Soleimani's assassination"; not "the assassination attempt"."""
        modifiers = self.words.words["unreal_modifiers"]
        head = self.reading.tokens[token.head]
        if token.dep == "compound" and head.lower in modifiers:
            return
        if any(child.lower in modifiers for child in self.reading.children(token) if child.dep in {"amod", "compound"}):
            return
        objects = [
            noun
            for prep in self.reading.children(token)
            if prep.dep == "prep" and prep.lower in {"of", "to"}
            for noun in self.reading.children(prep)
            if noun.dep == "pobj"
        ]
        if not objects and (possessor := self._possessor(token)) is not None:
            objects = [possessor]
        victims = tuple(one for one in self.victims.of_nouns(objects) if self._accepts(effect, one))
        if victims:
            yield Hit(token, effect, victims, noun=True)

    def _possessor(self, token: Token) -> Token | None:
        """The person whose death or killing it is; a country's "killing" is its deed, so only persons count."""
        for child in self.reading.children(token):
            if child.dep == "poss" and (child.lower in {"his", "her"} or child.tag == "NNP" or child.pos == "NOUN"):
                return child if self._is_person(self.victims.of_noun(child)) else None
        return None

    def _governors(self, token: Token) -> list[Token]:
        """The three words above a token."""
        above: list[Token] = []
        for one in self.reading.ancestors(token):
            above.append(one)
            if len(above) == 3:
                break
        return above

    def _parts(self, effect: TollEffect, trigger: Token, whole: Victim) -> list[Victim]:
        """The parts of a whole, each a row of its own, and who was hit "as well as" it."""
        after = self.reading.tokens[min(whole.last - 1, trigger.index)]
        found = [*self.parts.after(after, trigger), *self.parts.added(after, trigger), *self.parts.named(whole)]
        return [part for part in found if self._accepts(effect, part)]

    def _is_either(self, verb: Token) -> bool:
        """Whether another casualty word shares the count ("killed or wounded"): then it is the most for each."""
        tokens, states = self.reading.tokens, self.words.states
        sentence = self.reading.sentences[verb.sentence]
        after = (
            verb.index + 2 < sentence.last
            and tokens[verb.index + 1].lower == "or"
            and tokens[verb.index + 2].lower in states
        )
        before = (
            verb.index - 2 >= sentence.first
            and tokens[verb.index - 1].lower == "or"
            and tokens[verb.index - 2].lower in states
        )
        return after or before

    def _is_person(self, victim: Victim) -> bool:
        if victim.head is None:
            return victim.counted
        noun = self.reading.tokens[victim.head]
        if self._is_known_person(noun.index) or (noun.entity == "NORP" and noun.tag in {"NNPS", "NNS"}):
            return True
        if noun.entity in {"GPE", "LOC", "NORP"} and noun.lower not in self.words.words["people"]:
            return False
        if noun.pos == "NOUN" and noun.lower.endswith(self._endings):
            return noun.lemma.lower() not in self.words.words["not_people"]
        return (
            noun.lemma.lower() in self.words.words["people"]
            or noun.tag == "NNP"
            or noun.lower in {"he", "she", "him", "her", "his"}
        )

    def _is_counted_person(self, victim: Victim) -> bool:
        return victim.counted or (victim.article and self._is_person(victim))

    def _is_known_thing(self, victim: Victim) -> bool:
        """Whether something built or made is hit: one sabotages a pylon, and talks only in a manner of speaking."""
        things = self.words.words["things"]
        return victim.head is not None and self.reading.tokens[victim.head].lemma.lower() in things

    def _accepts(self, effect: TollEffect, victim: Victim, beside: Sequence[Victim] = ()) -> bool:
        """Whether what was hit can be hit that way: people are killed, houses destroyed, "the deal" neither.

        What stands in a list with a thing ("a hotel and a roundabout") is one too.
        """
        if victim.head is None:
            return True
        noun = self.reading.tokens[victim.head]
        lemma = noun.lemma.lower()
        if effect in {"damaged", "destroyed"}:
            solid = noun.pos in {"NOUN", "PROPN"} and lemma not in self.words.words["not_things"]
            listed = len(beside) > 1 and victim.article and any(self._is_known_thing(one) for one in beside)
            known = lemma in self.words.words["things"] or noun.entity in {"FAC", "PRODUCT"}
            return solid and (victim.counted or known or listed)
        if lemma in self.words.words["not_people"]:
            return False
        if lemma in self.words.words["things"] and lemma not in self.words.words["people"]:
            return False
        if noun.lower == "many":
            return True
        pronoun = noun.pos == "PRON" and noun.lower not in {"it", "this", "that", "which", "what"}
        return victim.counted or victim.negative or pronoun or noun.tag == "NNP" or self._is_person(victim)
