"""What every file of the knowledge says of itself, and the tables that no other test names."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any, get_args

import pytest

import gestae.knowledge
import gestae.ontology
from gestae.knowledge.actor_tables import read_countries
from gestae.knowledge.gazetteer import load_gazetteer
from gestae.knowledge.roles import load_roles
from gestae.ontology.codes import load_ontology
from gestae.record.actors import ActorKind

KNOWLEDGE = Path(gestae.knowledge.__file__).parent
ONTOLOGY = Path(gestae.ontology.__file__).parent
FILES = sorted(
    path
    for path in (*KNOWLEDGE.rglob("*"), *ONTOLOGY.rglob("*"))
    if path.suffix in {".csv", ".toml", ".txt"} and path.is_file()
)


def _table(name: str) -> dict[str, Any]:
    return tomllib.loads((KNOWLEDGE / "actors" / name).read_text("utf-8"))


def test_there_are_files() -> None:
    assert {"roles.toml", "cameo.toml", "agencies.toml", "not_places.txt", "plover.toml"} <= {
        path.name for path in FILES
    }


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_file_says_where_it_comes_from_under_which_licence_and_when(path: Path) -> None:
    head = [line for line in path.read_text("utf-8").splitlines()[:14] if line.startswith("#")]
    for word in ("source", "licence", "date"):
        assert any(line.startswith(f"# {word}: ") and len(line) > len(word) + 5 for line in head), word


def test_roles_have_sectors_of_the_ontology_and_kinds_of_the_record() -> None:
    sectors, kinds = set(load_ontology().sectors), set(get_args(ActorKind))
    table = _table("roles.toml")
    assert {entry["sector"] for entry in table["roles"]} - {""} <= sectors
    for kind in ("body", "people"):
        assert set(table["kinds"][kind]) <= sectors
        assert set(table["kinds"][kind].values()) <= kinds
    assert set(table["former"]["sectors"]) - {""} <= sectors
    assert len(load_roles().by_words) > 1000


def test_codes_of_cameo_are_countries_and_sectors_that_there_are() -> None:
    table = _table("cameo.toml")
    codes, sectors = {country.code for country in read_countries()}, set(load_ontology().sectors)
    assert set(table["countries"].values()) <= codes
    assert set(table["roles"].values()) <= sectors
    assert {sector for _, sector in table["international"].values()} - {""} <= sectors
    for rows in (table["countries"], table["international"], table["bodies"], table["roles"]):
        assert all(len(code) == 3 and code.isupper() for code in rows)
    for listed in (table["regions"]["codes"], table["religions"]["codes"]):
        assert listed == sorted(set(listed)) and all(len(code) == 3 and code.isupper() for code in listed)


def test_what_is_seldom_a_place_is_a_name_and_ranks_last() -> None:
    lines = (KNOWLEDGE / "places" / "not_places.txt").read_text("utf-8").splitlines()
    names = [line for line in lines if not line.startswith("#")]
    assert names == sorted(set(names))
    assert all(name == name.strip() and name[0].isupper() for name in names)
    gazetteer = load_gazetteer()
    found = [entry for name in names for entry in gazetteer.find(name)]
    assert len(found) > len(names) and {entry.rank for entry in found} == {3}


def test_agencies_have_names_and_no_two_share_one() -> None:
    agencies = _table("agencies.toml")["agencies"]
    assert all(names and all(name.strip() == name for name in names) for names in agencies.values())
    written = [{name.lower() for name in names} for names in agencies.values()]
    assert sum(map(len, written)) == len(set().union(*written))
