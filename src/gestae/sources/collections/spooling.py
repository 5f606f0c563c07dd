"""A seekable file of a stream that is none: formats with their directory at the end need one."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import ExitStack
from typing import IO

from gestae.sources.unpacking.streams import Source

_CHUNK = 1 << 20


def seekable(source: Source, stack: ExitStack) -> IO[bytes]:
    """The source's stream, or an unnamed temporary file with the same bytes, gone when `stack` is left."""
    if source.stream.seekable():
        return source.stream
    # Unnamed and gone at the end; how much is written the budget of the source decides.
    file = stack.enter_context(tempfile.TemporaryFile())  # noqa: SIM115 - the stack closes it
    shutil.copyfileobj(source.stream, file, _CHUNK)
    file.seek(0)
    return file
