"""The words around place names, from `en/places.toml`.

"shelled the Taji military base in northern Iraq": "base" makes a base of Taji, "military" may stand between,
"northern" means a part of the country, and a thing "in" it is there.

>>> load_place_words().facilities["airfield"]
'airport'
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any, cast, get_args

from gestae.errors import KnowledgeError
from gestae.record.places import PlaceKind

_FILE = "en/places.toml"
WORDS = Path(__file__).parent / _FILE
_MAPS = frozenset({"kind_words", "facilities", "prominence"})


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceWords:
    """Each list of the file under its own name; the file says what each is for."""

    before_places: frozenset[str]
    joining: frozenset[str]
    not_first: frozenset[str]
    titles: frozenset[str]
    organisations: frozenset[str]
    media: frozenset[str]
    paper_middles: frozenset[str]
    streets: frozenset[str]
    quarters: frozenset[str]
    named_after: frozenset[str]
    clubs: frozenset[str]
    agreements: frozenset[str]
    ships: frozenset[str]
    place_objects: frozenset[str]
    given_names: frozenset[str]
    called_after: frozenset[str]
    world_outlets: frozenset[str]
    general: frozenset[str]
    name_ends: frozenset[str]
    name_middles: frozenset[str]
    facility_joining: frozenset[str]
    directions: frozenset[str]
    parts: frozenset[str]
    at: frozenset[str]
    moving: frozenset[str]
    movement: frozenset[str]
    reaching: frozenset[str]
    not_at: frozenset[str]
    saying: frozenset[str]
    addressing: frozenset[str]
    parting: frozenset[str]
    region_words: frozenset[str]
    airport_words: frozenset[str]
    airport_extras: frozenset[str]
    base_words: frozenset[str]
    countries_with_article: frozenset[str]
    countries_in_latin: frozenset[str]
    kind_words: Mapping[str, str]
    facilities: Mapping[str, PlaceKind]
    prominence: Mapping[str, int]

    @property
    def not_alone(self) -> frozenset[str]:
        """Words that name no place by themselves: directions, kinds, organisations, titles."""
        return self.directions | frozenset(self.kind_words) | self.organisations | self.titles


@cache
def load_place_words() -> PlaceWords:
    """The words, read once.

    Raises:
        KnowledgeError: the file is wrong; names the entry.
    """
    text = WORDS.read_text(encoding="utf-8")
    try:
        return checked_place_words(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise KnowledgeError(f"{_FILE}: {error}") from error


def checked_place_words(data: Mapping[str, Any]) -> PlaceWords:
    """The words of a parsed file.

    Raises:
        KnowledgeError: a list is missing, unknown or holds something else than words.
    """
    names = {field.name for field in fields(PlaceWords)}
    if odd := sorted(names ^ set(data)):
        raise KnowledgeError(f"{_FILE}: missing or unknown entries: {', '.join(odd)}")
    for name in sorted(names):
        values = data[name].values() if name in _MAPS else data[name]
        wanted = int if name == "prominence" else str
        if not all(isinstance(value, wanted) for value in values):
            raise KnowledgeError(f"{_FILE}, {name}: every value must be of type {wanted.__name__}")
    if wrong := sorted(set(data["facilities"].values()) - set(get_args(PlaceKind))):
        raise KnowledgeError(f"{_FILE}, facilities: unknown kinds of place: {', '.join(wrong)}")
    words = {name: dict(data[name]) if name in _MAPS else frozenset(data[name]) for name in names}
    return PlaceWords(**cast("dict[str, Any]", words))
