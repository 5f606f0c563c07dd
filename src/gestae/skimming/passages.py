"""A text cut into passages about a sentence long, without a parser.

A cut inside a sentence would change what its halves tell, so where a stop may belong to an abbreviation or an initial
nothing is cut; two sentences in one passage cost time alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from gestae.datafiles import data_file
from gestae.record.documents import Document, Part

_ENDS = re.compile(r"[.!?][\"'”’)\]]*(\s+)(?=\S)")
_BEFORE = re.compile(r"([^\W\d_]+)\.?$")
_LONGEST_BEFORE = 24
_OPENING = "\"'“‘([ "


def passages_of(document: Document) -> Iterator[Part]:
    """The passages of every part that would be parsed, in their order, each as a part of its own."""
    for part in document.parts:
        if part.kind == "boilerplate":
            continue
        start = part.start
        for end in _ENDS.finditer(document.text, part.start, part.end):
            if _begins(document.text, end.end()) and not _goes_on(document.text, end.start()):
                yield Part(part.kind, start, end.start(1))
                start = end.end()
        if start < part.end:
            yield Part(part.kind, start, part.end)


def _begins(text: str, position: int) -> bool:
    """Whether what follows can begin a sentence: it is a capital or a digit, in quotation marks or not."""
    while position < len(text) and text[position] in _OPENING:
        position += 1
    return position < len(text) and (text[position].isupper() or text[position].isdigit())


def _goes_on(text: str, stop: int) -> bool:
    """Whether a full stop belongs to the word before it: an initial, "U.S.", "Gov."."""
    if text[stop] != ".":
        return False
    found = _BEFORE.search(text[max(0, stop - _LONGEST_BEFORE) : stop])
    if found is None:
        return False
    word = found[1]
    return word[0].isupper() and (len(word) == 1 or word.lower() in abbreviations())


@cache
def abbreviations() -> frozenset[str]:
    """Words (lower case) after which, begun with a capital, a full stop does not end a sentence, as a rule."""
    lines = data_file("skimming", "abbreviations.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))
