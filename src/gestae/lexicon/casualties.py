"""The words of casualty reports: which verbs, nouns and states mean that someone was killed, hurt, taken or driven out.

"shot down three drones" rests on the entry "shoot down" of `en/tolls.toml`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, get_args

from gestae.errors import KnowledgeError
from gestae.record.tolls import TollEffect

_FILE = "en/tolls.toml"
_EFFECTS = frozenset(get_args(TollEffect))
_TABLES = ("objects", "things", "particles", "subjects", "states", "deeds")
_WORDS = (
    "toll", "toll_kinds", "toll_links", "no_news", "announcing", "unclear", "not_clear", "denying", "claiming",
    "claiming_adverbs", "disputing", "fearing", "unreal", "unreal_modifiers", "done_infinitives", "negative_pronouns",
    "any", "parts", "also_with", "people", "people_endings", "not_people", "things", "not_things", "assessing",
    "losses", "ongoing", "shooting", "toll_near_links", "estimating", "standing", "figures", "additions", "losing",
    "losable_people", "losable_things", "suffering", "displacing", "homes", "fleeing", "too_early", "counting",
    "releasing", "withholding", "unhurt",
    "extents", "damage_kinds", "causing", "breaking", "fragile", "igniting", "victims",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class CountedNoun:
    """A noun that is counted ("12 deaths"). `counted` is what a figure stands for, `verbs` under which it counts.

    `persons`: its figure counts people; "four bullet wounds" are one man's.
    """

    effect: TollEffect
    counted: TollEffect
    verbs: frozenset[str]
    persons: bool = True


@dataclass(frozen=True, slots=True)
class CasualtyWords:
    """Tables from lemma to effect, counted nouns, and word lists by name; `triggers` holds every word to look at."""

    objects: Mapping[str, TollEffect]
    things: Mapping[str, TollEffect]
    particles: Mapping[str, Mapping[str, TollEffect]]
    subjects: Mapping[str, TollEffect]
    states: Mapping[str, TollEffect]
    deeds: Mapping[str, TollEffect]
    counted: Mapping[str, CountedNoun]
    words: Mapping[str, frozenset[str]]
    triggers: frozenset[str]


@cache
def load_casualty_words() -> CasualtyWords:
    """The casualty words of the language.

    Raises:
        KnowledgeError: an entry is wrong; the message names it.
    """
    return casualty_words_from(files("gestae.lexicon").joinpath(_FILE).read_text(encoding="utf-8"))


def casualty_words_from(text: str) -> CasualtyWords:
    """Casualty words out of the text of a lexicon file."""
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise KnowledgeError(f"lexicon/{_FILE}: {error}") from error
    for name in _TABLES:
        _check_effects(name, tables.get(name))
    lists = tables.get("words", {})
    for name in _WORDS:
        if not isinstance(lists.get(name), list) or not all(isinstance(word, str) for word in lists[name]):
            raise KnowledgeError(f"lexicon/{_FILE}, [words] {name}: a list of words is needed")
    counted = _counted(tables.get("counted", []))
    particles: dict[str, dict[str, TollEffect]] = {}
    for phrase, effect in tables["particles"].items():
        verb, _, particle = phrase.partition(" ")
        particles.setdefault(verb, {})[particle] = effect
    words = [
        *tables["objects"],
        *tables["things"],
        *tables["subjects"],
        *tables["states"],
        *tables["deeds"],
        *counted,
        *particles,
    ]
    return CasualtyWords(
        objects=tables["objects"],
        things=tables["things"],
        particles=particles,
        subjects=tables["subjects"],
        states=tables["states"],
        deeds=tables["deeds"],
        counted=counted,
        words={name: frozenset(lists[name]) for name in _WORDS},
        triggers=frozenset(
            [
                *words,
                *lists["toll"],
                *lists["losses"],
                *lists["losing"],
                *lists["displacing"],
                *lists["unhurt"],
                *lists["victims"],
                *lists["breaking"],
                *lists["igniting"],
            ]
        ),
    )


def _check_effects(name: str, table: Any) -> None:
    if not isinstance(table, dict) or not table:
        raise KnowledgeError(f"lexicon/{_FILE}: table [{name}] is missing or empty")
    for word, effect in table.items():
        if effect not in _EFFECTS:
            known = ", ".join(sorted(_EFFECTS))
            raise KnowledgeError(f"lexicon/{_FILE}, [{name}] {word}: unknown effect {effect!r}. Known: {known}")


def _counted(entries: list[dict[str, Any]]) -> dict[str, CountedNoun]:
    found: dict[str, CountedNoun] = {}
    for number, entry in enumerate(entries, 1):
        place = f"[[counted]] entry {number} ({entry.get('nouns')})"
        effects = {entry.get("effect"), entry.get("counted", entry.get("effect"))}
        if not entry.get("nouns") or not effects <= _EFFECTS:
            raise KnowledgeError(f"lexicon/{_FILE}, {place}: nouns and a known effect are needed")
        verbs, persons = frozenset(entry.get("verbs", ())), entry.get("persons", True)
        noun = CountedNoun(entry["effect"], entry.get("counted", entry["effect"]), verbs, persons)
        found.update(dict.fromkeys(entry["nouns"], noun))
    return found
