"""A judge for tests that says what a test wants."""

from __future__ import annotations

from dataclasses import dataclass, field

from gestae.judging.judge import Roles, Verdict
from gestae.reading.tokens import Token


@dataclass
class Opinion:
    """Shares of (actor, recipient) by the party's word; `otherwise` of every other word."""

    shares: dict[str, tuple[float, float]] = field(default_factory=dict)
    otherwise: tuple[float, float] = (0.3, 0.3)

    def verdict(self, token: Token) -> Verdict | None:
        return None

    def roles(self, trigger: Token, party: Token) -> Roles | None:
        return Roles(*self.shares.get(party.text, self.otherwise))

    def likeness(self, one: Token, other: Token) -> float:
        return 0.0
