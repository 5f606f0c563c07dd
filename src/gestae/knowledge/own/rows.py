"""The rows of a file of the user's own actors, checked and put together into actors and words.

"Modibo Tessa,MLI,REB,person,spokesman of the Front,2021-03,2023" is one office of one person; several rows of one
name are one person with several offices, or one body in several periods.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from typing import cast, get_args

from gestae.knowledge.actor_tables import Office, read_countries
from gestae.ontology.codes import load_ontology
from gestae.record.actors import ActorKind

# What each column holds stands in docs/actors.md.
COLUMNS = (
    "name", "aliases", "adjectives", "country", "sector", "kind", "office", "start", "end", "wikidata", "note",
    "source",
)  # fmt: skip
# Kinds of rows that are no actors but words for some: "peshmerga commander", "peshmerga", "geese".
WORD_KINDS = ("role-person", "role-group", "role-people")
KINDS = (*get_args(ActorKind), *WORD_KINDS)
INTERNATIONAL = ("IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC")
_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
_WIKIDATA = re.compile(r"Q[1-9]\d*")
_CODE = re.compile(r"[A-Z]{3}")


@dataclass(frozen=True, slots=True)
class OwnActor:
    """One actor of the user: a person with offices, or another actor with a row for each of its periods.

    `adjectives` are for states only ("Arnorian"); `where` says the file and line the first row came from.
    """

    name: str
    kind: ActorKind
    offices: tuple[Office, ...]
    aliases: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    wikidata: str = ""
    note: str = ""
    where: str = ""


@dataclass(frozen=True, slots=True)
class OwnWord:
    """A common noun or title of the user: its sector, and whether it names a person, a body, or several people."""

    words: tuple[str, ...]
    sector: str
    person: bool
    many: bool = False
    note: str = ""
    where: str = ""


@dataclass(frozen=True, slots=True)
class OwnRow:
    """One row as the file has it: column -> text without spaces around it; `where` names file and line."""

    cells: Mapping[str, str]
    where: str

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")

    def items(self, column: str) -> tuple[str, ...]:
        """The items of a cell that holds several, parted by |."""
        cell = self[column]
        return tuple(dict.fromkeys(part for item in cell.split("|") if (part := item.strip()))) if cell else ()

    @property
    def kind(self) -> str:
        """The kind it says, or that of a row which says none: who has an office is a person."""
        return self["kind"] or ("person" if self["office"] else "organization")


def checked(rows: Iterable[OwnRow]) -> tuple[tuple[OwnActor, ...], tuple[OwnWord, ...], tuple[str, ...]]:
    """The actors and words of the rows, and what is wrong with them, a line for each fault."""
    kept = tuple(rows)
    own_states = frozenset(row["country"] for row in kept if row.kind == "state" and _CODE.fullmatch(row["country"]))
    faults = [f"{row.where}: {fault}" for row in kept for fault in _faults(row, own_states)]
    if faults:
        return (), (), tuple(faults)
    actors, faults = _actors(kept)
    words = tuple(
        OwnWord(
            words=(row["name"], *row.items("aliases")),
            sector=row["sector"],
            person=row.kind != "role-group",
            many=row.kind == "role-people",
            note=row["note"],
            where=row["source"] or row.where,
        )
        for row in kept
        if row.kind in WORD_KINDS
    )
    return (actors, words, ()) if not faults else ((), (), tuple(faults))


def row_cells(actors: Iterable[OwnActor], words: Iterable[OwnWord]) -> Iterator[dict[str, str]]:
    """The rows that say the same again: what `checked` made of rows, as cells."""
    for actor in actors:
        for first, office in zip([True] + [False] * len(actor.offices), actor.offices, strict=False):
            yield {
                "name": actor.name,
                "aliases": "|".join(actor.aliases) if first else "",
                "adjectives": "|".join(actor.adjectives) if first else "",
                "country": office.country,
                "sector": office.sector,
                "kind": actor.kind,
                "office": office.title,
                "start": office.start,
                "end": office.end,
                "wikidata": actor.wikidata if first else "",
                "note": actor.note if first else "",
                "source": actor.where,
            }
    for word in words:
        yield {
            "name": word.words[0],
            "aliases": "|".join(word.words[1:]),
            "sector": word.sector,
            "kind": "role-people" if word.many else "role-person" if word.person else "role-group",
            "note": word.note,
            "source": word.where,
        }


def _actors(rows: Iterable[OwnRow]) -> tuple[tuple[OwnActor, ...], list[str]]:
    """Rows of one name put together; faults where they do not fit."""
    by_name: dict[str, list[OwnRow]] = {}
    for row in rows:
        if row.kind not in WORD_KINDS:
            by_name.setdefault(row["name"], []).append(row)
    faults = [
        f"{row.where}: {row['name']!r} is a {group[0].kind} in {group[0].where}, a {row.kind} here"
        for group in by_name.values()
        for row in group[1:]
        if row.kind != group[0].kind
    ]
    return tuple(_actor(name, group) for name, group in by_name.items()), faults


def _actor(name: str, rows: list[OwnRow]) -> OwnActor:
    if len(rows) == 1:
        row = rows[0]
        return OwnActor(
            name=name,
            kind=cast(ActorKind, row.kind),
            offices=(Office(row["country"], row["sector"], row["office"], row["start"], row["end"]),),
            aliases=tuple(alias for alias in row.items("aliases") if alias != name),
            adjectives=row.items("adjectives"),
            wikidata=row["wikidata"],
            note=row["note"],
            where=row["source"] or row.where,
        )
    offices = tuple(Office(row["country"], row["sector"], row["office"], row["start"], row["end"]) for row in rows)
    return OwnActor(
        name=name,
        kind=cast(ActorKind, rows[0].kind),
        offices=tuple(dict.fromkeys(offices)),
        aliases=tuple(dict.fromkeys(alias for row in rows for alias in row.items("aliases") if alias != name)),
        adjectives=tuple(dict.fromkeys(word for row in rows for word in row.items("adjectives"))),
        wikidata=next((row["wikidata"] for row in rows if row["wikidata"]), ""),
        note="; ".join(dict.fromkeys(row["note"] for row in rows if row["note"])),
        where=rows[0]["source"] or rows[0].where,
    )


def _faults(row: OwnRow, own_states: frozenset[str]) -> Iterator[str]:
    """What is wrong with one row."""
    kind = row.kind
    if not _has_letters(row["name"]):
        yield "no name" if not row["name"] else f"name {row['name']!r} holds no letters"
    for alias in row.items("aliases"):
        if len(alias) < 2 or not _has_letters(alias):
            yield f"alias {alias!r} is too short"
    if kind not in KINDS:
        yield f"unknown kind {kind!r}{_nearest(kind, KINDS)}. Known: {', '.join(KINDS)}"
    sectors = _sectors()
    if row["sector"] not in sectors:
        yield f"unknown sector {row['sector']!r}{_nearest(row['sector'], sectors)}. Known: {', '.join(sectors[1:])}"
    yield from _country_faults(row, own_states)
    if row["start"] or row["end"]:
        yield from _date_faults(row)
    if row["wikidata"] and not _WIKIDATA.fullmatch(row["wikidata"]):
        yield f"wikidata {row['wikidata']!r} is no item such as Q42"
    if row["adjectives"] and kind != "state":
        yield "adjectives are for rows of kind state"
    if kind in WORD_KINDS and (row["country"] or row["office"] or row["start"] or row["end"]):
        yield f"a row of kind {kind} has no country, office or dates"


def _has_letters(name: str) -> bool:
    return any(map(str.isalnum, name))


def _country_faults(row: OwnRow, own_states: frozenset[str]) -> Iterator[str]:
    code = row["country"]
    if row.kind in WORD_KINDS or (code in country_codes() or code in own_states):
        return
    if not code:
        if not row["sector"] and row.kind not in {"unknown", "population"}:
            yield "neither country nor sector: nothing would be known of this actor"
        return
    meant = _spelled_otherwise().get(code.casefold())
    if meant is None and (near := get_close_matches(code.casefold(), _spelled_otherwise(), 1)):
        meant = _spelled_otherwise()[near[0]]
    yield f"unknown country {code!r}; " + (
        f"did you mean {meant}?" if meant else f"ISO 3166 alpha-3 or one of {', '.join(INTERNATIONAL)}"
    )


def _date_faults(row: OwnRow) -> Iterator[str]:
    start, end = row["start"], row["end"]
    bad = [date for date in (start, end) if date and not _DATE.fullmatch(date)]
    for date in bad:
        yield f"{date!r} is no date; write 2020, 2020-01 or 2020-01-08"
    shared = min(len(start), len(end))
    if not bad and start and end and start[:shared] > end[:shared]:
        yield f"ends ({end}) before it starts ({start})"


def _nearest(word: str, among: Iterable[str]) -> str:
    near = get_close_matches(word.upper(), [known.upper() for known in among], 1, 0.7)
    found = [known for known in among if near and known.upper() == near[0]]
    return f" (did you mean {found[0]}?)" if found else ""


@cache
def _sectors() -> tuple[str, ...]:
    return ("", *load_ontology().sectors)


@cache
def country_codes() -> frozenset[str]:
    """The codes that may stand for a country: of states and dependencies, and PLOVER's for what is above countries."""
    return frozenset({*INTERNATIONAL, *(country.code for country in read_countries())})


@cache
def _spelled_otherwise() -> dict[str, str]:
    """Names and two-letter codes of countries, in lower case, with their three-letter codes."""
    found: dict[str, str] = {}
    for country in read_countries():
        for name in (country.alpha2, country.name, *country.aliases, country.code):
            if name:
                found.setdefault(name.casefold(), country.code)
    return found
