"""What the README prints is what gestae does."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from docs.readme import EXAMPLE, README, ROOT, example_output, excerpt, part, result_row, saved_results

TEXT = README.read_text(encoding="utf-8")


@pytest.mark.models
def test_the_example_is_what_gestae_prints() -> None:
    shown = [
        line for line in part(TEXT, "example").splitlines() if line.strip() and not line.startswith(("```", "..."))
    ]
    printed = set(excerpt(example_output()).splitlines())
    gone = [line for line in shown if line not in printed]
    # Another processor may turn a close decision of the parser: one line in ten may differ.
    assert len(gone) <= len(shown) // 10, f"run: python -m docs.readme\n{gone}"


def test_every_result_it_shows_was_measured() -> None:
    rows = [line for line in part(TEXT, "results").splitlines()[2:] if line.strip()]
    assert rows
    assert set(rows) <= {result_row(row) for row in saved_results()}, "run: python -m docs.readme"


@pytest.mark.models
def test_the_python_example_runs() -> None:
    (code,) = re.findall(r"```python\n(.*?)```", TEXT, re.DOTALL)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip()


def test_the_files_it_names_exist() -> None:
    named = re.findall(r"(?<![\w/.])(?:(?:examples|scripts|docs|bench|src)/[\w./-]*\w|[A-Z]+\.md)", TEXT)
    assert EXAMPLE in named
    missing = sorted({name for name in named if not (ROOT / name).exists()})
    assert missing == []
