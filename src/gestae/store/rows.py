"""Records to rows: one dataclass, one table, as docs/record.md says; lists become tables of their own.

`Tables` collects rows for many documents and hands them to SQLite at once, which costs a tenth of doing it row by row.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import product
from typing import Any

from gestae.linking.standing import standings
from gestae.record.actors import Actor
from gestae.record.dates import DateInterval
from gestae.record.discrepancies import Discrepancy
from gestae.record.events import HAPPENED, Event
from gestae.record.evidence import Evidence
from gestae.record.links import Link
from gestae.record.markets import MarketMove
from gestae.record.places import Place
from gestae.record.record import Record
from gestae.record.relations import Relation
from gestae.record.statements import Statement
from gestae.record.tolls import Toll

DATE = ("date_start", "date_end", "date_precision", "date_text", "date_zone")
QUANTITY = ("quantity_min", "quantity_max", "quantity_unit", "quantity_text")
# Columns in the order in which the functions below give the values; `key` comes first where the table has one.
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "actors": ("key", "id", "reading_key", "name", "kind", "country", "sector", "wikidata", "aliases"),
    "places": (
        "key", "id", "reading_key", "name", "kind", "country", "admin1", "latitude", "longitude", "geonames",
        "precision",
    ),
    "statements": ("key", "id", "reading_key", "channel", "kind", "manner", *DATE),
    "statement_actors": ("statement_key", "role", "position", "actor_key"),
    "statement_answers": ("statement_key", "position", "answered_key"),
    "events": (
        "key", "id", "reading_key", "document_key", "current", "repeated", "type", "mode", "cameo", "quad",
        "intensity", "modality", *DATE, *QUANTITY, "confidence",
    ),
    "event_actors": ("event_key", "role", "position", "actor_key"),
    "event_places": ("event_key", "position", "place_key"),
    "event_contexts": ("event_key", "position", "context"),
    "event_means": ("event_key", "position", "means"),
    "event_sources": ("event_key", "position", "statement_key"),
    "event_standings": ("event_key", "status"),
    "event_countries": (
        "country", "date_start", "event_key", "is_actor", "is_recipient", "type", "modality", "confidence",
    ),
    "event_dyads": ("source", "target", "date_start", "event_key", "quad", "intensity"),
    "tolls": ("key", "id", "reading_key", "event_key", "effect", "who", "min", "max", "text", "status", *DATE),
    "toll_affiliations": ("toll_key", "position", "actor_key"),
    "toll_sources": ("toll_key", "position", "statement_key", "actor_key"),
    "links": ("key", "reading_key", "source_key", "relation", "target_key"),
    "relations": (
        "key", "reading_key", "source_key", "relation", "target_actor_key", "target_place_key", "since", "until",
        "text",
    ),
    "market_moves": (
        "key", "reading_key", "instrument", "symbol", "direction", "amount", "unit", "event_key", *DATE,
    ),
    "discrepancies": ("key", "reading_key", "about"),
    "discrepancy_events": ("discrepancy_key", "position", "event_key"),
    "discrepancy_claims": ("key", "discrepancy_key", "value"),
    "claim_sources": ("claim_key", "position", "statement_key", "actor_key"),
    "responsibility": ("key", "event_key", "actor_key", "standing"),
    "responsibility_sources": ("responsibility_key", "position", "statement_key", "actor_key"),
    "evidence": (
        "key", "reading_key", "field", "role", "start", "end", "text", "actor_key", "place_key", "event_key",
        "statement_key", "toll_key", "link_key", "relation_key", "market_move_key", "claim_key", "responsibility_key",
    ),
}  # fmt: skip
# The columns of `evidence` that say which row it carries, by what they are called here.
SUBJECTS = tuple(column.removesuffix("_key") for column in COLUMNS["evidence"][7:])
# Tables that hold what is counted: current events that are no copies.
COUNTED = ("event_countries", "event_dyads")
_MOST_INTEGER = 2**63 - 1
_Keys = dict[str, int]


def event_statuses(record: Record) -> dict[str, str]:
    """By whose word each event of a record stands."""
    return {one.row.id: one.status for one in standings(record) if isinstance(one.row, Event)}


class Tables:
    """Rows on their way into a case; `key_of` gives the next free number of a table."""

    def __init__(self, next_keys: Mapping[str, int]) -> None:
        self._next = dict(next_keys)
        self._rows: dict[str, list[tuple[Any, ...]]] = {table: [] for table in COLUMNS}

    def write(self, connection: sqlite3.Connection) -> None:
        """Everything collected, into the transaction that is open."""
        for table, rows in self._rows.items():
            if rows:
                connection.executemany(insert(table, COLUMNS[table]), rows)
                rows.clear()

    def add_reading(
        self, record: Record, *, reading: int, document: int, repeats: Callable[[Event], bool] | None = None
    ) -> None:
        """Every row of a record. `repeats` says of an event whether its words are copied from another document."""
        actors = self._each(record.actors, reading, self._actor)
        places = self._each(record.places, reading, self._place)
        statements = self._statements(record.statements, reading, actors)
        repeated = {event.id for event in record.events if repeats is not None and repeats(event)}
        events = self._events(record, reading, document, repeated, actors, places, statements)
        for toll in record.tolls:
            self._toll(toll, reading, events, actors, statements)
        for link in record.links:
            self._link(link, reading, events)
        for relation in record.relations:
            self._relation(relation, reading, actors, places)
        for move in record.market_moves:
            self._market_move(move, reading, events)
        for discrepancy in record.discrepancies:
            self._discrepancy(discrepancy, reading, events, actors, statements)

    def _put(self, table: str, *values: Any) -> None:
        self._rows[table].append(values)

    def _new(self, table: str, *values: Any) -> int:
        key = self._next[table]
        self._next[table] = key + 1
        self._rows[table].append((key, *values))
        return key

    def _list(self, table: str, key: int, values: Iterable[Any]) -> None:
        for position, value in enumerate(values):
            self._put(table, key, position, value)

    def _each(self, items: Sequence[Any], reading: int, put: Callable[[Any, int], int]) -> _Keys:
        return {item.id: put(item, reading) for item in items}

    def _evidence(
        self, reading: int, subject: str, key: int, items: Iterable[Evidence], field: str = "evidence"
    ) -> None:
        pointers = [None] * len(SUBJECTS)
        pointers[SUBJECTS.index(subject)] = key  # type: ignore[call-overload]
        for item in items:
            self._new("evidence", reading, field, item.role, item.start, item.end, item.text, *pointers)

    def _actor(self, actor: Actor, reading: int) -> int:
        key = self._new(
            "actors", actor.id, reading, actor.name, actor.kind, actor.country, actor.sector, actor.wikidata,
            json_list(actor.aliases),
        )  # fmt: skip
        self._evidence(reading, "actor", key, actor.evidence)
        return key

    def _place(self, place: Place, reading: int) -> int:
        key = self._new(
            "places", place.id, reading, place.name, place.kind, place.country, place.admin1, place.lat, place.lon,
            place.geonames, place.precision,
        )  # fmt: skip
        self._evidence(reading, "place", key, place.evidence)
        return key

    def _statements(self, statements: Sequence[Statement], reading: int, actors: _Keys) -> _Keys:
        keys: _Keys = {}
        for said in statements:
            key = self._new("statements", said.id, reading, said.channel, said.kind, said.manner, *_date(said.date))
            keys[said.id] = key
            for role, ids in (("speaker", said.speakers), ("addressee", said.addressees)):
                for position, actor in enumerate(ids):
                    self._put("statement_actors", key, role, position, actors[actor])
            if said.cue is not None:
                self._evidence(reading, "statement", key, (said.cue,), "cue")
            self._evidence(reading, "statement", key, said.content, "content")
            self._evidence(reading, "statement", key, said.evidence)
        for said in statements:
            self._list("statement_answers", keys[said.id], (keys[answered] for answered in said.answers))
        return keys

    def _events(
        self,
        record: Record,
        reading: int,
        document: int,
        repeated: set[str],
        actors: _Keys,
        places: _Keys,
        statements: _Keys,
    ) -> _Keys:
        countries = {actor.id: actor.country for actor in record.actors}
        statuses = event_statuses(record)
        keys: _Keys = {}
        for event in record.events:
            key = self._new(
                "events", event.id, reading, document, 1, int(event.id in repeated), event.type, event.mode,
                event.cameo, event.quad, event.intensity, event.modality, *_date(event.date), *_quantity(event),
                event.confidence,
            )  # fmt: skip
            keys[event.id] = key
            for role, ids in (("actor", event.actors), ("recipient", event.recipients)):
                for position, actor in enumerate(ids):
                    self._put("event_actors", key, role, position, actors[actor])
            self._list("event_places", key, (places[place] for place in event.places))
            self._list("event_contexts", key, event.contexts)
            self._list("event_means", key, event.means)
            self._list("event_sources", key, (statements[said] for said in event.according_to))
            self._evidence(reading, "event", key, event.evidence)
            for said in event.responsibility:
                said_key = self._new("responsibility", key, actors[said.actor], said.standing)
                self._sources("responsibility_sources", said_key, said.according_to, actors, statements)
                self._evidence(reading, "responsibility", said_key, said.evidence)
            self._put("event_standings", key, statuses[event.id])
            if event.id not in repeated:
                self._rows["event_countries"].extend(_country_rows(event, key, countries))
                self._rows["event_dyads"].extend(_dyad_rows(event, key, countries))
        return keys

    def _toll(self, toll: Toll, reading: int, events: _Keys, actors: _Keys, statements: _Keys) -> None:
        key = self._new(
            "tolls", toll.id, reading, toll.event and events[toll.event], toll.effect, toll.who, _integer(toll.min),
            _integer(toll.max), toll.text, toll.status, *_date(toll.date),
        )  # fmt: skip
        self._list("toll_affiliations", key, (actors[actor] for actor in toll.affiliation))
        self._sources("toll_sources", key, toll.according_to, actors, statements)
        self._evidence(reading, "toll", key, toll.evidence)

    def _sources(self, table: str, key: int, ids: Iterable[str], actors: _Keys, statements: _Keys) -> None:
        for position, source in enumerate(ids):
            said = statements.get(source)
            self._put(table, key, position, said, None if said is not None else actors[source])

    def _link(self, link: Link, reading: int, events: _Keys) -> None:
        key = self._new("links", reading, events[link.source], link.relation, events[link.target])
        self._evidence(reading, "link", key, link.evidence)

    def _relation(self, relation: Relation, reading: int, actors: _Keys, places: _Keys) -> None:
        actor = actors.get(relation.target)
        key = self._new(
            "relations", reading, actors[relation.source], relation.relation, actor,
            None if actor is not None else places[relation.target], relation.since, relation.until, relation.text,
        )  # fmt: skip
        self._evidence(reading, "relation", key, relation.evidence)

    def _market_move(self, move: MarketMove, reading: int, events: _Keys) -> None:
        key = self._new(
            "market_moves", reading, move.instrument, move.symbol, move.direction, move.amount, move.unit,
            move.cause and events[move.cause], *_date(move.date),
        )  # fmt: skip
        self._evidence(reading, "market_move", key, move.evidence)

    def _discrepancy(
        self, discrepancy: Discrepancy, reading: int, events: _Keys, actors: _Keys, statements: _Keys
    ) -> None:
        key = self._new("discrepancies", reading, discrepancy.about)
        self._list("discrepancy_events", key, (events[event] for event in discrepancy.events))
        for claim in discrepancy.claims:
            claim_key = self._new("discrepancy_claims", key, claim.value)
            self._sources("claim_sources", claim_key, claim.according_to, actors, statements)
            self._evidence(reading, "claim", claim_key, claim.evidence)


def insert(table: str, columns: Sequence[str]) -> str:
    """The SQL that puts a row into a table."""
    names = ", ".join(f'"{column}"' for column in columns)
    return f"INSERT INTO {table} ({names}) VALUES ({', '.join('?' * len(columns))})"


def _country_rows(event: Event, key: int, countries: Mapping[str, str | None]) -> list[tuple[Any, ...]]:
    """The rows of `event_countries` for an event: each country once."""
    sources = _countries(event.actors, countries)
    targets = _countries(event.recipients, countries)
    day = event.date.start if event.date is not None else ""
    return [
        (
            country, day, key, int(country in sources), int(country in targets), event.type, event.modality,
            event.confidence,
        )
        for country in sorted({*sources, *targets})
    ]  # fmt: skip


def _dyad_rows(event: Event, key: int, countries: Mapping[str, str | None]) -> list[tuple[Any, ...]]:
    """The rows of `event_dyads` for an event: each pair of countries once; none unless it happened on a known day."""
    if event.modality not in HAPPENED or event.date is None:
        return []
    sources = _countries(event.actors, countries)
    targets = _countries(event.recipients, countries)
    return [
        (source, target, event.date.start, key, event.quad, event.intensity)
        for source, target in product(sources, targets)
    ]


def json_list(values: Sequence[str]) -> str:
    """A list of strings as JSON."""
    return json.dumps(list(values), ensure_ascii=False)


def _countries(ids: Iterable[str], countries: Mapping[str, str | None]) -> list[str]:
    return sorted({country for actor in ids if (country := countries[actor])})


def _date(date: DateInterval | None) -> tuple[str | None, ...]:
    if date is None:
        return (None,) * len(DATE)
    return (date.start, date.end, date.precision, date.text, date.zone)


def _quantity(event: Event) -> tuple[float | str | None, ...]:
    if event.quantity is None:
        return (None,) * len(QUANTITY)
    return (event.quantity.min, event.quantity.max, event.quantity.unit, event.quantity.text)


def _integer(value: int | None) -> int | None:
    """The number, where SQLite can hold it; a toll of more than 9 quintillion keeps its words alone."""
    return value if value is not None and abs(value) <= _MOST_INTEGER else None
