"""plover-relations: a sentence with a marked source and target in, the PLOVER root of what one does to the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from gestae.reader import Reader
from gestae.record.events import Event
from gestae.record.record import Record
from gestae.sources.text import document_from_text

_FALLBACK = "CONSULT"  # when the record holds no event at all; the scorer wants an answer for each line


def predict(items: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """One root for each line: the event whose parties best fit the marked ones."""
    rows = list(items)
    reader = Reader()
    documents = [document_from_text(row["text"], name=row["id"]) for row in rows]
    for row, record in zip(rows, reader.read_all(documents), strict=True):
        yield {"id": row["id"], "root": _root(row, record)}


def _root(row: Mapping[str, Any], record: Record) -> str:
    ranked = sorted(record.events, key=lambda event: _fit(event, row))
    return ranked[0].type if ranked else _FALLBACK


def _fit(event: Event, row: Mapping[str, Any]) -> tuple[float, float]:
    source, target = row["source"], row["target"]
    score = 0.0
    for evidence in event.evidence:
        if (evidence.role == "actor" and source and _overlap(evidence, source)) or (
            evidence.role == "recipient" and target and _overlap(evidence, target)
        ):
            score += 2
        elif (evidence.role == "recipient" and source and _overlap(evidence, source)) or (
            evidence.role == "actor" and target and _overlap(evidence, target)
        ):
            score += 0.5
    trigger = next(evidence for evidence in event.evidence if evidence.role == "trigger")
    if source and target:
        low, high = min(source["end"], target["end"]), max(source["start"], target["start"])
        score += low <= trigger.start <= high
        for span in (source, target):  # an event inside the words of a party is not what is asked for
            score -= 1.5 * (span["start"] <= trigger.start < span["end"])
    return (-score - event.confidence, trigger.start)


def _overlap(evidence: Any, span: Mapping[str, Any]) -> bool:
    return bool(evidence.start < span["end"] and span["start"] < evidence.end)
