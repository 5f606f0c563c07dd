"""The examples of docs/gazetteer.md, done as they are printed."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest

from gestae.cli.main import run
from gestae.knowledge.geonames.rows import DUMP

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "gazetteer.md").read_text(encoding="utf-8")
SLICE = ROOT / "tests" / "knowledge" / "geonames"


def test_every_printed_command_works(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GESTAE_DATA", str(tmp_path / "data"))
    shutil.copytree(SLICE, "geonames")
    countries = Path("geonames/countryInfo.txt")
    yemen = "YE\tYEM" + "\t" * 17 + "\n"
    countries.write_text(countries.read_text(encoding="utf-8") + yemen, encoding="utf-8")
    blocks = re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL)
    lines = [line for block in blocks for line in block.splitlines() if line.startswith("gestae gazetteer")]
    assert len(lines) == 6
    for line in lines:
        assert run(shlex.split(line)[1:]) == 0, line
    capfdbinary.readouterr()


def test_every_file_of_the_dump_is_named() -> None:
    assert all(f"`{name}`" in PAGE for name in DUMP)
