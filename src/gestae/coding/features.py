"""What can be seen around the words that tell an event: the evidence on which a judge decides.

Of "The two parties struck a deal over the budget" it sees the verb, its frame (an assault), its subject "party", its
object "deal", the words around and the row of the parser's network for "struck".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from gestae.coding.mentions import EventMention
from gestae.coding.parties import Party
from gestae.coding.triggers import noun_lemma
from gestae.lexicon.events import EventLexicon
from gestae.lexicon.wordspace import load_wordspace
from gestae.reading.tokens import Reading, Token
from gestae.resolving.who.actors import Actors

_CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ"})
_WINDOW = 5
_CLASSES = ("people", "force", "facility", "vehicle", "territory", "weapon", "abstract")


class FeatureReader:
    """Names the features of event mentions; holds what every step needs."""

    def __init__(self, reading: Reading, *, actors: Actors, lexicon: EventLexicon) -> None:
        self.reading = reading
        self.space = load_wordspace()
        self.actors = actors
        self.lexicon = lexicon

    def names(self, mention: EventMention) -> list[str]:
        """The features a mention has, without order or repetition; with the type before those that depend on it."""
        token, kind = mention.token, mention.type
        found = ["any", f"type={kind}", f"frame={mention.trigger.frame.id}", f"m={kind}/{mention.standing.modality}"]
        own = list(self._own(token))
        found.extend(own)
        around = [*self._arguments(mention), *self._parties(mention), *self._clause(token)]
        found.extend(around)
        found.extend(f"{kind}/{name}" for name in around)
        lemma = _word(token)
        found.extend(f"{lemma}/{name}" for name in around)
        found.extend(self._window(token))
        found.extend(self._sentence(token))
        return list(dict.fromkeys(found))

    def vector(self, mention: EventMention) -> NDArray[np.float32]:
        """Rows of the parser's network: the trigger's, and the mean of those it governs; empty where it has none."""
        vectors = self.reading.vectors
        if vectors is None or not vectors.shape[1]:
            return np.zeros(0, dtype=np.float32)
        token = mention.token
        below = [child.index for child in self.reading.children(token) if child.pos in _CONTENT]
        mean = vectors[below].mean(axis=0) if below else np.zeros(vectors.shape[1], dtype=np.float32)
        return np.concatenate([vectors[token.index], mean, *self._senses(mention)])

    def _senses(self, mention: EventMention) -> list[NDArray[np.float32]]:
        """Mean word vectors of the trigger, of its subjects, its objects and others, and of the whole sentence."""
        slots, token = mention.trigger.slots, mention.token
        sentence = self.reading.sentences[token.sentence]
        others = [noun for _, noun in slots.prepositions]
        whole = [word for word in self.reading.sentence_tokens(sentence) if word.pos in _CONTENT and word is not token]
        return [self._mean(group) for group in ((token,), slots.subjects, slots.objects, others, whole)]

    def _mean(self, words: Iterable[Token]) -> NDArray[np.float32]:
        found = [vector for word in words if (vector := self.space.vector(_word(word))) is not None]
        if not found:
            return np.zeros(self.space.width, dtype=np.float32)
        mean: NDArray[np.float32] = np.mean(found, axis=0, dtype=np.float32)
        return mean

    def _own(self, token: Token) -> Iterator[str]:
        lemma = _word(token)
        yield f"word={lemma}"
        yield f"word={lemma}/{token.tag}"
        yield f"word={lemma}/{token.dep}"
        yield f"tag={token.tag}"
        yield f"dep={token.dep}"
        head = self.reading.tokens[token.head]
        yield f"head={_word(head)}" if head is not token else "head=-"
        yield f"{lemma}/head={_word(head)}" if head is not token else f"{lemma}/head=-"
        if token.text[:1].isupper():
            yield "capital"

    def _arguments(self, mention: EventMention) -> Iterator[str]:
        slots = mention.trigger.slots
        yield from self._slot("subject", slots.subjects)
        yield from self._slot("object", slots.objects)
        for word, noun in slots.prepositions:
            yield f"prep={word}"
            yield from self._slot(word, (noun,))
        if slots.passive:
            yield "passive"
        if mention.trigger.content:
            yield "content"

    def _slot(self, slot: str, nouns: Iterable[Token]) -> Iterator[str]:
        for noun in nouns:
            lemma = noun_lemma(noun)
            yield f"{slot}={lemma}"
            if (sort := self.space.sort(lemma)) is not None:
                yield f"{slot}~{sort}"
            for name in _CLASSES:
                if lemma in self.lexicon.classes.get(name, ()):
                    yield f"{slot}@{name}"
            known = self.actors.at(noun.index)
            yield f"{slot}@{self.actors.by_id(known.actor).kind if known else 'thing'}"
            if noun.entity:
                yield f"{slot}#{noun.entity}"

    def _parties(self, mention: EventMention) -> Iterator[str]:
        yield from self._side("actor", mention.actors)
        yield from self._side("recipient", mention.recipients)
        if mention.targets:
            yield "targets"
        if mention.means:
            yield "means"
        if mention.date is not None:
            yield "dated"
        if mention.places:
            yield "placed"

    def _side(self, side: str, parties: tuple[Party, ...]) -> Iterator[str]:
        if not parties:
            yield f"{side}=none"
        for party in parties:
            actor = self.actors.by_id(party.actor)
            yield f"{side}:{actor.kind}"
            yield f"{side}:{actor.sector}"
            yield f"{side}:{actor.country is not None}"

    def _clause(self, token: Token) -> Iterator[str]:
        for child in self.reading.children(token):
            if child.dep in {"aux", "auxpass", "neg", "det", "mark", "prt", "poss", "nummod"}:
                yield f"{child.dep}={child.lower if child.dep != 'poss' else 'poss'}"
            elif child.dep in {"ccomp", "xcomp", "advcl", "relcl", "acl"}:
                yield f"{child.dep}={child.tag}"
            elif child.dep in {"amod", "compound", "advmod"}:
                yield f"mod={_word(child)}"

    def _window(self, token: Token) -> Iterator[str]:
        tokens = self.reading.tokens
        sentence = self.reading.sentences[token.sentence]
        if token.index > sentence.first:
            yield f"-1={tokens[token.index - 1].lower}"
        if token.index + 1 < sentence.last:
            yield f"+1={tokens[token.index + 1].lower}"
        for word in tokens[max(sentence.first, token.index - _WINDOW) : min(sentence.last, token.index + _WINDOW + 1)]:
            if word is not token and word.pos in _CONTENT:
                yield f"near={_word(word)}"

    def _sentence(self, token: Token) -> Iterator[str]:
        sentence = self.reading.sentences[token.sentence]
        for word in self.reading.sentence_tokens(sentence):
            if word.pos in _CONTENT and word is not token:
                yield f"in={_word(word)}"
                if (sort := self.space.sort(_word(word))) is not None:
                    yield f"in~{sort}"


def _word(token: Token) -> str:
    return noun_lemma(token) if token.pos in {"NOUN", "PROPN"} else token.lemma.lower()
