"""Which words may tell an event: verbs and nouns of the lexicon, with the conditions their frames set.

"cut ties with Tehran" triggers the frame for broken relations; "cut taxes" triggers nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from gestae.coding.arguments import Slots, noun_slots, verb_slots
from gestae.coding.around import longest_match
from gestae.coding.company import Company
from gestae.coding.conditions import has_complement, is_public, is_word, matches, modifiers, noun_lemma, particle_of
from gestae.lexicon.events import EventLexicon, Frame, NounEntry, VerbEntry, Words
from gestae.lexicon.grammar import load_grammar
from gestae.reading.tokens import Reading, Token
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
    likelihood: float | None = None


def _surer(first: Trigger | None, second: Trigger | None) -> Trigger | None:
    """The one whose frame asks for more; the user's own frames before ours."""
    if first is None or second is None:
        return first or second
    if first.frame.own != second.frame.own:
        return first if first.frame.own else second
    return second if second.specificity > first.specificity else first


def _asks(frame: Frame) -> bool:
    """Whether an entry of the user asks for company of its own, so that no trap of ours may catch it."""
    return frame.own and bool(frame.objects or frame.subjects or frame.patterns)


def _asking(entries: Iterable[VerbEntry]) -> list[VerbEntry]:
    return [entry for entry in entries if _asks(entry.frame) or (entry.frame.own and entry.particle)]


class TriggerFinder:
    """What a word may tell by the lexicon; holds what every step needs."""

    def __init__(self, reading: Reading, actors: Actors, lexicon: EventLexicon) -> None:
        self.reading = reading
        self.actors = actors
        self.lexicon = lexicon
        self.company = Company(reading, actors, lexicon)

    def knows(self, token: Token) -> bool:
        """Whether the lexicon has the word at all."""
        return bool(self._verbs(token) or self._nouns(token)) or (token.dep == "aux" and token.lower == "must")

    def of_type(self, token: Token, kind: str, *, loosely: bool) -> Trigger | None:
        """The trigger a word makes of one type; loosely: conditions on its company are waived (particles stand)."""
        if token.index in self.company.idioms or token.dep in {"aux", "auxpass"}:
            return None
        best: Trigger | None = None
        verbs, nouns = self._verbs(token), self._nouns(token)
        slots = verb_slots(self.reading, token) if verbs else noun_slots(self.reading, token)
        for verb in verbs:
            if verb.frame.type == kind and (verb.particle is None or particle_of(self.reading, token, verb.particle)):
                trigger = self._try_verb(token, verb, slots)
                if trigger is None and loosely and not verb.frame.patterns and not self._is_barred(verb, slots):
                    trigger = Trigger(token, verb.frame, slots, token.start, token.end)
                best = _surer(best, trigger)
        for noun in nouns:
            if noun.frame.type == kind:
                trigger = self._try_noun(token, noun, slots)
                if trigger is None and loosely and not (noun.before or noun.after or noun.frame.patterns):
                    trigger = Trigger(token, noun.frame, slots, token.start, token.end, nominal=True)
                best = _surer(best, trigger)
        return best

    def is_false_friend(self, token: Token) -> bool:
        """Whether the word stands in company that makes another sense of it ("fired his minister", "heart attack")."""
        if self._verbs(token):
            return self.company.catches_verb(token, verb_slots(self.reading, token))
        return self.company.catches_noun(token) or self._in_name(token)

    def is_nobodys(self, token: Token) -> bool:
        """Whether a verb tells a mishap, or its subject is a thing that cannot act."""
        slots = verb_slots(self.reading, token) if self._verbs(token) else None
        return slots is not None and (self.company.is_mishap(token, slots) or self.company.lacks_a_doer(slots))

    def _is_barred(self, verb: VerbEntry, slots: Slots) -> bool:
        """Whether the frame says that with this object it is another thing ("forgive a debt")."""
        return any(self._matches(noun, verb.frame.not_objects) for noun in slots.objects)

    def joins_two(self, trigger: Trigger) -> bool:
        """Whether a noun stands between two parties ("the U.S. sanctions on Iran"): that leaves little doubt.

        The first is public, the second, too, or named ("the Ethiopian air strike on Mekelle").
        """
        if not trigger.nominal:
            return False
        owners = self._owners(trigger.token)
        objects = [noun for word, noun in trigger.slots.prepositions if word in _UPON]
        named = any(noun.pos == "PROPN" for noun in objects)
        return self._any_public(owners) and (
            named or self._any_public([word for noun in objects for word in (noun, *self._owners(noun))])
        )

    def _owners(self, noun: Token) -> list[Token]:
        return [child for child in self.reading.children(noun) if child.dep in {"poss", "amod", "compound", "nmod"}]

    def _any_public(self, words: Iterable[Token]) -> bool:
        mentions = (self.actors.at(word.index) for word in words)
        return any(mention is not None and is_public(self.actors.by_id(mention.actor)) for mention in mentions)

    def types(self, token: Token) -> frozenset[str]:
        """The types that the lexicon knows a word by."""
        verbs = {entry.frame.type for entry in self._verbs(token)}
        return frozenset(verbs | {entry.frame.type for entry in self._nouns(token)})

    def _verbs(self, token: Token) -> Sequence[VerbEntry]:
        if token.pos == "VERB" or (token.pos in {"AUX", "ADJ"} and token.tag in {"VBN", "VBG"}):
            lemma = token.lemma.lower()
            found = self.lexicon.verbs.get(lemma, ())
            if lemma == token.lower:
                return found
            # a codebook may list a form ("fought") where ours list lemmas alone
            return (*(entry for entry in self.lexicon.verbs.get(token.lower, ()) if entry.frame.own), *found)
        return ()

    def _nouns(self, token: Token) -> Sequence[NounEntry]:
        if token.pos in {"NOUN", "PROPN"}:
            return self.lexicon.nouns.get(noun_lemma(token)) or self.lexicon.nouns.get(token.lower, ())
        return ()

    def at(self, token: Token) -> Trigger | None:
        """The trigger a word makes when every condition holds."""
        if token.dep == "aux" and token.lower == "must":
            return self._must(token)
        verbs, nouns = self._verbs(token), self._nouns(token)
        if token.index in self.company.idioms:
            verbs, nouns = _asking(verbs), [entry for entry in nouns if _asks(entry.frame)]
        if verbs:
            return self._verb(token, verbs)
        return self._noun(token, nouns) if nouns else None

    def _verb(self, token: Token, entries: Iterable[VerbEntry]) -> Trigger | None:
        if token.dep in {"aux", "auxpass"} or self._describes(token) or self._only_carries(token):
            return None
        slots = verb_slots(self.reading, token)
        if (
            self.company.catches_verb(token, slots)
            or self.company.is_mishap(token, slots)
            or self.company.lacks_a_doer(slots)
        ):
            entries = _asking(entries)
        best: Trigger | None = None
        for entry in entries:
            trigger = self._try_verb(token, entry, slots)
            best = _surer(best, trigger) if trigger is not None else best
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
            particle = particle_of(self.reading, token, entry.particle)
            if particle is None:
                return None
            end = max(end, particle.end) if particle.start - token.end < 40 else end
            specificity += 3
            if particle.dep != "prt":
                objects = slots.after(entry.particle) or objects
        needs = self.lexicon.complements.get((frame.type, token.lemma.lower()))
        if (
            needs is not None
            and entry.particle is None
            and not frame.own
            and not has_complement(self.reading, token, needs)
        ):
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
        if frame.patterns:
            match = longest_match(self.reading, token, frame.patterns, slots)
            if match is None:
                return None
            specificity += 3 * match.pattern.length
            content = tuple(dict.fromkeys((*content, *match.content(self.reading, slots.objects))))
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
            (before, lemma) in words.pairs for before in modifiers(self.reading, noun)
        )

    def _noun(self, token: Token, entries: Iterable[NounEntry]) -> Trigger | None:
        if token.dep == "compound" and self.reading.tokens[token.head].pos in {"NOUN", "PROPN"}:
            return None  # "murder trial", "homicide Lt. Nelson": the head says what is spoken of
        if self.company.catches_noun(token) or self._in_name(token):
            entries = [entry for entry in entries if _asks(entry.frame)]
        best: Trigger | None = None
        slots = noun_slots(self.reading, token)
        for entry in entries:
            trigger = self._try_noun(token, entry, slots)
            best = _surer(best, trigger) if trigger is not None else best
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
            if position < 0 or tokens[position].sentence != token.sentence or not is_word(tokens[position], word):
                return None
            start = tokens[position].start
        position = token.index
        for word in entry.after:
            position += 1
            if (
                position >= len(tokens)
                or tokens[position].sentence != token.sentence
                or not is_word(tokens[position], word)
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
        if entry.frame.patterns:
            match = longest_match(self.reading, token, entry.frame.patterns, slots)
            if match is None:
                return None
            specificity += 3 * match.pattern.length
        return Trigger(token, entry.frame, slots, start, end, nominal=True, specificity=specificity)

    def _matches(self, noun: Token, words: Words) -> bool:
        return matches(self.reading, noun, words, actors=self.actors, lexicon=self.lexicon)


_UPON = frozenset({"of", "on", "against", "upon"})
_COMPLETING = frozenset({"up", "down", "off"})
_PARTY_CLASSES = frozenset({"actor", "people", "force", "facility", "vehicle", "territory", "prisoner"})
