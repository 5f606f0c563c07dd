"""Adapter: petrarch-suite; actors and agents are imported as own actors, verbs as a codebook that codes alone.

The record holds a party's country and sector and the code of the entry in `cameo`; the events of the suite are written
from these. A mutual event is one of each party towards each other.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from itertools import permutations, product
from pathlib import Path
from typing import Any

from bench.harness import SHARED
from gestae.knowledge.own.files import as_csv, read_own_file
from gestae.lexicon.own.codebooks import read_codebook
from gestae.lexicon.own.writing import as_toml
from gestae.reader import Reader
from gestae.record.actors import Actor
from gestae.record.events import Event
from gestae.record.record import Record
from gestae.settings import Settings
from gestae.sources.text import document_from_text

# Sectors that PLOVER writes otherwise than the dictionaries do.
_ROLES = {"JRN": "MED"}
DICTIONARIES = SHARED / "petrarch-suite" / "dict"


def predict(items: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The events of each sentence under the four dictionaries."""
    rows = list(items)
    with tempfile.TemporaryDirectory() as folder:
        reader = Reader(_settings(Path(folder)))
    documents = [document_from_text(row["text"], name=row["id"], published=row["date"]) for row in rows]
    for row, record in zip(rows, reader.read_all(documents), strict=True):
        yield {"id": row["id"], "events": list(_events(record))}


def _settings(folder: Path) -> Settings:
    """Settings that read with the dictionaries as `gestae actors import` and `gestae codebook import` turn them out."""
    actors = []
    for name in ("actors", "agents"):
        own = read_own_file(DICTIONARIES / f"{name}.txt", form="petrarch", keep_codes=True)
        actors.append(folder / f"{name}.csv")
        actors[-1].write_text(as_csv(own.actors, own.words), encoding="utf-8")
    verbs = folder / "verbs.toml"
    verbs.write_text(as_toml(read_codebook(DICTIONARIES / "verbs.txt"), alone=True), encoding="utf-8")
    return Settings(actors=tuple(map(str, actors)), codebooks=(str(verbs),), imported_actors=False, judge=False)


def _events(record: Record) -> Iterator[dict[str, str]]:
    actors = {actor.id: actor for actor in record.actors}
    for event in record.events:
        for source, target in _sides(event):
            yield {"source": _code(actors[source]), "target": _code(actors[target]), "code": event.cameo or ""}


def _sides(event: Event) -> Iterator[tuple[str, str]]:
    if event.recipients:
        yield from product(event.actors, event.recipients)
    else:
        yield from permutations(event.actors, 2)


def _code(actor: Actor) -> str:
    """Country and sector, as the dictionaries write them; "---" for an unknown country."""
    sector = "" if actor.kind == "state" or actor.sector in {None, "UNK"} else str(actor.sector)
    return f"{actor.country or '---'}{_ROLES.get(sector, sector)}"
