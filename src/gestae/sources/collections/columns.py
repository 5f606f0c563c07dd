"""Which column or field of a row holds what: as asked for, or guessed from the names that exports use."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, fields

from gestae.sources.collections.options import Columns

# Names as exports of news collections write them, likeliest first; case and punctuation do not count.
_USUAL: dict[str, tuple[str, ...]] = {
    "text": (
        "text", "maintext", "fulltext", "articletext", "articlebody", "bodytext", "body", "article", "content",
        "contenttext", "rawcontent", "story", "storytext", "plaintext", "contenthtml", "html", "rawhtml", "document",
        "description", "summary",
    ),
    "title": ("title", "headline", "head", "heading", "subject", "articletitle"),
    "url": ("url", "link", "articleurl", "sourceurl", "documentidentifier", "permalink", "canonicalurl", "uri", "href"),
    "publisher": (
        "publisher", "sourcename", "source", "sourcedomain", "outlet", "newspaper", "publication", "sitename", "site",
        "medianame", "domain",
    ),
    "published": (
        "published", "datepublished", "datepublish", "publishdate", "publisheddate", "publicationdate", "publishedat",
        "publishedtime", "pubdate", "date", "datetime", "time", "timestamp", "createdat", "created",
    ),
    "language": ("language", "lang", "languagecode", "articlelanguage"),
}  # fmt: skip
_PUNCTUATION = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Roles:
    """The name of the column that holds each thing; None where no column does."""

    text: str | None
    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    published: str | None = None
    language: str | None = None

    def __str__(self) -> str:
        named = ((role.name, getattr(self, role.name)) for role in fields(self))
        return ", ".join(f"{role} from {column!r}" for role, column in named if column is not None)

    def used(self) -> frozenset[str]:
        """The columns that hold something."""
        named = (getattr(self, role.name) for role in fields(self))
        return frozenset(column for column in named if column is not None)


def roles_of(columns: Iterable[str], asked: Columns) -> Roles:
    """Who holds what among some columns.

    >>> roles_of(["id", "Headline", "body", "pub_date"], Columns())
    Roles(text='body', title='Headline', url=None, publisher=None, published='pub_date', language=None)
    >>> str(roles_of(["id", "Inhalt", "body"], Columns(text="Inhalt")))
    "text from 'Inhalt'"
    """
    names = list(columns)
    plain: dict[str, str] = {}
    for name in names:
        plain.setdefault(_PUNCTUATION.sub("", name).lower(), name)
    return Roles(**{role: _one(getattr(asked, role), names, plain, usual) for role, usual in _USUAL.items()})


def _one(asked: str | None, names: list[str], plain: dict[str, str], usual: tuple[str, ...]) -> str | None:
    if asked is not None:
        return asked if asked in names else None
    return next((plain[name] for name in usual if name in plain), None)


def no_text_column(columns: Iterable[str], asked: Columns) -> str:
    """What to say where no column holds the text."""
    listed = ", ".join(repr(name) for name in list(columns)[:30])
    if asked.text is not None:
        return f"there is no column {asked.text!r}; there are {listed}"
    return f"no column is known to hold the text; name one with the text column option: {listed}"
