"""Where quotations begin and end, in straight, curly, angled and low marks; an unclosed one loses nothing.

>>> [(q.inner.start, q.inner.end, q.closed) for q in find_quotations("He said: “We will not yield.”", ((0, 29),))]
[(10, 28, True)]
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from gestae.reading.tokens import Quotation, Sentence
from gestae.record.spans import Span

_CLOSERS = {
    "“": "”", "„": "“”", "«": "»", "‹": "›", '"': '"', "‘": "’", "'": "'", "``": "''",
    "»": "«»", "›": "‹›", "‚": "‘’",
}  # fmt: skip
# Marks that close as often as they open (»so« in German, »so» in Finnish, but «so» in French): they open only before a
# word, and only where another follows; "Home » World" holds no quotation.
_TURNED = frozenset({"»", "›", "‚"})
_MARKS = re.compile("[" + "".join(sorted({mark[0] for mark in _CLOSERS})) + "]")
_LONGEST = 3000


def find_quotations(
    text: str, parts: Iterable[tuple[int, int]], sentences: Sequence[Sentence] = ()
) -> tuple[Quotation, ...]:
    """Every quotation of the text; none runs past the end of its part."""
    found: list[Quotation] = []
    for start, end in parts:
        position = start
        while mark := _MARKS.search(text, position, end):
            position = mark.start()
            opener = _opens(text, position, start)
            if not opener:
                position += 1
                continue
            inner = position + len(opener)
            close, closer = _closes(text, inner, min(end, inner + _LONGEST), opener)
            if close < 0 and (opener in "‘'" or opener in _TURNED):
                position += 1  # an apostrophe or a breadcrumb after all
                continue
            stop, after, closed = (close, close + closer, True) if close >= 0 else (end, end, False)
            if stop > inner:
                found.append(
                    Quotation(Span(position, after), Span(inner, stop), closed, _sentence_at(sentences, inner))
                )
            position = after
    return tuple(found)


def _opens(text: str, position: int, floor: int) -> str:
    mark = text[position]
    if text.startswith("``", position):
        return "``"
    if mark not in _CLOSERS:
        return ""
    before = text[position - 1] if position > floor else " "
    after = text[position + 1] if position + 1 < len(text) else " "
    if mark in "'‘" and (before.isalnum() or not (after.isalnum() or after in '“"…[')):
        return ""
    if mark == '"' and after.isspace():
        return ""
    if mark in _TURNED and (after.isspace() or not (before.isspace() or before in "([—–-:")):
        return ""
    return mark


def _closes(text: str, start: int, end: int, opener: str) -> tuple[int, int]:
    closers = _CLOSERS[opener]
    if opener == "``":
        position = text.find("''", start, end)
        return position, 2
    if all(text.find(mark, start, end) < 0 for mark in closers):
        return -1, 0  # looked up at once: a page of opening marks costs no more than its length
    for position in range(start, end):
        mark = text[position]
        if mark not in closers:
            continue
        if opener in "‘'":
            before = text[position - 1]
            after = text[position + 1] if position + 1 < len(text) else " "
            # "Iran’s" and "weren't" hold apostrophes; a closing mark stands after a word or stop and before a break.
            if after.isalnum() or (before == "s" and after == " " and _another_closer(text, position + 1, end)):
                continue
        return position, 1
    return -1, 0


def _another_closer(text: str, start: int, end: int) -> bool:
    """Whether a better closing mark follows (after a stop or comma), so that this one is a plural possessive."""
    stop = min(end, start + 300)
    return any(text[at] in "’'" and text[at - 1] in ".,!?" for at in range(start + 1, stop))


def _sentence_at(sentences: Sequence[Sentence], offset: int) -> int:
    low, high = 0, len(sentences)
    while low < high:
        middle = (low + high) // 2
        if sentences[middle].end <= offset:
            low = middle + 1
        else:
            high = middle
    return low if low < len(sentences) else -1
