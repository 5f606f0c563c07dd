"""The flags that say which columns of a table or fields of a JSON file hold what."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import click

_Command = TypeVar("_Command", bound=Callable[..., Any])
_COLUMNS = {
    "text": "the report itself",
    "title": "its headline",
    "url": "its address",
    "publisher": "who published it",
    "published": "when it was published",
    "language": "its language",
}
_SUFFIX = "_column"


def column_flags(command: _Command) -> _Command:
    """The command with a flag for each column: `--text-column NAME` and so on."""
    for name, meaning in reversed(_COLUMNS.items()):
        words = f"Tables and JSON: the column or field that holds {meaning}. Without it: guessed and shown."
        command = click.option(f"--{name}-column", f"{name}{_SUFFIX}", metavar="NAME", help=words)(command)
    return command


def take_columns(given: Mapping[str, Any]) -> tuple[dict[str, str | None], dict[str, Any]]:
    """The columns among the flags of a command, as arguments of `Columns`, and the other flags."""
    columns = {name: given.get(f"{name}{_SUFFIX}") for name in _COLUMNS}
    others = {name: value for name, value in given.items() if not name.endswith(_SUFFIX)}
    return columns, others
