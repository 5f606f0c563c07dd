"""Schema checks for the hand-written actor tables."""

from __future__ import annotations

import csv
import re
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from gestae.ontology.codes import load_ontology

ACTORS = Path(__file__).resolve().parents[2] / "src" / "gestae" / "knowledge" / "actors"
PERSON_COLUMNS = ("name", "aliases", "country", "sector", "kind", "office", "start", "end", "wikidata")
ORGANIZATION_COLUMNS = ("name", "aliases", "country", "sector", "kind", "start", "end", "wikidata")
ORGANIZATION_KINDS = frozenset(
    {
        "organization", "government", "military", "igo", "ngo", "media", "company", "armed_group", "population",
    }
)  # fmt: skip
INTERNATIONAL = frozenset({"IGO", "UNO", "EUR", "NGO", "IMG", "MNC", "ISM"})
COUNTRY = re.compile(r"([A-Z]{3})?")
DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@dataclass(frozen=True)
class Table:
    """A file of actors, and what it must hold."""

    file: str
    columns: tuple[str, ...]
    kinds: frozenset[str]
    least: int

    def lines(self) -> list[str]:
        return (ACTORS / self.file).read_text(encoding="utf-8").splitlines()

    def raw(self) -> list[list[str]]:
        return list(csv.reader(line for line in self.lines() if not line.startswith("#")))

    def rows(self) -> list[dict[str, str]]:
        header, *rows = self.raw()
        return [dict(zip(header, row, strict=True)) for row in rows]


PERSONS = Table("persons.csv", PERSON_COLUMNS, frozenset({"person"}), 5000)
ORGANIZATIONS = Table("organizations.csv", ORGANIZATION_COLUMNS, ORGANIZATION_KINDS, 3300)

each_table = pytest.mark.parametrize("table", [PERSONS, ORGANIZATIONS], ids=lambda table: table.file)


def is_day(text: str) -> bool:
    """Whether a text is empty or a year, month or day that exists."""
    if not text:
        return True
    match = DATE.fullmatch(text)
    if not match:
        return False
    year, month, day = (int(part or 1) for part in match.groups())
    if not 1700 <= year <= 2026 or not 1 <= month <= 12:
        return False
    return 1 <= day <= DAYS[month - 1] + (month == 2 and year % 4 == 0)


@each_table
def test_header_comments_and_columns(table: Table) -> None:
    lines = table.lines()
    assert lines[0].startswith("#") and "Apache-2.0" in "".join(lines[:4])
    header, *rows = table.raw()
    assert tuple(header) == table.columns
    assert [row for row in rows if len(row) != len(table.columns)] == []
    assert len(rows) >= table.least


@each_table
def test_kinds_sectors_and_countries(table: Table) -> None:
    sectors = load_ontology().sectors
    rows = table.rows()
    assert {row["kind"] for row in rows} <= table.kinds
    assert [row for row in rows if row["sector"] and row["sector"] not in sectors] == []
    assert [row for row in rows if not COUNTRY.fullmatch(row["country"])] == []
    assert [row for row in rows if not row["sector"] and row["country"] not in INTERNATIONAL] == []


@each_table
def test_names_and_aliases(table: Table) -> None:
    for row in table.rows():
        assert row["name"] and row["name"] == row["name"].strip()
        aliases = row["aliases"].split("|") if row["aliases"] else []
        assert row["name"] not in aliases
        assert not re.search(r"[~!;\[\]]", row["name"] + row["aliases"]), row
        assert len(aliases) == len(set(aliases)), row
        for alias in aliases:
            assert alias and alias == alias.strip(), row
            assert len(alias) >= 3 or alias.isupper(), row


@each_table
def test_dates_exist_and_are_ordered(table: Table) -> None:
    for row in table.rows():
        start, end = row["start"], row["end"]
        assert is_day(start) and is_day(end), row
        if start and end:
            shared = min(len(start), len(end))
            assert start[:shared] <= end[:shared], row


@each_table
def test_no_duplicates(table: Table) -> None:
    counted = Counter((row["name"], row.get("office", row["country"]), row["start"]) for row in table.rows())
    assert [key for key, count in counted.items() if count > 1] == []


@each_table
def test_wikidata_shape(table: Table) -> None:
    assert [row for row in table.rows() if not re.fullmatch(r"(Q[1-9]\d*)?", row["wikidata"])] == []


def test_a_wikidata_item_is_one_actor_and_an_actor_one_item() -> None:
    names: dict[str, set[str]] = {}
    items: dict[str, set[str]] = {}
    for table in (PERSONS, ORGANIZATIONS, replace(ORGANIZATIONS, file="countries.csv")):
        for row in table.rows():
            if row["wikidata"]:
                names.setdefault(row["wikidata"], set()).add(row["name"])
                items.setdefault(row["name"], set()).add(row["wikidata"])
    assert {item: found for item, found in names.items() if len(found) > 1} == {}
    assert {name: found for name, found in items.items() if len(found) > 1} == {}
    assert len(names) > 300


def test_offices_are_named() -> None:
    assert [row for row in PERSONS.rows() if not row["office"].strip()] == []
