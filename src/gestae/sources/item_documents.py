"""An Item to Document: what its source says of it fills what its bytes do not."""

from __future__ import annotations

from dataclasses import replace

from gestae.record.documents import Document
from gestae.settings import Settings
from gestae.sources.formats import document_of
from gestae.sources.items import Item

_DAY = len("2020-01-08")
# What is longer is a column taken for that of the titles by mistake.
_LONGEST_TITLE = 1_000


def document_of_item(item: Item, *, published: str | None = None, settings: Settings | None = None) -> Document:
    """The document of one item.

    Args:
        item: the report with what its source says of it.
        published: ISO day or time of publication, before all that the report or its source says.
        settings: the limits; the defaults where none are given.

    Raises:
        ReportError: as for `document_of`.
    """
    title = item.title if item.title and len(item.title) <= _LONGEST_TITLE else None
    document = document_of(
        item.data, name=item.name, published=published, settings=settings, charset=item.charset, title=title
    )
    return replace(
        document,
        title=document.title or title,
        publisher=document.publisher or item.publisher,
        url=document.url or item.url,
        published=_published(document.published, item.published),
    )


def _published(read: str | None, stated: str | None) -> str | None:
    """What the report says; the source's time where the report says nothing, or the same day without a time.

    >>> _published("2020-01-08", "2020-01-08T05:12:00+00:00")
    '2020-01-08T05:12:00+00:00'
    """
    if read is None or (stated is not None and len(read) == _DAY and stated.startswith(read)):
        return stated
    return read
