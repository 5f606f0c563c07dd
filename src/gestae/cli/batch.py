"""Many reports through the reader: records to standard output in the form asked for, errors to standard error."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from gestae.cli.output import Meter, close_quietly, complain, progress, show, write
from gestae.errors import ReportError
from gestae.record.record import Record
from gestae.reports import Outcome, read_files
from gestae.settings import Settings
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


def read_reports(reports: tuple[str, ...], *, published: str | None, form: str, settings: Settings, quiet: bool) -> int:
    """Read the reports and write their records; 1 where one of them could not be read, else 0."""
    return _run(reports, published=published, settings=settings, quiet=quiet, writer=_WRITERS[form])


def claim_reports(
    reports: tuple[str, ...],
    *,
    published: str | None,
    only: tuple[str, ...],
    as_json: bool,
    settings: Settings,
    quiet: bool,
) -> int:
    """Read the reports and write by whose word their events and tolls stand; the exit code as for `read_reports`."""
    writer = _write_claims_json if as_json else _write_claims
    return _run(reports, published=published, settings=settings, quiet=quiet, writer=partial(writer, only))


def _run(reports: tuple[str, ...], *, published: str | None, settings: Settings, quiet: bool, writer: _Writer) -> int:
    failures: list[ReportError] = []
    try:
        with progress(len(reports), wanted=not quiet) as meter:
            outcomes = read_files(reports, published=published, settings=settings)
            named = _records(reports, outcomes, meter, failures)
            writer(named, len(reports) > 1, meter)
    except BrokenPipeError:
        close_quietly()  # whoever read our output has read enough (| head)
    if failures and len(reports) > 1:
        complain(f"{len(failures)} of {len(reports)} reports could not be read")
    return _FAILURE if failures else 0


def _records(
    reports: tuple[str, ...], outcomes: Iterator[Outcome], meter: Meter, failures: list[ReportError]
) -> Iterator[_Named]:
    """The records that could be read; the other reports are named on standard error as they come."""
    for name, outcome in zip(reports, outcomes, strict=True):
        meter.advance(name)
        if isinstance(outcome, ReportError):
            failures.append(outcome)
            with meter.paused():
                complain(str(outcome))
        else:
            yield _Named(name, outcome)


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
