"""The wheel holds the package with all its data and nothing else; the sdist holds what is needed to build and test."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "src" / "gestae"

pytestmark = pytest.mark.skipif(
    importlib.util.find_spec("hatchling") is None or importlib.util.find_spec("build") is None,
    reason="building needs hatchling and build (requirements/dev-lock.txt)",
)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    return folder


@pytest.fixture(scope="module")
def in_wheel(built: Path) -> set[str]:
    (wheel,) = built.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def test_the_wheel_holds_every_file_of_the_package(in_wheel: set[str]) -> None:
    files = [path for path in PACKAGE.rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    assert len([path for path in files if path.suffix in {".toml", ".csv", ".txt"}]) >= 10
    assert {path.relative_to(PACKAGE.parent).as_posix() for path in files} <= in_wheel


def test_the_wheel_holds_nothing_else(in_wheel: set[str]) -> None:
    assert {name.split("/")[0] for name in in_wheel if ".dist-info/" not in name} == {"gestae"}
    assert not [name for name in in_wheel if name.endswith((".pyc", ".sqlite"))]


def test_the_wheel_holds_the_browser_code_that_the_page_borrows(in_wheel: set[str]) -> None:
    vendor = "gestae/web/static/vendor/"
    built = ("libraries.js", "report.js", "countries-50m.json", "countries-10m.json", "licences.txt")
    assert {vendor + name for name in built} <= in_wheel


def test_the_licence_and_the_credits_travel_with_the_wheel(in_wheel: set[str]) -> None:
    names = {name.rsplit("/", 1)[-1] for name in in_wheel if ".dist-info/" in name}
    assert {"LICENSE", "NOTICE", "entry_points.txt", "METADATA"} <= names


def test_the_sdist_holds_tests_examples_and_locks_and_no_environment(built: Path) -> None:
    (sdist,) = built.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        names = {name.split("/", 1)[-1] for name in archive.getnames()}
    wanted = {"pyproject.toml", "README.md", "LICENSE", "NOTICE", "requirements/lock.txt", "scripts/test"}
    assert wanted <= names
    assert any(name.startswith("tests/documents/") for name in names)
    assert any(name.startswith("examples/") for name in names)
    assert "src/gestae/web/static/vendor/report.js" in names and "web/package-lock.json" in names
    assert not [name for name in names if name.startswith((".venv", ".git/", "dist", "web/node_modules"))]
