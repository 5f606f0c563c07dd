"""Every place we know by name: "Ramadi" is a city of Iraq at 33.42 N 43.31 E, "Kharg" an island with an oil terminal.

The gazetteer is put together once, on first use, from packages pip installed with gestae (see `gazetteer_build`) and
our own `places/*.csv`, into one SQLite file in the user's cache folder; after that it opens in milliseconds.
"""

from __future__ import annotations

import os
import sqlite3
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from platformdirs import user_cache_path

from gestae.knowledge.gazetteer_build import Progress, build_gazetteer, gazetteer_stamp
from gestae.knowledge.placenames import ARTICLES, normal_name
from gestae.lexicon.placewords import load_place_words
from gestae.record.places import PlaceKind, PlacePrecision

_ENTRY = (
    "SELECT p.id, p.name, p.kind, p.feature, p.country, p.admin1, p.admin2, p.lat, p.lon, p.population, p.geonames,"
    " p.precision, n.rank FROM names n JOIN places p ON p.id = n.place WHERE n.key = ?"
    " ORDER BY n.rank, p.population DESC, p.id"
)
_MOST = 400  # "San José" has hundreds of namesakes; the smallest of them never win


@dataclass(frozen=True, slots=True)
class GazetteerEntry:
    """One place behind a name.

    `feature` follows GeoNames (PPL, PPLC, ADM1, ADM2, PCLI, AIRP, AIRB, RGN, SEA, ...); `admin1` and `admin2` are
    GeoNames codes ("IQ.01"). `rank` says how the name looked up stands to it: 0 its own name, 1 another
    name, 2 a looser form (without "County"), 3 an adjective or demonym ("Iraqi"), which names no place by itself.
    """

    key: int
    name: str
    kind: PlaceKind
    feature: str
    country: str | None
    admin1: str | None
    admin2: str | None
    lat: float
    lon: float
    population: int
    geonames: int | None
    precision: PlacePrecision
    rank: int


class Gazetteer:
    """The opened file, read-only. Answers are kept in memory, so each name is looked up once."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.words = load_place_words()
        self._connection = sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
        self._found: dict[str, tuple[GazetteerEntry, ...]] = {}
        self._longest: dict[str, int] = {}
        self._admins: dict[str, str] = dict(self._connection.execute("SELECT code, name FROM admins WHERE level = 1"))
        self._alpha2: dict[str, str] = dict(self._connection.execute("SELECT alpha2, alpha3 FROM countries"))
        self._alpha3 = {alpha3: alpha2 for alpha2, alpha3 in self._alpha2.items()}

    def find(self, name: str) -> tuple[GazetteerEntry, ...]:
        """The places of that name, own names first, then by population; empty where none is known."""
        key = normal_name(name)
        if name.endswith(".") and (found := self.find_key(f"{key}.")):
            return found
        if found := self.find_key(key):
            return found
        first, _, rest = key.partition(" ")
        if rest and first in ARTICLES:
            return self.find_key(rest)
        return ()

    def find_key(self, key: str) -> tuple[GazetteerEntry, ...]:
        """Like `find`, for a name already in normal form."""
        found = self._found.get(key)
        if found is None:
            rows = self._connection.execute(_ENTRY, (key,)).fetchmany(_MOST)
            found = self._found[key] = tuple(_entry(row) for row in rows)
        return found

    def longest(self, word: str) -> int:
        """How many words the longest name has that begins with this (normal) word; 0 where none begins so."""
        longest = self._longest.get(word)
        if longest is None:
            row = self._connection.execute("SELECT longest FROM firsts WHERE word = ?", (word,)).fetchone()
            longest = self._longest[word] = int(row[0]) if row else 0
        return longest

    def admin_name(self, code: str | None) -> str | None:
        """The name of a first-level region by its GeoNames code, e.g. "IQ.01"."""
        return None if code is None else self._admins.get(code)

    def alpha2(self, country: str | None) -> str | None:
        """The two-letter code of a country given by its three letters."""
        return None if country is None else self._alpha3.get(country)

    def alpha3(self, country: str) -> str | None:
        """The three-letter code of a country given by its two letters."""
        return self._alpha2.get(country)


def load_gazetteer(*, cache: Path | None = None, progress: Progress | None = None) -> Gazetteer:
    """The gazetteer, built first where it is not there yet (about ten seconds).

    Args:
        cache: folder that holds the built file; default $GESTAE_CACHE or the user's cache folder. A folder that
            cannot be written is replaced by a temporary one.
        progress: called with what is being done and the share done so far.

    Raises:
        KnowledgeError: one of our data files is wrong.
    """
    name = f"gazetteer-{gazetteer_stamp()}.sqlite"
    chosen = cache or _cache_folder()
    path = chosen / name
    if path.is_file():
        return Gazetteer(path)
    folder = _writable(chosen)
    path = folder / name
    if path.is_file():
        return Gazetteer(path)
    handle, part = tempfile.mkstemp(prefix=f"{name}.", suffix=".part", dir=folder)
    os.close(handle)
    try:
        build_gazetteer(Path(part), progress=progress or _silent)
        os.replace(part, path)
    finally:
        Path(part).unlink(missing_ok=True)
    return Gazetteer(path)


def _cache_folder() -> Path:
    named = os.environ.get("GESTAE_CACHE")
    return Path(named) if named else user_cache_path("gestae", appauthor=False)


def _writable(folder: Path) -> Path:
    """The folder itself, or one kept for temporary files when it cannot be written."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return folder
    except OSError:
        spare = Path(tempfile.gettempdir()) / "gestae-cache"
        spare.mkdir(mode=0o700, exist_ok=True)
        return spare


def _silent(step: str, done: float) -> None:
    """No progress wanted."""


def _entry(row: tuple[object, ...]) -> GazetteerEntry:
    key, name, kind, feature, country, admin1, admin2, lat, lon, population, geonames, precision, rank = row
    return GazetteerEntry(
        key=cast(int, key),
        name=str(name),
        kind=cast(PlaceKind, kind),
        feature=str(feature),
        country=cast("str | None", country),
        admin1=cast("str | None", admin1),
        admin2=cast("str | None", admin2),
        lat=cast(float, lat),
        lon=cast(float, lon),
        population=cast(int, population),
        geonames=cast("int | None", geonames),
        precision=cast(PlacePrecision, precision),
        rank=cast(int, rank),
    )
