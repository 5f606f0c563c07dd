"""Schema of the table of outlets, and how an address finds one."""

from __future__ import annotations

import re
import zoneinfo

import pytest

from gestae.knowledge.actor_tables import read_bodies
from gestae.knowledge.outlets import host_of, load_outlets

HOST = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+")


def test_every_outlet_is_a_medium_among_the_actors_and_keeps_a_real_time() -> None:
    outlets = load_outlets()
    media = {body.name for body in read_bodies() if body.kind == "media"}
    assert set(outlets.zones) <= media
    assert set(outlets.zones.values()) <= zoneinfo.available_timezones()
    assert {zone for zone in outlets.zones.values() if "/" not in zone} == set()


def test_every_medium_of_a_country_has_a_seat() -> None:
    outlets = load_outlets()
    without = [
        body.name
        for body in read_bodies()
        if body.kind == "media" and body.country != "IMG" and body.name not in outlets.zones
    ]
    assert without == []


def test_hosts_are_bare_host_names_of_outlets() -> None:
    outlets = load_outlets()
    assert len(outlets.hosts) >= 200
    assert [host for host in outlets.hosts if not HOST.fullmatch(host) or host.startswith("www.")] == []
    assert set(outlets.hosts.values()) <= set(outlets.zones)


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("https://www.nytimes.com/2020/01/08/world/iran.html", "The New York Times"),
        ("https://user@news.bbc.co.uk:443/1/hi", "BBC"),
        ("reuters.com", "Reuters"),
        ("https://notreuters.com/x", None),
        ("https://example.org/reuters.com", None),
        ("The New York Times", None),
        ("", None),
        (None, None),
    ],
)
def test_an_address_finds_its_outlet(address: str | None, name: str | None) -> None:
    assert load_outlets().of_address(address) == name


def test_a_host_is_cut_out_of_an_address() -> None:
    assert host_of("HTTPS://World.NYTimes.com/a") == "world.nytimes.com"
    assert host_of("Reuters") == ""
