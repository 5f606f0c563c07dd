"""Readings that were made elsewhere, into a case: each file in its own run, what is not sound set aside."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TypeVar

from gestae.adding.chunks import ITEMS
from gestae.adding.intake import Added, Intake
from gestae.cluster.readings import read_readings, run_of
from gestae.errors import ReadingsError
from gestae.store.opening import Connection
from gestae.store.values import RunIdentity, SetAside

_One = TypeVar("_One")


@dataclass(frozen=True, slots=True)
class Readings:
    """Files of readings with the run that made each, and those that are none."""

    files: tuple[tuple[Path, RunIdentity], ...]
    problems: tuple[SetAside, ...]


def readings_in(source: str | Path) -> Readings | None:
    """The readings that a source is, a folder of them or one file; None where it is another thing."""
    path = Path(source)
    paths = sorted(path.glob("*.parquet")) if path.is_dir() else [path]
    found: list[tuple[Path, RunIdentity]] = []
    problems: list[SetAside] = []
    for one in paths:
        if problems and not found:
            return None  # its first file tells what a folder holds
        try:
            with one.open("rb") as opened:
                run = run_of(str(one), opened)
            if run is None:
                raise ReadingsError(str(one), "stands among readings, and is none")
            found.append((one, run))
        except (OSError, ReadingsError) as error:
            reason = error.reason if isinstance(error, ReadingsError) else f"cannot be read: {error}"
            problems.append(SetAside(name=str(one), kind="Reading", reason=reason))
    return Readings(tuple(found), tuple(problems)) if found else None


def merge_readings(
    path: str,
    connection: Connection,
    readings: Readings,
    progress: Callable[[Added], None] | None,
    aside: Callable[[SetAside], None] | None,
    so_far: Added,
) -> Added:
    """The readings into the case; what it has already is left alone.

    Raises:
        CaseError: the case cannot be written; what earlier batches brought in is kept.
    """
    problems: Sequence[SetAside] = readings.problems
    for file, run in readings.files:
        intake = Intake(path, connection, run, progress, aside, so_far=so_far)
        intake.merge([problems] if problems else [])
        problems = ()
        with file.open("rb") as opened:
            so_far = intake.merge(_batches(read_readings(str(file), opened)))
    return so_far


def _batches(found: Iterable[_One]) -> Iterator[list[_One]]:
    coming = iter(found)
    while batch := list(islice(coming, ITEMS)):
        yield batch
