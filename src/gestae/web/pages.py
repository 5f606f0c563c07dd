"""A case as the page wants it: the overview, kept until the file changes, and one document at a time."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from threading import Lock

from gestae.case import Case
from gestae.correcting import Wanted, correct, corrected_record, corrected_records, same_events, undo
from gestae.errors import CaseError
from gestae.store.values import StoredDocument, StoredRun
from gestae.views.page.documents import reader_document
from gestae.views.page.model import Surroundings, page_model
from gestae.views.page.query import Query
from gestae.views.page.shapes import (
    PageClaim,
    PageCorrection,
    PageDiscrepancy,
    PageDocument,
    PageModel,
    PageRun,
    ReaderDocument,
)
from gestae.web.changes import HeldChanges, LargeCase
from gestae.web.held import HeldColumns
from gestae.web.logged import log_rows
from gestae.web.report import detail_of, report_page
from gestae.web.windows import every_page, window_model

MOST_EVENTS = 20_000
"""More events than these are shown through a window."""
LOGGED = 200
"""Rows of the log that the overview of a large case holds, the last ones."""
SECONDS = 10.0
"""A question to the case that takes longer is given up."""


class CasePages:
    """What the server and the report ask of one case. Threads may share it: one at a time reads the file."""

    def __init__(self, case: Case, *, seconds: float = SECONDS) -> None:
        self._case = case
        self._seconds = seconds
        self._columns = HeldColumns(case)
        self._changes = HeldChanges(case)
        self._runs: tuple[object, tuple[PageRun, ...]] | None = None
        self._lock = Lock()
        self._stamp: object = None
        self._model: PageModel | None = None
        self._total = 0
        self._counted: object = None
        self._bytes: tuple[PageModel, bytes] | None = None

    def model(self) -> PageModel:
        """The overview of the case as it stands."""
        with self._lock:
            return self._current()

    def is_large(self) -> bool:
        """Whether the case has more events than a browser should hold at once."""
        with self._lock:
            stamp = _stamp(self._case.path)
            if stamp != self._counted:
                self._total, self._counted = self._case.counts().events, stamp
            return self._total > MOST_EVENTS

    def columns(self) -> None:
        """Reads what a large case is counted by, so that no request waits for it."""
        with self._lock:
            self._large()

    def window(self, query: Query, *, offset: int = 0) -> PageModel:
        """Some events of a large case that fit, after the first `offset`, and how many fit in all.

        Raises:
            CaseSlow: it took longer than it may.
        """
        with self._lock:
            large, fresh = self._large()
            with self._case.limited(self._seconds):
                around = Surroundings(
                    name=Path(self._case.path).name,
                    runs=self._runs_of_all(),
                    corrections=tuple(log_rows(self._case, newest=LOGGED)),
                )
                return window_model(self._case, large, query, around=around, fresh=fresh, offset=offset)

    def every_window(self, query: Query) -> Iterator[PageModel]:
        """All events of a large case that fit, a page at a time; others may ask in between."""
        with self._lock:
            pages = every_page(self._case, self._large()[0], query)
        while True:
            with self._lock, self._case.limited(self._seconds):
                page = next(pages, None)
            if page is None:
                return
            yield page

    def whole_log(self) -> list[PageCorrection]:
        """Every row of the log, of which the overview of a large case holds the last."""
        with self._lock:
            return list(log_rows(self._case))

    def _large(self) -> tuple[LargeCase, bool]:
        columns, fresh = self._columns.newest()
        return self._changes.over(columns), fresh

    def _runs_of_all(self) -> tuple[PageRun, ...]:
        """The runs, with how many documents each has read, counted when there is more to count."""
        stamp = self._case.columns_stamp()
        if self._runs is None or self._runs[0] != stamp:
            self._runs = (stamp, tuple(run_row(run) for run in self._case.runs()))
        return self._runs[1]

    def model_json(self) -> bytes:
        """The overview as JSON, made once. ASCII, because a lone surrogate of a damaged report has no UTF-8."""
        model = self.model()
        if self._bytes is None or self._bytes[0] is not model:
            self._bytes = (model, json.dumps(model, separators=(",", ":")).encode("ascii"))
        return self._bytes[1]

    def document(self, document: str) -> ReaderDocument | None:
        """One document for the reader; None where the case has none of this id, or has not read it."""
        with self._lock, self._case.limited(self._seconds):
            record = corrected_record(self._case, document)
        return None if record is None else reader_document(record)

    def detail(self) -> dict[str, object]:
        """The map in detail, where the case has places."""
        if self.is_large():
            return detail_of(self.window(Query()))
        return detail_of(self.model())

    def correct(self, wanted: Wanted) -> int:
        """Log a correction; its number.

        Raises:
            ChangeError: it does not fit the record.
        """
        with self._lock:
            number = correct(self._case, wanted)
            self._model = None
        return number

    def undo(self, number: int, *, who: str, why: str) -> int:
        """Take a correction back; the number of the undoing.

        Raises:
            ChangeError: it does not stand.
        """
        with self._lock:
            done = undo(self._case, number, who=who, why=why)
            self._model = None
        return done

    def report(self) -> str:
        """The whole case as one page.

        Raises:
            CaseError: it holds more than a page should.
        """
        if self.is_large():
            reason = f"it holds {self._total:,} events; a report shows at most {MOST_EVENTS:,} (gestae serve shows all)"
            raise CaseError(self._case.path, reason)
        model = self.model()
        documents = {record.document.id: reader_document(record) for record in corrected_records(self._case)}
        return report_page(model, documents)

    def _current(self) -> PageModel:
        stamp = _stamp(self._case.path)
        if self._model is None or stamp != self._stamp:
            self._model, self._stamp = self._made(), stamp
        return self._model

    def _made(self) -> PageModel:
        around = Surroundings(
            name=Path(self._case.path).name,
            documents=tuple(map(document_row, self._case.documents())),
            runs=tuple(run_row(run) for run in self._case.runs()),
            repeated=self._case.repeated_events(),
            corrections=tuple(log_rows(self._case)),
            differences=tuple(_differences(self._case)),
            same=same_events(self._case),
        )
        return page_model(corrected_records(self._case), around=around)


def _stamp(path: str) -> object:
    """Changes when the file, or the log that writers keep beside it, does."""
    files = [Path(path), Path(f"{path}-wal")]
    return [(file.stat().st_mtime_ns, file.stat().st_size) for file in files if file.exists()]


def document_row(document: StoredDocument) -> PageDocument:
    """A document as the table of sources lists it; its record, where it has one, tells the rest."""
    return PageDocument(
        id=document.id,
        title=document.title or document.name,
        publisher=document.publisher,
        published=document.published,
        url=document.url,
        language=document.language,
        sha256=document.sha256,
        events=0,
        words=0,
        origin=document.origin,
        copy=document.copy,
        reports=document.copies,
        agency=document.agency,
        read=False,
    )


def _differences(case: Case) -> Iterator[PageDiscrepancy]:
    """Each number that a copy tells otherwise than its origin, as two claims."""
    outlets = {document.id: document.publisher or document.name for document in case.documents()}
    for one in case.differences():
        origin = {"start": one.origin_start, "end": one.origin_end, "text": one.origin_text, "part": "origin"}
        copy = {"start": one.start, "end": one.end, "text": one.text, "part": "copy"}
        yield PageDiscrepancy(
            about="number in a copy",
            document=one.document,
            events=[],
            claims=[
                PageClaim(value=one.origin_text, source=outlets.get(one.origin, one.origin), quotes=[origin]),
                PageClaim(value=one.text, source=outlets.get(one.document, one.document), quotes=[copy]),
            ],
        )


def run_row(run: StoredRun) -> PageRun:
    """A run as the page lists it."""
    return PageRun(
        id=str(run.run),
        program=run.program,
        model=run.model,
        ontology=run.ontology,
        actors=", ".join(json.loads(run.actors)),
        documents=run.documents,
        started=run.started_at,
    )
