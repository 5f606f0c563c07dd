"""How a mention is worded: does it point back at an event already told, name another one, or tell one of its own?

"Saturday's clash" and "these attacks" point back; "a second attack" and "bombed the town again" tell of another.
"""

from __future__ import annotations

from gestae.coding.conditions import noun_lemma
from gestae.coding.mentions import EventMention
from gestae.lexicon.events import EventLexicon
from gestae.reading.tokens import Reading, Token

_OTHERS = frozenset(
    {
        "another",
        "second",
        "third",
        "fourth",
        "separate",
        "new",
        "other",
        "similar",
        "subsequent",
        "previous",
        "earlier",
        "further",
        "fresh",
    }
)
# What makes the party another one ("another man was arrested"), and so the deed.
_OTHER_PARTIES = frozenset({"another", "second", "third", "fourth", "other", "separate"})
_AGAIN = frozenset({"again", "also", "too", "separately", "elsewhere"})
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "its", "their", "his", "her"})
_POINTING = frozenset({"this", "that", "these", "those", "such"})
_STEM, _SHORTEST_STEM = 5, 4  # letters
_PLURAL = frozenset({"NNS", "NNPS"})
_MASS = frozenset({"fighting", "violence", "shelling", "unrest", "bombing", "firing", "killing"})


def is_definite(mention: EventMention, reading: Reading) -> bool:
    """Whether a noun points back at an event already told ("the strike", "its raid")."""
    if not mention.trigger.nominal or mention.trigger.slots.after("of"):
        return False  # "the downing of a drone" is definite by its "of", not by an earlier telling
    return has_article(mention.token, reading)


def has_article(noun: Token, reading: Reading) -> bool:
    """Whether "the", "this" or "their" stands before a noun."""
    return any(child.dep in {"det", "poss"} and child.lower in _DEFINITE for child in reading.children(noun))


def is_dated_back(mention: EventMention, reading: Reading) -> bool:
    """ "Saturday's clash", "last night's attacks": the day before the noun makes it a known one."""
    if not mention.trigger.nominal or mention.date is None:
        return False
    return any(
        child.dep == "poss" and mention.date.first <= child.index < mention.date.last
        for child in reading.children(mention.token)
    )


def is_another(mention: EventMention, reading: Reading) -> bool:
    """ "another explosion", "a second attack", "another man was arrested", "bombed again": a different one."""
    children = list(reading.children(mention.token))
    if mention.trigger.nominal:
        return any(child.lower in _OTHERS for child in children)
    if any(child.dep == "advmod" and child.lower in _AGAIN for child in children):
        return True
    return any(
        child.lower in _OTHER_PARTIES and child.dep in {"det", "amod"}
        for noun in (*mention.doers, *mention.targets)
        if noun.index < mention.token.index or noun.dep == "dobj"
        for child in reading.children(noun)
    )


def points_at(noun: Token, reading: Reading) -> bool:
    """Whether "this", "those", "such" stands before a noun ("that argument")."""
    return any(child.dep in {"det", "predet", "amod"} and child.lower in _POINTING for child in reading.children(noun))


def is_claim(mention: EventMention, reading: Reading) -> bool:
    """ "claimed responsibility for the attack": the attack is one that others told of."""
    token = mention.token
    for _ in range(3):  # "for the attack", "for carrying out the attack"
        if token.dep not in {"pobj", "dobj", "conj", "pcomp", "prep"} or token.head == token.index:
            return False
        token = reading.tokens[token.head]
        if token.lower == "for":
            return reading.tokens[token.head].lemma.lower() in {"responsibility", "credit", "authorship", "claim"}
    return False


def names_it(mention: EventMention, other: EventMention, reading: Reading) -> bool:
    """ "Described the attack as a massacre": another name for what the same verb speaks of."""
    word = reading.tokens[mention.token.head]
    if mention.token.dep != "pobj" or word.lower != "as" or not other.trigger.nominal:
        return False
    return other.token.head == word.head and other.token.dep in {"dobj", "nsubjpass"}


def is_plural(mention: EventMention) -> bool | None:
    """Whether an event noun tells of several; None for verbs and nouns that do not count."""
    if not mention.trigger.nominal or mention.token.lower in _MASS:
        return None
    return mention.token.tag in _PLURAL


def word_of(mention: EventMention) -> str:
    """The lemma that tells the event."""
    return noun_lemma(mention.token)


def same_word(mention: EventMention, other: EventMention) -> float:
    """1 when two mentions use one word or words of one stem ("exploded", "explosion"), 0.8 for two of one frame."""
    if is_of_word(mention, word_of(other)):
        return 1.0
    return 0.8 if mention.trigger.frame.id == other.trigger.frame.id else 0.0


def is_of_word(mention: EventMention, word: str) -> bool:
    """Whether a mention uses a word (a lemma in lower case) or one of its stem."""
    own = word_of(mention)
    stem = min(len(own), len(word), _STEM)
    return own == word or (stem >= _SHORTEST_STEM and own[:stem] == word[:stem])


def content_words(mention: EventMention, reading: Reading, lexicon: EventLexicon) -> frozenset[str]:
    """What is promised, asked, refused or blamed: nouns, verbs and numbers after the trigger, parties left out."""
    parties = [(party.start, party.end) for party in (*mention.actors, *mention.recipients)]
    dates = range(mention.date.first, mention.date.last) if mention.date is not None else range(0)
    found: set[str] = set()
    for token in reading.subtree(mention.token)[:60]:
        if (
            token.index == mention.token.index
            or token.index in dates
            or token.pos not in {"NOUN", "VERB", "NUM", "PROPN"}
        ):
            continue
        if token.index < mention.token.index and not mention.trigger.nominal and not _is_undergone(token, mention):
            continue
        if any(start <= token.start < end for start, end in parties) or token.lemma.lower() in _EMPTY:
            continue
        found.add(noun_lemma(token) if token.pos in {"NOUN", "PROPN"} else token.lemma.lower())
    return frozenset(found - lexicon.light_verbs)


_EMPTY = frozenset(
    {"be", "have", "do", "say", "make", "take", "get", "go", "would", "will", "can", "day", "week", "time"}
)


def _is_undergone(token: Token, mention: EventMention) -> bool:
    return any(token.index == noun.index for noun in mention.targets)


def is_term_served(mention: EventMention, reading: Reading) -> bool:
    """ "Spent 15 years under house arrest": what lasted for years, and no arrest of today."""
    above = reading.tokens[mention.token.head]
    if mention.token.dep != "pobj" or above.dep != "prep":
        return False
    verb = reading.tokens[above.head]
    while verb.pos in {"NOUN", "NUM"} and verb.head != verb.index:
        verb = reading.tokens[verb.head]
    return verb.lemma in {"spend", "serve"}
