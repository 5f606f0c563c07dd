"""`gestae gazetteer`, run as a user runs it, and reading with what it built."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

import gestae
from gestae.cli.main import run as run_command

Run = Callable[..., tuple[int, str, str]]
SLICE = Path(__file__).parents[1] / "knowledge" / "geonames"
REPORT = "BAGHDAD (AP) - Militants killed 12 villagers in Kocho, Iraq, on Friday, officials said.\n"


@pytest.fixture
def run(capfdbinary: pytest.CaptureFixture[bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs `gestae gazetteer` with an empty data folder; exit code, standard output, standard error."""
    monkeypatch.setenv("GESTAE_DATA", str(tmp_path / "data"))

    def call(*arguments: str | Path) -> tuple[int, str, str]:
        code = run_command(["gazetteer", *map(str, arguments)])
        out, err = capfdbinary.readouterr()
        return code, out.decode(), err.decode()

    return call


def test_build_show_remove(run: Run, tmp_path: Path) -> None:
    code, out, _ = run("show")
    assert code == 0 and "GeoNames: not built" in out
    code, out, err = run("build", "--from", SLICE)
    assert code == 0 and "46 places" in out and "CC BY 4.0" in out
    assert "allCountries.txt: 100%" in err
    code, out, _ = run("show")
    assert "GeoNames 2025-11-20 " in out and "used by reading" in out and "CC BY 4.0" in out
    code, out, err = run("build", "--from", SLICE, "--no-progress")
    assert (code, err) == (0, "") and out.startswith("built from these files already")
    shown = json.loads(run("show", "--json")[1])
    assert shown["full"]["places"] == 46 and len(shown["full"]["files"]) == 5 and shown["unfinished"] == {}
    assert run("remove", "--dry-run")[1].startswith("would remove")
    assert run("remove")[0] == 0
    code, _, err = run("remove")
    assert code == 1 and "nothing was built" in err


def test_filters_are_parted_by_commas(run: Run) -> None:
    code, out, _ = run("build", "--from", SLICE, "--countries", "IRQ, SY", "--features", "P", "--features", "AIRB")
    assert code == 0 and "countries: IQ, SY; features: AIRB, P" in out


def test_interruption_is_told_and_shown(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(
            "gestae.knowledge.geonames.building.finish", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt)
        )
        code, _, err = run("build", "--from", SLICE)
    assert code == 130 and "the same command goes on from here" in err
    assert "an unfinished build: " in run("show")[1]
    assert run("show", "--json")[1].count("1.0") == 5
    code, out, err = run("build", "--from", SLICE)
    assert code == 0 and "allCountries.txt: 0%" not in err and "46 places" in out


def test_errors_name_file_and_line(run: Run, tmp_path: Path) -> None:
    dump = Path(shutil.copytree(SLICE, tmp_path / "dump"))
    with (dump / "allCountries.txt").open("a", encoding="utf-8") as file:
        file.write("1\tHere\n")
    code, out, err = run("build", "--from", dump, "--no-progress")
    assert (code, out) == (1, "")
    assert (
        err
        == f"gestae: {dump / 'allCountries.txt'}, line 48: 2 columns, not 19; is the file whole, and of this format?\n"
    )
    assert run("build", "--from", tmp_path / "none")[0] == 2
    assert run("build")[0] == 2
    code, _, err = run("build", "--from", SLICE, "--countries", "XX")
    assert code == 1 and "--countries XX" in err


@pytest.mark.models
def test_reading_uses_it_and_says_so(run: Run) -> None:
    def read(**settings: bool) -> gestae.Record:
        reader = gestae.Reader(gestae.Settings(**settings))  # type: ignore[arg-type]
        return gestae.read(REPORT, published="2014-08-16", reader=reader)

    without = read()
    assert len(without.gestae.gazetteer) == 1
    assert [place.lat for place in without.places if place.name == "Kocho"] in ([], [None])
    assert run("build", "--from", SLICE, "--no-progress")[0] == 0
    record = read()
    (village,) = [place for place in record.places if place.geonames == 90000001]
    assert (village.name, village.country, village.lat) == ("Kocho", "IRQ", 36.0)
    assert record.gestae.gazetteer[1].startswith("GeoNames 2025-11-20 ")
    assert json.loads(record.to_json())["gestae"]["gazetteer"] == list(record.gestae.gazetteer)
    assert read(full_gazetteer=False).to_json() == without.to_json()
