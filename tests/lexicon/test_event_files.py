"""The event lexicon's files: every entry keeps to the schema, and its example shows it at work."""

from __future__ import annotations

import re
import tomllib
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import pytest

PACKAGE = Path(__file__).parents[2] / "src" / "gestae"
LEXICON = PACKAGE / "lexicon" / "en"
FILES = sorted((LEXICON / "events").glob("*.toml"))
ONTOLOGY: dict[str, Any] = tomllib.loads((PACKAGE / "ontology" / "plover.toml").read_text(encoding="utf-8"))

FRAME_KEYS = frozenset(
    {
        "id", "type", "mode", "cameo", "contexts", "verbs", "objects", "not_objects", "subjects", "nouns", "actor",
        "recipient", "mutual", "of", "possessor", "weight", "example", "content_modes", "content_cameo",
        "agentless", "settled",
        "patterns",
    }
)  # fmt: skip
# What may stand after a verb: a particle, a preposition, or a predicate that makes the verb an event ("found guilty").
PARTICLES = frozenset(
    {
        "about", "above", "across", "after", "against", "ahead", "along", "alongside", "among", "apart",
        "around", "aside", "at", "away", "back", "before", "behind", "between", "by", "down", "for", "forth",
        "from", "home", "in", "inside", "into", "near", "of", "off", "on", "onto", "out", "outside", "over",
        "past", "through", "to", "together", "toward", "towards", "under", "up", "upon", "via", "with",
        "within", "without", "as", "ablaze", "alight", "captive", "dead", "free", "go", "guilty", "hostage",
        "liable", "offline", "prisoner", "responsible", "short", "accountable", "alive",
    }
)  # fmt: skip
SLOTS = frozenset(
    {
        "subject", "object", "indirect", "possessor", "content", "by", "on", "against", "with", "from", "to",
        "at", "in", "of", "for", "into", "over", "about", "between", "among", "near", "off", "under", "through",
        "toward", "towards", "around", "along", "outside", "across", "until", "onto", "inside", "after",
        "behind", "upon", "as",
    }
)  # fmt: skip
MODALITIES = frozenset(
    {
        "actual", "attempted", "threatened", "promised", "planned", "ordered", "expected", "requested",
        "denied", "negated", "hypothetical",
    }
)  # fmt: skip
# Past forms whose first three letters are not those of the lemma.
IRREGULAR = {
    "strike": "struck", "drive": "drove", "blow": "blew", "throw": "threw", "meet": "met", "hold": "held",
    "speak": "spoke", "pay": "paid", "begin": "began", "take": "took", "make": "made", "go": "went",
    "break": "broke", "swear": "swore", "give": "gave", "hit": "hit", "set": "set", "put": "put", "fly": "flew",
    "shoot": "shot", "fight": "fought", "sell": "sold",
}  # fmt: skip


def _frames() -> list[tuple[Path, dict[str, Any]]]:
    return [(file, frame) for file in FILES for frame in tomllib.loads(file.read_text(encoding="utf-8"))["frame"]]


FRAMES = _frames()


@pytest.fixture(params=FRAMES, ids=[frame["id"] for _, frame in FRAMES])
def located(request: pytest.FixtureRequest) -> tuple[Path, dict[str, Any]]:
    """One frame with the file it stands in."""
    result: tuple[Path, dict[str, Any]] = request.param
    return result


def _classes() -> dict[str, list[str]]:
    found: dict[str, list[str]] = tomllib.loads((LEXICON / "classes.toml").read_text(encoding="utf-8"))["class"]
    return found


def test_every_type_has_a_file() -> None:
    assert {file.stem.upper() for file in FILES} == set(ONTOLOGY["types"])


def test_files_name_source_and_licence() -> None:
    for file in [
        *FILES,
        *(LEXICON / f"{name}.toml" for name in ("classes", "means", "light_verbs", "modality", "contexts", "traps")),
    ]:
        head = file.read_text(encoding="utf-8")[:1500]
        assert "Source: written by the gestae authors" in head, file.name
        assert "Licence: Apache-2.0" in head, file.name


def test_frame_keeps_to_the_schema(located: tuple[Path, dict[str, Any]]) -> None:
    file, frame = located
    assert not set(frame) - FRAME_KEYS
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", frame["id"])
    assert frame["type"].lower() == file.stem
    type_ = ONTOLOGY["types"][frame["type"]]
    assert frame.get("mode") is None or frame["mode"] in type_["modes"]
    assert frame.get("cameo") is None or frame["cameo"] in ONTOLOGY["cameo"]
    assert not set(frame.get("contexts", ())) - set(ONTOLOGY["contexts"])
    assert frame.get("verbs") or frame.get("nouns")
    assert 0.2 <= frame.get("weight", 1.0) <= 1.0
    assert frame.get("of", "recipient") in {"recipient", "actor", "content"}
    assert frame.get("possessor", "actor") in {"recipient", "actor"}


def test_frame_names_known_slots_and_classes(located: tuple[Path, dict[str, Any]]) -> None:
    _, frame = located
    assert not set(frame.get("actor", ())) - SLOTS
    assert not set(frame.get("recipient", ())) - SLOTS
    named = [
        word for key in ("objects", "not_objects", "subjects") for word in frame.get(key, ()) if word.startswith("@")
    ]
    assert not {word[1:] for word in named} - set(_classes()) - {"actor", "public"}


def test_frame_words_are_well_formed(located: tuple[Path, dict[str, Any]]) -> None:
    _, frame = located
    for key in ("verbs", "nouns", "objects", "not_objects", "subjects"):
        words = frame.get(key, ())
        assert len(words) == len(set(words)), f"{key}: a word stands twice"
        assert all(word == word.strip() and word for word in words)
        assert all(word == word.lower() for word in words), f"{key}: lemmas are compared in lower case"
    for verb in frame.get("verbs", ()):
        lemma, _, particle = verb.partition(" ")
        assert lemma
        assert not particle or particle in PARTICLES, f"{verb}: one particle or preposition after the verb"


def test_content_modes_exist(located: tuple[Path, dict[str, Any]]) -> None:
    _, frame = located
    modes = ONTOLOGY["types"][frame["type"]].get("modes", {})
    assert not set(frame.get("content_modes", {})) - set(modes)
    assert not set(frame.get("content_cameo", {})) - set(frame.get("content_modes", {}))
    assert not set(frame.get("content_cameo", {}).values()) - set(ONTOLOGY["cameo"])


def test_example_shows_the_entry(located: tuple[Path, dict[str, Any]]) -> None:
    _, frame = located
    example = frame["example"].lower()
    assert example.endswith((".", "?", "!"))
    heads = {verb.split()[0] for verb in frame.get("verbs", ())}
    stems = {IRREGULAR.get(head, head)[:4].lower() for head in heads} | {
        head[:4].rstrip("ey").lower() for head in heads
    }
    stems |= {word[:4].lower() for noun in frame.get("nouns", ()) for word in noun.split()}
    words = re.findall(r"[\w-]+", example)
    assert any(word.startswith(stem) for word in words for stem in stems)


def test_ids_are_unique() -> None:
    counted = Counter(frame["id"] for _, frame in FRAMES)
    assert [name for name, count in counted.items() if count > 1] == []


def test_no_verb_means_two_types_without_a_condition() -> None:
    types = defaultdict(set)
    for _, frame in FRAMES:
        if not frame.get("objects") and not frame.get("subjects") and not frame.get("patterns"):
            for verb in frame.get("verbs", ()):
                types[verb].add(frame["type"])
    assert {verb: sorted(found) for verb, found in types.items() if len(found) > 1} == {}


def test_no_noun_means_two_types() -> None:
    types = defaultdict(set)
    for _, frame in FRAMES:
        for noun in frame.get("nouns", ()):
            types[noun].add(frame["type"])
    assert {noun: sorted(found) for noun, found in types.items() if len(found) > 1} == {}


def test_every_mode_is_reachable() -> None:
    reached = {(frame["type"], frame.get("mode")) for _, frame in FRAMES}
    reached |= {(frame["type"], mode) for _, frame in FRAMES for mode in frame.get("content_modes", {})}
    wanted = {(name, mode) for name, type_ in ONTOLOGY["types"].items() for mode in type_.get("modes", {})}
    assert sorted(wanted - reached) == []


def test_means_name_known_modes() -> None:
    rows = tomllib.loads((LEXICON / "means.toml").read_text(encoding="utf-8"))["means"]
    assert len({row["name"] for row in rows}) == len(rows)
    for row in rows:
        assert row["words"] and len(row["words"]) == len(set(row["words"])), row["name"]
        assert row.get("mode") is None or row["mode"] in ONTOLOGY["types"]["ASSAULT"]["modes"], row["name"]
        assert row.get("cameo") is None or row["cameo"] in ONTOLOGY["cameo"], row["name"]


def test_modality_words_stand_once() -> None:
    table = tomllib.loads((LEXICON / "modality.toml").read_text(encoding="utf-8"))
    governors = Counter(word for row in table["governor"] for word in row["words"])
    assert [word for word, count in governors.items() if count > 1] == []
    assert {row["modality"] for row in table["governor"]} <= MODALITIES
    assert sorted(set(governors) & set(table["factive"]["words"])) == []
    for key in ("adjectives", "adverbs", "auxiliaries"):
        words = Counter(word for found in table[key].values() for word in found)
        assert [word for word, count in words.items() if count > 1] == [], key
        assert set(table[key]) <= MODALITIES | {"alleged", "reported"}, key


def test_contexts_are_those_of_the_ontology() -> None:
    table = tomllib.loads((LEXICON / "contexts.toml").read_text(encoding="utf-8"))
    assert set(table["context"]) == set(ONTOLOGY["contexts"])


def test_swapped_light_verbs_are_light_verbs() -> None:
    table = tomllib.loads((LEXICON / "light_verbs.toml").read_text(encoding="utf-8"))
    assert set(table) == {"verbs", "swap"}
    assert all(len(words) == len(set(words)) for words in table.values())


def test_traps_have_an_example_and_a_company() -> None:
    for row in tomllib.loads((LEXICON / "traps.toml").read_text(encoding="utf-8"))["trap"]:
        company = {"objects", "subjects", "modifiers", "followers", "clauses", "beside"}
        assert not set(row) - {"verb", "noun", "phrase", "example"} - company
        assert row.get("example")
        assert len({"verb", "noun", "phrase"} & set(row)) == 1
