"""What the commands of `gestae gazetteer` do; loaded when one of them runs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

from gestae.cli.output import complain, write
from gestae.knowledge.gazetteer import load_gazetteer
from gestae.knowledge.geonames.building import Kept, build_full, is_built, kept, part_path, remove_full
from gestae.knowledge.geonames.full import About, full_path
from gestae.knowledge.geonames.plan import Progress as Told
from gestae.knowledge.geonames.plan import plan_of

_FAILURE = 1


def build_gazetteer(source: str, *, countries: Iterable[str], features: Iterable[str], quiet: bool) -> int:
    """Build, or go on building; says what was made."""
    plan = plan_of(Path(source), countries=countries, features=features)
    if is_built(plan):
        write(f"built from these files already: {full_path()}\n")
        return 0
    try:
        with _told(quiet) as progress:
            about = build_full(plan, progress=progress)
    except KeyboardInterrupt:
        complain("stopped; the same command goes on from here")
        raise
    write(f"{_content(about)}\nkept in {about.path}; reading uses it from now on\n{_CREDIT}\n")
    return 0


def show_gazetteer(*, as_json: bool) -> int:
    """Write which gazetteer reading uses."""
    there = kept()
    own = load_gazetteer()
    if as_json:
        write(json.dumps(_plain(there, own.path, own.stamps[0]), ensure_ascii=False, indent=2) + "\n")
        return 0
    write(f"gestae's own gazetteer: {own.stamps[0].partition(' ')[2]}\n  {own.path}\n")
    if there.full is None:
        write("GeoNames: not built (gestae gazetteer build --from DIR)\n")
    else:
        write(
            f"{there.full.stamp}, used by reading behind gestae's own\n  {_content(there.full)}\n  {there.full.path}\n"
        )
        write(f"  {_CREDIT}\n")
    if there.unfinished:
        read = ", ".join(f"{name} {share:.0%}" for name, share in there.unfinished.items())
        write(f"an unfinished build: {read}\n  {part_path()}\n")
    return 0


def remove_gazetteer(*, dry_run: bool) -> int:
    """Remove what was built; 1 where nothing was."""
    paths = remove_full(dry_run=dry_run)
    for path in paths:
        write(f"{'would remove' if dry_run else 'removed'} {path}\n")
    if not paths:
        complain(f"nothing was built (it would be {full_path()})")
    return 0 if paths else _FAILURE


_CREDIT = "Places: GeoNames, https://www.geonames.org, CC BY 4.0"


def _content(about: About) -> str:
    """What a built file holds, in words."""
    countries = ", ".join(about.countries) or "all"
    return (
        f"GeoNames of {about.date}: {about.places:,} places, {about.names:,} names; countries: {countries}; "
        f"features: {', '.join(name or 'without class' for name in about.features)}"
    )


def _plain(there: Kept, own: Path, stamp: str) -> dict[str, object]:
    full = there.full
    return {
        "own": {"stamp": stamp, "path": str(own)},
        "full": full
        and {
            "stamp": full.stamp,
            "date": full.date,
            "digest": full.digest,
            "places": full.places,
            "names": full.names,
            "countries": list(full.countries),
            "features": list(full.features),
            "files": dict(full.files),
            "path": str(full.path),
        },
        "unfinished": dict(there.unfinished),
    }


@contextmanager
def _told(quiet: bool) -> Iterator[Told]:
    """How far it is, on standard error: a bar on a terminal, else a line for each step."""
    console = Console(stderr=True, markup=False, highlight=False, emoji=False)
    if quiet or not console.is_terminal:
        yield _Steps(quiet)
        return
    columns = (TextColumn("{task.description}", markup=False), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, redirect_stdout=False) as bar:
        task = bar.add_task("", total=1.0)

        def show(step: str, done: float) -> None:
            if bar.tasks[0].description != step:
                bar.reset(task, total=1.0, description=step)
            bar.update(task, completed=done)

        yield show


class _Steps:
    """A line for each step, and for each tenth of a long one."""

    def __init__(self, quiet: bool) -> None:
        self._quiet = quiet
        self._last = ("", -1)

    def __call__(self, step: str, done: float) -> None:
        """Tell of a step, unless it was told so far already."""
        now = (step, int(done * 10))
        if not self._quiet and now != self._last:
            self._last = now
            complain(f"{step}: {done:.0%}")
