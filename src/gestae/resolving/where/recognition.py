"""Which words of a report name a place: "in Lincoln, Neb." does, "Lincoln said" and "Lincoln Center" do not.

Runs of capitalised words are looked up in the gazetteer, the longest name first. Whether a known name is meant as a
place is then weighed from the words around it, the size of the places of that name and the parser's guess.
"""

from __future__ import annotations

from collections.abc import Sequence

from gestae.knowledge.gazetteer import Gazetteer
from gestae.knowledge.gazetteer_entries import GazetteerEntry
from gestae.knowledge.placenames import ARTICLES, normal_name
from gestae.lexicon.placewords import load_place_words
from gestae.reading.tokens import Reading, Sentence, Token
from gestae.resolving.where.disambiguation import Toponym
from gestae.resolving.where.namesakes import Found, is_demonym, is_quarter, is_ship, names_a_thing, ships_of
from gestae.resolving.where.signals import signals
from gestae.resolving.where.toponyms import wanted_kind, with_kind_word

_WORDS = load_place_words()
_NOT_ALONE = _WORDS.not_alone


# Fitted on development reports (logistic regression on the signals); only four are set by hand: those reports count
# "facility" names as their towns, and the towns in newspapers' names as places; what follows "the town of", and what
# is shelled, they have too seldom.
_WEIGHTS: dict[str, float] = {
    "alias": -1.8,
    "bias": 0.2,
    "country": -0.8,
    "facility": 0.5,
    "held": 1.9,
    "holds": 1.4,
    "inside entity": -1.4,
    "label GPE": 1.0,
    "label LOC": 0.4,
    "label PERSON": -0.9,
    "label none": -0.6,
    "label other": -0.6,
    "locative": 0.9,
    "long": 1.0,
    "media after": -5.0,
    "name after": -1.0,
    "name before": -1.7,
    "not a name": -1.1,
    "noun after": 0.4,
    "object": 2.5,
    "of": 0.6,
    "organisation after": -1.1,
    "ours": 0.7,
    "ours long": -0.3,
    "possessive": -1.4,
    "short": -1.5,
    "size": 0.9,
    "so called": 3.0,
    "speaks": -1.1,
    "surname": -3.2,
    "title": -1.9,
    "unknown": -2.6,
    "word": -2.4,
}
_OWNING = frozenset({"'s", "’s"})
_REPEATED = 0.4
_THRESHOLD = -0.3


def recognise_places(reading: Reading, gazetteer: Gazetteer) -> list[Toponym]:
    """The names that mean places, in order, with their candidates."""
    found = find_names(reading, gazetteer)
    scores = _scores(found, signals(reading, found))
    ships = ships_of(reading, found)
    kept: list[Toponym] = []
    for name, score in zip(found, scores, strict=True):
        if is_ship(reading.tokens, name, ships):
            continue
        if score > _THRESHOLD and not names_a_thing(reading, name):
            toponym = _toponym(reading, name, gazetteer)
            toponym.certainty = score
            toponym.quarter = is_quarter(reading, name)
            kept.append(toponym)
    return kept


def _scores(found: Sequence[Found], rows: Sequence[dict[str, float]]) -> list[float]:
    """How surely each name means a place: its own signals, and the surest other mention of the same name."""
    own = [sum(_WEIGHTS.get(signal, 0.0) * value for signal, value in row.items()) for row in rows]
    mentions: dict[str, list[int]] = {}
    for number, name in enumerate(found):
        mentions.setdefault(name.key, []).append(number)
    scores = list(own)
    for numbers in mentions.values():
        if len(numbers) > 1:
            for number in numbers:
                surest = max(own[other] for other in numbers if other != number)
                scores[number] += _REPEATED * max(-3.0, min(3.0, surest))
    return scores


def _toponym(reading: Reading, name: Found, gazetteer: Gazetteer) -> Toponym:
    """The name with what the words beside it say."""
    tokens = reading.tokens
    first, last = tokens[name.first], tokens[name.last - 1]
    text = reading.document.text
    entries = with_kind_word(text, first.start, last.end, name.entries, gazetteer)
    toponym = Toponym(first.start, last.end, name.key, entries, first=name.first, last=name.last)
    toponym.wants = wanted_kind(text, first.start, last.end)
    inside = range(name.first, name.last)
    toponym.head = next((tokens[index] for index in inside if tokens[index].head not in inside), last)
    before = tokens[name.first - 1] if name.first and tokens[name.first - 1].sentence == first.sentence else None
    if before is not None and before.lower in _WORDS.parts:
        whole = tuple(entry for entry in gazetteer.find(f"{before.text} {name.key}") if _is_wide(entry))
        toponym.candidates = whole or entries
        toponym.direction = "" if whole else before.lower
    if not (name.entries and name.entries[0].kind == "country"):
        _extend_by_facility(reading, toponym, gazetteer)
    return toponym


def _is_wide(entry: GazetteerEntry) -> bool:
    """ "central America", "south Korea": lands of their own, not parts of what the second word names."""
    return entry.rank < 3 and entry.feature in {"PCLI", "PCLD", "CONT", "RGN"}


def _extend_by_facility(reading: Reading, toponym: Toponym, gazetteer: Gazetteer) -> None:
    """ "Taji air base": the words behind the name make a base of the town."""
    tokens = reading.tokens
    sentence = tokens[toponym.first].sentence
    index = toponym.last
    while index < len(tokens) and tokens[index].lower in _WORDS.facility_joining and index - toponym.last < 3:
        index += 1
    if (
        index < len(tokens)
        and tokens[index].sentence == sentence
        and (kind := _WORDS.facilities.get(tokens[index].lower))
    ):
        town = reading.document.text[toponym.start : toponym.end]
        known = tuple(entry for entry in gazetteer.find(f"{town} {tokens[index].lower}") if entry.kind == kind)
        toponym.candidates = known or toponym.candidates
        toponym.facility = kind
        toponym.last = index + 1
        toponym.end = tokens[index].end
        toponym.head = tokens[index]
        toponym.key = normal_name(reading.document.text[toponym.start : toponym.end])
        toponym.wants = ""


def find_names(reading: Reading, gazetteer: Gazetteer) -> list[Found]:
    """Every known name in the text that is written like one, the longest at each place."""
    found: list[Found] = []
    for sentence in reading.sentences:
        _find_in(reading, sentence, gazetteer, found)
    return found


def _find_in(reading: Reading, sentence: Sentence, gazetteer: Gazetteer, found: list[Found]) -> None:
    tokens = reading.tokens
    index = sentence.first
    while index < sentence.last:
        token = tokens[index]
        if token.lower in _WORDS.not_first or not (
            token.text[0].isupper() or (token.lower in ARTICLES and _article_starts(tokens, index, sentence.last))
        ):
            index += 1
            continue
        name = _longest_name(reading, index, sentence.last, gazetteer) or _unknown_name(reading, index, sentence.last)
        if name is None:
            index += 1
        else:
            found.append(name)
            index = name.last


def _article_starts(tokens: Sequence[Token], index: int, last: int) -> bool:
    """Whether a lower-case article begins a name: "al-Asad"."""
    return index + 2 < last and tokens[index + 1].text == "-" and tokens[index + 2].text[:1].isupper()


def _longest_name(reading: Reading, index: int, last: int, gazetteer: Gazetteer) -> Found | None:
    tokens = reading.tokens
    text = reading.document.text
    start = tokens[index].start
    word = normal_name(tokens[index].text).partition(" ")[0]
    longest = max(gazetteer.longest(word), gazetteer.longest(word + ".")) if word else 0
    if word in ARTICLES or word == "the":
        longest = max(longest, 4)
    if longest == 0:
        return None
    stop = index
    while stop + 1 < last and stop - index < 2 * longest + 2 and _goes_on(tokens, stop + 1):
        stop += 1
    for end in range(stop, index - 1, -1):
        token = tokens[end]
        if end > index and not (token.text[0].isupper() or token.text[0].isdigit() or token.lower in _WORDS.name_ends):
            continue
        if end == index and token.lower in _NOT_ALONE:
            return None
        words = text[start : token.end]
        entries = _known(words, gazetteer, tokens[index - 1] if index else None)
        if end == index and is_demonym(tokens, index, gazetteer.find_key(normal_name(words))):
            return None
        if not entries or (end > index and token.lower == "city" and _city_of_more(tokens, end, last, entries)):
            continue
        end += _stop_belongs(tokens, end, last)
        return Found(index, end + 1, normal_name(words), entries)
    return None


def _city_of_more(tokens: Sequence[Token], end: int, last: int, entries: Sequence[GazetteerEntry]) -> bool:
    """Whether "City" belongs to what follows: "Dublin City Council"."""
    return entries[0].rank > 0 and end + 1 < last and tokens[end + 1].text[0].isupper()


def _stop_belongs(tokens: Sequence[Token], end: int, last: int) -> bool:
    """Whether the full stop after an abbreviation was cut off as a token of its own: "W.Va" "."."""
    cut = tokens[end + 1] if end + 1 < last else None
    return cut is not None and cut.text == "." and cut.start == tokens[end].end and "." in tokens[end].text


def _goes_on(tokens: Sequence[Token], index: int) -> bool:
    """Whether a token may stand inside a name; whatever its case between hyphens ("Port-au-Prince") or as an owner's
    ending ("Cox's Bazar").
    """
    token = tokens[index]
    joined = tokens[index - 1].text == "-" and token.start == tokens[index - 1].end
    return joined or token.text in _OWNING or _continues(token)


def _continues(token: Token) -> bool:
    if token.text[0].isupper() or token.text[0].isdigit():
        return True
    return token.lower in _WORDS.joining or token.lower in _WORDS.name_ends or token.lower in _WORDS.name_middles


def _known(words: str, gazetteer: Gazetteer, before: Token | None) -> tuple[GazetteerEntry, ...]:
    """What the gazetteer knows under these words as they are written; demonyms name no place."""
    key = normal_name(words)
    entries: tuple[GazetteerEntry, ...] = ()
    if words.endswith("."):
        entries = gazetteer.find_key(key + ".")
    if not entries and len(words) == 2 and words.isupper() and before is not None and before.text == ",":
        entries = gazetteer.find_key("," + key)
    if not entries and (len(key) > 3 or words.isupper() or not words.isascii() or not words.endswith(".")):
        entries = gazetteer.find(words)
        if len(words) < 4 and words.isupper():
            entries = tuple(entry for entry in entries if entry.feature != "PPL")
    return tuple(entry for entry in entries if entry.rank < 3)


def _unknown_name(reading: Reading, index: int, last: int) -> Found | None:
    """A name that the parser takes for a place and the gazetteer does not know."""
    tokens = reading.tokens
    token = tokens[index]
    if token.entity not in {"GPE", "LOC"} or token.pos != "PROPN" or not token.entity_start:
        return None
    end = index + 1
    while end < last and tokens[end].entity == token.entity and not tokens[end].entity_start:
        end += 1
    while end > index + 1 and not tokens[end - 1].text[0].isupper():
        end -= 1
    words = reading.document.text[token.start : tokens[end - 1].end]
    return Found(index, end, normal_name(words), ()) if len(words) > 2 else None
