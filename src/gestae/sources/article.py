"""The article of a page as blocks: headings, paragraphs and captions in reading order.

trafilatura finds the article; selectolax brings back the captions that it drops.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode
from trafilatura import bare_extraction

from gestae.record.documents import PartKind

# trafilatura tells of every page it gives up on; the caller says so in its own words.
logging.getLogger("trafilatura").addHandler(logging.NullHandler())

_REMOVED = (
    "script, style, noscript, template, svg, math, iframe, object, embed, canvas, audio, video, map, "
    "form, button, input, select, textarea, dialog, nav, footer, "
    "[role=navigation], [role=banner], [role=dialog], [aria-hidden=true], [hidden]"
)
_SEPARATED = ("p", "head", "item", "cell", "code", "quote")
# A short quotation would look like a heading by its words.
_KINDS: dict[str, PartKind] = {"head": "subheading", "quote": "paragraph"}
_TEASER = re.compile(
    r"\b(?:related|recommend\w*|promo\w*|teaser\w*|sidebar|trending|most-read|more-stories|newsletter)\b", re.I
)
_CREDIT = "[class*=credit], [class*=copyright], [class*=source]"
_ENOUGH_TO_COMPARE = 60


@dataclass(frozen=True, slots=True)
class Piece:
    """One block of an article: its words, and its kind where the page marks it."""

    kind: PartKind | None
    text: str


def article_pieces(page: LexborHTMLParser, title: str | None) -> list[Piece]:
    """The article's blocks in reading order without its title; empty where there is no article.

    The page's tree is changed: scripts, forms and navigation are taken out.
    """
    captions = list(_captions(page))
    for element in page.css(_REMOVED):
        element.decompose()
    body = bare_extraction(page.html or "", include_comments=False, include_tables=True, with_metadata=False)
    if body is None:
        return []
    pieces = [piece for piece in _pieces(body.body) if not (title and _same(piece.text, title))]
    return _with_captions(pieces, captions)


def _pieces(body: Any) -> Iterator[Piece]:
    """Each element of the extracted tree that holds words of its own is one piece; nothing here recurses."""
    for line_break in body.iter("lb"):
        line_break.tail = "\n" + (line_break.tail or "")
    for element in body.iter(*_SEPARATED):
        element.tail = " " + (element.tail or "")
    for element in body.iter(*_SEPARATED):
        if not _own_words(element) and any(child.tag in _SEPARATED for child in element.iterdescendants()):
            continue  # its parts come on their own
        if any(ancestor.tag in _SEPARATED and _own_words(ancestor) for ancestor in element.iterancestors()):
            continue  # came with its parent
        # Two line breaks in a row begin a new paragraph.
        for lines in "".join(element.itertext()).split("\n\n"):
            words = " ".join(lines.split())
            if words:
                yield Piece(_KINDS.get(element.tag), words)


def _own_words(element: Any) -> bool:
    own = (element.text or "") + "".join(child.tail or "" for child in element)
    return bool(own.strip())


def _captions(page: LexborHTMLParser) -> Iterator[tuple[str, str]]:
    """Each caption with the paragraph before it, by which its place in the article is found."""
    previous = ""
    for element in page.css("p, h1, h2, h3, h4, li, blockquote, figcaption, .wp-caption-text, [itemprop=caption]"):
        words = " ".join(element.text(separator=" ").split())
        classes = (element.attributes.get("class") or "") + (element.attributes.get("itemprop") or "")
        if (element.tag == "figcaption" or "caption" in classes) and not _is_teaser(element):
            credits = [" ".join(credit.text(separator=" ").split()) for credit in element.css(_CREDIT)]
            for credit in credits:
                if credit and words.endswith(credit) and len(credit) < len(words):
                    words = words[: -len(credit)].rstrip()
            if words and words not in credits:
                yield words, previous
        elif words:
            previous = words


def _is_teaser(element: LexborNode) -> bool:
    """Whether a picture belongs to another story: it is a link, or stands in a box of related stories."""
    parent = element.parent
    while parent is not None and parent.tag not in {"article", "main", "body"}:
        names = f"{parent.attributes.get('class') or ''} {parent.attributes.get('id') or ''}"
        if parent.tag in {"a", "aside", "nav", "footer"} or _TEASER.search(names):
            return True
        parent = parent.parent
    return False


def _with_captions(pieces: list[Piece], captions: list[tuple[str, str]]) -> list[Piece]:
    """The pieces with each caption once, where it stands on the page."""
    placed = list(pieces)
    for words, previous in captions:
        if any(piece.kind == "caption" and piece.text == words for piece in placed):
            continue
        placed = [piece for piece in placed if not _same(piece.text, words) or piece.kind == "subheading"]
        after = next((index for index, piece in enumerate(placed) if previous and _same(piece.text, previous)), None)
        if after is None and previous and any(_key(previous) in _key(piece.text) for piece in placed):
            after = next(index for index, piece in enumerate(placed) if _key(previous) in _key(piece.text))
        placed.insert(0 if after is None else after + 1, Piece("caption", words))
    return placed


def _same(first: str, second: str) -> bool:
    """Whether two blocks are the same words; a caption with its credit counts as the caption."""
    one, other = _key(first), _key(second)
    return one == other or (
        min(len(one), len(other)) >= _ENOUGH_TO_COMPARE and (one.startswith(other) or other.startswith(one))
    )


def _key(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())
