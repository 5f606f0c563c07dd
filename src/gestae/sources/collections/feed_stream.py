"""A feed cut into its entries while it is read: each entry as a small feed of its own, with the head of the whole."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from gestae.settings import Settings
from gestae.sources.unpacking.streams import LimitHit, Rationed, Readable

_CHUNK = 65_536
_ENTRIES = frozenset({"item", "entry"})
_HEADS = frozenset({"title", "link", "language", "id", "updated", "pubDate", "lastBuildDate", "publisher", "creator"})
_MOST_ELEMENTS = 100_000
_BASE = "{http://www.w3.org/XML/1998/namespace}base"


class BrokenFeed(Exception):
    """The XML ends or breaks; the message says where."""


@dataclass(slots=True)
class FeedCutter:
    """Cuts feeds; `entries` counts what was cut, so that a broken feed can be gone on with elsewhere."""

    settings: Settings
    entries: int = 0
    _head: tuple[bytes, bytes] | None = field(default=None)

    def cut(self, stream: Readable) -> Iterator[bytes]:
        """Each entry as XML.

        Raises:
            BrokenFeed: the XML is not well-formed.
            LimitHit: an entry is too large.
        """
        rationed = Rationed(stream, self.settings, "an entry of the feed")
        # huge_tree: without it an entry of more than 10 MB ends the feed; the ration above is the limit instead.
        parser: Any = etree.XMLPullParser(
            events=("start", "end"), resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True
        )
        elements = 0
        broken: Exception | None = None
        while broken is None and (chunk := rationed.read(_CHUNK)):
            broken = _fed(parser, chunk)
            begun, ended = _entries(parser)
            elements = begun if ended else elements + begun
            # Where the XML breaks, the parser closes what was open: the last entry may be half a one.
            for element in ended[:-1] if broken else ended:
                self.entries += 1
                yield self._one(element)
                _forget(element)
                rationed.next_one()
            if elements > _MOST_ELEMENTS:
                raise LimitHit(f"an entry of the feed has more than {_MOST_ELEMENTS:,} elements")
        broken = broken or _closed(parser)
        if broken is not None:
            raise BrokenFeed(" ".join(str(broken).split())[:200])

    def _one(self, element: Any) -> bytes:
        if self._head is None:
            self._head = _frame(element)
        opening, closing = self._head
        return opening + bytes(etree.tostring(element, encoding="utf-8", with_tail=False)) + closing


def _fed(parser: Any, chunk: bytes) -> Exception | None:
    """What broke, so that the entries before it are had first."""
    try:
        parser.feed(chunk)
    except SyntaxError as error:  # lxml's XMLSyntaxError is one
        return error
    return None


def _closed(parser: Any) -> Exception | None:
    try:
        parser.close()
    except SyntaxError as error:  # lxml's XMLSyntaxError is one
        return error
    return None


def _entries(parser: Any) -> tuple[int, list[Any]]:
    """How many elements were begun since the last entry, and the entries that ended, in order."""
    begun = 0
    ended: list[Any] = []
    for event, element in parser.read_events():
        begun += event == "start"
        if event == "end" and _local(element) in _ENTRIES:
            ended.append(element)
            begun = 0
    return begun, ended


def _frame(element: Any) -> tuple[bytes, bytes]:
    """What goes before and after an entry to make a feed of it: its kind, and title and language of the whole."""
    parent = element.getparent()
    kind = _local(element)
    base = next((above.get(_BASE) for above in element.iterancestors() if above.get(_BASE)), None)
    before = [child for child in (parent if parent is not None else ()) if child is not element]
    if before and _local(before[0]) == "channel":
        before = list(before[0])  # RSS 1.0: the channel stands beside its items
    head = b"".join(etree.tostring(child, encoding="utf-8", with_tail=False) for child in before if _is_head(child))
    root = etree.Element("x")
    if base:
        root.set(_BASE, base)
    attributes = etree.tostring(root)[2:-2]
    if kind == "entry":
        return b'<feed xmlns="http://www.w3.org/2005/Atom"' + attributes + b">" + head, b"</feed>"
    return b'<rss version="2.0"' + attributes + b"><channel>" + head, b"</channel></rss>"


def _local(element: Any) -> str:
    """The name of an element without its namespace; none for comments and the like."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _is_head(child: Any) -> bool:
    return _local(child) in _HEADS


def _forget(element: Any) -> None:
    """The entry and all before it go out of memory."""
    parent = element.getparent()
    element.clear()
    while parent is not None and element.getprevious() is not None:
        parent.remove(element.getprevious())
