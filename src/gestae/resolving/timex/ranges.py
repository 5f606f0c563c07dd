"""Two times that close a stretch: "between Monday and Thursday", "from 3 to 5 January", "2014-2016", "January 3-5"."""

from __future__ import annotations

from collections.abc import Sequence

from gestae.reading.tokens import Reading
from gestae.resolving.timex.intervals import Days
from gestae.resolving.timex.values import Resolved
from gestae.resolving.timex.words import Expression

_DASHES = frozenset({"-", "–", "—"})
_JOINS = {"between": frozenset({"and"}), "from": frozenset({"to", "until", "till", "through"})}


def join_ranges(
    reading: Reading, expressions: Sequence[tuple[int, Expression]], resolved: Sequence[Resolved]
) -> list[tuple[Days, int, int] | None]:
    """For each expression the whole stretch it opens or closes, with the characters that say so."""
    spans: list[tuple[Days, int, int] | None] = [None] * len(expressions)
    tokens = reading.tokens
    for number in range(len(expressions) - 1):
        (sentence, left), (other, right) = expressions[number], expressions[number + 1]
        first, last = resolved[number].days, resolved[number + 1].days
        if sentence != other or right.first != left.last + 1 or not first or not last or first.start > last.start:
            continue
        join = tokens[left.last].lower
        before = tokens[left.first - 1].lower if left.first > reading.sentences[sentence].first else ""
        opened = join in _JOINS.get(before, ())
        if not (opened or join in _DASHES or join in {"through"}):
            continue
        days = Days(first.start, last.end, "range")
        start = tokens[left.first - 1 if opened else left.first].start
        spans[number] = spans[number + 1] = (days, start, tokens[right.last - 1].end)
    return spans
