"""`gestae codebook` and `--codebook`, run as a user runs them."""

from __future__ import annotations

from pathlib import Path

import pytest

from gestae.cli.main import run as run_command
from gestae.lexicon.own.codebooks import read_codebook

CODEBOOK = '[[frame]]\nid = "attack"\ntype = "ASSAULT"\nverbs = ["assail"]\nexample = "They assailed it."\n'
Capture = pytest.CaptureFixture[bytes]


def call(capture: Capture, *arguments: str | Path) -> tuple[int, str, str]:
    code = run_command([str(argument) for argument in arguments])
    out, err = capture.readouterr()
    return code, out.decode(), err.decode()


def test_check_says_what_a_codebook_holds(tmp_path: Path, capfdbinary: Capture) -> None:
    path = tmp_path / "my.toml"
    path.write_text(CODEBOOK, encoding="utf-8")
    code, out, err = call(capfdbinary, "codebook", "check", path)
    assert (code, err) == (0, "")
    assert out == "my.toml: 1 entries, 0 types of its own\nin the place of gestae's: attack\n"


def test_what_is_wrong_is_one_line(tmp_path: Path, capfdbinary: Capture) -> None:
    path = tmp_path / "my.toml"
    path.write_text(CODEBOOK.replace("ASSAULT", "ASSULT"), encoding="utf-8")
    report = tmp_path / "report.txt"
    report.write_text("Rebels attacked the town of Goma on Monday, the army said.", encoding="utf-8")
    for command in (("codebook", "check", path), ("read", report, "--codebook", path)):
        code, out, err = call(capfdbinary, *command)
        assert (code, out) == (1, "")
        assert err.startswith("gestae: my.toml, line 1, frame attack: unknown type ASSULT. Known: ")
        assert err.count("\n") == 1
    assert call(capfdbinary, "codebook", "check", tmp_path / "nowhere.toml")[0] == 2


def test_a_verb_dictionary_is_made_into_a_codebook(tmp_path: Path, capfdbinary: Capture) -> None:
    verbs, made = tmp_path / "verbs.txt", tmp_path / "verbs.toml"
    verbs.write_text("--- ABANDON [345] ---\nABANDON\n- * TIES [061]\n", encoding="utf-8")
    code, out, err = call(capfdbinary, "codebook", "import", verbs, "--to", made, "--alone")
    assert (code, out) == (0, f"{made}: 1 entries, 0 types of its own\n")
    assert "codes: 345" in err
    book = read_codebook(made)
    assert book.alone and [row.cells["cameo"] for row in book.rows] == ["061"]
    code, out, err = call(capfdbinary, "codebook", "import", verbs, "--to", made)
    assert code == 1 and "there is such a file already" in err
    assert call(capfdbinary, "codebook", "import", verbs, "--to", made, "--replace")[0] == 0
    code, out, _ = call(capfdbinary, "codebook", "import", verbs, "--to", "-")
    assert code == 0 and out.startswith("# made by gestae from verbs.txt\n")
