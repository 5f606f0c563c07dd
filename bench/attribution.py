"""Who said what, on PolNeAR news (`bench/attribution`): our statements in the format of its scorer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from gestae.attribution.statements import Statements, find_statements
from gestae.lexicon.events import load_event_lexicon
from gestae.lexicon.speech import load_speech
from gestae.reading.parser import Parser
from gestae.reading.tokens import Reading
from gestae.record.documents import Document, Part
from gestae.record.evidence import Evidence


def predict(items: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """One row of statements for each article, in the order of the input."""
    speech = load_speech()
    documents = (_document(item) for item in items)
    for reading in Parser(common=load_event_lexicon().common).parse_all(documents):
        statements = find_statements(reading, actors=None, dates=None, speech=speech)
        yield {"id": reading.document.id, "statements": rows(reading, statements)}


def rows(reading: Reading, statements: Statements) -> list[dict[str, Any]]:
    """Statements as the scorer reads them.

    PolNeAR does not mark what is said inside what is said, and counts the "that" that opens a clause as its content.
    """
    tokens = reading.tokens
    outer = [item for item in statements.found if item.depth == 0]
    return [
        {
            "content": [[tokens[first].start, tokens[last - 1].end] for first, last in item.content],
            "cue": [item.statement.cue.start, item.statement.cue.end] if item.statement.cue else None,
            "source": [[piece.start, piece.end] for piece in _role(item.statement.evidence, "speaker")],
        }
        for item in outer
    ]


def _role(evidence: tuple[Evidence, ...], role: str) -> Iterator[Evidence]:
    return (piece for piece in evidence if piece.role == role)


def _document(item: dict[str, Any]) -> Document:
    """The article with a part for each line, the first of them its headline."""
    parts: list[Part] = []
    position = 0
    for line in item["text"].split("\n"):
        if line.strip():
            parts.append(Part("paragraph" if parts else "headline", position, position + len(line)))
        position += len(line) + 1
    return Document(id=item["id"], published=item.get("date"), sha256="", text=item["text"], parts=tuple(parts))
