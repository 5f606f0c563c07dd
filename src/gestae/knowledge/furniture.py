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
_FILE = "knowledge/lexicon/en/furniture.toml"
_KINDS: tuple[FurnitureKind, ...] = ("boilerplate", "credit", "caption")
_MANNERS = ("whole", "start", "brief", "within", "end")
_QUOTES = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "\u00a0": " "})
_MARKS = " \t.,:;!?|–—-»«›‹>*•·()[]{}…\"'#_=+"
_OPENING_MARKS = r"[(\[*•·>»–—-]{0,3} ?"
# Longer than any furniture line; a text beyond it is not compared at all.
_LONGEST_LINE = 700
_MOST_WORDS_OF_BRIEF_SENTENCE = 5


@dataclass(frozen=True, slots=True)
class _Phrases:
    """The phrases of one kind compared in one manner."""

    kind: FurnitureKind
    manner: str
    longest_words: int
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Furniture:
    """The lines around a report, and the wire services that credits and datelines name."""

    whole: Mapping[str, FurnitureKind]
    phrases: tuple[_Phrases, ...]
    agencies: frozenset[str]
    agency_pattern: str

    def kind_of(self, line: str) -> FurnitureKind | None:
        """What kind of furniture a line is, or None for a line of the report."""
        if len(line) > _LONGEST_LINE:
            return None
        plain = normalised(line)
        whole = self.whole.get(plain.strip(_MARKS) or plain)
        if whole is not None:
            return whole
        words = plain.count(" ") + 1
        for phrases in self.phrases:
            if phrases.manner == "brief" and words > _MOST_WORDS_OF_BRIEF_SENTENCE and plain.endswith("."):
                continue
            if words <= phrases.longest_words and phrases.pattern.search(plain):
                return phrases.kind
        return None


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
    unknown = set(tables) - {*_KINDS, "agencies"}
    if unknown:
        known = ", ".join([*_KINDS, "agencies"])
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
            lists.append(_Phrases(kind, manner, longest, _pattern(manner, phrases)))
    names = _strings(f"{file}, [agencies]", tables.get("agencies", {}).get("names", []))
    agencies = "|".join(re.escape(name) for name in sorted(names, key=lambda name: (-len(name), name)))
    return Furniture(whole, tuple(lists), frozenset(name.casefold() for name in names), f"(?:{agencies})")


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


def _pattern(manner: str, phrases: Iterable[str]) -> re.Pattern[str]:
    alternatives = "|".join(_bounded(phrase) for phrase in sorted(phrases, key=lambda phrase: (-len(phrase), phrase)))
    if manner in {"start", "brief"}:
        return re.compile(rf"\A{_OPENING_MARKS}(?:{alternatives})")
    if manner == "end":
        return re.compile(rf"(?:{alternatives})\Z")
    return re.compile(f"(?:{alternatives})")


def _bounded(phrase: str) -> str:
    before = r"(?<!\w)" if phrase[0].isalnum() else ""
    after = r"(?!\w)" if phrase[-1].isalnum() else ""
    return before + re.escape(phrase) + after
