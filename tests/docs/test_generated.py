"""The generated pages are fresh, and no field lacks its meaning."""

from __future__ import annotations

import tomllib
from dataclasses import fields
from pathlib import Path

import pytest

from docs.generate import TABLES, record_page, settings_page

DOCS = Path(__file__).parents[2] / "docs"


@pytest.mark.parametrize(("name", "page"), [("record.md", record_page()), ("settings.md", settings_page())])
def test_page_is_fresh(name: str, page: str) -> None:
    assert (DOCS / name).read_text(encoding="utf-8") == page, "run: python docs/generate.py"


def test_every_field_has_its_meaning_and_no_other() -> None:
    meanings = tomllib.loads((DOCS / "meanings.toml").read_text(encoding="utf-8"))
    assert {name: set(table) for name, table in meanings.items()} == {
        kind.__name__: {field.name for field in fields(kind)} for _, kind in TABLES
    }
