"""Who leads, backs, belongs to, or has forces where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from gestae.record.evidence import Evidence

RelationKind = Literal[
    "leads",
    "holds_office_in",
    "member_of",
    "part_of",
    "backed_by",
    "allied_with",
    "enemy_of",
    "no_diplomatic_relations_with",
    "has_forces_at",
    "party_to",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """The actor `source` stands in `relation` to the actor or place `target` (JSON: `from`, `to`).

    `since` and `until` are ISO dates or years; `text` is the relation in the report's words.
    """

    source: str
    relation: RelationKind
    target: str
    since: str | None = None
    until: str | None = None
    text: str
    evidence: tuple[Evidence, ...]
