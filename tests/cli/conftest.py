from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from gestae.cli.main import run as run_command

from . import fakes

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def fake_reader() -> Iterator[None]:
    """No language model in this test."""
    kept = {name: sys.modules.pop(name, None) for name in ("gestae.reader", *fakes.LATE_MODULES)}
    fakes.install()
    yield
    for name, module in kept.items():
        sys.modules.pop(name, None)
        if module is not None:
            sys.modules[name] = module


@pytest.fixture
def run(fake_reader: None, capfdbinary: pytest.CaptureFixture[bytes], tmp_path: Path) -> Run:
    """Runs the command; exit code, standard output, standard error."""

    def call(*arguments: str | Path) -> tuple[int, str, str]:
        code = run_command([str(argument) for argument in arguments])
        out, err = capfdbinary.readouterr()
        return code, out.decode(), err.decode()

    return call
