"""gzip, bzip2 and xz: unpacked piece by piece, then read as whatever is inside."""

from __future__ import annotations

from collections.abc import Iterator

from gestae.sources.collections.context import Context, Found
from gestae.sources.unpacking.members import PACKED, Unpacking
from gestae.sources.unpacking.streams import Source, opened


def tells(source: Source) -> bool:
    """Whether the first bytes are those of a packed file."""
    return any(source.opening.startswith(mark) for mark, _ in PACKED)


def read(source: Source, context: Context) -> Iterator[Found]:
    """What is inside, as if it had never been packed."""
    inside = context.deeper()
    stream = Unpacking(source.stream, source.opening, context.budget)
    yield from context.inner(opened(source.name, stream), inside)
