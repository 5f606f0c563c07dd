"""Packed streams of one or many members (gzip, bzip2, xz) as one stream, under the limits, piece by piece.

All that can be had is handed out before damage is told, so that what stands before it is not lost. Web archives pack
each record by itself, and the byte offset of a member is how a record is found again; so it is remembered.
"""

from __future__ import annotations

import bz2
import io
import lzma
import zlib
from collections import deque
from collections.abc import Callable
from typing import Protocol

from gestae.sources.unpacking.streams import Budget, LimitHit, Readable, check_expansion, some

_CHUNK = 65_536
_REMEMBERED = 4096


class _Member(Protocol):
    """An unpacker of one member, as bz2 and lzma have them."""

    @property
    def eof(self) -> bool: ...
    @property
    def needs_input(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes, max_length: int = -1) -> bytes:
        """The next bytes, at most `max_length`."""
        ...


class _Gzip:
    """zlib's unpacker, in the manner of the other two."""

    def __init__(self) -> None:
        self._unpacker = zlib.decompressobj(wbits=31)

    @property
    def eof(self) -> bool:
        return self._unpacker.eof

    @property
    def needs_input(self) -> bool:
        return not self._unpacker.unconsumed_tail

    @property
    def unused_data(self) -> bytes:
        return self._unpacker.unused_data

    def decompress(self, data: bytes, max_length: int = -1) -> bytes:
        return self._unpacker.decompress(self._unpacker.unconsumed_tail + data, max(0, max_length))


PACKED: tuple[tuple[bytes, Callable[[], _Member]], ...] = (
    (b"\x1f\x8b", _Gzip),
    (b"BZh", bz2.BZ2Decompressor),
    (b"\xfd7zXZ\x00", lzma.LZMADecompressor),
)


class Unpacking(io.RawIOBase):
    """The unpacked bytes of all members, one after the other."""

    def __init__(self, stream: Readable, opening: bytes, budget: Budget) -> None:
        super().__init__()
        self._make = next(make for mark, make in PACKED if opening.startswith(mark))
        self._stream = stream
        self._budget = budget
        self._packed = 0
        self._unpacked = 0
        self._waiting = b""
        self._member: _Member | None = None
        self._starts: deque[tuple[int, int]] = deque([(0, 0)], maxlen=_REMEMBERED)

    def readable(self) -> bool:
        """Always."""
        return True

    def tell(self) -> int:
        """Where the unpacked stream stands."""
        return self._unpacked

    def packed_offset(self, unpacked: int) -> int:
        """Where in the file the member began that holds this place of the unpacked stream (one of the last 4,096)."""
        return next((packed for plain, packed in reversed(self._starts) if plain <= unpacked), 0)

    def readinto(self, buffer: object) -> int:
        """As of any raw stream; raises LimitHit at a limit, EOFError at a cut and the unpacker's error at damage."""
        view = memoryview(buffer).cast("B")  # type: ignore[arg-type]
        data = b""
        while not data and self._fill():
            data = self._unpack(len(view))
        self._unpacked += len(data)
        try:
            check_expansion(self._packed, self._unpacked, self._budget.settings)
            self._budget.spend(len(data))
        except LimitHit:
            self._budget.forgive(self._unpacked)
            raise
        view[: len(data)] = data
        return len(data)

    def _fill(self) -> bool:
        """Whether there is something to unpack."""
        if self._waiting or (self._member is not None and not self._member.needs_input):
            return True
        self._waiting = some(self._stream, _CHUNK)
        self._packed += len(self._waiting)
        if not self._waiting and self._member is not None:
            raise EOFError
        return bool(self._waiting)

    def _unpack(self, most: int) -> bytes:
        if self._member is None:
            self._waiting = self._waiting.lstrip(b"\x00")  # padding between members is allowed
            if not self._waiting:
                return b""
            self._starts.append((self._unpacked, self._packed - len(self._waiting)))
            self._member = self._make()
        data = self._member.decompress(self._waiting, most)
        self._waiting = b""
        if self._member.eof:
            self._waiting, self._member = self._member.unused_data, None
        return data
