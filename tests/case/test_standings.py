"""The standing of events is kept with them, counts are kept by triggers, and an older case gets both when opened."""

from __future__ import annotations

import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest

import gestae
from gestae.errors import CaseError
from gestae.linking.standing import standings
from gestae.record.events import HAPPENED, Event
from gestae.settings import Settings
from gestae.sources.collections.options import Options
from gestae.store.columns import read_columns
from gestae.store.migrations import VERSION, schema_of, script
from gestae.store.opening import open_case

pytestmark = pytest.mark.models

REPORTS = (
    "Kyiv said Russian forces had shelled a hospital in Kherson on Monday, killing two people. Moscow denied it.",
    "Iran fired missiles at a base in Erbil on Wednesday. The United States threatened to impose sanctions on Iran.",
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "a.case"
    with gestae.open(file, create=True) as case:
        for number, text in enumerate(REPORTS):
            report = tmp_path / f"{number}.txt"
            report.write_text(text, encoding="utf-8")
            case.add(report, published="2022-06-01")
    return file


def _kept(path: Path) -> dict[str, str]:
    with closing(sqlite3.connect(path)) as connection:
        query = "SELECT e.id, s.status FROM events e JOIN event_standings s ON s.event_key = e.key WHERE e.current = 1"
        return dict(connection.execute(query).fetchall())


def _told(path: Path) -> dict[str, str]:
    with gestae.open(path, read_only=True) as case:
        records = [record for document in case.documents() if (record := case.record(document.id))]
    return {one.row.id: one.status for record in records for one in standings(record) if isinstance(one.row, Event)}


def _counted(path: Path) -> tuple[Counter[str], dict[str, int]]:
    with closing(sqlite3.connect(path)) as connection:
        every = connection.execute("SELECT modality FROM events WHERE current = 1 AND repeated = 0").fetchall()
        kept = connection.execute("SELECT modality, events FROM event_counts WHERE events <> 0").fetchall()
    return Counter(row[0] for row in every), dict(kept)


def _as_version_one(path: Path) -> None:
    """Takes away what later versions have put in."""
    later = (line for number in range(2, VERSION + 1) for line in script(number).splitlines())
    added = {line.split()[2] for line in later if line.startswith("CREATE")}
    with closing(sqlite3.connect(path)) as connection:
        for kind in ("trigger", "index", "table"):
            query = "SELECT name FROM sqlite_schema WHERE type = ? ORDER BY name"
            for (name,) in connection.execute(query, (kind,)).fetchall():
                if name in added:
                    connection.execute(f"DROP {kind} {name}")
        connection.execute("ALTER TABLE texts DROP COLUMN replaced")
        connection.execute("PRAGMA user_version = 1")
        connection.commit()


def test_the_standing_of_every_event_is_kept(path: Path) -> None:
    kept = _kept(path)
    assert kept == _told(path)
    assert len(set(kept.values())) > 1


def test_counts_follow_reading_anew_and_copies(path: Path, tmp_path: Path) -> None:
    assert _counted(path)[0] == _counted(path)[1]
    copy = tmp_path / "copy.txt"
    copy.write_text(REPORTS[0] + "\n", encoding="utf-8")
    with gestae.open(path) as case:
        case.add(
            *sorted(tmp_path.glob("*.txt")), published="2022-06-01", options=Options(settings=Settings(judge=False))
        )
        counts = case.counts()
    every, kept = _counted(path)
    assert every == kept
    assert (counts.events, counts.happened) == (sum(kept.values()), sum(kept[one] for one in HAPPENED if one in kept))


def test_verify_finds_a_count_that_is_wrong(path: Path) -> None:
    with gestae.open(path, read_only=True) as case:
        assert list(case.verify()) == []
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE event_counts SET events = events + 1 WHERE modality = 'actual'")
        connection.commit()
    with gestae.open(path, read_only=True) as case:
        (fault,) = case.verify()
    assert (fault.table, fault.row) == ("event_counts", "actual")


def test_a_case_of_the_first_version_is_brought_up_to_date(path: Path) -> None:
    before, counted = _kept(path), _counted(path)
    with closing(open_case(path)) as connection:
        schema = dict(schema_of(connection))
    _as_version_one(path)
    with pytest.raises(CaseError, match="open it once for writing"):
        open_case(path, read_only=True)
    with closing(open_case(path)) as connection:
        assert dict(schema_of(connection)) == schema
    assert _kept(path) == before and _counted(path) == counted


def test_columns_hold_each_current_event_once_by_day(path: Path) -> None:
    with gestae.open(path, read_only=True) as case:
        events = case.events()
        columns = case.columns().events
    assert len(columns.keys) == len(events) == case_total(path)
    statuses = [columns.statuses.words[code] for code in columns.statuses.codes]
    assert Counter(statuses) == Counter(_told(path)[one.event.id] for one in events)
    days = [number for number in columns.first.tolist() if number > -(10**7)]
    assert days == sorted(days) and len(days) == sum(one.event.date is not None for one in events)


def case_total(path: Path) -> int:
    with gestae.open(path, read_only=True) as case:
        return case.counts().events


def test_columns_of_an_empty_case(tmp_path: Path) -> None:
    with closing(open_case(tmp_path / "empty.case", create=True)) as connection:
        columns = read_columns(connection).events
    assert len(columns.keys) == 0 and columns.happened.tolist() == []
