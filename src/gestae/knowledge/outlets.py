"""By whose clock an outlet tells the time: the time zone of its seat, from `actors/outlets.csv`.

>>> outlets = load_outlets()
>>> outlets.of_address("https://www.nytimes.com/2020/01/08/world/iran.html")
'The New York Times'
>>> outlets.zones["The New York Times"], outlets.of_address("https://example.org") is None
('America/New_York', True)
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from gestae.errors import KnowledgeError
from gestae.knowledge.gazetteer_files import data_rows, listed

OUTLETS = Path(__file__).parent / "actors" / "outlets.csv"
_HOST = re.compile(r"(?:[a-z][a-z+.\-]*://)?(?:[^/@\s]*@)?([a-z0-9\-]+(?:\.[a-z0-9\-]+)+)(?=[:/?#]|$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Outlets:
    """`zones`: the IANA time zone of each outlet by the name it has among the actors; `hosts`: who writes where."""

    zones: Mapping[str, str]
    hosts: Mapping[str, str]

    def of_address(self, address: str | None) -> str | None:
        """The outlet of a web address; that of "world.nytimes.com" too."""
        parts = host_of(address).split(".")
        tails = (".".join(parts[first:]) for first in range(len(parts) - 1))
        return next((self.hosts[tail] for tail in tails if tail in self.hosts), None)


def host_of(address: str | None) -> str:
    """The host of a web address, or of a name that is one ("nytimes.com"), in small letters; empty without one."""
    match = _HOST.match(address or "")
    return match[1].lower() if match else ""


@cache
def load_outlets() -> Outlets:
    """Every outlet whose seat we know.

    Raises:
        KnowledgeError: a row is wrong; names file and line.
    """
    zones: dict[str, str] = {}
    hosts: dict[str, str] = {}
    for line, row in data_rows(OUTLETS):
        where = f"actors/{OUTLETS.name}, line {line}"
        if not row["zone"] or zones.setdefault(row["name"], row["zone"]) != row["zone"]:
            raise KnowledgeError(f"{where}: {row['name']!r} has no zone, or two")
        for host in listed(row["hosts"]):
            if hosts.setdefault(host, row["name"]) != row["name"]:
                raise KnowledgeError(f"{where}: {host} is the address of {hosts[host]} too")
    return Outlets(zones, hosts)
