"""The signals for and against a name's meaning a place: its label, its size, the words before and behind it."""

from __future__ import annotations

import math
from collections.abc import Sequence

from gestae.lexicon.placewords import load_place_words
from gestae.reading.tokens import Reading, Token
from gestae.resolving.where.disambiguation import prominence
from gestae.resolving.where.namesakes import Found, is_given_name, is_surname

_WORDS = load_place_words()
_SPEAKING = frozenset({"say", "tell", "add", "ask", "think", "have", "be"})


def signals(reading: Reading, found: Sequence[Found]) -> list[dict[str, float]]:
    """For each name the signals for and against its meaning a place."""
    surnames, lowered = _people_and_words(reading)
    rows = [_signals(reading, name, surnames, lowered) for name in found]
    for number in range(len(found) - 1):
        left, right = found[number], found[number + 1]
        if right.first == left.last + 1 and reading.tokens[left.last].text == ",":
            holders = {entry.country for entry in right.entries if entry.kind in {"country", "region"}}
            if any(entry.country in holders for entry in left.entries):
                rows[number]["held"] = 1.0
                rows[number + 1]["holds"] = 1.0
    return rows


def _people_and_words(reading: Reading) -> tuple[set[str], set[str]]:
    """Last words of persons' names of several words, first names that are places, and words also in lower case."""
    surnames: set[str] = set()
    lowered: set[str] = set()
    tokens = reading.tokens
    for token in tokens:
        if token.text.islower():
            lowered.add(token.text)
        elif is_given_name(tokens, token.index):
            surnames.update((token.lower, tokens[token.index + 1].lower))
        elif is_surname(tokens, token.index):
            surnames.add(token.lower)
        elif token.entity == "PERSON" and not token.entity_start:
            following = tokens[token.index + 1] if token.index + 1 < len(tokens) else None
            if following is None or following.entity != "PERSON" or following.entity_start:
                surnames.add(token.lower)
    return surnames, lowered


def _signals(reading: Reading, name: Found, surnames: set[str], lowered: set[str]) -> dict[str, float]:
    tokens = reading.tokens
    head = tokens[name.last - 1]
    first = tokens[name.first]
    row: dict[str, float] = {"bias": 1.0}
    row["label " + _label(tokens, name)] = 1.0
    before = tokens[name.first - 1] if name.first and tokens[name.first - 1].sentence == first.sentence else None
    after = tokens[name.last] if name.last < len(tokens) and tokens[name.last].sentence == first.sentence else None
    _size_signals(name, row)
    if _inside_entity(tokens, name):
        row["inside entity"] = 1.0
    if name.last - name.first > 1:
        row["long"] = 1.0
    if before is not None:
        _before_signals(before, tokens, row)
    elif name.last - name.first == 1 and not head.text.isupper():
        row["starts sentence"] = 1.0
    if after is not None:
        _after_signals(after, row)
    if name.last - name.first == 1:
        if head.lower in surnames:
            row["surname"] = 1.0
        if head.lower in lowered:
            row["word"] = 1.0
        if head.pos != "PROPN":
            row["not a name"] = 1.0
    if head.dep in {"dobj", "nsubjpass"} and tokens[head.head].lemma in _WORDS.place_objects:
        row["object"] = 1.0
    if head.dep in {"nsubj", "nsubjpass"} and tokens[head.head].lemma in _SPEAKING:
        row["speaks"] = 1.0
    return row


def _inside_entity(tokens: Sequence[Token], name: Found) -> bool:
    """Whether the parser's entity goes on before or behind the name ("Dublin" in "Dublin City Council")."""
    label = tokens[name.first].entity
    if label and not tokens[name.first].entity_start:
        return tokens[name.first - 1].text.lower() not in {"the", "northern", "southern", "eastern", "western"}
    if not label or name.last >= len(tokens):
        return False
    following = tokens[name.last]
    return following.entity == label and not following.entity_start and following.lower not in {"'s", "’s", "."}


def _label(tokens: Sequence[Token], name: Found) -> str:
    labels = {tokens[index].entity for index in range(name.first, name.last)}
    for label in ("PERSON", "ORG", "GPE", "LOC", "FAC", "NORP"):
        if label in labels:
            return label
    return "none" if labels == {""} else "other"


def _size_signals(name: Found, row: dict[str, float]) -> None:
    if not name.entries:
        row["unknown"] = 1.0
        return
    best = max(name.entries, key=lambda entry: (-entry.rank, prominence(entry)))
    populated = best.feature in {"PPL", "PPLC", "ADM1", "ADM2"} or best.kind == "country" or not best.ours
    if populated:
        row["size"] = math.log10(prominence(best) + 1) - 4
    else:
        row["ours long" if " " in name.key else "ours"] = 1.0
    if best.rank:
        row["alias"] = 1.0
    if best.kind == "country":
        row["country"] = 1.0
    if len(name.key) < 4:
        row["short"] = 1.0
    if name.key.rpartition(" ")[2] in _WORDS.name_ends:
        row["facility"] = 1.0


def _before_signals(before: Token, tokens: Sequence[Token], row: dict[str, float]) -> None:
    word = before.lower.rstrip(".")
    if word in _WORDS.before_places:
        row["locative"] = 1.0
    elif word == "of":
        noun = tokens[before.index - 1].text if before.index else ""
        called = "so called" if noun == "city" or noun.lower() in _WORDS.kind_words else "of"  # "the town of Gao"
        row["organisation of" if noun != "city" and noun.lower() in _WORDS.organisations else called] = 1.0
    elif word in _WORDS.titles and before.text[0].isupper():
        row["title"] = 1.0
    elif before.text[0].isupper() and before.pos == "PROPN":
        row["name before"] = 1.0
    elif before.text[0].isupper() and before.text != "The":
        row["capital before"] = 1.0
    elif word in {"the", "a", "an"}:
        row["article"] = 1.0
    elif word in {"and", ",", "or"}:
        row["list before"] = 1.0
    elif before.pos == "ADJ" and before.index and tokens[before.index - 1].lower in _WORDS.before_places:
        row["locative"] = 1.0


def _after_signals(after: Token, row: dict[str, float]) -> None:
    if after.text[0].isupper() and after.lower in _WORDS.media:
        row["media after"] = 1.0
    elif after.lower.rstrip(".") in _WORDS.organisations:
        row["organisation after" if after.text[0].isupper() else "noun after"] = 1.0
    elif after.text[0].isupper() and after.pos == "PROPN":
        row["name after"] = 1.0
    elif after.lower in {"'s", "’s"}:
        row["possessive"] = 1.0
    elif after.pos in {"NOUN", "ADJ"}:
        row["noun after"] = 1.0
