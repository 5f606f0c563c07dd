from __future__ import annotations

from gestae.reading.casing import is_capitals, is_title_case, lower_words, lowered


def test_title_case_is_told_from_a_sentence() -> None:
    assert is_title_case("Rebels Seize Northern Town After Heavy Fighting")
    assert not is_title_case("Rebels seize northern town after heavy fighting in Congo")


def test_capitals_are_told_from_a_line_with_acronyms() -> None:
    assert is_capitals("THE BATTALION REPORTED THAT ONE SOLDIER WAS WOUNDED")
    assert not is_capitals("NATO and the EU met the UN in New York on Tuesday")


def test_lowering_keeps_names_and_length() -> None:
    common = lower_words("the missile base was hit by rebels") | frozenset({"fire", "at"})
    line = "Iran Fires Missiles At Base, US Says"
    assert lowered(line, common) == "Iran fires missiles at base, US Says"
    assert len(lowered(line, common)) == len(line)


def test_short_acronyms_are_not_pronouns() -> None:
    assert lowered("US Warns Iran", frozenset({"us", "warn"})) == "US warns Iran"
