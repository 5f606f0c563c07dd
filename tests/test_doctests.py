"""The examples in the docstrings are true, in whichever module they stand."""

from __future__ import annotations

import doctest
from importlib import import_module
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[1] / "src"
WITH_EXAMPLES = sorted(path for path in SOURCE.rglob("*.py") if ">>> " in path.read_text(encoding="utf-8"))
NAMES = [path.relative_to(SOURCE).as_posix().removesuffix(".py").removesuffix("/__init__") for path in WITH_EXAMPLES]


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=pytest.mark.models if name == "gestae" else ()) for name in NAMES]
)
def test_examples(name: str) -> None:
    result = doctest.testmod(import_module(name.replace("/", ".")))
    assert result.attempted and not result.failed
