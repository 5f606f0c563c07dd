"""`gestae codebook`: check a codebook of your own, make one of a verb dictionary."""

from __future__ import annotations

import click

_EPILOG = """\b
Examples:
  gestae codebook check fisheries.toml
  gestae codebook import verbs.txt --to verbs.toml
  gestae read report.txt --codebook verbs.toml

\b
Exit codes: 0 fine; 1 something in the file is wrong; 2 wrong usage.
"""
_file = click.argument("file", metavar="FILE", type=click.Path(exists=True, dir_okay=False))
_all_notices = click.option("--all-notices", is_flag=True, help="Show every notice, not only the first ones.")


@click.group(epilog=_EPILOG)
def codebook() -> None:
    """Check codebooks of your own; make one of a PETRARCH verb dictionary."""


@codebook.command()
@_file
@_all_notices
def check(file: str, all_notices: bool) -> int:
    """Check a codebook: say what it holds, or what is wrong and in which line."""
    from gestae.cli.codebooks import check_codebook

    return check_codebook(file, all_notices=all_notices)


@codebook.command(name="import")
@_file
@click.option(
    "--to", "target", metavar="FILE", required=True, help="Write the codebook to this file (- for standard output)."
)
@click.option("--alone", is_flag=True, help="While it is read, gestae's own entries rest: only these code.")
@click.option("--replace", is_flag=True, help="Write over a file that is there already.")
@_all_notices
def import_(file: str, target: str, alone: bool, replace: bool, all_notices: bool) -> int:
    """Make a codebook (TOML) of a verb dictionary of TABARI or PETRARCH, to be read, edited and handed on."""
    from gestae.cli.codebooks import import_codebook

    return import_codebook(file, target, alone=alone, replace=replace, all_notices=all_notices)
