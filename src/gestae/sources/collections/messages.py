"""A mail message to an Item: its text, or its page, under the headline that the subject is.

The plain policy of the standard library is used on purpose: the newer one takes the square of a header's length.
"""

from __future__ import annotations

import email
import json
from collections.abc import Sequence
from contextlib import suppress
from email.errors import HeaderParseError, MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.policy import Compat32
from email.utils import parseaddr
from typing import Any

from gestae.sources.collections.context import Found
from gestae.sources.items import Item, Problem
from gestae.sources.published import iso_time

# Headers that are looked into; the others may be as long as they like.
_READ = frozenset({"from", "subject", "date", "message-id", "content-type", "content-disposition"})
_LONGEST_HEADER = 2_000
# A plain part shorter than this says "open this message in your browser".
_ENOUGH = 400


class _Headers(Compat32):
    """Headers as they stand; one that is read and far too long stops the message."""

    def header_source_parse(self, sourcelines: Sequence[str]) -> tuple[str, str]:
        name, value = super().header_source_parse(list(sourcelines))
        if len(value) > _LONGEST_HEADER and name.lower() in _READ:
            raise MessageError(f"its header {name[:40]} is longer than {_LONGEST_HEADER:,} characters")
        return name, value

    def header_fetch_parse(self, name: str, value: str) -> str:
        return value


def item_of_message(name: str, content: bytes) -> Found:
    """The item of one message, or a Problem where it has no text or cannot be read."""
    start = content.find(b"\n") + 1 if content.startswith(b"From ") else 0
    try:
        message = email.message_from_bytes(content[start:], policy=_Headers())
        part, payload = _body(message)
        if part is None:
            return Problem(name, "the message has no text")
        return _item(name, message, part, payload)
    except (MessageError, ValueError, LookupError, AttributeError, TypeError, RecursionError) as error:
        # The parser of the standard library trips over some broken headers in ways of its own.
        return Problem(name, f"the message cannot be read: {' '.join(str(error).split())[:200]}")


def _body(message: Message) -> tuple[Message | None, bytes]:
    """The part to read: plain text, or the page where the text only says that there is one."""
    found: dict[str, tuple[Message, bytes]] = {}
    for part in message.walk():
        kind = part.get_content_type()
        if kind in {"text/plain", "text/html"} and kind not in found and not _is_attached(part):
            payload: Any = part.get_payload(decode=True)
            if isinstance(payload, bytes) and payload.strip():
                found[kind] = (part, payload)
    plain, page = found.get("text/plain"), found.get("text/html")
    if plain and (page is None or len(plain[1]) >= _ENOUGH):
        return plain
    return page or (None, b"")


def _is_attached(part: Message) -> bool:
    return str(part.get("Content-Disposition", "")).strip().lower().startswith("attachment")


def _item(name: str, message: Message, part: Message, payload: bytes) -> Item:
    sender, address = parseaddr(_header(message, "From") or "")
    identifier = _header(message, "Message-ID")
    charset = part.get_content_charset()
    return Item(
        name,
        payload,
        title=_header(message, "Subject"),
        publisher=sender or address or None,
        published=iso_time(_header(message, "Date") or ""),
        charset=str(charset) if charset else None,
        extra=json.dumps({"message_id": identifier}) if identifier else None,
    )


def _header(message: Message, name: str) -> str | None:
    """The words of a header: encoded words decoded, bytes beyond ASCII read as UTF-8."""
    value = message.get(name)
    if value is None:
        return None
    words = str(value).encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    # In a charset that nobody knows the words stay as they were written.
    with suppress(HeaderParseError, UnicodeError, LookupError):
        words = str(make_header(decode_header(words)))
    return " ".join(words.split()) or None
