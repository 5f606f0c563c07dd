"""plover-relations: a sentence with a marked source and target in, the PLOVER root of what one does to the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from gestae.reader import Reader
from gestae.record.spans import Span
from gestae.sources.text import document_from_text

_FALLBACK = "CONSULT"  # when the record holds no event at all; the scorer wants an answer for each line


def predict(items: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """One root for each line: what the source most likely does to the target."""
    rows = list(items)
    reader = Reader()
    documents = [document_from_text(row["text"], name=row["id"]) for row in rows]
    for row, reading in zip(rows, reader.parse_all(documents), strict=True):
        found = reader.between(reading, _span(row["source"]), _span(row["target"]))
        yield {"id": row["id"], "root": found[0].type if found else _FALLBACK}


def _span(marked: Mapping[str, Any] | None) -> Span | None:
    return None if marked is None else Span(marked["start"], marked["end"])
