"""Fixtures shared by the rooms' tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from gestae.reader import Reader

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def reader() -> Reader:
    """A reader with the default model; slow to load, so one a session."""
    return Reader()
