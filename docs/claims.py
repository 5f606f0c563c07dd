"""Runs the examples of docs/claims.md and writes what gestae says of them: python -m docs.claims."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from rich.console import Console

from gestae.reader import Reader
from gestae.record.documents import Document, Part
from gestae.views.claims import ClaimsView

PAGE = Path(__file__).with_name("claims.md")
EXAMPLE = re.compile(r"```report\n(?P<report>.*?)```\n\n```claims\n(?P<claims>.*?)```", re.DOTALL)
PUBLISHED = "2024-05-10"


def examples(page: str) -> Iterator[tuple[str, str]]:
    """Each example of the page: the report and what stands below it."""
    for found in EXAMPLE.finditer(page):
        yield found["report"], found["claims"]


def shown(report: str, reader: Reader) -> str:
    """What `gestae claims` prints of a report without a headline, at 80 columns."""
    text = report.strip()
    parts = (Part("paragraph", 0, len(text)),)
    record = reader(Document(id="d1", sha256="", published=PUBLISHED, text=text, parts=parts))
    console = Console(width=80, markup=False, highlight=False, emoji=False, no_color=True)
    with console.capture() as captured:
        console.print(ClaimsView(record))
    lines = [line.rstrip() for line in captured.get().splitlines()[2:]]
    return "\n".join(lines).strip("\n") + "\n"


def main() -> None:
    """Writes the page with its examples run anew."""
    reader = Reader()
    page = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(EXAMPLE.sub(lambda found: _again(found["report"], reader), page), encoding="utf-8")


def _again(report: str, reader: Reader) -> str:
    return f"```report\n{report}```\n\n```claims\n{shown(report, reader)}```"


if __name__ == "__main__":
    main()
