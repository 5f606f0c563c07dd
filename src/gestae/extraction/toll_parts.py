"""The part of a whole that has a row of its own, which nobody adds up, and whom "as well as" adds.

"36 people were killed, among them ten journalists", "three of them officers", "five of those killed were policemen",
"of the 30 killed, 11 were children", "among the dead were three children"; "24 civilians, as well as 25 rebels".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from gestae.extraction.victims import Victim, VictimReader
from gestae.lexicon.casualties import CasualtyWords
from gestae.reading.quantities import Quantity, read_quantity
from gestae.reading.tokens import Reading, Token

_REACH = 25
_PARTICLES = frozenset({"de", "del", "la", "y", "e", "al", "el", "bin", "ibn", "van", "von", "der", "da", "dos", "di"})
_THEM = frozenset({"them", "whom"})
_THOSE = frozenset({"the", "those", "these"})


class PartReader:
    """Reads parts and additions by the order of the words, for parsers hang them anywhere."""

    def __init__(self, reading: Reading, words: CasualtyWords, victims: VictimReader) -> None:
        self._tokens = reading.tokens
        self._reading = reading
        self._words = words
        self._victims = victims

    def after(self, token: Token, trigger: Token) -> Iterator[Victim]:
        """The parts named behind a token, up to the next casualty word: "including two nuns", "two of them nuns"."""
        stop = self._stop(token)
        for at in range(token.index + 1, min(stop, token.index + _REACH)):
            if self._is_other_casualty(at, trigger):
                return
            if (part := self._of_them(at, stop)) is not None:
                yield part
                return
            if self._tokens[at].lower == "identified" and at + 1 < stop and self._tokens[at + 1].lower == "as":
                yield from self._names(at + 2, stop)
                return
            among = self._tokens[at].lower == "among" and at + 1 < stop and self._tokens[at + 1].lower in _THEM
            if among or self._tokens[at].lower in self._words.words["parts"]:
                begin = at + (2 if among else 1)
                listed = [*self._listed(begin, stop)]
                yield from listed or self._names(begin, stop)
                return

    def added(self, token: Token, trigger: Token) -> Iterator[Victim]:
        """Those whom "as well as" or "plus" adds behind a token."""
        stop = self._stop(token)
        for at in range(token.index + 1, min(stop, token.index + _REACH)):
            if self._is_other_casualty(at, trigger):
                return
            for phrase in sorted(self._words.words["additions"]):
                length = len(phrase.split())
                if " ".join(one.lower for one in self._tokens[at : at + length]) == phrase:
                    yield from self._listed(at + length, stop)
                    return

    def along(self, verb: Token) -> list[Victim]:
        """Those killed "along with" the one the sentence is about."""
        found: list[Victim] = []
        tokens = self._tokens
        for child in self._reading.children(verb):
            if child.lower in self._words.words["also_with"]:
                below = [one for one in self._reading.children(child) if one.dep in {"prep", "pobj"}]
                nouns = [one for one in below if one.dep == "pobj"]
                nouns += [one for prep in below if prep.dep == "prep" for one in self._reading.children(prep)]
                found += self._victims.of_nouns([noun for noun in nouns if noun.dep == "pobj"])
            elif (
                child.dep == "prep" and child.lower == "with" and tokens[child.index - 1].lower in {"along", "together"}
            ):
                found += self._victims.of_nouns([one for one in self._reading.children(child) if one.dep == "pobj"])
        return found

    def of_state(self, token: Token) -> Iterator[Victim]:
        """What is said of the dead or wounded as a whole: "among the dead were three nuns", "two of the dead were"."""
        first = self._reading.sentences[token.sentence].first
        if token.index == first or (token.index == first + 1 and self._tokens[first].lower == "also"):
            yield from self._complements(token)  # "Killed were two policemen"
            yield from self._included(token)
            return
        opening = next(
            (at for at in range(token.index - 1, max(first - 1, token.index - 5), -1) if self._opens(at)), None
        )
        if opening is None:
            return
        before = self._tokens[opening - 1].lower if opening > first else ""
        if before == "of":
            yield from self._fraction(token, opening - 1, first)
        elif before == "among":
            yield from self._complements(token)
        else:
            yield from self._included(token)
            yield from self._identified(token)

    def named(self, victim: Victim) -> Iterator[Victim]:
        """Who a group was, by name right behind it: "a young couple, Ana Rios and Juan Perez"."""
        stop = self._stop(self._tokens[victim.first])
        if victim.max == 1 or victim.last + 1 >= stop:
            return
        if self._tokens[victim.last].text in {",", ":"}:
            found = [*self._names(victim.last + 1, stop)]
            if 1 < len(found) <= (victim.max or len(found)):
                yield from found

    def _identified(self, token: Token) -> Iterator[Victim]:
        """ "The dead were identified as Juan Perez and Ana Rios", "identified the victim as"."""
        stop = min(self._stop(token), token.index + 10)
        for at in range(token.index + 1, stop):
            said = self._tokens[at - 1].lower in {"identified", "named"} or at == token.index + 1
            verb = self._tokens[token.head].lemma in {"identify", "name"} or self._tokens[at - 1].lower == "identified"
            if self._tokens[at].lower == "as" and said and verb:
                yield from self._names(at + 1, self._stop(token))
                return

    def _opens(self, at: int) -> bool:
        return self._tokens[at].lower in _THOSE

    def _stop(self, token: Token) -> int:
        return self._reading.sentences[token.sentence].last

    def _is_other_casualty(self, at: int, trigger: Token) -> bool:
        """Whether a verb of another harm stands there: what follows is a part of its victims."""
        token, words = self._tokens[at], self._words
        if at == trigger.index or token.pos not in {"VERB", "ADJ"}:
            return False
        effect = words.objects.get(token.lemma.lower()) or words.states.get(token.lower)
        mine = words.objects.get(trigger.lemma.lower()) or words.states.get(trigger.lower)
        return effect is not None and effect != mine

    def _of_them(self, at: int, stop: int) -> Victim | None:
        """ "two of them children", "four of whom were women"."""
        first = self._reading.sentences[self._tokens[at].sentence].first
        found = read_quantity(self._tokens, at, self._victims.numbers, first=first, stop=stop)
        if found is None or found.last + 2 >= stop or self._tokens[found.last].lower != "of":
            return None
        noun = found.last + 2
        if self._tokens[noun - 1].lower not in _THEM:
            return None
        while noun < stop and (self._tokens[noun].lemma == "be" or self._tokens[noun].lower in {"the", "a", "an"}):
            noun += 1
        return self._named(found, noun, stop)

    def _named(self, count: Quantity, begin: int, stop: int) -> Victim | None:
        """A count with the noun phrase that begins at a token."""
        last = begin
        while last < stop and self._tokens[last].pos in {"ADJ", "NOUN", "PROPN"}:
            last += 1
        if last == begin or self._tokens[last - 1].pos == "ADJ":
            return None
        return Victim(last - 1, count.first, last, count.min, count.max, counted=True, noun_first=begin)

    def _listed(self, start: int, stop: int) -> Iterator[Victim]:
        victim = self._victims.counted_at(start, stop)
        while victim is not None:
            yield victim
            more = victim.last < stop and self._tokens[victim.last].lower in {"and", ","}
            victim = self._victims.counted_at(victim.last + 1, stop, reach=0, definite=False) if more else None

    def _names(self, start: int, stop: int) -> Iterator[Victim]:
        """The persons named in a row: "identified as Juan Perez, 30, and Ana Rios"; each is one."""
        at = start
        while at < stop:
            last = at
            while last < stop and (self._tokens[last].pos == "PROPN" or self._is_title(last, stop)):
                last += 1
                last += last + 1 < stop and self._is_particle(last)
            if last == at or self._tokens[last - 1].entity not in {"PERSON", ""}:
                return
            yield Victim(last - 1, at, last, 1, 1, noun_first=at)
            at = last
            while at < stop and (self._tokens[at].lower in {",", "and", ";"} or self._tokens[at].tag == "CD"):
                at += 1
            if at == last:
                return

    def _is_title(self, at: int, stop: int) -> bool:
        """Whether a common noun before a name belongs to it: "policeman Leon Gomez"."""
        after = self._tokens[at + 1] if at + 1 < stop else None
        return self._tokens[at].pos == "NOUN" and after is not None and after.pos == "PROPN"

    def _is_particle(self, at: int) -> bool:
        """Whether a small word stands inside a name: "Irma de Puentes"."""
        return self._tokens[at].lower in _PARTICLES and self._tokens[at + 1].pos == "PROPN"

    def _complements(self, token: Token) -> Iterator[Victim]:
        """The noun phrases behind the "were" that follows."""
        verb = self._be_after(token)
        if verb is None:
            return
        nouns = [one for one in self._reading.children(verb) if one.dep in {"attr", "nsubj"} and one.index > verb.index]
        if not nouns and verb.dep in {"aux", "auxpass"}:
            above = self._tokens[verb.head]
            nouns = [one for one in self._reading.children(above) if one.dep == "attr" and one.index > verb.index]
        yield from (one for one in self._victims.of_nouns(nouns) if one.counted or one.article or self._is_name(one))

    def _is_name(self, victim: Victim) -> bool:
        return victim.head is not None and self._tokens[victim.head].entity == "PERSON"

    def _be_after(self, token: Token) -> Token | None:
        near = self._tokens[token.index + 1 : min(self._stop(token), token.index + 9)]
        return next((one for one in near if one.lemma == "be"), None)

    def _fraction(self, token: Token, of: int, first: int) -> Iterator[Victim]:
        """ "Five of those killed were policemen", "Of the 30 people killed, 11 were children"."""
        verb, stop, numbers = self._be_after(token), self._stop(token), self._victims.numbers
        if verb is None:
            return
        ends = (verb.index,) if of == first else (of,)
        for start in range(max(first, ends[0] - 4), ends[0]):
            found = read_quantity(self._tokens, start, numbers, first=first, stop=stop)
            if found is None or found.last != ends[0]:
                continue
            begin = verb.index + 1
            begin += begin < stop and self._tokens[begin].lower in {"the", "a", "an"}
            named = self._named(found, begin, stop)
            if named is not None:
                yield replace(named, first=found.first)
            return

    def _included(self, token: Token) -> Iterator[Victim]:
        """ "The dead include two nuns and a priest"."""
        verb = self._tokens[token.head]
        if verb.lemma != "include" or token.dep != "nsubj":
            return
        objects = [one for one in self._reading.children(verb) if one.dep == "dobj"]
        yield from (one for one in self._victims.of_nouns(objects) if one.counted or one.article or self._is_name(one))
