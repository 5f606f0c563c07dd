"""Whether the words around a word fit the patterns of a frame ("* diplomatic_ties", "take_* from")."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from gestae.coding.arguments import Slots
from gestae.coding.conditions import is_word
from gestae.lexicon.patterns import Chunk, Pattern
from gestae.reading.tokens import Reading, Token


@dataclass(frozen=True, slots=True)
class Match:
    """A pattern that fits, and the words that meet it, in the order of the text."""

    pattern: Pattern
    words: tuple[Token, ...]

    def content(self, reading: Reading, objects: Iterable[Token]) -> tuple[Token, ...]:
        """The objects that the pattern asked for, by their head or by a word before it; they are no parties."""
        return tuple(
            noun
            for noun in objects
            if noun in self.words
            or any(child in self.words for child in reading.children(noun) if child.dep in {"amod", "compound", "nmod"})
        )


def longest_match(reading: Reading, token: Token, patterns: Iterable[Pattern], slots: Slots) -> Match | None:
    """The pattern that fits and asks for most words; None where none fits."""
    fitting = [
        Match(pattern, words) for pattern in patterns if (words := words_of(reading, token, pattern, slots)) is not None
    ]
    return max(fitting, key=lambda match: match.pattern.length, default=None)


def words_of(reading: Reading, token: Token, pattern: Pattern, slots: Slots) -> tuple[Token, ...] | None:
    """The words that meet a pattern, in the order of the text; None where they do not stand there."""
    if pattern.several and len({*slots.subjects, *(slots.objects if slots.passive else ())}) < 2:
        return None
    sentence = reading.sentences[token.sentence]
    behind = list(reversed(reading.tokens[sentence.first : token.index]))
    before = _follow(behind, pattern.before[::-1], tight=pattern.tight_before, backwards=True)
    if before is None:
        return None
    after = _follow(list(reading.tokens[token.index + 1 : sentence.last]), pattern.after, tight=pattern.tight_after)
    return None if after is None else (*before[::-1], *after)


def _follow(
    tokens: list[Token], chunks: tuple[Chunk, ...], *, tight: bool, backwards: bool = False
) -> list[Token] | None:
    """The words of each chunk in turn, away from the word itself; between two chunks others may stand."""
    at = 0
    found: list[Token] = []
    for number, chunk in enumerate(chunks):
        starts: Iterator[int] = iter([at] if tight and number == 0 else range(at, len(tokens)))
        hit = next((span for start in starts if (span := _stretch(tokens, start, chunk, backwards))), None)
        if hit is None:
            return None
        found.extend(hit[0])
        at = hit[1]
    return found


def _stretch(tokens: list[Token], start: int, chunk: Chunk, backwards: bool) -> tuple[list[Token], int] | None:
    for phrase in sorted(chunk, key=lambda words: (-len(words), words)):
        stretch = tokens[start : start + len(phrase)]
        words = phrase[::-1] if backwards else phrase
        if len(stretch) == len(phrase) and all(
            is_word(token, word) for token, word in zip(stretch, words, strict=True)
        ):
            return stretch, start + len(phrase)
    return None
