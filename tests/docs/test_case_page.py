"""docs/case.md names every table of the case, and its query and its Python run."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

import gestae
from gestae.adding import workers
from gestae.store.migrations import expected_schema
from gestae.store.opening import open_case

from ..adding.reports import FakeReader, write_reports

PAGE = (Path(__file__).parents[2] / "docs" / "case.md").read_text(encoding="utf-8")
TABLES = {name for name, sql in expected_schema().items() if sql.startswith(("CREATE TABLE", "CREATE VIRTUAL"))}


def test_every_table_has_its_row() -> None:
    named = {name for line in PAGE.splitlines() if line.startswith("| `") for name in re.findall(r"`(\w+)`", line)}
    ours = {name for name in TABLES if not name.startswith("texts_search_")}
    assert ours <= named


def test_the_query_runs(tmp_path: Path) -> None:
    (query,) = re.findall(r"```sql\n(.*?)```", PAGE, re.DOTALL)
    with closing(open_case(tmp_path / "a.case", create=True)) as connection:
        assert connection.execute(query).fetchall() == []


def test_the_python_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(workers, "_reader", FakeReader)
    monkeypatch.chdir(tmp_path)
    write_reports(tmp_path / "reports", 2)
    (code,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    exec(code.replace('"IRN"', '"ARN"'), {})
    assert len(capsys.readouterr().out.splitlines()) == 14


def test_a_case_opens_without_gestae(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What other programs do: plain SQLite, no extension, no function of ours."""
    monkeypatch.setattr(workers, "_reader", FakeReader)
    with gestae.open(tmp_path / "a.case", create=True) as case:
        case.add(write_reports(tmp_path / "in", 2))
    with closing(sqlite3.connect(tmp_path / "a.case")) as connection:
        for name in sorted(TABLES):
            connection.execute(f"SELECT * FROM {name} LIMIT 5").fetchall()
        found = connection.execute("SELECT count(*) FROM texts_search WHERE texts_search MATCH 'harbour'").fetchone()
    assert found == (2,)
