"""The words a field comes from."""

from __future__ import annotations

from dataclasses import dataclass

from gestae.record.spans import Span


@dataclass(frozen=True, slots=True)
class Evidence:
    """One quoted span of a document, and what it is evidence of.

    `text` is always the slice `document.text[start:end]`; `role` names the field it
    carries ("trigger", "actor", "recipient", "date", "place", "means", "cue", ...).
    """

    document: str
    start: int
    end: int
    text: str
    role: str

    def __post_init__(self) -> None:
        if self.start < 0 or self.end - self.start != len(self.text):
            raise ValueError(f"evidence {self.text!r} does not fit its offsets {self.start}..{self.end}")

    @property
    def span(self) -> Span:
        """The characters this evidence quotes."""
        return Span(self.start, self.end)
