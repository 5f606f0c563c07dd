"""A judge for tests that says what a test wants."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from gestae.judging.judge import Roles, Verdict
from gestae.reading.tokens import Token
from gestae.record.events import Modality


@dataclass
class Opinion:
    """Shares of (actor, recipient) by the party's word; `otherwise` of every other word."""

    shares: dict[str, tuple[float, float]] = field(default_factory=dict)
    otherwise: tuple[float, float] = (0.3, 0.3)
    modalities: Mapping[Modality, float] = field(default_factory=dict)
    verdicts: Mapping[str, Verdict] = field(default_factory=dict)

    def verdict(self, token: Token) -> Verdict | None:
        return self.verdicts.get(token.text)

    def roles(self, trigger: Token, party: Token) -> Roles | None:
        return Roles(*self.shares.get(party.text, self.otherwise))

    def likeness(self, one: Token, other: Token) -> float:
        return 0.0

    def standing(self, token: Token) -> Mapping[Modality, float]:
        return self.modalities

    def is_of_concern(self) -> bool:
        return True
