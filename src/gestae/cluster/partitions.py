"""What is to be read, in partitions: files on any fsspec path; a large JSONL or Parquet file in several.

The plan depends on the files alone, so that the same sources give the same partitions, and these the same readings.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import fsspec
from pyarrow import parquet
from pyarrow.lib import ArrowException

from gestae.errors import SourceError
from gestae.sources.collections.addresses import is_address
from gestae.sources.collections.context import Found
from gestae.sources.collections.opening import items_of_stream
from gestae.sources.collections.options import Options
from gestae.sources.items import Problem

# About so many bytes are one partition: minutes of reading, little to lose with a worker.
BYTES = 16_000_000
_PARQUET = b"PAR1"
_LINES = (".jsonl", ".ndjson")


@dataclass(frozen=True, slots=True)
class Partition:
    """Part of a file, by `kind`: all of it ("file"), the bytes `start` to `end` ("lines"), these row groups ("rows").

    `path` is as fsspec writes it, with its protocol.
    """

    number: int
    path: str
    kind: str
    start: int
    end: int

    @property
    def name(self) -> str:
        """What people are told of it."""
        return self.path if self.kind == "file" else f"{self.path}[{self.start}:{self.end}]"


def plan(sources: Sequence[str], *, size: int = BYTES) -> list[Partition]:
    """The partitions of files, folders and patterns on any fsspec path, files by name.

    Raises:
        SourceError: nothing is there, or it cannot be listed.
    """
    found = [part for source in sources for path in _files(source) for part in _parts(path, size)]
    return [replace(part, number=number) for number, part in enumerate(found)]


def items_in(partition: Partition, options: Options) -> Iterator[Found]:
    """Every report of a partition, and a Problem for what cannot be taken."""
    try:
        with fsspec.open(partition.path, "rb") as stream:
            if partition.kind == "file":
                yield from items_of_stream(partition.path, stream, None, options)
                return
            piece, first = _lines(stream, partition) if partition.kind == "lines" else _rows(stream, partition)
    except (OSError, ArrowException) as error:
        yield Problem(partition.name, f"cannot be read: {error}")
        return
    if not piece:
        return  # a line that is longer than a partition begins in an earlier one
    for one in items_of_stream(partition.path, io.BytesIO(piece), None, options):
        yield replace(one, name=_renamed(one.name, partition, first))


def _files(source: str) -> Iterator[str]:
    """The files of a source, by name, each as fsspec writes it."""
    if is_address(source):
        raise SourceError(source, "web addresses are read without --engine")
    try:
        system, path = fsspec.core.url_to_fs(source)
        paths = system.glob(path) if any(mark in path for mark in "*?[") else system.find(path)
    except (OSError, ValueError, ImportError) as error:
        raise SourceError(source, f"cannot be listed: {error}") from error
    if not paths:
        raise SourceError(source, "there is no such file or folder")
    yield from (system.unstrip_protocol(one) for one in sorted(paths))


def _parts(path: str, size: int) -> Iterator[Partition]:
    whole = Partition(0, path, "file", 0, 0)
    try:
        with fsspec.open(path, "rb") as stream:
            opening = stream.read(len(_PARQUET))
            length = stream.seek(0, io.SEEK_END)
            if opening == _PARQUET:
                yield from _groups(path, parquet.ParquetFile(stream).metadata, size)
            elif path.lower().endswith(_LINES) and length > size:
                starts = range(0, length, size)
                yield from (replace(whole, kind="lines", start=at, end=min(at + size, length)) for at in starts)
            else:
                yield whole
    except (OSError, ArrowException):
        yield whole  # reading it will say what is wrong


def _groups(path: str, metadata: Any, size: int) -> Iterator[Partition]:
    """Row groups that stand side by side, about `size` bytes together."""
    first, collected = 0, 0
    for group in range(metadata.num_row_groups):
        collected += metadata.row_group(group).total_byte_size
        if collected >= size or group == metadata.num_row_groups - 1:
            yield Partition(0, path, "rows", first, group + 1)
            first, collected = group + 1, 0


def _lines(stream: Any, partition: Partition) -> tuple[bytes, int]:
    """The lines that begin in the partition, and where the first of them does."""
    start = 0
    if partition.start:
        stream.seek(partition.start - 1)
        stream.readline()  # the rest of a line that the partition before has
        start = stream.tell()
    else:
        stream.seek(0)
    if start >= partition.end:
        return b"", start
    piece = stream.read(partition.end - start)
    return piece + (stream.readline() if not piece.endswith(b"\n") else b""), start


def _rows(stream: Any, partition: Partition) -> tuple[bytes, int]:
    """A Parquet file of the partition's row groups alone, and how many rows stand before them."""
    table = parquet.ParquetFile(stream)
    before = sum(table.metadata.row_group(group).num_rows for group in range(partition.start))
    groups = table.read_row_groups(range(partition.start, partition.end), use_threads=False)
    out = io.BytesIO()
    parquet.write_table(groups, out, compression="none")
    return out.getvalue(), before


def _renamed(name: str, partition: Partition, first: int) -> str:
    """A row's name in the whole file; of lines only the byte is known where the partition begins."""
    mark = ":" if partition.kind == "lines" else "#"
    path, _, number = name.rpartition(mark)
    if not number.isdigit():
        return name
    return f"{path}@{first}:{number}" if partition.kind == "lines" else f"{path}#{first + int(number)}"
