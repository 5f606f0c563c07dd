"""`gestae diff` and `gestae verify`: two runs of a case side by side; is a case what was put into it."""

from __future__ import annotations

import click

_DIFF_EPILOG = """\b
Example: gestae diff iran.case 1 2

\b
+ added, - dropped, ~ changed. Exit codes: 0 compared; 1 no such case or run; 2 wrong usage.
"""
_VERIFY_EPILOG = """\b
Example: gestae verify iran.case

\b
Exit codes: 0 all is as it was put in; 1 no case, or it cannot be opened; 2 wrong usage; 3 something is not,
with a list.
"""
_case = click.argument("case", metavar="CASE", type=click.Path(dir_okay=False))


@click.command(epilog=_DIFF_EPILOG)
@_case
@click.argument("before", metavar="RUN", type=click.IntRange(min=1))
@click.argument("after", metavar="RUN", type=click.IntRange(min=1))
@click.option("--json", "as_json", is_flag=True, help="A JSON object a line for each change.")
def diff(case: str, before: int, after: int, as_json: bool) -> int:
    """Say what the second RUN has added to, dropped from and changed in what the first found in CASE."""
    # Loaded late, so that --help stays quick.
    from gestae.cli.case_views import show_diff

    return show_diff(case, before, after, as_json=as_json)


@click.command(epilog=_VERIFY_EPILOG)
@_case
def verify(case: str) -> int:
    """Hash every document of CASE anew and compare every quoted span with its text."""
    from gestae.cli.case_views import show_faults  # late, as above

    return show_faults(case)
