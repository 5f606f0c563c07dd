"""Reports in, records out: sources and reader put together.

`read` takes one report as text or bytes; `read_files` takes many files and goes on when one of them is bad.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from pathlib import Path

from gestae.coding.explaining import Explanation
from gestae.errors import ReportError
from gestae.reader import Reader
from gestae.record.documents import Document
from gestae.record.record import Record
from gestae.settings import Settings
from gestae.sources.files import load
from gestae.sources.formats import document_of
from gestae.sources.published import checked_published

Outcome = Record | ReportError


def read(
    report: str | bytes,
    *,
    published: str | date | None = None,
    name: str = "report",
    settings: Settings | None = None,
    reader: Reader | None = None,
) -> Record:
    """The record of one report.

    Args:
        report: plain text or a web page, as text or as bytes in any charset.
        published: day or time of publication, ISO 8601; by default what the report says of itself. Without one,
            relative dates ("on Friday") stay unresolved.
        name: what errors call the report.
        settings: limits and model; the defaults where none are given.
        reader: a reader to use again; by default one is made for the settings and kept.

    Raises:
        ReportError: the report is empty, not text, not English, too long, or a page without an article.
        SettingsError: `published` is not a date.
        ModelMissing: the language model is not installed.
    """
    document = document_of(report, name=name, published=checked_published(published), settings=settings)
    return (reader or _reader(settings or Settings()))(document)


def explain(
    report: str | bytes,
    *,
    published: str | date | None = None,
    name: str = "report",
    settings: Settings | None = None,
    reader: Reader | None = None,
) -> tuple[Record, tuple[Explanation, ...]]:
    """The record of one report, and for each of its events why it was coded; arguments and errors as for `read`."""
    document = document_of(report, name=name, published=checked_published(published), settings=settings)
    return (reader or _reader(settings or Settings())).explain(document)


def explain_file(
    path: str | Path, *, published: str | date | None = None, settings: Settings | None = None
) -> tuple[Record, tuple[Explanation, ...]]:
    """The same for one file; "-" is standard input.

    Raises:
        ReportError: the file cannot be read, or the report in it cannot.
    """
    document = load(path, published=checked_published(published), settings=settings)
    return _reader(settings or Settings()).explain(document)


def read_files(
    paths: Iterable[str | Path],
    *,
    published: str | date | None = None,
    settings: Settings | None = None,
    reader: Reader | None = None,
) -> Iterator[Outcome]:
    """For each file, in order, its record or the error that says why there is none. "-" is standard input.

    Raises:
        SettingsError: `published` is not a date.
        ModelMissing: the language model is not installed.
    """
    day = checked_published(published)
    chosen = reader or _reader(settings or Settings())
    waiting: deque[ReportError | None] = deque()  # None stands for a document on its way through the reader

    def documents() -> Iterator[Document]:
        for path in paths:
            try:
                document = load(path, published=day, settings=settings)
            except ReportError as error:
                waiting.append(error)
                continue
            waiting.append(None)
            yield document

    for record in chosen.read_all(documents()):
        while (error := waiting.popleft()) is not None:
            yield error
        yield record
    yield from (error for error in waiting if error is not None)


@lru_cache(maxsize=1)
def _reader(settings: Settings) -> Reader:
    """The reader of some settings: loading the model takes a second, and a reader does not change."""
    return Reader(settings)
