"""The examples in the docstrings are true."""

from __future__ import annotations

import doctest
from importlib import import_module

import pytest

MODULES = (
    "gestae.lexicon.furniture",
    "gestae.sources.bylines",
    "gestae.sources.datelines",
    "gestae.sources.language",
    "gestae.sources.lines",
    "gestae.sources.published",
    "gestae.sources.text",
    "gestae.views.as_csv",
    "gestae.views.visible",
)


@pytest.mark.parametrize("module", MODULES)
def test_examples(module: str) -> None:
    result = doctest.testmod(import_module(module))
    assert result.attempted and not result.failed
