"""What a phrase says of who it is: country, sector, kind and name.

"Iranian Foreign Minister Javad Zarif" is `ActorCode("IRN", "GOV", kind="person", name="Mohammad Javad Zarif")`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from gestae.record.actors import ActorKind

# PLOVER's codes in the place of a country, for bodies of no one state.
INTERNATIONAL = frozenset({"IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC"})


class PlaceEntry(Protocol):
    """What a gazetteer says of one place."""

    @property
    def name(self) -> str:
        """Its own name."""
        ...

    @property
    def country(self) -> str | None:
        """ISO alpha-3."""
        ...

    @property
    def population(self) -> int:
        """How many live there; 0 when not known."""
        ...


class PlaceNames(Protocol):
    """A gazetteer, asked by name."""

    def find(self, name: str) -> Sequence[PlaceEntry]:
        """The places of that name, the likeliest first."""
        ...


@dataclass(frozen=True, slots=True)
class ActorCode:
    """Who a phrase names. `none`: no actor that can be coded. `name` is canonical where known, else the words'."""

    country: str = ""
    sector: str = ""
    sector2: str = ""
    kind: ActorKind = "unknown"
    name: str = ""
    none: bool = False
    wikidata: str = ""
    aliases: tuple[str, ...] = ()
    plural: bool = False
    office: str = ""


NOBODY = ActorCode(none=True)
