"""plover-events: a sentence in, coded events with countries and sectors out, by way of `gestae.Reader`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from gestae.reader import Reader
from gestae.record.events import Event
from gestae.record.record import Record
from gestae.sources.text import document_from_text


def predict(items: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """One line of predicted events for each sentence, the most telling first."""
    rows = list(items)
    reader = Reader()
    documents = [document_from_text(row["text"], name=row["id"], published=row["date"]) for row in rows]
    for row, record in zip(rows, reader.read_all(documents), strict=True):
        events = sorted(record.events, key=lambda event: _rank(event, record))
        yield {"id": row["id"], "events": [_event(event, record) for event in events]}


def _rank(event: Event, record: Record) -> tuple[float, int]:
    """Events that the sentence asserts come before those it only tells by the way."""
    trigger = min(evidence.start for evidence in event.evidence if evidence.role == "trigger")
    told = sum(bool(side) for side in (event.actors, event.recipients))
    return (-told * 0.3 - (event.modality == "actual") * 0.3 - 2 * event.confidence, trigger)


def _event(event: Event, record: Record) -> dict[str, Any]:
    actors = {actor.id: actor for actor in record.actors}

    def parties(ids: Iterable[str]) -> list[dict[str, Any]]:
        return [{"country": actors[item].country, "sector": actors[item].sector} for item in ids]

    return {
        "event": event.type,
        "source": parties(event.actors),
        "target": parties(event.recipients),
        "mode": event.mode,
        "context": list(event.contexts),
        "dead": None,
    }
