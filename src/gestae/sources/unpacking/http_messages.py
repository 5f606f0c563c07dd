"""An HTTP response as web archives keep it: status, headers, and the body with its codings undone."""

from __future__ import annotations

import http.client
import io
import zlib
from dataclasses import dataclass, field
from email.message import Message

from fastwarc.stream_io import BrotliReader, ChunkedReader, ZstdReader

from gestae.settings import Settings
from gestae.sources.unpacking.members import Unpacking
from gestae.sources.unpacking.streams import Budget, LimitHit, Readable, check_expansion, read_up_to

_READERS = {"br": BrotliReader, "zstd": ZstdReader}
_MOST_CODINGS = 3
_GZIPS = frozenset({"gzip", "x-gzip"})
_GZIP = b"\x1f\x8b"


class NotHttp(ValueError):
    """The bytes are no HTTP response; the message says why."""


@dataclass(frozen=True, slots=True)
class Head:
    """What comes before the body; `size` is how many bytes that is."""

    status: int
    size: int
    headers: Message = field(repr=False)

    @property
    def kind(self) -> str | None:
        """The media type without its parameters, in lower case; None where it is not said."""
        stated = self.headers.get("Content-Type")
        return str(stated).split(";")[0].strip().lower() or None if stated else None

    @property
    def charset(self) -> str | None:
        """The charset of the Content-Type header."""
        found = self.headers.get_content_charset() if self.headers.get("Content-Type") else None
        return str(found) if found else None


def head_of(opening: bytes) -> Head:
    """The head of a response.

    Raises:
        NotHttp: there is none.
    """
    stream = io.BytesIO(opening)
    line = stream.readline(4096).split(None, 2)
    if len(line) < 2 or not line[0].startswith(b"HTTP/") or not line[1].isdigit():
        raise NotHttp("it has no HTTP header")
    try:
        headers = http.client.parse_headers(stream)
    except http.client.HTTPException as error:
        raise NotHttp(f"its HTTP header is too long: {error}") from None
    return Head(int(line[1]), stream.tell(), headers)


def body_of(head: Head, raw: bytes, settings: Settings) -> bytes:
    """The body, decoded.

    Raises:
        LimitHit: it unpacks to more than the settings allow.
        NotHttp: its coding is damaged.
    """
    body = raw
    if str(head.headers.get("Transfer-Encoding", "")).strip().lower() == "chunked":
        body = _unchunked(raw)
    codings = str(head.headers.get("Content-Encoding", ""))
    return decoded(body, codings, settings, settings.max_item_bytes, "max_item_bytes")


def decoded(body: bytes, codings: str, settings: Settings, most: int, called: str) -> bytes:
    """The body with its content codings ("gzip", "br, gzip") undone.

    Args:
        body: the bytes as they came.
        codings: the value of the Content-Encoding header.
        settings: the limit on growth.
        most: how many bytes may come out.
        called: the setting that says so.

    Raises:
        LimitHit: it unpacks to more.
        NotHttp: a coding is damaged.
    """
    for coding in reversed(codings.lower().split(",")[:_MOST_CODINGS]):
        body = _decoded(body, coding.strip(), settings, most)
        if len(body) > most:
            raise LimitHit(f"unpacked larger than the setting {called} = {most:,}")
    return body


def _unchunked(raw: bytes) -> bytes:
    """The chunks put together; many archives keep the header of a body that is chunked no more."""
    try:
        int(raw.split(b"\r\n", 1)[0].split(b";")[0], 16)
    except ValueError:
        return raw
    try:
        return read_up_to(ChunkedReader(io.BytesIO(raw)), len(raw))
    except OSError as error:
        raise NotHttp(f"its chunked body is damaged or unterminated ({error})") from None


def _decoded(body: bytes, coding: str, settings: Settings, most: int) -> bytes:
    if coding in _GZIPS and not body.startswith(_GZIP):
        return body  # unpacked by the archiver, which kept the header
    try:
        if coding in _GZIPS:
            return _read(Unpacking(io.BytesIO(body), body, Budget(settings, len(body))), body, settings, most)
        if coding == "deflate":
            return _inflated(body, settings, most)
        reader = _READERS.get(coding)
        return _read(reader(io.BytesIO(body)), body, settings, most) if reader and body else body
    except (OSError, EOFError, zlib.error) as error:
        reason = "it ends too early" if isinstance(error, EOFError) else error
        raise NotHttp(f"its body is not {coding}, or damaged ({reason})") from None


def _read(stream: Readable, packed: bytes, settings: Settings, most: int) -> bytes:
    body = read_up_to(stream, most + 1)
    check_expansion(len(packed), len(body), settings)
    return body


def _inflated(body: bytes, settings: Settings, most: int) -> bytes:
    """Deflate with the zlib header that the standard asks for, or without it, as many servers send it."""
    for bits in (zlib.MAX_WBITS, -zlib.MAX_WBITS):
        unpacker = zlib.decompressobj(bits)
        try:
            found = unpacker.decompress(body, most + 1)
        except zlib.error:
            continue
        if not unpacker.eof and len(found) <= most:
            raise EOFError
        return _read(io.BytesIO(found), body, settings, most)
    raise zlib.error("wrong header")
