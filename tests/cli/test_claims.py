"""`gestae claims`, run as a user runs it, with a reader that needs no model."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from .conftest import Run

REPORT = "Bomb Kills Nine In Kabul\n\nKABUL (Wire) - A bomb killed nine people on Sunday, the police said.\n"


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "kabul.txt"
    path.write_text(REPORT, encoding="utf-8")
    return path


def test_the_table_groups_by_status(run: Run, report: Path) -> None:
    code, out, err = run("claims", report)
    assert (code, err) == (0, "")
    assert out.startswith("Bomb Kills Nine In Kabul\n")
    assert "Own voice  1 ──" in out
    assert "● #1 ASSAULT A" in out and "told by the outlet itself: “A” [41-42]" in out
    assert "\x1b" not in out
    assert max(map(len, out.splitlines())) <= 80


def test_one_report_as_json_is_one_object(run: Run, report: Path) -> None:
    code, out, _ = run("claims", report, "--json", "--published", "2020-01-08")
    found = json.loads(out)
    assert code == 0
    assert list(found) == ["document", "title", "published", "claims", "gestae"]
    (claim,) = found["claims"]
    assert (claim["table"], claim["status"], claim["modality"]) == ("events", "own voice", "actual")
    (voice,) = claim["voices"]
    assert voice["role"] == "tells" and voice["speakers"] == []
    assert REPORT[voice["words"]["start"] : voice["words"]["end"]] == voice["words"]["text"] == "A"


def test_several_reports_as_json_are_an_array(run: Run, report: Path) -> None:
    code, out, _ = run("claims", report, report, "--json")
    assert code == 0
    assert len(json.loads(out)) == 2


def test_only_the_status_asked_for(run: Run, report: Path) -> None:
    code, out, _ = run("claims", report, "--status", "denied", "--status", "pending")
    assert code == 0
    assert "no event or toll of that status" in out
    code, out, _ = run("claims", report, "--json", "--status", "denied")
    assert json.loads(out)["claims"] == []


def test_a_bad_report_is_named_and_the_others_are_read(run: Run, report: Path, tmp_path: Path) -> None:
    code, out, err = run("claims", report, tmp_path / "nowhere.txt")
    assert code == 1
    assert "Bomb Kills Nine" in out and "nowhere.txt" in err
    code, out, err = run("claims", tmp_path / "nowhere.txt", "--json")
    assert (code, out) == (1, "")


def test_wrong_usage(run: Run, report: Path) -> None:
    assert run("claims")[0] == 2
    assert run("claims", report, "--status", "certain")[0] == 2
    assert run("claims", "-", "-")[0] == 2
    assert "REPORT..." in run("claims", "--help")[1]
