"""What was done in answer to what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from gestae.record.evidence import Evidence

LinkRelation = Literal["retaliation_for", "response_to", "caused_by", "follows", "part_of", "same_as"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """The event `source` stands in `relation` to the event `target` (JSON: `from`, `to`)."""

    source: str
    target: str
    relation: LinkRelation
    evidence: tuple[Evidence, ...]
