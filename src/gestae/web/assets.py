"""The page's own files: what stands in `static/`, and what the build put into `static/vendor/`."""

from __future__ import annotations

import json
from functools import lru_cache
from importlib.resources import files
from typing import Any

from gestae.errors import PageNotBuilt

Topology = dict[str, Any]
"""A map as TopoJSON."""


def asset(name: str) -> bytes:
    """A file of `static/`, by its path below it.

    Raises:
        PageNotBuilt: the file is one of the build's, and the build has not been run.
    """
    path = files("gestae.web") / "static" / name
    if not path.is_file():
        raise PageNotBuilt(
            f"the page's browser code is not built ({name} is missing): run scripts/page in the checkout, "
            "or install gestae from a wheel"
        )
    return path.read_bytes()


def world_map() -> bytes:
    """All countries at 1:50 million, as TopoJSON."""
    return asset("vendor/countries-50m.json")


def detail_map(numbers: frozenset[str]) -> Topology:
    """The countries of these ISO numbers at 1:10 million, as TopoJSON: fine enough for the surroundings of a city."""
    return _cut(_finest(), numbers)


@lru_cache(maxsize=1)
def _finest() -> Topology:
    loaded: Topology = json.loads(asset("vendor/countries-10m.json"))
    return loaded


def _cut(atlas: Topology, numbers: frozenset[str]) -> Topology:
    """The atlas with only these countries, and only the lines (arcs) that they use."""
    kept = [one for one in atlas["objects"]["countries"]["geometries"] if one.get("id") in numbers]
    places: dict[int, int] = {}
    geometries = [{**one, "arcs": _renumbered(one["arcs"], places)} for one in kept]
    collection = {**atlas["objects"]["countries"], "geometries": geometries}
    return {**atlas, "objects": {"countries": collection}, "arcs": [atlas["arcs"][arc] for arc in places]}


def _renumbered(arcs: list[Any], places: dict[int, int]) -> list[Any]:
    """The same lines by their new numbers; `~n` is line n run backwards."""
    renumbered: list[Any] = []
    for arc in arcs:
        if isinstance(arc, list):
            renumbered.append(_renumbered(arc, places))
        elif arc < 0:
            renumbered.append(~places.setdefault(~arc, len(places)))
        else:
            renumbered.append(places.setdefault(arc, len(places)))
    return renumbered
