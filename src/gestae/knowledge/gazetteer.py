"""Every place we know by name: "Ramadi" is a city of Iraq at 33.42 N 43.31 E, "Kharg" an island with an oil terminal.

The gazetteer is put together once, on first use, from packages pip installed with gestae (see `gazetteer_build`) and
our own `places/*.csv`, into one SQLite file in the user's cache folder; after that it opens in milliseconds. Where the
user has built the whole of GeoNames (see `geonames/`), its places stand behind ours.
"""

from __future__ import annotations

import os
import sqlite3
import tempfile
from dataclasses import replace
from pathlib import Path

from gestae.knowledge.folders import cache_folder
from gestae.knowledge.gazetteer_build import Progress, build_gazetteer, gazetteer_stamp
from gestae.knowledge.gazetteer_entries import GazetteerEntry, entry_of
from gestae.knowledge.gazetteer_files import unlikely_names
from gestae.knowledge.geonames.full import FullGazetteer, full_path
from gestae.knowledge.placenames import ARTICLES, normal_name
from gestae.lexicon.placewords import load_place_words

_FIELDS = (
    "p.id, p.name, p.kind, p.feature, p.country, p.admin1, p.admin2, p.lat, p.lon, p.population, p.geonames,"
    " p.precision"
)
_ENTRY = (
    f"SELECT {_FIELDS}, n.rank, p.known FROM names n JOIN places p ON p.id = n.place WHERE n.key = ?"
    " ORDER BY n.rank, p.population DESC, p.id"
)
_BY_GEONAMES = f"SELECT {_FIELDS}, 0, p.known FROM places p WHERE p.geonames = ? ORDER BY p.id"
_REACH, _WIDE_REACH = 0.15, 3.0  # degrees between two points of one site, and of one sea
_MOST = 400  # "San José" has hundreds of namesakes; the smallest of them never win


class Gazetteer:
    """The opened file, read-only. Answers are kept in memory, so each name is looked up once.

    Args:
        path: the file that `load_gazetteer` builds.
        full: the whole of GeoNames, whose places stand behind ours; what both know is ours.
    """

    def __init__(self, path: Path, full: FullGazetteer | None = None) -> None:
        self.path = path
        self.full = full
        self.words = load_place_words()
        self._connection = sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
        self._found: dict[str, tuple[GazetteerEntry, ...]] = {}
        self._longest: dict[str, int] = {}
        self._admins: dict[str, str] = dict(full.admins) if full else {}
        self._admins |= dict(self._connection.execute("SELECT code, name FROM admins WHERE level = 1"))
        self._alpha2: dict[str, str] = dict(self._connection.execute("SELECT alpha2, alpha3 FROM countries"))
        self._alpha3 = {alpha3: alpha2 for alpha2, alpha3 in self._alpha2.items()}
        self._unlikely = unlikely_names() if full else frozenset()

    @property
    def stamps(self) -> tuple[str, ...]:
        """What a record names: our gazetteer, and the whole of GeoNames where it is used."""
        ours = f"gestae {self.path.stem.rpartition('-')[2]}"
        return (ours, self.full.about.stamp) if self.full else (ours,)

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
            found = tuple(entry_of(row) for row in rows)
            found = self._found[key] = self._with_full(key, found) if self.full else found
        return found

    def _with_full(self, key: str, ours: tuple[GazetteerEntry, ...]) -> tuple[GazetteerEntry, ...]:
        """Our places of a name and, behind them in each rank, those that only GeoNames knows."""
        found = {entry.key: entry for entry in ours}
        for entry in self.full.find_key(key) if self.full else ():
            known = self._by_geonames(entry.geonames) or next((one for one in ours if _is_same(one, entry)), entry)
            rank = 3 if key in self._unlikely else entry.rank
            found.setdefault(known.key, replace(known, rank=rank))
        return tuple(
            sorted(found.values(), key=lambda entry: (entry.rank, -entry.population, not entry.ours, entry.key))
        )

    def _by_geonames(self, number: int | None) -> GazetteerEntry | None:
        row = self._connection.execute(_BY_GEONAMES, (number,)).fetchone()
        return entry_of(row) if row else None

    def longest(self, word: str) -> int:
        """How many words the longest name has that begins with this (normal) word; 0 where none begins so."""
        longest = self._longest.get(word)
        if longest is None:
            row = self._connection.execute("SELECT longest FROM firsts WHERE word = ?", (word,)).fetchone()
            longest = int(row[0]) if row else 0
            longest = self._longest[word] = max(longest, self.full.longest(word)) if self.full else longest
        return longest

    def admin_name(self, code: str | None) -> str | None:
        """The name of a first-level region by its GeoNames code, e.g. "IQ.01"."""
        return None if code is None else self._admins.get(code)

    def zone(self, country: str | None, admin1: str | None, geonames: int | None = None) -> str | None:
        """The IANA time zone of a place by its country, the code of its region, its id; None where several are kept."""
        for area in (str(geonames or ""), admin1, country):
            found = (
                self._connection.execute("SELECT zone FROM zones WHERE area = ?", (area,)).fetchone() if area else None
            )
            if found:
                return str(found[0])
        return None

    def alpha2(self, country: str | None) -> str | None:
        """The two-letter code of a country given by its three letters."""
        return None if country is None else self._alpha3.get(country)

    def alpha3(self, country: str) -> str | None:
        """The three-letter code of a country given by its two letters."""
        return self._alpha2.get(country)


def load_gazetteer(*, cache: Path | None = None, progress: Progress | None = None, full: bool = False) -> Gazetteer:
    """The gazetteer, built first where it is not there yet (about ten seconds).

    Args:
        cache: folder that holds the built file; default $GESTAE_CACHE or the user's cache folder. A folder that
            cannot be written is replaced by a temporary one.
        progress: called with what is being done and the share done so far.
        full: with the whole of GeoNames where the user has built it.

    Raises:
        KnowledgeError: one of our data files, or the user's built file, is wrong.
    """
    path = _own_gazetteer(cache or cache_folder(), progress or _silent)
    return Gazetteer(path, FullGazetteer(full_path()) if full and full_path().is_file() else None)


def _own_gazetteer(chosen: Path, progress: Progress) -> Path:
    """The file with our own gazetteer, built where it is not there yet."""
    name = f"gazetteer-{gazetteer_stamp()}.sqlite"
    path = chosen / name
    if path.is_file():
        return path
    folder = _writable(chosen)
    path = folder / name
    if path.is_file():
        return path
    handle, part = tempfile.mkstemp(prefix=f"{name}.", suffix=".part", dir=folder)
    os.close(handle)
    try:
        build_gazetteer(Path(part), progress=progress)
        os.replace(part, path)
    finally:
        Path(part).unlink(missing_ok=True)
    return path


def _is_same(ours: GazetteerEntry, other: GazetteerEntry) -> bool:
    """Whether a place of the same name in GeoNames is one of ours that bears no number of GeoNames."""
    if ours.geonames or ours.country != other.country:
        return False
    if ours.kind == "country" or ours.feature in {"ADM1", "ADM2"}:
        return ours.feature == other.feature
    reach = _WIDE_REACH if ours.precision == "region" else _REACH
    return abs(ours.lat - other.lat) < reach and abs(ours.lon - other.lon) < reach


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
