"""Fixtures shared by the rooms' tests."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from gestae.reader import Reader
from gestae.settings import Settings

# No test reads with the actors that whoever runs it has imported.
os.environ["GESTAE_DATA"] = str(Path(__file__).parent / "no-such-folder")
SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def reader() -> Reader:
    """A reader with the default model; slow to load, so one a session."""
    return Reader()


@pytest.fixture(scope="session")
def lexicon_reader() -> Reader:
    """A reader without the trained judge: tests of single rules must not hang on what a network thinks."""
    return Reader(Settings(judge=False))
