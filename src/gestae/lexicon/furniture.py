"""What is page furniture and not the report: "Share", "Sign up for our newsletter", "H/O: … Map 200107".

>>> load_furniture().kind_of("SPREAD THE STORY")
'boilerplate'
>>> load_furniture().kind_of("Share prices fell on Tuesday after the attack.") is None
True
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Literal

from gestae.errors import KnowledgeError

FurnitureKind = Literal["boilerplate", "credit", "caption"]
_FILE = "lexicon/en/furniture.toml"
_KINDS: tuple[FurnitureKind, ...] = ("boilerplate", "credit", "caption")
_MANNERS = ("whole", "start", "brief", "within")
_QUOTES = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "\u00a0": " "})
_MARKS = " \t.,:;!?|–—-»«›‹>*•·()[]{}…\"'#_=+"
_OPENING_MARKS = " ([*•·>»–—-"
_WORD = re.compile(r"[^\W_]+")
# Longer than any furniture line; a text beyond it is not compared at all.
_LONGEST_LINE = 700
_MOST_WORDS_OF_BRIEF_SENTENCE = 5


@dataclass(frozen=True, slots=True)
class _Phrases:
    """The phrases of one kind compared in one manner, found by their first word ("" where a phrase has none)."""

    kind: FurnitureKind
    manner: str
    longest_words: int
    by_word: Mapping[str, tuple[tuple[int, str], ...]]

    def found_in(self, line: _Line) -> bool:
        """Whether one of the phrases stands in the line as its manner says."""
        if line.length > self.longest_words:
            return False
        if self.manner == "brief" and line.length > _MOST_WORDS_OF_BRIEF_SENTENCE and line.plain.endswith("."):
            return False
        places = line.words if self.manner == "within" else line.words[:1]
        if any(self._stands_at(line, word, position) for word, position in places):
            return True
        return "" in self.by_word and self._stands_at(line, "", 0)

    def _stands_at(self, line: _Line, word: str, position: int) -> bool:
        for lead, phrase in self.by_word.get(word, ()):
            start = position - lead
            if self.manner != "within" and line.plain[: max(start, 0)].strip(_OPENING_MARKS):
                continue
            end = start + len(phrase)
            if line.plain.startswith(phrase, max(start, 0)) and not (
                phrase[-1].isalnum() and line.plain[end : end + 1].isalnum()
            ):
                return True
        return False


@dataclass(frozen=True, slots=True)
class _Line:
    """A line made ready for comparing: each word with its place."""

    plain: str
    length: int
    words: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Furniture:
    """The lines around a report, and the wire services that credits and datelines name."""

    whole: Mapping[str, FurnitureKind]
    phrases: tuple[_Phrases, ...]
    agencies: frozenset[str]
    labels: frozenset[str]
    agency_pattern: str

    def kind_of(self, line: str) -> FurnitureKind | None:
        """What kind of furniture a line is, or None for a line of the report."""
        if len(line) > _LONGEST_LINE:
            return None
        plain = normalised(line)
        whole = self.whole.get(plain.strip(_MARKS) or plain)
        if whole is not None:
            return whole
        words = tuple((match.group(), match.start()) for match in _WORD.finditer(plain))
        ready = _Line(plain, plain.count(" ") + 1, words)
        return next((phrases.kind for phrases in self.phrases if phrases.found_in(ready)), None)


def normalised(line: str) -> str:
    """A line as phrases are compared: small letters, straight quotation marks, single spaces."""
    return " ".join(line.translate(_QUOTES).casefold().split())


@cache
def load_furniture() -> Furniture:
    """The furniture lists that come with gestae.

    Raises:
        KnowledgeError: the file is wrong; the message names the entry.
    """
    file = resources.files("gestae").joinpath(_FILE)
    try:
        tables = tomllib.loads(file.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise KnowledgeError(f"{_FILE}: {error}") from error
    return furniture_from(tables, _FILE)


def furniture_from(tables: Mapping[str, Any], file: str) -> Furniture:
    """Furniture out of the tables of a TOML file; `file` is its name in error messages."""
    unknown = set(tables) - {*_KINDS, "agencies", "labels"}
    if unknown:
        known = ", ".join([*_KINDS, "agencies", "labels"])
        raise KnowledgeError(f"{file}: unknown table [{min(unknown)}]. Known: {known}")
    whole: dict[str, FurnitureKind] = {}
    lists: list[_Phrases] = []
    for kind in _KINDS:
        for manner, table in tables.get(kind, {}).items():
            place = f"{file}, [{kind}.{manner}]"
            phrases = _checked(place, manner, table)
            if manner == "whole":
                for phrase in phrases:
                    whole[phrase.strip(_MARKS) or phrase] = kind
                continue
            longest = table.get("longest_words")
            if not isinstance(longest, int) or longest < 1:
                raise KnowledgeError(f"{place}: longest_words must be a whole number above 0, not {longest!r}")
            lists.append(_Phrases(kind, manner, longest, _by_word(phrases)))
    names = _strings(f"{file}, [agencies]", tables.get("agencies", {}).get("names", []))
    agencies = "|".join(re.escape(name) for name in sorted(names, key=lambda name: (-len(name), name)))
    labels = _strings(f"{file}, [labels]", tables.get("labels", {}).get("names", []))
    known_agencies = frozenset(name.casefold() for name in names)
    return Furniture(whole, tuple(lists), known_agencies, frozenset(labels), f"(?:{agencies})")


def _checked(place: str, manner: str, table: Mapping[str, Any]) -> tuple[str, ...]:
    if manner not in _MANNERS:
        raise KnowledgeError(f"{place}: unknown manner of comparing. Known: {', '.join(_MANNERS)}")
    phrases = _strings(place, table.get("phrases", []))
    seen: set[str] = set()
    for phrase in phrases:
        if phrase != phrase.casefold() or not phrase.strip():
            raise KnowledgeError(f"{place}: the phrase {phrase!r} must be in small letters and not empty")
        if phrase in seen:
            raise KnowledgeError(f"{place}: the phrase {phrase!r} stands twice")
        seen.add(phrase)
    return phrases


def _strings(place: str, values: object) -> tuple[str, ...]:
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise KnowledgeError(f"{place}: expected a list of strings")
    return tuple(values)


def _by_word(phrases: Iterable[str]) -> dict[str, tuple[tuple[int, str], ...]]:
    """Each phrase under its first word, with the number of characters before that word."""
    found: dict[str, tuple[tuple[int, str], ...]] = {}
    for phrase in phrases:
        match = _WORD.search(phrase)
        word, lead = (match.group(), match.start()) if match else ("", 0)
        found[word] = (*found.get(word, ()), (lead, phrase))
    return found
