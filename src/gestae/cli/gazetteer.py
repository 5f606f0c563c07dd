"""`gestae gazetteer`: the gazetteer that reading uses, and the whole of GeoNames for those who want it."""

from __future__ import annotations

import click

_EPILOG = """\b
Examples:
  gestae gazetteer build --from geonames/
  gestae gazetteer build --from geonames/ --countries IRQ,SYR --features P,A,AIRB
  gestae gazetteer show
"""


def _listed(context: click.Context, option: click.Parameter, given: tuple[str, ...]) -> tuple[str, ...]:
    """The items of an option that may be given several times, each with several items parted by commas."""
    return tuple(item.strip() for one in given for item in one.split(",") if item.strip())


_dry = click.option("--dry-run", is_flag=True, help="Say what would be done, and do nothing.")


@click.group(epilog=_EPILOG)
def gazetteer() -> None:
    """Build, show and remove a gazetteer of all of GeoNames; reading uses it where it is built."""


@gazetteer.command()
@click.option(
    "--from",
    "source",
    metavar="DIR",
    required=True,
    type=click.Path(exists=True, file_okay=False),
    help="Folder with allCountries.txt, alternateNamesV2.txt, admin1CodesASCII.txt, admin2Codes.txt, countryInfo.txt.",
)
@click.option(
    "--countries",
    metavar="CODES",
    multiple=True,
    callback=_listed,
    help="Only places of these countries (IQ,SY or IRQ,SYR). May be given several times.",
)
@click.option(
    "--features",
    metavar="FEATURES",
    multiple=True,
    callback=_listed,
    help="Only these features: a class (P), a code (AIRB), both (S.AIRB), or all. May be given several times. "
    "Without it: divisions, waters, areas, towns, mountains, and spots such as bases, dams and border posts.",
)
@click.option("--no-progress", is_flag=True, help="Nothing on standard error.")
def build(source: str, countries: tuple[str, ...], features: tuple[str, ...], no_progress: bool) -> int:
    """Make one file of a dump of GeoNames that you have fetched and unpacked.

    It can be interrupted at any time: the same command goes on where it stopped. Until the new file is whole, reading
    uses the old one. Nothing is fetched.
    """
    from gestae.cli.gazetteer_commands import build_gazetteer

    return build_gazetteer(source, countries=countries, features=features, quiet=no_progress)


@gazetteer.command()
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def show(as_json: bool) -> int:
    """Show which gazetteer reading uses, and an unfinished build if there is one."""
    from gestae.cli.gazetteer_commands import show_gazetteer

    return show_gazetteer(as_json=as_json)


@gazetteer.command()
@_dry
def remove(dry_run: bool) -> int:
    """Remove what `build` made; reading goes back to gestae's own gazetteer."""
    from gestae.cli.gazetteer_commands import remove_gazetteer

    return remove_gazetteer(dry_run=dry_run)
