"""A phrase that may stand for an actor, before phrases are joined into actors.

"the U.S. killing of top Iranian general Qasem Soleimani" holds three: "U.S." and "Iranian" modify, and
"Iranian general Qasem Soleimani" is a person, in the military of Iran.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from gestae.record.places import Place
from gestae.resolving.who.actor_codes import ActorCode

MentionKind = Literal["name", "nominal", "pronoun", "modifier"]


class PlaceAt(Protocol):
    """A place mention: tokens, the index of its place, and whether the words stand for a location here."""

    @property
    def first(self) -> int:
        """Its first token."""
        ...

    @property
    def last(self) -> int:
        """The token after it."""
        ...

    @property
    def place(self) -> int:
        """The index of its place."""
        ...

    @property
    def locative(self) -> bool:
        """Whether the words stand for a location."""
        ...


class PlacesFound(Protocol):
    """The places of the report, asked by token."""

    @property
    def items(self) -> Sequence[Place]:
        """The places."""
        ...

    def at(self, token: int, /) -> PlaceAt | None:
        """The place mention that covers a token."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One phrase: tokens `first` to `last`, `head` the token that other words hang on.

    Attributes:
        code: what its words say of it.
        key: what it is joined by: the nation, the known name, or the words.
        form: which kind of name; "role" for a common noun, "bare" for a word that counts only as a known surname.
        role: the words of its role; titles: the roles before a name; alias: the name without them.
        belongs: whether its sector comes from a body.
        definite: whether "the", "this" or a possessive stands before it; possessor: "his", "their" and so on.
        locative: a location here: no mention of its own, but lends its country to others.
        surname: one word that is a surname; high: of an office so high that it is enough.
        apposed: the head token of a description of the same person, or -1.
    """

    first: int
    last: int
    head: int
    kind: MentionKind
    code: ActorCode
    key: str
    form: str = ""
    role: str = ""
    titles: tuple[str, ...] = ()
    alias: str = ""
    belongs: bool = False
    definite: bool = False
    possessor: str = ""
    plural: bool = False
    gender: str = ""
    locative: bool = False
    surname: bool = False
    high: bool = False
    apposed: int = -1
