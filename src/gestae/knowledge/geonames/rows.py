"""The lines of GeoNames' dump files, cut into cells and checked: the formats of allCountries.txt and its companions.

Cells are parted by tabs, nothing is quoted. A line that does not fit is named with its file and number; no line is
skipped silently.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple, TypeVar

from gestae.errors import KnowledgeError

PLACES = "allCountries.txt"
NAMES = "alternateNamesV2.txt"
COUNTRIES = "countryInfo.txt"
ADMIN1 = "admin1CodesASCII.txt"
ADMIN2 = "admin2Codes.txt"
DUMP = (COUNTRIES, ADMIN1, ADMIN2, PLACES, NAMES)

_LONGEST = 1 << 20  # bytes; the longest line of a dump, with every name of a great city, has some 15,000
# Languages have two or three letters; "link", "wkdt", "post", "iata", "icao" and the like are no names.
_LANGUAGE = re.compile(r"(?:[a-z]{2,3}(?:-[A-Za-z]+)?)?")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_Row = TypeVar("_Row")


class PlaceRow(NamedTuple):
    """A line of allCountries.txt, as far as it is used; `admin1` and `admin2` are whole codes ("IQ.01") or None."""

    id: int
    name: str
    ascii: str
    lat: float
    lon: float
    feature_class: str
    feature_code: str
    country: str
    admin1: str | None
    admin2: str | None
    population: int
    modified: str


class NameRow(NamedTuple):
    """A line of alternateNamesV2.txt that is a name: of which place, in which language, how it is used.

    `preferred`: the name that English prefers; `dated`: one of the past, or of everyday speech.
    """

    place: int
    language: str
    name: str
    preferred: bool
    dated: bool


class Line(NamedTuple):
    """A line of a file: its number, the byte behind it, its cells."""

    number: int
    end: int
    cells: list[str]


def read_lines(path: Path, *, offset: int, number: int, columns: int) -> Iterator[Line]:
    """The lines of a dump file from a byte on, `number` lines being before it; empty ones and comments fall away.

    Raises:
        KnowledgeError: the file cannot be read, or a line is no line of such a file; names file and line.
    """
    try:
        with path.open("rb") as file:
            file.seek(offset)
            while raw := file.readline(_LONGEST + 1):
                number, offset = number + 1, offset + len(raw)
                if cells := _cells(path, number, raw, columns):
                    yield Line(number, offset, cells)
    except OSError as error:
        raise KnowledgeError(f"{path}: {error.strerror}") from error


def _cells(path: Path, number: int, raw: bytes, columns: int) -> list[str]:
    if len(raw) > _LONGEST:
        raise wrong(path, number, f"longer than {_LONGEST:,} bytes: not a dump of GeoNames")
    try:
        text = raw.decode("utf-8").rstrip("\r\n")
    except UnicodeDecodeError as error:
        raise wrong(path, number, f"not UTF-8 (byte {error.start + 1} of the line)") from error
    if not text or (text.startswith("#") and path.name == COUNTRIES):
        return []
    cells = text.split("\t")
    if len(cells) != columns:
        raise wrong(path, number, f"{len(cells)} columns, not {columns}; is the file whole, and of this format?")
    return cells


def wrong(path: Path, number: int, reason: str) -> KnowledgeError:
    """The error for a line."""
    return KnowledgeError(f"{path}, line {number:,}: {reason}")


def checked(path: Path, line: Line, read: Callable[[list[str]], _Row]) -> _Row:
    """What a line says; where it cannot be read the error names file and line."""
    try:
        return read(line.cells)
    except ValueError as error:
        raise wrong(path, line.number, str(error)) from error


def place_row(cells: list[str]) -> PlaceRow:
    """A line of allCountries.txt (19 columns).

    Raises:
        ValueError: an id, a point, a number or a day is none.
    """
    country, first, second = cells[8], cells[10], cells[11]
    admin1 = f"{country}.{first}" if country and first not in {"", "00"} else None
    return PlaceRow(
        id=_whole(cells[0], "geonameid"),
        name=_filled(cells[1], "name"),
        ascii=cells[2],
        lat=_degrees(cells[4], "latitude", 90),
        lon=_degrees(cells[5], "longitude", 180),
        feature_class=cells[6],
        feature_code=cells[7],
        country=country,
        admin1=admin1,
        admin2=f"{admin1}.{second}" if admin1 and second else None,
        population=_whole(cells[14] or "0", "population"),
        modified=_day(cells[18]),
    )


def name_row(cells: list[str]) -> NameRow | None:
    """A line of alternateNamesV2.txt (10 columns); None where it holds a link, a code or an address and no name.

    Raises:
        ValueError: the place's id is none.
    """
    place, language = _whole(cells[1], "geonameid"), cells[2]
    if not _LANGUAGE.fullmatch(language):
        return None
    dated = "1" in (cells[6], cells[7])
    return NameRow(place, language, cells[3], language == "en" and cells[4] == "1" and not dated, dated)


def country_row(cells: list[str]) -> tuple[str, str]:
    """The two- and three-letter codes of a line of countryInfo.txt (19 columns).

    Raises:
        ValueError: they are no such codes.
    """
    alpha2, alpha3 = cells[0], cells[1]
    if not (len(alpha2) == 2 and len(alpha3) == 3 and (alpha2 + alpha3).isalpha()):
        raise ValueError(f"{alpha2!r} and {alpha3!r} are no codes of a country")
    return alpha2, alpha3


def admin_row(cells: list[str]) -> tuple[str, str]:
    """Code and name of a line of admin1CodesASCII.txt or admin2Codes.txt (4 columns).

    Raises:
        ValueError: the code has no country before its point.
    """
    country, _, rest = cells[0].partition(".")
    if len(country) != 2 or not rest:
        raise ValueError(f"{cells[0]!r} is no code of a region")
    return cells[0], _filled(cells[1], "name")


def _filled(cell: str, what: str) -> str:
    if not cell.strip():
        raise ValueError(f"no {what}")
    return cell


def _whole(cell: str, what: str) -> int:
    if not (cell.isascii() and cell.isdecimal() and len(cell) < 16):
        raise ValueError(f"{what} {cell!r} is no whole number")
    return int(cell)


def _degrees(cell: str, what: str, most: int) -> float:
    try:
        degrees = float(cell)
    except ValueError:
        raise ValueError(f"{what} {cell!r} is no number") from None
    if not -most <= degrees <= most:
        raise ValueError(f"{what} {cell} is off the globe")
    return degrees


def _day(cell: str) -> str:
    if not _DAY.fullmatch(cell):
        raise ValueError(f"modification date {cell!r} is no day")
    return cell
