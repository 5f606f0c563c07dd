"""JSON files: an array of objects, read one at a time, or a single object (news-please, news APIs, JSON Feed)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from gestae.sources.collections.context import Context, Found
from gestae.sources.collections.json_array import ArrayCutter
from gestae.sources.collections.rows import Rows
from gestae.sources.collections.strict_json import NotJson, loads
from gestae.sources.items import Problem
from gestae.sources.unpacking.streams import Source, read_item

_ARRAY = re.compile(rb"(?:\xef\xbb\xbf)?\s*\[\s*(?:\{|\]\s*$)")
_OBJECT = re.compile(rb'(?:\xef\xbb\xbf)?\s*\{\s*(?:"|\}\s*$)')
_BOM = b"\xef\xbb\xbf"


def tells(source: Source) -> bool:
    """Whether the first signs are those of an array of objects or of an object."""
    return bool(_ARRAY.match(source.opening) or _OBJECT.match(source.opening))


def read(source: Source, context: Context) -> Iterator[Found]:
    """An item for each object of the array; of a single object one, or those of the list it wraps."""
    rows = Rows(source.name, context)
    if _ARRAY.match(source.opening):
        yield from _array(source, context, rows)
    else:
        yield from _parsed(read_item(source.stream, context.settings), source.name, rows)


def _array(source: Source, context: Context, rows: Rows) -> Iterator[Found]:
    cutter = ArrayCutter(context.settings)
    number = 0
    for piece in cutter.cut(source.stream):
        if piece == _BOM:
            continue
        number += 1
        yield from _parsed(piece, f"{source.name}#{number}", rows)
    if not cutter.is_closed:
        yield Problem(source.name, f"cut short after object {number:,}: the array does not end")


def _parsed(content: bytes, name: str, rows: Rows) -> Iterator[Found]:
    try:
        value: Any = loads(content)
    except NotJson as error:
        yield Problem(name, str(error))
        return
    if isinstance(value, dict):
        yield from rows.items(value, name)
    else:
        yield Problem(name, "not an object of fields")
