"""Numbers as news writes them: "1,200", "2.5m", "twenty-five", "two hundred and five", "a dozen", "dozens".

"at least a dozen" holds the number 12 (the words around a number, such as "at least", are for those who ask).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from gestae.lexicon.numbers import NumberWords
from gestae.reading.tokens import Token

_DIGITS = re.compile(r"(\d{1,3}(?:,\d{2,3})*,\d{3}|\d+)(\.\d+)?([a-z]{1,3})?")
_MARKED = {"½": 0.5, "¼": 0.25, "¾": 0.75}


@dataclass(frozen=True, slots=True)
class Number:
    """A number at tokens `first` to `last` (exclusive). Vague: `value` is the least it can mean ("dozens": 24)."""

    value: float
    first: int
    last: int
    vague: bool = False


def read_number(tokens: Sequence[Token], index: int, words: NumberWords, stop: int | None = None) -> Number | None:
    """The number that begins at tokens[index], as long as it goes; none if no number begins there."""
    stop = len(tokens) if stop is None else stop
    if index >= stop:
        return None
    number = _plain(tokens, index, words, stop)
    return _and_a_half(tokens, number, words, stop) if number is not None else None


def _and_a_half(tokens: Sequence[Token], number: Number, words: NumberWords, stop: int) -> Number:
    """ "one and a half million", "a million and a half"."""
    after = [token.lower for token in tokens[number.last : min(number.last + 3, stop)]]
    if after != ["and", "a", "half"]:
        return number
    scale = words.scales.get(tokens[number.last - 1].lower, 1)
    value, last = _scaled(tokens, number.last + 3, words, stop, number.value + scale / 2)
    return replace(number, value=value, last=last)


def _plain(tokens: Sequence[Token], index: int, words: NumberWords, stop: int) -> Number | None:
    lower = tokens[index].lower
    if lower[0].isdigit():
        return _figure(tokens, index, words, stop)
    if lower in words.vague:
        return _vague(tokens, index, words, stop)
    if lower in words.few:
        last = index + 1
        if last < stop and tokens[last].lower == "of" and lower in {"couple", "handful"}:
            last += 1
        scaled = _scaled(tokens, last, words, stop, float(words.few[lower]))
        return Number(scaled[0], index, scaled[1], vague=True)
    if lower in {"a", "an"}:
        return _with_article(tokens, index, words, stop)
    if lower == "half":
        return _half(tokens, index, words, stop)
    if lower in words.units or lower in words.tens or (lower in words.scales and len(lower) > 3):
        return _spelled(tokens, index, words, stop)
    return None


def _figure(tokens: Sequence[Token], index: int, words: NumberWords, stop: int) -> Number | None:
    match = _DIGITS.fullmatch(tokens[index].lower)
    if match is None:
        return None
    value = float(match[1].replace(",", "") + (match[2] or ""))
    last = index + 1
    if match[3]:
        if match[3] not in words.scales:
            return None
        return Number(value * words.scales[match[3]], index, last)
    if last < stop and (part := _fraction_mark(tokens[last].lower)):
        value, last = value + part, last + 1
    value, last = _scaled(tokens, last, words, stop, value)
    return Number(value, index, last)


def _fraction_mark(lower: str) -> float:
    if lower in _MARKED:
        return _MARKED[lower]
    above, slash, below = lower.partition("/")
    if slash and above.isdecimal() and below.isdecimal() and 0 < int(above) < int(below) < 10:
        return int(above) / int(below)
    return 0.0


def _scaled(tokens: Sequence[Token], at: int, words: NumberWords, stop: int, value: float) -> tuple[float, int]:
    """Multiplies by "hundred thousand", "million", "m" that follow."""
    while at < stop:
        lower = tokens[at].lower
        if lower == "-" and at + 1 < stop and tokens[at + 1].lower in words.scales:
            at += 1
            continue
        scale = words.scales.get(lower)
        if scale is None or (len(lower) < 4 and tokens[at - 1].end != tokens[at].start and lower in {"m", "k"}):
            break
        value, at = value * scale, at + 1
    return value, at


def _vague(tokens: Sequence[Token], index: int, words: NumberWords, stop: int) -> Number:
    value, last = float(words.vague[tokens[index].lower]), index + 1
    while last + 1 < stop and tokens[last].lower == "of" and tokens[last + 1].lower in words.vague:
        value, last = value / 2 * words.vague[tokens[last + 1].lower], last + 2
    return Number(value, index, last, vague=True)


def _with_article(tokens: Sequence[Token], index: int, words: NumberWords, stop: int) -> Number | None:
    after = index + 1
    if after >= stop:
        return None
    lower = tokens[after].lower
    if lower in words.scales and len(lower) > 3:
        return _spelled(tokens, after, words, stop, first=index)
    if lower in {"few", "couple", "handful", "half"}:
        found = read_number(tokens, after, words, stop)
        if lower == "half":
            return replace(found, first=index) if found else None
        return Number(found.value, index, found.last, vague=True) if found else None
    return None


def _half(tokens: Sequence[Token], index: int, words: NumberWords, stop: int) -> Number | None:
    """ "half a dozen", "half a million", "half-dozen", "half of the 40"."""
    at = index + 1
    if at + 2 < stop and tokens[at].lower == "of":
        at += 2 if tokens[at + 1].lower in {"the", "its", "their"} else 1
        whole = _plain(tokens, at, words, stop) if tokens[at].lower[0].isdigit() else None
        return replace(whole, value=whole.value // 2, first=index) if whole is not None else None
    if at < stop and tokens[at].lower in {"a", "an", "-"}:
        at += 1
    if at >= stop or tokens[at].lower not in words.scales or len(tokens[at].lower) < 4:
        return None
    value, last = _scaled(tokens, at, words, stop, 0.5)
    return Number(value, index, last)


def _spelled(
    tokens: Sequence[Token], index: int, words: NumberWords, stop: int, *, first: int | None = None
) -> Number | None:
    """Adds up "two hundred and twenty-five thousand"."""
    total = current = 0.0
    at, seen, last_kind = index, index, ""
    while at < stop:
        lower = tokens[at].lower
        if lower in words.units and last_kind not in {"unit"}:
            current, last_kind = current + words.units[lower], "unit"
        elif lower in words.tens and last_kind not in {"unit", "ten"}:
            current, last_kind = current + words.tens[lower], "ten"
        elif lower in words.scales and len(lower) > 3:
            current = (current or 1) * words.scales[lower]
            if words.scales[lower] >= 1000:
                total, current = total + current, 0.0
            last_kind = "scale"
        elif (lower == "-" and last_kind == "ten") or (lower == "and" and last_kind == "scale" and at + 1 < stop):
            after = tokens[min(at + 1, stop - 1)].lower
            if after not in words.units and after not in words.tens:
                break
            at += 1
            continue
        else:
            break
        at += 1
        seen = at
    return Number(total + current, index if first is None else first, seen)
