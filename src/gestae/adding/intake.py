"""One adding: items from the sources past the case to the readers, and what they read into the case."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from gestae.adding.chunks import chunks_of
from gestae.adding.preparing import Prepared, document_id, extractor, open_item
from gestae.adding.workers import Workers
from gestae.record.documents import Document
from gestae.record.record import Versions
from gestae.settings import Settings, reading_knobs
from gestae.sources.items import Item, Problem
from gestae.store.faults import told
from gestae.store.opening import Connection
from gestae.store.queries import known_documents
from gestae.store.values import Incoming, RunIdentity, SetAside
from gestae.store.writing import run_number, transaction, write_batch

# Items looked up in the case at once.
_LOOKED_UP = 64
# What a record's versions say better than these settings do.
_TOLD_BY_VERSIONS = frozenset({"model", "actors"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """How far an adding is, or what became of it: items met, documents new, known already, set aside with a reason."""

    items: int = 0
    added: int = 0
    read: int = 0
    known: int = 0
    problems: int = 0
    last: str = ""


class Intake:
    """One adding: items from the sources past the case to the readers, and what they read into the case."""

    def __init__(
        self,
        path: str,
        connection: Connection,
        readers: Workers,
        settings: Settings,
        progress: Callable[[Added], None] | None,
        aside: Callable[[SetAside], None] | None,
    ) -> None:
        self._path = path
        self._connection = connection
        self._readers = readers
        self._progress = progress
        self._aside = aside
        self._state = Added()
        self._coming: set[str] = set()  # ids of documents on their way to the case
        self._not_taken: list[SetAside] = []  # by the sources; written with the next batch
        with transaction(connection, path):
            self._run = run_number(connection, run_identity(readers.versions(), settings))

    def run(self, found: Iterable[Item | Problem]) -> Added:
        """Everything that was found, into the case."""
        for prepared in self._readers.read(chunks_of(self._new(found))):
            self._write(prepared)
        if self._not_taken:
            self._write([])
        return self._state

    def _new(self, found: Iterable[Item | Problem]) -> Iterator[Item]:
        """The items that the case does not have yet."""
        coming = iter(found)
        while some := list(islice(coming, _LOOKED_UP)):
            items = {document_id(item): item for item in some if isinstance(item, Item)}
            problems = [one for one in some if isinstance(one, Problem)]
            self._not_taken += [SetAside(name=one.name, kind="Problem", reason=one.reason) for one in problems]
            with told(self._path):
                known = known_documents(self._connection, list(items), self._run) | self._coming
            new = {key: item for key, item in items.items() if key not in known}
            self._coming |= new.keys()
            self._count(items=len(some), known=len(some) - len(problems) - len(new))
            yield from new.values()

    def _write(self, prepared: Sequence[Prepared]) -> None:
        incoming = [one for one in prepared if isinstance(one, Incoming)]
        aside = [*self._not_taken, *(one for one in prepared if isinstance(one, SetAside))]
        self._not_taken = []
        with transaction(self._connection, self._path):
            added, read = write_batch(self._connection, self._run, incoming, aside)
        self._coming -= {one.document.id for one in incoming}
        last = prepared[-1].name if prepared else self._state.last
        self._count(added=added, read=read, problems=len(aside), last=last)
        for one in aside:
            if self._aside is not None:
                self._aside(one)
        if self._progress is not None:
            self._progress(self._state)

    def _count(self, *, last: str | None = None, **more: int) -> None:
        counted = {name: getattr(self._state, name) + number for name, number in more.items()}
        self._state = replace(self._state, **counted, last=self._state.last if last is None else last)


def run_identity(versions: Versions, settings: Settings) -> RunIdentity:
    """What makes a run one: own actors count by their content, not by where their files stand."""
    knobs = {name: getattr(settings, name) for name in reading_knobs() if name not in _TOLD_BY_VERSIONS}
    return RunIdentity(
        program=versions.version,
        model=versions.model,
        ontology=versions.ontology,
        extractor=extractor(),
        actors=json.dumps(list(versions.actors)),
        settings=json.dumps(knobs, sort_keys=True),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Foreseen:
    """What would become of one item: its document where it would go in, the problem where it cannot, or neither."""

    name: str
    document: Document | None = None
    problem: str | None = None

    @property
    def known(self) -> bool:
        """The case has it already."""
        return self.document is None and self.problem is None


def foresee(
    found: Iterable[Item | Problem],
    settings: Settings,
    *,
    path: str,
    published: str | None = None,
    connection: Connection | None = None,
    run: int | None = None,
) -> Iterator[Foreseen]:
    """What would become of each item; nothing is parsed or written. Without a connection the case is new."""
    met: set[str] = set()
    for one in found:
        if isinstance(one, Problem):
            yield Foreseen(name=one.name, problem=one.reason)
            continue
        key = document_id(one)
        with told(path):
            known = connection is not None and run is not None and known_documents(connection, [key], run)
        if known or key in met:
            yield Foreseen(name=one.name)
            continue
        met.add(key)
        opened = open_item(one, settings, published)
        if isinstance(opened, SetAside):
            yield Foreseen(name=one.name, problem=opened.reason)
        else:
            yield Foreseen(name=one.name, document=opened)
