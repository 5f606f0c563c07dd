"""The tables of known actors: countries.csv, organizations.csv and persons.csv, read into rows.

"Tony Blair,Blair,GBR,GOV,person,prime minister,1997-05-02,2007-06-27" is one office of one person; several rows
of one name are one person with several offices.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Literal, cast, get_args

from gestae.errors import KnowledgeError
from gestae.knowledge.names import skeleton
from gestae.record.actors import ActorKind

_KINDS = frozenset(get_args(ActorKind))
_OF_STATE = frozenset({"GOV", "LEG", "JUD", "MIL", "SPY", "COP", "ELI"})
# Who leads a state often holds a ministry too: the higher office is what a person is called by.
HIGH_OFFICE = (
    "president", "prime minister", "premier", "king", "queen", "supreme leader", "chancellor", "emperor", "emir",
    "sultan",
)  # fmt: skip
StateForm = Literal["name", "adjective", "demonym", "capital", "seat"]


@dataclass(frozen=True, slots=True)
class Country:
    """One row of countries.csv; `note` says state, dependency XXX, partial, part or historic."""

    code: str
    alpha2: str
    name: str
    aliases: tuple[str, ...]
    adjectives: tuple[str, ...]
    demonyms: tuple[str, ...]
    capitals: tuple[str, ...]
    seats: tuple[str, ...]
    lat: float
    lon: float
    geonames: int | None
    wikidata: str
    note: str

    @property
    def coded(self) -> str:
        """The country code an actor from here gets: dependencies fold into their state."""
        return self.note.partition(" ")[2] if self.note.startswith("dependency") else self.code

    def seat_named(self, name: str) -> str:
        """The usual spelling of a capital ("Kiev" is Kyiv); any other seat as it is spelled."""
        bones = skeleton(name)
        return next((capital for capital in self.capitals if skeleton(capital) == bones), name)

    def forms(self) -> Iterator[tuple[StateForm, str]]:
        """Every name, and what kind of name it is."""
        for name in (self.name, *self.aliases):
            yield "name", name
        for name in self.adjectives:
            yield "adjective", name
        for name in self.demonyms:
            yield "demonym", name
        if self.note in {"state", "partial"}:
            for name in self.capitals:
                yield "capital", name
        for name in self.seats:
            yield "seat", name


@dataclass(frozen=True, slots=True)
class Body:
    """One row of organizations.csv."""

    name: str
    aliases: tuple[str, ...]
    country: str
    sector: str
    kind: ActorKind
    start: str
    end: str
    wikidata: str

    def exists_at(self, date: str | None) -> bool:
        """Whether the body existed on that day; an unknown bound is open."""
        return date is None or _covers(self.start, self.end, date)


@dataclass(frozen=True, slots=True)
class Office:
    """One office of a person; empty `start` or `end`: open or not known."""

    country: str
    sector: str
    title: str
    start: str
    end: str

    def covers(self, date: str | None) -> bool:
        """Whether it was held on that day; an unknown bound is open."""
        return date is None or _covers(self.start, self.end, date)


@dataclass(frozen=True, slots=True)
class Person:
    """A person with every office of persons.csv."""

    name: str
    aliases: tuple[str, ...]
    offices: tuple[Office, ...]
    wikidata: str

    def names(self) -> tuple[str, ...]:
        """The full name, its aliases, and the surname."""
        surname = self.name.rsplit(" ", 1)[-1]
        found = [self.name, *self.aliases]
        if " " in self.name and surname.rstrip(".") not in {"Jr", "Sr", "II", "III", "IV", "V", "VI"}:
            found.append(surname)
        return tuple(dict.fromkeys(found))

    def office_at(self, date: str | None) -> tuple[Office, bool]:
        """The highest or else latest office held on that day and False; else what the person is without, and True.

        That is the last office before the day; between two terms of one office, a party politician; before any
        state office, nothing but a citizen of the country.
        """
        if date is None:
            return max(self.offices, key=_start), False
        held = [office for office in self.offices if _covers(office.start, office.end, date)]
        if held:
            return max(held, key=_rank), False
        past = [office for office in self.offices if office.start[:10] <= date]
        if past:
            # Who was a minister and then an envoy of some body is remembered as a minister of the country.
            last = max([office for office in past if office.sector] or past, key=_end)
            if any(
                office.start > date and (office.title, office.sector) == (last.title, "GOV") for office in self.offices
            ):
                return Office(last.country, "PTY", "politician", last.end, ""), False
            return last, True
        first = min(self.offices, key=_start)
        return Office(first.country, "" if first.sector in _OF_STATE else first.sector, "", "", ""), True


@cache
def read_countries() -> tuple[Country, ...]:
    """The rows of countries.csv."""
    return tuple(_country(row, where) for row, where in _rows("countries.csv"))


def read_bodies() -> tuple[Body, ...]:
    """The rows of organizations.csv."""
    return tuple(
        Body(
            name=row["name"],
            aliases=_list(row["aliases"]),
            country=row["country"],
            sector=row["sector"],
            kind=_kind(row["kind"], where),
            start=row["start"],
            end=row["end"],
            wikidata=row["wikidata"],
        )
        for row, where in _rows("organizations.csv")
    )


def read_persons() -> tuple[Person, ...]:
    """The people of persons.csv, each with all its rows."""
    offices: dict[str, list[Office]] = {}
    aliases: dict[str, list[str]] = {}
    wikidata: dict[str, str] = {}
    for row, _ in _rows("persons.csv"):
        name = row["name"]
        offices.setdefault(name, []).append(
            Office(row["country"], row["sector"], row["office"], row["start"], row["end"])
        )
        aliases.setdefault(name, []).extend(_list(row["aliases"]))
        if row["wikidata"]:
            wikidata[name] = row["wikidata"]
    return tuple(
        Person(name, tuple(dict.fromkeys(aliases[name])), tuple(rows), wikidata.get(name, ""))
        for name, rows in offices.items()
    )


def table_lines(file_name: str, column: str) -> dict[str, tuple[str, ...]]:
    """Where each value of a column stands: "actors/persons.csv, line 17", for every row of it."""
    found: dict[str, tuple[str, ...]] = {}
    for row, where in _rows(file_name):
        found[row[column]] = (*found.get(row[column], ()), where)
    return found


def _rows(file_name: str) -> Iterator[tuple[dict[str, str], str]]:
    path = resources.files("gestae.knowledge").joinpath("actors", file_name)
    if not path.is_file():
        raise KnowledgeError(f"actors/{file_name} is missing")
    lines = path.read_text(encoding="utf-8").splitlines()
    kept = [(number, line) for number, line in enumerate(lines, start=1) if line and not line.startswith("#")]
    reader = csv.reader(line for _, line in kept)
    header = next(reader)
    for (number, _), cells in zip(kept[1:], reader, strict=True):
        if len(cells) != len(header):
            raise KnowledgeError(f"actors/{file_name}, line {number}: {len(cells)} cells, expected {len(header)}")
        yield dict(zip(header, cells, strict=True)), f"actors/{file_name}, line {number}"


def _country(row: dict[str, str], where: str) -> Country:
    try:
        lat, lon = float(row["lat"]), float(row["lon"])
        geonames = int(row["geonames"]) if row["geonames"] else None
    except ValueError as error:
        raise KnowledgeError(f"{where}: {error}") from error
    return Country(
        code=row["iso3"],
        alpha2=row["iso2"],
        name=row["name"],
        aliases=_list(row["aliases"]),
        adjectives=_list(row["adjectives"]),
        demonyms=_list(row["demonyms"]),
        capitals=_list(row["capital"]),
        seats=_list(row["seats"]),
        lat=lat,
        lon=lon,
        geonames=geonames,
        wikidata=row["wikidata"],
        note=row["note"],
    )


def _list(cell: str) -> tuple[str, ...]:
    return tuple(item.strip() for item in cell.split("|") if item.strip()) if cell else ()


def _kind(cell: str, where: str) -> ActorKind:
    if cell not in _KINDS:
        raise KnowledgeError(f"{where}: unknown kind {cell!r}. Known: {', '.join(sorted(_KINDS))}")
    return cast(ActorKind, cell)


def _covers(start: str, end: str, date: str) -> bool:
    """Whether a day lies between two dates of any precision ("1997", "1997-05"), both inclusive."""
    return (not start or start <= date) and (not end or date[: len(end)] <= end)


def _rank(office: Office) -> tuple[bool, str]:
    return office.title in HIGH_OFFICE, office.start


def _start(office: Office) -> str:
    return office.start


def _end(office: Office) -> str:
    return office.end
