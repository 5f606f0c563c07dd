"""The command `gestae`: one module a command. What is slow to load is loaded when a command runs."""

from __future__ import annotations

import sys

import click

from gestae.cli.actors import actors
from gestae.cli.add import add
from gestae.cli.case_commands import diff, verify
from gestae.cli.claims import claims
from gestae.cli.codebook import codebook
from gestae.cli.explain import explain
from gestae.cli.gazetteer import gazetteer
from gestae.cli.page import report, review, serve
from gestae.cli.read import read
from gestae.errors import GestaeError
from gestae.version import __version__

_USAGE_ERROR = 2
_FAILURE = 1
_INTERRUPTED = 130


@click.group(
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Example: gestae read report.txt --published 2020-01-08",
)
@click.version_option(__version__, prog_name="gestae", message="%(prog)s %(version)s")
def gestae() -> None:
    """Read news reports into a record of who did what to whom, with the words each fact comes from."""


gestae.add_command(read)
gestae.add_command(add)
gestae.add_command(diff)
gestae.add_command(verify)
gestae.add_command(actors)
gestae.add_command(claims)
gestae.add_command(gazetteer)
gestae.add_command(explain)
gestae.add_command(codebook)
gestae.add_command(serve)
gestae.add_command(report)
gestae.add_command(review)


def main(arguments: list[str] | None = None) -> None:
    """Run the command and exit: 0 fine, 1 a report or gestae itself failed, 2 wrong usage."""
    sys.exit(run(arguments))


def run(arguments: list[str] | None = None) -> int:
    """Run the command; the exit code."""
    try:
        # A command hands back its exit code; help and --version hand back 0.
        code = gestae.main(arguments, prog_name="gestae", standalone_mode=False)
        sys.stdout.flush()
        return code if isinstance(code, int) else 0
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        return _INTERRUPTED
    except GestaeError as error:
        # gestae itself is not set up: no model, a wrong data file, a wrong setting.
        from gestae.cli.output import complain  # late, as above

        complain(str(error))
        return _FAILURE
