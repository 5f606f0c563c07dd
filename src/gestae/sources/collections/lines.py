"""Lines of a stream with their numbers, none of them longer than one report may be."""

from __future__ import annotations

from collections.abc import Iterator
from io import BufferedReader

from gestae.settings import Settings

_CHUNK = 1 << 16


def numbered_lines(stream: BufferedReader, settings: Settings) -> Iterator[tuple[int, bytes | None]]:
    """Each line with its number from 1 and its line end; None for one that is longer than max_item_bytes."""
    most = settings.max_item_bytes
    number = 0
    while line := stream.readline(most + 1):
        number += 1
        if len(line) <= most:
            yield number, line
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(_CHUNK)
        yield number, None


def too_long(settings: Settings) -> str:
    """What to say of such a line."""
    return f"the line is longer than the setting max_item_bytes = {settings.max_item_bytes:,}"
