"""What a build starts from: the files of the dump, and which countries and features are wanted of it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from gestae.errors import KnowledgeError
from gestae.knowledge.geonames.features import Wanted
from gestae.knowledge.geonames.rows import COUNTRIES, DUMP, checked, country_row, read_lines

FORMAT = 1  # raise when the tables of the built file change
COUNTRY_COLUMNS = 19
_BLOCK = 1 << 22

Progress = Callable[[str, float], None]


@dataclass(frozen=True, slots=True)
class DumpFile:
    """One file of a dump as it lies there; `changed` is its time in nanoseconds."""

    path: Path
    size: int
    changed: int


@dataclass(frozen=True, slots=True)
class Plan:
    """A build to be done; two builds of one plan give the same places.

    `countries` holds two-letter codes, sorted; empty means all.
    """

    files: tuple[DumpFile, ...]
    countries: tuple[str, ...]
    wanted: Wanted

    def as_text(self) -> str:
        """The plan as JSON, to tell whether an unfinished build is one of this plan."""
        files = [[file.path.name, file.size, file.changed] for file in self.files]
        return json.dumps([FORMAT, files, list(self.countries), sorted(self.wanted.names)])


def plan_of(source: Path, *, countries: Iterable[str], features: Iterable[str]) -> Plan:
    """The plan for a dump in a folder.

    Args:
        countries: two- or three-letter codes; none means all.
        features: classes, codes or both of GeoNames' features; none means those of features.toml.

    Raises:
        KnowledgeError: a file is missing, or a country or feature is unknown.
    """
    if not source.is_dir():
        raise KnowledgeError(f"{source}: no such folder")
    files = tuple(_file(source / name) for name in DUMP)
    return Plan(files, _alpha2(source / COUNTRIES, countries), Wanted.asked(features))


def _file(path: Path) -> DumpFile:
    try:
        status = path.stat()
    except OSError as error:
        packed = path.with_suffix(".zip")
        hint = f"; unpack {packed.name} first" if packed.is_file() else ""
        raise KnowledgeError(f"{path}: {error.strerror}{hint}") from error
    return DumpFile(path, status.st_size, status.st_mtime_ns)


def _alpha2(path: Path, countries: Iterable[str]) -> tuple[str, ...]:
    lines = read_lines(path, offset=0, number=0, columns=COUNTRY_COLUMNS)
    known = dict(checked(path, line, country_row) for line in lines)
    if not known:
        raise KnowledgeError(f"{path}: no country in it")
    by_three = {alpha3: alpha2 for alpha2, alpha3 in known.items()}
    codes: set[str] = set()
    for asked in countries:
        code = by_three.get(asked.upper(), asked.upper())
        if code not in known:
            raise KnowledgeError(f"--countries {asked}: no country of {path.name}; write IQ or IRQ")
        codes.add(code)
    return tuple(sorted(codes))


def digest_of(file: DumpFile, progress: Progress) -> str:
    """The SHA-256 hash of a file.

    Raises:
        KnowledgeError: it cannot be read.
    """
    digest = hashlib.sha256()
    done = 0
    try:
        with file.path.open("rb") as opened:
            while block := opened.read(_BLOCK):
                digest.update(block)
                done += len(block)
                progress(f"checking {file.path.name}", done / max(file.size, 1))
    except OSError as error:
        raise KnowledgeError(f"{file.path}: {error.strerror}") from error
    return digest.hexdigest()
