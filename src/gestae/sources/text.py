"""Plain text to Document: the text as received, and its parts.

>>> text = "Bomb Kills Nine In Kabul\\n\\nShare\\n\\nKABUL (Wire) - A bomb killed nine people on Sunday."
>>> for part in document_from_text(text, name="kabul.txt").parts:
...     print(part.kind, "|", text[part.start : part.end])
headline | Bomb Kills Nine In Kabul
boilerplate | Share
dateline | KABUL (Wire) -
paragraph | A bomb killed nine people on Sunday.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace

from gestae.errors import EmptyReport
from gestae.record.documents import Document
from gestae.record.identifiers import content_id
from gestae.sources.layout import lay_out
from gestae.sources.lines import Block, blocks_of


def document_from_text(
    text: str, *, name: str, published: str | None = None, sha256: str | None = None, title: str | None = None
) -> Document:
    """The document of a plain text.

    Args:
        text: the report, decoded; it is stored as it is.
        name: what errors call the report.
        published: ISO day or time of publication; by default the date line of the text, where it has one.
        sha256: digest of the bytes as received; by default that of the text in UTF-8.
        title: the headline, where the source keeps it apart from the text; it is stored before the text.

    Raises:
        EmptyReport: there is no letter or digit in the text.
    """
    digested = sha256 or digest(text.encode("utf-8", "surrogatepass"))
    text, blocks = _under(title, text) if title and not _begins_with(text, title) else (text, blocks_of(text))
    layout = lay_out(text, blocks)
    if not layout.parts:
        raise EmptyReport(name, "the report is empty")
    return Document(
        id=content_id("D", text),
        title=layout.title,
        authors=layout.authors,
        published=published or layout.published,
        sha256=digested,
        text=text,
        parts=layout.parts,
    )


def _begins_with(text: str, title: str) -> bool:
    wanted = _letters(title)
    return _letters(text[: 4 * len(title) + 200]).startswith(wanted)


def _letters(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())


def _under(title: str, text: str) -> tuple[str, list[Block]]:
    """The text with its headline before it, and the blocks of both."""
    shift = len(title) + 2
    moved = [
        replace(block, start=block.start + shift, end=block.end + shift, group=block.group + 1)
        for block in blocks_of(text)
    ]
    return f"{title}\n\n{text}", [Block(0, len(title), kind="headline"), *moved]


def digest(content: bytes) -> str:
    """The SHA-256 of some bytes in hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()
