"""Lines and blocks: where a paragraph begins and ends in a plain text, hard-wrapped or not.

"Rockets hit Haifa on Sunday, the army said, killing two" and, on the next line, "people in the port." are one
paragraph; "Rockets Hit Haifa" and, on the next line, "The army said two people died." are two.

>>> text = "Rockets Hit Haifa\\nThe army said two people\\ndied in the port of Haifa.\\n\\nNo group claimed it."
>>> [text[block.start : block.end] for block in blocks_of(text)]
['Rockets Hit Haifa', 'The army said two people\\ndied in the port of Haifa.', 'No group claimed it.']
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from gestae.reading.casing import is_title_case
from gestae.record.documents import PartKind

# Every way a line can end; a form feed and U+2029 end a paragraph as well.
_LINE_END = re.compile("\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_PARAGRAPH_ENDS = frozenset("\f\u2029")
_HEADING_MARK = re.compile(r"#{1,6}\s+(?=\S)")
_RULE = re.compile(r"[\W_]+")
# White space, and what takes no room on the page: byte order mark, zero-width space, word joiner, NUL.
BLANK = (
    " \t\n\r\v\f\x1c\x1d\x1e\x1f\x85\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000\ufeff\u200b\u2060\x00"
)
_CLOSERS = frozenset("\"'”’»›)]}*_" + BLANK)
END_STOPS = ".!?…;:,"
# Wrapped text is at most this wide; a longer line is a paragraph by itself.
_WIDEST = 132
# … and at least this wide.
_NARROWEST = 45
# In wrapped text many lines go on in the middle of a sentence; in text with a paragraph a line hardly any does.
_SHARE_OF_PAIRS = 0.1
_SHARE_OF_UNFINISHED = 0.3


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that belong together.

    `group` counts the stretches between blank lines; `kind` is set where the source marks it.
    """

    start: int
    end: int
    lines: int = 1
    group: int = 0
    kind: PartKind | None = None


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    indent: int
    group: int


def blocks_of(text: str) -> list[Block]:
    """The blocks of a plain text in order, trimmed of white space; lines without a letter or digit are in none."""
    lines = list(_lines(text))
    width = _wrapped_width(text, lines)
    blocks: list[Block] = []
    index = 0
    if len(lines) > 1 and _is_headline(text, lines[0], lines[1]):
        blocks.append(Block(lines[0].start, lines[0].end, 1, lines[0].group))
        index = 1
    while index < len(lines):
        first = index
        heading = _HEADING_MARK.match(text, lines[first].start, lines[first].end)
        while not heading and index + 1 < len(lines) and _continues(text, lines[index], lines[index + 1], width):
            index += 1
        start = heading.end() if heading else lines[first].start
        kind: PartKind | None = "subheading" if heading else None
        blocks.append(Block(start, lines[index].end, index - first + 1, lines[first].group, kind))
        index += 1
    return blocks


def ends_sentence(text: str, start: int, end: int) -> bool:
    """Whether the stretch ends with a full stop or another mark, closing quotation marks apart."""
    while end > start and text[end - 1] in _CLOSERS:
        end -= 1
    return end > start and text[end - 1] in END_STOPS


def _is_headline(text: str, line: _Line, following: _Line) -> bool:
    """Whether the first line is a headline by its capitals, even where it is as long as the lines below."""
    if line.end - line.start > _WIDEST or not text[following.start].isupper():
        return False
    words = text[line.start : line.end]
    below = text[following.start : min(following.end, following.start + _WIDEST)]
    return is_title_case(words) and not is_title_case(below)


def _lines(text: str) -> Iterator[_Line]:
    group = 0
    blank = True
    position = 0
    for match in _LINE_END.finditer(text):
        line = _line(text, position, match.start(), group)
        if line:
            yield line
        if (line is None or match.group() in _PARAGRAPH_ENDS) and not blank:
            group += 1
        blank = line is None
        position = match.end()
    line = _line(text, position, len(text), group)
    if line:
        yield line


def _line(text: str, start: int, end: int, group: int) -> _Line | None:
    first, last = start, end
    while first < last and text[first] in BLANK:
        first += 1
    while last > first and text[last - 1] in BLANK:
        last -= 1
    if first == last or (last - first <= _WIDEST and _RULE.fullmatch(text, first, last)):
        return None
    return _Line(first, last, first - start, group)


def _wrapped_width(text: str, lines: list[_Line]) -> int:
    """The column at which the text was wrapped, or 0 where it was not."""
    pairs = unfinished = going_on = width = 0
    for line, following in pairwise(lines):
        if line.group != following.group or line.end - line.start > _WIDEST:
            continue
        pairs += 1
        character = text[following.start]
        if ends_sentence(text, line.start, line.end) and text[line.end - 1] != ",":
            continue
        unfinished += 1
        # Old wires are in capitals throughout: there only the missing stop tells.
        in_capitals = text[line.start : line.end].isupper() and text[following.start : following.end].isupper()
        if character.islower() or (in_capitals and line.end - line.start > 40):
            going_on += 1
            width = max(width, line.indent + line.end - line.start)
    if width < _NARROWEST:
        return 0
    return width if going_on > max(pairs * _SHARE_OF_PAIRS, unfinished * _SHARE_OF_UNFINISHED) else 0


def _continues(text: str, line: _Line, following: _Line, width: int) -> bool:
    """Whether `following` goes on with the paragraph of `line`."""
    if line.group != following.group or line.end - line.start > _WIDEST:
        return False
    stops = ends_sentence(text, line.start, line.end)
    if text[following.start].islower() and (not stops or text[line.end - 1] == ","):
        return True
    if not width or following.indent >= line.indent + 2:
        return False
    word = following.start
    while word < following.end and text[word] not in BLANK and word - following.start < width:
        word += 1
    # The next word would not have fitted: the break is the wrapping's, not the writer's. Hands wrap less exactly.
    slack = 0 if stops else width // 6
    return line.indent + line.end - line.start + 1 + word - following.start > width - slack
