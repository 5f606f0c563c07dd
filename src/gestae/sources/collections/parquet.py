"""Parquet tables: a row a report, read in small batches. Needs the extra `gestae[parquet]`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from gestae.sources.collections.columns import no_text_column
from gestae.sources.collections.context import Context, Found
from gestae.sources.collections.rows import Rows
from gestae.sources.collections.spooling import seekable
from gestae.sources.items import Problem
from gestae.sources.unpacking.streams import Source, check_expansion

_MARK = b"PAR1"
_ROWS_AT_ONCE = 64


def tells(source: Source) -> bool:
    """Whether the first bytes are those of a Parquet file."""
    return source.opening.startswith(_MARK)


def read(source: Source, context: Context) -> Iterator[Found]:
    """An item for each row."""
    if find_spec("pyarrow") is None:
        yield Problem(source.name, "a Parquet file; to read it: pip install 'gestae[parquet]'")
        return
    with ExitStack() as stack:
        yield from _rows(source, seekable(source, stack), context)


def _check_size(metadata: Any, file: Any, context: Context) -> None:
    """Refuse what says itself that it is a bomb; how large a value really is, its reader alone knows.

    Raises:
        LimitHit: the table unpacks to more than the settings allow.
    """
    unpacked = sum(metadata.row_group(number).total_byte_size for number in range(metadata.num_row_groups))
    packed = file.seek(0, 2)
    check_expansion(packed, unpacked, context.settings)
    context.budget.spend(unpacked)


def _rows(source: Source, file: Any, context: Context) -> Iterator[Found]:
    # Loaded late because it is an extra, and large.
    arrow, parquet = import_module("pyarrow"), import_module("pyarrow.parquet")
    number = 0
    try:
        table = parquet.ParquetFile(file, pre_buffer=False)
        columns = tuple(table.schema_arrow.names)
        _check_size(table.metadata, file, context)
        rows = Rows(source.name, context)
        if rows.roles(columns).text is None:
            yield Problem(source.name, no_text_column(columns, context.options.columns))
            return
        for batch in table.iter_batches(batch_size=_ROWS_AT_ONCE, use_threads=False):
            for row in batch.to_pylist():
                number += 1
                yield from rows.items(row, f"{source.name}#{number}")
    except (arrow.ArrowException, ValueError, OverflowError) as error:
        words = " ".join(str(error).split())[:200]
        yield Problem(source.name, f"damaged after row {number:,}: {words}; the rows before it were taken")
