"""What the report of office holders counts as covered, and the file that says which titles and states it counts."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

from gestae.knowledge.actor_tables import read_countries, read_persons
from scripts.office_coverage import DEFENCE, HEAD, Rules, Term, gaps, last_day, load_rules, measure

PERSONS = Path(__file__).resolve().parents[2] / "src" / "gestae" / "knowledge" / "actors" / "persons.csv"
START, END = date(1990, 1, 1), date(1990, 12, 31)


def days(text: str) -> tuple[date, date]:
    first, _, last = text.partition("..")
    return date.fromisoformat(first), date.fromisoformat(last)


def test_gaps_lie_between_terms() -> None:
    terms = [Term(date(1990, 10, 1), date(1990, 11, 30)), Term(date(1989, 1, 1), date(1990, 3, 31))]
    assert gaps(terms, START, END) == (days("1990-04-01..1990-09-30"), days("1990-12-01..1990-12-31"))
    assert gaps([], START, END) == ((START, END),)


def test_an_office_without_an_end_lasts_until_the_next_holder_of_its_title() -> None:
    open_end = Term(date(1990, 1, 1), END, True, "president")
    following = Term(date(1990, 7, 1), date(1990, 7, 31), False, "president")
    assert gaps([open_end], START, END) == ()
    assert gaps([open_end, following], START, END) == (days("1990-08-01..1990-12-31"),)
    assert gaps([open_end, Term(date(1990, 7, 1), date(1990, 7, 31), False, "prime minister")], START, END) == ()


def test_a_year_and_a_month_last_to_their_end() -> None:
    assert [last_day(text) for text in ("1992", "1992-02", "1992-02-03")] == [
        date(1992, 12, 31),
        date(1992, 2, 29),
        date(1992, 2, 3),
    ]


def test_the_rules_name_states_and_titles_that_are_known() -> None:
    rules: Rules = load_rules()
    states = {country.code for country in read_countries() if country.note == "state"} | {"HKG", "PSE"}
    titles = {office.title for person in read_persons() for office in person.offices}
    assert list(rules.titles) == [HEAD, "head of government", "foreign minister", DEFENCE]
    assert rules.head_leads | rules.not_members | rules.no_defence | set(rules.founded) <= states
    assert {title for named in rules.titles.values() for title in named} - titles == set()


def test_only_members_from_their_founding_on_are_counted() -> None:
    lines = {(line.office, line.state): line for line in measure(load_rules(), START, date(1993, 12, 31))}
    assert (HEAD, "TWN") not in lines and (DEFENCE, "CRI") not in lines and (HEAD, "SSD") not in lines
    assert lines[HEAD, "CZE"].days == 365
    assert lines[HEAD, "FRA"].missing == 0


def test_persons_are_in_the_order_of_their_states() -> None:
    with PERSONS.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(line for line in file if not line.startswith("#"))
        states = [row["country"] for row in rows]
    assert states == sorted(states)
