"""Items into chunks: so many that the parser works in batches, so few and small that memory stays bounded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

from gestae.sources.items import Item

ITEMS = 16
_BYTES = 4_000_000
_Thing = TypeVar("_Thing")


def chunks_of(items: Iterable[Item]) -> Iterator[list[Item]]:
    """At most 16 items or about 4 MB; a larger item is a chunk by itself."""
    chunk: list[Item] = []
    size = 0
    for item in items:
        if chunk and (len(chunk) == ITEMS or size + len(item.data) > _BYTES):
            yield chunk
            chunk, size = [], 0
        chunk.append(item)
        size += len(item.data)
    if chunk:
        yield chunk
