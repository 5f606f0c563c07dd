"""The built file, opened: what GeoNames knows under a name, and what the file says of itself."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from gestae.errors import KnowledgeError
from gestae.knowledge.folders import data_folder
from gestae.knowledge.gazetteer_entries import GazetteerEntry, entry_of
from gestae.knowledge.geonames.plan import FORMAT

_ENTRY = (
    "SELECT -p.id, p.name, p.kind, p.feature, p.country, p.admin1, p.admin2, p.lat, p.lon, p.population, p.id,"
    " p.precision, n.rank FROM names n JOIN places p ON p.id = n.place WHERE n.key = ?"
    " ORDER BY n.rank, p.population DESC, p.id LIMIT 400"
)


@dataclass(frozen=True, slots=True)
class About:
    """What a built file says of itself.

    `date` is the newest change in the dump, `digest` stands for the dump's content and what was taken of it, `files`
    are the dump's files with their SHA-256 hashes; no `countries` means all.
    """

    path: Path
    date: str
    digest: str
    places: int
    names: int
    countries: tuple[str, ...]
    features: tuple[str, ...]
    files: Mapping[str, str]
    plan: str

    @property
    def stamp(self) -> str:
        """How a record names it."""
        return f"GeoNames {self.date} {self.digest}"


class FullGazetteer:
    """The opened file, read-only.

    Raises:
        KnowledgeError: it is no such file, or one of another version; says what to do.
    """

    def __init__(self, path: Path) -> None:
        self.about = about_file(path)
        self._connection = _opened(path)
        self.admins: dict[str, str] = dict(self._connection.execute("SELECT code, name FROM admins WHERE level = 1"))

    def find_key(self, key: str) -> tuple[GazetteerEntry, ...]:
        """The places filed under a name in normal form; their keys are negative."""
        return tuple(entry_of(row) for row in self._connection.execute(_ENTRY, (key,)))

    def longest(self, word: str) -> int:
        """How many words the longest name has that begins with this word; 0 where none does."""
        row = self._connection.execute("SELECT longest FROM firsts WHERE word = ?", (word,)).fetchone()
        return int(row[0]) if row else 0


def full_path(folder: Path | None = None) -> Path:
    """Where the built file is kept, in gestae's data folder; it need not exist."""
    return (folder or data_folder()) / "gazetteer" / "geonames.sqlite"


def about_file(path: Path) -> About:
    """What a built file says of itself.

    Raises:
        KnowledgeError: it is no such file, or one of another version.
    """
    connection = _opened(path)
    try:
        about = dict(connection.execute("SELECT name, value FROM about"))
    except sqlite3.Error as error:
        raise _unusable(path, str(error)) from error
    finally:
        connection.close()
    if about.get("format") != str(FORMAT):
        raise _unusable(path, "made by another version of gestae")
    return About(
        path=path,
        date=about["date"],
        digest=about["digest"],
        places=int(about["places"]),
        names=int(about["names"]),
        countries=tuple(about["countries"].split()),
        features=tuple(about["features"].split()),
        files=json.loads(about["files"]),
        plan=about["plan"],
    )


def _opened(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)


def _unusable(path: Path, reason: str) -> KnowledgeError:
    return KnowledgeError(f"{path}: {reason}; build it anew, or take it away with: gestae gazetteer remove")
