"""Reports out of files and folders, one a file: the plainest collection.

Folders are walked in the order of their names, so that the same folder is always the same sequence of items.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from gestae.sources.items import Item, Problem


def items(source: str) -> Iterator[Item | Problem]:
    """The reports of a file, or of every file below a folder; what begins with a dot is left out."""
    path = Path(source)
    if path.is_dir():
        for name in sorted(os.listdir(path)):
            if not name.startswith("."):
                yield from items(os.path.join(source, name))
        return
    try:
        yield Item(name=source, data=path.read_bytes())
    except FileNotFoundError:
        yield Problem(source, "there is no such file")
    except (OSError, ValueError) as error:
        yield Problem(source, f"cannot be read: {getattr(error, 'strerror', None) or error}")
