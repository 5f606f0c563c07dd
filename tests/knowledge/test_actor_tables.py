"""Schema checks for the hand-written actor tables."""

import csv
import re
from pathlib import Path

import pytest

ACTORS = Path(__file__).resolve().parents[2] / "src" / "gestae" / "knowledge" / "actors"
PERSON_COLUMNS = ["name", "aliases", "country", "sector", "kind", "office", "start", "end", "wikidata"]
ORGANIZATION_COLUMNS = ["name", "aliases", "country", "sector", "kind", "start", "end", "wikidata"]
SECTORS = set(
    [
        "GOV",
        "MIL",
        "LEG",
        "JUD",
        "COP",
        "SPY",
        "PRM",
        "PTY",
        "REB",
        "UAF",
        "UNK",
        "BUS",
        "CRM",
        "CVL",
        "EDU",
        "ELI",
        "JRN",
        "LAB",
        "MED",
        "REF",
        "OPP",
        "PRE",
        "REL",
        "SOC",
        "AGR",
    ]
)
ORGANIZATION_KINDS = set(
    ["organization", "government", "military", "igo", "ngo", "media", "company", "armed_group", "population"]
)
INTERNATIONAL = {"IGO", "UNO", "EUR", "NGO", "IMG", "MNC", "ISM"}
COUNTRY = re.compile(r"^([A-Z]{3})?$")
DATE = re.compile(r"^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$")
DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def read(filename):
    lines = (ACTORS / filename).read_text(encoding="utf-8").splitlines()
    body = [line for line in lines if not line.startswith("#")]
    rows = list(csv.reader(body))
    return lines, rows[0], [dict(zip(rows[0], row)) for row in rows[1:]], rows[1:]


TABLES = {
    "persons.csv": (PERSON_COLUMNS, {"person"}, 5000),
    "organizations.csv": (ORGANIZATION_COLUMNS, ORGANIZATION_KINDS, 3300),
}


@pytest.fixture(scope="module", params=sorted(TABLES))
def table(request):
    return (request.param, *TABLES[request.param], *read(request.param))


def problem_with_date(text):
    if not text:
        return False
    match = DATE.match(text)
    if not match:
        return True
    year, month, day = (int(part) if part else None for part in match.groups())
    if not 1700 <= year <= 2026 or (month is not None and not 1 <= month <= 12):
        return True
    if day is None:
        return False
    leap = month == 2 and year % 4 == 0
    return not 1 <= day <= DAYS[month - 1] + (1 if leap else 0)


def test_header_comments_and_columns(table):
    name, columns, _, _, lines, header, _, raw = table
    assert lines[0].startswith("#") and "Apache-2.0" in "".join(lines[:4])
    assert header == columns
    assert [row for row in raw if len(row) != len(columns)] == []


def test_row_count(table):
    _, _, _, least, _, _, rows, _ = table
    assert len(rows) >= least


def test_kinds_sectors_and_countries(table):
    _, _, kinds, _, _, _, rows, _ = table
    assert {row["kind"] for row in rows} <= kinds
    assert [row for row in rows if row["sector"] and row["sector"] not in SECTORS] == []
    assert [row for row in rows if not COUNTRY.match(row["country"])] == []


def test_empty_sector_only_for_international_actors(table):
    _, _, _, _, _, _, rows, _ = table
    assert [row for row in rows if not row["sector"] and row["country"] not in INTERNATIONAL] == []


def test_names_and_aliases(table):
    _, _, _, _, _, _, rows, _ = table
    for row in rows:
        assert row["name"] and row["name"] == row["name"].strip()
        aliases = row["aliases"].split("|") if row["aliases"] else []
        assert row["name"] not in aliases
        assert not re.search(r"[~!;\[\]]", row["name"] + row["aliases"]), row
        assert len(aliases) == len(set(aliases)), row
        for alias in aliases:
            assert alias and alias == alias.strip(), row
            assert len(alias) >= 3 or alias.isupper(), row


def test_dates_are_valid_and_ordered(table):
    _, _, _, _, _, _, rows, _ = table
    for row in rows:
        start, end = row["start"], row["end"]
        assert not problem_with_date(start) and not problem_with_date(end), row
        if start and end:
            shared = min(len(start), len(end))
            assert start[:shared] <= end[:shared], row


def test_no_duplicates(table):
    _, _, _, _, _, _, rows, _ = table
    keys = [(row["name"], row.get("office", row["country"]), row["start"]) for row in rows]
    seen = set()
    repeated = [key for key in keys if key in seen or seen.add(key)]
    assert repeated == []


def test_wikidata_shape(table):
    _, _, _, _, _, _, rows, _ = table
    assert [row for row in rows if not re.match(r"^(Q[1-9]\d*)?$", row["wikidata"])] == []


def test_offices_are_named():
    _, _, rows, _ = read("persons.csv")
    assert [row for row in rows if not row["office"].strip()] == []
