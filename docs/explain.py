"""Runs the examples of docs/explain.md and writes what gestae says of them: python -m docs.explain."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from rich.console import Console

from gestae.reader import Reader
from gestae.record.documents import Document, Part
from gestae.settings import Settings
from gestae.views.explanations import ExplanationsView

PAGE = Path(__file__).with_name("explain.md")
EXAMPLE = re.compile(r"```report\n(?P<report>.*?)```\n\n```explained\n(?P<explained>.*?)```", re.DOTALL)
PUBLISHED = "2016-01-04"


def examples(page: str) -> Iterator[tuple[str, str]]:
    """Each example of the page: the report and what stands below it."""
    for found in EXAMPLE.finditer(page):
        yield found["report"], found["explained"]


def reader() -> Reader:
    """The examples are read without the judge, so that weights trained anew leave the page as it is."""
    return Reader(Settings(judge=False))


def shown(report: str, chosen: Reader) -> str:
    """What `gestae explain --no-judge` prints of a report without a headline, at 80 columns."""
    text = report.strip()
    parts = (Part("paragraph", 0, len(text)),)
    record, explanations = chosen.explain(Document(id="d1", sha256="", published=PUBLISHED, text=text, parts=parts))
    console = Console(width=80, markup=False, highlight=False, emoji=False, no_color=True)
    with console.capture() as captured:
        console.print(ExplanationsView(record, explanations))
    lines = [line.rstrip() for line in captured.get().splitlines()[2:]]
    return "\n".join(lines).strip("\n") + "\n"


def main() -> None:
    """Writes the page with its examples run anew."""
    chosen = reader()
    page = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(EXAMPLE.sub(lambda found: _again(found["report"], chosen), page), encoding="utf-8")


def _again(report: str, chosen: Reader) -> str:
    return f"```report\n{report}```\n\n```explained\n{shown(report, chosen)}```"


if __name__ == "__main__":
    main()
