"""A reader that needs no language model: one event a document, triggered by its first word."""

from __future__ import annotations

import sys
import types
from collections.abc import Iterable, Iterator, Sequence

from gestae.coding.explaining import Condition, Entry, Explanation, PartyOrigin, Telling
from gestae.record.actors import Actor
from gestae.record.documents import Document
from gestae.record.events import Event
from gestae.record.record import Record, Versions
from gestae.settings import Settings
from gestae.skimming.skim import Skimmed

# What must be imported anew for the fake to be seen.
LATE_MODULES = ("gestae.reports", "gestae.cli.batch", "gestae.cli.explanations")


class FakeReader:
    """Stands in for gestae.reader.Reader."""

    def __init__(self, settings: Settings | None = None) -> None:
        self.settings = settings or Settings()

    def __call__(self, document: Document) -> Record:
        part = document.parts[-1]
        end = part.start + len(document.text[part.start : part.end].split()[0])
        trigger = document.evidence(part.start, end, "trigger")
        actor = Actor(id="A1", name=trigger.text, kind="unknown", evidence=(trigger,))
        event = Event(
            id="E1",
            type="ASSAULT",
            quad=4,
            intensity=-10.0,
            modality="actual",
            actors=("A1",),
            confidence=0.5,
            evidence=(trigger,),
        )
        versions = Versions(version="0", model="none", ontology="PLOVER")
        return Record(documents=(document,), actors=(actor,), events=(event,), gestae=versions)

    def explain(self, document: Document) -> tuple[Record, tuple[Explanation, ...]]:
        record = self(document)
        (trigger,) = record.events[0].evidence
        entry = Entry("attack", "assault.toml", "They attacked it.", "ASSAULT", None, "190", False)
        conditions = (Condition("verb", "attack", (trigger,)), Condition("object", "@people", ()))
        parties = (PartyOrigin("A1", "actor", "judge", trigger),)
        telling = Telling(trigger, entry, conditions, parties, 0.9, 0.05, "planned", trigger, None)
        return record, (Explanation("E1", "ASSAULT", (telling,), None),)

    def skim(self, documents: Sequence[Document]) -> list[Skimmed | None]:
        return [Skimmed(0.01, "fake skim") if "garden" in document.text else None for document in documents]

    def read_all(self, documents: Iterable[Document]) -> Iterator[Record]:
        # Reads ahead as the real one does, so that errors must be put back in their place.
        waiting: list[Document] = []
        for document in documents:
            waiting.append(document)
            if len(waiting) == 3:
                yield from map(self, waiting)
                waiting = []
        yield from map(self, waiting)


def install() -> None:
    """Put the fake in the place of gestae.reader."""
    module = types.ModuleType("gestae.reader")
    module.Reader = FakeReader  # type: ignore[attr-defined]
    sys.modules["gestae.reader"] = module
    for name in LATE_MODULES:
        sys.modules.pop(name, None)
