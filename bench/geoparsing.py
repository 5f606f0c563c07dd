"""Geoparsing: place names in news onto the map, by the public functions (`../shared/bench/geoparsing`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from gestae.knowledge.gazetteer import Gazetteer, load_gazetteer
from gestae.reading.parser import Parser
from gestae.reading.tokens import Reading
from gestae.record.documents import Document, Part
from gestae.resolving.where.places import Places, resolve_places


def predict(items: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """One prediction an item: its own spans resolved where it has `toponyms`, else the text read from scratch."""
    gazetteer = load_gazetteer()
    rows = list(items)
    documents = {number: _document(item) for number, item in enumerate(rows)}
    to_parse = [number for number, item in enumerate(rows) if "toponyms" not in item]
    readings = Parser().parse_all(documents[number] for number in to_parse) if to_parse else iter(())
    for number, item in enumerate(rows):
        if "toponyms" in item:
            spans = [(int(toponym["start"]), int(toponym["end"])) for toponym in item["toponyms"]]
            reading = Reading(document=documents[number], tokens=(), sentences=())
            places = resolve_places(reading, gazetteer=gazetteer, spans=spans)
        else:
            places = resolve_places(next(readings), gazetteer=gazetteer)
        yield {"id": item["id"], "toponyms": list(_rows(places, gazetteer))}


def _document(item: dict[str, Any]) -> Document:
    text = str(item["text"])
    parts: list[Part] = []
    start = 0
    for line in text.split("\n"):
        if line.strip():
            parts.append(Part("paragraph", start, start + len(line)))
        start += len(line) + 1
    return Document(
        id=str(item["id"]),
        title=item.get("title"),
        published=item.get("date"),
        url=item.get("url") or item.get("domain"),
        sha256="",
        text=text,
        parts=tuple(parts),
    )


def _rows(places: Places, gazetteer: Gazetteer) -> Iterator[dict[str, Any]]:
    for mention in places.mentions:
        row: dict[str, Any] = {"start": mention.start, "end": mention.end, "lat": None, "lon": None}
        if mention.place >= 0:
            place = places.items[mention.place]
            row |= {"lat": place.lat, "lon": place.lon}
            if place.geonames:
                row["geonameid"] = place.geonames
            if country := gazetteer.alpha2(place.country):
                row["country"] = country
        yield row
