"""Folders: every file below, sorted by name, so that the same folder is always read in the same order."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator

from gestae.sources.collections.names import storable
from gestae.sources.items import Problem

_DEEPEST = 200


def files_below(folder: str, told: Callable[[str], None]) -> Iterator[str | Problem]:
    """The path of each file below a folder; links, devices and what cannot be listed are problems.

    Hidden files and folders (".git", ".DS_Store") are passed over: they are notes of programs, not reports. `told`
    hears how many there were.
    """
    hidden = 0
    waiting = [(folder, 0)]
    while waiting:
        path, depth = waiting.pop()
        if depth > _DEEPEST:
            yield Problem(storable(path), f"folders are nested deeper than {_DEEPEST}; name this one by itself")
            continue
        entries = _entries(path)
        if isinstance(entries, Problem):
            yield entries
            continue
        folders: list[str] = []
        for entry in entries:
            if entry.name.startswith("."):
                hidden += 1
            elif entry.is_dir(follow_symlinks=False):
                folders.append(entry.path)
            else:
                yield _file(entry)
        waiting.extend((below, depth + 1) for below in reversed(folders))
    if hidden:
        told(f"{storable(folder)}: passed over {hidden:,} hidden files and folders")


def _entries(path: str) -> list[os.DirEntry[str]] | Problem:
    try:
        with os.scandir(path) as listed:
            return sorted(listed, key=lambda entry: entry.name)
    except OSError as error:
        return Problem(storable(path), f"the folder cannot be read: {error.strerror}")


def _file(entry: os.DirEntry[str]) -> str | Problem:
    try:
        mode = entry.stat(follow_symlinks=False).st_mode
    except OSError as error:
        return Problem(storable(entry.path), f"cannot be read: {error.strerror}")
    if stat.S_ISLNK(mode):
        return Problem(storable(entry.path), "a link to another file; name that file by itself")
    if not stat.S_ISREG(mode):
        return Problem(storable(entry.path), "a device, a pipe or a socket, not a file")
    return entry.path
