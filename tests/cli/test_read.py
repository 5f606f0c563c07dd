"""`gestae read`, run as a user runs it, with a reader that needs no model."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from .conftest import Run

ROOT = Path(__file__).parents[2]
REPORT = "Bomb Kills Nine In Kabul\n\nKABUL (Wire) - A bomb killed nine people on Sunday, the police said.\n"
FRENCH = (
    "Un séisme a frappé la ville de Tabas dans l'est du pays mercredi, faisant au moins quarante morts et des blessés."
)


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "kabul.txt"
    path.write_text(REPORT, encoding="utf-8")
    return path


def python(code: str, *, env: dict[str, str] | None = None, **options: object) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(  # type: ignore[call-overload, no-any-return]
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={**os.environ, **(env or {})},
        capture_output=True,
        check=False,
        timeout=60,
        **options,
    )


def test_table_is_the_default(run: Run, report: Path) -> None:
    code, out, err = run("read", report)
    assert (code, err) == (0, "")
    assert "Bomb Kills Nine In Kabul" in out
    assert "ASSAULT" in out and "happened" in out and "[41-42]" in out


def test_one_report_as_json_is_one_object(run: Run, report: Path) -> None:
    code, out, _ = run("read", report, "--json", "--published", "2020-01-08")
    record = json.loads(out)
    assert code == 0
    assert record["documents"][0]["published"] == "2020-01-08"
    assert record["documents"][0]["text"] == REPORT
    assert list(record)[-1] == "gestae"


def test_several_reports_as_json_are_an_array(run: Run, report: Path) -> None:
    code, out, _ = run("read", report, report, "--format", "json")
    assert code == 0
    assert [record["events"][0]["type"] for record in json.loads(out)] == ["ASSAULT", "ASSAULT"]


def test_array_is_whole_when_all_reports_fail(run: Run, tmp_path: Path) -> None:
    code, out, _ = run("read", tmp_path / "a", tmp_path / "b", "--json")
    assert (code, json.loads(out)) == (1, [])


def test_json_lines_are_an_object_a_line(run: Run, report: Path) -> None:
    _, out, _ = run("read", report, report, report, "--format", "jsonl")
    assert [len(json.loads(line)["documents"]) for line in out.splitlines()] == [1, 1, 1]


def test_csv_has_a_row_for_each_event(run: Run, report: Path) -> None:
    _, out, _ = run("read", report, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(out, newline="")))
    assert [(row["type"], row["words"], row["start"]) for row in rows] == [("ASSAULT", "A", "41")]


def test_markdown_brief(run: Run, report: Path) -> None:
    _, out, _ = run("read", report, "--format", "md")
    assert out.startswith("# Bomb Kills Nine In Kabul\n")
    assert "1. **ASSAULT**" in out


def test_standard_input(fake_reader: None) -> None:
    code = (
        "from tests.cli.fakes import install; install()\n"
        "from gestae.cli.main import main; main(['read', '-', '--json'])"
    )
    done = python(code, input=REPORT.encode())
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout)["documents"][0]["text"] == REPORT


def test_same_bytes_twice(run: Run, report: Path) -> None:
    assert run("read", report, "--json") == run("read", report, "--json")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "the report is empty"),
        (b"  \n\t\xef\xbb\xbf\n", "the report is empty"),
        (b"\xef\xbb\xbf", "the report is empty"),
        (b"%PDF-1.7 ...", "not text but a PDF"),
        (b"\xff\xd8\xff\xe0JFIF", "not text but a JPEG picture"),
        (b"\x1f\x8b\x08\x00abc", "it ends too early"),
        (b"\x28\xb5\x2f\xfd\x08\x00abc", "not text but compressed (zstd); unpack it first"),
        (b"\x7fELF\x02\x01", "not text but a program (ELF)"),
        (bytes(range(256)) * 40, "not text but binary data"),
        (FRENCH.encode(), "the report is in French; gestae reads English"),
        (b"<html><body><nav>Home</nav></body></html>", "no article text found on the page"),
        (b"x" * 2_000_001, "more than the setting max_characters = 2,000,000; nothing was read"),
    ],
)
def test_bad_report_is_named_and_the_others_are_read(
    run: Run, report: Path, tmp_path: Path, content: bytes, message: str
) -> None:
    bad = tmp_path / "bad.txt"
    bad.write_bytes(content)
    code, out, err = run("read", bad, report, "--format", "jsonl")
    assert code == 1
    assert len(out.splitlines()) == 1
    first, second = err.splitlines()
    assert first.startswith(f"gestae: {bad}: ") and message in first
    assert second == "gestae: 1 of 2 reports could not be read"


def test_missing_file_and_empty_folder(run: Run, tmp_path: Path) -> None:
    code, out, err = run("read", tmp_path / "no.txt", tmp_path)
    assert (code, out) == (1, "")
    assert f"{tmp_path / 'no.txt'}: there is no such file" in err
    assert f"{tmp_path}: there is no file in the folder" in err


def test_a_collection_gives_a_record_for_each_report(run: Run, report: Path, tmp_path: Path) -> None:
    archive = tmp_path / "week.zip"
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("a.txt", REPORT)
        file.writestr("b.jpg", b"\xff\xd8\xff\xe0JFIF")
    code, out, err = run("read", archive, "--json")
    assert code == 1
    assert [record["documents"][0]["text"] for record in json.loads(out)] == [REPORT]
    assert err.splitlines() == [
        f"gestae: {archive}/b.jpg: not text but a JPEG picture",
        "gestae: 1 of 2 reports could not be read",
    ]


def test_an_address_that_may_not_be_fetched_is_named(run: Run) -> None:
    code, out, err = run("read", "http://127.0.0.1/a", "ftp://wire.example/a", "--format", "jsonl")
    assert (code, out) == (1, "")
    first, second, last = err.splitlines()
    assert first.startswith("gestae: http://127.0.0.1/a: ") and "not on the public internet" in first
    assert second == "gestae: ftp://wire.example/a: there is no such file"
    assert last == "gestae: 2 of 2 reports could not be read"


def test_columns_are_guessed_and_shown_or_asked_for(run: Run, tmp_path: Path) -> None:
    table = tmp_path / "table.csv"
    table.write_text("id,title,body,note\n1,Bomb Kills Nine,A bomb killed nine people.,A quake killed ten people.\n")
    code, out, err = run("read", table, "--format", "jsonl")
    assert (code, json.loads(out)["documents"][0]["text"]) == (0, "Bomb Kills Nine\n\nA bomb killed nine people.")
    assert err == f"gestae: {table}: text from 'body', title from 'title'\n"
    _, out, _ = run("read", table, "--format", "jsonl", "--text-column", "note")
    assert json.loads(out)["documents"][0]["text"].endswith("A quake killed ten people.")
    code, out, err = run("read", table, "--json", "--text-column", "nix")
    assert (code, json.loads(out or "[]")) == (1, [])
    assert "there is no column 'nix'; there are 'id', 'title', 'body', 'note'" in err


def test_errors_come_in_the_order_of_the_reports(run: Run, report: Path, tmp_path: Path) -> None:
    arguments: list[Path] = []
    for number in range(8):
        arguments += [report, tmp_path / f"missing-{number}"]
    code, out, err = run("read", *arguments, "--format", "jsonl")
    assert code == 1
    assert len(out.splitlines()) == 8
    assert [line.split(":")[1].strip()[-1] for line in err.splitlines()[:8]] == list("01234567")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["read"], "Missing argument 'REPORT...'"),
        (["read", "a", "--published", "yesterday"], "'yesterday' is not a date"),
        (["read", "a", "--published", "2020-02-31"], "'2020-02-31' is not a date"),
        (["read", "a", "--format", "xml"], "'xml' is not one of"),
        (["read", "a", "--json", "--format", "csv"], "cannot go together"),
        (["read", "-", "-"], "can be read once only"),
        (["write"], "No such command 'write'"),
    ],
)
def test_wrong_usage_exits_with_2(run: Run, arguments: list[str], message: str) -> None:
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert message in err


@pytest.mark.parametrize("published", ["2020-01-08", "2020-01-08T05:12:00+03:30", "2020-01-08T05:12:00Z"])
def test_published_takes_days_and_times(run: Run, report: Path, published: str) -> None:
    _, out, _ = run("read", report, "--json", "--published", published)
    assert json.loads(out)["documents"][0]["published"] == published.replace("Z", "+00:00")


def test_each_setting_is_a_flag(run: Run, report: Path) -> None:
    code, out, err = run("read", report, "--max-characters", "20")
    assert (code, out) == (1, "")
    assert "more than the setting max_characters = 20" in err
    assert run("read", report, "--max-characters", "0")[0] == 2
    _, out, _ = run("read", "--help")
    assert "--model TEXT" in out and "--max-characters INTEGER" in out


def test_module_is_the_command() -> None:
    done = subprocess.run([sys.executable, "-m", "gestae", "--version"], capture_output=True, check=True)
    assert done.stdout.startswith(b"gestae 0.")


def test_file_name_of_odd_bytes_is_printed_on_one_line(run: Run, tmp_path: Path) -> None:
    odd = tmp_path / os.fsdecode(b"two\nlines \xff \x1b[31m.txt")
    code, _, err = run("read", odd)
    assert code == 1
    assert err.count("\n") == 1 and "\x1b" not in err and "there is no such file" in err


def test_lone_surrogates_do_not_break_json(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "surrogate.txt"
    path.write_bytes(b"A bomb killed nine \xed\xa0\x80 people.")
    code, out, _ = run("read", path, "--json")
    assert code == 0
    assert json.loads(out)["documents"][0]["text"].startswith("A bomb killed nine")


def test_help_loads_no_parser() -> None:
    code = "import sys, gestae.cli.main, gestae; assert not {'spacy', 'rich', 'trafilatura'} & set(sys.modules)"
    assert python(code).returncode == 0
    done = python("from gestae.cli.main import main; main(['--help'])")
    assert b"Example: gestae read report.txt" in done.stdout
    assert done.returncode == 0


def test_version() -> None:
    done = python("from gestae.cli.main import main; main(['--version'])")
    assert done.stdout.startswith(b"gestae 0.")


def test_closed_standard_output_is_quiet(tmp_path: Path, report: Path) -> None:
    code = (
        "from tests.cli.fakes import install; install()\n"
        f"from gestae.cli.main import main; main(['read', *[{str(report)!r}] * 3000, '--json'])"
    )
    process = subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None and process.stderr is not None
    process.stdout.read(10)
    process.stdout.close()
    assert process.wait(timeout=60) == 0
    assert process.stderr.read() == b""
    process.stderr.close()


def test_interrupt_is_quiet() -> None:
    code = (
        "from tests.cli import fakes; fakes.install()\n"
        "def interrupted(self, documents):\n    raise KeyboardInterrupt\n"
        "fakes.FakeReader.read_all = interrupted\n"
        "from gestae.cli.main import main; main(['read', 'a', '--json'])"
    )
    done = python(code)
    assert (done.returncode, done.stdout, done.stderr) == (130, b"", b"\n")


def test_missing_model_is_one_line() -> None:
    code = (
        "from tests.cli import fakes; fakes.install()\n"
        "from gestae.errors import ModelMissing\n"
        "def missing(self, settings=None):\n    raise ModelMissing('the model is not installed; pip install it')\n"
        "fakes.FakeReader.__init__ = missing\n"
        "from gestae.cli.main import main; main(['read', 'a', '--json'])"
    )
    done = python(code)
    assert (done.returncode, done.stderr) == (1, b"gestae: the model is not installed; pip install it\n")


def test_progress_only_on_a_terminal(run: Run, report: Path) -> None:
    _, _, err = run("read", report, report)
    assert err == ""


@pytest.mark.parametrize("charset", ["ascii", "latin-1"])
def test_any_terminal_charset(report: Path, charset: str) -> None:
    code = (
        "from tests.cli.fakes import install; install()\n"
        f"from gestae.cli.main import main; main(['read', {str(report)!r}])"
    )
    done = python(code, env={"PYTHONIOENCODING": charset, "PYTHONUTF8": "0"})
    assert (done.returncode, done.stderr) == (0, b"")
    assert "Bomb Kills Nine" in done.stdout.decode()


def test_reports_that_are_skimmed_over_are_named(run: Run, tmp_path: Path, report: Path) -> None:
    garden = tmp_path / "garden.txt"
    garden.write_text("The tulips in the garden\n\nThey bloom in the garden every year in April.")
    code, out, err = run("read", report, garden, "--skim", "--format", "jsonl")
    assert code == 0 and len(out.splitlines()) == 1
    assert "garden.txt: skimmed over" in err and "1 of 2 reports were skimmed over" in err
    assert len(run("read", report, garden, "--format", "jsonl")[1].splitlines()) == 2


def test_a_report_of_no_public_concern_says_why_it_has_no_events(run: Run, tmp_path: Path, report: Path) -> None:
    film = tmp_path / "film.txt"
    film.write_text("A film for the holidays\n\n" + "The actors love the story and the songs of the film. " * 8)
    assert "the report is of no public concern: no event is coded" in run("read", film)[2]
    assert "1 of 2 reports are of no public concern" in run("read", report, film)[2]
    assert run("read", film, "--no-concern")[2] == ""
