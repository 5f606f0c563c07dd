"""`gestae gazetteer build`: a dump of GeoNames in a folder becomes one file in the user's data folder.

An interrupted build goes on where it stopped when the same is asked again; the file in use stays until a new one is
whole.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from gestae.errors import KnowledgeError
from gestae.knowledge.geonames.finishing import finish
from gestae.knowledge.geonames.full import About, about_file, full_path
from gestae.knowledge.geonames.plan import Plan, Progress
from gestae.knowledge.geonames.staging import opened_staging, unfinished_state


@dataclass(frozen=True, slots=True)
class Kept:
    """What lies in the data folder: the file in use, and how much of its dump an unfinished build has read."""

    full: About | None
    unfinished: Mapping[str, float]


def build_full(plan: Plan, *, progress: Progress, folder: Path | None = None) -> About:
    """Build, or go on building, what a plan says; the file that reading uses from then on.

    Args:
        progress: called with what is being done and the share of it that is done.
        folder: gestae's data folder; default $GESTAE_DATA or the user's.

    Raises:
        KnowledgeError: a line of the dump is wrong, or a file cannot be read or written; what was read stays read.
    """
    final = full_path(folder)
    part = part_path(folder)
    with opened_staging(part, plan) as staging:
        staging.read_all(progress)
    finish(part, final, plan, progress)
    return about_file(final)


def is_built(plan: Plan, folder: Path | None = None) -> bool:
    """Whether the file in use is of this plan."""
    try:
        return full_path(folder).is_file() and about_file(full_path(folder)).plan == plan.as_text()
    except KnowledgeError:
        return False  # of another version: to be built anew


def part_path(folder: Path | None = None) -> Path:
    """Where an unfinished build is kept."""
    return full_path(folder).with_suffix(".part")


def kept(folder: Path | None = None) -> Kept:
    """What lies in the data folder.

    Raises:
        KnowledgeError: the file there is none of this version.
    """
    path = full_path(folder)
    return Kept(about_file(path) if path.is_file() else None, unfinished_state(part_path(folder)))


def remove_full(*, dry_run: bool = False, folder: Path | None = None) -> tuple[Path, ...]:
    """Remove the built file and what is unfinished; the files that were there. With `dry_run` they stay.

    Raises:
        KnowledgeError: one of them cannot be removed.
    """
    part = part_path(folder)
    candidates = (
        full_path(folder),
        part,
        part.with_name(f"{part.name}-journal"),
        full_path(folder).with_suffix(".new"),
    )
    there = tuple(path for path in candidates if path.is_file())
    for path in () if dry_run else there:
        try:
            path.unlink()
        except OSError as error:
            raise KnowledgeError(f"{path}: {error.strerror}") from error
    return there
