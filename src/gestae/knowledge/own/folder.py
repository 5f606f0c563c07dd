"""The folder of the user's own actors: what was imported stays there until it is removed.

It is `actors/` in `$GESTAE_DATA` or in the user's data folder; each import is one CSV file that can be read, edited
and handed on.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from gestae.errors import KnowledgeError
from gestae.knowledge.folders import data_folder
from gestae.knowledge.own.files import OwnFile, as_csv, read_own_file


@dataclass(frozen=True, slots=True)
class Imported:
    """One import: its name, its file, and what it says."""

    name: str
    path: Path
    file: OwnFile


def own_folder() -> Path:
    """Where imported actors are kept; it need not exist."""
    return data_folder() / "actors"


def imported(folder: Path | None = None) -> tuple[Imported, ...]:
    """Everything that was imported, in the order of the names.

    Raises:
        KnowledgeError: a file there is wrong; names file and line.
    """
    chosen = folder or own_folder()
    if not chosen.is_dir():
        return ()
    return tuple(Imported(path.stem, path, read_own_file(path, form="csv")) for path in sorted(chosen.glob("*.csv")))


def own_files(files: Iterable[str | Path] = (), *, with_imported: bool = True) -> tuple[OwnFile, ...]:
    """What was imported and what some files say, in the order in which they count: of two, the later wins.

    Raises:
        KnowledgeError: one of them is wrong; names file and line.
    """
    kept = tuple(item.file for item in imported()) if with_imported else ()
    return (*kept, *(read_own_file(Path(path)) for path in files))


def keep(file: OwnFile, *, name: str, replace: bool = False, folder: Path | None = None) -> Path:
    """Keep what a file says under a name; the file it is kept in.

    Raises:
        KnowledgeError: there is one of that name already, or the folder cannot be written.
    """
    chosen = folder or own_folder()
    if not name or name != Path(name).name or name.startswith("."):
        raise KnowledgeError(f"{name!r} is no name for an import")
    path = chosen / f"{name}.csv"
    if path.exists() and not replace:
        raise KnowledgeError(f"there is an import {name!r} already; --replace it, or give another --name")
    try:
        chosen.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(".part")
        part.write_text(kept_text(file), encoding="utf-8")
        os.replace(part, path)
    except OSError as error:
        raise KnowledgeError(f"{path}: {error.strerror}") from error
    return path


def kept_text(file: OwnFile) -> str:
    """How a file is kept: our CSV, with the name and hash of what it was made of."""
    return as_csv(file.actors, file.words, head=(f"made by gestae from {file.name}", f"sha256 {file.sha256}"))


def remove(name: str, *, dry_run: bool = False, folder: Path | None = None) -> Path:
    """Remove an import; the file that was there. With `dry_run` it stays.

    Raises:
        KnowledgeError: there is none of that name.
    """
    chosen = folder or own_folder()
    path = chosen / f"{name}.csv"
    if name != Path(name).name or not path.is_file():
        there = ", ".join(sorted(found.stem for found in chosen.glob("*.csv"))) if chosen.is_dir() else ""
        raise KnowledgeError(f"no import {name!r}" + (f"; there are: {there}" if there else "; nothing was imported"))
    if not dry_run:
        path.unlink()
    return path
