from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from gestae.adding import workers
from gestae.case import Case

from ..adding.reports import FakeReader


@pytest.fixture(autouse=True)
def fake_reader(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    """No language model, but where a test is marked to need it."""
    if request.node.get_closest_marker("models") is None:
        monkeypatch.setattr(workers, "_reader", FakeReader)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a.case"


@pytest.fixture
def case(path: Path) -> Iterator[Case]:
    with Case(path, create=True) as opened:
        yield opened
