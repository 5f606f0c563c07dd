"""One report: whatever is no collection. Whether its bytes are text is for the document maker to say."""

from __future__ import annotations

from collections.abc import Iterator

from gestae.sources.collections.context import Context, Found
from gestae.sources.items import Item
from gestae.sources.unpacking.streams import Source, read_item


def read(source: Source, context: Context) -> Iterator[Found]:
    """The whole source as one item."""
    yield Item(source.name, read_item(source.stream, context.settings))
