"""The case file, opened: add, search, events, runs. The only place where reading meets storing.

case = gestae.open("iran.case", create=True)
case.add("reports/")
for found in case.events(gestae.Filters(country="IRN", happened=True)):
    print(found.event.date, found.event.type, found.document)
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from importlib import import_module
from importlib.util import find_spec
from itertools import chain
from pathlib import Path
from types import TracebackType
from typing import Any

from gestae.adding.intake import Added, Foreseen, Intake, foresee, run_identity
from gestae.adding.workers import Workers
from gestae.errors import CaseError
from gestae.record.documents import Document
from gestae.record.record import Record
from gestae.sources.collections.opening import items
from gestae.sources.collections.options import Options
from gestae.sources.fetching.fetcher import Validators
from gestae.sources.items import Item, Problem
from gestae.sources.published import checked_published
from gestae.store import event_queries, queries
from gestae.store.columns import ReadColumns, read_columns, stamp_of
from gestae.store.comparing import Change, compare_runs
from gestae.store.corrections import last_correction, list_corrections, log_correction
from gestae.store.event_queries import Filters
from gestae.store.faults import told
from gestae.store.fitting import Fitting, WindowQuery, fitting
from gestae.store.layers import Changed, Layers, changed_document
from gestae.store.opening import open_case
from gestae.store.queries import DyadDay
from gestae.store.restoring import restore_record
from gestae.store.values import (
    Correction,
    Counts,
    Difference,
    Found,
    SetAside,
    StoredDocument,
    StoredEvent,
    StoredProblem,
    StoredRun,
    StoredSkim,
)
from gestae.store.verifying import Fault, verify
from gestae.store.windows import (
    Page,
    page_of,
    repeated_events,
)
from gestae.store.writing import find_run, transaction

_STEPS = 20_000  # of SQLite's virtual machine, between two looks at the clock


class Case:
    """One case file. Close it, or use it in a `with` statement.

    Args:
        path: the file.
        create: make it where there is none.
        read_only: refuse every change.

    Raises:
        NotACase: the file is no case, is damaged, or was made by a newer gestae.
        CaseError: there is no such case, or it cannot be opened.
    """

    def __init__(self, path: str | Path, *, create: bool = False, read_only: bool = False) -> None:
        self.path = str(path)
        self._connection = open_case(path, create=create, read_only=read_only)

    def __enter__(self) -> Case:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """No more of this case; what was added is kept."""
        with told(self.path):
            self._connection.close()

    def add(
        self,
        *sources: str | Path,
        published: str | date | None = None,
        options: Options | None = None,
        workers: int = 0,
        progress: Callable[[Added], None] | None = None,
        aside: Callable[[SetAside], None] | None = None,
    ) -> Added:
        """Read what the sources hold into the case; what it has read already in this way is left alone.

        Args:
            sources: files, folders, archives, feeds, tables, mail (docs/sources.md); http(s) addresses are fetched.
                Readings that were made on a cluster (docs/scale.md) are taken in as they are.
            published: day or time of publication, ISO 8601, of all of them; by default what each says of itself.
            options: settings, columns of tables, who hears of guesses. Other settings of the reading are another run,
                beside the earlier ones.
            workers: reader processes; 0 reads in this one. The case is the same, whatever the number. A script that
                asks for some must stand under `if __name__ == "__main__":`, for they import it.
            progress: called after every batch.
            aside: called for every item that cannot be read.

        Raises:
            CaseError: the case cannot be written; what earlier batches brought in is kept.
            SettingsError: `published` is not a date.
            ModelMissing: the language model is not installed.
        """
        chosen = options or Options()
        readings, others = _readings(sources)
        done = Added()
        for some in readings:
            done = _merging().merge_readings(self.path, self._connection, some, progress, aside, done)
        if not others:
            return done
        with Workers(chosen.settings, workers, published=checked_published(published)) as readers:
            identity = run_identity(readers.versions(), chosen.settings)
            intake = Intake(self.path, self._connection, identity, progress, aside, so_far=done)
            fetched: dict[str, Validators] = {}

            def keep(address: str, given: Validators) -> None:
                fetched[address] = given
                chosen.fetched(address, given)

            asking = replace(chosen, known=intake.pages(readers.skim()) | dict(chosen.known), fetched=keep)
            done = intake.run(_found(others, asking), readers)
            intake.keep_pages(fetched, readers.skim())
            return done

    def foresee(
        self, *sources: str | Path, published: str | date | None = None, options: Options | None = None
    ) -> Iterator[Foreseen]:
        """What `add` would do with each item of the sources; nothing is parsed or written."""
        chosen = options or Options()
        with Workers(chosen.settings, 0) as readers, told(self.path):
            run = find_run(self._connection, run_identity(readers.versions(), chosen.settings))
        yield from foresee(
            _found(sources, chosen),
            chosen.settings,
            published=checked_published(published),
            path=self.path,
            connection=self._connection,
            run=run,
        )

    def events(self, filters: Filters | None = None, *, limit: int | None = None, offset: int = 0) -> list[StoredEvent]:
        """Events by day, those without one last; copies of one text count once."""
        with told(self.path):
            return event_queries.find_events(self._connection, filters or Filters(), limit=limit, offset=offset)

    def count_events(self, filters: Filters | None = None) -> int:
        """How many events fit."""
        with told(self.path):
            return event_queries.count_events(self._connection, filters or Filters())

    def event(self, event: str, *, run: int | None = None) -> StoredEvent | None:
        """One event by its id, as last read or as a run reads it; None where there is none."""
        with told(self.path):
            return event_queries.find_event(self._connection, event, run)

    def dyad_series(
        self, source: str, target: str, *, since: str | None = None, until: str | None = None
    ) -> list[DyadDay]:
        """What one country (ISO 3166 alpha-3) did to another, day by day."""
        with told(self.path):
            return queries.dyad_series(self._connection, source, target, since=since, until=until)

    def dyads(self, *, limit: int = 50) -> list[tuple[str, str, int, float]]:
        """Pairs of countries, the busiest first: source, target, events, summed intensity."""
        with told(self.path):
            return queries.dyads(self._connection, limit=limit)

    def columns(self) -> ReadColumns:
        """The events, as last read, as columns to count in; out of date once `columns_stamp` differs."""
        with told(self.path):
            return read_columns(self._connection)

    def columns_stamp(self) -> tuple[int, int]:
        """What the stamp of columns would be that were read now."""
        with told(self.path):
            return stamp_of(self._connection)

    def changed(self, record: Record, statuses: Mapping[str, str]) -> Changed:
        """A record of this case as people have corrected it, as `gestae.store.layers.layered` takes it."""
        with told(self.path):
            return changed_document(self._connection, record, statuses)

    def fitting(self, layers: Layers, query: WindowQuery) -> Fitting:
        """Which events of a large case fit."""
        with told(self.path):
            return fitting(self._connection, layers, query)

    def page(self, found: Fitting, first: int, last: int) -> Page:
        """Some of the events that fit, from the place `first` to before the place `last`."""
        with told(self.path):
            return page_of(self._connection, found.layers, found.keys(first, last))

    @contextmanager
    def limited(self, seconds: float) -> Iterator[None]:
        """Questions inside that take longer are stopped: a case from elsewhere may be made to be slow.

        Raises:
            CaseSlow: one did.
        """
        end = time.monotonic() + seconds
        self._connection.set_progress_handler(lambda: int(time.monotonic() > end), _STEPS)
        try:
            yield
        finally:
            self._connection.set_progress_handler(None, 0)

    def repeated_events(self) -> frozenset[str]:
        """The ids of events, as last read, whose words are copied from another document."""
        with told(self.path):
            return repeated_events(self._connection)

    def documents(
        self, *, limit: int | None = None, offset: int = 0, origin: str | None = None
    ) -> Iterator[StoredDocument]:
        """Documents in the order in which they came in; with `origin`, those that tell the text of that document."""
        with told(self.path):
            yield from queries.list_documents(self._connection, limit=limit, offset=offset, origin=origin)

    def document(self, document: str) -> StoredDocument | None:
        """One document by its id."""
        with told(self.path):
            return queries.find_document(self._connection, document)

    def text(self, document: str, *, run: int | None = None) -> Document | None:
        """A document with its text and parts: as last extracted, or as a run has read it."""
        with told(self.path):
            return queries.document_text(self._connection, document, run)

    def record(self, document: str, *, run: int | None = None) -> Record | None:
        """The record of a document, as last read or as a run reads it; None for one that was not read (a copy)."""
        with told(self.path):
            key = queries.reading_key(self._connection, document, run)
            return None if key is None else restore_record(self._connection, key)

    def reading(self, document: str) -> int | None:
        """The number of the last reading of a document: another one once it is read again; None where it was not."""
        with told(self.path):
            return queries.reading_key(self._connection, document)

    def search(self, words: str, *, limit: int = 50, offset: int = 0) -> list[Found]:
        """Documents that hold all the words, best first; "in quotation marks" as a phrase, a* for every ending."""
        with told(self.path):
            return queries.search(self._connection, words, limit=limit, offset=offset)

    def runs(self) -> list[StoredRun]:
        """Every run, oldest first."""
        with told(self.path):
            return queries.list_runs(self._connection)

    def problems(self, *, resolved: bool = False) -> list[StoredProblem]:
        """Items that were set aside, oldest first; those that went in after all only when asked for."""
        with told(self.path):
            return queries.list_problems(self._connection, resolved=resolved)

    def skims(self, *, resolved: bool = False) -> list[StoredSkim]:
        """Documents that were skimmed over and not read, with the reason; those read after all only when asked for."""
        with told(self.path):
            return queries.list_skims(self._connection, resolved=resolved)

    def diff(self, before: int, after: int) -> Iterator[Change]:
        """What the run `after` has added to, dropped from or changed in what the run `before` found.

        Raises:
            CaseError: there is no such run.
        """
        known = [run.run for run in self.runs()]
        for run in (before, after):
            if run not in known:
                raise CaseError(
                    self.path, f"there is no run {run}; it has the runs {', '.join(map(str, known)) or 'none'}"
                )
        with told(self.path):
            yield from compare_runs(self._connection, before, after)

    def verify(self) -> Iterator[Fault]:
        """Everything that is not as it was put in: hashes computed anew, spans compared with their texts."""
        with told(self.path):
            yield from verify(self._connection)

    def differences(self, document: str | None = None) -> list[Difference]:
        """Numbers that copies tell otherwise than their origins; with `document`, those of one copy or origin."""
        with told(self.path):
            return queries.list_differences(self._connection, document)

    def corrections(
        self,
        *,
        subject: str | None = None,
        subject_id: str | None = None,
        undone: bool = False,
        newest: int | None = None,
    ) -> list[Correction]:
        """What people changed, oldest first; what was undone (and the undoing) when asked for; the `newest` so many."""
        with told(self.path):
            return list_corrections(
                self._connection, subject=subject, subject_id=subject_id, undone=undone, newest=newest
            )

    def last_correction(self) -> int:
        """The number of the last correction or undoing, 0 where there is none: what changes when the log does."""
        with told(self.path):
            return last_correction(self._connection)

    def correct(
        self,
        action: str,
        subject: str,
        subject_id: str,
        *,
        who: str,
        why: str,
        document: str | None = None,
        field: str | None = None,
        before: str | None = None,
        after: str | None = None,
        undoes: int | None = None,
    ) -> int:
        """Log a correction by a person; its number.

        Args:
            action: reject, accept, merge, split, edit, add or undo.
            subject: a table of the record ("events").
            subject_id: the id of a row of it; ids stay when a document is read again.
            document: the id of the document it stands in.
            before, after: JSON.
            undoes: the number of the correction taken back.

        Raises:
            CaseError: the case cannot be written, or the action is none of these.
        """
        with transaction(self._connection, self.path):
            return log_correction(
                self._connection, who=who, why=why, action=action, subject=subject, subject_id=subject_id,
                document=document, field=field, before=before, after=after, undoes=undoes,
            )  # fmt: skip

    def counts(self) -> Counts:
        """How much the case holds."""
        with told(self.path):
            return queries.count_all(self._connection)


def foresee_new(
    path: str, *sources: str | Path, published: str | date | None = None, options: Options | None = None
) -> Iterator[Foreseen]:
    """What `add` would do with each item of the sources for a case that is not there yet."""
    chosen = options or Options()
    return foresee(_found(sources, chosen), chosen.settings, path=path, published=checked_published(published))


def _readings(sources: tuple[str | Path, ...]) -> tuple[list[Any], tuple[str | Path, ...]]:
    """The sources that are readings of a cluster, and the others."""
    found: list[Any] = []
    others: list[str | Path] = []
    for source in sources:
        readings = _merging().readings_in(source) if _may_be_readings(source) else None
        if readings is None:
            others.append(source)
        else:
            found.append(readings)
    return found, tuple(others)


def _may_be_readings(source: str | Path) -> bool:
    """A Parquet file or a folder with one; without pyarrow, which is an extra, nothing is."""
    path = Path(source)
    named = path.suffix == ".parquet" or next(path.glob("*.parquet"), None) is not None
    return named and find_spec("pyarrow") is not None


def _merging() -> Any:
    # Loaded late because of pyarrow.
    return import_module("gestae.cluster.merging")


def _found(sources: tuple[str | Path, ...], options: Options) -> Iterator[Item | Problem]:
    return chain.from_iterable(items(str(source), options=options) for source in sources)


def open_(path: str | Path, *, create: bool = False, read_only: bool = False) -> Case:
    """The case in a file, as `Case` says."""
    return Case(path, create=create, read_only=read_only)
