"""What a sentence puts one after the other: "Iran fired missiles after the strike" tells of two deeds.

The strike is the anchor behind "after", the firing is what governs it: the one is never the other, and a day named
beside the anchor is not the day of the governor.
"""

from __future__ import annotations

from functools import cache
from itertools import islice

from gestae.lexicon.answers import load_link_words
from gestae.lexicon.calendar import load_calendar
from gestae.reading.tokens import Reading, Token

# Which way the governor lies from the anchor: after it (1) or before it (-1).
ORDER = {"after": 1, "following": 1, "before": -1}
_UNITS = load_calendar().units
_LENGTH = 5  # words that a length before "after" may have ("more than two and a half")
_DEEPEST = 40  # words above one, at most: deeper is no sentence that anybody wrote, and costs time without end
_CARRYING = frozenset(
    {"dobj", "nsubj", "nsubjpass", "xcomp", "attr", "conj", "pobj", "prep", "pcomp", "agent", "compound", "acomp"}
)


def anchor_and_governor(reading: Reading, word: Token) -> tuple[Token | None, Token | None]:
    """What an "after" counts from (the noun behind it, or the verb of its clause), and what it tells the time of."""
    if word.dep == "mark":
        clause = reading.tokens[word.head]
        return (clause, _above(reading, clause, word)) if clause.index > word.index else (None, None)
    behind = (child for child in reading.children(word) if child.dep in {"pobj", "pcomp"} and child.index > word.index)
    return next(behind, None), _above(reading, word, word)


def _above(reading: Reading, token: Token, word: Token) -> Token | None:
    """The word above, past the length itself ("days" may head "after" or hang on it)."""
    for _ in range(4):
        if token.head == token.index:
            return None
        token = reading.tokens[token.head]
        near = word.index - _LENGTH < token.index <= word.index
        if not (near and (token.lower in _UNITS or token.lower in {*ORDER, "within"})):
            return token
    return None


def is_carried(reading: Reading, token: Token, governor: Token) -> bool:
    """Whether a word is the governor or what it carries ("the attack" that "came")."""
    for _ in range(5):
        if token.index == governor.index:
            return True
        if token.head == token.index or token.dep not in _CARRYING or token.lower in ORDER:
            return False
        token = reading.tokens[token.head]
    return False


def is_below(reading: Reading, token: Token, above: Token) -> bool:
    """Whether a word is another one or hangs on it."""
    return token.index == above.index or any(one.index == above.index for one in reading.ancestors(token))


def is_anchor(reading: Reading, noun: Token) -> bool:
    """Whether a noun only gives the time of what is told ("five days after the strike, Iran attacked")."""
    return noun.dep == "pobj" and reading.tokens[noun.head].lower in ORDER


def points_back(reading: Reading, noun: Token) -> bool:
    """Whether such a noun is one already told of: "after the strike", not "after days of fighting"."""
    return is_anchor(reading, noun) and any(
        child.dep == "det" and child.lower in {"the", "this", "that"} for child in reading.children(noun)
    )


def in_sequence(reading: Reading, one: Token, other: Token) -> bool:
    """Whether a sentence puts one word's deed before or after the other's."""
    if one.sentence != other.sentence:
        return False
    after = _comes_after(reading, one, other) or _comes_after(reading, other, one)
    return after or _is_answered_by(reading, one, other) or _is_answered_by(reading, other, one)


def _is_answered_by(reading: Reading, inside: Token, outside: Token) -> bool:
    """ "Airstrikes in retaliation for rocket attacks": what is answered is not the answer."""
    token = inside
    for above in islice(reading.ancestors(inside), _DEEPEST):
        if token.dep == "prep" and above.lower in _answering() and above.index < token.index:
            return any(one.index == outside.index for one in islice(reading.ancestors(above), _DEEPEST))
        token = above
    return False


@cache
def _answering() -> frozenset[str]:
    """The words before "for" or "to" in phrases that say what is answered ("in retaliation for")."""
    phrases = (phrase for rows in load_link_words().phrases.values() for phrase in rows)
    asked = [one.words for one in phrases if one.relation in {"retaliation_for", "response_to"} and len(one.words) > 1]
    return frozenset(words[-2] for words in asked if words[-1] in {"for", "to", "at", "over", "against"}) - {"to"}


def names_before_or_after(reading: Reading, one: Token, other: Token) -> bool:
    """Whether a word's sentence puts it before or after a deed that is called as the other word, told elsewhere, is.

    "A strike killed the general. Iran fired missiles five days after the strike."
    """
    if one.sentence == other.sentence:
        return False
    sentence = reading.sentences[one.sentence]
    for word in reading.tokens[sentence.first : sentence.last]:
        if word.lower not in ORDER:
            continue
        anchor, governor = anchor_and_governor(reading, word)
        if anchor is None or governor is None or anchor.lemma.lower() != other.lemma.lower():
            continue
        if is_carried(reading, one, governor) and not is_below(reading, one, anchor):
            return True
    return False


def _comes_after(reading: Reading, inside: Token, outside: Token) -> bool:
    for word in _orders_above(reading, inside):
        anchor, governor = anchor_and_governor(reading, word)
        if anchor is None or governor is None or is_below(reading, outside, anchor):
            continue
        if is_below(reading, inside, anchor) and is_carried(reading, outside, governor):
            return True
    return False


def _orders_above(reading: Reading, token: Token) -> list[Token]:
    """The "after"s that a word stands behind."""
    found: list[Token] = []
    for one in (token, *islice(reading.ancestors(token), _DEEPEST)):
        if one.lower in ORDER:
            found.append(one)
        found.extend(child for child in reading.children(one) if child.dep == "mark" and child.lower in ORDER)
    return found


def belongs_to_anchor(reading: Reading, first: int, last: int, trigger: Token) -> bool:
    """Whether the words `first` to `last`, a time, only say when the anchor was ("after Friday's strike").

    "Within three days of Sunday's bombing" is such a phrase too.
    """
    token = reading.tokens[last - 1]
    passed = False
    while token.head != token.index:
        token = reading.tokens[token.head]
        if token.index == trigger.index:
            return False
        if first <= token.index < last:
            continue
        counted = token.lower == "of" and reading.tokens[token.head].lower in _UNITS and token.head == token.index - 1
        if passed and (token.lower in ORDER or counted):
            return True
        marked = any(child.dep == "mark" and child.lower in ORDER for child in reading.children(token))
        if marked and is_below(reading, reading.tokens[last - 1], token):
            return True
        passed = passed or token.pos in {"NOUN", "PROPN", "VERB"}
    return False
