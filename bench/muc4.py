"""muc4-incidents: our record as the incident templates of the Message Understanding Conferences of 1991 and 1992.

It finds nothing by itself: events, tolls, actors and places of the record are gathered into incidents and renamed into
the vocabulary of `muc4.toml`. What the task leaves out is left out here: clashes between armed forces, violence told
only in general, incidents of more than three months before.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from bench.muc4_fills import Fills
from gestae.knowledge.actors import KnownActors
from gestae.reader import Reader
from gestae.record.documents import Document
from gestae.record.events import Event
from gestae.record.record import Record
from gestae.sources.text import document_from_text

_STAGES = {"actual": "accomplished", "attempted": "attempted", "threatened": "threatened"}
_ARMED = frozenset({"MIL", "REB", "UAF", "PRM"})
_STATES_ARMS = frozenset({"MIL", "COP"})
_NOT_INCIDENTS = frozenset({"crowd-control", "sexual"})
_OLD = timedelta(days=92)


def predict(items: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The incidents of each report, in the order of the input."""
    rows = list(items)
    reader = Reader()
    for row, record in zip(rows, reader.read_all(map(_document, rows)), strict=True):
        yield {"id": row["id"], "incidents": incidents(record, reader.knowledge.actors)}


def _document(row: dict[str, Any]) -> Document:
    return document_from_text(row["text_truecase"], name=row["id"], published=row.get("date"))


def incidents(record: Record, known: KnownActors) -> list[dict[str, Any]]:
    """The templates of one record."""
    fills = Fills(record, known)
    groups: list[list[Event]] = []
    for event in record.events:
        if _is_incident(event, fills, record.document.published):
            _gather(event, groups, fills)
    return [_template(group, fills) for group in groups if any(map(fills.is_specific, group))]


def _is_incident(event: Event, fills: Fills, published: str | None) -> bool:
    if event.type != "ASSAULT" or event.mode in _NOT_INCIDENTS or event.modality not in _STAGES:
        return False
    if event.date and published:
        days = date.fromisoformat(published[:10]) - date.fromisoformat(event.date.end[:10])
        if days > _OLD:
            return False
    hit = [fills.actors[actor].sector in _ARMED for actor in event.recipients]
    sides = {
        fills.actors[actor].sector in _STATES_ARMS for actor in event.actors if fills.actors[actor].sector in _ARMED
    }
    clash = len(sides) > 1  # soldiers and rebels fought
    return not (all(hit) if hit else clash)


def _gather(event: Event, groups: list[list[Event]], fills: Fills) -> None:
    """Puts an event into the last group it can be a part of, else into one of its own."""
    for group in reversed(groups):
        if all(_may_be_one(event, other, fills) for other in group):
            group.append(event)
            return
    groups.append([event])


def _may_be_one(event: Event, other: Event, fills: Fills) -> bool:
    """Whether nothing said of two events keeps them apart: kind, stage, day, town, victims."""
    kinds = {fills.kind(event), fills.kind(other)}
    if len(kinds) == 2 and ("kidnapping" in kinds or "attack" not in kinds):
        return False
    if _STAGES[event.modality] != _STAGES[other.modality]:
        return False
    if event.date and other.date and (event.date.end < other.date.start or other.date.end < event.date.start):
        return False
    towns = fills.towns(event), fills.towns(other)
    if all(towns) and towns[0].isdisjoint(towns[1]):
        return False
    named = fills.named_victims(event), fills.named_victims(other)
    return not (all(named) and named[0].isdisjoint(named[1]))


def _template(group: Sequence[Event], fills: Fills) -> dict[str, Any]:
    kinds = [fills.kind(event) for event in group]
    kind = next((kind for kind in kinds if kind != "attack"), "attack")
    victims = fills.victims(group)
    return {
        "type": kind,
        "stage": _STAGES[group[0].modality],
        "date": fills.day(group),
        "location": fills.location(group),
        "category": "state-sponsored violence" if fills.by_the_state(group) else "terrorist act",
        "perpetrators_individual": fills.individuals(group),
        "perpetrators_organization": fills.organizations(group),
        "targets_physical": fills.things(group),
        "victims": victims,
        "weapons": [] if kind == "kidnapping" else fills.weapons(group),
    }
