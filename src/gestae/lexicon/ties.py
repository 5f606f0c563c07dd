"""Words that tie one actor to another.

"Kataeb Hezbollah, a militia backed by Tehran": `backed` ties the militia to Tehran as `backed_by`.

>>> load_ties().nouns["leader"].relation
'leads'
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Final, get_args

from gestae.errors import KnowledgeError
from gestae.record.relations import RelationKind

_FILE: Final = "en/relations.toml"
RELATIONS: Final = frozenset(get_args(RelationKind))
OWNERS: Final = frozenset({"state", "place", "igo", "party", "company", "body"})
LINKS: Final = frozenset({"of", "from", "to", "possessive", "modifier"})


@dataclass(frozen=True, slots=True, kw_only=True)
class TieNoun:
    """A noun whose bearer stands in `relation` to what `links` name; `national`: without one, to the bearer's state."""

    relation: RelationKind
    links: frozenset[str]
    national: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TieVerb:
    """A verb whose doer stands on the `agent` side ("from" or "to") of `relation`."""

    relation: RelationKind
    agent: str
    active: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Ties:
    """All words of relations, by lemma (participles by form).

    `owners`: words of a title → what sort of body the title belongs to where none stands beside it.
    """

    nouns: Mapping[str, TieNoun]
    verbs: Mapping[str, TieVerb]
    participles: Mapping[str, TieVerb]
    state_words: frozenset[str]
    forces: frozenset[str]
    houses: frozenset[str]
    stations: frozenset[str]
    diplomacy: frozenset[str]
    diplomatic: frozenset[str]
    severs: frozenset[str]
    restores: frozenset[str]
    past: frozenset[str]
    owners: Mapping[str, str]
    heads_of_state: frozenset[str]
    after_chief: frozenset[str]


@cache
def load_ties() -> Ties:
    """The words of relations that come with gestae.

    Raises:
        KnowledgeError: the file is wrong; the message names the file and the entry.
    """
    text = files("gestae.lexicon").joinpath(*_FILE.split("/")).read_text(encoding="utf-8")
    return parse_ties(text, file=f"lexicon/{_FILE}")


def parse_ties(text: str, *, file: str) -> Ties:
    """The words of relations written in TOML; `file` is named in errors."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise KnowledgeError(f"{file}: {error}") from error
    verbs, participles = _verbs(table, file)
    return Ties(
        nouns=MappingProxyType(_nouns(table, file)),
        verbs=MappingProxyType(verbs),
        participles=MappingProxyType(participles),
        state_words=_words(table, "state", "words", file),
        forces=_words(table, "forces", "nouns", file),
        houses=_words(table, "forces", "houses", file),
        stations=_words(table, "forces", "stations", file),
        diplomacy=_words(table, "diplomacy", "nouns", file),
        diplomatic=_words(table, "diplomacy", "adjectives", file),
        severs=_words(table, "diplomacy", "severs", file),
        restores=_words(table, "diplomacy", "restores", file),
        past=_words(table, "past", "words", file),
        owners=MappingProxyType(_owners(table, file)),
        heads_of_state=_words(table, "state", "heads", file),
        after_chief=_words(table, "state", "after_chief", file),
    )


def _nouns(table: dict[str, Any], file: str) -> dict[str, TieNoun]:
    found: dict[str, TieNoun] = {}
    for number, entry in enumerate(table.get("nouns", ()), start=1):
        where = f"{file}, noun group {number}"
        links = frozenset(entry.get("links", ()))
        if not links or not links <= LINKS:
            raise KnowledgeError(f"{where}: links must be some of {', '.join(sorted(LINKS))}")
        tie = TieNoun(relation=_relation(entry, where), links=links, national=bool(entry.get("national", False)))
        for word in _list(entry, "words", where):
            if word in found:
                raise KnowledgeError(f"{where}: {word!r} stands twice")
            found[word] = tie
    return found


def _verbs(table: dict[str, Any], file: str) -> tuple[dict[str, TieVerb], dict[str, TieVerb]]:
    verbs: dict[str, TieVerb] = {}
    participles: dict[str, TieVerb] = {}
    for number, entry in enumerate(table.get("verbs", ()), start=1):
        where = f"{file}, verb group {number}"
        agent = entry.get("agent")
        if agent not in {"from", "to"}:
            raise KnowledgeError(f"{where}: agent must be from or to, not {agent!r}")
        tie = TieVerb(relation=_relation(entry, where), agent=agent, active=bool(entry.get("active", True)))
        for lemma in _list(entry, "lemmas", where):
            if lemma in verbs:
                raise KnowledgeError(f"{where}: {lemma!r} stands twice")
            verbs[lemma] = tie
        participles.update(dict.fromkeys(entry.get("participles", ()), tie))
    return verbs, participles


def _owners(table: dict[str, Any], file: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for owner, words in table.get("owners", {}).items():
        if owner not in OWNERS:
            raise KnowledgeError(f"{file}, [owners]: unknown owner {owner!r}. Known: {', '.join(sorted(OWNERS))}")
        for word in words:
            if word in found:
                raise KnowledgeError(f"{file}, [owners]: {word!r} stands twice")
            found[word] = owner
    return found


def _relation(entry: dict[str, Any], where: str) -> RelationKind:
    relation: RelationKind = entry.get("relation", "")
    if relation not in RELATIONS:
        raise KnowledgeError(f"{where}: unknown relation {relation!r}. Known: {', '.join(sorted(RELATIONS))}")
    return relation


def _list(entry: dict[str, Any], key: str, where: str) -> list[str]:
    words = entry.get(key)
    if not isinstance(words, list) or not words or not entry.get("example"):
        raise KnowledgeError(f"{where}: needs {key} and an example")
    return words


def _words(table: dict[str, Any], section: str, key: str, file: str) -> frozenset[str]:
    words = table.get(section, {}).get(key)
    if not words:
        raise KnowledgeError(f"{file}: [{section}] needs {key}")
    return frozenset(words)
