"""What was done in answer to what, with the words that say so.

"The airstrikes came in retaliation for rocket attacks": the airstrikes stand in `retaliation_for` to the attacks.
"Soleimani's killing came after militiamen stormed the embassy": `follows`.
"""

from __future__ import annotations

from collections.abc import Iterator

from gestae.coding.arguments import verb_slots
from gestae.coding.events import Events
from gestae.lexicon.answers import LinkPhrase, LinkWords
from gestae.reading.tokens import Reading, Token
from gestae.record.events import Event
from gestae.record.links import Link, LinkRelation

_STRENGTH = {"retaliation_for": 3, "response_to": 2, "caused_by": 1, "follows": 0}


def link_answers(reading: Reading, *, events: Events, words: LinkWords) -> tuple[Link, ...]:
    """Every link the report states, the most telling phrase for each pair of events, in the order of the text."""
    linker = _Linker(reading, events, words)
    best: dict[tuple[str, str], Link] = {}
    for link in linker.links():
        pair = (link.source, link.target)
        known = best.get(pair)
        if known is None or _STRENGTH[link.relation] > _STRENGTH[known.relation]:
            best[pair] = link
    # "A after B" and "B after A" cannot both hold: the stronger phrase stays.
    kept = [
        link
        for pair, link in best.items()
        if (pair[1], pair[0]) not in best or _STRENGTH[best[pair[1], pair[0]].relation] < _STRENGTH[link.relation]
    ]
    return tuple(sorted(kept, key=lambda link: (link.evidence[0].start, link.source, link.target)))


class _Linker:
    """The walk over the tokens; holds what every step needs."""

    def __init__(self, reading: Reading, events: Events, words: LinkWords) -> None:
        self.reading = reading
        self.events = events
        self.words = words

    def links(self) -> Iterator[Link]:
        for token in self.reading.tokens:
            for phrase in self.words.phrases.get(token.lower, ()):
                last = self._phrase_end(token, phrase)
                if last is not None:
                    yield from self._by_phrase(token, last, phrase)
                    break
            else:
                yield from self._pointing_back(token)
            if token.pos == "VERB" and token.lemma.lower() in self.words.verbs:
                yield from self._by_verb(token)

    def _phrase_end(self, token: Token, phrase: LinkPhrase) -> Token | None:
        end = token.index + len(phrase.words)
        found = self.reading.tokens[token.index : end]
        if len(found) < len(phrase.words) or found[-1].sentence != token.sentence:
            return None
        return (
            found[-1] if all(word.lower == wanted for word, wanted in zip(found, phrase.words, strict=True)) else None
        )

    def _by_phrase(self, first: Token, last: Token, phrase: LinkPhrase) -> Iterator[Link]:
        earlier = self._below(last)
        for index in range(last.index - 1, first.index - 1, -1):  # "because of": the noun may hang on either word
            earlier = earlier or self._below(self.reading.tokens[index])
        later = self._above(first, {event.id for event in earlier})
        for event in earlier[:1]:
            if later is not None and later.id != event.id and (not phrase.types or later.type in phrase.types):
                yield self._link(later, event, phrase.relation, first.start, last.end)

    def _pointing_back(self, token: Token) -> Iterator[Link]:
        """ "Moscow expelled as many in retaliation": in answer to the event told before."""
        for phrase in self.words.bare.get(token.lower, ()):
            last = self._phrase_end(token, phrase)
            if last is None:
                continue
            later = self.events.at(token.index) or self._above(token, set())
            earlier = self._before(token, later) if later is not None else None
            if later is not None and earlier is not None:
                yield self._link(later, earlier, phrase.relation, token.start, last.end)
            return

    def _before(self, token: Token, later: Event) -> Event | None:
        """The nearest event told earlier, up to a sentence back, by whom the later one is aimed at."""
        floor = self.reading.sentences[max(0, token.sentence - 1)].first
        told = [self.events.at(index) for index in range(token.index - 1, floor - 1, -1)]
        found = [
            event
            for event in told
            if event is not None and event.id != later.id and not set(event.actors) & set(later.actors)
        ]
        alike = [event for event in found if event.type == later.type]  # an expulsion answers an expulsion
        return next(iter((*alike, *found)), None)

    def _by_verb(self, verb: Token) -> Iterator[Link]:
        entry = self.words.verbs[verb.lemma.lower()]
        slots = verb_slots(self.reading, verb)
        subject = next((event for noun in slots.subjects for event in self._within(noun)), None)
        object_ = next((event for noun in slots.objects for event in self._within(noun)), None)
        if subject is None or object_ is None or subject.id == object_.id:
            return
        later, earlier = (subject, object_) if entry.later == "subject" else (object_, subject)
        yield self._link(later, earlier, entry.relation, verb.start, verb.end)

    def _below(self, word: Token) -> list[Event]:
        """The events that stand after a preposition or conjunction, nearest to it first."""
        for child in self.reading.children(word):
            if child.index > word.index and child.dep in {"pobj", "pcomp", "ccomp", "advcl", "dobj"}:
                return self._within(child)
        if word.dep == "mark" or word.pos == "SCONJ":
            return self._within(self.reading.tokens[word.head])
        if word.lemma.lower() in {"avenge", "protest", "follow"}:
            return [event for child in self.reading.children(word) for event in self._within(child)]
        return []

    def _above(self, word: Token, not_these: set[str]) -> Event | None:
        """The event that governs a phrase: the nearest one above it, else the nearest one before it in the sentence."""
        token = word
        if word.dep == "mark":
            token = self.reading.tokens[word.head]
        for above in self.reading.ancestors(token):
            event = self.events.at(above.index)
            if event is None and above.pos in {"VERB", "AUX"}:
                event = self._subject_event(above)
            if event is not None and event.id not in not_these:
                return event
        for index in range(word.index - 1, self.reading.sentences[word.sentence].first - 1, -1):
            event = self.events.at(index)
            if event is not None and event.id not in not_these:
                return event
        return None

    def _subject_event(self, verb: Token) -> Event | None:
        """ "The killing came after": the verb says nothing, its subject is the event."""
        for child in self.reading.children(verb):
            if child.dep in {"nsubj", "nsubjpass", "dobj"}:
                event = self.events.at(child.index)
                if event is not None:
                    return event
        return None

    def _within(self, token: Token) -> list[Event]:
        """Events told inside a phrase, its head first, then in the order of the text."""
        found: dict[str, Event] = {}
        for word in [token, *self.reading.subtree(token)]:
            event = self.events.at(word.index)
            if event is not None:
                found.setdefault(event.id, event)
        return list(found.values())

    def _link(self, later: Event, earlier: Event, relation: LinkRelation, start: int, end: int) -> Link:
        return Link(
            source=later.id,
            target=earlier.id,
            relation=relation,
            evidence=(self.reading.quote(start, end, "link"),),
        )
