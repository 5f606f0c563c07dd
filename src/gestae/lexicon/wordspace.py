"""What sort of thing a word is, for 50,000 words: "striker" is of one sort with "goalkeeper", "mortar" with "howitzer".

Made from free word vectors (`training/make_wordspace.py`); the file and its licence are described in docs/judge.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from gestae.datafiles import data_file


@dataclass(frozen=True, slots=True)
class WordSpace:
    """Words by row; each row has a sort (an arbitrary number) and a vector (float32, of `width`)."""

    rows: dict[str, int]
    sorts: NDArray[np.int16]
    vectors: NDArray[np.float32]

    @property
    def width(self) -> int:
        """The number of components of a vector."""
        return int(self.vectors.shape[1])

    def sort(self, word: str) -> int | None:
        """The sort of a word in lower case; None for a word that is not listed."""
        row = self.rows.get(word)
        return None if row is None else int(self.sorts[row])

    def vector(self, word: str) -> NDArray[np.float32] | None:
        """The vector of a word in lower case; None for a word that is not listed."""
        row = self.rows.get(word)
        return None if row is None else self.vectors[row]


@cache
def load_wordspace() -> WordSpace:
    """The word space that ships with gestae."""
    with data_file("lexicon", "en", "wordspace.npz").open("rb") as file, np.load(file, allow_pickle=False) as table:
        words = str(table["words"]).split("\n")
        rows = dict(zip(words, table["row"].tolist(), strict=True))
        vectors = table["vector"].astype(np.float32) * float(table["scale"])
        return WordSpace(rows, table["sort"], vectors)
