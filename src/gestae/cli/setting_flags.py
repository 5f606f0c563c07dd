"""A flag for each setting: `max_characters` becomes `--max-characters`. Declared once, in gestae.settings."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import click

from gestae.settings import Settings, flag_names, settings_help

_Command = TypeVar("_Command", bound=Callable[..., Any])


def setting_flags(command: _Command) -> _Command:
    """The command with a flag for each setting."""
    flags = flag_names()
    for name, default, meaning in reversed(settings_help()):
        written = f"--{flags[name]}"
        if isinstance(default, bool):
            words = f"Setting: {meaning} (default {'yes' if default else 'no'})."
            command = click.option(f"{written}/--no-{written[2:]}", name, default=None, help=words)(command)
            continue
        if isinstance(default, tuple):
            path = click.Path(exists=True, dir_okay=False)
            words = f"Setting: {meaning}. May be given several times."
            command = click.option(written, name, type=path, metavar="FILE", multiple=True, help=words)(command)
            continue
        kind = click.IntRange(min=1) if isinstance(default, int) else click.STRING
        shown = f"{default:,}" if isinstance(default, int) else str(default)
        flag = click.option(written, name, type=kind, help=f"Setting: {meaning} (default {shown}).")
        command = flag(command)
    return command


def settings_of(given: Mapping[str, Any]) -> Settings:
    """The settings with those that were given on the command line."""
    return Settings(**{name: value for name, value in given.items() if value is not None})
