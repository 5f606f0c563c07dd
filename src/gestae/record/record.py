"""The record: everything gestae says it found in one report."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from typing import Any

from gestae.record.actors import Actor
from gestae.record.discrepancies import Discrepancy
from gestae.record.documents import Document
from gestae.record.events import Event
from gestae.record.links import Link
from gestae.record.markets import MarketMove
from gestae.record.places import Place
from gestae.record.relations import Relation
from gestae.record.statements import Statement
from gestae.record.tolls import Toll

# `from` is a word of Python; these two tables call their ends `source` and `target`.
_JSON_NAMES: Mapping[tuple[type, str], str] = {
    (Link, "source"): "from",
    (Link, "target"): "to",
    (Relation, "source"): "from",
    (Relation, "target"): "to",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Versions:
    """What made the record: program, models (no judge: null), ontology, gazetteer, the user's own actors, codebooks."""

    version: str
    model: str
    ontology: str
    judge: str | None = None
    gazetteer: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    codebooks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """The tables of one reading, each in the order of the text. See docs/record.md."""

    documents: tuple[Document, ...]
    actors: tuple[Actor, ...] = ()
    places: tuple[Place, ...] = ()
    events: tuple[Event, ...] = ()
    statements: tuple[Statement, ...] = ()
    tolls: tuple[Toll, ...] = ()
    links: tuple[Link, ...] = ()
    relations: tuple[Relation, ...] = ()
    market_moves: tuple[MarketMove, ...] = ()
    discrepancies: tuple[Discrepancy, ...] = ()
    gestae: Versions

    @property
    def document(self) -> Document:
        """The report that was read."""
        return self.documents[0]

    def to_dict(self) -> dict[str, Any]:
        """The JSON form as plain dictionaries and lists; its keys are the table names."""
        return {name: _plain(getattr(self, name)) for name, _ in json_names(Record)}

    def to_json(self, *, indent: int | None = 2) -> str:
        """The JSON form; the same record gives the same bytes."""
        return json.dumps(self.to_dict(), ensure_ascii=False, indent=indent)


@cache
def json_names(kind: type) -> tuple[tuple[str, str], ...]:
    """Each field of a dataclass of the record with its name in JSON."""
    return tuple((field.name, _JSON_NAMES.get((kind, field.name), field.name)) for field in fields(kind))


def _plain(value: object) -> Any:
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if is_dataclass(value) and not isinstance(value, type):
        return {json_name: _plain(getattr(value, name)) for name, json_name in json_names(type(value))}
    return value
