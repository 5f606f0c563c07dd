"""Where the tokens stand between quotation marks: "said: “We will not yield.” He left." has one quoted stretch."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from gestae.lexicon.speech import Speech
from gestae.reading.tokens import Reading, Token

Range = tuple[int, int]
_TRIMMED = frozenset({",", ".", ";", ":", "-", "--", "—", "–", "―", "...", "…"})
QUOTE_OPENERS = frozenset({"“", "„", "«", '"', "‘", "``", "'", "‹", "»", "›", "‚"})
QUOTE_CLOSERS = frozenset({"”", "“", "»", '"', "’", "''", "'", "›", "«", "‹"})


@dataclass(frozen=True, slots=True)
class Quoted:
    """Tokens `first` (inclusive) to `last` (exclusive) of a quotation with its marks; `inner` counts its words."""

    number: int
    first: int
    last: int
    words: int
    closed: bool
    part: int


@dataclass(frozen=True, slots=True)
class Layout:
    """The quotations of a reading by token; `quote_at[i]` is the number of the one around token i, or -1."""

    quotes: tuple[Quoted, ...]
    quote_at: tuple[int, ...]

    def is_quoted(self, token: Token) -> bool:
        """Whether the token stands between quotation marks."""
        return self.quote_at[token.index] >= 0


def lay_out(reading: Reading, speech: Speech) -> Layout:
    """The quotations of the reading, as ranges of tokens."""
    starts = [token.start for token in reading.tokens]
    quote_at = [-1] * len(starts)
    quotes: list[Quoted] = []
    for quotation in reading.quotations:
        first = bisect_left(starts, quotation.span.start)
        last = bisect_left(starts, quotation.span.end)
        if first >= last or not (quotation.closed or _goes_on(reading, first, last, speech)):
            continue
        words = sum(1 for token in reading.tokens[first:last] if token.pos not in {"PUNCT", "SPACE"})
        part = reading.sentences[reading.tokens[first].sentence].part
        for index in range(first, last):
            quote_at[index] = len(quotes)
        quotes.append(Quoted(len(quotes), first, last, words, quotation.closed, part))
    return Layout(tuple(quotes), tuple(quote_at))


def _goes_on(reading: Reading, first: int, last: int, speech: Speech) -> bool:
    """Whether a quotation without an end is one: the next part goes on with a mark, or it fills its part.

    Otherwise a closing mark was forgotten, and nobody knows where the quoted words end; a cue inside says the same
    ("“We have lost everything, said the mayor. The town is gone.").
    """
    tokens = reading.tokens
    goes_on = last < len(tokens) and tokens[last].text in QUOTE_OPENERS
    opens_part = first == 0 or _part(reading, tokens[first - 1]) != _part(reading, tokens[first])
    return (goes_on or opens_part) and not any(
        token.text == "," and _is_cue(reading, index + 1, last, speech)
        for index, token in enumerate(tokens[first:last], start=first)
    )


def _is_cue(reading: Reading, index: int, last: int, speech: Speech) -> bool:
    """Whether a verb of plain saying stands right behind a comma, or with its subject between."""
    for token in reading.tokens[index : min(index + 4, last)]:
        if token.tag in {"VBD", "VBZ"} and token.lemma in speech.voices.plain:
            return True
        if token.pos not in {"PROPN", "NOUN", "PRON", "DET"} or token.lower in {"i", "we"}:
            return False
    return False


def _part(reading: Reading, token: Token) -> int:
    return reading.sentences[token.sentence].part


def trimmed(reading: Reading, layout: Layout, span: Range) -> Range | None:
    """The range without punctuation at its ends, made whole where it cuts a quotation; None when nothing is left."""
    tokens = reading.tokens
    first, last = span
    while first < last and (tokens[first].text in _TRIMMED or _lone_closer(layout, tokens[first])):
        first += 1
    while last > first and (tokens[last - 1].text in _TRIMMED or _lone_opener(layout, tokens[last - 1])):
        last -= 1
    if first >= last:
        return None
    begin = layout.quote_at[first]
    if begin >= 0 and layout.quotes[begin].first == first - 1 and layout.quotes[begin].last <= last + 2:
        first -= 1
    end = layout.quote_at[last - 1]
    if end >= 0 and layout.quotes[end].first >= first:
        last = layout.quotes[end].last
    return first, last


def _lone_closer(layout: Layout, token: Token) -> bool:
    quote = layout.quote_at[token.index]
    return token.text in QUOTE_CLOSERS and quote >= 0 and layout.quotes[quote].last == token.index + 1


def _lone_opener(layout: Layout, token: Token) -> bool:
    quote = layout.quote_at[token.index]
    return token.text in QUOTE_OPENERS and quote >= 0 and layout.quotes[quote].first == token.index


def without(span: Range, hole: Range) -> list[Range]:
    """What is left of a range when a hole is cut out of it."""
    if hole[1] <= span[0] or hole[0] >= span[1]:
        return [span]
    return [piece for piece in ((span[0], hole[0]), (hole[1], span[1])) if piece[0] < piece[1]]


def extent(reading: Reading, token: Token) -> Range:
    """The range of tokens of a subtree."""
    first = last = token.index
    tokens = reading.tokens
    stack = list(token.children)
    while stack:
        index = stack.pop()
        first = min(first, index)
        last = max(last, index)
        stack.extend(tokens[index].children)
    return first, last + 1
