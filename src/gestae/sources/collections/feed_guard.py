"""What is refused in XML from outside, before any parser sees it: document types, entities, rare encodings."""

from __future__ import annotations

import codecs
import re

_ASCII = bytes(range(32, 127))
_BOMS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_ROOT = re.compile(rb"<(?:[\w.-]+:)?(rss|feed|RDF|urlset|sitemapindex|opml)[\s>/]", re.IGNORECASE)
_PROLOG = re.compile(
    rb"\s*<(?:\?xml|!--|!DOCTYPE|(?:[\w.-]+:)?(?:rss|feed|RDF|urlset|sitemapindex|opml)[\s>/])", re.IGNORECASE
)
_PAGE = re.compile(rb"<!doctype\s+html|<html[\s>]", re.IGNORECASE)
_DOCTYPE = re.compile(rb"<!DOCTYPE[^<>\[]*(\[|>)", re.IGNORECASE)
_ENCODING = re.compile(rb"""^\s*<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w.:-]{1,40})["']""")


def root_of(opening: bytes) -> str | None:
    """The name of the root element where it is that of a feed or a sitemap, in lower case; else None.

    "unseen" where so many entities are declared that no element has begun: refused like a feed that declares one.
    """
    plain = _plain(opening)
    root = _ROOT.search(plain)
    if not _PROLOG.match(plain) or _PAGE.search(plain, 0, root.start() if root else len(plain)):
        return None
    if root is None:
        return "unseen" if b"<!ENTITY" in plain.upper() else None
    return root[1].decode("ascii").lower()


def refusal(opening: bytes) -> str | None:
    """Why the feed is not read; None where nothing speaks against it."""
    plain = _plain(opening)
    root = _ROOT.search(plain)
    prolog = plain[: root.start()] if root else plain
    if b"<!ENTITY" in prolog.upper():
        return "feed refused: it declares entities"
    doctype = _DOCTYPE.search(prolog)
    if b"<!DOCTYPE" in prolog.upper() and (doctype is None or doctype[1] == b"["):
        return "feed refused: it carries a document type definition of its own"
    declared = _ENCODING.search(plain)
    if declared and not _is_safe(declared[1].decode("ascii")):
        return (
            f"feed refused: its encoding {declared[1].decode('ascii')!r} could hide what it declares; save it as UTF-8"
        )
    return None


def _plain(opening: bytes) -> bytes:
    """The opening without byte order mark and without the zero bytes of UTF-16."""
    for mark in _BOMS:
        opening = opening.removeprefix(mark)
    return opening.replace(b"\x00", b"")


def _is_safe(encoding: str) -> bool:
    """Whether ASCII stands for itself (UTF-16 apart), so that the checks above see what the parser will see."""
    try:
        return codecs.lookup(encoding).name.startswith("utf-16") or _ASCII.decode(encoding) == _ASCII.decode("ascii")
    except (LookupError, ValueError, TypeError):
        return False
