"""PLOVER and CAMEO as facts: types, modes, scores, contexts, codes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from gestae.datafiles import data_file, read_toml
from gestae.errors import KnowledgeError


@dataclass(frozen=True, slots=True)
class EventType:
    """A PLOVER event type: its quad (1 verbal cooperation .. 4 material conflict), score and scores of its modes."""

    name: str
    quad: int
    score: float
    requires_recipient: bool
    modes: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class CameoCode:
    """A CAMEO code: its name, and the PLOVER type, mode and contexts it maps to."""

    code: str
    name: str
    type: str | None
    mode: str | None
    contexts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ontology:
    """Every code an event may carry. `intensity` follows POLECAT: the mode's score, else the type's."""

    version: str
    types: Mapping[str, EventType]
    contexts: Mapping[str, str]
    sectors: Mapping[str, str]
    cameo: Mapping[str, CameoCode]

    def intensity(self, type_: str, mode: str | None) -> float:
        """The score of a coded event, from -10 (conflict) to 10 (cooperation)."""
        event_type = self.types[type_]
        return event_type.modes.get(mode, event_type.score) if mode else event_type.score

    def with_types(self, types: Mapping[str, EventType]) -> Ontology:
        """The same with more types of events, from a codebook of the user."""
        return replace(self, types={**self.types, **types})

    def cameo_for(self, type_: str, mode: str | None) -> str | None:
        """The most general CAMEO code that maps to a type and mode, or to the type alone."""
        codes = [code for code in self.cameo.values() if code.type == type_]
        exact = [code.code for code in codes if code.mode == mode]
        found = exact or [code.code for code in codes if code.mode is None]
        return min(found, key=lambda code: (len(code), code)) if found else None


def event_type_of(name: str, row: Mapping[str, Any], where: str) -> EventType:
    """A type of events as a codebook describes it.

    Raises:
        KnowledgeError: its quad class or an intensity is missing or out of bounds; `where` says which entry.
    """
    quad = row.get("quad")
    if type(quad) is not int or not 1 <= quad <= 4:
        raise KnowledgeError(
            f"{where}: quad must be 1 (verbal cooperation), 2 (material cooperation), 3 (verbal conflict) or 4 "
            "(material conflict)"
        )
    modes = row.get("modes", {})
    if not isinstance(modes, Mapping):
        raise KnowledgeError(f"{where}: modes must be a table of intensities, such as {{ trawling = -4.0 }}")
    score = _score(row.get("intensity"), f"{where}: intensity")
    return EventType(
        name=name,
        quad=quad,
        score=score,
        requires_recipient=bool(row.get("requires_recipient", False)),
        modes={mode: _score(value, f"{where}: intensity of mode {mode}") for mode, value in modes.items()},
    )


def _score(value: object, what: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not -10 <= value <= 10:
        raise KnowledgeError(f"{what} must be a number from -10 (conflict) to 10 (cooperation)")
    return float(value)


@cache
def load_ontology() -> Ontology:
    """PLOVER 2.0 draft and the CAMEO code list."""
    table = read_toml(data_file("ontology", "plover.toml"))
    types = {
        name: EventType(
            name,
            row["quad"],
            row["score"],
            row["requires_recipient"],
            {mode: entry["score"] for mode, entry in row.get("modes", {}).items()},
        )
        for name, row in table["types"].items()
    }
    cameo = {
        code: CameoCode(code, row["name"], row.get("type"), row.get("mode"), tuple(row.get("contexts", ())))
        for code, row in table["cameo"].items()
    }
    return Ontology(f"PLOVER {table['version']}", types, table["contexts"], table["sectors"], cameo)
