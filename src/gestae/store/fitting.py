"""Which events of a large case fit a view: masks over its columns, and over those of what people changed.

What a query names (actors, places, documents, words) is looked up once; each layer of the case is asked by numbers.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from gestae.store.columns import NO_DAY, Columns, Mask, Numbers, day_number
from gestae.store.layers import Layers

_ACTOR_COLUMNS = frozenset({"id", "name", "kind", "country", "wikidata"})
_PLACE_COLUMNS = frozenset({"name", "latitude", "longitude", "geonames"})
_LATER = 10**8  # days: what reaches into the asked days comes after what begins in them
_LAST = 10**9  # no day at all
Columned = tuple[tuple[str, object], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowQuery:
    """Which events: every filter that is given must fit; days bound the interval of the event, both inclusive.

    `words` looks into the documents' texts; `actor` and `place` are (column, value) pairs of their tables; `source` and
    `target` are countries (ISO 3166 alpha-3), or such pairs; `box` west, south, east, north in degrees.
    """

    words: str = ""
    types: tuple[str, ...] = ()
    modalities: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    actor: Columned = ()
    place: Columned = ()
    source: str | Columned | None = None
    target: str | Columned | None = None
    document: str = ""
    since: str = ""
    until: str = ""
    box: tuple[float, ...] = ()
    least: float = 0.0


@dataclass(frozen=True, slots=True)
class Fitting:
    """The rows that fit, of what was read and of what was changed, each in the order of a list.

    `at` are the places of the changed ones in a list of both.
    """

    layers: Layers
    read: Numbers
    changed: Numbers
    at: Numbers

    def __len__(self) -> int:
        return len(self.read) + len(self.changed)

    def keys(self, first: int, last: int) -> list[int]:
        """The keys of a page of both: by day, what begins in the asked days before what reaches into them."""
        before, until = np.searchsorted(self.at, (first, last)).tolist()
        read = self.layers.read.events.keys[self.read[first - before : max(first - before, last - until)]]
        if before == until:
            return list(read.tolist())
        places = self.at[before:until] - first - np.arange(until - before)
        return list(np.insert(read, places, self.layers.changed.keys[self.changed[before:until]]).tolist())


def fitting(connection: sqlite3.Connection, layers: Layers, query: WindowQuery) -> Fitting:
    """The events that fit."""
    asked = _asked(connection, layers, query)
    read = _rows(layers.read.events, asked, layers.shown)
    changed = _rows(layers.changed, asked, None)
    if not len(changed):
        return Fitting(layers, read, changed, changed)
    before = np.searchsorted(
        _ranks(layers.read.events, read, query), _ranks(layers.changed, changed, query), side="right"
    )
    at = before + np.arange(len(changed))
    return Fitting(layers, read, changed, at)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """A query with the keys of what it names; None where it names nothing."""

    query: WindowQuery
    document: Numbers | None
    texts: Numbers | None
    """The documents that hold the words."""
    actor: Numbers | None
    place: Numbers | None
    source: Numbers | str | None
    target: Numbers | str | None


def _asked(connection: sqlite3.Connection, layers: Layers, query: WindowQuery) -> _Asked:
    def side(given: str | Columned | None) -> Numbers | str | None:
        return given if given is None or isinstance(given, str) else _keys_of(connection, "actors", given)

    document, texts = None, None
    if query.document:
        document = _keys(connection, "SELECT key FROM documents WHERE id = ?", (query.document,))
    if query.words:
        found = _keys(connection, "SELECT rowid FROM texts_search WHERE texts_search MATCH ?", (query.words,))
        texts = layers.read.texts[found[found < len(layers.read.texts)]]
    return _Asked(
        query=query,
        document=document,
        texts=texts,
        actor=_keys_of(connection, "actors", query.actor) if query.actor else None,
        place=_keys_of(connection, "places", query.place) if query.place else None,
        source=side(query.source),
        target=side(query.target),
    )


def _rows(columns: Columns, asked: _Asked, shown: Mask | None) -> Numbers:
    fits = np.ones(len(columns.keys), dtype=bool) if shown is None else shown.copy()
    for mask in _masks(columns, asked):
        fits &= mask
    rows = np.flatnonzero(fits)
    if not asked.query.since:
        return rows
    early = columns.first[rows] < day_number(asked.query.since)
    return np.concatenate((rows[~early], rows[early]))


def _ranks(columns: Columns, rows: Numbers, query: WindowQuery) -> Numbers:
    """What `_rows` orders by, as one number."""
    days = columns.first[rows]
    ranks = np.where(days == NO_DAY, _LAST, days)
    if query.since:
        ranks = np.where(ranks < day_number(query.since), ranks + _LATER, ranks)
    found: Numbers = ranks
    return found


def _masks(columns: Columns, asked: _Asked) -> Iterator[Mask]:
    query = asked.query
    for column, wanted in (
        (columns.types, query.types),
        (columns.modalities, query.modalities),
        (columns.statuses, query.statuses),
    ):
        if wanted:
            yield column.among(wanted)
    if query.least:
        sure: Mask = columns.confidence >= query.least
        yield sure
    if query.since or query.until:
        yield _in_time(columns, query)
    for documents in (asked.document, asked.texts):
        if documents is not None:
            yield _told_in(columns, documents)
    yield from _parties(columns, asked)
    yield from _sites(columns, asked)


def _told_in(columns: Columns, documents: Numbers) -> Mask:
    """The event stands in one of the documents, or in another that tells it too."""
    mask = _among(columns.documents, documents)
    if len(columns.also.rows):
        mask[columns.also.rows[_among(columns.also.documents, documents)]] = True
    return mask


def _in_time(columns: Columns, query: WindowQuery) -> Mask:
    """The interval of the event touches the asked one."""
    mask: Mask = columns.first != NO_DAY
    if query.since:
        mask &= columns.last >= day_number(query.since)
    if query.until:
        mask &= columns.first <= day_number(query.until)
    return mask


def _parties(columns: Columns, asked: _Asked) -> Iterator[Mask]:
    parties = columns.parties
    if asked.actor is not None:
        yield _at(columns, parties.rows[_among(parties.actors, asked.actor)])
    for side, on_side, of_country in (
        (asked.source, parties.is_actor, columns.countries.is_actor),
        (asked.target, ~parties.is_actor, columns.countries.is_recipient),
    ):
        if isinstance(side, str):
            yield _at(columns, columns.countries.rows[columns.countries.countries.among((side,)) & of_country])
        elif side is not None:
            yield _at(columns, parties.rows[_among(parties.actors, side) & on_side])


def _sites(columns: Columns, asked: _Asked) -> Iterator[Mask]:
    sites = columns.sites
    if asked.place is not None:
        yield _at(columns, sites.rows[_among(sites.places, asked.place)])
    if asked.query.box:
        west, south, east, north = asked.query.box
        inside = sites.is_spot & (sites.latitudes >= south) & (sites.latitudes <= north)
        after, before = sites.longitudes >= west, sites.longitudes <= east
        yield _at(columns, sites.rows[inside & (after & before if west <= east else after | before)])


def _at(columns: Columns, rows: Numbers) -> Mask:
    mask = np.zeros(len(columns.keys), dtype=bool)
    mask[rows] = True
    return mask


def _among(values: Numbers, wanted: Numbers) -> Mask:
    """Which of the values are wanted: all are keys of rows, so a table of yes and no is quickest."""
    chosen = np.zeros(max(int(values.max(initial=0)), int(wanted.max(initial=0))) + 1, dtype=bool)
    chosen[wanted] = True
    found: Mask = chosen[values]
    return found


def _keys_of(connection: sqlite3.Connection, table: str, given: Columned) -> Numbers:
    """The keys of the actors or places that are the joined one."""
    known = _ACTOR_COLUMNS if table == "actors" else _PLACE_COLUMNS
    where = _all_of(table, given, known)
    return _keys(connection, f"SELECT key FROM {table} WHERE {where}", [value for _, value in given])


def _keys(connection: sqlite3.Connection, query: str, values: Sequence[Any]) -> Numbers:
    return np.fromiter((row[0] for row in connection.execute(query, values)), dtype=np.int64)


def _all_of(table: str, given: Columned, known: frozenset[str]) -> str:
    unknown = {column for column, _ in given} - known
    if unknown:
        raise ValueError(f"not columns: {unknown}")
    # "=" rather than "IS": only it uses an index that leaves out NULL.
    return " AND ".join(f"{table}.{column} {'IS' if value is None else '='} ?" for column, value in given)
