"""UTF-16 to UTF-8 while it is read: spreadsheets and shells of Windows write tables and JSON that way."""

from __future__ import annotations

import codecs
import io

from gestae.sources.unpacking.streams import Readable, Source, some

_CHUNK = 65_536
_WIDE = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


def narrowed(source: Source) -> Source | None:
    """The same source in UTF-8 without its byte order mark; None where it is not UTF-16."""
    charset = next((charset for mark, charset in _WIDE if source.opening.startswith(mark)), None)
    if charset is None:
        return None
    opening = source.opening[2:].decode(charset, "replace").encode("utf-8", "replace")
    return Source(source.name, io.BufferedReader(_Narrowed(source.stream, charset), _CHUNK), opening)


class _Narrowed(io.RawIOBase):
    def __init__(self, stream: Readable, charset: str) -> None:
        super().__init__()
        self._stream = stream
        self._decoder = codecs.getincrementaldecoder(charset)("replace")
        self._waiting = b""
        self._is_first = True

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer).cast("B")  # type: ignore[arg-type]
        while not self._waiting:
            data = some(self._stream, _CHUNK)
            words = self._decoder.decode(data, final=not data)
            if self._is_first and words:
                words, self._is_first = words.removeprefix("\ufeff"), False
            self._waiting = words.encode("utf-8", "replace")
            if not data:
                break
        piece, self._waiting = self._waiting[: len(view)], self._waiting[len(view) :]
        view[: len(piece)] = piece
        return len(piece)
