"""The names we know: tables, spellings, dates of office."""

from __future__ import annotations

import re

import pytest

from gestae.knowledge.actor_tables import read_countries
from gestae.knowledge.actors import KnownActors, load_known_actors
from gestae.knowledge.names import fold, folded_words, skeleton
from gestae.knowledge.roles import load_roles, singulars
from gestae.ontology.codes import load_ontology


@pytest.fixture(scope="module")
def known() -> KnownActors:
    return load_known_actors()


def test_countries_are_whole_and_well_formed() -> None:
    countries = read_countries()
    states = [country for country in countries if country.note == "state"]
    assert len(states) == len({country.code for country in states})
    assert len(states) >= 195
    for country in countries:
        assert re.fullmatch(r"[A-Z]{3}", country.code), country
        assert re.fullmatch(r"[A-Z]{2}|", country.alpha2), country
        assert re.fullmatch(r"Q\d+|", country.wikidata), country
        assert re.fullmatch(r"state|partial|part|historic|dependency( [A-Z]{3})?", country.note), country
        assert -90 <= country.lat <= 90, country
        assert -180 <= country.lon <= 180, country
    codes = {country.code for country in states}
    assert all(country.coded in codes for country in countries if country.coded)


def test_every_state_can_be_named_as_a_noun_and_an_adjective(known: KnownActors) -> None:
    for country in read_countries():
        found = known.lookup(country.name)
        assert found is not None, country.name
        if country.note == "state":
            assert found.country == country.code, country.name


def test_roles_use_sectors_of_the_ontology() -> None:
    sectors = {"", *load_ontology().sectors}
    roles = load_roles()
    assert len(roles.by_words) > 1500
    assert all(role.sector in sectors for role in roles.by_words.values())
    assert set(roles.body_kinds) | set(roles.people_kinds) <= sectors


@pytest.mark.parametrize(
    ("name", "country", "sector"),
    [
        ("U.S.", "USA", ""),
        ("the Islamic Republic", "IRN", ""),
        ("Kiev", "UKR", "GOV"),
        ("the Élysée", "FRA", "GOV"),
        ("elysee", "FRA", "GOV"),
        ("Burma", "MMR", ""),
        ("Soviet Union", "RUS", ""),
        ("East Germany", "DEU", ""),
        ("Greenland", "DNK", ""),
        ("Nagorno-Karabakh", "AZE", "PRE"),
        ("Côte d'Ivoire", "CIV", ""),
        ("DRC", "COD", ""),
    ],
)
def test_states_have_many_names(known: KnownActors, name: str, country: str, sector: str) -> None:
    found = known.lookup(name)
    assert found is not None
    assert (found.country, found.sector) == (country, sector)


def test_acronyms_are_not_words(known: KnownActors) -> None:
    assert known.lookup("us") is None
    assert known.lookup("US") is not None


@pytest.mark.parametrize(
    ("name", "date", "sector"),
    [
        ("Gerhard Schröder", "2001-09-11", "GOV"),
        ("Gerhard Schroeder", "2019-01-01", "ELI"),
        ("Gerhard Schröder", None, "GOV"),
        ("Muammar Gaddafi", "2005-05-05", "GOV"),
    ],
)
def test_office_is_judged_at_the_date(known: KnownActors, name: str, date: str | None, sector: str) -> None:
    found = known.lookup(name, date)
    assert found is not None
    assert found.sector == sector


@pytest.mark.parametrize("spelling", ["Qasem Soleimani", "Qassem Suleimani", "Qasim Sulaymani", "QASEM SOLEIMANI"])
def test_spellings_of_one_name_are_one_person(known: KnownActors, spelling: str) -> None:
    found = known.lookup(spelling, "2020-01-02")
    assert found is not None
    assert (found.name, found.country, found.sector) == ("Qasem Soleimani", "IRN", "MIL")


def test_middle_names_and_initials_do_not_matter(known: KnownActors) -> None:
    assert known.lookup("G. W. Bush", "2003-03-20") == known.lookup("George W. Bush", "2003-03-20")


def test_an_ambiguous_surname_names_nobody(known: KnownActors) -> None:
    assert known.lookup("Kim", "1970-01-01") is None or known.lookup("Kim", "1970-01-01", country="PRK") is not None
    assert known.lookup("Zzyzx", "2020-01-01") is None


def test_folding() -> None:
    assert fold("São") == "sao"
    assert folded_words("as-Sadr") == ("al", "sadr")
    assert folded_words("as president") == ("as", "president")
    assert skeleton("Muammar Qaddafi") == skeleton("Moammar Qadhafi")
    assert singulars("militiamen") == ("militiaman",)
    assert singulars("police") == ()
