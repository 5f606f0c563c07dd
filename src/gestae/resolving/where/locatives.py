"""Whether a place name stands for a place: "in Iraq" does; "Iraq protested" and "the U.S. killing" do not.

A town, a base or a river is a location in most positions; a country is one only where the words say so, since in
reports of crises countries act.
"""

from __future__ import annotations

import re

from gestae.lexicon.placewords import load_place_words
from gestae.reading.tokens import Reading, Token

_WORDS = load_place_words()
_SPEAKERS = frozenset({"country", "region"})


# "KYIV, Ukraine (AP) —", "BAGHDAD (Reuters) -", "GENEVA --", "Rome (Italy), 11 Jan 90 --"
_DATELINE = re.compile(
    r"^(?P<where>[^.!?()\n]{2,60}?)(?: \([A-Z][A-Za-z ]+\))?"
    r"(?P<date>,? (?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8}\.?(?: \d{2,4})?))?"
    r" ?(?:\([A-Za-z /.\-]{2,40}\))? ?(?:—|–|--+|-) "
)


def dateline_end(text: str, start: int, end: int) -> int:
    """Where the dateline ends that opens a part of the text; `start` where there is none."""
    match = _DATELINE.match(text[start : min(end, start + 110)])
    if match is None or not ("(" in match[0] or match["date"] or match["where"].split(",")[0].isupper()):
        return start
    return start + match.end()


def is_locative(reading: Reading, head: Token, kind: str) -> bool:
    """Whether the name whose head noun this is stands for a location here.

    Args:
        kind: the kind of place (record.places.PlaceKind).
    """
    tokens = reading.tokens
    wide = kind in _SPEAKERS
    dep = head.dep
    if dep in {"conj", "appos"} and head.head != head.index:
        return is_locative(reading, tokens[head.head], kind)
    if dep == "pobj":
        return _after_preposition(tokens, tokens[head.head], kind)
    if dep in {"poss"}:
        return not wide and kind != "city"
    if dep in {"compound", "amod", "nmod"} and head.head != head.index:
        if tokens[head.head].lemma.lower() in _WORDS.called_after or tokens[head.head].tag == "NNPS":
            return False  # "the Karabakh Armenians" may be anywhere
        return kind not in {"country"} and not (wide and tokens[head.head].dep in {"nsubj", "dobj"})
    if dep in {"dobj", "nsubjpass"}:
        verb = tokens[head.head].lemma
        return verb in _WORDS.reaching or not (kind == "country" or verb in _WORDS.saying or verb in _WORDS.addressing)
    if dep == "nsubj":
        return kind not in {"country", "region", "city"} and tokens[head.head].lemma not in _WORDS.saying
    return kind not in {"country"} and dep != "agent"


def _after_preposition(tokens: tuple[Token, ...], preposition: Token, kind: str) -> bool:
    word = preposition.lower
    if word in _WORDS.at:
        return True
    if word == "as" and kind == "city":
        return True  # "towns such as Apopa"
    if preposition.dep == "agent" or word in _WORDS.not_at:
        return False
    if word in _WORDS.moving:
        return kind not in {"country"} or tokens[preposition.head].lemma in _WORDS.movement
    if word == "of":
        return kind not in {"country"} or tokens[preposition.head].lemma in _WORDS.parting
    return kind not in {"country", "region"}
