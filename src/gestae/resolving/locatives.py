"""Whether a place name stands for a place: "in Iraq" does; "Iraq protested" and "the U.S. killing" do not.

A town, a base or a river is a location in most positions; a country is one only where the words say so, since in
reports of crises countries act.
"""

from __future__ import annotations

import re

from gestae.reading.tokens import Reading, Token

# Prepositions that put something at a place, whatever the place is.
_AT = frozenset(
    ["in", "inside", "into", "within", "throughout", "across", "near", "outside", "around", "at", "through", "over", "above", "beyond", "off", "along", "via", "amid", "surrounding", "toward", "towards", "beneath"]
)
# These do so for a country only beside a word of movement.
_MOVING = frozenset({"from", "to", "out", "onto", "for"})
_MOVEMENT = frozenset(
    ["go", "come", "return", "travel", "fly", "flee", "leave", "move", "withdraw", "pull", "arrive", "deport", "evacuate", "ship", "cross", "send", "deploy", "fire", "launch", "enter", "escape", "drive", "sail", "smuggle", "bring", "take", "head", "retreat", "repatriate", "relocate", "migrate", "transfer", "transport", "visit", "trip", "flight", "journey", "withdrawal", "departure", "arrival", "return", "export", "import", "missile", "rocket", "border", "refugee", "route", "pilgrimage", "migrant", "road", "convoy", "shipment", "pullout", "evacuation", "deportation", "tour"]
)
# Verbs whose object is where they happen.
_REACHING = frozenset(
    ["enter", "leave", "visit", "reach", "flee", "invade", "occupy", "cross", "tour", "exit", "overrun", "storm", "seize", "capture", "retake", "recapture", "besiege", "bomb", "shell", "strike", "hit", "pound", "raid"]
)
_NOT_AT = frozenset({"by", "with", "against", "than", "as", "like", "about", "between", "among", "despite", "because"})
_SAYING = frozenset(
    ["say", "tell", "add", "warn", "accuse", "deny", "insist", "announce", "declare", "claim", "demand", "urge", "vow", "want", "agree", "refuse"]
)
_ADDRESSING = frozenset(
    ["blame", "condemn", "criticize", "criticise", "support", "back", "pressure", "thank", "meet", "help", "aid", "sanction", "recognize", "recognise", "join", "ask", "tell", "call", "anger", "embarrass", "please", "provoke", "inform", "notify", "praise", "denounce", "threaten"]
)
_SPEAKERS = frozenset({"country", "region"})


# "KYIV, Ukraine (AP) —", "BAGHDAD (Reuters) -", "GENEVA --"
_DATELINE = re.compile(
    r"^(?P<where>[^.!?()\n]{2,60}?)(?:,? [A-Z][a-z]{2,8}\.? \d{1,2})? ?(?:\([A-Za-z /.]{2,30}\))? ?(?:—|–|--+|-) "
)


def dateline_end(text: str, start: int, end: int) -> int:
    """Where the dateline ends that opens a part of the text; `start` where there is none."""
    match = _DATELINE.match(text[start : min(end, start + 110)])
    if match is None or not ("(" in match[0] or match["where"].split(",")[0].isupper()):
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
        return kind not in {"country"} and not (wide and tokens[head.head].dep in {"nsubj", "dobj"})
    if dep in {"dobj", "nsubjpass"}:
        verb = tokens[head.head].lemma
        return verb in _REACHING or not (kind == "country" or verb in _SAYING or verb in _ADDRESSING)
    if dep == "nsubj":
        return kind not in {"country", "region", "city"} and tokens[head.head].lemma not in _SAYING
    return kind not in {"country"} and dep != "agent"


def _after_preposition(tokens: tuple[Token, ...], preposition: Token, kind: str) -> bool:
    word = preposition.lower
    if word in _AT:
        return True
    if preposition.dep == "agent" or word in _NOT_AT:
        return False
    if word in _MOVING:
        return kind not in {"country"} or tokens[preposition.head].lemma in _MOVEMENT
    if word == "of":
        return kind not in {"country"} or tokens[preposition.head].lemma in {
            "part",
            "rest",
            "north",
            "south",
            "east",
            "west",
        }
    return kind not in {"country", "region"}
