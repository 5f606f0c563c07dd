"""What `gestae explain` does: one report through the reader, the explanations asked for to standard output."""

from __future__ import annotations

from collections.abc import Sequence

from gestae.cli.output import complain, progress, show, write
from gestae.coding.explaining import Explanation
from gestae.errors import ReportError
from gestae.reports import explain_file
from gestae.settings import Settings
from gestae.views.explanations import ExplanationsView, explanations_json

_FAILURE, _NO_SUCH_EVENT = 1, 2


def explain_report(
    report: str, *, event: str | None, published: str | None, as_json: bool, settings: Settings, quiet: bool
) -> int:
    """Read the report and show why its events, or the one asked for, were coded; the exit code."""
    try:
        with progress(1, wanted=not quiet):
            record, explanations = explain_file(report, published=published, settings=settings)
    except ReportError as error:
        complain(str(error))
        return _FAILURE
    chosen = explanations if event is None else _chosen(explanations, event)
    if event is not None and len(chosen) != 1:
        there = f"there are #1 to #{len(explanations)}" if explanations else "the report tells none"
        several = "several events have ids that begin so" if chosen else f"no such event; {there}"
        complain(f"{event}: {several}")
        return _NO_SUCH_EVENT
    if as_json:
        write(explanations_json(record, chosen))
    else:
        show(ExplanationsView(record, chosen))
    return 0


def _chosen(explanations: Sequence[Explanation], event: str) -> tuple[Explanation, ...]:
    """The event of a number ("3", "#3") or those whose id begins so; a number comes first."""
    number = event.removeprefix("#")
    if number.isdecimal() and 1 <= int(number) <= len(explanations):
        return (explanations[int(number) - 1],)
    return tuple(item for item in explanations if item.event.casefold().startswith(event.casefold()))
