"""The current events of a case as columns of numbers: any filter on a million of them is counted in milliseconds.

SQLite answers what an index was made for; a view of the page may combine types, places, days, words and confidence as
it likes. So the few fields that are asked about are read once (a million events: some seconds, some 200 MB), and a
filter is a mask over them. Reading changes the stamp; columns of another stamp are out of date.
"""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gestae.record.events import HAPPENED

Numbers = NDArray[np.int64]
Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]
_EPOCH = date(1970, 1, 1).toordinal()
NO_DAY = -(10**7)  # before the first day that there is
# Fewer rows than new objects after which Python looks for garbage, which here there is none of: four times as quick.
_CHUNK = 500
_NAN = float("nan")
_NONE = np.zeros(0, dtype=np.int64)
# "+": a scan of the table is quicker than going by an index to each of its rows.
_EVENTS = """SELECT e.key, e.document_key, e.date_start, substr(coalesce(e.date_end, e.date_start), 1, 10), e.type,
    e.modality, coalesce(s.status, ''), e.confidence FROM events e LEFT JOIN event_standings s ON s.event_key = e.key
    WHERE +e.current = 1 AND +e.repeated = 0"""
_PARTIES = "SELECT event_key, actor_key, role = 'actor' FROM event_actors"
_COUNTRIES = "SELECT event_key, country, is_actor, is_recipient FROM event_countries"
_SITES = """SELECT p.event_key, p.place_key, x.latitude, x.longitude, x.precision <> 'country' OR NOT EXISTS (
      SELECT 1 FROM event_places q JOIN places y ON y.key = q.place_key WHERE q.event_key = p.event_key
      AND y.country IS x.country AND y.precision NOT IN ('country', 'region', 'unknown'))
    FROM event_places p JOIN places x ON x.key = p.place_key"""


@dataclass(frozen=True, slots=True)
class Codes:
    """A column of words as numbers: `codes` point into `words`."""

    codes: Numbers
    words: tuple[str, ...]

    def among(self, wanted: Iterable[str]) -> Mask:
        """Where one of these words stands."""
        chosen = set(wanted)
        fits = np.array([word in chosen for word in self.words], dtype=bool)
        found: Mask = fits[self.codes] if len(fits) else self.codes.astype(bool)
        return found

    def taken(self, order: Numbers | Mask) -> Codes:
        """The same words, other rows."""
        return Codes(self.codes[order], self.words)


@dataclass(frozen=True, slots=True)
class Parties:
    """Who stands in which row, many to many, by the key of the actor."""

    rows: Numbers
    actors: Numbers
    is_actor: Mask
    """The others are recipients."""


@dataclass(frozen=True, slots=True)
class Countries:
    """Which countries stand on which side in which row."""

    rows: Numbers
    countries: Codes
    is_actor: Mask
    is_recipient: Mask


@dataclass(frozen=True, slots=True)
class Sites:
    """Where: the row, the key of the place, its coordinates (not a number where it has none)."""

    rows: Numbers
    places: Numbers
    latitudes: Floats
    longitudes: Floats
    is_spot: Mask
    """Whether the map shows the event there: not all over a country that holds another of its places."""


@dataclass(frozen=True, slots=True)
class Told:
    """Which documents tell the event of a row as well, where people have found it to be the event of several."""

    rows: Numbers
    documents: Numbers


@dataclass(frozen=True, slots=True)
class Columns:
    """Events, by day, those without one last: as read, every current one that is no copy.

    `first` and `last` are days since 1970, `NO_DAY` without one.
    """

    keys: Numbers
    documents: Numbers
    first: Numbers
    last: Numbers
    types: Codes
    modalities: Codes
    statuses: Codes
    happened: Mask
    confidence: Floats
    parties: Parties
    countries: Countries
    sites: Sites
    also: Told
    counted: Counted


@dataclass(frozen=True, slots=True)
class Counted:
    """What events are counted by, two numbers a row: so that a million are counted in two steps, not in six.

    `kinds` is type, modality and status as one number; `days` is twice the days since `earliest`, and one more where it
    happened, after two for what has no day.
    """

    kinds: Numbers
    days: Numbers
    earliest: int


@dataclass(frozen=True, slots=True)
class ReadColumns:
    """The columns of a case as it was read; `texts` are the keys of the documents by those of their texts."""

    stamp: tuple[int, int]
    events: Columns
    texts: Numbers


def stamp_of(connection: sqlite3.Connection) -> tuple[int, int]:
    """What changes when events do: readings and documents are only ever added."""
    query = "SELECT (SELECT coalesce(max(key), 0) FROM readings), (SELECT coalesce(max(key), 0) FROM documents)"
    found = connection.execute(query).fetchone()
    return found[0], found[1]


def read_columns(connection: sqlite3.Connection) -> ReadColumns:
    """The columns of the case as it stands."""
    connection.execute("BEGIN")  # one state of the file, whoever writes meanwhile
    try:
        return _read(connection)
    finally:
        connection.execute("COMMIT")


def day_number(day: str) -> int:
    """Days since 1970 of an ISO date."""
    return date.fromisoformat(day[:10]).toordinal() - _EPOCH


def codes_of(words: Iterable[str | None]) -> Codes:
    """Words as numbers; None is the empty word."""
    column = _Words()
    column.extend(list(words))
    return column.done()


def counted(first: Numbers, happened: Mask, *facets: Codes) -> Counted:
    """The columns to count by."""
    kinds = np.zeros(len(first), dtype=np.int64)
    for column in facets:
        kinds = kinds * len(column.words) + column.codes
    dated = first != NO_DAY
    earliest = int(first[dated].min(initial=0))
    days = np.where(dated, (first - earliest) * 2 + happened + 2, 0)
    return Counted(kinds, days, earliest)


def _read(connection: sqlite3.Connection) -> ReadColumns:
    stamp = stamp_of(connection)
    keys, documents, starts, ends, types, modalities, statuses, confidence = _table(connection, _EVENTS, "qqwwwwwd")
    order = _by_day(keys, starts)
    types, modalities, statuses = (column.taken(order) for column in (types, modalities, statuses))
    first, happened = _days(starts)[order], modalities.among(HAPPENED)
    rows = _Rows(keys[order])
    events = Columns(
        keys=keys[order],
        documents=documents[order],
        first=first,
        last=_days(ends)[order],
        types=types,
        modalities=modalities,
        statuses=statuses,
        happened=happened,
        confidence=confidence[order],
        parties=_parties(rows, *_table(connection, _PARTIES, "qqq")),
        countries=_countries(rows, *_table(connection, _COUNTRIES, "qwqq")),
        sites=_sites(rows, *_table(connection, _SITES, "qqddq")),
        also=Told(_NONE, _NONE),
        counted=counted(first, happened, types, modalities, statuses),
    )
    return ReadColumns(stamp, events, _texts(*_table(connection, "SELECT key, document_key FROM texts", "qq")))


def _by_day(keys: Numbers, starts: Codes) -> Numbers:
    """The order by day and hour, then by key; no day comes last."""
    ranks = {word: rank for rank, word in enumerate(sorted(starts.words, key=lambda word: (word == "", word)))}
    ranked = np.array([ranks[word] for word in starts.words], dtype=np.int64)
    return np.lexsort((keys, ranked[starts.codes])) if len(keys) else keys


def _days(column: Codes) -> Numbers:
    numbers = np.array([day_number(word) if word else NO_DAY for word in column.words], dtype=np.int64)
    return numbers[column.codes] if len(column.codes) else column.codes


def _parties(rows: _Rows, events: Numbers, actors: Numbers, is_actor: Numbers) -> Parties:
    inside, at = rows.of(events)
    return Parties(at, actors[inside], is_actor[inside].astype(bool))


def _countries(rows: _Rows, events: Numbers, countries: Codes, is_actor: Numbers, is_recipient: Numbers) -> Countries:
    inside, at = rows.of(events)
    return Countries(at, countries.taken(inside), is_actor[inside].astype(bool), is_recipient[inside].astype(bool))


def _sites(
    rows: _Rows, events: Numbers, places: Numbers, latitudes: Floats, longitudes: Floats, spots: Numbers
) -> Sites:
    inside, at = rows.of(events)
    return Sites(at, places[inside], latitudes[inside], longitudes[inside], spots[inside].astype(bool))


def _texts(keys: Numbers, documents: Numbers) -> Numbers:
    found = np.zeros(int(keys.max(initial=0)) + 1, dtype=np.int64)
    found[keys] = documents
    return found


class _Rows:
    """From the keys of events to their rows in the columns."""

    def __init__(self, keys: Numbers) -> None:
        self._rows = np.full(int(keys.max(initial=0)) + 1, -1, dtype=np.int64)
        self._rows[keys] = np.arange(len(keys))

    def of(self, keys: Numbers) -> tuple[Mask, Numbers]:
        """Which of the keys are in the columns, and the rows of those."""
        known = keys < len(self._rows)
        rows = np.where(known, self._rows[np.where(known, keys, 0)], -1)
        inside = rows >= 0
        return inside, rows[inside]


def _table(connection: sqlite3.Connection, query: str, kinds: str) -> list[Any]:
    """The columns of the answer: `q` whole numbers, `d` others (not a number for NULL), `w` words as `Codes`."""
    columns: list[_Column | _Words] = [_Words() if kind == "w" else _Column(kind) for kind in kinds]
    cursor = connection.cursor()
    cursor.row_factory = None  # plain tuples
    cursor.execute(query)
    while chunk := cursor.fetchmany(_CHUNK):
        for column, values in zip(columns, zip(*chunk, strict=True), strict=True):
            column.extend(values)
    return [column.done() for column in columns]


class _Column:
    """Numbers on their way into an array."""

    def __init__(self, kind: str) -> None:
        self._values: array[Any] = array(kind)
        self._floats = kind == "d"

    def extend(self, values: Sequence[Any]) -> None:
        """Take some more."""
        self._values.extend([_NAN if one is None else one for one in values] if self._floats else values)

    def done(self) -> NDArray[Any]:
        """All of them."""
        return np.array(self._values)


class _Words:
    """Words on their way to numbers; NULL is the empty word."""

    def __init__(self) -> None:
        self._numbers: dict[str | None, int] = {}
        self._codes = array("q")

    def extend(self, words: Sequence[str | None]) -> None:
        """Take some more."""
        numbers = self._numbers
        for word in words:
            if word not in numbers:
                numbers[word] = len(numbers)
        self._codes.extend([numbers[word] for word in words])

    def done(self) -> Codes:
        """All of them."""
        return Codes(np.array(self._codes), tuple(word or "" for word in self._numbers))
