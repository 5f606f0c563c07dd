"""bench/timex: dates in news as TIMEX3 (MEANTIME and our own crisis phrasings), over the public stages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from gestae.reading.parser import Parser
from gestae.record.documents import Document, Part
from gestae.resolving.when.dates import resolve_dates

# Value F1; platinum is the held-out TempEval-3 set, dev ours to look at (see ../shared/bench/timex/README.md).


def predict(items: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Predictions in the folder's format, one a text."""
    parser = Parser()
    rows = list(items)
    readings = parser.parse_all(_document(row) for row in rows)
    for row, reading in zip(rows, readings, strict=True):
        dates = resolve_dates(reading, published=row.get("dct"))
        timexes = [{"start": one.start, "end": one.end, "type": one.type, "value": one.value} for one in dates.items]
        yield {"id": row["id"], "timexes": timexes}


def _document(row: dict[str, Any]) -> Document:
    text = row["text"]
    return Document(id=row["id"], sha256="", text=text, published=row.get("dct"), parts=tuple(_parts(text)))


def _parts(text: str) -> Iterator[Part]:
    start = 0
    for piece in text.split("\n"):
        if piece.strip():
            yield Part("paragraph", start, start + len(piece))
        start += len(piece) + 1
