"""The examples of docs/actors.md, done as they are printed."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from gestae.cli.main import run
from gestae.knowledge.own.files import read_own_text
from gestae.knowledge.own.rows import COLUMNS, KINDS

PAGE = (Path(__file__).parents[2] / "docs" / "actors.md").read_text(encoding="utf-8")
DICTIONARY = "TESHIAN_FRONT_ [MLIREB]\n+TLF_\n"


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)


def test_the_printed_files_are_read() -> None:
    (csv,), (toml,) = blocks("csv"), blocks("toml")
    from_csv = read_own_text(csv, name="sahel.csv")
    assert (len(from_csv.actors), len(from_csv.words), len(csv.splitlines())) == (6, 1, 10)
    from_toml = read_own_text(toml, name="sahel.toml")
    assert from_toml.actors[0].offices == from_csv.actors[0].offices
    assert from_toml.actors[1].offices[0].title == from_csv.actors[2].offices[0].title


def test_every_printed_command_works(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GESTAE_DATA", str(tmp_path / "data"))
    Path("sahel.csv").write_text(blocks("csv")[0], encoding="utf-8")
    Path("sahel.toml").write_text(blocks("toml")[0], encoding="utf-8")
    for name in ("Phoenix.Countries.actors.txt", "Phoenix.agents.txt", "my.actors.txt"):
        text = DICTIONARY if "actors" in name else "TOWN_GUARD [~PRM]\n"
        Path(name).write_text(text, encoding="utf-8")
    lines = [line for block in blocks("sh") for line in block.splitlines() if line.startswith("gestae actors")]
    assert len(lines) >= 12
    for line in lines:
        assert run(shlex.split(line, comments=True)[1:]) == 0, line
    capfdbinary.readouterr()


def test_every_column_and_kind_is_explained() -> None:
    for word in (*COLUMNS, *KINDS):
        assert re.search(rf"\b{re.escape(word)}\b", PAGE), word


def test_the_printed_error_is_what_is_said() -> None:
    text = blocks("csv")[0].replace("Northern Shield,,MLI", "Northern Shield,,Mali")
    with pytest.raises(Exception, match="unknown country 'Mali'; did you mean MLI"):
        read_own_text(text, name="sahel.csv")
    assert "sahel.csv, line 4: unknown country 'Mali'; did you mean MLI?" in PAGE
