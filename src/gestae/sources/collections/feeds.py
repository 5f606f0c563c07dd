"""Saved feeds: RSS 0.9 to 2.0 and Atom, an item for each entry. Sitemaps are told apart and named."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin

import feedparser

from gestae.sources.collections.context import Context, Found
from gestae.sources.collections.feed_guard import refusal, root_of
from gestae.sources.collections.feed_stream import BrokenFeed, FeedCutter
from gestae.sources.collections.fragments import is_markup, page_of, plain
from gestae.sources.items import Item, Problem
from gestae.sources.published import iso_time
from gestae.sources.unpacking.streams import Readable, Source, read_up_to

# A feed that is no XML is read as a whole by a more lenient parser, up to this size.
_LENIENT = 1_000_000
# Feeds began in 1999; a clock that was never set says 1970, a mistyped one 2099.
_FIRST_YEAR, _LAST_YEAR = 1990, 2090
_NO_MARKUP = "text/plain"
_END = re.compile(rb"</(?:[\w.-]+:)?(?:rss|feed|RDF)\s*>\s*$", re.IGNORECASE)


def tells(source: Source) -> bool:
    """Whether the root element is that of a feed or a sitemap."""
    return root_of(source.opening) is not None


def read(source: Source, context: Context) -> Iterator[Found]:
    """An item for each entry; an entry that is there twice is taken once."""
    reason = refusal(source.opening)
    if reason is None and root_of(source.opening) in {"urlset", "sitemapindex", "opml"}:
        reason = "a list of addresses (sitemap), which holds no reports; name the pages themselves"
    if reason is not None:
        yield Problem(source.name, reason)
        return
    kept = _Kept(source.stream)
    cutter = FeedCutter(context.settings)
    entries = _Entries(source.name)
    try:
        for entry in cutter.cut(kept):
            yield from entries.found(_parsed(entry), cutter.entries)
    except BrokenFeed as error:
        yield from _leniently(kept, cutter.entries, entries, str(error))
    if entries.repeats:
        context.options.told(f"{source.name}: passed over {entries.repeats:,} entries that were there before")


class _Kept:
    """A stream whose first bytes are kept, for a second try with a parser that forgives."""

    def __init__(self, stream: Readable) -> None:
        self._stream = stream
        self.beginning = b""
        self.is_whole = True

    def read(self, size: int, /) -> bytes:
        data = self._stream.read(size)
        if len(self.beginning) + len(data) <= _LENIENT:
            self.beginning += data
        else:
            self.is_whole = False
        return data


def _leniently(kept: _Kept, taken: int, entries: _Entries, reason: str) -> Iterator[Found]:
    """The entries after the place where the XML breaks; where they cannot be had, a Problem says so."""
    read_up_to(kept, _LENIENT)
    content = kept.beginning
    opened = max(content.count(b"<item"), content.count(b"<entry"))
    feed = _parsed(content) if kept.is_whole and _END.search(content) else None
    if feed is None or len(feed.entries) < opened:
        yield Problem(entries.source, f"damaged after entry {taken:,}: {reason}; the entries before it were taken")
        return
    for number, entry in enumerate(feed.entries[taken:], taken + 1):
        yield from entries.entry(entry, feed.feed, number)


def _parsed(content: bytes) -> Any:
    # A stream, because feedparser would take a short string for an address or a file name. Its cleaning of markup takes
    # the square of the length on some input, and the page reader takes words alone anyway.
    return feedparser.parse(io.BytesIO(content), sanitize_html=False, resolve_relative_uris=False)


@dataclass(slots=True)
class _Entries:
    """Makes items of entries, each once."""

    source: str
    repeats: int = 0
    _seen: set[int] = field(default_factory=set)

    def found(self, feed: Any, number: int) -> Iterator[Found]:
        """The item of a feed that was cut down to one entry."""
        for entry in feed.entries[:1]:
            yield from self.entry(entry, feed.feed, number)

    def entry(self, entry: Any, feed: Any, number: int) -> Iterator[Found]:
        """The item of an entry; nothing where the same words came under the same identifier before."""
        name = f"{self.source}#{number}"
        title = plain(_text(entry, "title") or "") or None
        data = _content(entry) or title
        if not data:
            yield Problem(name, "the entry has no text")
            return
        key = hash((_text(entry, "id") or _text(entry, "link"), title, data))
        if key in self._seen:
            self.repeats += 1
            return
        self._seen.add(key)
        yield Item(
            name,
            data.encode("utf-8", "surrogatepass"),
            url=_address(entry, feed),
            title=title,
            publisher=_publisher(entry, feed),
            published=_published(entry),
            language=_text(feed, "language"),
            charset="utf-8",
            extra=_extra(entry),
        )


def _text(holder: Any, name: str) -> str | None:
    value = holder.get(name)
    return value.strip() or None if isinstance(value, str) else None


def _content(entry: Any) -> str | None:
    """The longest of what an entry carries: its content is often the whole report and its summary a teaser."""
    bodies = [(body.get("value") or "", body.get("type")) for body in entry.get("content", ())]
    detail = entry.get("summary_detail") or {}
    bodies.append((entry.get("summary") or "", detail.get("type")))
    words, kind = max(bodies, key=lambda body: len(body[0]))
    if not words.strip():
        return None
    return page_of(words) if kind != _NO_MARKUP and is_markup(words) else words.strip()


def _address(entry: Any, feed: Any) -> str | None:
    """The address of the report; one without a host is meant from where the feed's own site is."""
    link = _text(entry, "link")
    try:
        whole = urljoin(_text(feed, "link") or "", link) if link else ""
    except ValueError:
        return None
    return whole if whole.startswith(("http://", "https://")) else None


def _publisher(entry: Any, feed: Any) -> str | None:
    source = entry.get("source") or {}
    named = _text(source, "title") or _text(feed, "publisher") or _text(feed, "title")
    return plain(named) if named else None


def _published(entry: Any) -> str | None:
    """When the entry was published; a date that cannot be is no date."""
    for field_name in ("published", "updated", "created"):
        # Asked for what is not there, feedparser gives the other date and a warning.
        found = iso_time(_text(entry, field_name) or "") if field_name in entry else None
        if found and _FIRST_YEAR <= int(found[:4]) <= _LAST_YEAR:
            return found
    return None


def _extra(entry: Any) -> str | None:
    others = {name: value for name in ("id", "author") if (value := _text(entry, name))}
    return json.dumps(others, sort_keys=True) if others else None
