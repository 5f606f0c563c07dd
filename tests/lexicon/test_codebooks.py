"""Codebooks of the user: what is wrong is named, entries come before ours, verb dictionaries become entries."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from gestae.errors import KnowledgeError
from gestae.lexicon.events import EventLexicon, load_event_lexicon
from gestae.lexicon.own.codebooks import Codebook, read_codebook, read_codebook_text, with_codebooks
from gestae.lexicon.own.writing import as_toml
from gestae.lexicon.patterns import read_pattern
from gestae.ontology.codes import Ontology, load_ontology

GOOD = """
[codebook]
name = "Fisheries"

[[type]]
name = "POACH"
quad = 4
intensity = -4
modes = { trawling = -5.5 }

[[frame]]
id = "poach-fish"
type = "POACH"
mode = "trawling"
cameo = "F12"
verbs = ["poach"]
nouns = ["illegal fishing"]
objects = ["@catch"]
patterns = ["* off", "night_*"]
turns = false
example = "Crews from Bintao poached tuna off Sarabi."

[class]
catch = ["tuna", "squid"]
"""


def book(text: str = GOOD, name: str = "fish.toml") -> Codebook:
    return read_codebook_text(text, name=name)


def merged(*books: Codebook) -> tuple[EventLexicon, Ontology]:
    return with_codebooks(load_event_lexicon(), load_ontology(), books)


def test_an_entry_and_a_type_are_added() -> None:
    lexicon, ontology = merged(book())
    frame = lexicon.frames["poach-fish"]
    assert (frame.own, frame.file, frame.turns, frame.cameo) == (True, "fish.toml", False, "F12")
    assert lexicon.verbs["poach"][0].frame.id == "poach-fish"
    assert ontology.types["POACH"].quad == 4
    assert (ontology.intensity("POACH", None), ontology.intensity("POACH", "trawling")) == (-4.0, -5.5)
    assert lexicon.classes["catch"] == {"tuna", "squid"}
    assert "POACH" not in load_ontology().types and "poach-fish" not in load_event_lexicon().frames


def test_an_entry_of_our_id_takes_its_place() -> None:
    ours = load_event_lexicon().frames["attack"]
    text = '[[frame]]\nid = "attack"\ntype = "ASSAULT"\nverbs = ["assail"]\nexample = "They assailed it."\n'
    lexicon, _ = merged(book(text))
    assert lexicon.frames["attack"].own and not ours.own
    assert all(entry.frame.id != "attack" for entry in lexicon.verbs.get("attack", ()))
    assert lexicon.verbs["assail"][0].frame.own


def test_ours_may_rest() -> None:
    lexicon, _ = merged(book(GOOD.replace('name = "Fisheries"', "alone = true")))
    assert set(lexicon.frames) == {"poach-fish"}
    lexicon, _ = merged(book(GOOD.replace('name = "Fisheries"', 'without = ["attack"]')))
    assert "attack" not in lexicon.frames and "riot" in lexicon.frames
    with pytest.raises(KnowledgeError, match=r"no entry 'atack'; did you mean attack\?"):
        merged(book(GOOD.replace('name = "Fisheries"', 'without = ["atack"]')))


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("quad = 4", "quad = 5", "fish.toml, line 5, type POACH: quad must be 1"),
        ("intensity = -4", "intensity = -40", "fish.toml, line 5, type POACH: intensity must be a number from -10"),
        ('name = "POACH"', 'name = "ASSAULT"', "fish.toml, line 5, type ASSAULT: PLOVER has a type ASSAULT already"),
        ('name = "POACH"', 'name = "poach"', "fish.toml, line 5: a type needs a name in capitals"),
        ('type = "POACH"', 'type = "POCH"', "fish.toml, line 11, frame poach-fish: unknown type POCH"),
        ('mode = "trawling"', 'mode = "x"', "fish.toml, line 11, frame poach-fish: POACH has no mode x"),
        ('verbs = ["poach"]', 'verbs = "poach"', "frame poach-fish: verbs must be a list of texts"),
        ('verbs = ["poach"]', 'verb = ["poach"]', "fish.toml, line 11, frame poach-fish: unknown key verb"),
        ('example = "Crews', 'sample = "Crews', "frame poach-fish: unknown key sample"),
        ('["* off", "night_*"]', '["off"]', "frame poach-fish: pattern 'off': write \\* once"),
        ("turns = false", "turns = false\nweight = 3", "weight must be a number from 0.2 to 1"),
        ('name = "Fisheries"', 'nmae = "Fisheries"', r"\[codebook\]: unknown key 'nmae' \(did you mean name"),
        ("[[frame]]", "[[frames]]", "fish.toml: unknown table 'frames'"),
        ("quad = 4", "quad = = 4", r"fish.toml: .*line 7"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_with_file_and_line(old: str, new: str, message: str) -> None:
    assert old in GOOD
    with pytest.raises(KnowledgeError, match=message):
        book(GOOD.replace(old, new))


def test_an_unknown_class_is_named() -> None:
    with pytest.raises(KnowledgeError, match="frame poach-fish: unknown class @cach"):
        merged(book(GOOD.replace("@catch", "@cach")))


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match=r"nowhere\.toml: No such file"):
        read_codebook(tmp_path / "nowhere.toml")
    (tmp_path / "bytes.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(KnowledgeError, match=re.escape("bytes.toml: not UTF-8 text (byte 0)")):
        read_codebook(tmp_path / "bytes.toml")
    with pytest.raises(KnowledgeError, match=r"empty\.toml: no entries in it"):
        book("", name="empty.toml")


def test_two_codebooks_cannot_share_a_type() -> None:
    with pytest.raises(KnowledgeError, match=r"second.toml: there is a type POACH already"):
        merged(book(), book(name="second.toml"))


def test_what_is_written_is_read_again() -> None:
    again = read_codebook_text(as_toml(book(), alone=True, head=("made for a test",)), name="again.toml")
    assert again.alone and again.types == book().types and again.classes == book().classes
    assert [dict(row.cells) for row in again.rows] == [dict(row.cells) for row in book().rows]


def test_a_pattern_is_read() -> None:
    pattern = read_pattern("% SAID_NOT_* &TIES on", {"TIES": ["diplomatic ties", "&LINKS"], "LINKS": ["LINK"]})
    assert pattern.before == (frozenset({("said", "not")}),)
    assert pattern.after == (frozenset({("diplomatic", "ties"), ("link",)}), frozenset({("on",)}))
    assert (pattern.tight_before, pattern.tight_after, pattern.several, pattern.length) == (True, False, True, 5)
    for wrong in ("ties", "* and *", "* &UNKNOWN"):
        with pytest.raises(ValueError, match="pattern"):
            read_pattern(wrong)


DICTIONARY = """
<!-- a comment -->
&TIETYPES
+MILITARY
+ECONOMIC

--- RESTORE [---] ---
RESTORE    # a note
- * &TIETYPES TIES [061]
- % * RELATIONS [064:064]
- + WAS * BY $ [0601]
- * CARD [---]

--- BREAK [1717] ---
BREAK { BROKE BROKEN }
+BREAK_DOWN [145]
- * SILENCE [903]

--- SAY [023] ---
SAY
"""


def test_a_verb_dictionary_becomes_entries() -> None:
    found = read_codebook_text(DICTIONARY, name="verbs.txt")
    rows = {row.cells["example"]: row.cells for row in found.rows}
    assert found.rows[0].where == "verbs.txt, line 9"
    ties = rows["verbs.txt: - * &TIETYPES TIES"]
    assert (ties["type"], ties["cameo"], ties["patterns"]) == (
        "COOPERATE",
        "061",
        ["* economic ties", "* military ties"],
    )
    relations = rows["verbs.txt: - % * RELATIONS"]
    assert relations["mutual"] and relations["patterns"] == ["% * relations"]
    turned = rows["verbs.txt: - + WAS * BY $"]
    assert turned["recipient"][0] == "subject" and turned["type"] == "COOPERATE"
    breaking = [row.cells for row in found.rows if row.cells["verbs"] == ["break"]]
    assert [(cells["cameo"], cells.get("patterns")) for cells in breaking] == [("1717", None), ("145", ["*_DOWN"])]
    assert set(found.types) == {"APPEAL"} and found.types["APPEAL"].quad == 1
    assert "'* CARD' has no code" in found.notices[0] and "903" in found.notices[1]
    lexicon, ontology = merged(found)
    assert "APPEAL" in ontology.types
    assert lexicon.verbs["restore"][0].frame.own


def test_a_dictionary_without_any_entry_is_refused() -> None:
    with pytest.raises(KnowledgeError, match=r"verbs\.txt: no entry of a verb dictionary in it"):
        read_codebook_text("--- CODE [901] ---\nCODE\n", name="verbs.txt")
