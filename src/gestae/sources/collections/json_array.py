"""An array of JSON objects cut into its objects while it is read, so that a bad one does not take the others along.

Only brackets and quotation marks are looked at here; whether an object is JSON its own parser says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from gestae.settings import Settings
from gestae.sources.unpacking.streams import LimitHit, Readable, some

_CHUNK = 65_536
_OUTSIDE = re.compile(rb'["{}\[\]]')
_INSIDE = re.compile(rb'["\\]')
_BETWEEN = b" \t\r\n,"


class ArrayCutter:
    """Cuts one array; `is_closed` says afterwards whether its end was there."""

    def __init__(self, settings: Settings) -> None:
        self.is_closed = False
        self._most = settings.max_item_bytes
        self._buffer = bytearray()
        self._place = 0  # how far the buffer has been looked through
        self._depth = 0
        self._in_string = False

    def cut(self, stream: Readable) -> Iterator[bytes]:
        """Each object of the array, and whatever else stands between two of them.

        Raises:
            LimitHit: one of them is larger than the setting max_item_bytes.
        """
        while not self.is_closed and (chunk := some(stream, _CHUNK)):
            self._buffer += chunk
            start = 0
            while not self.is_closed and (end := self._next_end()) is not None:
                piece = bytes(self._buffer[start:end]).strip(_BETWEEN)
                start = end
                if piece:
                    yield piece
            del self._buffer[:start]
            self._place -= start
            if len(self._buffer) > self._most:
                raise LimitHit(f"an object of the array is larger than the setting max_item_bytes = {self._most:,}")

    def _next_end(self) -> int | None:
        """Where the next piece ends: after the bracket that closes an object, or before one that opens the next."""
        while (match := (_INSIDE if self._in_string else _OUTSIDE).search(self._buffer, self._place)) is not None:
            sign = match[0]
            if sign == b"\\":
                if match.end() >= len(self._buffer):
                    return None  # what it escapes comes with the next chunk
                self._place = match.end() + 1
                continue
            self._place = match.end()
            if sign == b'"':
                self._in_string = not self._in_string
            elif (end := self._bracket(sign, match.start())) is not None:
                return end
        self._place = len(self._buffer)
        return None

    def _bracket(self, sign: bytes, start: int) -> int | None:
        opens = sign in b"{["
        self._depth += 1 if opens else -1
        if opens:
            # The array's own bracket is no part of its first object.
            return self._opened(start) if self._depth <= 2 else None
        if self._depth <= 0:
            self.is_closed = True
            return start
        return self._place if self._depth == 1 else None

    def _opened(self, start: int) -> int | None:
        if self._depth == 1:
            self._buffer[start : start + 1] = b" "
        return start if self._depth == 2 else None
