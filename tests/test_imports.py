"""The rooms import one way, and asking for help loads no parser."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
HEAVY = ("spacy", "thinc", "numpy", "trafilatura", "lxml", "rich")


def run(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=ROOT)


def test_import_contracts_hold() -> None:
    done = run("from importlinter.cli import lint_imports_command; lint_imports_command()")
    assert done.returncode == 0, done.stdout + done.stderr


def test_help_loads_nothing_heavy() -> None:
    done = run(f"""
import sys
from gestae.cli.main import run
code = run(["--help"])
heavy = sorted(set({HEAVY!r}) & set(sys.modules))
sys.exit(code or (f"loaded: {{heavy}}" if heavy else 0))
""")
    assert done.returncode == 0, done.stderr
    assert "read" in done.stdout


def test_importing_gestae_loads_no_parser() -> None:
    done = run(f"import gestae, sys; sys.exit(' '.join(set({HEAVY!r}) & set(sys.modules)) or 0)")
    assert done.returncode == 0, done.stderr
