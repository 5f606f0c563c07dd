"""One chunk of items, read: documents with their records, and the items that could not be read, with the reason.

A bad item costs itself: the others of the chunk are read all the same.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from importlib.metadata import version as installed
from typing import Protocol

from gestae.corpus.sketches import sketch_of
from gestae.corpus.wording import document_wording
from gestae.errors import ReportError
from gestae.knowledge.credits import agency_in
from gestae.record.documents import Document
from gestae.record.identifiers import content_id
from gestae.record.record import Record
from gestae.settings import Settings
from gestae.skimming.skim import Skimmed
from gestae.sources.item_documents import document_of_item
from gestae.sources.items import Item, Problem
from gestae.sources.text import digest
from gestae.store.values import Incoming, Original, SetAside
from gestae.version import __version__

Prepared = Incoming | SetAside
_LONE_SURROGATES = re.compile("[\ud800-\udfff]")
# Half the gain of the highest level for a tenth of its time.
_LEVEL = 6


class ReadsDocuments(Protocol):
    """What a reader does here."""

    settings: Settings

    def __call__(self, document: Document) -> Record:
        """The record of one document."""

    def read_all(self, documents: Iterable[Document]) -> Iterable[Record]:
        """The records of many, in their order."""

    def skim(self, documents: Sequence[Document]) -> Sequence[Skimmed | None]:
        """For each, why it need not be read; None where it must be."""


def prepare(found: Sequence[Item | Problem], reader: ReadsDocuments, published: str | None = None) -> list[Prepared]:
    """For each item, in order, what goes into the case; a problem of its source is set aside in its place."""
    opened = [open_item(one, reader.settings, published) if isinstance(one, Item) else not_taken(one) for one in found]
    documents = [document for document in opened if isinstance(document, Document)]
    skimmed = _skimmed(documents, reader)
    records = _records([document for document in documents if document.id not in skimmed], reader)
    return [
        document if isinstance(document, SetAside) else _finished(one, document, (skimmed | records)[document.id])
        for one, document in zip(found, opened, strict=True)
    ]


def document_id(item: Item) -> str:
    """The id of an item's document: by its bytes and where they were published, so that it is known before reading."""
    return _id(digest(item.data), item.url, item.publisher)


def document_id_of(document: Document) -> str:
    """The same of a document that was made already."""
    return _id(document.sha256, document.url, document.publisher)


def _id(sha256: str, url: str | None, publisher: str | None) -> str:
    return content_id("D", sha256, url or "", publisher or "")


def extractor() -> str:
    """What takes texts out of bytes; texts of another extractor are kept beside those of this one."""
    return f"gestae {__version__}, trafilatura {installed('trafilatura')}"


def not_taken(problem: Problem) -> SetAside:
    """What a source could not give up."""
    return SetAside(name=problem.name, kind="Problem", reason=problem.reason)


def set_aside(item: Item, kind: str, reason: str, *, keep: bool = False) -> SetAside:
    """An item that could not be read."""
    original = _original(item.data) if keep else None
    return SetAside(name=item.name, kind=kind, reason=reason, sha256=digest(item.data), original=original)


def open_item(item: Item, settings: Settings, published: str | None = None) -> Document | SetAside:
    """The document of an item, not read yet, or why there is none; `published` before all that the item says."""
    try:
        document = document_of_item(item, published=published, settings=settings)
    except ReportError as error:
        # Empty, binary or foreign stays so; where no article was found, a later extractor may find it.
        return set_aside(item, type(error).__name__, error.reason, keep=type(error) is ReportError)
    except Exception as error:
        return _failed(item, error)
    return _sound(replace(document, id=document_id(item)))


def _sound(document: Document) -> Document:
    """The document without lone surrogates, which no UTF-8 can hold: each becomes one U+FFFD, so offsets stay."""

    def plain(words: str | None) -> str | None:
        return words if words is None else _LONE_SURROGATES.sub("\ufffd", words)

    return replace(
        document,
        title=plain(document.title),
        publisher=plain(document.publisher),
        authors=tuple(_LONE_SURROGATES.sub("\ufffd", author) for author in document.authors),
        url=plain(document.url),
        text=_LONE_SURROGATES.sub("\ufffd", document.text),
    )


def _skimmed(documents: Sequence[Document], reader: ReadsDocuments) -> dict[str, Skimmed | Exception]:
    """The documents that need not be read, by their ids, or what stopped the skim of one: that one is set aside."""
    try:
        found: Sequence[Skimmed | Exception | None] = reader.skim(documents)
    except Exception:  # one of them: which, is found out by skimming them one by one
        found = [_skim(document, reader) for document in documents]
    return {document.id: one for document, one in zip(documents, found, strict=True) if one is not None}


def _skim(document: Document, reader: ReadsDocuments) -> Skimmed | Exception | None:
    try:
        return reader.skim([document])[0]
    except Exception as error:
        return error


def _records(documents: Sequence[Document], reader: ReadsDocuments) -> dict[str, Record | Exception]:
    """The record of each document by its id, or what stopped the reader."""
    try:
        return {record.document.id: record for record in reader.read_all(documents)}
    except Exception:  # one of them: which, is found out by reading them one by one
        return {document.id: _record(document, reader) for document in documents}


def _record(document: Document, reader: ReadsDocuments) -> Record | Exception:
    try:
        return reader(document)
    except Exception as error:
        return error


def _finished(item: Item | Problem, document: Document, found: Record | Skimmed | Exception) -> Prepared:
    if isinstance(item, Problem):
        return not_taken(item)
    if isinstance(found, Exception):
        return _failed(item, found)
    return Incoming(
        name=item.name,
        document=document,
        original=_original(item.data),
        extractor=extractor(),
        agency=agency_in(document.text, document.publisher),
        sketch=sketch_of(document_wording(document)),
        extra=item.extra,
        record=found if isinstance(found, Record) else None,
        skimmed=found if isinstance(found, Skimmed) else None,
    )


def _failed(item: Item, error: Exception) -> SetAside:
    reason = f"gestae failed on it ({type(error).__name__}: {error}); please report this, with the text"
    return set_aside(item, "Failure", reason, keep=True)


def _original(content: bytes) -> Original:
    packed = zlib.compress(content, _LEVEL)
    if len(packed) < len(content):
        return Original(sha256=digest(content), size=len(content), compression="zlib", content=packed)
    return Original(sha256=digest(content), size=len(content), compression="none", content=content)
