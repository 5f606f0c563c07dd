"""One actor with its mentions, while a report is being read.

Names, titles and mentions gather until the report ends; then a chain becomes an actor of the record.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from gestae.knowledge.names import fold
from gestae.resolving.who.actor_codes import ActorCode
from gestae.resolving.who.candidates import MentionKind


@dataclass(frozen=True, slots=True)
class Linked:
    """One mention of a chain."""

    first: int
    last: int
    head: int
    kind: MentionKind


@dataclass(slots=True)
class Chain:
    """One actor while the report is being read; grows. `home`: the characters that say where it is at home."""

    number: int
    code: ActorCode
    key: str
    form: str
    mentions: list[Linked] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    titles: set[str] = field(default_factory=set)
    gender: str = ""
    plural: bool = False
    locatives: list[int] = field(default_factory=list)
    home: tuple[int, int] | None = None

    def own_words(self) -> set[str]:
        """The words of the actor's name, titles and office."""
        return {fold(word) for text in (self.code.name, self.code.office, *self.titles) for word in text.split()}

    @property
    def is_person(self) -> bool:
        """Whether the chain is one human being."""
        return self.code.kind == "person" and not self.plural


def of_gender(chains: Sequence[Chain], gender: str) -> list[Chain]:
    """Those of one surname whom "Mrs." ("f") or "Mr." ("m") may mean; whose gender is known to fit, before all."""
    if not gender:
        return list(chains)
    return [c for c in chains if c.gender == gender] or [c for c in chains if not c.gender]


def surnames(name: str) -> tuple[str, ...]:
    """What a person may be called by: the last of his names, and of three or more the one before it.

    >>> surnames("Roberto Rivera Escobar"), surnames("Jay Nixon")
    (('escobar', 'rivera'), ('nixon',))
    """
    words = [fold(word) for word in name.split()]
    return tuple(dict.fromkeys(words[-1:] if len(words) < 3 else words[-1:-3:-1]))


def of_surname(chains: Sequence[Chain], surname: str) -> Sequence[Chain]:
    """Those whose last name it is, before those who bear it in the middle."""
    return [chain for chain in chains if surnames(chain.code.name)[:1] == (surname,)] or chains
