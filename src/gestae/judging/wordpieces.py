"""A sentence into the pieces of words that the network knows, each word findable again by its characters.

Training and reading share this module, so that what is learnt is what is asked.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

WORD = re.compile(r"\w+|[^\w\s]")
_LONGEST = 40  # characters of a word that is still cut into pieces


@dataclass(frozen=True, slots=True)
class Pieces:
    """Piece ids of a stretch of text between the marks of its beginning and end.

    `starts` holds the first character of each word, `firsts` the index of its first piece.
    """

    ids: tuple[int, ...]
    starts: tuple[int, ...]
    firsts: tuple[int, ...]

    def at(self, character: int) -> int | None:
        """The index of the first piece of the word that a character lies in; None before the first word."""
        word = bisect_right(self.starts, character) - 1
        return self.firsts[word] if word >= 0 else None


class WordPieces:
    """Cuts words greedily into the longest pieces of a vocabulary (WordPiece; Schuster and Nakajima 2012)."""

    def __init__(self, vocabulary: Sequence[str]) -> None:
        self._ids: Mapping[str, int] = {piece: index for index, piece in enumerate(vocabulary)}
        self._unknown = self._ids["[UNK]"]
        self.first, self.last = self._ids["[CLS]"], self._ids["[SEP]"]
        self._known: dict[str, tuple[int, ...]] = {}

    def cut(self, text: str, *, longest: int) -> list[Pieces]:
        """The pieces of a text, in stretches of at most `longest` pieces (one stretch for all but huge sentences)."""
        stretches: list[Pieces] = []
        ids, starts, firsts = [self.first], list[int](), list[int]()
        for match in WORD.finditer(text):
            pieces = self.of(match.group())
            if len(ids) + len(pieces) >= longest and starts:
                stretches.append(Pieces((*ids, self.last), tuple(starts), tuple(firsts)))
                ids, starts, firsts = [self.first], [], []
            starts.append(match.start())
            firsts.append(len(ids))
            ids.extend(pieces)
        if starts:
            stretches.append(Pieces((*ids, self.last), tuple(starts), tuple(firsts)))
        return stretches

    def of(self, word: str) -> tuple[int, ...]:
        """The pieces of one word."""
        found = self._known.get(word)
        if found is None:
            found = self._cut(_plain(word))
            if len(self._known) < 50_000:
                self._known[word] = found
        return found

    def _cut(self, word: str) -> tuple[int, ...]:
        if len(word) > _LONGEST:
            return (self._unknown,)
        pieces: list[int] = []
        start = 0
        while start < len(word):
            for end in range(len(word), start, -1):
                piece = self._ids.get(word[start:end] if start == 0 else f"##{word[start:end]}")
                if piece is not None:
                    break
            else:
                return (self._unknown,)
            pieces.append(piece)
            start = end
        return tuple(pieces) or (self._unknown,)


def _plain(word: str) -> str:
    """Lower case without accents, as the vocabulary was made."""
    decomposed = unicodedata.normalize("NFD", word.lower())
    return "".join(character for character in decomposed if unicodedata.category(character) != "Mn")
