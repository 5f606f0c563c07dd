"""A source as the user names it (a file, a folder, standard input) to its items, one at a time."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator
from io import BufferedReader
from typing import cast

from gestae.sources.collections.addresses import is_address, items_at
from gestae.sources.collections.context import Context, Found
from gestae.sources.collections.folders import files_below
from gestae.sources.collections.names import storable
from gestae.sources.collections.options import Options
from gestae.sources.collections.table import read_source
from gestae.sources.items import Problem
from gestae.sources.unpacking.streams import Budget, Readable, opened

STANDARD_INPUT = "-"
_CHUNK = 1 << 16


def items(source: str, *, options: Options | None = None) -> Iterator[Found]:
    """Every report of a source, one at a time and always in the same order, and a Problem for what could not be taken.

    Args:
        source: the path of a file or folder, "-" for standard input, or an http(s) address, which is fetched: it and
            no other.
        options: columns, limits and who hears of guesses; the defaults where none are given.

    Nothing is raised for bad input; memory does not grow with the source.
    """
    chosen = options or Options()
    if is_address(source):
        yield from items_at(source, chosen, items_of_stream)
    elif source == STANDARD_INPUT:
        yield from items_of_stream("standard input", cast(BufferedReader, sys.stdin.buffer), None, chosen)
    elif os.path.isdir(source):
        yield from _folder(source, chosen)
    else:
        yield from _file(source, chosen)


def _folder(source: str, options: Options) -> Iterator[Found]:
    is_empty = True
    for path in files_below(source, options.told):
        is_empty = False
        if isinstance(path, Problem):
            yield path
        else:
            yield from _file(path, options)
    if is_empty:
        yield Problem(storable(source), "there is no file in the folder")


def _file(path: str, options: Options) -> Iterator[Found]:
    name = storable(path)
    try:
        stream = open(path, "rb")  # noqa: SIM115 - closed below, whatever the reader does
        status = os.fstat(stream.fileno())
    except FileNotFoundError:
        yield Problem(name, "there is no such file")
        return
    except PermissionError:
        yield Problem(name, "no permission to read the file")
        return
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        yield Problem(name, f"cannot be read: {reason}")
        return
    with stream:
        size = status.st_size if stat.S_ISREG(status.st_mode) else None
        yield from items_of_stream(name, stream, size, options)


def items_of_stream(name: str, stream: Readable, size: int | None, options: Options) -> Iterator[Found]:
    """The same of an open stream; `size` in bytes where it is known."""
    context = Context(options, Budget(options.settings, size), read_source)
    try:
        source = opened(name, stream)
    except OSError as error:
        yield Problem(name, f"cannot be read: {error.strerror or error}")
        return
    yield from read_source(source, context)
