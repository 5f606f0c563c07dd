from __future__ import annotations

import json
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from gestae.adding import workers
from gestae.case import Case
from gestae.cli.main import run as run_command
from gestae.record.documents import Document
from gestae.record.events import Responsibility
from gestae.record.record import Record, Versions

from ..adding.reports import FakeReader, report, write_reports
from .conftest import Run


@pytest.fixture(autouse=True)
def no_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_reader", FakeReader)


@pytest.fixture
def run(capfdbinary: pytest.CaptureFixture[bytes]) -> Run:
    def call(*arguments: str | Path) -> tuple[int, str, str]:
        code = run_command([str(argument) for argument in arguments])
        out, err = capfdbinary.readouterr()
        return code, out.decode(), err.decode()

    return call


def add(run: Run, case: Path, *sources: str | Path) -> tuple[int, str, str]:
    return run("add", case, *sources, "--workers", "0")


def test_a_folder_goes_in_and_again_nothing_happens(run: Run, tmp_path: Path) -> None:
    case, folder = tmp_path / "a.case", write_reports(tmp_path / "in", 3)
    assert add(run, case, folder) == (0, f"{case}: 3 added\n", "")
    assert add(run, case, folder) == (0, f"{case}: 0 added, 3 there already\n", "")


def test_what_cannot_be_read_is_named_and_the_exit_code_says_so(run: Run, tmp_path: Path) -> None:
    case, folder = tmp_path / "a.case", write_reports(tmp_path / "in", 3)
    (folder / "report-0001.txt").write_text("")
    code, out, err = add(run, case, folder, tmp_path / "nowhere")
    assert code == 1 and out == f"{case}: 2 added, 2 could not be read (table problems)\n"
    assert err.splitlines() == [
        f"gestae: {folder}/report-0001.txt: the report is empty",
        f"gestae: {tmp_path}/nowhere: there is no such file",
    ]


def test_a_dry_run_makes_no_case(run: Run, tmp_path: Path) -> None:
    case, folder = tmp_path / "a.case", write_reports(tmp_path / "in", 2)
    code, out, err = run("add", case, folder, "--dry-run")
    assert (code, err) == (0, "") and not case.exists()
    assert out.splitlines()[-1] == "would go in: 2; there already: 0; could not be read: 0"
    add(run, case, folder / "report-0000.txt")
    (folder / "report-0001.txt").write_text(" ")
    code, out, err = run("add", case, folder, "--dry-run")
    assert code == 1 and out == "would go in: 0; there already: 1; could not be read: 1\n"


def test_columns_and_day_of_a_table(run: Run, tmp_path: Path) -> None:
    table = tmp_path / "export.csv"
    table.write_text('link,story\nhttps://n.example/1,"' + report(1).replace('"', '""') + '"\n')
    case = tmp_path / "a.case"
    code, out, err = run(
        "add", case, table, "--text-column", "story", "--published", "2020-01-08", "--workers", "0", "--no-progress"
    )
    assert (code, out) == (0, f"{case}: 1 added\n")
    assert "link" in err  # what was guessed is shown


def test_wrong_use(run: Run, tmp_path: Path) -> None:
    assert run("add", tmp_path / "a.case")[0] == 2
    assert run("add", tmp_path / "a.case", "x", "--workers", "many")[0] == 2
    assert run("add", tmp_path / "a.case", "-", "-")[0] == 2
    assert run("diff", tmp_path / "a.case", "1", "none")[0] == 2


@pytest.mark.parametrize("command", [("add", "in"), ("verify",), ("diff", "1", "2")], ids=lambda command: command[0])
def test_what_is_no_case_is_refused_in_one_line(run: Run, tmp_path: Path, command: tuple[str, ...]) -> None:
    other = tmp_path / "report.txt"
    other.write_text(report(1))
    name, *rest = command
    code, out, err = run(name, other, *rest)
    assert (code, out, err) == (1, "", f"gestae: {other}: this is not a case file\n")
    assert other.read_text() == report(1)


def test_verify(run: Run, tmp_path: Path) -> None:
    case = tmp_path / "a.case"
    assert run("verify", case)[0] == 1
    add(run, case, write_reports(tmp_path / "in", 2))
    assert run("verify", case) == (0, f"{case}: 2 documents, every hash and every span as it was put in\n", "")
    with sqlite3.connect(case) as raw:
        raw.execute("UPDATE texts SET text = text || 'more' WHERE key = 2")
    raw.close()
    code, out, err = run("verify", case)
    assert (code, err) == (3, "")
    assert out.splitlines()[0].endswith("the text is not the one that was stored")
    assert out.splitlines()[-1] == f"{case}: 1 fault"


def test_diff(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    case, folder = tmp_path / "a.case", write_reports(tmp_path / "in", 1)
    add(run, case, folder)

    class Later(FakeReader):
        versions = Versions(version="1", model="none", ontology="PLOVER")

        def __call__(self, document: Document) -> Record:
            record = super().__call__(document)
            told = record.events[0]
            by = Responsibility(actor=told.actors[0], standing="blamed", evidence=told.evidence[:1])
            told = replace(told, mode="explosives", responsibility=(by,))
            return replace(record, events=(told, *record.events[2:]))

    monkeypatch.setattr(workers, "_reader", Later)
    assert add(run, case, folder)[1] == f"{case}: 0 added, 1 read again\n"
    code, out, err = run("diff", case, "1", "2")
    lines = out.splitlines()
    assert (code, err) == (0, "") and lines[-1] == "events: 1 dropped, 1 changed"
    assert any(line.startswith("- D") and "ASSAULT “" in line for line in lines)
    assert any(line.startswith("~ D") and 'mode: none → "explosives"' in line for line in lines)
    assert any('responsibility: none → [{"actor": "' in line and '"standing": "blamed"' in line for line in lines)
    assert run("diff", case, "2", "2")[1] == "the runs tell the same\n"
    rows = [json.loads(line) for line in run("diff", case, "1", "2", "--json")[1].splitlines()]
    assert sorted(row["kind"] for row in rows) == ["changed", "dropped"]
    code, out, err = run("diff", case, "1", "7")
    assert (code, out) == (1, "") and err.endswith("there is no run 7; it has the runs 1, 2\n")


def test_help_names_an_example(run: Run) -> None:
    for command in ("add", "diff", "verify"):
        code, out, _ = run(command, "--help")
        assert code == 0 and f"gestae {command} iran.case" in out


def test_what_is_skimmed_over_is_kept_with_the_reason_and_read_when_asked_for(run: Run, tmp_path: Path) -> None:
    case, folder = tmp_path / "a.case", write_reports(tmp_path / "in", 3)
    (folder / "garden.txt").write_text("The tulips in the garden\n\nThey bloom in the garden every year in April.")
    told = f"{case}: 4 added, 1 of them skimmed over, not read (table skims)\n"
    assert run("add", case, folder, "--workers", "0", "--skim") == (0, told, "")
    with Case(case, read_only=True) as opened:
        (kept,) = opened.skims()
        assert kept.name.endswith("garden.txt") and kept.chance == 0.01 and "skimmed over" in kept.reason
        assert opened.text(kept.document) is not None and opened.record(kept.document) is None
        assert (opened.counts().documents, opened.counts().skimmed) == (4, 1)
        assert list(opened.verify()) == []
    assert run("add", case, folder, "--workers", "0", "--skim")[1].startswith(f"{case}: 0 added, 4 there already")
    assert add(run, case, folder)[1] == f"{case}: 0 added, 1 read again, 3 there already\n"
    with Case(case, read_only=True) as opened:
        assert opened.skims() == [] and opened.record(kept.document) is not None
        (resolved,) = opened.skims(resolved=True)
        assert resolved.document == kept.document and opened.counts().skimmed == 0
        assert len(opened.runs()) == 1


@pytest.mark.parametrize(
    ("flags", "told"),
    [
        (["--readings", "r"], "go with --engine"),
        (["--no-merge"], "go with --engine"),
        (["--engine", "dask://local", "--dry-run"], "--dry-run"),
        (["--engine", "dask://local", "--readings", "s3://bucket/r"], "--no-merge"),
    ],
)
def test_flags_of_the_engine_that_do_not_fit(run: Run, tmp_path: Path, flags: list[str], told: str) -> None:
    code, _, err = run("add", tmp_path / "a.case", tmp_path, *flags)
    assert code == 2 and told in err


def test_an_engine_that_is_none_is_named(run: Run, tmp_path: Path) -> None:
    folder = write_reports(tmp_path / "in", 1)
    code, _, err = run("add", tmp_path / "a.case", folder, "--engine", "spark://local")
    assert code == 1 and err.splitlines()[-1].startswith("gestae: spark://local: no such engine")
