"""The case file, opened: add, search, events, runs. The only place where reading meets storing.

case = gestae.open("iran.case", create=True)
case.add("reports/")
for found in case.events(gestae.Filters(country="IRN", happened=True)):
    print(found.event.date, found.event.type, found.document)
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path
from types import TracebackType

from gestae.adding.files import items as file_items
from gestae.adding.intake import Added, Foreseen, Intake, foresee, run_identity
from gestae.adding.workers import Workers
from gestae.record.documents import Document
from gestae.record.record import Record
from gestae.settings import Settings
from gestae.sources.items import Item, Problem
from gestae.store import queries
from gestae.store.faults import told
from gestae.store.opening import open_case
from gestae.store.queries import DyadDay, Filters
from gestae.store.restoring import restore_record
from gestae.store.values import Counts, Found, SetAside, StoredDocument, StoredEvent, StoredProblem, StoredRun
from gestae.store.writing import find_run


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
        settings: Settings | None = None,
        workers: int = 0,
        progress: Callable[[Added], None] | None = None,
        aside: Callable[[SetAside], None] | None = None,
    ) -> Added:
        """Read what the sources hold into the case; what it has read already in this way is left alone.

        Args:
            sources: files and folders.
            settings: how to read; other settings are another run, beside the earlier ones.
            workers: reader processes; 0 reads in this one. The case is the same, whatever the number.
            progress: called after every batch.
            aside: called for every item that cannot be read.

        Raises:
            CaseError: the case cannot be written; what earlier batches brought in is kept.
            ModelMissing: the language model is not installed.
        """
        chosen = settings or Settings()
        with Workers(chosen, workers) as readers:
            return Intake(self.path, self._connection, readers, chosen, progress, aside).run(_found(sources))

    def foresee(self, *sources: str | Path, settings: Settings | None = None) -> Iterator[Foreseen]:
        """What `add` would do with each item of the sources; nothing is read or written."""
        chosen = settings or Settings()
        with Workers(chosen, 0) as readers, told(self.path):
            run = find_run(self._connection, run_identity(readers.versions(), chosen))
        yield from foresee(_found(sources), chosen, path=self.path, connection=self._connection, run=run)

    def events(self, filters: Filters | None = None, *, limit: int | None = None, offset: int = 0) -> list[StoredEvent]:
        """Events by day, those without one last; copies of one text count once."""
        with told(self.path):
            return queries.find_events(self._connection, filters or Filters(), limit=limit, offset=offset)

    def count_events(self, filters: Filters | None = None) -> int:
        """How many events fit."""
        with told(self.path):
            return queries.count_events(self._connection, filters or Filters())

    def event(self, event: str, *, run: int | None = None) -> StoredEvent | None:
        """One event by its id, as last read or as a run reads it; None where there is none."""
        with told(self.path):
            return queries.find_event(self._connection, event, run)

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

    def repeated_events(self) -> frozenset[str]:
        """The ids of events, as last read, whose words are copied from another document."""
        with told(self.path):
            return queries.repeated_events(self._connection)

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

    def counts(self) -> Counts:
        """How much the case holds."""
        with told(self.path):
            return queries.count_all(self._connection)


def foresee_new(path: str, *sources: str | Path, settings: Settings | None = None) -> Iterator[Foreseen]:
    """What `add` would do with each item of the sources for a case that is not there yet."""
    return foresee(_found(sources), settings or Settings(), path=path, connection=None, run=None)


def _found(sources: tuple[str | Path, ...]) -> Iterator[Item | Problem]:
    return chain.from_iterable(file_items(str(source)) for source in sources)


def open_(path: str | Path, *, create: bool = False, read_only: bool = False) -> Case:
    """The case in a file, as `Case` says."""
    return Case(path, create=create, read_only=read_only)
