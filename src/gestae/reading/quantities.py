"""Quantities with their bounds: "more than a dozen ballistic missiles" are 13 or more, "up to 200" 200 at most.

"between 20 and 30" keeps both ends, "dozens" are 24 or more; "$200", "12%" and "two-story" count nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gestae.lexicon.numbers import NumberWords
from gestae.reading.numbers import Number, read_number
from gestae.reading.tokens import Token

# More people than live on Earth, or more things than a report can count: such a figure was misread.
HIGHEST = 10_000_000_000
_LATEST_YEAR = 2200
_RANGE_JOINS = {"between": frozenset({"and"}), "from": frozenset({"to"})}
_DASHES = frozenset({"-", "–", "—", "to"})
_MONEY = frozenset({"$", "€", "£", "¥", "us$", "a$", "c$", "₹", "%", "percent", "per"})


@dataclass(frozen=True, slots=True)
class Quantity:
    """A count at tokens `first` to `last` (exclusive), bound words included; an open side is None."""

    min: int | None
    max: int | None
    first: int
    last: int


def read_quantity(tokens: Sequence[Token], index: int, words: NumberWords, *, first: int, stop: int) -> Quantity | None:
    """The quantity whose number begins at tokens[index]; `first` and `stop` bound the sentence."""
    if index >= stop:
        return None
    number = read_number(tokens, index, words, stop)
    if number is None or not 0 <= number.value < HIGHEST or _is_other(tokens, number, first, stop):
        return None
    if (found := _range(tokens, number, words, first, stop)) is not None:
        return found
    start, bound = _bound_before(tokens, number.first, words, first)
    if [token.lower for token in tokens[number.last : min(number.last + 2, stop)]] == ["-", "odd"]:
        return Quantity(round(number.value), None, start, number.last + 2)
    after = [token.lower for token in tokens[number.last : min(number.last + 2, stop)]]
    if after == ["or", "more"]:
        return Quantity(round(number.value), None, start, number.last + 2)
    if after in (["or", "fewer"], ["or", "less"]):
        return Quantity(None, round(number.value), start, number.last + 2)
    low, high = _bounded(number, bound)
    return Quantity(low, high, start, number.last)


def find_quantity(
    tokens: Sequence[Token], first: int, last: int, words: NumberWords, *, floor: int, stop: int
) -> Quantity | None:
    """The first quantity among tokens `first` to `last` (exclusive)."""
    index = first
    while index < last:
        lower = tokens[index].lower
        if lower[0].isdigit() or lower in words.all or lower in {"a", "an", "half"}:
            found = read_quantity(tokens, index, words, first=floor, stop=stop)
            if found is not None:
                return found
        index += 1
    return None


def _is_other(tokens: Sequence[Token], number: Number, first: int, stop: int) -> bool:
    """Whether the number is money, a share, an age, a year or a name rather than a count."""
    before = tokens[number.first - 1] if number.first > first else None
    after = tokens[number.last].lower if number.last < stop else ""
    if before is not None and (before.lower in _MONEY or before.text == "#"):
        return True
    if after in _MONEY:
        return True
    if after == "-" and number.last + 1 < stop and tokens[number.last + 1].text[0].isalpha():
        return tokens[number.last + 1].lower != "odd"
    if number.vague or number.value <= 1800:
        return False
    entity = tokens[number.first].entity
    return entity in {"TIME", "MONEY", "PERCENT"} or (entity == "DATE" and number.value < _LATEST_YEAR)


def _bound_before(tokens: Sequence[Token], at: int, words: NumberWords, first: int) -> tuple[int, str]:
    for length in (4, 3, 2, 1):
        start = at - length
        if start < first:
            continue
        phrase = " ".join(token.lower for token in tokens[start:at])
        if (bound := words.bounds.get(phrase)) is not None:
            return start, bound
    if at - 1 >= first and tokens[at - 1].lower in {"the", "these", "those"}:
        return at, ""
    return at, ""


def _bounded(number: Number, bound: str) -> tuple[int | None, int | None]:
    value = round(number.value)
    if bound == "above":
        # "over 1.5 million" is not 1,500,001: only counts are raised by one.
        return (value if number.vague or value > 999 else value + 1), None
    if bound == "least" or (number.vague and bound in {"", "about"}):
        return value, None
    if bound == "most":
        return None, value
    if bound == "below":
        return None, value - 1 if value < 1000 else value
    return value, value


def _range(tokens: Sequence[Token], number: Number, words: NumberWords, first: int, stop: int) -> Quantity | None:
    if number.last + 1 >= stop:
        return None
    join = tokens[number.last].lower
    before = tokens[number.first - 1].lower if number.first > first else ""
    opened = join in _RANGE_JOINS.get(before, ())
    if not (opened or join in _DASHES):
        return None
    second = read_number(tokens, number.last + 1, words, stop)
    if second is None or second.value <= number.value or second.value >= HIGHEST:
        return None
    low = number.value
    if low < 1000 <= second.value and second.value % 1000 == 0 and low * 1000 < second.value:
        low *= 1_000_000 if second.value >= 1_000_000 else 1000  # "2 to 3 million"
    start = number.first - 1 if opened else number.first
    return Quantity(round(low), round(second.value), start, second.last)
