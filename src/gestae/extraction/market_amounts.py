"""How much a market moved: "400 points", "as high as 4%", "$1.20 to $68.91" (1.20, the rest is a level), "a fifth"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gestae.lexicon.instruments import MarketWords
from gestae.lexicon.numbers import NumberWords
from gestae.reading.numbers import Number, read_number
from gestae.reading.tokens import Token


@dataclass(frozen=True, slots=True)
class Amount:
    """`value` in `unit` (points, percent, basis points or a currency code) at tokens `first` to `last` (exclusive)."""

    value: float
    unit: str
    first: int
    last: int


def read_amount(
    tokens: Sequence[Token], first: int, stop: int, words: MarketWords, numbers: NumberWords
) -> Amount | None:
    """The first amount of a move between two tokens; levels ("to $70", "at 24,000 points") are passed over."""
    at = first
    while at < stop:
        found = _amount_at(tokens, at, stop, words, numbers)
        if found is None:
            at += 1
            continue
        if not _is_level(tokens, found.first, first, words):
            return found
        at = found.last
    return None


def _amount_at(tokens: Sequence[Token], at: int, stop: int, words: MarketWords, numbers: NumberWords) -> Amount | None:
    lower = tokens[at].lower
    if (currency := words.currency_signs.get(lower)) is not None:
        number = read_number(tokens, at + 1, numbers, stop)
        return Amount(number.value, currency, at, number.last) if number else None
    if lower in numbers.fractions or (lower in {"a", "an", "one", "two", "three"} and at + 1 < stop):
        share = _share(tokens, at, stop, numbers)
        if share is not None:
            return share
    if not (lower[0].isdigit() or lower in numbers.all or lower in {"a", "an"}):
        return None
    number = read_number(tokens, at, numbers, stop)
    return _with_unit(tokens, at, number, stop, words) if number is not None else None


def _with_unit(tokens: Sequence[Token], at: int, number: Number, stop: int, words: MarketWords) -> Amount | None:
    after = number.last
    while after < stop and tokens[after].lower in {"-", "full"}:
        after += 1
    if after >= stop:
        return None
    lower = tokens[after].lower
    follows = tokens[after + 1].lower if after + 1 < stop else ""
    if lower in words.words["percent"] or (lower == "per" and follows == "cent"):
        last = after + 2 if lower == "per" else after + 1
        if last < stop and tokens[last].lower in words.words["points"]:
            last += 1
        return Amount(number.value, "percent", at, last)
    if lower in words.words["points"]:
        return Amount(number.value, "points", at, after + 1)
    if lower in {"basis", "percentage"} and follows in words.words["points"]:
        return Amount(number.value, "basis points" if lower == "basis" else "percent", at, after + 2)
    if lower in words.cents:
        return Amount(number.value / 100, words.cents[lower], at, after + 1)
    if lower in words.currency_words and len(words.currency_words[lower]) == 3:
        return Amount(number.value, words.currency_words[lower], at, after + 1)
    return None


def _share(tokens: Sequence[Token], at: int, stop: int, numbers: NumberWords) -> Amount | None:
    """ "a fifth", "two-thirds", "half" as percent; not "a third day" or "half of the traders"."""
    count, place = 1.0, at
    lower = tokens[at].lower
    if lower in {"a", "an"} or lower in numbers.units:
        count, place = float(numbers.units.get(lower, 1)), at + 1
        if place < stop and tokens[place].lower == "-":
            place += 1
    if place >= stop or tokens[place].lower not in numbers.fractions or tokens[place].pos == "ADJ":
        return None
    if place == at and lower != "half":
        return None
    after = tokens[place + 1] if place + 1 < stop else None
    if after is not None and after.pos == "NOUN" and after.lower not in {"percent"}:
        return None
    value = count * numbers.fractions[tokens[place].lower] * 100
    return Amount(round(value, 2), "percent", at, place + 1)


def _is_level(tokens: Sequence[Token], at: int, first: int, words: MarketWords) -> bool:
    """Whether what stands before makes it where the market stands, not how far it went ("by", "as high as" do not)."""
    before = at - 1
    while before > first and tokens[before].lower in {
        "about",
        "around",
        "just",
        "nearly",
        "almost",
        "some",
        "a",
        "well",
        "record",
    }:
        before -= 1
    if before > first and tokens[before].lower == "of":
        return tokens[before - 1].lower in words.words["levels"]
    return before >= first and tokens[before].lower in words.words["level_before"]
