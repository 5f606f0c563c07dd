"""The whole report before one network: vectors of words that know what the other sentences say.

The judge reads a sentence at a time; who carried out the attack of the first paragraph stands in the fifth. This
network reads as much of a report as it can hold at once and gives two vectors a word, one for words that name somebody,
one for words that tell a deed; a small weighing says of a pair of them, together with what else is known of it
(`gestae.linking.elsewhere`), whether the one is the doer of the other, or was hit by it. The weights (`model/whole.*`)
are ours: `training/doers` trains them.
"""

from __future__ import annotations

import io
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from gestae.datafiles import data_file
from gestae.errors import KnowledgeError
from gestae.judging.judge import judge_network
from gestae.judging.network import Numbers, session_of, whole_names
from gestae.judging.wordpieces import WordPieces
from gestae.reading.tokens import Reading, Token

LONGEST = 400  # pieces read at once


@dataclass(frozen=True, slots=True)
class Likely:
    """A share of 1, and the index of the mention that speaks for it most."""

    share: float
    mention: int


@dataclass(frozen=True, slots=True)
class Part:
    """How likely somebody did a deed, and how likely it hit him."""

    doer: Likely
    hit: Likely


@dataclass(frozen=True, slots=True)
class Window:
    """Piece ids read at once, and by sentence where its pieces begin and how many there are."""

    ids: tuple[int, ...]
    places: Mapping[int, tuple[int, int]]


def windows(sentences: Sequence[Sequence[int]], first: int, last: int) -> list[Window]:
    """Whole sentences, as many as fit, between the marks of beginning and end (`first`, `last`)."""
    found: list[Window] = []
    ids, places = [first], dict[int, tuple[int, int]]()
    for index, sentence in enumerate(sentences):
        kept = sentence[: LONGEST - 2]
        if len(ids) + len(kept) + 1 > LONGEST and places:
            found.append(Window((*ids, last), places))
            ids, places = [first], {}
        places[index] = (len(ids), len(kept))
        ids.extend(kept)
    if places:
        found.append(Window((*ids, last), places))
    return found


class WholeNetwork:
    """The weights, loaded."""

    def __init__(self) -> None:
        self.pieces: WordPieces = judge_network().pieces
        self._session = session_of("judging", "model", "whole.onnx")
        head = np.load(io.BytesIO(data_file("judging", "model", "whole.npz").read_bytes()), allow_pickle=False)
        self._inner, self._inner_shift = head["inner"], head["inner_shift"]
        self._outer, self._outer_shift = head["outer"], head["outer_shift"]
        names = whole_names()
        self.of_pairs: tuple[str, ...] = tuple(names["of_pairs"])
        self.of_mentions: tuple[str, ...] = tuple(names["of_mentions"])
        if [output.name for output in self._session.get_outputs()] != ["parties", "deeds"]:
            raise KnowledgeError("judging/model/whole.onnx: unexpected outputs")

    def __call__(self, ids: Sequence[int]) -> tuple[Numbers, Numbers]:
        """Vectors [pieces, width] of words as parties, and as deeds."""
        parties, deeds = self._session.run(None, {"ids": np.array(ids, dtype=np.int64)})
        return parties, deeds

    def weigh(
        self,
        mentions: Sequence[Numbers],
        deeds: Sequence[Numbers],
        of_pair: Mapping[str, float],
        of_mentions: Sequence[Mapping[str, float]],
    ) -> Part:
        """What somebody with these mentions is to a deed.

        Args:
            mentions: the vectors of the words that name him, one or more, each [width].
            deeds: the vectors of the words that tell the deed, one or more.
            of_pair: what is known of the two, by name; what is left out is 0.
            of_mentions: what is known of each mention.
        """
        known = np.array([[of_pair.get(name, 0.0) for name in self.of_pairs]], dtype=np.float32)
        own = np.array([[one.get(name, 0.0) for name in self.of_mentions] for one in of_mentions], dtype=np.float32)
        parties, deed, count = np.stack(mentions), np.mean(deeds, axis=0), len(mentions)
        both = np.concatenate(
            [parties, np.tile(deed, (count, 1)), parties * deed, np.tile(known, (count, 1)), own], axis=1
        )
        inner = np.maximum(both @ self._inner + self._inner_shift, 0.0)
        each = inner @ self._outer + self._outer_shift
        highest = each.max(axis=0)
        together = highest + np.log(np.exp(each - highest).sum(axis=0)) - 0.5 * np.log(count)
        shares, best = (1.0 / (1.0 + np.exp(-together))).tolist(), each.argmax(axis=0).tolist()
        doer, hit = (Likely(share, mention) for share, mention in zip(shares, best, strict=True))
        return Part(doer, hit)


class WholeReport:
    """The network's vectors of one report; a window is read when first asked about.

    Args:
        reading: the report.
        network: the weights.
        only: the sentences to be read; all by default.
    """

    def __init__(self, reading: Reading, network: WholeNetwork, only: Container[int] | None = None) -> None:
        self.network = network
        self._reading = reading
        text = reading.document.text
        # the first stretch of a sentence: what is longer than any window is not read to its end
        self._cut = [
            network.pieces.cut(text[one.start : one.end], longest=LONGEST)[:1]
            if only is None or one.index in only
            else []
            for one in reading.sentences
        ]
        ids = [list(cut[0].ids[1:-1]) if cut else [] for cut in self._cut]
        self._windows = windows(ids, network.pieces.first, network.pieces.last)
        self._window_of = {index: window for window in self._windows for index in window.places}
        self._read: dict[int, tuple[Numbers, Numbers]] = {}

    def party(self, token: Token) -> Numbers | None:
        """The vector of a word as one that names somebody; None for what is no word."""
        found = self._find(token)
        return None if found is None else found[0][found[2]]

    def deed(self, token: Token) -> Numbers | None:
        """The vector of a word as one that tells a deed; None for what is no word."""
        found = self._find(token)
        return None if found is None else found[1][found[2]]

    def _find(self, token: Token) -> tuple[Numbers, Numbers, int] | None:
        """The vectors of the window a token stands in, and the index of its first piece there."""
        cut, window = self._cut[token.sentence], self._window_of.get(token.sentence)
        piece = cut[0].at(token.start - self._reading.sentences[token.sentence].start) if cut else None
        if piece is None or window is None:
            return None
        start, count = window.places[token.sentence]
        if piece > count:
            return None
        read = self._read.get(id(window))
        if read is None:
            read = self._read[id(window)] = self.network(window.ids)
        return (*read, start + piece - 1)


@cache
def whole_network() -> WholeNetwork:
    """The network that ships with gestae, loaded once."""
    return WholeNetwork()
