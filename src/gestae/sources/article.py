"""The article of a page as blocks: headings, paragraphs and captions in reading order.

trafilatura finds the article; selectolax brings back the captions that it drops.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree
from selectolax.lexbor import LexborHTMLParser
from trafilatura import bare_extraction

from gestae.record.documents import PartKind

# trafilatura tells of every page it gives up on; the caller says so in its own words.
logging.getLogger("trafilatura").addHandler(logging.NullHandler())

_REMOVED = (
    "script, style, noscript, template, svg, math, iframe, object, embed, canvas, audio, video, map, form, button, input, "
    "select, textarea, dialog, nav, footer, [role=navigation], [role=banner], [role=dialog], [aria-hidden=true], [hidden]"
)
_BLOCKS = frozenset({"p", "head", "quote", "item", "cell", "code", "list", "table", "row", "div", "lb"})
_SEPARATED = frozenset({"p", "head", "item", "cell", "code", "quote"})
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


def _pieces(body: etree._Element) -> Iterator[Piece]:
    """Walks the extracted tree without recursion; each element that holds words of its own is one piece."""
    for element in body.iter("p", "head", "quote", "item", "cell", "code"):
        if any(child.tag in _SEPARATED for child in element.iterdescendants()) and not _own_words(element):
            continue  # its parts come on their own
        if any(ancestor.tag in _SEPARATED and _own_words(ancestor) for ancestor in element.iterancestors()):
            continue  # came with its parent
        for words in _lines(element):
            yield Piece("subheading" if element.tag == "head" else None, words)


def _own_words(element: etree._Element) -> bool:
    own = (element.text or "") + "".join(child.tail or "" for child in element)
    return bool(own.strip())


def _lines(element: etree._Element) -> list[str]:
    """The words of an element; two line breaks in a row begin a new paragraph."""
    pieces: list[str] = []
    for event, node in etree.iterwalk(element, events=("start", "end")):
        if event == "start":
            pieces.append("\n" if node.tag == "lb" else "")
            pieces.append(node.text or "")
        elif node is not element:
            pieces.append(node.tail or "")
    lines = "".join(pieces).split("\n\n") if "\n\n" in "".join(pieces) else ["".join(pieces)]
    return [plain for plain in (" ".join(line.split()) for line in lines) if plain]


def _captions(page: LexborHTMLParser) -> Iterator[tuple[str, str]]:
    """Each caption with the paragraph before it, by which its place in the article is found."""
    previous = ""
    for element in page.css("p, h1, h2, h3, h4, li, blockquote, figcaption, .wp-caption-text, [itemprop=caption]"):
        words = " ".join(element.text(separator=" ").split())
        classes = (element.attributes.get("class") or "") + (element.attributes.get("itemprop") or "")
        if element.tag == "figcaption" or "caption" in classes:
            credits = [" ".join(credit.text(separator=" ").split()) for credit in element.css(_CREDIT)]
            for credit in credits:
                if credit and words.endswith(credit) and len(credit) < len(words):
                    words = words[: -len(credit)].rstrip()
            if words and words not in credits:
                yield words, previous
        elif words:
            previous = words


def _with_captions(pieces: list[Piece], captions: list[tuple[str, str]]) -> list[Piece]:
    """The pieces with each caption once, where it stands on the page."""
    placed = list(pieces)
    for words, previous in captions:
        placed = [piece for piece in placed if not _same(piece.text, words) or piece.kind == "subheading"]
        after = next((index for index, piece in enumerate(placed) if previous and _same(piece.text, previous)), None)
        if after is None and previous and any(_key(previous) in _key(piece.text) for piece in placed):
            after = next(index for index, piece in enumerate(placed) if _key(previous) in _key(piece.text))
        if not any(piece.kind == "caption" and piece.text == words for piece in placed):
            placed.insert(0 if after is None else after + 1, Piece("caption", words))
    return placed


def _same(first: str, second: str) -> bool:
    """Whether two blocks are the same words; a caption with its credit counts as the caption."""
    one, other = _key(first), _key(second)
    return one == other or (min(len(one), len(other)) >= _ENOUGH_TO_COMPARE and (one.startswith(other) or other.startswith(one)))


def _key(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())
