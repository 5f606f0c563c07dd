"""Common nouns and titles that say who acts.

"militiamen" are several people of sector PRM, "the foreign ministry" is one body of sector GOV, "a CIA official"
takes country and sector from the body named before it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, cast

from gestae.errors import KnowledgeError
from gestae.knowledge.names import fold, folded_words
from gestae.ontology.codes import load_ontology
from gestae.record.actors import ActorKind

_FILE = "roles.toml"
_IRREGULAR = {"children": "child", "people": "person", "wives": "wife", "thieves": "thief", "chiefs": "chief"}


@dataclass(frozen=True, slots=True)
class Role:
    """One word or phrase for who acts. `person`: names a person, not a body; `many`: is a plural as it stands.

    See the head of roles.toml.
    """

    words: str
    sector: str
    person: bool
    belongs: bool = False
    adverse: bool = False
    many: bool = False


@dataclass(frozen=True, slots=True)
class RoleHit:
    """A role found in a row of words: `first` (inclusive) to `last` (exclusive); `plural` as the words stand."""

    first: int
    last: int
    role: Role
    plural: bool


@dataclass(frozen=True, slots=True)
class Roles:
    """Every role, and the words that change a code."""

    by_words: Mapping[str, Role]
    longest: Mapping[str, int]
    former: frozenset[str]
    former_sectors: frozenset[str]
    opposition: frozenset[str]
    religions: frozenset[str]
    ordinary: frozenset[str]
    mixed: frozenset[str]
    anywhere: frozenset[str]
    from_afar: frozenset[str]
    leaving: frozenset[str]
    seated: frozenset[str]
    second: frozenset[str]
    classes: Mapping[str, str]
    containers: frozenset[str]
    body_kinds: Mapping[str, ActorKind]
    people_kinds: Mapping[str, ActorKind]
    not_actors: frozenset[str]
    thing_words: frozenset[str]
    words_like_acronyms: frozenset[str]
    unless_whose: frozenset[str]
    city_nouns: frozenset[str]
    portfolio_roles: frozenset[str]
    honorifics: Mapping[str, str]
    gender: Mapping[str, str]
    hypernyms: frozenset[str]
    not_nations: Mapping[str, frozenset[str]]
    lenders: frozenset[str]
    female_names: frozenset[str]
    common_surnames: frozenset[str]
    shared_surnames: frozenset[str]
    party_prepositions: frozenset[str]
    capital_prepositions: frozenset[str]
    object_verbs: frozenset[str]

    def match(self, words: Sequence[str], at: int) -> RoleHit | None:
        """The longest role that begins at `at` in a row of folded words, its last word in either number."""
        top = self.longest.get(words[at])
        if top is None:
            top = max((self.longest.get(form, 0) for form in singulars(words[at])), default=0)
        for last in range(min(len(words), at + top), at, -1):
            start = " ".join(words[at : last - 1])
            for plural, form in enumerate((words[last - 1], *singulars(words[last - 1]))):
                role = self.by_words.get(f"{start} {form}" if start else form)
                if role is not None:
                    return RoleHit(at, last, role, plural > 0 or _is_plural(role))
        return None

    def group_kind(self, role: Role | None, sector: str) -> ActorKind:
        """What several people, or a body, of that role and sector are in the record."""
        if role is not None and role.person:
            return self.people_kinds.get(sector, "population")
        return self.body_kinds.get(sector, "organization")


@cache
def load_roles() -> Roles:
    """The roles of gestae.

    Raises:
        KnowledgeError: an entry of the file is wrong; names it.
    """
    with resources.files("gestae.knowledge").joinpath("actors", _FILE).open("rb") as file:
        return _roles(tomllib.load(file))


@cache
def singulars(word: str) -> tuple[str, ...]:
    """What the singular of a word can be, most likely first; none when it does not look plural."""
    if word in _IRREGULAR:
        return (_IRREGULAR[word],)
    if word.endswith("men"):
        return (f"{word[:-3]}man",)
    if not word.endswith("s") or len(word) < 3 or word.endswith("ss"):
        return ()
    forms = [word[:-1]]
    if word.endswith("ies"):
        forms.insert(0, f"{word[:-3]}y")
    if word.endswith("es"):
        forms.append(word[:-2])
    return tuple(forms)


_PLURALS = frozenset(
    {"people", "police", "men", "women", "personnel", "staff", "troops", "forces", "townspeople", "elderly"}
)


def _is_plural(role: Role) -> bool:
    last = role.words.partition(" of ")[0].rsplit(" ", 1)[-1]
    return (
        role.many
        or last in _PLURALS
        or role.words in {"mujahideen", "mujahedeen", "mujahedin", "mujahidin", "displaced"}
    )


def _roles(file: dict[str, Any]) -> Roles:
    by_words: dict[str, Role] = {}
    longest: dict[str, int] = {}
    for number, entry in enumerate(file["roles"], start=1):
        for words in _checked(entry, number)["words"]:
            key = " ".join(folded_words(words))
            role = Role(
                key, entry["sector"], entry["is"] == "person", entry.get("belongs", False), entry.get("adverse", False)
            )
            if key in by_words:
                raise KnowledgeError(f"actors/{_FILE}, roles {number}: {words!r} stands twice")
            by_words[key] = role
            first = key.split(" ", 1)[0]
            longest[first] = max(longest.get(first, 0), key.count(" ") + 1)
    return Roles(
        by_words=by_words,
        longest=longest,
        former=_folded(file["former"]["words"]),
        former_sectors=frozenset(file["former"]["sectors"]),
        opposition=_folded(file["opposition"]["words"]),
        religions=_folded(file["religions"]["words"]),
        ordinary=_folded(file["ordinary"]["words"]),
        mixed=_folded(file["mixed"]["words"]),
        anywhere=_folded(file["anywhere"]["words"]),
        from_afar=_folded(file["anywhere"]["adjectives"]),
        leaving=_folded(file["affiliations"]["leaving"]),
        seated=_folded(file["affiliations"]["seated"]),
        second=_folded(file["second"]["words"]),
        classes={
            " ".join(folded_words(name)): country
            for country, names in file["classes"].items()
            if country != "sector"
            for name in names
        },
        containers=_folded(file["containers"]["words"]),
        body_kinds=cast(Mapping[str, ActorKind], file["kinds"]["body"]),
        people_kinds=cast(Mapping[str, ActorKind], file["kinds"]["people"]),
        not_actors=_folded(file["not_actors"]["words"]),
        thing_words=_folded(file["not_actors"]["last_words"]),
        words_like_acronyms=_folded(file["not_actors"]["like_acronyms"]),
        unless_whose=_folded(file["not_actors"]["unless_whose"]),
        portfolio_roles=_folded(file["not_actors"]["portfolio_roles"]),
        city_nouns=_folded(file["not_actors"]["city_nouns"]),
        honorifics={
            " ".join(folded_words(word)): "" if sex == "any" else sex
            for sex, words in file["honorifics"].items()
            for word in words
        },
        gender={fold(word): sex for sex, words in file["gender"].items() for word in words},
        not_nations=_second_words(file["not_nations"]["words"]),
        lenders=_folded(file["lenders"]["words"]),
        female_names=_folded(file["female_names"]["words"]),
        common_surnames=_folded(file["surnames"]["common_words"]),
        shared_surnames=_folded(file["surnames"]["shared"]),
        hypernyms=_folded(file["hypernyms"]["words"]),
        party_prepositions=frozenset(file["places_acting"]["party_prepositions"]),
        capital_prepositions=frozenset(file["places_acting"]["capital_prepositions"]),
        object_verbs=frozenset(file["places_acting"]["object_verbs"]),
    )


def _second_words(pairs: list[str]) -> dict[str, frozenset[str]]:
    """First words of pairs, with the second words that may follow."""
    split = [folded_words(pair) for pair in pairs]
    return {first: frozenset(second for one, second in split if one == first) for first, _ in split}


def _folded(words: list[str]) -> frozenset[str]:
    return frozenset(" ".join(folded_words(word)) for word in words)


def _checked(entry: dict[str, Any], number: int) -> dict[str, Any]:
    where = f"actors/{_FILE}, roles {number}"
    sectors = {"", *load_ontology().sectors}
    if entry.get("sector") not in sectors:
        raise KnowledgeError(f"{where}: unknown sector {entry.get('sector')!r}")
    if entry.get("is") not in {"person", "group"}:
        raise KnowledgeError(f'{where}: "is" must be "person" or "group"')
    if not entry.get("words"):
        raise KnowledgeError(f"{where}: no words")
    return entry
