"""Who has a voice: persons, bodies and what they write speak; studies, figures and clocks do not.

"The ministry said" and "the statement said" are somebody's words, "the study found" and "the clock says" nobody's.
What goes on in a head ("thinks it is cold") is told as a statement only of those who speak in public.
"""

from __future__ import annotations

from typing import Protocol

from gestae.lexicon.grammar import load_grammar
from gestae.lexicon.speech import Voices
from gestae.reading.tokens import Reading, Token

_PERSONS = frozenset({"i", "we", "you", "he", "she", "they", "who"})
_NOBODY = frozenset({"nobody", "none", "neither", "nothing"})
_NUMBERS = frozenset({"one", "two", "three", "some", "several", "many", "both", "most", "others"})
_NAMES = frozenset({"PERSON", "ORG", "GPE", "NORP"})
REFLEXIVES = frozenset({"itself", "himself", "herself", "themselves"})
_GIVEN = frozenset({"oprd", "pobj", "dobj", "attr", "appos", "xcomp", "ccomp"})


class Mentioned(Protocol):
    """A mention of an actor."""

    @property
    def actor(self) -> str:
        """The id of the actor."""
        ...


class Described(Protocol):
    """What is known of an actor."""

    @property
    def kind(self) -> str:
        """What sort of actor."""
        ...

    @property
    def sector(self) -> str | None:
        """The PLOVER sector."""
        ...

    @property
    def country(self) -> str | None:
        """Whose it is, as a code."""
        ...


class MentionedActors(Protocol):
    """Who is meant by a token."""

    def at(self, token_index: int, /) -> Mentioned | None:
        """The mention at a token."""
        ...

    def by_id(self, actor_id: str, /) -> Described:
        """The actor of an id."""
        ...


def has_voice(reading: Reading, source: Token, lemma: str, voices: Voices, actors: MentionedActors | None) -> bool:
    """Whether the subject of a verb of saying can say anything; `lemma` is the verb's."""
    token = _counted(reading, antecedent(reading, source))
    noun, word = token.lemma.lower(), token.lower
    if word in _PERSONS or (actors is not None and actors.at(token.index) is not None):
        return True
    if noun in voices.documents or noun in voices.public:
        return True
    if noun in voices.mute or word in voices.mute or word in _NOBODY:
        return False
    if token.pos == "PROPN" and token.entity in _NAMES:
        return True
    return actors is None or lemma in voices.plain


def _counted(reading: Reading, token: Token) -> Token:
    """The noun that a bare number counts: "one of the protesters", "several of them"."""
    if token.lower in _NUMBERS:
        of = next((child for child in reading.children(token) if child.dep == "prep" and child.lower == "of"), None)
        if of is not None:
            return next((child for child in reading.children(of) if child.dep == "pobj"), token)
    return token


def is_body(reading: Reading, source: Token, voices: Voices, actors: MentionedActors | None) -> bool:
    """Whether the source is known to be a person or a body, and no thing or document."""
    token = antecedent(reading, source)
    if actors is None:
        return token.pos in {"PROPN", "PRON"}
    return actors.at(token.index) is not None


def stands_in_public(reading: Reading, source: Token, voices: Voices, actors: MentionedActors | None) -> bool:
    """Whether the source speaks for more than itself: a state, a body, an office, analysts, but not a boy."""
    if actors is None:
        return source.pos != "PRON"
    token = antecedent(reading, source)
    if token.lemma.lower() in voices.public:
        return True
    mention = actors.at(token.index)
    if mention is None:
        return False
    actor = actors.by_id(mention.actor)
    return actor.kind in voices.kinds or (actor.sector in voices.standing if actor.sector else False)


def is_newsroom(reading: Reading, source: Token, actors: MentionedActors | None) -> bool:
    """Whether the source is a newspaper, agency or station."""
    mention = actors.at(source.index) if actors is not None else None
    return mention is not None and actors is not None and actors.by_id(mention.actor).kind == "media"


def is_nobody(reading: Reading, source: Token) -> bool:
    """ "No group has claimed responsibility", "nobody said"."""
    if source.lower in _NOBODY:
        return True
    return any(child.lower in {"no", "neither"} and child.dep == "det" for child in reading.children(source))


def antecedent(reading: Reading, source: Token) -> Token:
    """The noun that "who" or "which" means, else the token itself."""
    if source.tag in {"WP", "WDT"} or source.lower == "that":
        clause = reading.tokens[source.head]
        if clause.dep == "relcl" and reading.tokens[clause.head].pos in {"NOUN", "PROPN", "PRON"}:
            return reading.tokens[clause.head]
    return source


def name_given(reading: Reading, noun: Token) -> Token | None:
    """The name of "a group calling itself the Lions of Yemen" or "an outfit known as the Lions": its last noun."""
    for verb in reading.children(noun):
        itself = any(one.lower in REFLEXIVES for one in reading.children(verb))
        if (verb.dep == "acl" or itself) and verb.lemma.lower() in load_grammar().naming:
            named = [one for one in reading.subtree(verb) if one.pos == "PROPN" and one.dep in _GIVEN]
            return named[0] if named else None
    return None
