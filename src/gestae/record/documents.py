"""A report as received, and its parts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from gestae.record.evidence import Evidence
from gestae.record.spans import Span

PartKind = Literal["headline", "dateline", "paragraph", "subheading", "caption", "boilerplate"]


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of the text that reads on its own: sentences never cross its borders."""

    kind: PartKind
    start: int
    end: int

    @property
    def span(self) -> Span:
        """The characters of this part."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One report. `text` is never rewritten; every offset of the record points into it.

    `published` is ISO 8601: a day ("2020-01-08") or a time with its zone when known.
    `sha256` is that of the bytes as received. `parts` are in order and do not overlap.
    """

    id: str
    title: str | None = None
    publisher: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    url: str | None = None
    language: str = "en"
    sha256: str
    text: str = field(repr=False)
    parts: tuple[Part, ...] = field(default=(), repr=False)

    def evidence(self, start: int, end: int, role: str) -> Evidence:
        """The words from `start` to `end`, as evidence of `role`."""
        return Evidence(self.id, start, end, self.text[start:end], role)
