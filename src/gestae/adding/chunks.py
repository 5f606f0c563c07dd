"""Items into chunks: so many that the parser works in batches, so few and small that memory stays bounded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gestae.sources.items import Item, Problem

ITEMS = 16
_BYTES = 4_000_000


def chunks_of(found: Iterable[Item | Problem]) -> Iterator[list[Item | Problem]]:
    """At most 16 items, or about 4 MB of them; a larger item is a chunk by itself. Problems keep their place."""
    chunk: list[Item | Problem] = []
    size = 0
    for one in found:
        more = len(one.data) if isinstance(one, Item) else 0
        if chunk and (len(chunk) == ITEMS or size + more > _BYTES):
            yield chunk
            chunk, size = [], 0
        chunk.append(one)
        size += more
    if chunk:
        yield chunk
