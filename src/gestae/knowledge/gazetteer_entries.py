"""One place behind a name, as the gazetteer answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from gestae.record.places import PlaceKind, PlacePrecision


@dataclass(frozen=True, slots=True)
class GazetteerEntry:
    """One place behind a name.

    `feature` follows GeoNames (PPL, PPLC, ADM1, ADM2, PCLI, AIRP, AIRB, RGN, SEA, ...); `admin1` and `admin2` are
    GeoNames codes ("IQ.01"). `rank` says how the name looked up stands to it: 0 its own name, 1 another
    name, 2 a looser form (without "County"), 3 an adjective or demonym ("Iraqi"), which names no place by itself.
    `known`: our own tables of places of crises list it ("Gaza" by the sea, not the one in Mozambique).
    `key` is negative for places that only a dump of GeoNames knows.
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
    known: bool = False

    @property
    def ours(self) -> bool:
        """Whether gestae's own gazetteer knows the place, and not only the whole of GeoNames."""
        return self.key > 0


def entry_of(row: tuple[object, ...]) -> GazetteerEntry:
    """A row of the tables, in the order of the fields."""
    key, name, kind, feature, country, admin1, admin2, lat, lon, population, geonames, precision, rank, *known = row
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
        known=any(known),
    )
