"""`gestae read`: reports in, records out."""

from __future__ import annotations

from datetime import date, datetime

import click

from gestae.cli.setting_flags import setting_flags, settings_of
from gestae.cli.source_flags import column_flags, take_columns

# A row for each in gestae.cli.batch, which is loaded late.
FORMATS = ("table", "json", "jsonl", "csv", "md")
_EPILOG = """\b
Examples:
  gestae read report.html
  gestae read report.txt --published 2020-01-08 --json > record.json
  gestae read feed.xml week.zip crawl.warc.gz --format csv > events.csv
  gestae read export.csv --text-column body --format jsonl
  cat report.txt | gestae read - --format md

\b
Exit codes: 0 all reports read; 1 a report could not be read (the others are); 2 wrong usage.
"""


def _iso(context: click.Context, option: click.Parameter, words: str | None) -> str | None:
    """The date as ISO 8601, or a usage error."""
    if words is None:
        return None
    try:
        return date.fromisoformat(words.strip()).isoformat()
    except ValueError:
        pass  # not a day; perhaps a time
    try:
        return datetime.fromisoformat(words.strip()).isoformat()
    except ValueError:
        raise click.BadParameter(
            f"{words!r} is not a date; write 2020-01-08 or 2020-01-08T05:12:00+00:00", context, option
        ) from None


published_option = click.option(
    "--published",
    callback=_iso,
    metavar="DATE",
    help="When the reports were published (2020-01-08, or a time with its zone). "
    "Without it: what each report says of itself.",
)


@click.command(epilog=_EPILOG)
@click.argument("reports", metavar="REPORT...", nargs=-1, required=True)
@published_option
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    help="table: for people (default). json: one object; an array for several reports. jsonl: an object a line. "
    "csv: a row for each event. md: a Markdown brief.",
)
@column_flags
@setting_flags
@click.option("--no-progress", is_flag=True, help="No spinner or bar on standard error.")
def read(
    reports: tuple[str, ...],
    published: str | None,
    as_json: bool,
    form: str | None,
    no_progress: bool,
    **knobs: str | int | tuple[str, ...] | None,
) -> int:
    """Read news reports (plain text or HTML; - for standard input) and show who did what to whom.

    A REPORT may hold many: a folder, zip or tar, feed, web archive (WARC, WACZ), JSON, CSV, Parquet, mail. An http(s)
    address is fetched, and no other is (docs/sources.md). Each fact comes with the words it was read from and their
    place in the text.
    """
    if as_json and form not in {None, "json"}:
        raise click.UsageError(f"--json and --format {form} cannot go together")
    if reports.count("-") > 1:
        raise click.UsageError("standard input (-) can be read once only")
    # Loaded late, so that --help stays quick: the reader brings the parser along.
    from gestae.cli.batch import read_reports
    from gestae.sources.collections.options import Columns, Options

    columns, others = take_columns(knobs)
    return read_reports(
        reports,
        published=published,
        form="json" if as_json else form or "table",
        options=Options(settings=settings_of(others), columns=Columns(**columns)),
        quiet=no_progress,
    )
