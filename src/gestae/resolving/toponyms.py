"""From words to candidates: what the gazetteer knows under a span of text, and what the words beside it say.

"in Iraq's western Anbar province": Anbar is looked up as a region, inside Iraq. "Alexandria, La." lies in Louisiana.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from gestae.knowledge.gazetteer import Gazetteer, GazetteerEntry
from gestae.knowledge.placenames import normal_name
from gestae.resolving.disambiguation import Toponym, lies_in

_POSSESSIVE = re.compile(r"['’]s?$")
# Words before a name that pick a part of it, and words that say what a name is; both fall away to find it.
DIRECTIONS = frozenset(
    ["north", "south", "east", "west", "northern", "southern", "eastern", "western", "northeastern", "northwestern", "southeastern", "southwestern", "northeast", "northwest", "southeast", "southwest", "central", "downtown", "greater", "upper", "lower", "mid", "inner", "outer", "rural", "metro", "metropolitan", "midtown", "coastal", "old"]
)
# Those that stand for a part of a country or region.
PARTS = frozenset(
    ["north", "south", "east", "west", "northern", "southern", "eastern", "western", "northeastern", "northwestern", "southeastern", "southwestern", "northeast", "northwest", "southeast", "southwest", "north-eastern", "north-western", "south-eastern", "south-western", "central", "upper", "lower", "inner", "coastal", "rural"]
)
# The word that says what kind of place a name is → the features it may stand for.
KIND_WORDS = {
    "county": "ADM2", "counties": "ADM2", "parish": "ADM2", "borough": "ADM2", "district": "ADM2",
    "province": "ADM", "provinces": "ADM", "governorate": "ADM", "region": "ADM", "state": "ADM1", "prefecture": "ADM",
    "oblast": "ADM1", "krai": "ADM1", "voivodeship": "ADM1", "canton": "ADM1", "department": "ADM", "territory": "",
    "republic": "", "emirate": "ADM1", "city": "PPL", "town": "PPL", "village": "PPL", "municipality": "",
    "area": "", "suburb": "PPL", "township": "PPL", "airport": "AIR", "airbase": "AIR", "base": "AIR", "port": "",
    "refugee camp": "", "camp": "", "island": "", "islands": "", "valley": "", "river": "RVR", "lake": "LK",
    "peninsula": "", "coast": "", "border": "", "road": "", "street": "", "downtown": "", "metro": "",
}  # fmt: skip
_REGIONAL = frozenset(word for word, feature in KIND_WORDS.items() if feature.startswith("ADM"))
_BEFORE = re.compile(
    r"\b(county|province|governorate|district|state|city|town|village|municipality|suburb|island|port|lake|river|prefecture"
    r"|department|region|oblast) of (?:the )?$",
    re.IGNORECASE,
)
_AFTER = re.compile(r"^[ \-](?:\(?)([A-Za-z]+)(?: ([A-Za-z]+))?")
_COMMA = re.compile(r"^(?:['’]s)?, (?:in |the |near |northern |southern |eastern |western |central )*$|^ \($")
_HAS = re.compile(r"^['’]s? (?:[a-z\-]+ ){0,3}$")
_IN = re.compile(r"^,? (?:[a-z]+ ){0,4}(?:in|of) (?:the )?(?:[a-z\-]+ ){0,4}$")


def candidates_for(text: str, gazetteer: Gazetteer) -> tuple[GazetteerEntry, ...]:
    """The places a span may name: under the span itself, or under what is left when words around the name fall away."""
    text = _POSSESSIVE.sub("", text.strip())
    found = _find(text, gazetteer)
    if found:
        return found
    words = text.replace("-", " ").split()
    while words and words[0].lower().rstrip(".") in DIRECTIONS | {"the"} and len(words) > 1:
        words = words[1:]
        found = _find(" ".join(words), gazetteer)
        if found:
            return found
    if len(words) > 1 and words[-1].lower() in KIND_WORDS:
        return _find(" ".join(words[:-1]), gazetteer)
    if len(words) > 1 and words[0].lower() == "county":
        return _find(" ".join([*words[1:], words[0]]), gazetteer) or _find(" ".join(words[1:]), gazetteer)
    return ()


def _find(text: str, gazetteer: Gazetteer) -> tuple[GazetteerEntry, ...]:
    key = normal_name(text)
    if text.endswith(".") and (found := gazetteer.find_key(key + ".")):
        return found
    return gazetteer.find(text)


def toponym_at(document_text: str, start: int, end: int, gazetteer: Gazetteer) -> Toponym:
    """The toponym at a span: candidates under its words, and the kind that the words beside it name."""
    text = document_text[start:end]
    candidates = candidates_for(text, gazetteer)
    if not candidates and 1 < len(text) < 4 and text.isupper():
        candidates = gazetteer.find_key("," + text.lower())
    candidates = with_kind_word(document_text, start, end, candidates, gazetteer)
    return Toponym(start, end, normal_name(text), candidates, wants=wanted_kind(document_text, start, end))


def with_kind_word(
    text: str, start: int, end: int, candidates: tuple[GazetteerEntry, ...], gazetteer: Gazetteer
) -> tuple[GazetteerEntry, ...]:
    """The candidates, before them what is known with the next word: "Donetsk" and "region"."""
    after = _AFTER.match(text[end : end + 40])
    if after is None or after[1].lower() not in _REGIONAL:
        return candidates
    longer = tuple(entry for entry in gazetteer.find(f"{text[start:end]} {after[1]}") if entry.kind == "region")
    return (*longer, *(entry for entry in candidates if entry not in longer))


def wanted_kind(text: str, start: int, end: int) -> str:
    """The feature that the next word ("province") or the words before ("the city of") name."""
    last = text[start:end].rsplit(None, 1)[-1].lower() if end > start else ""
    if last in KIND_WORDS:
        return KIND_WORDS[last]
    after = _AFTER.match(text[end : end + 40])
    if after and after[1].lower() in KIND_WORDS:
        return KIND_WORDS[after[1].lower()]
    before = _BEFORE.search(text[max(0, start - 30) : start])
    return KIND_WORDS.get(before[1].lower(), "") if before else ""


def set_containers(text: str, toponyms: Sequence[Toponym]) -> None:
    """Mark each toponym that the words put inside another one."""
    for number in range(len(toponyms) - 1):
        left, right = toponyms[number], toponyms[number + 1]
        between = text[left.end : right.start]
        if len(between) > 60:
            continue
        if _COMMA.match(between) and _may_hold(right, left):
            left.inside = number + 1
        elif _HAS.match(between) and _may_hold(left, right):
            right.inside = number
        elif _IN.match(between) and _may_hold(right, left) and left.inside < 0:
            left.inside = number + 1


def _may_hold(outer: Toponym, inner: Toponym) -> bool:
    """Whether some sense of `outer` holds some sense of `inner`."""
    holders = [entry for entry in outer.candidates if entry.kind in {"country", "region"}][:12]
    return any(lies_in(entry, holder) for holder in holders for entry in inner.candidates[:60])
