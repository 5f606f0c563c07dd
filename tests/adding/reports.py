"""Invented reports for the tests of adding, and a reader that needs no model."""

from __future__ import annotations

import sys
import types
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from gestae.record.actors import Actor
from gestae.record.documents import Document
from gestae.record.events import Event
from gestae.record.identifiers import content_id
from gestae.record.record import Record, Versions
from gestae.settings import Settings
from gestae.skimming.skim import Skimmed, skim_version

_VERBS = ("shelled", "raided", "blockaded", "occupied", "evacuated", "inspected", "fortified", "abandoned")
_PLACES = ("Tabas", "Qarna", "Edessa", "Osroene", "Palmyra", "Dura", "Nisibis", "Hatra", "Singara", "Amida")
_SIDES = ("Arnor", "Gondor", "Rohan", "Harad", "Umbar")


def report(number: int) -> str:
    """One report in English; no two share a passage."""
    verb, place = _VERBS[number % len(_VERBS)], _PLACES[number % len(_PLACES)]
    side, other = _SIDES[number % len(_SIDES)], _SIDES[(number + 1) % len(_SIDES)]
    lines = [
        f"{side} {verb} the harbour of {place} number {number}",
        "",
        f"{side} {verb} the harbour of {place} on Sunday, and {number + 2} people were hurt, the {other} envoy said.",
    ]
    for step in range(6):
        word = content_id("", number, step)[:6].translate(str.maketrans("0123456789", "ghijklmnop"))
        lines += [
            "",
            f"The {word} council of {place} asked the {other} {word} guard to leave the {word} road by night.",
        ]
    return "\n".join(lines)


def write_reports(folder: Path, count: int) -> Path:
    """So many reports, a file each."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        (folder / f"report-{number:04}.txt").write_text(report(number), encoding="utf-8")
    return folder


class FakeReader:
    """One event a paragraph, told by its second word, done by its first to the report's other side."""

    versions = Versions(version="0", model="none", ontology="PLOVER")

    def __init__(self, settings: Settings | None = None) -> None:
        self.settings = settings or Settings()

    def __call__(self, document: Document) -> Record:
        if "NEVER READ THIS" in document.text:
            raise ValueError("the reader fails here")
        parts = [part for part in document.parts if part.kind == "paragraph"]
        words = [document.text[part.start : part.end].split() for part in parts]
        name = document.evidence(parts[0].start, parts[0].start + len(words[0][0]), "name")
        actor = Actor(id=content_id("A", document.id), name=name.text, kind="state", country="ARN", evidence=(name,))
        events = []
        for part, said in zip(parts, words, strict=True):
            start = part.start + len(said[0]) + 1
            trigger = document.evidence(start, start + len(said[1]), "trigger")
            events.append(
                Event(
                    id=content_id("E", document.id, start),
                    type="ASSAULT",
                    quad=4,
                    intensity=-10.0,
                    modality="actual",
                    actors=(actor.id,),
                    confidence=0.5,
                    evidence=(trigger,),
                )
            )
        return Record(documents=(document,), actors=(actor,), events=tuple(events), gestae=self.versions)

    def read_all(self, documents: Iterable[Document]) -> Iterator[Record]:
        return map(self, documents)

    def skim(self, documents: Sequence[Document]) -> list[Skimmed | None]:
        """With the setting, reports that tell of nothing but a garden are not read."""
        dull = [self.settings.skim and "garden" in document.text for document in documents]
        return [Skimmed(0.01, skim_version()) if one else None for one in dull]


def install() -> None:
    """Put the fake in the place of gestae.reader, for what is imported from now on."""
    module = types.ModuleType("gestae.reader")
    module.Reader = FakeReader  # type: ignore[attr-defined]
    sys.modules["gestae.reader"] = module


def renamed(document: Document, name: str) -> Document:
    """The document under another id."""
    return replace(document, id=content_id("D", name))
