"""A report as the skim's network reads it: pieces of words with what is known of each, passage after passage.

Training and skimming share this module, so that what is learnt is what is asked.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gestae.judging.wordpieces import WORD, WordPieces
from gestae.record.documents import Document, Part
from gestae.skimming.cues import Cues
from gestae.skimming.passages import passages_of

_LONGEST = 4096  # pieces that are looked at together; a longer report is cut between passages
_REMEMBERED = 50_000  # written words


@dataclass(frozen=True, slots=True)
class Stretch:
    """Passages that are looked at together, as numbers.

    `ids` are pieces and `traits` say what is known of them (a row a piece). `asked` are the pieces that begin words
    which may tell an event, `starts` the characters of the report where these words begin, `passages` their passages.
    `first` is the number of the first passage; each begins with a mark.
    """

    first: int
    ids: NDArray[np.int64]
    traits: NDArray[np.float32]
    asked: tuple[int, ...]
    starts: tuple[int, ...]
    passages: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Word:
    """A word as it is written: its pieces, the row of its traits, whether it may tell an event, whether it is own."""

    pieces: tuple[int, ...]
    row: int
    asked: bool
    own: bool


class Encoder:
    """Cuts reports; `traits` names the columns of what is known of a piece.

    A trait is `type:` or `class:` of the lexicon, `part:` of the report (of the mark between passages), or one of
    `capital`, `capitals`, `number`.
    """

    def __init__(self, pieces: WordPieces, cues: Cues, traits: Sequence[str]) -> None:
        self._pieces = pieces
        self._cues = cues
        self._columns = {name: column for column, name in enumerate(traits)}
        self._rows: dict[frozenset[str], int] = {}
        self._table = np.zeros((0, len(self._columns)), dtype=np.float32)
        self._words: dict[str, _Word] = {}

    def encode(self, document: Document, passages: Sequence[Part]) -> tuple[list[Stretch], frozenset[int]]:
        """The stretches of a report, and the numbers of the passages in which a word of the user's codebooks stands."""
        found: list[Stretch] = []
        own: set[int] = set()
        first = 0
        ids, rows, asked, starts, places = list[int](), list[int](), list[int](), list[int](), list[int]()
        for number, part in enumerate(passages):
            if len(ids) > _LONGEST:
                found.append(self._stretch(first, ids, rows, asked, starts, places))
                first = number
                ids, rows, asked, starts, places = [], [], [], [], []
            ids.append(self._pieces.last)
            rows.append(self._row(frozenset({f"part:{part.kind}"})))
            for match in WORD.finditer(document.text, part.start, part.end):
                word = self._word(match.group())
                if word.asked:
                    asked.append(len(ids))
                    starts.append(match.start())
                    places.append(number)
                if word.own:
                    own.add(number)
                ids.extend(word.pieces)
                rows.extend([word.row] * len(word.pieces))
        if ids:
            found.append(self._stretch(first, ids, rows, asked, starts, places))
        return found, frozenset(own)

    def __call__(self, document: Document) -> tuple[list[Part], list[Stretch], frozenset[int]]:
        """The passages of a report, their stretches, and which of them hold a word of the user's codebooks."""
        passages = list(passages_of(document))
        return passages, *self.encode(document, passages)

    def _stretch(
        self,
        first: int,
        ids: Sequence[int],
        rows: Sequence[int],
        asked: Sequence[int],
        starts: Sequence[int],
        places: Sequence[int],
    ) -> Stretch:
        if len(self._rows) > len(self._table):
            self._table = np.zeros((len(self._rows), len(self._columns)), dtype=np.float32)
            for names, row in self._rows.items():
                self._table[row, [self._columns[name] for name in names]] = 1.0
        traits = self._table[np.array(rows)]
        return Stretch(first, np.array(ids, dtype=np.int64), traits, tuple(asked), tuple(starts), tuple(places))

    def _row(self, names: frozenset[str]) -> int:
        return self._rows.setdefault(names.intersection(self._columns), len(self._rows))

    def _word(self, written: str) -> _Word:
        known = self._words.get(written)
        if known is None:
            types = self._cues.types(written.lower())
            row = self._row(frozenset(self._told_of(written, types)))
            known = _Word(self._pieces.of(written), row, bool(types), self._cues.is_own(written.lower()))
            if len(self._words) < _REMEMBERED:
                self._words[written] = known
        return known

    def _told_of(self, written: str, types: Sequence[str]) -> Iterator[str]:
        yield from (f"type:{name}" for name in types)
        yield from (f"class:{name}" for name in self._cues.classes(written.lower()))
        if written[0].isupper():
            yield "capitals" if len(written) > 1 and written.isupper() else "capital"
        if written[0].isdigit():
            yield "number"
