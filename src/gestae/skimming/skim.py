"""A linear model over words, pairs of words and the event lexicon says how likely each passage tells an event.

What no passage of a report may tell is not read: nothing of it is parsed. Where some might, these alone are read first,
the likeliest before the others, and the report only where an event was found in them. The weights are a data file that
people can read (`weights.tsv`); `python -m training.skim` makes it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.resources.abc import Traversable

from gestae.datafiles import data_file
from gestae.errors import KnowledgeError
from gestae.lexicon.events import EventLexicon
from gestae.record.documents import Document, Part
from gestae.skimming.passages import Cues, cues_of, features, holds_own, passages_of

# So many passages are tried first. Where it is likelier than this that one of them tells an event, the report is read
# at once: a passage by itself may lack what says who is meant, so that what the whole report tells is not found in it.
_FIRST = 3
_SURE = 0.5
_STEEPEST = 30.0

HasEvent = Callable[[Sequence[Document]], Sequence[bool]]


@dataclass(frozen=True, slots=True)
class Skimmed:
    """A report that was not read: how likely its likeliest passage tells an event, and by which skim."""

    chance: float
    version: str

    @property
    def reason(self) -> str:
        """One sentence for people."""
        return f"skimmed over: no event in its likeliest passages (chance {self.chance:.3f}, {self.version})"


@dataclass(frozen=True, slots=True)
class Weights:
    """What each feature speaks for an event, in log odds; passages below `threshold` are not looked into."""

    version: str
    bias: float
    threshold: float
    features: Mapping[str, float] = field(repr=False)

    def chance(self, found: set[str] | frozenset[str]) -> float:
        """How likely a passage with these features tells an event, 0 to 1."""
        known = self.features
        score = self.bias + math.fsum(known[one] for one in found if one in known)
        return 1 / (1 + math.exp(-max(-_STEEPEST, min(_STEEPEST, score))))


class Skim:
    """Weights and lexicon, put together once; asked about many reports."""

    def __init__(self, weights: Weights, lexicon: EventLexicon) -> None:
        self.weights = weights
        self._cues: Cues = cues_of(lexicon)

    @property
    def version(self) -> str:
        """What a case notes of reports that were not read."""
        return self.weights.version

    def __call__(self, documents: Sequence[Document], has_event: HasEvent) -> list[Skimmed | None]:
        """For each report why it need not be read; None where it must be. `has_event` reads some passages."""
        likely = [self.likely(document) for document in documents]
        wanted = [_is_sure(found) for found in likely]
        for first, last in ((0, _FIRST), (_FIRST, None)):
            trying = [number for number, found in enumerate(likely) if not wanted[number] and len(found) > first]
            probes = [_only(documents[number], [part for _, part in likely[number][first:last]]) for number in trying]
            for number, found_one in zip(trying, has_event(probes), strict=True):
                wanted[number] = found_one
        return [None if read else self._skimmed(document) for document, read in zip(documents, wanted, strict=True)]

    def likely(self, document: Document) -> list[tuple[float, Part]]:
        """The passages that may tell an event with their chance, the likeliest first."""
        rated = [(self.chance(document.text[part.start : part.end]), part) for part in passages_of(document)]
        found = [one for one in rated if one[0] >= self.weights.threshold]
        return sorted(found, key=lambda one: (-one[0], one[1].start))

    def chance(self, passage: str) -> float:
        """How likely a passage tells an event, 0 to 1; with a word of the user's own codebooks, 1."""
        if self._cues.own and holds_own(passage, self._cues):
            return 1.0
        return self.weights.chance(features(passage, self._cues))

    def _skimmed(self, document: Document) -> Skimmed:
        chances = [self.chance(document.text[part.start : part.end]) for part in passages_of(document)]
        return Skimmed(round(max(chances, default=0.0), 4), self.version)


def _is_sure(likely: Sequence[tuple[float, Part]]) -> bool:
    return 1 - math.prod(1 - chance for chance, _ in likely[:_FIRST]) >= _SURE


def _only(document: Document, parts: Sequence[Part]) -> Document:
    """The report with nothing to parse but some passages."""
    return replace(document, parts=tuple(sorted(parts, key=lambda part: part.start)))


@cache
def load_weights() -> Weights:
    """The weights that ship with gestae.

    Raises:
        KnowledgeError: their file is damaged; names the line.
    """
    return read_weights(data_file("skimming", "weights.tsv"))


def read_weights(source: Traversable) -> Weights:
    """Weights from a file: lines of a feature, a tab and its weight; first `@version`, `@bias` and `@threshold`.

    Raises:
        KnowledgeError: a line is none of these.
    """
    facts: dict[str, str] = {}
    found: dict[str, float] = {}
    for number, line in enumerate(source.read_text(encoding="utf-8").splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        name, tab, value = line.partition("\t")
        if not tab or name in found:
            raise KnowledgeError(f"{source.name}, line {number}: not a feature with its weight, or it stands twice")
        try:
            if name.startswith("@"):
                facts[name[1:]] = value
            else:
                found[name] = float(value)
        except ValueError as error:
            raise KnowledgeError(f"{source.name}, line {number}: {error}") from None
    try:
        return Weights(facts["version"], float(facts["bias"]), float(facts["threshold"]), found)
    except (KeyError, ValueError) as error:
        raise KnowledgeError(f"{source.name}: @version, @bias or @threshold is missing or wrong ({error})") from None
