"""Whose country words after a noun, or between a nation and a noun, tell."""

from __future__ import annotations

import pytest

import gestae

pytestmark = pytest.mark.models


def countries(text: str) -> dict[str, str | None]:
    return {actor.name: actor.country for actor in gestae.read(text, published="2004-03-04").actors}


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("A terror group based in Trinidad attacked a bank on Sunday.", "terror group", "TTO"),
        ("A newspaper based in Beirut criticised the general.", "newspaper", "LBN"),
        ("Rebels operating in northern Chad kidnapped two doctors.", "Rebels", "TCD"),
        ("Rebels hiding from Chad's army kidnapped two doctors.", "Rebels", None),
        # where people live, not what their people is called
        ("Ethnic Russians in Latvia protested on Sunday.", "Ethnic Russians", "LVA"),
        ("The Turks of Bulgaria demanded schools on Monday.", "Turks", "BGR"),
        ("Russians in Latvia protested on Sunday.", "Russians", "RUS"),
        ("Ethnic Albanian guerrillas operating in Macedonia shelled a post.", "Ethnic Albanian guerrillas", "MKD"),
        # who leads is more than who backs
        ("Vietnamese-led forces attacked guerrillas on Monday.", "Vietnamese-led forces", "VNM"),
        ("Vietnamese-backed forces attacked guerrillas on Monday.", "forces", None),
        # from where somebody leaves is not where he is from
        ("Kenya speeded up the withdrawal of its soldiers from Somalia.", "soldiers", "KEN"),
        ("Soldiers from Somalia attacked a village in Kenya.", "Soldiers from Somalia", "SOM"),
        # words between the owner and the noun
        ("Omar Sidi, Algeria's leading human rights activist, began a hunger strike.", "Omar Sidi", "DZA"),
    ],
)
def test_country(text: str, name: str, country: str | None) -> None:
    found = countries(text)
    assert name in found, found
    assert found[name] == country


def test_a_sea_is_no_state() -> None:
    assert countries("The navy fired three missiles into the Sea of Japan.") == {"navy": None}


def test_a_namesake_lends_no_country() -> None:
    assert countries("President Lopez met farmers on Monday.")["Lopez"] is None


def test_whose_station_it_is_is_not_its_name() -> None:
    found = countries("The army-owned television station Myawaddy read out a statement. The army said it had acted.")
    assert {"Myawaddy", "army"} <= set(found), found


def test_maria_is_not_mario() -> None:
    assert "Maria Lopez" in countries("Police arrested Maria Lopez in Peru on Monday.")
    known = countries("Peru's foreign minister Mario Lopez Chavarri resigned on Monday.")
    assert "Mario López Chávarri" in known, known
