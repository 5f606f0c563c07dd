"""Datelines: a part of their own, and nothing else taken for one."""

from __future__ import annotations

import pytest

from gestae.sources.bylines import authors_in, is_byline, is_date_line
from gestae.sources.datelines import dateline_end

AFTER = "The council met on Sunday, and nine of the fifteen members voted for the ceasefire, diplomats said."


@pytest.mark.parametrize(
    "dateline",
    [
        "WARSAW (Wire) -",
        "WARSAW, Poland (AP) —",
        "BAGHDAD, Jan 8 (Reuters) —",
        "BAGHDAD, Jan. 8, 2020 (Reuters) -",
        "BEIJING, Jan. 8 (Xinhua) --",
        "SAN SALVADOR, 3 JAN 90 --",
        "TEGUCIGALPA, 9 JUN 89 (ACAN-EFE) --",
        "PARIS/BERLIN, March 3 (Reuters) -",
        "UNITED NATIONS (AP) --",
        "NEWPORT NEWS, Va. -",
        "WASHINGTON —",
        "ABOARD THE USS NIMITZ —",
        "Baghdad, Iraq (CNN) —",
        "Baghdad (AFP) –",
        "Aleppo, Syria –",
        "ISLAMABAD:",
        "NEW DELHI:",
        "(CNN) --",
        "(Reuters) -",
        "KYIV -",
    ],
)
def test_datelines(dateline: str) -> None:
    text = f"{dateline} {AFTER}"
    assert text[: dateline_end(text, 0, len(text))] == dateline


@pytest.mark.parametrize(
    "text",
    [
        AFTER,
        "NATO — the alliance of thirty states — met on Sunday.",
        "The minister (a former general) - now in exile - spoke on Sunday.",
        "Trump said on Monday - in a tweet - that he would not go.",
        "U.S. officials said the attack - the third this week - killed nine.",
        "UPDATE: " + AFTER,
        "EXCLUSIVE – " + AFTER,
        "BREAKING NEWS - " + AFTER,
        "Sen. Hador Galdor (R-Texas) — Announced on Sunday that he would run.",
        "WASHINGTON —",
        "Al-Qaeda (AQ) - the group behind the attack - said nothing.",
    ],
)
def test_other_openings(text: str) -> None:
    assert dateline_end(text, 0, len(text)) == 0


def test_glued_agency() -> None:
    text = "(CNN)Iran fired missiles at two bases."
    assert text[: dateline_end(text, 0, len(text))] == "(CNN)"


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("By Reuters staff", ()),
        ("By the Warsaw bureau", ()),
        ("By Jane Doe", ("Jane Doe",)),
        ("By JANE DOE", ("Jane Doe",)),
        ("By Jane Doe and Ali Reza", ("Jane Doe", "Ali Reza")),
        ("By Jane Doe, Ali Reza, Associated Press", ("Jane Doe", "Ali Reza")),
        ("By Ahmed al-Jaber | Staff Writer", ("Ahmed al-Jaber",)),
        ("By The Associated Press", ()),
        ("By Jane Doe in Kabul", ("Jane Doe",)),
    ],
)
def test_bylines(line: str, authors: tuple[str, ...]) -> None:
    assert is_byline(line)
    assert authors_in(line) == authors


@pytest.mark.parametrize("line", ["By Friday the army had left.", "By land", "By then it was late", "Nearby Kabul"])
def test_not_bylines(line: str) -> None:
    assert not is_byline(line)


@pytest.mark.parametrize("line", ["Jan. 8, 2020", "Updated 3:15 PM ET, Wed January 8, 2020", "2020-01-08 12:15 GMT"])
def test_date_lines(line: str) -> None:
    assert is_date_line(line)


@pytest.mark.parametrize("line", ["The test of January 8, 2020", "London, 8 January 2020", "In 2020"])
def test_not_date_lines(line: str) -> None:
    assert not is_date_line(line)
