"""The entries of an actor or agent dictionary of the PETRARCH family, as they stand in the file.

HAMID_KARZAI_  # one entry with a synonym and three codes, the first of them for a time
+KARZAI_
        [AFGGOV 20011222-20140929]
        [AFGELI >20140929] [AFG]
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import product

# "<!-- ... -->" may run over lines; the older files write "<! --" too.
_COMMENT = re.compile(r"<!\s*--.*?-->", re.DOTALL)
_NOTE = re.compile(r"\s*(?:#|(?:^|\s);).*$")
_CODE = re.compile(r"\[([^\[\]{}]*)[\]}]")
_PLURAL = re.compile(r"\{([^{}]*)\}")
_SET = re.compile(r"^!(\w+)!\s*=\s*(.+)$")
_IN_BRACKETS = re.compile(r"^\s*([~A-Za-z+/#-]*?)\s*(?:([<>])?\s*(\d+)(?:\s*-\s*(\d+))?)?\s*$")
# Two digits of a year from this on are of the last century.
_PIVOT = 30


@dataclass(frozen=True, slots=True)
class DatedCode:
    """One code in brackets; `start` and `end` (ISO 8601, both included) empty where it is not dated there."""

    code: str
    start: str = ""
    end: str = ""


@dataclass(slots=True)
class Entry:
    """One entry: its words and synonyms as written, plural forms (None where formed as usual), codes, line."""

    line: int
    names: list[str] = field(default_factory=list)
    codes: list[DatedCode] = field(default_factory=list)
    plurals: list[str] | None = None


@dataclass(slots=True)
class Dictionary:
    """The entries of a file, its substitution sets, and what could not be read, with the line."""

    entries: list[Entry] = field(default_factory=list)
    sets: dict[str, list[str]] = field(default_factory=dict)
    unread: list[tuple[int, str]] = field(default_factory=list)


def read_dictionary(text: str) -> Dictionary:
    """The entries of a dictionary in the order of the file."""
    found = Dictionary()
    entry: Entry | None = None
    for line, content in _lines(text):
        if named := _SET.match(content):
            found.sets[named[1].upper()] = [word.strip() for word in named[2].split(",") if word.strip()]
            continue
        bracket = min((at for mark in "[{" if (at := content.find(mark)) >= 0), default=len(content))
        name, rest = content[:bracket].strip(), content[bracket:]
        if name and not name.startswith("+"):
            entry = Entry(line)
            found.entries.append(entry)
        if entry is None:
            found.unread.append((line, f"{content.strip()!r} belongs to no entry"))
            continue
        if name.strip("+ "):
            entry.names.append(name.removeprefix("+").strip())
        _add_codes(entry, rest, line, found)
    for kept in found.entries:
        if not kept.codes:
            found.unread.append((kept.line, f"{kept.names[0]!r} has no code"))
    return found


def spelled_out(name: str, sets: dict[str, list[str]]) -> list[str]:
    """The names that a name with substitution marks stands for ("CONGRESS!PERSON!"); itself where it has none."""
    pieces = re.split(r"!(\w+)!", name)
    choices = [sets.get(piece.upper(), [""]) if at % 2 else [piece] for at, piece in enumerate(pieces)]
    return ["".join(choice) for choice in product(*choices)]


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Lines with something in them, comments taken out, with their numbers."""
    plain = _COMMENT.sub(lambda found: "\n" * found.group().count("\n"), text)
    for number, line in enumerate(plain.splitlines(), 1):
        content = _NOTE.sub("", line)
        if content.strip():
            yield number, content


def _add_codes(entry: Entry, rest: str, line: int, found: Dictionary) -> None:
    for plural in _PLURAL.findall(rest):
        entry.plurals = [*(entry.plurals or []), *(word.strip() for word in plural.split(",") if word.strip())]
    for inside in _CODE.findall(rest):
        code = _dated(inside)
        if isinstance(code, str):
            found.unread.append((line, f"[{inside}]: {code}"))
        else:
            entry.codes.append(code)
    if "[" in rest and not _CODE.search(rest):
        found.unread.append((line, f"{rest.strip()!r}: the bracket is not closed"))


def _dated(inside: str) -> DatedCode | str:
    """A code with its dates, or what is wrong with it."""
    parts = _IN_BRACKETS.match(inside)
    if parts is None:
        return "neither a code nor a code with dates"
    code, mark, first, last = parts.groups()
    if not code:
        return "dates without a code" if first else "no code"
    try:
        start, end = (_day(digits) if digits else None for digits in (first, last))
    except ValueError:
        return "a date that does not exist; dates are YYMMDD or YYYYMMDD"
    if start is None:
        return DatedCode(code)
    if mark == "<":
        return DatedCode(code, "", (start - timedelta(days=1)).isoformat())
    if mark == ">":
        return DatedCode(code, (start + timedelta(days=1)).isoformat(), "")
    if end is None:
        return "one date without < or >"
    return "it ends before it starts" if end < start else DatedCode(code, start.isoformat(), end.isoformat())


def _day(digits: str) -> date:
    if len(digits) == 6:
        year = int(digits[:2])
        digits = f"{1900 + year if year > _PIVOT else 2000 + year}{digits[2:]}"
    if len(digits) != 8:
        raise ValueError(digits)
    return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
