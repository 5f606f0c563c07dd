"""The words that say who did a deed: who claims it, who is blamed for it, who is only suspected.

"The bombing, claimed by the rebels": `claim` is a verb whose object is the deed itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from gestae.datafiles import data_file, read_toml
from gestae.errors import KnowledgeError

_FILE = "lexicon/en/responsibility.toml"
LISTS = {
    "claiming": ("verbs", "deed_verbs"),
    "denying": ("verbs",),
    "nouns": ("responsibility", "involvement", "deeds", "members", "machines", "irregulars"),
    "doing": ("verbs", "passive", "works"),
    "being": ("adjectives", "prepositions"),
    "suspecting": ("modifiers", "beliefs", "bare", "marks", "bearing", "things", "finding", "scenes"),
}
Blame = Literal["blamed", "suspected"]


@dataclass(frozen=True, slots=True)
class BlameVerb:
    """A verb whose object is who did it; `deed` holds the prepositions before what was done."""

    standing: Blame
    deed: frozenset[str]
    needs: str = ""


@dataclass(frozen=True, slots=True)
class ResponsibilityWords:
    """Lists by "table.name"; verbs that blame by lemma; verbs whose object is the deed, with the doer's preposition."""

    lists: Mapping[str, frozenset[str]]
    blame: Mapping[str, BlameVerb]
    attribute: Mapping[str, str]


@cache
def load_responsibility_words() -> ResponsibilityWords:
    """The words of responsibility that ship with gestae.

    Raises:
        KnowledgeError: an entry is wrong; names the file and the entry.
    """
    return responsibility_words_from(read_toml(data_file("lexicon", "en", "responsibility.toml")))


def responsibility_words_from(table: Mapping[str, Any]) -> ResponsibilityWords:
    """Words of responsibility out of the tables of the file."""
    lists: dict[str, frozenset[str]] = {}
    for name, keys in LISTS.items():
        for key in keys:
            words = table.get(name, {}).get(key)
            if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
                raise KnowledgeError(f"{_FILE}, [{name}] {key}: a list of words is needed")
            lists[f"{name}.{key}"] = frozenset(words)
    needing = table.get("needing", {})
    blame: dict[str, BlameVerb] = {}
    for row in table.get("blame", ()):
        if row.get("standing") not in {"blamed", "suspected"}:
            raise KnowledgeError(f"{_FILE}, [[blame]] {row.get('verbs')}: unknown standing {row.get('standing')!r}")
        for verb in row["verbs"]:
            blame[verb] = BlameVerb(row["standing"], frozenset(row["deed"]), needing.get(verb, ""))
    attribute = {verb: row["doer"] for row in table.get("attribute", ()) for verb in row["verbs"]}
    return ResponsibilityWords(lists, blame, attribute)
