"""Which words tell an event: verbs and nouns of the lexicon, with the conditions their frames set.

"cut ties with Tehran" triggers the frame for broken relations; "cut taxes" triggers nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from gestae.coding.arguments import Slots, noun_slots, verb_slots
from gestae.lexicon.events import EventLexicon, Frame, NounEntry, VerbEntry, Words
from gestae.lexicon.grammar import load_grammar
from gestae.reading.tokens import Reading, Token
from gestae.record.actors import Actor
from gestae.resolving.who.actors import Actors


@dataclass(frozen=True, slots=True)
class Trigger:
    """One word that tells an event, its frame, its arguments, and the words of the phrase (characters).

    `content` is the noun the frame asked for as object ("relations" in "cut relations"); it is no party.
    """

    token: Token
    frame: Frame
    slots: Slots
    start: int
    end: int
    content: tuple[Token, ...] = ()
    nominal: bool = False
    specificity: int = 0


def find_triggers(reading: Reading, *, actors: Actors, lexicon: EventLexicon) -> tuple[Trigger, ...]:
    """Every trigger of the report in the order of the text."""
    finder = _Finder(reading, actors, lexicon)
    found = [trigger for token in reading.tokens if (trigger := finder.at(token)) is not None]
    return tuple(found)


def noun_lemma(token: Token) -> str:
    """The singular of a noun in lower case, for proper nouns too, which the parser's lemmatizer leaves alone."""
    lemma = token.lemma.lower()
    if lemma == "basis" and token.lower == "bases":
        return "base"  # the parser's lemmatizer knows no bases but those of "basis"
    plural = token.tag in {"NNPS", "NNS"} or (token.pos == "PROPN" and token.lower.endswith("s"))
    if plural and (token.pos == "PROPN" or lemma == token.lower):
        return _singular(token.lower)
    return lemma


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3:
        return word[:-1]
    return word


def matches(reading: Reading, noun: Token, words: Words, *, actors: Actors, lexicon: EventLexicon) -> bool:
    """Whether a noun meets a condition of the lexicon."""
    lemma = noun_lemma(noun)
    if lemma in words.heads:
        return True
    if words.pairs:
        before = _modifiers(reading, noun)
        if any((modifier, lemma) in words.pairs for modifier in before):
            return True
    if words.of_pairs and any((lemma, below) in words.of_pairs for below in _after_of(reading, noun)):
        return True
    for name in words.classes:
        if name == "actor":
            mention = actors.at(noun.index)
            if (
                mention is not None
                or lemma in lexicon.classes.get("people", ())
                or lemma in lexicon.classes.get("force", ())
            ):
                return True
        elif (
            lemma in lexicon.classes.get(name, ())
            or _is_of_class(noun, name, actors)
            or any(f"{modifier} {lemma}" in lexicon.classes.get(name, ()) for modifier in _modifiers(reading, noun))
        ):
            return True
    return False


_OFFICIAL_SECTORS = frozenset({"GOV", "MIL", "LEG", "JUD", "SPY", "OPP", "PTY", "REB", "REL", "IGO", "UNO"})
_ACTOR_CLASSES = {
    "people": frozenset({"population", "person"}),
    "force": frozenset({"military", "armed_group"}),
}


def is_public(actor: Actor) -> bool:
    """A state, a body, a force, an office holder, or people of a named country or role."""
    if actor.kind not in {"person", "unknown", "population"} or actor.country is not None:
        return True
    return actor.sector is not None and actor.sector != "CVL"


def _is_of_class(noun: Token, name: str, actors: Actors) -> bool:
    """Whether the actor a noun or pronoun stands for is of a class ("they" for refugees)."""
    if name == "public":
        known = actors.at(noun.index)
        return known is not None and _is_official(actors.by_id(known.actor))
    kinds = _ACTOR_CLASSES.get(name)
    mention = actors.at(noun.index) if kinds else None
    return mention is not None and kinds is not None and actors.by_id(mention.actor).kind in kinds


def _is_official(actor: Actor) -> bool:
    """Who meets and visits on behalf of others: a state, a body, an office holder; no crowd and no student."""
    if actor.kind in {"population", "unknown", "person"}:
        return actor.sector in _OFFICIAL_SECTORS
    return True


def _after_of(reading: Reading, noun: Token) -> list[str]:
    """The lemmas of the nouns after "of" ("state of emergency")."""
    return [
        noun_lemma(below)
        for child in reading.children(noun)
        if child.dep == "prep" and child.lower == "of"
        for below in reading.children(child)
        if below.dep == "pobj"
    ]


def _modifiers(reading: Reading, noun: Token) -> list[str]:
    """The lemmas right before a noun that belong to it, the head of an "of" phrase included ("vote of confidence")."""
    found = [
        noun_lemma(child) for child in reading.children(noun) if child.dep in {"amod", "compound", "nmod", "nummod"}
    ]
    if noun.index and reading.tokens[noun.index - 1].sentence == noun.sentence:
        previous = reading.tokens[noun.index - 1]
        found.append(noun_lemma(previous))
    return found


class _Finder:
    """The loop over tokens; holds what every step needs."""

    def __init__(self, reading: Reading, actors: Actors, lexicon: EventLexicon) -> None:
        self.reading = reading
        self.actors = actors
        self.lexicon = lexicon
        self.idioms = _in_trap_phrases(reading, lexicon)
        self._sentence = -1
        self._lemmas: frozenset[str] = frozenset()

    def at(self, token: Token) -> Trigger | None:
        if token.index in self.idioms:
            return None
        pos = token.pos
        if token.dep == "aux" and token.lower == "must":
            return self._must(token)
        if pos == "VERB" or (pos in {"AUX", "ADJ"} and token.tag in {"VBN", "VBG"}):
            entries = self.lexicon.verbs.get(token.lemma.lower())
            return self._verb(token, entries) if entries else None
        if pos in {"NOUN", "PROPN"}:
            entries_ = self.lexicon.nouns.get(noun_lemma(token)) or self.lexicon.nouns.get(token.lower)
            return self._noun(token, entries_) if entries_ else None
        return None

    def _verb(self, token: Token, entries: Iterable[VerbEntry]) -> Trigger | None:
        if token.dep in {"aux", "auxpass"} or self._describes(token) or self._only_carries(token):
            return None
        slots = verb_slots(self.reading, token)
        if self._trapped(token, slots) or self._is_mishap(token, slots) or self._lacks_a_doer(slots):
            return None
        best: Trigger | None = None
        for entry in entries:
            trigger = self._try_verb(token, entry, slots)
            if trigger is not None and (best is None or trigger.specificity > best.specificity):
                best = trigger
        return best

    def _describes(self, token: Token) -> bool:
        """Whether a participle only says what sort of thing a noun is ("Iranian-led", "backed by Tehran")."""
        if token.dep == "amod" and token.tag == "VBG":
            return True  # "the warring sides"
        if token.dep not in {"amod", "acl"} or token.tag != "VBN":
            return False
        before = self.reading.tokens[token.index - 1] if token.index else None
        hyphenated = before is not None and before.text in {"-", "‑"} and before.head == token.index
        return hyphenated or token.lemma in self.lexicon.descriptive

    def _only_carries(self, token: Token) -> bool:
        """ "the murder perpetrated by the guard": the noun tells the event, the participle only who did it."""
        head = self.reading.tokens[token.head]
        return token.dep == "acl" and token.lemma in load_grammar().executing and noun_lemma(head) in self.lexicon.nouns

    def _must(self, token: Token) -> Trigger | None:
        """ "The mission said the army must leave": a demand of the speaker on whom the clause speaks of."""
        clause = self.reading.tokens[token.head]
        above = self.reading.tokens[clause.head]
        entries = self.lexicon.verbs.get("must")
        if not entries or clause.dep != "ccomp" or above.pos != "VERB":
            return None
        speakers = verb_slots(self.reading, above).subjects
        addressed = verb_slots(self.reading, clause)
        if any(noun.lower in {"i", "we"} for noun in (*addressed.subjects, *addressed.objects)):
            return None  # "we must adjust our laws" is asked of nobody else
        slots = Slots(subjects=speakers, objects=addressed.objects if addressed.passive else addressed.subjects)
        return Trigger(token, entries[0].frame, slots, token.start, token.end, specificity=2)

    def _try_verb(self, token: Token, entry: VerbEntry, slots: Slots) -> Trigger | None:
        frame = entry.frame
        specificity = round(frame.weight * 2)
        end = token.end
        objects = slots.objects
        if self._other_verb(token, entry.particle):
            return None
        if entry.particle == "to" and slots.passive and not slots.after("by"):
            slots = replace(slots, subjects=slots.objects, objects=slots.after("to"))  # "is opposed to mediation"
        if entry.particle is not None:
            particle = self._particle(token, entry.particle)
            if particle is None:
                return None
            end = max(end, particle.end) if particle.start - token.end < 40 else end
            specificity += 3
            if particle.dep != "prt":
                objects = slots.after(entry.particle) or objects
        needs = self.lexicon.complements.get((frame.type, token.lemma.lower()))
        if needs is not None and entry.particle is None and not _has_complement(self.reading, token, needs):
            return None
        content: tuple[Token, ...] = ()
        if frame.not_objects and any(self._matches(noun, frame.not_objects) for noun in objects):
            return None
        if frame.objects:
            content = tuple(noun for noun in objects if self._matches(noun, frame.objects))
            if not content:
                return None
            specificity += 4 if frame.objects.heads or frame.objects.pairs else 3
            if frame.recipient[:1] == ("object",):
                content = ()  # the frame says that its object is whom or what it is done to
            elif frame.objects.classes & _PARTY_CLASSES:
                content = tuple(noun for noun in content if not self._is_party(noun, frame.objects))
        if frame.subjects:
            if not any(self._matches(noun, frame.subjects) for noun in slots.subjects):
                return None
            specificity += 3
        return Trigger(token, frame, slots, token.start, end, content, specificity=specificity)

    def _other_verb(self, token: Token, particle: str | None) -> bool:
        """Whether a particle makes another verb of it ("leaned in", "turn over"); "up" and "off" may only complete."""
        return any(
            child.dep == "prt" and child.lower != particle and (particle or child.lower not in _COMPLETING)
            for child in self.reading.children(token)
        )

    def _is_party(self, noun: Token, words: Words) -> bool:
        """Whether the noun was asked for as a party or target (a class of people or places), not as content."""
        lemma = noun_lemma(noun)
        return lemma not in words.heads and not any(
            (before, lemma) in words.pairs for before in _modifiers(self.reading, noun)
        )

    def _particle(self, token: Token, particle: str) -> Token | None:
        for child in self.reading.children(token):
            if child.lower == particle and child.dep in {"prt", "prep", "advmod", "agent", "dative", "acomp", "oprd"}:
                return child
        following = token.index + 1
        if following < len(self.reading.tokens):
            word = self.reading.tokens[following]
            if word.lower == particle and word.sentence == token.sentence:
                return word
        return None

    def _noun(self, token: Token, entries: Iterable[NounEntry]) -> Trigger | None:
        if token.dep == "compound" and self.reading.tokens[token.head].pos in {"NOUN", "PROPN"}:
            return None  # "murder trial", "homicide Lt. Nelson": the head says what is spoken of
        if self._trapped_noun(token) or self._in_name(token):
            return None
        best: Trigger | None = None
        slots = noun_slots(self.reading, token)
        for entry in entries:
            trigger = self._try_noun(token, entry, slots)
            if trigger is not None and (best is None or trigger.specificity > best.specificity):
                best = trigger
        return best

    def _in_name(self, token: Token) -> bool:
        """Whether a capitalised noun belongs to a name ("the Iraq War", "Strike Force Delta")."""
        sentence = self.reading.sentences[token.sentence]
        if not token.text[0].isupper() or token.index == sentence.first or sentence.kind in {"headline", "subheading"}:
            return False
        if token.text.isupper() and len(token.text) > 3:
            return False
        return any(
            word.text[0].isupper() and word.sentence == token.sentence
            for word in self.reading.tokens[max(0, token.index - 1) : token.index + 2]
            if word is not token
        )

    def _try_noun(self, token: Token, entry: NounEntry, slots: Slots) -> Trigger | None:
        tokens = self.reading.tokens
        start, end = token.start, token.end
        position = token.index
        for word in reversed(entry.before):
            position -= 1
            if position < 0 or tokens[position].sentence != token.sentence or not _is(tokens[position], word):
                return None
            start = tokens[position].start
        position = token.index
        for word in entry.after:
            position += 1
            if (
                position >= len(tokens)
                or tokens[position].sentence != token.sentence
                or not _is(tokens[position], word)
            ):
                return None
            end = tokens[position].end
        specificity = round(entry.frame.weight * 2) + 3 * len(entry.before) + 3 * len(entry.after)
        if entry.frame.owners:
            owners = [
                child for child in self.reading.children(token) if child.dep in {"poss", "amod", "compound", "nmod"}
            ]
            if not any(self._matches(noun, entry.frame.owners) for noun in (*owners, *slots.after("by"))):
                return None
            specificity += 3
        return Trigger(token, entry.frame, slots, start, end, nominal=True, specificity=specificity)

    def _matches(self, noun: Token, words: Words) -> bool:
        return matches(self.reading, noun, words, actors=self.actors, lexicon=self.lexicon)

    def _trapped(self, token: Token, slots: Slots) -> bool:
        weapons = self.lexicon.classes.get("weapon", frozenset())
        if any(noun_lemma(noun) in weapons for noun in slots.subjects):
            return False  # shells that hit a market hit no price
        for trap in self.lexicon.traps.verbs.get(token.lemma.lower(), ()):
            if trap.particle is not None and self._particle(token, trap.particle) is None:
                continue
            objects = [*slots.objects, *(slots.after(trap.particle) if trap.particle else ())]
            if trap.beside and not trap.beside.isdisjoint(self._around(token)) and not self._armed(token):
                return True
            if any(noun_lemma(noun) in trap.objects for noun in objects):
                return True
            if any(noun_lemma(noun) in trap.subjects for noun in slots.subjects):
                return True
            if trap.clauses and any(
                child.dep in {"xcomp", "ccomp"} and child.lemma.lower() in trap.clauses
                for child in self.reading.children(token)
            ):
                return True
        return False

    def _is_mishap(self, token: Token, slots: Slots) -> bool:
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

    def _lacks_a_doer(self, slots: Slots) -> bool:
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

    def _trapped_noun(self, token: Token) -> bool:
        traps = self.lexicon.traps.nouns.get(noun_lemma(token))
        if not traps:
            return False
        before = _modifiers(self.reading, token)
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
                _is(word, wanted) for word, wanted in zip(stretch, words, strict=True)
            ):
                found.update(word.index for word in stretch)
    return frozenset(found)


def _has_complement(reading: Reading, verb: Token, needs: str) -> bool:
    """Whether the clause below a verb is of the kind that its meaning asks for."""
    clauses = [
        child for child in reading.children(verb) if child.dep in {"ccomp", "xcomp"} and child.index > verb.index
    ]
    if needs == "intransitive":
        return not clauses and not any(child.dep == "dobj" for child in reading.children(verb))
    if needs == "not-indicative" and not clauses:
        return any(child.dep in {"dobj", "prep"} for child in reading.children(verb))  # not: "..., he insisted"
    if needs == "undertaking":
        return any(_is_infinitive(reading, clause) or not _is_indicative(reading, clause) for clause in clauses)
    if needs == "infinitive":
        return any(_is_infinitive(reading, clause) for clause in clauses)
    if needs == "clause" and any(_is_infinitive(reading, clause) for clause in clauses):
        return True
    indicative = any(_is_indicative(reading, clause) for clause in clauses)
    return not indicative and (needs == "not-indicative" or bool(clauses))


def _is_infinitive(reading: Reading, clause: Token) -> bool:
    return any(child.dep == "aux" and child.lower == "to" for child in reading.children(clause))


def _is_indicative(reading: Reading, clause: Token) -> bool:
    """ "that they do not want war", "that it was over"; "that troops leave" and "should leave" are not."""
    auxiliaries = [child for child in reading.children(clause) if child.dep in {"aux", "auxpass"}]
    if any(child.lower in {"should", "must", "to"} for child in auxiliaries):
        return False
    return clause.tag in {"VBZ", "VBD"} or bool(auxiliaries) or clause.lemma == "be"


_COMPLETING = frozenset({"up", "down", "off"})
_PARTY_CLASSES = frozenset({"actor", "people", "force", "facility", "vehicle", "territory", "prisoner"})


def _is(token: Token, word: str) -> bool:
    return token.lower == word or token.lemma.lower() == word or noun_lemma(token) == word
