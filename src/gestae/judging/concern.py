"""Whether a report is of public concern, told by its words alone, before anything of it is parsed.

"Police arrested a man" stands in reports of a burglary and of a coup. What else a report speaks of tells them apart: a
weight for each word (`model/concern.tsv`), learnt by `python -m training.concern` from reports written for gestae in
pairs that share places, people and words but not their concern. A word weighs what it and the words of a like meaning
did in those reports.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from gestae.datafiles import data_file
from gestae.errors import KnowledgeError
from gestae.record.documents import Document

_WORD = re.compile(r"[^\W\d_]{2,}")
_STRETCH = 150  # words: about what a short item of a digest has
_SHIFT = "="  # names the shift in the file, and can be no word
_FEWEST = 60  # words: of a shorter text they do not tell

OF_CONCERN = 0.25  # a report below is of none: `bench concern` measures what this loses


@dataclass(frozen=True, slots=True)
class Concern:
    """Weights by word (lower case), and a shift: a logistic regression over the words of a text, each counted once.

    Their sum is divided by the root of their number, so that a long report is not surer than a short one by its length.
    """

    weights: Mapping[str, float]
    shift: float

    def __call__(self, words: Sequence[str]) -> float:
        """How likely a text of these words is of public concern, 0 to 1: of a long one, its likeliest stretch."""
        firsts = range(0, max(1, len(words) - _STRETCH // 2), _STRETCH)
        return max(self._share(stretch) for stretch in (words, *(words[first : first + _STRETCH] for first in firsts)))

    def _share(self, words: Sequence[str]) -> float:
        """The share of all words together; one half where none is known."""
        known = [self.weights[word] for word in sorted(set(words)) if word in self.weights]
        if not known:
            return 0.5
        score = self.shift + sum(known) / math.sqrt(len(known))
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, score))))


def words_of(text: str) -> list[str]:
    """The words of a text, lower case, in their order.

    >>> words_of("Iran's troops re-entered it in 1988.")
    ['iran', 'troops', 're', 'entered', 'it', 'in']
    """
    return [word.lower() for word in _WORD.findall(text)]


def concern_of(document: Document) -> float:
    """How likely a report is of public concern; page furniture is not asked.

    1 where it is too short to tell, and where a single word of it can stand in no other report ("Rebels shelled a
    village", between notes of the harvest).
    """
    text = "\n".join(document.text[part.start : part.end] for part in document.parts if part.kind != "boilerplate")
    words = words_of(text)
    if len(words) < _FEWEST or not unrest().isdisjoint(words):
        return 1.0
    return public_concern()(words)


@cache
def unrest() -> frozenset[str]:
    """Words (lower case, every form) each of which makes a report one of public concern."""
    lines = data_file("judging", "model", "unrest.txt").read_text("utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


@cache
def public_concern() -> Concern:
    """The weights that ship with gestae, loaded once.

    Raises:
        KnowledgeError: their file is damaged; names the line.
    """
    source = data_file("judging", "model", "concern.tsv")
    weights: dict[str, float] = {}
    for number, line in enumerate(source.read_text("utf-8").splitlines(), 1):
        if line.startswith("#"):
            continue
        word, _, weight = line.partition("\t")
        try:
            weights[word] = float(weight)
        except ValueError:
            raise KnowledgeError(f"{source.name}, line {number}: not a word with its weight") from None
    if _SHIFT not in weights:
        raise KnowledgeError(f"{source.name}: has no line for the shift")
    return Concern(weights, weights.pop(_SHIFT))
