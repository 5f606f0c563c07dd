"""Reports in, records out: sources and reader put together.

`read` takes one report as text or bytes; `read_files` takes many files and goes on when one of them is bad;
`read_sources` takes what holds many reports as well: folders, archives, feeds, web archives, tables, mail.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from itertools import islice
from pathlib import Path

from gestae.coding.explaining import Explanation
from gestae.errors import ReportError
from gestae.reader import Reader
from gestae.record.documents import Document
from gestae.record.record import Record
from gestae.settings import Settings
from gestae.skimming.skim import Skimmed
from gestae.sources.collections.opening import items
from gestae.sources.collections.options import Options
from gestae.sources.files import load
from gestae.sources.formats import document_of
from gestae.sources.item_documents import document_of_item
from gestae.sources.items import Item, Problem
from gestae.sources.published import checked_published

Outcome = Record | ReportError | Skimmed
# With the setting `skim`, so many reports are skimmed at a time.
_TOGETHER = 16


@dataclass(frozen=True, slots=True)
class ReadReport:
    """What became of one report: its name ("feed.xml#3"), the source it came from, its record or the error.

    With the setting `skim`, `outcome` says of what is not read why it is not.
    """

    name: str
    source: str
    outcome: Outcome


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
    """For each file, in order, its record or what says why there is none. "-" is standard input.

    Raises:
        SettingsError: `published` is not a date.
        ModelMissing: the language model is not installed.
    """
    day = checked_published(published)
    chosen = reader or _reader(settings or Settings())

    def loaded() -> Iterator[_Loaded]:
        for path in paths:
            try:
                yield _Loaded(str(path), str(path), load(path, published=day, settings=settings))
            except ReportError as error:
                yield _Loaded(str(path), str(path), error)

    return (read.outcome for read in _read_all(loaded(), chosen))


def read_sources(
    sources: Iterable[str],
    *,
    published: str | date | None = None,
    options: Options | None = None,
    reader: Reader | None = None,
) -> Iterator[ReadReport]:
    """For each report of each source, in order, its name and its record, or what says why there is none.

    Args:
        sources: paths of files, folders and archives of any format that docs/sources.md names; "-" for standard input;
            http(s) addresses, which are fetched.
        published: as for `read`.
        options: settings, columns of tables, who hears of guesses.
        reader: as for `read`.

    Raises:
        SettingsError: `published` is not a date.
        ModelMissing: the language model is not installed.
    """
    day = checked_published(published)
    opened = options or Options()
    chosen = reader or _reader(opened.settings)

    def loaded() -> Iterator[_Loaded]:
        for source in sources:
            for found in items(source, options=opened):
                yield _Loaded(found.name, source, _document(found, day, opened.settings))

    return _read_all(loaded(), chosen)


@dataclass(frozen=True, slots=True)
class _Loaded:
    """A report on its way to the reader, or why it cannot get there."""

    name: str
    source: str
    document: Document | ReportError | Skimmed


def _document(found: Item | Problem, day: str | None, settings: Settings) -> Document | ReportError:
    if isinstance(found, Problem):
        return ReportError(found.name, found.reason)
    try:
        return document_of_item(found, published=day, settings=settings)
    except ReportError as error:
        return error


def _read_all(loaded: Iterator[_Loaded], reader: Reader) -> Iterator[ReadReport]:
    """The reader reads ahead in batches; each error is put back in its place among the records."""
    waiting: deque[_Loaded] = deque()

    def documents() -> Iterator[Document]:
        for each in _skimmed(loaded, reader):
            waiting.append(each)
            if isinstance(each.document, Document):
                yield each.document

    def failed() -> Iterator[ReadReport]:
        while waiting and not isinstance(why := waiting[0].document, Document):
            first = waiting.popleft()
            yield ReadReport(first.name, first.source, why)

    for record in reader.read_all(documents()):
        yield from failed()
        first = waiting.popleft()
        yield ReadReport(first.name, first.source, record)
    yield from failed()


def _skimmed(loaded: Iterator[_Loaded], reader: Reader) -> Iterator[_Loaded]:
    """What is loaded, with what need not be read replaced by the reason."""
    if not reader.settings.skim:
        yield from loaded
        return
    while some := list(islice(loaded, _TOGETHER)):
        documents = [one.document for one in some if isinstance(one.document, Document)]
        found = iter(reader.skim(documents))
        for one in some:
            why = next(found) if isinstance(one.document, Document) else None
            yield one if why is None else replace(one, document=why)


@lru_cache(maxsize=1)
def _reader(settings: Settings) -> Reader:
    """The reader of some settings: loading the model takes a second, and a reader does not change."""
    return Reader(settings)
