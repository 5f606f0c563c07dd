"""Which format a report is in, told by its content, and the module that reads it."""

from __future__ import annotations

import re
from importlib import import_module
from typing import Literal

from gestae.errors import EmptyReport, NotEnglish, TooLong
from gestae.record.documents import Document
from gestae.settings import Settings
from gestae.sources.charset import decode
from gestae.sources.language import language_of
from gestae.sources.lines import BLANK
from gestae.sources.text import digest, document_from_text

Format = Literal["text", "html"]
_PAGE = re.compile(r"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]|<article[\s>]", re.IGNORECASE)
_MARKUP = re.compile(r"</(?:p|div|h[1-6]|section|figure)\s*>", re.IGNORECASE)
_OPENING = 2048
# Most of a web page is not its text.
PAGE_FACTOR = 16


def format_of(text: str) -> Format:
    """ "html" for a web page or a fragment of one, "text" for all else."""
    opening = text[:_OPENING].lstrip(BLANK)
    if not opening.startswith("<"):
        return "text"
    return "html" if _PAGE.search(opening) or len(_MARKUP.findall(text[: _OPENING * 8])) >= 2 else "text"


def document_of(
    content: str | bytes,
    *,
    name: str,
    published: str | None = None,
    settings: Settings | None = None,
    charset: str | None = None,
    title: str | None = None,
) -> Document:
    """The document of one report, whatever its format.

    Args:
        content: the report as received.
        name: what errors call the report.
        published: ISO day or time of publication; by default what the report says of itself.
        settings: the limits; the defaults where none are given.
        charset: what the source of the bytes declares.
        title: the headline, where the report does not say it.

    Raises:
        ReportError: the report is empty, not text, not English or too long, or its page holds no article.
    """
    limit = (settings or Settings()).max_characters
    sha256 = digest(content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass"))
    text = decode(content, name=name, charset=charset) if isinstance(content, bytes) else content
    if not text.strip(BLANK):
        raise EmptyReport(name, "the report is empty")
    if format_of(text) == "html":
        _check_length(text, limit * PAGE_FACTOR, name, f"{PAGE_FACTOR} times the setting max_characters = {limit:,}")
        # The one late import of this room: the page extractor takes half a second to load.
        html = import_module("gestae.sources.html")
        document: Document = html.document_from_html(
            text, name=name, published=published, sha256=sha256, max_characters=limit, title=title
        )
    else:
        _check_length(text, limit, name, f"the setting max_characters = {limit:,}")
        document = document_from_text(text, name=name, published=published, sha256=sha256, title=title)
    _check_length(document.text, limit, name, f"the setting max_characters = {limit:,}")
    _check_language(document, name)
    return document


def _check_length(text: str, limit: int, name: str, called: str) -> None:
    if len(text) > limit:
        raise TooLong(name, f"the report has {len(text):,} characters, more than {called}; nothing was read")


def _check_language(document: Document, name: str) -> None:
    read = [document.text[part.start : part.end] for part in document.parts if part.kind != "boilerplate"]
    language = language_of("\n".join(read))
    if language != "English":
        raise NotEnglish(name, f"the report is in {language}; gestae reads English")
