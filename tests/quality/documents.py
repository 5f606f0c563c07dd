"""Bounds on what is found and what is wrong in the annotated reports (`documents.toml`)."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.documents import FOLDERS, read_against
from gestae.reader import Reader
from tests.documents.facts import Facts, Report, load

FILE = Path(__file__).with_name("documents.toml")
ANNOTATIONS = Path(__file__).resolve().parents[1] / "documents"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """For one report: least share found, most share of wrong events, most rows that must never be."""

    name: str
    found: float
    wrong: float
    never: int


def read_bounds() -> tuple[Bounds, ...]:
    """The bounds of the file, in its order."""
    return tuple(Bounds(**entry) for entry in tomllib.loads(FILE.read_text(encoding="utf-8"))["report"])


def annotation(name: str) -> tuple[Facts, Path]:
    """The annotation of a report and where the report should be."""
    facts = load(ANNOTATIONS / f"{name}.toml")
    return facts, FOLDERS[facts.where] / facts.file


def held(name: str, reader: Reader) -> Report:
    """A report's record held against its annotation."""
    facts, path = annotation(name)
    return read_against(reader, facts, path)


def crossed(bounds: Bounds, now: Report) -> Iterator[str]:
    """Each bound that is crossed."""
    if now.recall() < bounds.found - 0.005:
        missing = ", ".join(f"{missed.table} {missed.id}" for missed in now.missing)
        yield f"found {now.recall():.3f}, at least {bounds.found} before; missing: {missing}"
    if now.wrong_share > bounds.wrong + 0.005:
        yield f"wrong {now.wrong_share:.3f}, at most {bounds.wrong} before: {[row.label for row in now.surplus_events]}"
    if len(now.violations) > bounds.never:
        yield f"rows that must never be: {[violation.label for violation in now.violations]}"


def tightened(bounds: Bounds, now: Report) -> Bounds:
    """The bounds at what is reached, or where they were when those are tighter."""
    return Bounds(
        name=bounds.name,
        found=max(bounds.found, math.floor(now.recall() * 1000) / 1000),
        wrong=min(bounds.wrong, math.ceil(now.wrong_share * 1000) / 1000),
        never=min(bounds.never, len(now.violations)),
    )


def write_bounds(bounds: Sequence[Bounds]) -> None:
    """Writes the file anew under its head comment."""
    head = FILE.read_text(encoding="utf-8").split("\n\n", 1)[0]
    entries = [
        f'[[report]]\nname = "{one.name}"\nfound = {one.found}\nwrong = {one.wrong}\nnever = {one.never}'
        for one in bounds
    ]
    FILE.write_text("\n\n".join([head, *entries]) + "\n", encoding="utf-8")
