"""Who acts: states, governments, groups, people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from gestae.record.evidence import Evidence

ActorKind = Literal[
    "state",
    "government",
    "organization",
    "armed_group",
    "person",
    "military",
    "igo",
    "ngo",
    "media",
    "company",
    "population",
    "unknown",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """One actor of a report, with every mention as evidence.

    `country` is ISO 3166 alpha-3 (or PLOVER's IGO, UNO, EUR, NGO, IMG, MNC, ISM);
    `sector` is a PLOVER sector code.
    """

    id: str
    name: str
    kind: ActorKind
    country: str | None = None
    sector: str | None = None
    wikidata: str | None = None
    aliases: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...]
