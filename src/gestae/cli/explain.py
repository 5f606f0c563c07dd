"""`gestae explain`: why each event of a report was coded."""

from __future__ import annotations

import click

from gestae.cli.read import published_option
from gestae.cli.setting_flags import setting_flags, settings_of

_EPILOG = """\b
Examples:
  gestae explain report.txt
  gestae explain report.txt 3
  gestae explain report.html E1f2 --json

\b
Exit codes: 0 explained; 1 the report could not be read; 2 wrong usage, or no such event.
"""


@click.command(epilog=_EPILOG)
@click.argument("report", metavar="REPORT")
@click.argument("event", metavar="[EVENT]", required=False)
@published_option
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@setting_flags
@click.option("--no-progress", is_flag=True, help="No spinner on standard error.")
def explain(
    report: str,
    event: str | None,
    published: str | None,
    as_json: bool,
    no_progress: bool,
    **knobs: str | int | tuple[str, ...] | None,
) -> int:
    """Show why the events of a report (plain text or HTML; - for standard input) were coded as they are.

    EVENT is the number that `gestae read` shows (3 or #3), or the beginning of an event's id; without it, all events.
    Each comes with the entry of the lexicon, the words that met its conditions, where its parties came from, what the
    judge said and which tellings were joined; docs/explain.md reads one aloud.
    """
    # Loaded late, so that --help stays quick: the reader brings the parser along.
    from gestae.cli.explanations import explain_report

    return explain_report(
        report,
        event=event,
        published=published,
        as_json=as_json,
        settings=settings_of(knobs),
        quiet=no_progress,
    )
