"""Reports of public concern, and of none, written for gestae: read and checked (without what training needs)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

FOLDS = 8
WRITTEN = tuple(sorted((Path(__file__).parent / "reports").glob("*.txt")))


@dataclass(frozen=True, slots=True)
class Report:
    """A text, and whether it is of public concern. `source` names its kind, `name` itself."""

    source: str
    name: str
    text: str
    public: bool

    @property
    def fold(self) -> int:
        """Which part of the reports it belongs to, by a hash of its name."""
        return int.from_bytes(hashlib.sha256(f"{self.source} {self.name}".encode()).digest()[:4]) % FOLDS


def read_written(paths: Sequence[Path]) -> Iterator[Report]:
    """The reports written for this: `## public: name` or `## none: name`, then headline and paragraphs.

    Raises:
        ValueError: text before the first head, or a head of another kind; names file and line.
    """
    for path in paths:
        head, lines = "", list[str]()
        for number, line in enumerate([*path.read_text("utf-8").splitlines(), "## "], 1):
            if line.startswith("## "):
                if head:
                    kind, _, name = head.removeprefix("## ").partition(": ")
                    if kind not in ("public", "none") or not name or not lines:
                        raise ValueError(f"{path.name}, line {number}: the report before has no proper head or no text")
                    yield Report("written", f"{path.stem} {name}", "\n".join(lines), kind == "public")
                head, lines = line if line != "## " else "", []
            elif line.strip():
                if not head:
                    raise ValueError(f"{path.name}, line {number}: text before the first head")
                lines.append(line)
