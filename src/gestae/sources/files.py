"""Files and standard input to Documents; each thing that can be wrong with a file is named."""

from __future__ import annotations

import sys
from pathlib import Path

from gestae.errors import ReportError, TooLong
from gestae.record.documents import Document
from gestae.settings import Settings
from gestae.sources.formats import PAGE_FACTOR, document_of

STANDARD_INPUT = "-"
# UTF-32 takes four bytes for a character; no readable file is larger than this allows.
_MOST_BYTES_FOR_A_CHARACTER = 4


def load(path: str | Path, *, published: str | None = None, settings: Settings | None = None) -> Document:
    """The document of a file, or of standard input for "-".

    Raises:
        ReportError: the file cannot be read, or the report in it cannot.
    """
    chosen = settings or Settings()
    name = "standard input" if str(path) == STANDARD_INPUT else str(path)
    most = chosen.max_characters * PAGE_FACTOR * _MOST_BYTES_FOR_A_CHARACTER
    content = _content(path, name, most)
    if len(content) > most:
        limit = f"the setting max_characters = {chosen.max_characters:,} allows no more"
        raise TooLong(name, f"the file is larger than {most:,} bytes; {limit}")
    return document_of(content, name=name, published=published, settings=chosen)


def _content(path: str | Path, name: str, most: int) -> bytes:
    """The bytes of the file, and one more than `most` where it is too large."""
    if str(path) == STANDARD_INPUT:
        return sys.stdin.buffer.read(most + 1)
    try:
        with Path(path).open("rb") as file:
            return file.read(most + 1)
    except FileNotFoundError:
        raise ReportError(name, "there is no such file") from None
    except IsADirectoryError:
        raise ReportError(name, "this is a folder; name the reports in it") from None
    except PermissionError:
        raise ReportError(name, "no permission to read the file") from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise ReportError(name, f"cannot be read: {reason}") from None
