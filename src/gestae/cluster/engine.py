"""Partitions read by Dask, on this machine or on many: each into a Parquet file of readings, the same whoever read it.

A file appears under its name when it is whole, so that a worker that is lost costs the partition that it had in hand,
which another one reads. The same command again goes on with the files that are missing.
"""

from __future__ import annotations

import json
import logging
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import fsspec
from distributed import Client, KilledWorker, LocalCluster, as_completed

from gestae.adding.chunks import chunks_of
from gestae.adding.intake import run_identity
from gestae.adding.preparing import Prepared
from gestae.adding.workers import prepared, versions
from gestae.cluster.partitions import Partition, items_in, plan
from gestae.cluster.readings import ReadingsWriter
from gestae.errors import EngineError, ReadingsError
from gestae.settings import Settings
from gestae.sources.collections.options import Columns, Options
from gestae.store.values import Incoming, RunIdentity

_PLAN = "plan.json"
_LOCAL = "local"
# How long a scheduler may take to answer.
_PATIENCE = "20s"


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What every worker must know: how to read, and the folder where readings go."""

    settings: Settings
    columns: Columns
    published: str | None
    run: RunIdentity
    folder: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PartitionRead:
    """What became of a partition: `reason` says why there is no file of its readings."""

    partition: Partition
    documents: int = 0
    events: int = 0
    skimmed: int = 0
    problems: int = 0
    was_there: bool = False
    reason: str | None = None


def read_on_cluster(
    engine: str,
    sources: Sequence[str],
    folder: str,
    *,
    published: str | None = None,
    options: Options | None = None,
    size: int | None = None,
    progress: Callable[[PartitionRead, int], None] | None = None,
) -> list[PartitionRead]:
    """Read the sources by an engine into a folder of readings; what became of each partition, in their order.

    Args:
        engine: "dask://local?workers=N" for processes of this machine, "dask://HOST:PORT" for a scheduler.
        sources: files, folders and patterns on any fsspec path; every worker must reach them.
        folder: where the readings go, on any fsspec path.
        published: as for `gestae.read`.
        options: settings and columns.
        size: about so many bytes are one partition.
        progress: called with each partition when it is done, and how many there are.

    Raises:
        EngineError: the engine is unknown, or cannot be reached.
        SourceError: there is no such source.
        ReadingsError: the folder holds readings of other sources or settings.
    """
    chosen = options or Options()
    partitions = plan(sources, size=size) if size else plan(sources)
    with _client(engine) as client:
        run = _run_of(client, engine, chosen.settings)
        job = Job(settings=chosen.settings, columns=chosen.columns, published=published, run=run, folder=folder)
        there = _prepare_folder(job, partitions)
        done = {
            part.number: PartitionRead(partition=part, was_there=True) for part in partitions if _file(part) in there
        }
        tell = progress or (lambda one, number: None)
        for one in done.values():
            tell(one, len(partitions))
        for one in _read(client, job, [part for part in partitions if part.number not in done]):
            done[one.partition.number] = one
            tell(one, len(partitions))
    _sweep(folder)
    return [done[part.number] for part in partitions]


def read_partition(job: Job, partition: Partition) -> PartitionRead:
    """One partition, read into its file; runs on a worker."""
    system, folder = fsspec.core.url_to_fs(job.folder)
    passing = f"{folder}/.{uuid.uuid4().hex}"
    done = PartitionRead(partition=partition)
    with system.open(passing, "wb") as out, ReadingsWriter(out, job.run) as writer:
        for found in _readings(job, partition):
            writer.add(found)
            done = _counted(done, found)
    system.mv(passing, f"{folder}/{_file(partition)}")
    return done


def _readings(job: Job, partition: Partition) -> Iterator[list[Prepared]]:
    options = Options(settings=job.settings, columns=job.columns)
    for chunk in chunks_of(items_in(partition, options)):
        yield prepared(job.settings, chunk, job.published)


def _counted(done: PartitionRead, found: Sequence[Prepared]) -> PartitionRead:
    """What became of a partition, with some reports more."""
    taken = [one for one in found if isinstance(one, Incoming)]
    return replace(
        done,
        documents=done.documents + len(taken),
        events=done.events + sum(len(one.record.events) for one in taken if one.record is not None),
        skimmed=done.skimmed + sum(one.skimmed is not None for one in taken),
        problems=done.problems + len(found) - len(taken),
    )


def _read(client: Client, job: Job, partitions: Sequence[Partition]) -> Iterator[PartitionRead]:
    """Each partition as it is done."""
    tasks = {client.submit(read_partition, job, part, pure=False): part for part in partitions}
    for task in as_completed(list(tasks)):
        error = task.exception()
        if error is None:
            yield task.result()
            continue
        lost = isinstance(error, KilledWorker)
        why = "the workers that read it died; there may be too little memory for it" if lost else f"failed: {error}"
        yield PartitionRead(partition=tasks[task], problems=1, reason=why)


def _run_of(client: Client, engine: str, settings: Settings) -> RunIdentity:
    """The run that the workers make.

    Raises:
        EngineError: the scheduler or a worker has no gestae, or another.
    """
    try:
        found: RunIdentity = client.submit(_identity, settings, pure=False).result()
    except (ImportError, AttributeError, RuntimeError, KilledWorker) as error:
        reason = str(error).splitlines()[0]
        raise EngineError(
            f"{engine}: scheduler and workers must have this gestae installed, with the same packages: {reason}"
        ) from error
    return found


def _identity(settings: Settings) -> RunIdentity:
    """The run that a worker's gestae makes; it counts, not this machine's."""
    return run_identity(versions(settings), settings)


def _prepare_folder(job: Job, partitions: Sequence[Partition]) -> frozenset[str]:
    """The names of the readings that the folder has already.

    Raises:
        ReadingsError: they are of other sources, settings or another version.
    """
    system, folder = fsspec.core.url_to_fs(job.folder)
    wanted = {
        "run": asdict(job.run),
        "published": job.published,
        "columns": asdict(job.columns),
        "skim": job.settings.skim,
        "partitions": [asdict(part) for part in partitions],
    }
    text = json.dumps(wanted, indent=1, sort_keys=True) + "\n"
    try:
        system.makedirs(folder, exist_ok=True)
        if not system.exists(f"{folder}/{_PLAN}"):
            if system.ls(folder, detail=False):
                raise ReadingsError(job.folder, "the folder is not empty and holds no readings; name another")
            system.pipe_file(f"{folder}/{_PLAN}", text.encode())
        elif system.cat_file(f"{folder}/{_PLAN}") != text.encode():
            raise ReadingsError(job.folder, "it holds readings of other sources, settings or versions; name another")
        return frozenset(path.rpartition("/")[2] for path in system.ls(folder, detail=False))
    except OSError as error:
        raise ReadingsError(job.folder, f"cannot be written: {error}") from error


def _sweep(folder: str) -> None:
    """What lost workers left half written, away."""
    system, path = fsspec.core.url_to_fs(folder)
    for one in system.ls(path, detail=False):
        if one.rpartition("/")[2].startswith("."):
            system.rm_file(one)


def _file(partition: Partition) -> str:
    return f"part-{partition.number:06}.parquet"


@contextmanager
def _client(engine: str) -> Iterator[Any]:
    """A client of the engine; what was started for it ends with it."""
    address = urlsplit(engine)
    if address.scheme != "dask" or not address.netloc:
        raise EngineError(f"{engine}: no such engine; there are dask://local?workers=N and dask://HOST:PORT")
    if address.netloc != _LOCAL:
        try:
            client = Client(f"tcp://{address.netloc}", timeout=_PATIENCE)
        except (OSError, ValueError, TimeoutError) as error:
            raise EngineError(f"{engine}: the scheduler cannot be reached: {error}") from error
        with client:
            yield client
        return
    asked = parse_qs(address.query).get("workers", [""])[0]
    if asked and (not asked.isdigit() or asked == "0"):
        raise EngineError(f"{engine}: workers must be a number, 1 or more")
    number = int(asked) if asked else None
    with (
        LocalCluster(
            n_workers=number, threads_per_worker=1, processes=True, dashboard_address=None, silence_logs=logging.ERROR
        ) as cluster,
        Client(cluster) as client,
    ):
        yield client
