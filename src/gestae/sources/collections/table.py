"""The table of formats: which there are, and in which order they are tried. Told by content, never by name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from gestae.sources.collections import (
    compressed,
    delimited,
    feeds,
    json_files,
    json_lines,
    mail,
    parquet,
    single,
    tars,
    warcs,
    zips,
)
from gestae.sources.collections.context import Context, Found, guarded
from gestae.sources.collections.options import Columns
from gestae.sources.unpacking.streams import Source
from gestae.sources.unpacking.transcoding import narrowed


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of collection: what it is called, how it is told, how it is read.

    `is_rows`: made of characters alone, so that UTF-16 can be turned into UTF-8 on the way. A report by itself is kept
    as it came.
    """

    name: str
    tells: Callable[[Source], bool]
    read: Callable[[Source, Context], Iterator[Found]]
    is_rows: bool = False


# A packed WARC is a WARC before it is a gzip file; a report of one's own is whatever is nothing else.
FORMATS = (
    Format("web archive", warcs.tells, warcs.read),
    Format("compressed file", compressed.tells, compressed.read),
    Format("zip archive", zips.tells, zips.read),
    Format("tar archive", tars.tells, tars.read),
    Format("Parquet file", parquet.tells, parquet.read),
    Format("feed", feeds.tells, feeds.read),
    Format("JSON lines", json_lines.tells, json_lines.read, is_rows=True),
    Format("JSON file", json_files.tells, json_files.read, is_rows=True),
    Format("mail", mail.tells, mail.read),
    Format("table", delimited.tells, delimited.read, is_rows=True),
    Format("report", lambda source: True, single.read),
)


def read_source(source: Source, context: Context) -> Iterator[Found]:
    """Everything a source holds, whatever its format; what is damaged is named."""
    narrow = narrowed(source)
    asked = context.options.columns
    known = format_of_source(narrow or source, asked)
    if narrow and known.is_rows:
        source = narrow
    elif narrow:
        known = format_of_source(source, asked)
    is_empty = True
    for found in guarded(source.name, known.read(source, context)):
        is_empty = False
        yield found
    if is_empty:
        context.options.told(f"{source.name}: no report in this {known.name}")


def format_of_source(source: Source, asked: Columns) -> Format:
    """The first format of the table that tells the source as its own; a column that was asked for makes it a table."""
    return next(
        known
        for known in FORMATS
        if known.tells(source) or (known.read is delimited.read and delimited.has_column(source, asked))
    )
