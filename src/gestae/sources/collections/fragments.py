"""A piece of a web page, as feeds carry it, to a page of its own that the page reader takes."""

from __future__ import annotations

import html
import re

_BLOCK = re.compile(r"<(?:p|div|article|section|table|ul|ol|blockquote|h[1-6])[\s>]", re.IGNORECASE)
_BREAK = re.compile(r"(?:<br\s*/?>\s*)+", re.IGNORECASE)
_TAG = re.compile(r"<[a-zA-Z/!][^<>]*>|&(?:#\w+|\w+);")


def is_markup(words: str) -> bool:
    """Whether some words hold tags or entities.

    >>> [is_markup(words) for words in ("a < b", "AT&T", "<b>a</b>", "a&nbsp;b")]
    [False, False, True, True]
    """
    return bool(_TAG.search(words))


def page_of(fragment: str) -> str:
    """A whole page around a fragment; line breaks between bare words become paragraphs.

    >>> page_of("Nine died.<br><br>The army left.")
    '<!DOCTYPE html><html><body><article><p>Nine died.</p><p>The army left.</p></article></body></html>'
    """
    if not _BLOCK.search(fragment):
        pieces = [piece.strip() for piece in _BREAK.split(fragment)]
        fragment = "".join(f"<p>{piece}</p>" for piece in pieces if piece)
    return f"<!DOCTYPE html><html><body><article>{fragment}</article></body></html>"


def plain(words: str) -> str:
    """Words without tags, entities read, on one line."""
    return " ".join(html.unescape(re.sub(r"<[^<>]*>", " ", words)).split()) if is_markup(words) else words
