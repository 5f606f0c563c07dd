"""Words whose grammar the coder must know: who acts below "ordered", what "dozens of" counts, whom a base houses."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache

from gestae.datafiles import data_file, read_toml
from gestae.errors import KnowledgeError


@dataclass(frozen=True, slots=True)
class Grammar:
    """Each list as a set of lower-case words or lemmas; `en/grammar.toml` says what each is for."""

    object_control: frozenset[str]
    partitives: frozenset[str]
    groups: frozenset[str]
    hosting: frozenset[str]
    executing: frozenset[str]
    engaging: frozenset[str]
    undergoing: frozenset[str]
    origin: frozenset[str]
    intransitive: frozenset[str]
    needs_object: frozenset[str]
    spots: frozenset[str]
    naming: frozenset[str]
    discovering: frozenset[str]
    plain_verbs: frozenset[str]


@cache
def load_grammar() -> Grammar:
    """The lists that ship with gestae.

    Raises:
        KnowledgeError: a list is missing; names the file and the list.
    """
    table = read_toml(data_file("lexicon", "en", "grammar.toml"))
    missing = [field.name for field in fields(Grammar) if field.name not in table]
    if missing:
        raise KnowledgeError(f"lexicon/en/grammar.toml: {missing[0]} is missing")
    return Grammar(**{field.name: frozenset(table[field.name]) for field in fields(Grammar)})
