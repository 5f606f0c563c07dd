"""`gestae claims`: reports in, for each event and toll by whose word it stands out."""

from __future__ import annotations

import click

from gestae.cli.read import published_option
from gestae.cli.setting_flags import setting_flags, settings_of
from gestae.cli.source_flags import column_flags, take_columns

# The statuses of gestae.linking.standing, which is loaded late.
STATUSES = ("own voice", "confirmed", "claimed", "believed", "disputed", "denied", "pending", "none announced")
_EPILOG = """\b
Examples:
  gestae claims report.txt
  gestae claims report.html --status denied --status disputed
  cat report.txt | gestae claims - --json

\b
Exit codes: 0 all reports read; 1 a report could not be read (the others are); 2 wrong usage.
"""


@click.command(epilog=_EPILOG)
@click.argument("reports", metavar="REPORT...", nargs=-1, required=True)
@click.option(
    "--status",
    "only",
    type=click.Choice(STATUSES),
    multiple=True,
    help="Only what has this status; may be given several times.",
)
@published_option
@click.option("--json", "as_json", is_flag=True, help="One JSON object; an array for several reports.")
@column_flags
@setting_flags
@click.option("--no-progress", is_flag=True, help="No spinner or bar on standard error.")
def claims(
    reports: tuple[str, ...],
    only: tuple[str, ...],
    published: str | None,
    as_json: bool,
    no_progress: bool,
    **knobs: str | int | None,
) -> int:
    """Tell fact from claim: every event and toll by who tells, claims, confirms or denies it.

    Each voice comes with the words it was read from and their place in the text; docs/claims.md says how the status is
    decided.
    """
    if reports.count("-") > 1:
        raise click.UsageError("standard input (-) can be read once only")
    # Loaded late, so that --help stays quick: the reader brings the parser along.
    from gestae.cli.batch import claim_reports
    from gestae.sources.collections.options import Columns, Options

    columns, others = take_columns(knobs)
    return claim_reports(
        reports,
        published=published,
        only=only,
        as_json=as_json,
        options=Options(settings=settings_of(others), columns=Columns(**columns)),
        quiet=no_progress,
    )
