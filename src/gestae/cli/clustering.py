"""`gestae add --engine`: sources read by Dask into a folder of readings, and these into the case."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING

from gestae.cli.adding import add_sources
from gestae.cli.output import complain, progress, write
from gestae.errors import EngineError
from gestae.sources.collections.options import Options

if TYPE_CHECKING:
    from gestae.cluster.engine import PartitionRead

_FAILURE = 1


def add_on_cluster(
    engine: str,
    case: str,
    sources: tuple[str, ...],
    folder: str,
    *,
    published: str | None,
    options: Options,
    merge: bool,
    quiet: bool,
) -> int:
    """Read the sources on a cluster; 1 where something could not be read, else 0."""
    if find_spec("distributed") is None or find_spec("pyarrow") is None:
        raise EngineError("reading on a cluster: pip install 'gestae[cluster]'")
    # Loaded late: Dask is an extra, and large.
    from gestae.cluster.engine import read_on_cluster

    with progress(1, wanted=not quiet) as meter:

        def advance(one: PartitionRead, number: int) -> None:
            meter.advance(f"{one.partition.number + 1} of {number} partitions: {one.partition.name}")
            if one.reason is not None:
                with meter.paused():
                    complain(f"{one.partition.name}: {one.reason}")

        done = read_on_cluster(engine, sources, folder, published=published, options=options, progress=advance)
    write(f"{folder}: {_summary(done)}\n")
    failed = any(one.problems for one in done)
    if not merge:
        return _FAILURE if failed else 0
    merged = add_sources(case, (folder,), published=None, options=options, workers=0, quiet=quiet)
    return _FAILURE if failed or merged else 0


def _summary(done: list[PartitionRead]) -> str:
    count = {name: sum(getattr(one, name) for one in done) for name in ("documents", "events", "skimmed", "problems")}
    words = [f"{len(done):,} partitions", f"{count['documents']:,} documents read", f"{count['events']:,} events"]
    there = sum(one.was_there for one in done)
    if there:
        words.insert(1, f"{there:,} there already")
    if count["skimmed"]:
        words.append(f"{count['skimmed']:,} skimmed over")
    if count["problems"]:
        words.append(f"{count['problems']:,} could not be read")
    return ", ".join(words)
