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
_case = click.argument("case", metavar="CASE", type=click.Path(dir_okay=False))


@click.command(epilog=_SERVE)
@_case
@click.option("--port", type=click.IntRange(0, 65535), default=8321, show_default=True, help="0: any that is free.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Another address also needs GESTAE_TOKEN.")
@click.option("--edit", is_flag=True, help="Take corrections; without it the page is read-only.")
@click.option("--who", default="", help="Whose corrections they are, for the log.")
def serve(case: str, port: int, host: str, edit: bool, who: str) -> int:
    """Show CASE as a page on this machine: events, map, timeline, and the words each fact comes from."""
    if edit and not who.strip():
        raise click.UsageError("--edit needs --who: every correction is logged with a name")
    # Loaded late, so that --help stays quick.
    from gestae.cli.paging import serve_case

    return serve_case(case, port=port, host=host, who=who.strip() if edit else None)


@click.command(epilog=_REPORT)
@_case
@click.option("-o", "--output", required=True, type=click.Path(dir_okay=False), help='The file to write; "-" for stdout.')
def report(case: str, output: str) -> int:
    """Write CASE as one HTML file that opens from disk, asks nothing of any server and can be mailed."""
    from gestae.cli.paging import write_report  # late, as above

    return write_report(case, output)
