"""What the gazetteer is made of while it is put together: places, their names, and the tables they end in."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from gestae.knowledge.placenames import normal_name

SCHEMA = """
CREATE TABLE places (id INTEGER PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL, feature TEXT NOT NULL,
  country TEXT, admin1 TEXT, admin2 TEXT, lat REAL NOT NULL, lon REAL NOT NULL, population INTEGER NOT NULL,
  geonames INTEGER, precision TEXT NOT NULL, known INTEGER NOT NULL);
CREATE INDEX places_geonames ON places (geonames);
CREATE TABLE names (key TEXT NOT NULL, place INTEGER NOT NULL, rank INTEGER NOT NULL, PRIMARY KEY (key, place))
  WITHOUT ROWID;
CREATE TABLE firsts (word TEXT PRIMARY KEY, longest INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE admins (code TEXT PRIMARY KEY, name TEXT NOT NULL, level INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE zones (area TEXT PRIMARY KEY, zone TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE countries (alpha2 TEXT PRIMARY KEY, alpha3 TEXT NOT NULL) WITHOUT ROWID;
"""


@dataclass(slots=True)
class Names:
    """The names gathered so far: key → best rank for each place."""

    rows: dict[tuple[str, int], int] = field(default_factory=dict)
    unlikely: frozenset[str] = frozenset()

    def add(self, name: str, place: int, rank: int) -> None:
        """File a name, unless it is filed already with a better rank."""
        key = normal_name(name)
        if name.endswith(".") and "." not in name[:-1].strip(". ") and " " not in name:
            key += "."  # "Miss." is Mississippi, "miss" is not
        elif name.startswith(","):
            key = "," + key  # ", MS" after a town
        self.add_key(key, place, rank)

    def add_key(self, key: str, place: int, rank: int) -> None:
        """File a name in normal form; one that rarely means a place counts like an adjective."""
        if key in self.unlikely:
            rank = 3
        if len(key) > 1 and self.rows.get((key, place), 9) > rank:
            self.rows[key, place] = rank

    def towns_by_key(self, places: list[NewPlace]) -> dict[str, list[int]]:
        """The towns filed under each name."""
        towns: dict[str, list[int]] = {}
        for key, number in self.rows:
            if places[number - 1].feature == "PPL":
                towns.setdefault(key, []).append(number)
        return towns


@dataclass(slots=True)
class NewPlace:
    """A place on its way into the file; the fields are those of `gazetteer_entries.GazetteerEntry`."""

    name: str
    kind: str
    feature: str
    country: str | None
    admin1: str | None
    admin2: str | None
    lat: float
    lon: float
    population: int
    geonames: int | None
    precision: str
    known: bool = False


class Region:
    """Collects the towns of a region, for its middle and its people."""

    __slots__ = ("lats", "lons", "population")

    def __init__(self) -> None:
        self.lats: list[float] = []
        self.lons: list[float] = []
        self.population = 0

    def middle(self) -> tuple[float, float]:
        """The point halfway between the mean of the towns and the middle of their bounding box."""
        count = len(self.lats)
        lat = (sum(self.lats) / count + (min(self.lats) + max(self.lats)) / 2) / 2
        lon = (sum(self.lons) / count + (min(self.lons) + max(self.lons)) / 2) / 2
        return round(lat, 4), round(lon, 4)


def write_gazetteer(
    path: Path,
    places: list[NewPlace],
    names: Names,
    admins: Iterable[tuple[str, str, int]],
    countries: dict[str, str],
    zones: dict[str, str],
) -> None:
    """Write the tables to `path`, an empty file."""
    longest: dict[str, int] = {}
    for key, _ in names.rows:
        first, *_ = words = key.split()
        if longest.get(first, 0) < len(words):
            longest[first] = len(words)
    connection = sqlite3.connect(path)
    try:
        connection.executescript(
            "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA page_size = 4096;" + SCHEMA
        )
        connection.executemany("INSERT INTO places VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)", _place_rows(places))
        ordered = sorted((key, place, rank) for (key, place), rank in names.rows.items())
        connection.executemany("INSERT INTO names VALUES (?,?,?)", ordered)
        connection.executemany("INSERT INTO firsts VALUES (?,?)", sorted(longest.items()))
        connection.executemany("INSERT OR IGNORE INTO admins VALUES (?,?,?)", admins)
        connection.executemany("INSERT INTO zones VALUES (?,?)", sorted(zones.items()))
        connection.executemany("INSERT INTO countries VALUES (?,?)", sorted(countries.items()))
        connection.commit()
    finally:
        connection.close()


def _place_rows(places: list[NewPlace]) -> Iterator[tuple[object, ...]]:
    for number, place in enumerate(places, start=1):
        yield (
            number, place.name, place.kind, place.feature, place.country, place.admin1, place.admin2,
            place.lat, place.lon, place.population, place.geonames, place.precision, int(place.known),
        )  # fmt: skip
