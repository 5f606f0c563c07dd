"""Codes of actors as CAMEO writes them, in PLOVER's terms.

>>> actor_code("IRQREBKUR")
ActorCode(country='IRQ', sector='REB', note='IRQREBKUR', unknown='KUR')
>>> actor_code("IGOUNO").country, actor_code("ARNGOV", keep_codes=True).country
('UNO', 'ARN')
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from gestae.datafiles import data_file, read_toml
from gestae.errors import KnowledgeError
from gestae.knowledge.actor_tables import read_countries
from gestae.ontology.codes import load_ontology


@dataclass(frozen=True, slots=True)
class ActorCode:
    """A code in PLOVER's terms. `note`: the code where it says more than that; `unknown`: its first unknown part."""

    country: str = ""
    sector: str = ""
    note: str = ""
    unknown: str = ""


@dataclass(frozen=True, slots=True)
class CameoCodes:
    """The lists of cameo.toml."""

    countries: Mapping[str, str]
    international: Mapping[str, tuple[str, str]]
    bodies: Mapping[str, str]
    regions: frozenset[str]
    roles: Mapping[str, str]
    religions: frozenset[str]


def actor_code(code: str, *, keep_codes: bool = False, countries: Mapping[str, str] | None = None) -> ActorCode:
    """The country and sector of a code.

    Args:
        code: the code, such as "PSEREBHMS".
        keep_codes: whether an unknown country stays what it is.
        countries: codes of countries in another scheme, with ours ("JAP", "JPN").
    """
    codes = _codes()
    parts = [code[at : at + 3].upper() for at in range(0, len(code), 3)]
    other = (countries or {}).get(parts[0])
    country, sector = (other, "") if other else _first(parts[0], codes)
    unknown = ""
    if not country and not sector and parts[0] not in codes.regions:
        unknown = parts[0]
        country = parts[0] if keep_codes and len(parts[0]) == 3 and parts[0].isalpha() else ""
    roles: list[str] = []
    later = ""
    for part in parts[1:]:
        if country in {"IGO", "UNO", "EUR"} and part in codes.bodies:
            country = codes.bodies[part]
        elif part in codes.roles or part in codes.religions:
            roles.append(part)
        else:
            later = later or part
    # Who works for an international body has no sector: UNHCR is not refugees.
    if country not in {"IGO", "UNO", "EUR"}:
        sector = _sector(roles, codes, sector)
    kept = unknown == country
    return ActorCode(country, sector, _note(parts, later if kept else unknown or later, codes), unknown or later)


def role_code(code: str) -> ActorCode:
    """The sector of a code without a country, as agents have it ("~GOVMED")."""
    codes = _codes()
    parts = [code[at : at + 3].upper() for at in range(0, len(code), 3)]
    sector = _sector(parts, codes, "")
    unknown = next(
        (part for part in parts if part not in {*codes.roles, *codes.religions, *codes.international, *codes.bodies}),
        "",
    )
    if not sector:
        sector = next((codes.international[part][1] for part in parts if part in codes.international), "")
    return ActorCode("", sector, _note(["", *parts], unknown, codes), unknown)


def _first(part: str, codes: CameoCodes) -> tuple[str, str]:
    """Country and sector that the first part of a code says."""
    if part in codes.international:
        return codes.international[part]
    country = codes.countries.get(part) or _coded().get(part, "")
    return (country, "") if country else ("", codes.roles.get(part, ""))


def _sector(parts: list[str], codes: CameoCodes, otherwise: str) -> str:
    """The sector that roles say, else the one given, else the religious where a religion is named."""
    found = [codes.roles[part] for part in parts if part in codes.roles]
    religious = "REL" if any(part in codes.religions for part in parts) else ""
    return found[0] if found else otherwise or religious


def _note(parts: list[str], unknown: str, codes: CameoCodes) -> str:
    """The code as written where country and sector do not say all of it."""
    whole = len(parts) <= 2 and not unknown and not any(part in codes.religions for part in parts)
    return "" if whole else "".join(parts)


@cache
def _coded() -> Mapping[str, str]:
    """Each country's code, with the code that an actor from there gets."""
    return {country.code: country.coded for country in read_countries()}


@cache
def _codes() -> CameoCodes:
    table = read_toml(data_file("knowledge", "actors", "cameo.toml"))
    sectors = {"", *load_ontology().sectors}
    international = {code: (pair[0], pair[1]) for code, pair in table["international"].items()}
    for code, sector in [*table["roles"].items(), *((code, pair[1]) for code, pair in international.items())]:
        if sector not in sectors:
            raise KnowledgeError(f"actors/cameo.toml: {code} has the unknown sector {sector!r}")
    return CameoCodes(
        countries=table["countries"],
        international=international,
        bodies=table["bodies"],
        regions=frozenset(table["regions"]["codes"]),
        roles=table["roles"],
        religions=frozenset(table["religions"]["codes"]),
    )
