"""The furniture lists are sound, and a wrong entry is named."""

from __future__ import annotations

from typing import Any

import pytest

from gestae.errors import KnowledgeError
from gestae.lexicon.furniture import furniture_from, load_furniture


def test_lists_load() -> None:
    furniture = load_furniture()
    assert furniture.kind_of("Share") == "boilerplate"
    assert furniture.kind_of("Photo: Jane Doe/AFP") == "credit"
    assert furniture.kind_of("FILE - Soldiers stand guard.") == "caption"
    assert furniture.kind_of("Nine people died.") is None
    assert furniture.kind_of("share " * 1000) is None
    assert "reuters" in furniture.agencies


@pytest.mark.parametrize(
    ("tables", "message"),
    [
        ({"ads": {}}, r"unknown table \[ads\]. Known: boilerplate, credit, caption, agencies, labels"),
        ({"credit": {"middle": {"phrases": []}}}, r"\[credit.middle\]: unknown manner of comparing. Known: whole"),
        ({"credit": {"whole": {"phrases": ["Photo"]}}}, r"\[credit.whole\]: the phrase 'Photo' must be in small"),
        ({"credit": {"whole": {"phrases": ["a", "a"]}}}, "the phrase 'a' stands twice"),
        ({"credit": {"start": {"phrases": ["a"]}}}, "longest_words must be a whole number above 0, not None"),
        ({"credit": {"whole": {"phrases": [1]}}}, "expected a list of strings"),
    ],
)
def test_wrong_entries_are_named(tables: dict[str, Any], message: str) -> None:
    with pytest.raises(KnowledgeError, match=f"furniture.toml.*{message}"):
        furniture_from(tables, "furniture.toml")
