"""One adding: items from the sources past the case to the readers, and what they read into the case."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from gestae.adding.chunks import chunks_of
from gestae.adding.preparing import Prepared, document_id, extractor, open_item
from gestae.adding.workers import Workers
from gestae.record.documents import Document
from gestae.record.record import Versions
from gestae.settings import Settings, reading_knobs
from gestae.skimming.skim import noted, skim_version
from gestae.sources.fetching.fetcher import Validators
from gestae.sources.items import Item, Problem
from gestae.store.addresses import keep_addresses, known_addresses
from gestae.store.faults import told
from gestae.store.opening import Connection
from gestae.store.queries import known_documents
from gestae.store.values import Incoming, PageStamp, RunIdentity, SetAside
from gestae.store.writing import find_run, run_number, transaction, write_batch

# Items remembered as met; far more than can be on their way at once, and no more than a few megabytes.
_REMEMBERED = 50_000
# What a record's versions say better than these settings do.
_TOLD_BY_VERSIONS = frozenset({"model", "actors", "codebooks"})
# What stopped these items may not stop them the next time.
_PASSING = frozenset({"Crash", "Failure"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """How far an adding is, or what became of it: items met, documents new, known already, set aside with a reason.

    `skimmed` counts the documents that are in the case and were not read, because nothing in them tells of an event.
    """

    items: int = 0
    added: int = 0
    read: int = 0
    known: int = 0
    problems: int = 0
    skimmed: int = 0
    last: str = ""


class Intake:
    """One adding: items from the sources past the case to the readers, and what they read into the case."""

    def __init__(
        self,
        path: str,
        connection: Connection,
        identity: RunIdentity,
        progress: Callable[[Added], None] | None = None,
        aside: Callable[[SetAside], None] | None = None,
        *,
        so_far: Added | None = None,
    ) -> None:
        self._path = path
        self._connection = connection
        self._progress = progress
        self._aside = aside
        self._state = so_far or Added()
        self._met: dict[str, None] = {}  # ids of the last items, which may be on their way to the case
        self._failed: list[str] = []  # names of what may be read the next time
        with transaction(connection, path):
            self._run = run_number(connection, identity)
            # What was read as a whole is not read in part after that.
            self._whole = find_run(connection, as_a_whole(identity))

    def run(self, found: Iterable[Item | Problem], readers: Workers) -> Added:
        """Everything that was found, read and put into the case."""
        for prepared in readers.read(chunks_of(self._new(found, readers.skim()))):
            self._write(prepared)
        return self._state

    def pages(self, skim: str | None) -> dict[str, Validators]:
        """What came with the pages that the case has whole, as this run and skim read them or better, by address."""
        with told(self._path):
            found = known_addresses(self._connection, self._run, skim)
            if self._whole is not None:
                found |= known_addresses(self._connection, self._whole, None)
        return {address: Validators(stamp.etag, stamp.last_modified) for address, stamp in found.items()}

    def keep_pages(self, fetched: Mapping[str, Validators], skim: str | None) -> None:
        """Everything of these pages is in the case now; what failed and may not fail again is asked for again."""
        whole = {
            address: PageStamp(etag=given.etag, last_modified=given.last_modified)
            for address, given in fetched.items()
            if given != Validators() and not any(name.startswith(address) for name in self._failed)
        }
        if whole:
            with transaction(self._connection, self._path):
                keep_addresses(self._connection, self._run, skim, whole)

    def merge(self, batches: Iterable[Sequence[Prepared]]) -> Added:
        """What was read elsewhere, into the case; what it has already is left as it is."""
        for batch in batches:
            ids = [one.document.id for one in batch if isinstance(one, Incoming)]
            with told(self._path):
                known = known_documents(self._connection, ids, self._run)
            new = [one for one in batch if isinstance(one, SetAside) or one.document.id not in known]
            self._count(items=len(batch), known=len(batch) - len(new))
            if new:
                self._write(new)
        return self._state

    def _new(self, found: Iterable[Item | Problem], skim: str | None) -> Iterator[Item | Problem]:
        """The items that the case does not have yet, and what the sources could not give up, in their order."""
        for some in chunks_of(found):
            ids = [document_id(one) if isinstance(one, Item) else "" for one in some]
            with told(self._path):
                known = known_documents(self._connection, ids, self._run, skim)
                if self._whole is not None:
                    known |= known_documents(self._connection, ids, self._whole)
            for one, key in zip(some, ids, strict=True):
                is_new = isinstance(one, Problem) or (key not in known and key not in self._met)
                self._count(items=1, known=int(not is_new))
                if is_new:
                    _remember(self._met, key)
                    yield one

    def _write(self, prepared: Sequence[Prepared]) -> None:
        incoming = [one for one in prepared if isinstance(one, Incoming)]
        aside = [one for one in prepared if isinstance(one, SetAside)]
        with transaction(self._connection, self._path):
            added, read = write_batch(self._connection, self._run, incoming, aside)
        skimmed = sum(one.skimmed is not None for one in incoming)
        self._count(added=added, read=read, skimmed=skimmed, problems=len(aside), last=prepared[-1].name)
        self._failed += [one.name for one in aside if one.kind in _PASSING]
        for one in aside:
            if self._aside is not None:
                self._aside(one)
        if self._progress is not None:
            self._progress(self._state)

    def _count(self, *, last: str | None = None, **more: int) -> None:
        counted = {name: getattr(self._state, name) + number for name, number in more.items()}
        self._state = replace(self._state, **counted, last=self._state.last if last is None else last)


def _remember(met: dict[str, None], key: str) -> None:
    """Among the last items that were met; the oldest of them is forgotten."""
    met[key] = None
    if len(met) > _REMEMBERED:
        del met[next(iter(met))]


def run_identity(versions: Versions, settings: Settings) -> RunIdentity:
    """What makes a run one: own actors count by their content, not by where their files stand."""
    knobs = {name: getattr(settings, name) for name in reading_knobs() if name not in _TOLD_BY_VERSIONS}
    return RunIdentity(
        program=versions.version,
        model=versions.model,
        judge=versions.judge,
        ontology=versions.ontology,
        gazetteer=json.dumps(list(versions.gazetteer)),
        extractor=extractor(),
        actors=json.dumps(list(versions.actors)),
        codebooks=json.dumps(list(versions.codebooks)),
        settings=json.dumps(knobs, sort_keys=True),
    )


def as_a_whole(identity: RunIdentity) -> RunIdentity:
    """The run that reads every report as a whole, and else in the same way."""
    return replace(identity, model=identity.model.removesuffix(noted("", skim_version())))


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
    """What would become of each item; nothing is parsed or written. Without a connection the case is new.

    Memory does not grow with the source: an item that is there again tens of thousands of items later is told as new.
    """
    met: dict[str, None] = {}
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
        _remember(met, key)
        opened = open_item(one, settings, published)
        if isinstance(opened, SetAside):
            yield Foreseen(name=one.name, problem=opened.reason)
        else:
            yield Foreseen(name=one.name, document=opened)
