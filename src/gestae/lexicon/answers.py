"""Words that say what was done in answer to what ("in retaliation for", "followed", "sparked")."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from gestae.datafiles import data_file, read_toml
from gestae.errors import KnowledgeError
from gestae.record.links import LinkRelation

_RELATIONS: Mapping[str, LinkRelation] = {
    "retaliation_for": "retaliation_for",
    "response_to": "response_to",
    "caused_by": "caused_by",
    "follows": "follows",
}


@dataclass(frozen=True, slots=True)
class LinkPhrase:
    """A phrase whose last word leads to the earlier event; with `types`, only for later events of these types."""

    words: tuple[str, ...]
    relation: LinkRelation
    types: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class LinkVerb:
    """A verb between two events; `later` says whether its subject or its object came later."""

    later: str
    relation: LinkRelation


@dataclass(frozen=True, slots=True)
class LinkWords:
    """Phrases by their first word, the longest first; `bare` ones point back without a noun; verbs by lemma."""

    phrases: Mapping[str, tuple[LinkPhrase, ...]]
    bare: Mapping[str, tuple[LinkPhrase, ...]]
    verbs: Mapping[str, LinkVerb]


@cache
def load_link_words() -> LinkWords:
    """The link words that ship with gestae.

    Raises:
        KnowledgeError: an entry is wrong; names the file and the words.
    """
    table = read_toml(data_file("lexicon", "en", "links.toml"))
    verbs = {
        lemma: LinkVerb(row["from"], _relation(row["relation"], row["lemmas"]))
        for row in table["verb"]
        for lemma in row["lemmas"]
    }
    return LinkWords(_phrases(table["phrase"]), _phrases(table["bare"]), verbs)


def _phrases(rows: Iterable[Mapping[str, Any]]) -> dict[str, tuple[LinkPhrase, ...]]:
    found: dict[str, list[LinkPhrase]] = {}
    for row in rows:
        relation = _relation(row["relation"], row["words"])
        for phrase in row["words"]:
            words = tuple(phrase.split())
            found.setdefault(words[0], []).append(LinkPhrase(words, relation, frozenset(row.get("types", ()))))
    return {first: tuple(sorted(rows, key=lambda phrase: -len(phrase.words))) for first, rows in sorted(found.items())}


def _relation(name: str, words: object) -> LinkRelation:
    if name not in _RELATIONS:
        raise KnowledgeError(f"links.toml, {words}: unknown relation {name}. Known: {', '.join(_RELATIONS)}")
    return _RELATIONS[name]
