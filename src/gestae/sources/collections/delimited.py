"""Tables as text: CSV with commas, semicolons, tabs or bars; a row a report."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from itertools import islice

from gestae.settings import Settings
from gestae.sources.collections.columns import no_text_column, roles_of
from gestae.sources.collections.context import Context, Found
from gestae.sources.collections.lines import numbered_lines, too_long
from gestae.sources.collections.options import Columns
from gestae.sources.collections.rows import Rows
from gestae.sources.items import Problem
from gestae.sources.unpacking.streams import OPENING, Source

_DELIMITERS = ",;\t|"
_LONGEST_NAME = 64
_LOOKED_AT = 20
_ENOUGH_ROWS = 3
# Bytes of any charset pass through a table as the characters of this one; each report's charset is found by itself.
_BYTES = "latin-1"


def tells(source: Source) -> bool:
    """Whether the opening is a table: a line of names, and rows with as many fields."""
    return _delimiter(source.opening, Columns()) is not None


def has_column(source: Source, asked: Columns) -> bool:
    """Whether its line of names holds the text column that was asked for, few and odd as the rows may be."""
    return asked.text is not None and _delimiter(source.opening, asked) is not None


def read(source: Source, context: Context) -> Iterator[Found]:
    """An item for each row; formulas stay what they are, text."""
    delimiter = _delimiter(source.opening, context.options.columns)
    if delimiter is None:
        return
    csv.field_size_limit(max(csv.field_size_limit(), context.settings.max_item_bytes))
    skipped: list[int] = []
    table = csv.reader(_lines(source, context.settings, skipped), delimiter=delimiter)
    try:
        header = [_name(field) for field in next(table)]
    except csv.Error as error:
        yield Problem(source.name, f"the line of names cannot be read: {error}")
        return
    rows = Rows(source.name, context)
    if rows.roles(tuple(header)).text is None:
        yield Problem(source.name, no_text_column(header, context.options.columns))
        return
    for found in _rows(table, header, source.name, rows):
        yield from _too_long(skipped, source.name, context.settings)
        yield found
    yield from _too_long(skipped, source.name, context.settings)


def _too_long(skipped: list[int], source: str, settings: Settings) -> Iterator[Found]:
    """The lines that were passed over since the last row."""
    while skipped:
        yield Problem(f"{source}:{skipped.pop(0)}", too_long(settings))


def _rows(table: Iterator[list[str]], header: list[str], source: str, rows: Rows) -> Iterator[Found]:
    while True:
        line = table.line_num + 1  # type: ignore[attr-defined]
        name = f"{source}:{line}"
        try:
            fields = next(table)
        except StopIteration:
            return
        except csv.Error as error:
            yield Problem(name, f"the row cannot be read: {error}")
            continue
        if len(fields) > len(header):
            yield Problem(name, f"the row has {len(fields)} fields, the first line names {len(header)}")
        elif fields:
            row = {column: field.encode(_BYTES, "replace") for column, field in zip(header, fields, strict=False)}
            yield from rows.items(row, name)


def _lines(source: Source, settings: Settings, skipped: list[int]) -> Iterator[str]:
    for number, line in numbered_lines(source.stream, settings):
        if line is None:
            skipped.append(number)
            line = b"\n"  # an empty row, so that the lines after it keep their numbers
        yield (line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line).decode(_BYTES)


def _name(field: str) -> str:
    return " ".join(field.encode(_BYTES, "replace").decode("utf-8", "replace").split())


def _delimiter(opening: bytes, asked: Columns) -> str | None:
    text = opening.removeprefix(b"\xef\xbb\xbf").decode(_BYTES)
    first = text.split("\n", 1)[0]
    for delimiter in sorted(_DELIMITERS, key=first.count, reverse=True):
        if first.count(delimiter) and _is_table(text, delimiter, asked, cut=len(opening) >= OPENING):
            return delimiter
    return None


def _is_table(text: str, delimiter: str, asked: Columns, *, cut: bool) -> bool:
    """Names that are known are enough; other names must be short and differ, and rows must have as many fields."""
    try:
        rows = list(islice(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), _LOOKED_AT))
    except csv.Error:
        return False
    header, others = rows[0], rows[1:]
    names = [" ".join(name.split()) for name in header]
    if len(set(names)) < len(names) or not all(names) or any(len(name) > _LONGEST_NAME for name in names):
        return False
    whole = others[:-1] if cut and len(rows) < _LOOKED_AT else others
    filled = [row for row in whole if row]
    fitting = [row for row in filled if len(row) == len(header)]
    roles = roles_of(names, Columns())
    if asked.text in names or (roles.text is not None and len(roles.used()) >= 2):
        return len(fitting) * 2 >= len(filled)  # a bad row or two are named later
    return len(fitting) >= _ENOUGH_ROWS and len(fitting) == len(filled)
