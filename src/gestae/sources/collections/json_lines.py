"""JSON lines: an object a line, each a report with its fields; a bad line is named by its number."""

from __future__ import annotations

from collections.abc import Iterator

from gestae.sources.collections.context import Context, Found
from gestae.sources.collections.lines import numbered_lines, too_long
from gestae.sources.collections.rows import Rows
from gestae.sources.collections.strict_json import NotJson, loads
from gestae.sources.items import Problem
from gestae.sources.unpacking.streams import OPENING, Source

_LOOKED_AT = 20


def tells(source: Source) -> bool:
    """Whether lines of the opening are JSON objects by themselves."""
    if source.opening.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"["):
        return False
    lines = [line.strip() for line in source.opening.removeprefix(b"\xef\xbb\xbf").split(b"\n")]
    cut = len(source.opening) >= OPENING
    if cut and len(lines) == 1:
        return lines[0].startswith(b'{"')  # one long line
    whole = [line for line in (lines[:-1] if cut else lines) if line][:_LOOKED_AT]
    likely = [line for line in whole if line.startswith(b"{") and len(line) > 1]
    # A bad line is no reason to take the others for prose, nor is one object in prose a reason for the contrary.
    return 2 * len(likely) >= len(whole) and any(map(_is_object, likely))


def read(source: Source, context: Context) -> Iterator[Found]:
    """An item for each line."""
    rows = Rows(source.name, context)
    for number, line in numbered_lines(source.stream, context.settings):
        name = f"{source.name}:{number}"
        if line is None:
            yield Problem(name, too_long(context.settings))
        elif line.strip():
            yield from _line(line, name, rows)


def _line(line: bytes, name: str, rows: Rows) -> Iterator[Found]:
    try:
        row = loads(line)
    except NotJson as error:
        yield Problem(name, str(error))
        return
    if isinstance(row, dict):
        yield from rows.items(row, name)
    else:
        yield Problem(name, "the line is not a JSON object")


def _is_object(line: bytes) -> bool:
    try:
        return isinstance(loads(line), dict)
    except NotJson:
        return False
