"""Our own files of the gazetteer, read and checked: places/*.csv, places/not_places.txt, the rows of countries.csv."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from gestae.errors import KnowledgeError
from gestae.knowledge.gazetteer_rows import NewPlace
from gestae.knowledge.placenames import normal_name

_HERE = Path(__file__).parent
COUNTRIES = _HERE / "actors" / "countries.csv"
ORGANIZATIONS = _HERE / "actors" / "organizations.csv"
PLACES = _HERE / "places"
UNLIKELY = PLACES / "not_places.txt"

KINDS = frozenset({"country", "region", "city", "base", "airport", "facility", "water", "other"})
PRECISIONS = frozenset({"site", "city", "admin2", "admin1", "country", "region", "unknown"})
COLUMNS = ("name", "aliases", "kind", "feature", "country", "admin1", "lat", "lon", "precision", "note")


def own_places(path: Path) -> list[tuple[NewPlace, dict[str, str]]]:
    """The places of one of our files with their rows.

    Raises:
        KnowledgeError: a row is wrong; names file and line.
    """
    return [(_own_place(path, line, row), row) for line, row in data_rows(path)]


def _own_place(path: Path, line: int, row: dict[str, str]) -> NewPlace:
    where = f"{path.parent.name}/{path.name}, line {line}"
    if row["kind"] not in KINDS or row["precision"] not in PRECISIONS:
        raise KnowledgeError(f"{where}: kind {row['kind']!r} or precision {row['precision']!r} is unknown")
    try:
        lat, lon = float(row["lat"]), float(row["lon"])
    except ValueError as error:
        raise KnowledgeError(f"{where}: {error}") from error
    if not (-90 <= lat <= 90 and -180 <= lon <= 180) or not row["name"]:
        raise KnowledgeError(f"{where}: no name, or a point off the globe ({lat}, {lon})")
    country = row["country"] or None
    return NewPlace(row["name"], row["kind"], row["feature"], country, None, None, lat, lon, 0, None, row["precision"])


def data_rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows of one of our CSV files with their line numbers; head comments skipped."""
    with path.open(encoding="utf-8", newline="") as file:
        lines = file.readlines()
    skipped = next((number for number, text in enumerate(lines) if not text.startswith("#")), len(lines))
    reader = csv.DictReader(lines[skipped:])
    for row in reader:
        if None in row or None in row.values():
            raise KnowledgeError(
                f"{path.parent.name}/{path.name}, line {skipped + reader.line_num}: wrong number of columns"
            )
        yield skipped + reader.line_num, row


def unlikely_names() -> frozenset[str]:
    """Normal forms of names that in news nearly always mean something else than a place."""
    lines = UNLIKELY.read_text(encoding="utf-8").splitlines()
    return frozenset(normal_name(line) for line in lines if line.strip() and not line.startswith("#"))


def listed(cell: str) -> list[str]:
    """The items of a cell that holds several, parted by bars."""
    return [item.strip() for item in cell.split("|") if item.strip()]
