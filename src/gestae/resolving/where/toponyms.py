"""From words to candidates: what the gazetteer knows under a span of text, and what the words beside it say.

"in Iraq's western Anbar province": Anbar is looked up as a region, inside Iraq. "Alexandria, La." lies in Louisiana.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from gestae.knowledge.gazetteer import Gazetteer
from gestae.knowledge.gazetteer_entries import GazetteerEntry
from gestae.knowledge.placenames import normal_name
from gestae.lexicon.placewords import load_place_words
from gestae.resolving.where.disambiguation import Toponym, lies_in

_POSSESSIVE = re.compile(r"['’]s?$")
_WORDS = load_place_words()
# "Mykolaiv region" is filed as "Mykolaiv Oblast": the words under which gazetteers file regions.
_REGION_NAMES = ("region", "oblast", "province", "governorate", "state", "department", "district")
_REGIONAL = frozenset(word for word, feature in _WORDS.kind_words.items() if feature.startswith("ADM"))
_BEFORE = re.compile(
    r"\b(county|province|governorate|district|state|city|town|village|municipality|suburb|island|port|lake|river|prefecture"
    r"|department|region|oblast) of (?:the )?$",
    re.IGNORECASE,
)
_AFTER = re.compile(r"^[ \-](?:\(?)([A-Za-z]+)(?: ([A-Za-z]+))?")
_COMMA = re.compile(r"^(?:['’]s)?, (?:in |the |near |northern |southern |eastern |western |central )*$|^ \($")
_HAS = re.compile(r"^['’]s? (?:[a-z\-]+ ){0,3}$")
_LISTED = re.compile(r"^,? (?:and |or )?$")
_IN = re.compile(r"^,? (?:[a-z]+ ){0,4}(?:in|of) (?:the )?(?:[a-z\-]+ ){0,4}$")


def candidates_for(text: str, gazetteer: Gazetteer) -> tuple[GazetteerEntry, ...]:
    """The places a span may name: under the span itself, or under what is left when words around the name fall away."""
    text = _POSSESSIVE.sub("", text.strip())
    found = gazetteer.find(text)
    if found:
        return found
    words = text.replace("-", " ").split()
    while words and words[0].lower().rstrip(".") in _WORDS.directions | {"the"} and len(words) > 1:
        words = words[1:]
        found = gazetteer.find(" ".join(words))
        if found:
            return found
    if len(words) > 1 and words[-1].lower() in _WORDS.kind_words:
        return gazetteer.find(" ".join(words[:-1]))
    if len(words) > 1 and words[0].lower() == "county":
        return gazetteer.find(" ".join([*words[1:], words[0]])) or gazetteer.find(" ".join(words[1:]))
    return ()


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
    return _as_region(text[start:end], (after[1], *_REGION_NAMES), candidates, gazetteer)


def _as_region(
    name: str, words: Sequence[str], candidates: tuple[GazetteerEntry, ...], gazetteer: Gazetteer
) -> tuple[GazetteerEntry, ...]:
    for word in words:
        longer = tuple(entry for entry in gazetteer.find(f"{name} {word}") if entry.kind == "region")
        if longer:
            return (*longer, *(entry for entry in candidates if entry not in longer))
    return candidates


def wanted_kind(text: str, start: int, end: int) -> str:
    """The feature that the next word ("province") or the words before ("the city of") name."""
    words = text[start:end].split()
    last = words[-1].lower() if words else ""
    if last in _WORDS.kind_words:
        return _WORDS.kind_words[last]
    after = _AFTER.match(text[end : end + 40])
    if after and after[1].lower() in _WORDS.kind_words:
        return _WORDS.kind_words[after[1].lower()]
    before = _BEFORE.search(text[max(0, start - 30) : start])
    return _WORDS.kind_words.get(before[1].lower(), "") if before else ""


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


def share_kind_words(text: str, toponyms: Sequence[Toponym], gazetteer: Gazetteer) -> None:
    """ "Helmand, Kandahar and Kunduz provinces": the plural behind the last name says the kind of all."""
    for number in range(len(toponyms) - 1, 0, -1):
        left, right = toponyms[number - 1], toponyms[number]
        after = _AFTER.match(text[right.end : right.end + 40])
        plural = bool(after and after[1].lower() in _WORDS.kind_words and after[1].lower().endswith("s"))
        if not (plural or right.listed) or left.wants or not _LISTED.match(text[left.end : right.start]):
            continue
        left.wants, left.listed = right.wants, True
        if right.wants.startswith("ADM"):
            left.candidates = _as_region(text[left.start : left.end], _REGION_NAMES, left.candidates, gazetteer)


def _may_hold(outer: Toponym, inner: Toponym) -> bool:
    """Whether some sense of `outer` holds some sense of `inner`, which is not another name of `outer` itself."""
    holders = [entry for entry in outer.candidates if entry.kind in {"country", "region"}][:12]
    if not holders:
        return False
    same = {entry.key for entry in outer.candidates}
    held = [entry for entry in inner.candidates[:60] if not (entry.rank and entry.key in same)]
    return any(lies_in(entry, holder) for holder in holders for entry in held)
