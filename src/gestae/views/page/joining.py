"""The actors and places of many documents, joined for the overview: Iran of one report is Iran of the next.

Actors are one where their Wikidata item is, or kind, country and name, and never without one of these; places where
GeoNames' number is, or name and coordinates. The key of a joined row says so itself ("Q794", "G98182"), so that an
address that names it holds for other cases too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from gestae.record.actors import Actor
from gestae.record.places import Place
from gestae.record.record import Record
from gestae.views.page.geography import country_number, radius_of, shape_of
from gestae.views.page.shapes import PageActor, PagePlace, PageUnit

Row = TypeVar("Row", Actor, Place)


@dataclass(slots=True)
class _Group(Generic[Row]):
    key: str
    members: list[Row] = field(default_factory=list)
    documents: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Joined:
    """The joined tables and, for each id of a record, the key of its joined row."""

    actors: list[PageActor]
    places: list[PagePlace]
    units: list[PageUnit]
    actor_keys: dict[str, str]
    place_keys: dict[str, str]


def join(records: Sequence[Record]) -> Joined:
    """Actors and places of all records, in the order of the documents."""
    actors, actor_keys = _grouped(((record, actor) for record in records for actor in record.actors), actor_key)
    places, place_keys = _grouped(((record, place) for record in records for place in record.places), place_key)
    rows = [_actor_row(group) for group in actors]
    return Joined(rows, [_place_row(group) for group in places], _units(rows), actor_keys, place_keys)


def _grouped(
    rows: Iterable[tuple[Record, Row]], key_of: Callable[[Row], str]
) -> tuple[list[_Group[Row]], dict[str, str]]:
    groups: dict[str, _Group[Row]] = {}
    keys: dict[str, str] = {}
    for record, row in rows:
        key = key_of(row)
        group = groups.setdefault(key, _Group(key))
        group.members.append(row)
        group.documents.add(record.document.id)
        keys[row.id] = key
    return list(groups.values()), keys


def actor_key(actor: Actor) -> str:
    """What makes actors of several documents one; its own id where nothing does."""
    if actor.wikidata:
        return actor.wikidata
    if actor.country:
        return f"{actor.kind}~{actor.country}~{actor.name}"
    return actor.id  # "protesters" of one report are not those of the next


def place_key(place: Place) -> str:
    """What makes places of several documents one."""
    if place.geonames:
        return f"G{place.geonames}"
    return f"{place.name}~{place.lat}~{place.lon}"


def _actor_row(group: _Group[Actor]) -> PageActor:
    names = Counter(actor.name for actor in group.members)
    name = names.most_common(1)[0][0]
    first = group.members[0]
    aliases = [alias for actor in group.members for alias in (actor.name, *actor.aliases) if alias != name]
    country = _first(actor.country for actor in group.members)
    return PageActor(
        id=group.key,
        name=name,
        kind=first.kind,
        country=country,
        sector=_first(actor.sector for actor in group.members),
        wikidata=_first(actor.wikidata for actor in group.members),
        aliases=list(dict.fromkeys(aliases)),
        unit=country or group.key,
        mentions=sum(piece.role != "country" for actor in group.members for piece in actor.evidence),
        documents=len(group.documents),
    )


def _place_row(group: _Group[Place]) -> PagePlace:
    place = group.members[0]
    return PagePlace(
        id=group.key,
        name=place.name,
        kind=place.kind,
        country=place.country,
        precision=place.precision,
        lat=place.lat,
        lon=place.lon,
        shape=shape_of(place),
        radius=radius_of(place),
        number=country_number(place.country),
    )


def _first(values: Iterable[str | None]) -> str | None:
    return next((value for value in values if value), None)


def _units(actors: list[PageActor]) -> list[PageUnit]:
    """The names of the sides of dyads: a country's own name where the case has the state, else its code."""
    names: dict[str, str] = {}
    for actor in actors:
        if actor["unit"] == actor["id"] or actor["kind"] == "state":
            names[actor["unit"]] = actor["name"]
        else:
            names.setdefault(actor["unit"], actor["unit"])
    return [PageUnit(id=unit, name=name) for unit, name in names.items()]
