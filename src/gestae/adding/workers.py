"""Chunks of items through reader processes, in order: the same chunks give the same results, whatever the number.

At most two chunks a process are on their way, so memory does not grow with the source. A process that dies (killed for
its memory, a fault in a library) costs the item that it died of, which is named, and nothing else.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import lru_cache
from itertools import islice
from multiprocessing.connection import Connection
from types import TracebackType
from typing import TypeVar

from gestae.adding.preparing import Prepared, not_taken, prepare, set_aside
from gestae.reader import Reader
from gestae.record.record import Versions
from gestae.settings import Settings
from gestae.skimming.skim import skim_version
from gestae.sources.items import Item, Problem

Chunk = Sequence[Item | Problem]
_Result = TypeVar("_Result")
_AHEAD = 2
# One process, one thread: more of them would fight for the same cores.
_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


class Workers:
    """Reader processes; with a number of 0, the reader of this process.

    Raises:
        ModelMissing: the language model is not installed (by `versions` and `read`).
        KnowledgeError: a data file, or a file of the user's own actors, is wrong (likewise).
    """

    def __init__(self, settings: Settings, number: int, *, published: str | None = None) -> None:
        self._settings = settings
        self._published = published
        self._number = number
        self._pool: ProcessPoolExecutor | None = None
        self._lifeline: Connection | None = None

    def __enter__(self) -> Workers:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop()

    def versions(self) -> Versions:
        """What makes the records."""
        if not self._number:
            return versions(self._settings)
        return self._submit(versions, self._settings).result()

    def skim(self) -> str | None:
        """Which skim decides that reports are not read; None where all are."""
        return skim_version() if self._settings.skim else None

    def read(self, chunks: Iterable[Chunk]) -> Iterator[list[Prepared]]:
        """What goes into the case, chunk by chunk in their order."""
        if not self._number:
            yield from (_prepare(self._settings, chunk, self._published) for chunk in chunks)
            return
        coming = iter(chunks)
        waiting = deque((chunk, self._start(chunk)) for chunk in islice(coming, self._number * _AHEAD))
        while waiting:
            chunk, future = waiting.popleft()
            try:
                found = future.result()
            except BrokenProcessPool:
                found = self._one_by_one(chunk)
                waiting = deque((later, self._start(later)) for later, _ in waiting)
            waiting.extend((following, self._start(following)) for following in islice(coming, 1))
            yield found

    def _one_by_one(self, chunk: Chunk) -> list[Prepared]:
        """A chunk that a process has died of, in as many chunks as it has items."""
        found: list[Prepared] = []
        self._stop()
        for one in chunk:
            if isinstance(one, Problem):
                found.append(not_taken(one))
                continue
            try:
                found.extend(self._start([one]).result())
            except BrokenProcessPool:
                self._stop()
                reason = "the process that read it died; there may be too little memory for it"
                found.append(set_aside(one, "Crash", reason, keep=True))
        return found

    def _start(self, chunk: Chunk) -> Future[list[Prepared]]:
        return self._submit(_prepare, self._settings, chunk, self._published)

    def _submit(self, task: Callable[..., _Result], *arguments: object) -> Future[_Result]:
        if self._pool is None:
            held, self._lifeline = multiprocessing.get_context("spawn").Pipe(duplex=False)
            self._pool = ProcessPoolExecutor(
                self._number,
                mp_context=multiprocessing.get_context("spawn"),
                initializer=_begin,
                initargs=(held,),
            )
        with _starting():
            return self._pool.submit(task, *arguments)

    def _stop(self) -> None:
        """An end to the processes at once: what they were reading is not wanted any more."""
        if self._pool is None or self._lifeline is None:
            return
        self._lifeline.close()
        self._pool.shutdown(wait=False, cancel_futures=True)
        self._pool = self._lifeline = None


@contextmanager
def _starting() -> Iterator[None]:
    """What a process that starts here inherits: one thread for arithmetic, and Ctrl-C is for the parent alone."""
    added = [name for name in _THREADS if name not in os.environ]
    os.environ.update(dict.fromkeys(added, "1"))
    is_main = threading.current_thread() is threading.main_thread()
    kept = signal.signal(signal.SIGINT, signal.SIG_IGN) if is_main else None
    try:
        yield
    finally:
        if kept is not None:
            signal.signal(signal.SIGINT, kept)
        for name in added:
            del os.environ[name]


def _begin(lifeline: Connection) -> None:
    """A worker lives as long as its parent holds the other end, even where the parent is killed."""
    threading.Thread(target=_end_with, args=(lifeline,), daemon=True).start()


def _end_with(lifeline: Connection) -> None:
    try:
        lifeline.recv()
    except (EOFError, OSError):
        os._exit(0)


@lru_cache(maxsize=1)
def _reader(settings: Settings) -> Reader:
    """The reader of this process: loading the model takes a second, and a reader does not change."""
    return Reader(settings)


def versions(settings: Settings) -> Versions:
    """What makes the records of the reader of this process."""
    return _reader(settings).versions


def prepared(settings: Settings, chunk: Chunk, published: str | None) -> list[Prepared]:
    """What goes into a case of a chunk of items, read by the reader of this process."""
    return _prepare(settings, chunk, published)


def _prepare(settings: Settings, chunk: Chunk, published: str | None) -> list[Prepared]:
    return prepare(chunk, _reader(settings), published)
