"""What goes out: data to standard output as UTF-8, progress and errors to standard error."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console, RenderableType
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    SpinnerColumn,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
)

from gestae.views.visible import visible


def write(text: str) -> None:
    """Data to standard output in UTF-8, whatever the terminal's charset; a lone surrogate becomes its JSON escape."""
    buffer = getattr(sys.stdout, "buffer", None)
    if buffer is None:
        sys.stdout.write(text)
        return
    sys.stdout.flush()
    buffer.write(text.encode("utf-8", "backslashreplace"))
    buffer.flush()


def show(view: RenderableType) -> None:
    """A view for people to standard output, in colours where it is a terminal and NO_COLOR is not set."""
    console = Console(markup=False, highlight=False, emoji=False, soft_wrap=False)
    if console.is_terminal:
        console.print(view)
        return
    with console.capture() as captured:
        console.print(view)
    write("".join(line.rstrip() + "\n" for line in captured.get().splitlines()))


def close_quietly() -> None:
    """No more to standard output: Python would complain of the closed pipe once more at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def complain(message: str) -> None:
    """One line to standard error."""
    sys.stderr.write(f"gestae: {visible(message)}\n")
    sys.stderr.flush()


@contextmanager
def progress(total: int, *, wanted: bool) -> Iterator[Meter]:
    """A spinner while the model loads and a bar over many reports, on standard error, where that is a terminal."""
    console = Console(stderr=True, markup=False, highlight=False, emoji=False)
    columns: list[ProgressColumn] = [SpinnerColumn(), TextColumn("{task.description}", markup=False)]
    if total > 1:
        columns += [BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()]
    disabled = not wanted or not console.is_terminal
    with Progress(*columns, console=console, transient=True, disable=disabled, redirect_stdout=False) as bar:
        yield Meter(bar, bar.add_task("loading the language model", total=total))


class Meter:
    """How far the reading is."""

    def __init__(self, bar: Progress, task: TaskID) -> None:
        self._bar = bar
        self._task = task
        self._done = 0

    def advance(self, report: str) -> None:
        """One report more is done."""
        self._done += 1
        total = self._bar.tasks[self._task].total or 0
        self._bar.update(
            self._task,
            completed=self._done,
            total=max(total, self._done),  # a source may hold many reports, and nobody knows how many
            description=f"read {visible(report)}",
        )

    @contextmanager
    def paused(self) -> Iterator[None]:
        """The line is cleared while something else is written."""
        self._bar.stop()
        yield
        self._bar.start()
