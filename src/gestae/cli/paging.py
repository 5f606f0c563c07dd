"""What `gestae serve` and `gestae report` do."""

from __future__ import annotations

import os
from pathlib import Path

from gestae.case import open_
from gestae.cli.output import complain, write
from gestae.errors import CaseError, SettingsError
from gestae.web.pages import CasePages


def serve_case(path: str, *, port: int, host: str, who: str | None, seconds: float) -> int:
    """Serve a case until Ctrl-C; `who` corrects it, None reads it only. The exit code."""
    try:
        from gestae.web.serving import Serving, serve  # needs the extra gestae[web]
    except ModuleNotFoundError as error:
        raise SettingsError(f"gestae serve needs {error.name}: pip install 'gestae[web]'") from None

    serving = Serving(host=host, port=port, token=os.environ.get("GESTAE_TOKEN") or None, who=who, seconds=seconds)
    with open_(path, read_only=who is None) as case:
        serve(case, serving, ready=lambda address: complain(f"{path} is at {address} (Ctrl-C stops)"))
    return 0


def write_report(path: str, output: str) -> int:
    """Write the page of a case into one file. The exit code."""
    with open_(path, read_only=True) as case:
        page = CasePages(case).report()
    if output == "-":
        write(page)
        return 0
    try:
        _replace(Path(output), page)
    except OSError as error:
        raise CaseError(output, f"cannot be written: {error.strerror or error}") from None
    complain(f"{output}: {len(page) / 1e6:.1f} MB")
    return 0


def _replace(file: Path, page: str) -> None:
    """Whole or not at all: a full disk leaves the earlier report as it was."""
    passing = file.with_name(f".{file.name}.{os.getpid()}.new")
    try:
        passing.write_text(page, encoding="utf-8")
        passing.replace(file)
    finally:
        passing.unlink(missing_ok=True)
