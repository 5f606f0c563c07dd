"""Streams that count: what is read from a source, and what unpacking it yields, under the limits of the settings."""

from __future__ import annotations

import io
import lzma
import zlib
from dataclasses import dataclass, field
from typing import Protocol

from gestae.settings import Settings

OPENING = 65_536
# Small things may be as repetitive as they like: they harm nobody.
_HARMLESS = 10_000_000
_CHUNK = 65_536


class LimitHit(Exception):
    """A limit of the settings is reached; the message names it."""


class Readable(Protocol):
    """Whatever bytes can be read from, piece by piece."""

    def read(self, size: int, /) -> bytes:
        """At most `size` bytes; none at the end."""
        ...


def some(stream: Readable, size: int) -> bytes:
    """The next bytes as they come, at most `size`; none only at the end.

    A buffered `read` would go on until it has all, and lose what it has when the stream breaks.
    """
    read = getattr(stream, "read1", stream.read)
    data: bytes = read(size)
    return data


class Counted(io.RawIOBase):
    """A stream that counts the bytes read from it."""

    def __init__(self, stream: Readable) -> None:
        super().__init__()
        self._stream = stream
        self.count = 0

    def readable(self) -> bool:
        """Always."""
        return True

    def tell(self) -> int:
        """How many bytes were read, which is where the stream stands."""
        return self.count

    def readinto(self, buffer: object) -> int:
        """As of any raw stream."""
        view = memoryview(buffer).cast("B")  # type: ignore[arg-type]
        data = some(self._stream, len(view))
        view[: len(data)] = data
        self.count += len(data)
        return len(data)


@dataclass(slots=True)
class Budget:
    """What unpacking one source may still yield. Shared by all archives inside it, so that nesting does not multiply.

    `packed` is the size of the source in bytes; None where it cannot be known (standard input).
    """

    settings: Settings
    packed: int | None
    expanded: int = field(default=0)
    forgiven: int = field(default=0)

    def spend(self, size: int) -> None:
        """Count some unpacked bytes.

        Raises:
            LimitHit: they are too many.
        """
        self.expanded += size
        most = self.settings.max_expanded_bytes
        if self.expanded > most:
            raise LimitHit(f"it unpacks to more than the setting max_expanded_bytes = {most:,}")
        if self.packed is not None:
            check_expansion(self.packed, self.expanded - self.forgiven, self.settings)

    def forgive(self, size: int) -> None:
        """What was set aside as a bomb speaks no more against the growth of the rest; its bytes still count."""
        self.forgiven += size


def check_expansion(packed: int, expanded: int, settings: Settings) -> None:
    """Refuse what grows too much.

    Raises:
        LimitHit: `expanded` bytes of `packed` ones are more than the setting max_expansion allows.
    """
    factor = settings.max_expansion
    if expanded > _HARMLESS and expanded > factor * packed:
        raise LimitHit(f"a bomb: it unpacks to more than {factor} times its size (setting max_expansion = {factor})")


class Unpacked(Counted):
    """The unpacked bytes of an archive's member; each counts against the budget, and against its own packed size."""

    def __init__(self, stream: Readable, packed: int, budget: Budget) -> None:
        super().__init__(stream)
        self._packed = packed
        self._budget = budget

    def readinto(self, buffer: object) -> int:
        """As of any raw stream; raises LimitHit at a limit."""
        size = super().readinto(buffer)
        try:
            check_expansion(self._packed, self.count, self._budget.settings)
            self._budget.spend(size)
        except LimitHit:
            self._budget.forgive(self.count)
            raise
        return size


class Rationed(Counted):
    """A counted stream for readers that build one thing at a time in memory: between two calls of `next_one` no more
    than max_item_bytes are handed out."""

    def __init__(self, stream: Readable, settings: Settings, thing: str) -> None:
        super().__init__(stream)
        self._most = settings.max_item_bytes
        self._thing = thing
        self._allowed: int | None = None
        self.next_one()

    def readinto(self, buffer: object) -> int:
        """As of any raw stream; raises LimitHit where one thing takes too much."""
        if self._allowed is not None and self.count > self._allowed:
            raise LimitHit(f"{self._thing} is larger than the setting max_item_bytes = {self._most:,}")
        return super().readinto(buffer)

    def next_one(self) -> None:
        """The last thing is whole; the next one begins."""
        self._allowed = self.count + self._most

    def unrationed(self) -> None:
        """What comes now is read piece by piece."""
        self._allowed = None


@dataclass(frozen=True, slots=True)
class Source:
    """A stream to read from its beginning, its name, and its first bytes (at most OPENING) to tell its format by."""

    name: str
    stream: io.BufferedReader
    opening: bytes = field(repr=False)


class _Rejoined(io.RawIOBase):
    """The bytes already taken, then the rest."""

    def __init__(self, taken: bytes, stream: Readable) -> None:
        super().__init__()
        self._taken = memoryview(taken)
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer).cast("B")  # type: ignore[arg-type]
        data = self._taken[: len(view)] if self._taken else some(self._stream, len(view))
        self._taken = self._taken[len(data) :]
        view[: len(data)] = data
        return len(data)


def opened(name: str, stream: Readable) -> Source:
    """The source of a stream: its opening is looked at, and nothing of it is lost."""
    opening = _opening(stream)
    if isinstance(stream, io.BufferedReader) and stream.seekable():
        stream.seek(0)
        return Source(name, stream, opening)
    return Source(name, io.BufferedReader(_Rejoined(opening, stream), _CHUNK), opening)


def read_up_to(stream: Readable, most: int) -> bytes:
    """The next `most` bytes, fewer only at the end."""
    pieces: list[bytes] = []
    while most > 0 and (piece := some(stream, min(most, _CHUNK * 16))):
        pieces.append(piece)
        most -= len(piece)
    return b"".join(pieces)


def _opening(stream: Readable) -> bytes:
    """The first bytes; where the stream breaks among them, those before. Reading on tells the damage."""
    pieces = bytearray()
    while len(pieces) < OPENING:
        try:
            piece = some(stream, OPENING - len(pieces))
        except (OSError, EOFError, zlib.error, lzma.LZMAError):
            if not pieces:
                raise
            break
        if not piece:
            break
        pieces += piece
    return bytes(pieces)


def read_item(stream: Readable, settings: Settings) -> bytes:
    """All bytes of one report.

    Raises:
        LimitHit: they are more than the setting max_item_bytes.
    """
    most = settings.max_item_bytes
    data = read_up_to(stream, most + 1)
    if len(data) > most:
        raise LimitHit(f"larger than the setting max_item_bytes = {most:,}")
    return data
