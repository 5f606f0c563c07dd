"""What of a report is read with its likely passages, so that they mean what they mean in the whole.

"He told Mr. Orrel to leave" needs the sentence before, for "he", and the place where Orrel is named in full.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence

from gestae.record.documents import Part

_ALWAYS = frozenset({"headline", "dateline"})
_LEAD = 2  # passages at the beginning, the headline apart
_BEFORE, _AFTER = 1, 0  # passages around a likely one
_CAPITAL = re.compile(r"\b[A-Z][\w’-]+")
# A word with a capital that does not begin its passage.
_NAME = re.compile(r"(?<=[\w,;:’')-] )[A-Z][\w’-]+")
_FULL = re.compile(r"(?=\b([A-Z][\w’-]+)\.? ([A-Z][\w’-]+))")
_ADDRESSES = frozenset({"Mr", "Mrs", "Ms", "Dr", "The", "A", "An"})
_WORD = re.compile(r"[^\W\d_]+")
_PLURALS = ("es", "s")


def understood(text: str, parts: Sequence[Part], likely: set[int], conflict: Collection[str]) -> set[int]:
    """The numbers of the likely passages and of those that they need, among all passages of a report.

    Args:
        conflict: words (lower case) of public conflict. One anywhere in a report makes crimes in it a matter of
            record, so where no passage that is read has one, the first that does is read, too.
    """
    heads = {number for number, part in enumerate(parts) if part.kind in _ALWAYS}
    body = [number for number in range(len(parts)) if number not in heads] or sorted(heads)
    near = {
        number
        for one in likely
        for number in range(one - _BEFORE, one + _AFTER + 1)
        if number == one or (0 <= number < len(parts) and number not in heads)
    }
    read = heads | near | set(body[:_LEAD])
    read |= _introducing(text, parts, [number for number in body if number <= max(likely)], near)
    if not any(_speaks_of(text, parts[number], conflict) for number in read):
        read |= set(_first(number for number in body if _speaks_of(text, parts[number], conflict)))
    return read


def _introducing(text: str, parts: Sequence[Part], body: Iterable[int], near: set[int]) -> set[int]:
    """Where the names of these passages stand first, and first together with another part of the name."""
    names = {name for number in near for name in _NAME.findall(text, parts[number].start, parts[number].end)}
    alone, full = set(names), set(names)
    found: set[int] = set()
    for number in body:
        if not full:
            break
        start, end = parts[number].start, parts[number].end
        new = full.intersection(_CAPITAL.findall(text, start, end))
        if not new:
            continue
        pairs = [pair for pair in _FULL.findall(text, start, end) if pair[0] not in _ADDRESSES]
        whole = new.intersection(word for pair in pairs for word in pair)
        if whole or new & alone:
            found.add(number)
        alone -= new
        full -= whole
    return found


def _speaks_of(text: str, part: Part, words: Collection[str]) -> bool:
    found = (word.lower() for word in _WORD.findall(text, part.start, part.end))
    return any(word in words or any(word.removesuffix(ending) in words for ending in _PLURALS) for word in found)


def _first(numbers: Iterable[int]) -> list[int]:
    for number in numbers:
        return [number]
    return []
