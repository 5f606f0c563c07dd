"""What people changed in a large case, held as a layer over its columns: one correction makes one document anew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from gestae.case import Case
from gestae.correcting import changes_by_document, same_events
from gestae.linking.corrections import Change, corrected
from gestae.linking.standing import standings
from gestae.store.columns import ReadColumns
from gestae.store.fitting import Fitting, WindowQuery
from gestae.store.layers import Changed, Layers, layered
from gestae.store.windows import Counts, counts_of
from gestae.views.page.same import Same, standing_for

KEPT = 8
"""Questions whose answer is kept: who turns pages, or goes back, asks the same again."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What fits a question, counted."""

    fitting: Fitting
    counts: Counts


@dataclass(frozen=True, slots=True)
class LargeCase:
    """A large case as people have corrected it: its layers, and the events of several documents that are one."""

    layers: Layers
    same: tuple[Same, ...]
    known: frozenset[str]
    """The events of the documents that were changed, among them all that stand for others."""
    _kept: dict[WindowQuery, Answer] = field(default_factory=dict)

    def found(self, case: Case, query: WindowQuery) -> Answer:
        """What fits; of the last questions from memory. One thread at a time may ask."""
        answer = self._kept.pop(query, None)
        if answer is None:
            fitting = case.fitting(self.layers, query)
            answer = Answer(fitting, counts_of(fitting))
        self._kept[query] = answer  # the last asked stands last
        while len(self._kept) > KEPT:
            del self._kept[next(iter(self._kept))]
        return answer


@dataclass(frozen=True, slots=True)
class _Made:
    """A document as it was made, from which reading and which changes."""

    reading: int
    changes: Sequence[Change]
    changed: Changed


class HeldChanges:
    """The layers of a case, made anew when its log or its columns change. One thread at a time may ask."""

    def __init__(self, case: Case) -> None:
        self._case = case
        self._documents: dict[str, _Made] = {}
        self._held: LargeCase | None = None
        self._stamp: object = None

    def over(self, columns: ReadColumns) -> LargeCase:
        """These columns with what people changed laid over them."""
        stamp = (self._case.last_correction(), self._case.columns_stamp())
        held = self._held
        if held is None or held.layers.read is not columns or stamp != self._stamp:
            held = self._held = self._made(columns)
            self._stamp = stamp
        return held

    def _made(self, columns: ReadColumns) -> LargeCase:
        changes, same = changes_by_document(self._case), same_events(self._case)
        # A merge across documents is logged with the one that goes; that which takes it in is changed as well.
        names = dict.fromkeys((*changes, *(one.target for one in same)))
        found = {name: self._document(name, changes.get(name, ())) for name in names}
        self._documents = {name: made for name, made in found.items() if made is not None}
        documents = [made.changed for made in self._documents.values()]
        known = frozenset(event.id for one in documents for event in one.record.events if event.id not in one.copied)
        return LargeCase(layered(columns, documents, standing_for(same, known)), same, known)

    def _document(self, name: str, changes: Sequence[Change]) -> _Made | None:
        reading = self._case.reading(name)
        held = self._documents.get(name)
        if held is not None and held.reading == reading and held.changes == changes:
            return held
        read = self._case.record(name)
        if read is None or reading is None:
            return None
        record = corrected(read, changes)
        statuses = {one.row.id: one.status for one in standings(record)}
        return _Made(reading, changes, self._case.changed(record, statuses))
