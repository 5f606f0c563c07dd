"""`gestae actors`, run as a user runs it."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from gestae.cli.main import run as run_command

from .test_read import python

Run = Callable[..., tuple[int, str, str]]
OWN = """name,aliases,country,sector,kind,office,start,end
Azawad Dawn Front,Dawn Front,MLI,REB,armed_group,,2021,
Modibo Tessa,,MLI,REB,person,spokesman of the Dawn Front,2021-03,
"""


@pytest.fixture
def run(capfdbinary: pytest.CaptureFixture[bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs `gestae actors` with an empty folder of imports; exit code, standard output, standard error."""
    monkeypatch.setenv("GESTAE_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("COLUMNS", "160")

    def call(*arguments: str | Path) -> tuple[int, str, str]:
        code = run_command(["actors", *map(str, arguments)])
        out, err = capfdbinary.readouterr()
        return code, out.decode(), err.decode()

    return call


@pytest.fixture
def own(tmp_path: Path) -> Path:
    path = tmp_path / "desk.csv"
    path.write_text(OWN, encoding="utf-8")
    return path


def names(run: Run, *arguments: str | Path) -> list[str]:
    code, out, _ = run("search", *arguments, "--json")
    assert code == 0
    return [found["name"] for found in json.loads(out)]


def test_search_by_title_country_and_date(run: Run) -> None:
    assert names(run, "foreign", "minister", "--country", "Iran", "--on", "2015-07-14", "--limit", "1") == [
        "Mohammad Javad Zarif"
    ]
    assert names(run, "president", "--country", "FRA", "--on", "2003-03-20")[0] == "Jacques Chirac"
    assert names(run, "british prime minister", "--on", "2003-03-20")[0] == "Tony Blair"


def test_search_by_name_alias_spelling_capital_and_role(run: Run) -> None:
    assert names(run, "hezbollah")[0] == "Hezbollah"
    assert names(run, "Qassim Sulaymani") == ["Qasem Soleimani"]
    assert names(run, "kremlin")[0] == "Russia"
    assert names(run, "IRQ", "--limit", "1") == ["Iraq"]
    assert names(run, "militia")[0] == "militia"


def test_search_shows_a_table(run: Run) -> None:
    code, out, err = run("search", "hezbollah", "--limit", "2")
    assert (code, err) == (0, "")
    head, first, _ = out.splitlines()
    assert head.split() == ["name", "country", "sector", "kind", "dates", "wikidata"]
    assert first.split() == ["Hezbollah", "LBN", "REB", "armed_group", "1982–", "Q41053"]


def test_search_without_result_is_no_failure(run: Run) -> None:
    assert run("search", "zzyzx", "--json") == (0, "[]\n", "")
    code, out, err = run("search", "zzyzx")
    assert (code, out, err) == (0, "", "gestae: no actor found for 'zzyzx'\n")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["search"], "Missing argument 'WORDS...'"),
        (["search", "x", "--on", "2015"], "'2015' is not a day; write 2020-01-08"),
        (["search", "x", "--country", "Ruritania"], "unknown country 'Ruritania'"),
        (["show"], "Missing argument 'NAME...'"),
        (["import", "no-such-file.csv"], "does not exist"),
        (["import", __file__, __file__, "--name", "x"], "--name and --to are for one file at a time"),
    ],
)
def test_wrong_usage(run: Run, arguments: list[str], message: str) -> None:
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert message in err


def test_show_one_entry_whole(run: Run) -> None:
    code, out, _ = run("show", "Zarif", "--on", "2016-01-01")
    assert code == 0
    assert out.splitlines()[0] == "Mohammad Javad Zarif"
    assert "also: Zarif, Javad Zarif" in out
    (office,) = [line for line in out.splitlines() if line.startswith("→")]
    assert "foreign minister" in office and "2013-08-15–2021-08-25" in office and "Ali Akbar Salehi" in office
    assert "from actors/persons.csv, line " in out


def test_show_a_state_with_who_governed_it(run: Run) -> None:
    _, out, _ = run("show", "IRN", "--on", "2015-07-14")
    assert "president: Hassan Rouhani" in out and "supreme leader: Ali Khamenei" in out
    assert "president: Mahmoud Ahmadinejad" not in out


def test_show_as_json(run: Run) -> None:
    code, out, _ = run("show", "Q794", "--json")
    entry = json.loads(out)
    assert (code, entry["name"], entry["kind"], entry["country"]) == (0, "Iran", "state", "IRN")
    assert entry["where"][0].startswith("actors/countries.csv, line ")


def test_show_nobody_names_who_is_near(run: Run) -> None:
    code, out, err = run("show", "Hezbolah")
    assert (code, out) == (1, "")
    assert "nobody known by the name 'Hezbolah'; did you mean: Hezbollah" in err


def test_import_list_use_remove(run: Run, own: Path, tmp_path: Path) -> None:
    kept = tmp_path / "data" / "actors" / "desk.csv"
    assert run("list")[1:] == ("", f"gestae: nothing was imported (the folder is {kept.parent})\n")
    code, out, err = run("import", own)
    assert (code, err) == (0, "")
    assert out == f"desk.csv: 2 actors (1 armed_group, 1 person)\nkept as desk in {kept}\n"
    assert "made by gestae from desk.csv" in kept.read_text(encoding="utf-8")
    (listed,) = json.loads(run("list", "--json")[1])
    assert (listed["name"], listed["actors"], listed["path"]) == ("desk", 2, str(kept))
    assert "desk  2" in run("list")[1]
    (entry,) = [json.loads(run("show", "Dawn Front", "--json")[1])]
    assert entry["own"] and entry["where"] == ["desk.csv, line 2"]
    assert run("import", own)[0] == 1
    assert run("import", own, "--replace")[0] == 0
    assert run("remove", "desk", "--dry-run")[1] == f"would remove {kept}\n" and kept.exists()
    assert run("remove", "desk")[0] == 0 and not kept.exists()
    assert run("remove", "desk")[0] == 1


def test_dry_run_keeps_nothing(run: Run, own: Path) -> None:
    code, out, _ = run("import", own, "--dry-run")
    assert code == 0 and "nothing was written" in out
    assert run("list", "--json")[1] == "[]\n"


def test_search_with_a_file_that_is_not_imported(run: Run, own: Path) -> None:
    assert names(run, "tessa", "--actors", own)[0] == "Modibo Tessa"


def test_every_fault_is_named_and_the_other_files_are_kept(run: Run, own: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.csv"
    bad.write_text("name,country,start\nAb,Mali,2020\nBc,MLI,x\n", encoding="utf-8")
    code, out, err = run("import", bad, own)
    assert code == 1 and out.startswith("desk.csv: 2 actors")
    assert "bad.csv, line 2: unknown country 'Mali'; did you mean MLI?" in err
    assert "bad.csv, line 3: 'x' is no date" in err
    assert f"{bad}: not imported" in err


def test_a_dictionary_to_a_file_of_ours(run: Run, tmp_path: Path) -> None:
    dictionary = tmp_path / "mine.actors.txt"
    dictionary.write_text("TESHIAN_FRONT_ [MLIREB <20100101] [MLIGOV >20091231]\nARNOR [ARN]\n", encoding="utf-8")
    target = tmp_path / "mine.csv"
    code, out, err = run("import", dictionary, "--to", target)
    assert code == 0 and f"written to {target}" in out
    assert "line 2: 'ARNOR' left out" in err and "ARN (1)" in err
    rows = list(csv.DictReader(target.read_text(encoding="utf-8").splitlines()))
    assert [(row["name"], row["sector"], row["start"], row["end"]) for row in rows] == [
        ("Teshian Front", "REB", "", "2009-12-31"),
        ("Teshian Front", "GOV", "2010-01-01", ""),
    ]
    assert run("import", dictionary, "--to", target)[0] == 1
    assert run("import", dictionary, "--to", tmp_path / "mine.xml")[0] == 1
    code, out, _ = run("import", dictionary, "--keep-codes", "--to", "-")
    assert code == 0 and "Arnor,,,ARN,,state" in out


def test_the_command_loads_no_parser() -> None:
    code = "import sys, gestae.cli.actor_commands; assert not {'spacy', 'trafilatura'} & set(sys.modules)"
    assert python(code).returncode == 0


def test_a_broken_import_is_named_when_reading(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "data" / "actors"
    folder.mkdir(parents=True)
    (folder / "desk.csv").write_text("name,country\nAb,Mali\n", encoding="utf-8")
    monkeypatch.setenv("GESTAE_DATA", str(tmp_path / "data"))
    assert run_command(["actors", "search", "x"]) == 1
    assert capfd.readouterr().err.startswith("gestae: desk.csv, line 2: unknown country 'Mali'; did you mean MLI?")
