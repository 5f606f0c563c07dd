"""The pages name files that exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = ("ARCHITECTURE.md", "CONTRIBUTING.md", "README.md", "NOTICE", "docs/lexicon.md", "docs/sources.md")
# A path that a page may give from the root, from the package, or from a room of it; no patterns, nothing made by a run.
PATH = re.compile(r"(?<![\w./$<*}-])(?:[\w-]+/)*[\w-]+\.(?:py|toml|csv|md|txt|jsonl)\b(?![*/])")
EXISTING = {path.relative_to(ROOT).as_posix() for path in ROOT.rglob("*") if ".venv" not in path.parts}


@pytest.mark.parametrize("page", PAGES)
def test_every_named_file_exists(page: str) -> None:
    named = PATH.findall((ROOT / page).read_text(encoding="utf-8"))
    sources = ("export.jsonl", "export.csv", "folder/a/report.txt", "robots.txt")
    given = ("report.txt", "report.html", "pyproject.toml", *sources)
    missing = {
        name for name in named if name not in given and not any(f"/{path}".endswith(f"/{name}") for path in EXISTING)
    }
    assert sorted(missing) == []
