"""Web archives (WARC): the pages that a crawler kept, each with its address. Named by the byte offset of the record."""

from __future__ import annotations

import json
import zlib
from collections import Counter
from collections.abc import Iterator
from typing import Any

from fastwarc.warc import ArchiveIterator, WarcRecordType

from gestae.sources.collections.context import Context, Found, reason_of
from gestae.sources.items import Item, Problem
from gestae.sources.unpacking.http_messages import Head, NotHttp, body_of, head_of
from gestae.sources.unpacking.members import Unpacking
from gestae.sources.unpacking.streams import Counted, LimitHit, Source, read_up_to

_GZIP, _MARK = b"\x1f\x8b", b"WARC/"
_LONGEST_HEADER = 65_536
_TEXT = frozenset({"text/html", "application/xhtml+xml", "text/plain", "text/markdown"})
_HTTP = "application/http"
_WANTED = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion | WarcRecordType.revisit


def tells(source: Source) -> bool:
    """Whether the first bytes, unpacked where they are packed, are those of a WARC record."""
    opening = source.opening
    if opening.startswith(_GZIP):
        try:
            opening = zlib.decompressobj(wbits=31).decompress(opening, len(_MARK))
        except zlib.error:
            return False
    return opening.startswith(_MARK)


def read(source: Source, context: Context) -> Iterator[Found]:
    """The pages and texts of the archive; pictures, scripts, redirects and repeats are counted and told."""
    members = Unpacking(source.stream, source.opening, context.budget) if source.opening.startswith(_GZIP) else None
    stream = members or Counted(source.stream)
    passed: Counter[str] = Counter()
    offset = 0
    try:
        for record in ArchiveIterator(
            stream, record_types=_WANTED, parse_http=False, stream_detect=False, max_header_len=_LONGEST_HEADER
        ):
            offset = members.packed_offset(record.stream_pos) if members else record.stream_pos
            found = _record(record, f"{source.name}@{offset}", context)
            if isinstance(found, str):
                passed[found] += 1
            else:
                yield found
    except (OSError, EOFError, zlib.error, LimitHit) as error:
        reason = reason_of(error) if isinstance(error, EOFError | LimitHit) else f"damaged: {error}"
        yield Problem(source.name, f"{reason} (after the record at byte offset {offset:,}; all before it was taken)")
    if passed:
        counts = ", ".join(f"{count:,} {what}" for what, count in sorted(passed.items()))
        context.options.told(f"{source.name}: passed over {counts}")


def _record(record: Any, name: str, context: Context) -> Found | str:
    """The item of a record; a Problem; or what kind of thing is passed over, in a word or two."""
    if record.record_type == WarcRecordType.revisit:
        return "repeats of pages kept elsewhere (revisit records)"
    most = context.settings.max_item_bytes
    opening = read_up_to(record.reader, _LONGEST_HEADER)
    stated = str(record.headers.get("Content-Type") or "").split(";")[0].strip().lower()
    try:
        head = head_of(opening) if stated == _HTTP or opening.startswith(b"HTTP/") else None
    except NotHttp as error:
        return Problem(name, str(error))
    passed = _passed(head, stated)
    if passed:
        return passed
    raw = opening + read_up_to(record.reader, most + 1 - len(opening))
    if len(raw) > most:
        return Problem(name, f"the record is larger than the setting max_item_bytes = {most:,}")
    if len(raw) < record.content_length:
        return Problem(name, f"cut short: {len(raw):,} of {record.content_length:,} bytes are there")
    return _item(record, head, raw, name, context)


def _passed(head: Head | None, stated: str) -> str | None:
    kind = head.kind if head else stated or None
    if head and head.status != 200:
        return "redirects and errors"
    # A server that does not say what it sends may well send a page.
    return None if kind is None or kind in _TEXT else "files that are no text (pictures, scripts and the like)"


def _item(record: Any, head: Head | None, raw: bytes, name: str, context: Context) -> Found:
    try:
        data = body_of(head, raw[head.size :], context.settings) if head else raw
    except (NotHttp, LimitHit) as error:
        return Problem(name, str(error))
    if not data.strip():
        return Problem(name, "the page is empty")
    captured = record.headers.get("WARC-Date")
    address = str(record.headers.get("WARC-Target-URI") or "").strip("<> ")
    return Item(
        name,
        data,
        url=address if address.startswith(("http://", "https://")) else None,
        charset=head.charset if head else None,
        extra=json.dumps({"captured": str(captured)}) if captured else None,
    )
