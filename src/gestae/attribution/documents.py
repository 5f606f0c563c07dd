"""Whose words a document tells: "a statement from the ministry said", "issued a statement saying", "it said".

"The ministry issued a communique on Friday. The communique said ...": the second one is the ministry's too.
"""

from __future__ import annotations

from dataclasses import dataclass

from gestae.attribution.attribution import source_of
from gestae.attribution.voices import MentionedActors
from gestae.lexicon.speech import Voices
from gestae.reading.tokens import Reading, Token

_AUTHORS = frozenset({"by", "from", "of"})
_HOLDING = frozenset({"in", "via", "through", "with"})
_NAMES = frozenset({"ORG", "GPE", "NORP", "PERSON"})
_REACH = 12


@dataclass(frozen=True, slots=True)
class Document:
    """A document that a report speaks of: the token of its noun and the head of the phrase that says whose it is."""

    noun: int
    lemma: str
    issuer: int


def issued_documents(reading: Reading, voices: Voices, actors: MentionedActors | None) -> tuple[Document, ...]:
    """Every document whose issuer the report names, in the order of the text."""
    found = []
    for token in reading.tokens:
        if token.pos == "NOUN" and token.lemma.lower() in voices.documents:
            issuer = issuer_of(reading, token, voices, actors)
            if issuer is not None:
                found.append(Document(token.index, token.lemma.lower(), issuer))
    return tuple(found)


def issuer_of(reading: Reading, noun: Token, voices: Voices, actors: MentionedActors | None) -> int | None:
    """Who speaks in a document, as far as its own phrase and the verb above it say."""
    return _named_with(reading, noun, voices, actors) or _named_by_verb(reading, noun, voices)


def earlier(documents: tuple[Document, ...], noun: Token) -> int | None:
    """The issuer of the last document before "the statement"."""
    lemma = noun.lemma.lower()
    before = [item for item in documents if item.noun < noun.index]
    same = [item for item in before if item.lemma == lemma]
    return (same or before)[-1].issuer if before else None


def _named_with(reading: Reading, noun: Token, voices: Voices, actors: MentionedActors | None) -> int | None:
    children = list(reading.children(noun))
    for child in children:
        if child.dep == "poss":
            return child.index
    for child in children:
        if child.dep in {"prep", "agent"} and child.lower in _AUTHORS:
            for word in reading.children(child):
                if word.dep == "pobj" and (child.lower != "of" or _is_actor(word, actors)):
                    return word.index
        if child.dep == "acl" and child.lemma in voices.issuing and child.tag == "VBN":
            for agent in reading.children(child):
                if agent.lower == "by":
                    return next((word.index for word in reading.children(agent) if word.dep == "pobj"), None)
    for child in children:
        if child.dep in {"compound", "amod", "nmod"} and _is_actor(child, actors):
            return child.index
    return None


def _is_actor(token: Token, actors: MentionedActors | None) -> bool:
    return token.entity in _NAMES if actors is None else actors.at(token.index) is not None


def _named_by_verb(reading: Reading, noun: Token, voices: Voices) -> int | None:
    verb = reading.tokens[noun.head]
    if noun.dep == "pobj" and verb.lower in _HOLDING:
        verb = reading.tokens[verb.head]
    elif noun.dep not in {"dobj", "nsubjpass"} or verb.lemma not in voices.issuing:
        return None
    if verb.tag[:1] != "V":
        return None
    source = source_of(reading, verb)
    return source if source is not None and source != noun.index else None
