"""`gestae explain`, run as a user runs it, with a reader that needs no model."""

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


@pytest.mark.parametrize("event", [(), ("1",), ("#1",), ("e1",)])
def test_an_event_is_shown_by_number_or_id(run: Run, report: Path, event: tuple[str, ...]) -> None:
    code, out, err = run("explain", report, *event)
    assert (code, err) == (0, "")
    assert "● #1 ASSAULT A  happened  E1  confidence 0.50" in out
    assert "entry attack of assault.toml: They attacked it." in out
    assert "verb attack: “A” [41-42] · object @people: not met; the judge was sure" in out
    assert "actor A: seen by the judge in “A” [41-42]" in out
    assert "judge: ASSAULT 0.90, no event 0.05" in out
    assert "certainty: planned because of “A” [41-42]" in out
    assert "\x1b" not in out and max(map(len, out.splitlines())) <= 80


def test_json_is_one_object(run: Run, report: Path) -> None:
    code, out, _ = run("explain", report, "--json")
    found = json.loads(out)
    assert code == 0
    assert list(found) == ["document", "title", "published", "explanations", "gestae"]
    (explanation,) = found["explanations"]
    assert (explanation["number"], explanation["event"]) == (1, "E1")
    (telling,) = explanation["tellings"]
    assert REPORT[telling["words"]["start"] : telling["words"]["end"]] == telling["words"]["text"] == "A"
    assert telling["parties"][0]["origin"] == "judge"


@pytest.mark.parametrize("event", ["2", "#0", "x", "E2"])
def test_no_such_event_is_wrong_usage(run: Run, report: Path, event: str) -> None:
    code, out, err = run("explain", report, event)
    assert (code, out) == (2, "")
    assert err == f"gestae: {event}: no such event; there are #1 to #1\n"


def test_a_bad_report_is_named(run: Run, tmp_path: Path) -> None:
    code, out, err = run("explain", tmp_path / "nowhere.txt")
    assert (code, out) == (1, "")
    assert err.endswith("nowhere.txt: there is no such file\n") and err.count("\n") == 1
    assert run("explain")[0] == 2
