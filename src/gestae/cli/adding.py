"""Sources into a case, with a bar on standard error and a line for every item that cannot be read."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import FrameType

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    SpinnerColumn,
    Task,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.text import Text

from gestae.adding.intake import Added, Foreseen
from gestae.case import Case, foresee_new
from gestae.cli.output import complain, write
from gestae.sources.collections.addresses import is_address
from gestae.sources.collections.opening import STANDARD_INPUT, items
from gestae.sources.collections.options import Options
from gestae.store.values import SetAside
from gestae.views.visible import shortened, visible

_FAILURE = 1
_INTERRUPTED = 130


class _Rate(ProgressColumn):
    """Items a second since the first batch."""

    def render(self, task: Task) -> Text:
        return Text(f"{task.speed:.1f}/s" if task.speed else "", style="progress.data.speed")


class _Bar:
    """The bar, and above it the items that could not be read."""

    def __init__(self, bar: Progress, total: int | None) -> None:
        self.state = Added()
        self._bar = bar
        self._task = bar.add_task("loading the language model", total=total)

    def advance(self, state: Added) -> None:
        """A batch more is in the case."""
        self.state = state
        done = state.known + state.added + state.problems
        self._bar.update(self._task, completed=done, description=f"in: {shortened(state.last, 40)}")

    def aside(self, problem: SetAside) -> None:
        """An item that could not be read."""
        self.tell(f"{problem.name}: {problem.reason}")

    def tell(self, note: str) -> None:
        """A line above the bar."""
        self._bar.stop()
        complain(note)
        self._bar.start()

    def count_in_passing(self, sources: tuple[str, ...], options: Options) -> None:
        """How many items there are, counted while they are read: from then on the bar knows how much time is left."""
        if self._bar.disable or any(source == STANDARD_INPUT or is_address(source) for source in sources):
            return  # what can be had once only, or only over the network, is not had twice
        silent = replace(options, told=lambda note: None)

        def count() -> None:
            found = sum(1 for source in sources for _ in items(source, options=silent))
            self._bar.update(self._task, total=found)

        threading.Thread(target=count, daemon=True).start()


def add_sources(
    case: str, sources: tuple[str, ...], *, published: str | None, options: Options, workers: int, quiet: bool
) -> int:
    """Read the sources into the case; 1 where an item could not be read, else 0."""
    with _terminable(), Case(case, create=True) as opened, _bar(quiet=quiet) as bar:
        bar.count_in_passing(sources, options)
        heard = replace(options, told=bar.tell)
        try:
            done = opened.add(
                *sources, published=published, options=heard, workers=workers, progress=bar.advance, aside=bar.aside
            )
        except KeyboardInterrupt:
            bar.tell(f"stopped; {_summary(bar.state)} so far, and the same command goes on from there")
            return _INTERRUPTED
    write(f"{case}: {_summary(done)}\n")
    return _FAILURE if done.problems else 0


def try_sources(case: str, sources: tuple[str, ...], *, published: str | None, options: Options) -> int:
    """Say what would go in; 1 where an item could not be taken."""
    heard = replace(options, told=complain)
    if not Path(case).exists():
        return _foretell(foresee_new(case, *sources, published=published, options=heard))
    with Case(case, read_only=True) as opened:
        return _foretell(opened.foresee(*sources, published=published, options=heard))


def _foretell(items: Iterable[Foreseen]) -> int:
    new = known = problems = 0
    for item in items:
        if item.problem is not None:
            problems += 1
            complain(f"{item.name}: {item.problem}")
        elif item.document is not None:
            new += 1
            day = f" ({item.document.published[:10]})" if item.document.published else ""
            write(f"{visible(item.name)}: {shortened(item.document.title or 'without a title', 80)}{day}\n")
        else:
            known += 1
    write(f"would go in: {new:,}; there already: {known:,}; could not be read: {problems:,}\n")
    return _FAILURE if problems else 0


def _summary(done: Added) -> str:
    words = [f"{done.added:,} added"]
    if done.skimmed:
        words.append(f"{done.skimmed:,} of them skimmed over, not read (table skims)")
    again = done.read + done.skimmed - done.added
    if again > 0:
        words.append(f"{again:,} read again")
    if done.known:
        words.append(f"{done.known:,} there already")
    if done.problems:
        words.append(f"{done.problems:,} could not be read (table problems)")
    return ", ".join(words)


@contextmanager
def _bar(*, quiet: bool) -> Iterator[_Bar]:
    console = Console(stderr=True, markup=False, highlight=False, emoji=False)
    columns: list[ProgressColumn] = [SpinnerColumn(), TextColumn("{task.description}", markup=False), BarColumn()]
    columns += [MofNCompleteColumn(), _Rate(), TimeElapsedColumn(), TimeRemainingColumn()]
    disabled = quiet or not console.is_terminal
    with Progress(*columns, console=console, transient=True, disable=disabled, redirect_stdout=False) as bar:
        yield _Bar(bar, None)


@contextmanager
def _terminable() -> Iterator[None]:
    """SIGTERM ends the command as Ctrl-C does: the batch in hand is dropped, what is in the case stays."""

    def interrupt(number: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    kept = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, kept)
