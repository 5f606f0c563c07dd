"""Shorthand for layout tests."""

from __future__ import annotations

from gestae.record.documents import Document
from gestae.sources.text import document_from_text


def parts(text: str) -> list[tuple[str, str]]:
    """Kind and words of each part of a plain text."""
    return pairs(document_from_text(text, name="test"))


def pairs(document: Document) -> list[tuple[str, str]]:
    """Kind and words of each part of a document."""
    return [(part.kind, document.text[part.start : part.end]) for part in document.parts]
