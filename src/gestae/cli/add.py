"""`gestae add`: reports into a case file."""

from __future__ import annotations

import os

import click

from gestae.cli.read import published_option
from gestae.cli.setting_flags import setting_flags, settings_of
from gestae.cli.source_flags import column_flags, take_columns

_EPILOG = """\b
Examples:
  gestae add iran.case reports/ exports/week-2.html
  gestae add iran.case crawl.warc.gz feed.xml export.csv --text-column body
  gestae add iran.case reports/ --dry-run
  gestae add iran.case s3://archive/2024/*.jsonl --engine dask://scheduler:8786 --readings s3://archive/r --no-merge

\b
The same command again goes on where it stopped. What cannot be read is named, kept in the table `problems` of the case,
and the rest goes in.

\b
Exit codes: 0 everything is in; 1 something could not be read, or the case not be written; 2 wrong usage;
130 interrupted (what was told as in is kept).
"""


@click.command(epilog=_EPILOG)
@click.argument("case", metavar="CASE", type=click.Path(dir_okay=False))
@click.argument("sources", metavar="SOURCE...", nargs=-1, required=True)
@click.option("--dry-run", is_flag=True, help="Say what would go in; read and write nothing.")
@click.option(
    "--workers",
    type=click.IntRange(0, 512),
    default=lambda: os.cpu_count() or 1,
    show_default="one for each core",
    metavar="N",
    help="Processes that read. 0 reads in this one.",
)
@click.option(
    "--engine",
    metavar="URL",
    help="Read on a cluster: dask://local?workers=N or dask://HOST:PORT (docs/scale.md). Sources are then paths that "
    "every worker reaches, s3://... among them. Needs gestae[cluster].",
)
@click.option(
    "--readings",
    metavar="FOLDER",
    help="With --engine: where readings go as Parquet, on any path the workers reach (default: CASE.readings).",
)
@click.option("--no-merge", is_flag=True, help="With --engine: leave the readings where they are, out of CASE.")
@published_option
@column_flags
@setting_flags
@click.option("--no-progress", is_flag=True, help="No bar on standard error.")
def add(
    case: str,
    sources: tuple[str, ...],
    dry_run: bool,
    workers: int,
    engine: str | None,
    readings: str | None,
    no_merge: bool,
    published: str | None,
    no_progress: bool,
    **knobs: str | int | tuple[str, ...] | None,
) -> int:
    """Read the reports of SOURCE... into the case file CASE, which is made where there is none.

    A SOURCE may hold many: a folder, zip or tar, feed, web archive (WARC, WACZ), JSON, CSV, Parquet, mail; - is
    standard input. An http(s) address is fetched, and no other is (docs/sources.md). Copies of one text are found and
    count once.
    """
    if sources.count("-") > 1:
        raise click.UsageError("standard input (-) can be read once only")
    _check_engine(engine, readings, sources, dry_run=dry_run, no_merge=no_merge)
    # Loaded late, so that --help stays quick: the reader brings the parser along.
    from gestae.cli.adding import add_sources, try_sources
    from gestae.sources.collections.options import Columns, Options

    columns, others = take_columns(knobs)
    options = Options(settings=settings_of(others), columns=Columns(**columns))
    if engine is not None:
        from gestae.cli.clustering import add_on_cluster

        folder = readings or f"{case}.readings"
        return add_on_cluster(
            engine, case, sources, folder, published=published, options=options, merge=not no_merge, quiet=no_progress
        )
    if dry_run:
        return try_sources(case, sources, published=published, options=options)
    return add_sources(case, sources, published=published, options=options, workers=workers, quiet=no_progress)


def _check_engine(
    engine: str | None, readings: str | None, sources: tuple[str, ...], *, dry_run: bool, no_merge: bool
) -> None:
    if engine is None and (readings or no_merge):
        raise click.UsageError("--readings and --no-merge go with --engine")
    if engine is not None and dry_run:
        raise click.UsageError("--dry-run and --engine cannot go together")
    if engine is not None and "-" in sources:
        raise click.UsageError("standard input (-) cannot be read on a cluster")
    if readings is not None and "://" in readings and not no_merge:
        raise click.UsageError(
            "readings on remote storage are not merged: give --no-merge, and later `gestae add CASE FOLDER` with a copy"
        )
