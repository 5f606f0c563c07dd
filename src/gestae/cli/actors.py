"""`gestae actors`: who gestae knows, and actors of your own."""

from __future__ import annotations

from datetime import date

import click

_FORMATS = ("auto", "toml", "csv", "petrarch")
_EPILOG = """\b
Examples:
  gestae actors search "foreign minister" --country IRN --on 2015-07-14
  gestae actors show "Rapid Support Forces"
  gestae actors import my-actors.csv
  gestae actors import Phoenix.Countries.actors.txt --dry-run
"""


def _day(context: click.Context, option: click.Parameter, words: str | None) -> str | None:
    """The day as ISO 8601, or a usage error."""
    if words is None:
        return None
    try:
        return date.fromisoformat(words.strip()).isoformat()
    except ValueError:
        raise click.BadParameter(f"{words!r} is not a day; write 2020-01-08", context, option) from None


_with_file = click.option(
    "--actors",
    "files",
    type=click.Path(exists=True, dir_okay=False),
    metavar="FILE",
    multiple=True,
    help="With the actors of this file too. May be given several times.",
)
_as_json = click.option("--json", "as_json", is_flag=True, help="As JSON.")
_on = click.option("--on", callback=_day, metavar="DATE", help="Only who held the office, or existed, on this day.")
_dry = click.option("--dry-run", is_flag=True, help="Say what would be done, and do nothing.")


@click.group(epilog=_EPILOG)
def actors() -> None:
    """Search the actors gestae knows; import, list and remove your own."""


@actors.command()
@click.argument("words", nargs=-1, required=True)
@click.option("--country", metavar="COUNTRY", help="Only actors of this country (ISRAEL, il and ISR are the same).")
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True, help="At most so many.")
@_on
@_with_file
@_as_json
def search(
    words: tuple[str, ...], country: str | None, limit: int, on: str | None, files: tuple[str, ...], as_json: bool
) -> int:
    """Find actors by name, alias, title, role or country, the best first."""
    from gestae.cli.actor_commands import search_actors

    return search_actors(" ".join(words), country=country, limit=limit, on=on, files=files, as_json=as_json)


@actors.command()
@click.argument("name", nargs=-1, required=True)
@_on
@_with_file
@_as_json
def show(name: tuple[str, ...], on: str | None, files: tuple[str, ...], as_json: bool) -> int:
    """Show one entry whole, by a name, an alias, a Wikidata item or a country's code.

    Exit code 1 where nobody bears the name; names like it are listed then.
    """
    from gestae.cli.actor_commands import show_actor

    return show_actor(" ".join(name), on=on, files=files, as_json=as_json)


@actors.command(name="import")
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False))
@click.option(
    "--format",
    "form",
    type=click.Choice(_FORMATS),
    default="auto",
    show_default=True,
    help="How the files are written. petrarch: actor and agent dictionaries of TABARI and PETRARCH.",
)
@click.option("--name", metavar="NAME", help="Keep it under this name; without it, under the file's.")
@click.option("--replace", is_flag=True, help="Put it in the place of what has that name.")
@click.option(
    "--keep-codes",
    is_flag=True,
    help="Of a petrarch file: keep codes of countries that gestae does not know as they are.",
)
@click.option(
    "--to", "target", metavar="FILE", help="Write it to this file (.csv or .toml; - for standard output) instead."
)
@click.option("--all-notices", is_flag=True, help="Show every notice, not only the first ones.")
@_dry
def import_(
    files: tuple[str, ...],
    form: str,
    name: str | None,
    replace: bool,
    keep_codes: bool,
    target: str | None,
    all_notices: bool,
    dry_run: bool,
) -> int:
    """Check files of your own actors and keep them; `gestae read` uses them from then on.

    Your entries win over gestae's own of the same name.
    """
    if len(files) > 1 and (name is not None or target is not None):
        raise click.UsageError("--name and --to are for one file at a time")
    from gestae.cli.actor_commands import Import, import_actors

    wish = Import(form, name, replace, keep_codes, target, all_notices, dry_run)
    return import_actors(files, wish)


@actors.command(name="list")
@_as_json
def list_(as_json: bool) -> int:
    """List what was imported."""
    from gestae.cli.actor_commands import list_imports

    return list_imports(as_json=as_json)


@actors.command()
@click.argument("names", metavar="NAME...", nargs=-1, required=True)
@_dry
def remove(names: tuple[str, ...], dry_run: bool) -> int:
    """Remove imports, by the names that `gestae actors list` shows."""
    from gestae.cli.actor_commands import remove_imports

    return remove_imports(names, dry_run=dry_run)
