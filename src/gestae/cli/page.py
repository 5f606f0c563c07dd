"""`gestae serve` and `gestae report`: a case as a page with its evidence beside it, local or as one file."""

from __future__ import annotations

import click

_SERVE = """\b
Examples:
  gestae serve iran.case
  gestae serve iran.case --edit --who "A. Editor"
  GESTAE_TOKEN=... gestae serve iran.case --host 192.0.2.7

\b
Exit codes: 0 stopped; 1 the case or the address cannot be had; 2 wrong usage.
"""
_REPORT = """\b
Example: gestae report iran.case -o report.html

\b
Exit codes: 0 written; 1 the case cannot be read or the file not be written; 2 wrong usage.
"""
_REVIEW = """\b
Examples:
  gestae review iran.case
  gestae review iran.case --reject E12ab34cd56 --who "A. Editor" --why "the strike was on another base"

\b
Exit codes: 0 shown or logged; 1 the case cannot be read or written, or has no such event; 2 wrong usage.
"""
_case = click.argument("case", metavar="CASE", type=click.Path(dir_okay=False))


@click.command(epilog=_SERVE)
@_case
@click.option("--port", type=click.IntRange(0, 65535), default=8321, show_default=True, help="0: any that is free.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Another address also needs GESTAE_TOKEN.")
@click.option("--edit", is_flag=True, help="Take corrections; without it the page is read-only.")
@click.option("--who", default="", help="Whose corrections they are, for the log.")
@click.option(
    "--seconds",
    type=click.FloatRange(0.1),
    default=10.0,
    show_default=True,
    help="A question that takes longer is given up.",
)
def serve(case: str, port: int, host: str, edit: bool, who: str, seconds: float) -> int:
    """Show CASE as a page on this machine: events, map, timeline, and the words each fact comes from."""
    if edit and not who.strip():
        raise click.UsageError("--edit needs --who: every correction is logged with a name")
    # Loaded late, so that --help stays quick.
    from gestae.cli.paging import serve_case

    return serve_case(case, port=port, host=host, who=who.strip() if edit else None, seconds=seconds)


@click.command(epilog=_REPORT)
@_case
@click.option(
    "-o", "--output", required=True, type=click.Path(dir_okay=False), help='The file to write; "-" for stdout.'
)
def report(case: str, output: str) -> int:
    """Write CASE as one HTML file that opens from disk, asks nothing of any server and can be mailed."""
    from gestae.cli.paging import write_report  # late, as above

    return write_report(case, output)


@click.command(epilog=_REVIEW)
@_case
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True, help="How many events to list.")
@click.option("--json", "as_json", is_flag=True, help="A JSON object a line for each event.")
@click.option("--accept", metavar="EVENT", help="Log that this event is right.")
@click.option("--reject", metavar="EVENT", help="Log that this event is wrong; it is shown no more.")
@click.option("--undo", metavar="NUMBER", type=click.IntRange(min=1), help="Take back the correction of this number.")
@click.option("--who", default="", help="Your name, for the log.")
@click.option("--why", default="", help="The reason, for the log.")
def review(
    case: str, limit: int, as_json: bool, accept: str | None, reject: str | None, undo: int | None, who: str, why: str
) -> int:
    """List the events of CASE that gestae is least sure of, with their words; accept, reject or undo from here."""
    chosen = [one for one in (accept, reject, undo) if one is not None]
    if len(chosen) > 1:
        raise click.UsageError("one of --accept, --reject and --undo at a time")
    if chosen and not (who.strip() and why.strip()):
        raise click.UsageError("a correction needs --who and --why: both are logged")
    from gestae.cli.reviewing import list_doubtful, log_decision  # late, as above

    if not chosen:
        return list_doubtful(case, limit=limit, as_json=as_json)
    return log_decision(case, accept=accept, reject=reject, undo=undo, who=who, why=why)
