"""Many reports through the reader: records to standard output in the form asked for, errors to standard error."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain

from gestae.cli.output import Meter, close_quietly, complain, progress, show, write
from gestae.errors import ReportError
from gestae.judging.concern import OF_CONCERN, concern_of
from gestae.record.record import Record
from gestae.reports import ReadReport, read_sources
from gestae.skimming.skim import Skimmed
from gestae.sources.collections.names import storable
from gestae.sources.collections.opening import STANDARD_INPUT
from gestae.sources.collections.options import Options
from gestae.views.as_csv import csv_rows
from gestae.views.as_json import json_array, json_lines, json_object
from gestae.views.as_markdown import markdown
from gestae.views.claims import ClaimsView, claims_json
from gestae.views.terminal import TerminalView

_FAILURE = 1


@dataclass(frozen=True, slots=True)
class _Named:
    """A record and the file it was read from."""

    name: str
    record: Record


_Writer = Callable[[Iterable[_Named], bool, Meter], None]


def read_reports(reports: tuple[str, ...], *, published: str | None, form: str, options: Options, quiet: bool) -> int:
    """Read the reports and write their records; 1 where one of them could not be read, else 0."""
    return _run(reports, published=published, options=options, quiet=quiet, writer=_WRITERS[form])


def claim_reports(
    reports: tuple[str, ...],
    *,
    published: str | None,
    only: tuple[str, ...],
    as_json: bool,
    options: Options,
    quiet: bool,
) -> int:
    """Read the reports and write by whose word their events and tolls stand; the exit code as for `read_reports`."""
    writer = _write_claims_json if as_json else _write_claims
    return _run(reports, published=published, options=options, quiet=quiet, writer=partial(writer, only))


def _run(reports: tuple[str, ...], *, published: str | None, options: Options, quiet: bool, writer: _Writer) -> int:
    counted = _Counted(asks=options.settings.concern and options.settings.judge)
    try:
        with progress(len(reports), wanted=not quiet) as meter:
            heard = replace(options, told=partial(_tell, meter))
            outcomes = read_sources(reports, published=published, options=heard)
            first = next(outcomes, None)
            several = len(reports) > 1 or first is None or first.name != _shown(first.source)
            named = _records(chain([first] if first else [], outcomes), meter, counted)
            writer(named, several, meter)
    except BrokenPipeError:
        close_quietly()  # whoever read our output has read enough (| head)
    if counted.failed and counted.all > 1:
        complain(f"{counted.failed} of {counted.all} reports could not be read")
    if counted.skimmed:
        complain(f"{counted.skimmed} of {counted.all} reports were skimmed over and not read (without --skim they are)")
    if counted.unconcerning:
        which = f"{counted.unconcerning} of {counted.all} reports are" if counted.all > 1 else "the report is"
        complain(f"{which} of no public concern: no event is coded (with --no-concern, all are)")
    return _FAILURE if counted.failed else 0


@dataclass(slots=True)
class _Counted:
    """What became of the reports; `asks`: whether those of no public concern are left without events."""

    asks: bool = True
    all: int = 0
    failed: int = 0
    skimmed: int = 0
    unconcerning: int = 0


def _shown(source: str) -> str:
    """What a single report of this name is called: a report of another name is one of several in a collection."""
    return "standard input" if source == STANDARD_INPUT else storable(source)


def _tell(meter: Meter, note: str) -> None:
    with meter.paused():
        complain(note)


def _records(outcomes: Iterable[ReadReport], meter: Meter, counted: _Counted) -> Iterator[_Named]:
    """The records that could be read; the other reports are named on standard error as they come."""
    for read in outcomes:
        meter.advance(read.name)
        counted.all += 1
        if isinstance(read.outcome, ReportError):
            counted.failed += 1
            with meter.paused():
                complain(str(read.outcome))
        elif isinstance(read.outcome, Skimmed):
            counted.skimmed += 1
            with meter.paused():
                complain(f"{read.name}: {read.outcome.reason}")
        else:
            counted.unconcerning += counted.asks and concern_of(read.outcome.document) < OF_CONCERN
            yield _Named(read.name, read.outcome)


def _write_table(named: Iterable[_Named], several: bool, meter: Meter) -> None:
    for index, item in enumerate(named):
        with meter.paused():
            if index:
                write("\n\n")
            show(TerminalView(item.record, name=item.name if several else None))


def _write_claims(only: tuple[str, ...], named: Iterable[_Named], several: bool, meter: Meter) -> None:
    for index, item in enumerate(named):
        with meter.paused():
            if index:
                write("\n\n")
            show(ClaimsView(item.record, only=only, name=item.name if several else None))


def _write_claims_json(only: tuple[str, ...], named: Iterable[_Named], several: bool, meter: Meter) -> None:
    records = [item.record for item in named] if not several else (item.record for item in named)
    if several or records:
        _write_pieces(claims_json(records, only=only, several=several), meter)


def _write_json(named: Iterable[_Named], several: bool, meter: Meter) -> None:
    records = (item.record for item in named)
    if several:
        _write_pieces(json_array(records), meter)
    else:
        _write_pieces(map(json_object, records), meter)


def _write_json_lines(named: Iterable[_Named], several: bool, meter: Meter) -> None:
    _write_pieces(json_lines(item.record for item in named), meter)


def _write_csv(named: Iterable[_Named], several: bool, meter: Meter) -> None:
    _write_pieces(csv_rows(item.record for item in named), meter)


def _write_markdown(named: Iterable[_Named], several: bool, meter: Meter) -> None:
    _write_pieces(markdown(item.record for item in named), meter)


def _write_pieces(pieces: Iterable[str], meter: Meter) -> None:
    for piece in pieces:
        with meter.paused():
            write(piece)


_WRITERS: dict[str, _Writer] = {
    "table": _write_table,
    "json": _write_json,
    "jsonl": _write_json_lines,
    "csv": _write_csv,
    "md": _write_markdown,
}
