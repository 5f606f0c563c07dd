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

from gestae.errors import EmptyReport
from gestae.record.documents import Document
from gestae.record.identifiers import content_id
from gestae.sources.layout import lay_out
from gestae.sources.lines import blocks_of


def document_from_text(text: str, *, name: str, published: str | None = None, sha256: str | None = None) -> Document:
    """The document of a plain text.

    Args:
        text: the report, decoded; it is stored as it is.
        name: what errors call the report.
        published: ISO day or time of publication; by default the date line of the text, where it has one.
        sha256: digest of the bytes as received; by default that of the text in UTF-8.

    Raises:
        EmptyReport: there is no letter or digit in the text.
    """
    layout = lay_out(text, blocks_of(text))
    if not layout.parts:
        raise EmptyReport(name, "the report is empty")
    return Document(
        id=content_id("D", text),
        title=layout.title,
        authors=layout.authors,
        published=published or layout.published,
        sha256=sha256 or digest(text.encode("utf-8", "surrogatepass")),
        text=text,
        parts=layout.parts,
    )


def digest(content: bytes) -> str:
    """The SHA-256 of some bytes in hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()
