"""Where: places with coordinates and an honest precision."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from gestae.record.evidence import Evidence

PlaceKind = Literal["country", "region", "city", "base", "airport", "facility", "water", "other"]
PlacePrecision = Literal["site", "city", "admin2", "admin1", "country", "region", "unknown"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One place of a report. `lat` and `lon` are WGS84 degrees; null when not resolved."""

    id: str
    name: str
    kind: PlaceKind
    country: str | None = None
    admin1: str | None = None
    lat: float | None = None
    lon: float | None = None
    geonames: int | None = None
    precision: PlacePrecision
    evidence: tuple[Evidence, ...]
