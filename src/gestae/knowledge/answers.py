"""Words that say what was done in answer to what ("in retaliation for", "followed", "sparked")."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from gestae.errors import KnowledgeError
from gestae.knowledge.tables import data_file, read_toml
from gestae.record.links import LinkRelation

_RELATIONS: Mapping[str, LinkRelation] = {
    "retaliation_for": "retaliation_for",
    "response_to": "response_to",
    "caused_by": "caused_by",
    "follows": "follows",
}


@dataclass(frozen=True, slots=True)
class LinkPhrase:
    """A phrase whose last word leads to the earlier event."""

    words: tuple[str, ...]
    relation: LinkRelation


@dataclass(frozen=True, slots=True)
class LinkVerb:
    """A verb between two events; `later` says whether its subject or its object came later."""

    later: str
    relation: LinkRelation


@dataclass(frozen=True, slots=True)
class LinkWords:
    """Phrases by their first word, the longest first, and verbs by lemma."""

    phrases: Mapping[str, tuple[LinkPhrase, ...]]
    verbs: Mapping[str, LinkVerb]


@cache
def load_link_words() -> LinkWords:
    """The link words that ship with gestae.

    Raises:
        KnowledgeError: an entry is wrong; names the file and the words.
    """
    table = read_toml(data_file("lexicon", "en", "links.toml"))
    phrases: dict[str, list[LinkPhrase]] = {}
    for row in table["phrase"]:
        relation = _relation(row["relation"], row["words"])
        for phrase in row["words"]:
            words = tuple(phrase.split())
            phrases.setdefault(words[0], []).append(LinkPhrase(words, relation))
    verbs = {
        lemma: LinkVerb(row["from"], _relation(row["relation"], row["lemmas"]))
        for row in table["verb"]
        for lemma in row["lemmas"]
    }
    return LinkWords(
        {first: tuple(sorted(found, key=lambda phrase: -len(phrase.words))) for first, found in sorted(phrases.items())},
        verbs,
    )


def _relation(name: str, words: object) -> LinkRelation:
    if name not in _RELATIONS:
        raise KnowledgeError(f"links.toml, {words}: unknown relation {name}. Known: {', '.join(_RELATIONS)}")
    return _RELATIONS[name]
