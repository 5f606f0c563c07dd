"""A web page to Document: the article's words, its captions and what the page says of itself. Nothing is fetched.

The stored text is built once, from the title and the blocks of the article with an empty line between them.
"""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser

from gestae.errors import ReportError, TooLong
from gestae.record.documents import Document, PartKind
from gestae.record.identifiers import content_id
from gestae.sources.article import Piece, article_pieces
from gestae.sources.layout import lay_out
from gestae.sources.lines import Block, blocks_of
from gestae.sources.metadata import Metadata, metadata_of
from gestae.sources.text import digest

# What HTML may not hold, and what would end a C string in the parser below.
_CONTROLS = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ufffe\uffff]")
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)(?=[\s/>])")
# Elements whose end the page may leave out, or that have none: they say nothing about depth.
_SHALLOW = frozenset(
    {
        "p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "colgroup", "option", "optgroup", "rt",
        "rp", "br", "hr", "img", "input", "meta", "link", "source", "track", "wbr", "area", "base", "col", "embed",
        "param", "html", "head", "body",
    }
)  # fmt: skip
# libxml2 drops what is nested deeper than 256; real pages stay below 100.
_DEEPEST = 150
# A page holds one element for about 20 characters allowed, at most (trafilatura slows with the square of siblings).
_CHARACTERS_FOR_AN_ELEMENT = 20
_SITE_NAME = re.compile(r"\s+(?:[|–—·»-]|::)\s+[^|–—-]{2,40}$|\s+\|\s+.*$")


def document_from_html(
    source: str,
    *,
    name: str,
    published: str | None = None,
    sha256: str | None = None,
    max_characters: int = 2_000_000,
    title: str | None = None,
) -> Document:
    """The document of a web page.

    Args:
        source: the page, decoded.
        name: what errors call the report.
        published: ISO day or time of publication; by default what the page says.
        sha256: digest of the bytes as received; by default that of the page in UTF-8.
        max_characters: the setting of that name.
        title: the headline, where the page does not say it.

    Raises:
        ReportError: there is no article on the page.
        TooLong: the page holds more text or elements than the setting allows.
    """
    page = LexborHTMLParser(_flattened(_clean(source)))
    _check_size(page, name, max_characters)
    metadata = metadata_of(page)
    title = _title(page, metadata) or title
    pieces = article_pieces(page, title)
    if not _holds_article(pieces) and metadata.body:
        pieces = [Piece(None, metadata.body[block.start : block.end]) for block in blocks_of(metadata.body)]
    text, blocks = _joined(title, pieces)
    layout = lay_out(text, blocks)
    if not any(part.kind == "paragraph" for part in layout.parts):
        raise ReportError(name, "no article text found on the page")
    return Document(
        id=content_id("D", text),
        title=layout.title,
        publisher=metadata.publisher,
        authors=metadata.authors or layout.authors,
        published=published or metadata.published or layout.published,
        url=metadata.url,
        sha256=sha256 or digest(source.encode("utf-8", "surrogatepass")),
        text=text,
        parts=layout.parts,
    )


def _clean(source: str) -> str:
    """The page without lone surrogates and control characters, which stop the parsers below."""
    whole = source.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return _CONTROLS.sub(" ", whole)


def _flattened(source: str) -> str:
    """The page with tags nested too deep taken out; their words stay."""
    depth = overflow = position = 0
    kept: list[str] = []
    for match in _TAG.finditer(source):
        closing, tag = match[1], match[2].lower()
        if tag in _SHALLOW:
            continue
        if not closing and depth < _DEEPEST:
            depth += 1
        elif closing and not overflow:
            depth = max(0, depth - 1)
        else:
            overflow += -1 if closing else 1
            end = source.find(">", match.end())
            if end < 0:
                break
            kept.append(source[position : match.start()])
            position = end + 1
    return "".join([*kept, source[position:]]) if kept else source


def _check_size(page: LexborHTMLParser, name: str, max_characters: int) -> None:
    elements = len(page.css("*"))
    most = max(1000, max_characters // _CHARACTERS_FOR_AN_ELEMENT)
    if elements > most:
        raise TooLong(
            name, f"the page has {elements:,} elements; the setting max_characters = {max_characters:,} allows {most:,}"
        )


def _title(page: LexborHTMLParser, metadata: Metadata) -> str | None:
    """The headline as the reader of the page sees it: its h1 where that is one, else what the page says of itself."""
    headings = [" ".join(element.text(separator=" ").split()) for element in page.css("h1")]
    named = [heading for heading in headings if heading.count(" ") >= 2]
    if len(named) == 1 or (named and len(set(named)) == 1):
        return named[0]
    if not metadata.title:
        return None
    return _SITE_NAME.sub("", metadata.title) or metadata.title


def _holds_article(pieces: list[Piece]) -> bool:
    return any(piece.kind is None and piece.text.count(" ") >= 4 for piece in pieces)


def _joined(title: str | None, pieces: list[Piece]) -> tuple[str, list[Block]]:
    """The text to store, and where each piece stands in it."""
    marked: list[tuple[PartKind | None, str]] = [("headline", title)] if title else []
    marked.extend((piece.kind, piece.text) for piece in pieces)
    blocks: list[Block] = []
    position = 0
    for index, (kind, words) in enumerate(marked):
        blocks.append(Block(position, position + len(words), group=index, kind=kind))
        position += len(words) + 2
    return "\n\n".join(words for _, words in marked), blocks
