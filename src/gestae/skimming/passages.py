"""A text as the skim sees it: passages about a sentence long, each with its words and what is known of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from gestae.lexicon.events import EventLexicon
from gestae.record.documents import Document, Part

_ENDS = re.compile(r"(?<=[.!?])[\"'”’)]*\s+(?=[\"'“‘(]*[A-Z0-9])|\n+")
_WORDS = re.compile(r"[^\W\d_]+|\d")
_NUMBER = "0"
_SILENT = frozenset("ey")
_SHORTEST = 3
# Endings of three letters at most ("-ing") are taken off when a word is looked up.
_LONGEST_ENDING = 3
_MANY = 4


@dataclass(frozen=True, slots=True)
class Cues:
    """Stems of the lexicon: the types of the events they may tell, the classes of words they belong to.

    `own`: stems of the user's codebooks.
    """

    types: Mapping[str, tuple[str, ...]] = field(repr=False)
    classes: Mapping[str, tuple[str, ...]] = field(repr=False)
    own: frozenset[str] = frozenset()


def cues_of(lexicon: EventLexicon) -> Cues:
    """The stems of a lexicon."""
    types: dict[str, set[str]] = {}
    own: set[str] = set()
    for entries in (lexicon.verbs, lexicon.nouns):
        for lemma, found in entries.items():
            types.setdefault(stem(lemma.lower()), set()).update(entry.frame.type for entry in found)
            if any(entry.frame.own for entry in found):
                own.add(stem(lemma.lower()))
    classes: dict[str, set[str]] = {}
    for name, words in lexicon.classes.items():
        for word in words:
            classes.setdefault(stem(word.lower()), set()).add(name)
    return Cues(_sorted(types), _sorted(classes), frozenset(own))


def stem(word: str) -> str:
    """What all regular forms of a word begin with.

    >>> stem("occupy"), stem("raid"), stem("seize")
    ('occup', 'raid', 'seiz')
    """
    return word[:-1] if word[-1:] in _SILENT and len(word) > _SHORTEST else word


def passages_of(document: Document) -> Iterator[Part]:
    """The passages of every part that would be parsed, in their order, each as a part of its own."""
    for part in document.parts:
        if part.kind == "boilerplate":
            continue
        start = part.start
        for end in _ENDS.finditer(document.text, part.start, part.end):
            if end.start() > start:
                yield Part(part.kind, start, end.start())
            start = end.end()
        if start < part.end:
            yield Part(part.kind, start, part.end)


def words_of(passage: str) -> list[str]:
    """Its words, lower case, in their order; every run of digits is a 0.

    >>> words_of("Rebels shelled Hama; 12 died.")
    ['rebels', 'shelled', 'hama', '0', 'died']
    """
    found: list[str] = []
    for word in _WORDS.findall(passage.lower()):
        if not word.isdigit():
            found.append(word)
        elif not found or found[-1] != _NUMBER:
            found.append(_NUMBER)
    return found


def features(passage: str, cues: Cues) -> set[str]:
    """Its words, each two that stand side by side, and with a prefix what the lexicon knows of them.

    `stem:` a word that may tell an event, `type:` of which type, `class:` a class of words, `stems:` how many.
    """
    words = words_of(passage)
    found = {*words, *map(" ".join, pairwise(words))}
    told = {known for word in words if (known := _known(word, cues.types, _LONGEST_ENDING))}
    classes = {known for word in words if (known := _known(word, cues.classes, _LONGEST_ENDING - 1))}
    found.update(f"stem:{known}" for known in told)
    found.update(f"type:{type_}" for known in told for type_ in cues.types[known])
    found.update(f"class:{name}" for known in classes for name in cues.classes[known])
    found.add(f"stems:{min(len(told), _MANY)}")
    return found


def holds_own(passage: str, cues: Cues) -> bool:
    """Whether a word of the user's own codebooks stands in it, in any form that only its end changes."""
    return any(word.startswith(known) for word in words_of(passage) for known in cues.own)


def _known(word: str, stems: Mapping[str, object], longest: int) -> str | None:
    """The stem that a word is a form of."""
    for length in range(len(word), max(_SHORTEST, len(word) - longest) - 1, -1):
        if word[:length] in stems:
            return word[:length]
    return None


def _sorted(found: Mapping[str, Iterable[str]]) -> dict[str, tuple[str, ...]]:
    return {word: tuple(sorted(names)) for word, names in sorted(found.items())}
