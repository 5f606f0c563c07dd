"""Rows back to the record they were made of, value for value."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from gestae.record.actors import Actor
from gestae.record.dates import DateInterval
from gestae.record.discrepancies import Claim, Discrepancy
from gestae.record.documents import Document, Part
from gestae.record.events import Event, Quantity, Responsibility
from gestae.record.evidence import Evidence
from gestae.record.links import Link
from gestae.record.markets import MarketMove
from gestae.record.places import Place
from gestae.record.record import Record, Versions
from gestae.record.relations import Relation
from gestae.record.statements import Statement
from gestae.record.tolls import Toll
from gestae.store.rows import SUBJECTS

_Row = sqlite3.Row
_Ids = dict[int, str]
_Lists = Mapping[int, tuple[Any, ...]]
_DOCUMENT = """
  SELECT d.id, d.name, t.title, d.publisher, d.authors, r.published, d.url, d.language, d.sha256, t.text,
    t.key AS text_key, r.run
  FROM readings r JOIN documents d ON d.key = r.document_key JOIN texts t ON t.key = r.text_key WHERE r.key = ?
"""


def restore_record(connection: sqlite3.Connection, reading: int) -> Record:
    """The record of one reading, by its key."""
    return _Restoring(connection, reading).record()


def restore_events(connection: sqlite3.Connection, rows: Iterable[_Row], *, whole: bool = True) -> list[Event]:
    """Events by their rows of `events`, which must name `document` (the id), in the order of the rows.

    Where not `whole`, as a list shows them: of the evidence the triggers alone, and not who is said to have done it.
    """
    given = list(rows)
    keys = [row["key"] for row in given]
    parts = _EventParts(connection, keys)
    quotes: defaultdict[int, list[Evidence]] = defaultdict(list)
    documents = {row["key"]: row["document"] for row in given}
    if whole:
        parts.add_responsibility(connection, documents)
    shown = "" if whole else " AND role = 'trigger'"
    for row in _within(connection, f"SELECT * FROM evidence WHERE event_key IN ({{}}){shown} ORDER BY key", keys):
        quotes[row["event_key"]].append(_evidence(row, documents[row["event_key"]]))
    return [parts.event(row, tuple(quotes[row["key"]])) for row in given]


class _EventParts:
    """The lists that belong to events: parties, places, contexts, means, sources, by id."""

    def __init__(self, connection: sqlite3.Connection, keys: list[int]) -> None:
        def lists(table: str, value: str, join: str = "", where: str = "") -> _Lists:
            query = f"SELECT l.event_key, {value} FROM {table} l {join} WHERE l.event_key IN ({{}}) {where}"
            found: defaultdict[int, list[Any]] = defaultdict(list)
            for key, item in _within(connection, query + " ORDER BY l.event_key, l.position", keys):
                found[key].append(item)
            return {key: tuple(items) for key, items in found.items()}

        by_actor = "JOIN actors a ON a.key = l.actor_key"
        self.actors = lists("event_actors", "a.id", by_actor, "AND l.role = 'actor'")
        self.recipients = lists("event_actors", "a.id", by_actor, "AND l.role = 'recipient'")
        self.places = lists("event_places", "p.id", "JOIN places p ON p.key = l.place_key")
        self.contexts = lists("event_contexts", "l.context")
        self.means = lists("event_means", "l.means")
        self.sources = lists("event_sources", "s.id", "JOIN statements s ON s.key = l.statement_key")
        self.responsibility: dict[int, tuple[Responsibility, ...]] = {}

    def add_responsibility(self, connection: sqlite3.Connection, documents: Mapping[int, str]) -> None:
        """Who is said to have done each event; `documents` names the document of each event's key."""
        keys = list(documents)
        # CROSS JOIN: from the few of these events; SQLite would rather read all in the order that is asked for.
        ids = """SELECT s.responsibility_key, coalesce(t.id, a.id) FROM responsibility r
            CROSS JOIN responsibility_sources s ON s.responsibility_key = r.key
            LEFT JOIN statements t ON t.key = s.statement_key
            LEFT JOIN actors a ON a.key = s.actor_key WHERE r.event_key IN ({}) ORDER BY 1, s.position"""
        sources: defaultdict[int, list[str]] = defaultdict(list)
        for key, source in _within(connection, ids, keys):
            sources[key].append(source)
        words = """SELECT e.*, r.event_key AS event FROM responsibility r
            CROSS JOIN evidence e ON e.responsibility_key = r.key WHERE r.event_key IN ({}) ORDER BY e.key"""
        quotes: defaultdict[int, list[Evidence]] = defaultdict(list)
        for row in _within(connection, words, keys):
            quotes[row["responsibility_key"]].append(_evidence(row, documents[row["event"]]))
        query = """SELECT r.key, r.event_key, a.id AS actor, r.standing FROM responsibility r
            JOIN actors a ON a.key = r.actor_key WHERE r.event_key IN ({}) ORDER BY r.key"""
        found: defaultdict[int, list[Responsibility]] = defaultdict(list)
        for row in _within(connection, query, keys):
            said = Responsibility(
                actor=row["actor"],
                standing=row["standing"],
                according_to=tuple(sources[row["key"]]),
                evidence=tuple(quotes[row["key"]]),
            )
            found[row["event_key"]].append(said)
        self.responsibility = {key: tuple(rows) for key, rows in found.items()}

    def event(self, row: _Row, evidence: tuple[Evidence, ...]) -> Event:
        key = row["key"]
        return Event(
            id=row["id"],
            type=row["type"],
            mode=row["mode"],
            contexts=self.contexts.get(key, ()),
            cameo=row["cameo"],
            quad=row["quad"],
            intensity=row["intensity"],
            modality=row["modality"],
            actors=self.actors.get(key, ()),
            recipients=self.recipients.get(key, ()),
            date=_date(row),
            places=self.places.get(key, ()),
            means=self.means.get(key, ()),
            quantity=_quantity(row),
            according_to=self.sources.get(key, ()),
            responsibility=self.responsibility.get(key, ()),
            confidence=row["confidence"],
            evidence=evidence,
        )


class _Restoring:
    """One reading's rows, fetched table by table."""

    def __init__(self, connection: sqlite3.Connection, reading: int) -> None:
        self.connection = connection
        self.reading = reading
        self.quotes: dict[tuple[str, int, str], list[Evidence]] = {}
        self.document = ""

    def record(self) -> Record:
        (row,) = self.connection.execute(_DOCUMENT, (self.reading,))
        document = document_of(self.connection, row)
        self.document = document.id
        self._collect_evidence(document.id)
        actors = self._rows("actors")
        places = self._rows("places")
        self.actor_ids: _Ids = {row["key"]: row["id"] for row in actors}
        self.place_ids: _Ids = {row["key"]: row["id"] for row in places}
        said = self._rows("statements")
        self.statement_ids: _Ids = {row["key"]: row["id"] for row in said}
        events = self._rows("events")
        self.event_ids: _Ids = {row["key"]: row["id"] for row in events}
        return Record(
            documents=(document,),
            actors=tuple(map(self._actor, actors)),
            places=tuple(map(self._place, places)),
            events=self._events(events),
            statements=self._statements(said),
            tolls=self._tolls(),
            links=tuple(map(self._link, self._rows("links"))),
            relations=tuple(map(self._relation, self._rows("relations"))),
            market_moves=tuple(map(self._market_move, self._rows("market_moves"))),
            discrepancies=self._discrepancies(),
            gestae=_versions(self.connection, row["run"]),
        )

    def _rows(self, table: str) -> list[_Row]:
        query = f"SELECT * FROM {table} WHERE reading_key = ? ORDER BY key"
        return self.connection.execute(query, (self.reading,)).fetchall()

    def _lists(self, table: str, owner: str, owners: str, value: str, where: str = "") -> dict[int, list[Any]]:
        """Lists of one table of the reading, by the key of the row they belong to."""
        query = f"""SELECT l.{owner}_key, {value} FROM {table} l JOIN {owners} o ON o.key = l.{owner}_key
            WHERE o.reading_key = ? {where} ORDER BY l.{owner}_key, l.position"""
        found: defaultdict[int, list[Any]] = defaultdict(list)
        for key, *values in self.connection.execute(query, (self.reading,)):
            found[key].append(values[0] if len(values) == 1 else tuple(values))
        return found

    def _collect_evidence(self, document: str) -> None:
        query = "SELECT * FROM evidence WHERE reading_key = ? ORDER BY key"
        for row in self.connection.execute(query, (self.reading,)):
            subject = next(name for name in SUBJECTS if row[f"{name}_key"] is not None)
            place = (subject, row[f"{subject}_key"], row["field"])
            self.quotes.setdefault(place, []).append(_evidence(row, document))

    def _quotes(self, subject: str, key: int, field: str = "evidence") -> tuple[Evidence, ...]:
        return tuple(self.quotes.get((subject, key, field), ()))

    def _actor(self, row: _Row) -> Actor:
        return Actor(
            id=row["id"],
            name=row["name"],
            kind=row["kind"],
            country=row["country"],
            sector=row["sector"],
            wikidata=row["wikidata"],
            aliases=tuple(json.loads(row["aliases"])),
            evidence=self._quotes("actor", row["key"]),
        )

    def _place(self, row: _Row) -> Place:
        return Place(
            id=row["id"],
            name=row["name"],
            kind=row["kind"],
            country=row["country"],
            admin1=row["admin1"],
            lat=row["latitude"],
            lon=row["longitude"],
            geonames=row["geonames"],
            precision=row["precision"],
            evidence=self._quotes("place", row["key"]),
        )

    def _events(self, rows: list[_Row]) -> tuple[Event, ...]:
        parts = _EventParts(self.connection, [row["key"] for row in rows])
        parts.add_responsibility(self.connection, {row["key"]: self.document for row in rows})
        return tuple(parts.event(row, self._quotes("event", row["key"])) for row in rows)

    def _statements(self, rows: list[_Row]) -> tuple[Statement, ...]:
        parties = self._lists("statement_actors", "statement", "statements", "l.role, l.actor_key")
        answers = self._lists("statement_answers", "statement", "statements", "l.answered_key")

        def party(key: int, wanted: str) -> tuple[str, ...]:
            return tuple(self.actor_ids[actor] for role, actor in parties.get(key, ()) if role == wanted)

        return tuple(
            Statement(
                id=row["id"],
                speakers=party(row["key"], "speaker"),
                channel=row["channel"],
                kind=row["kind"],
                manner=row["manner"],
                cue=next(iter(self._quotes("statement", row["key"], "cue")), None),
                content=self._quotes("statement", row["key"], "content"),
                addressees=party(row["key"], "addressee"),
                answers=tuple(self.statement_ids[answered] for answered in answers.get(row["key"], ())),
                date=_date(row),
                evidence=self._quotes("statement", row["key"]),
            )
            for row in rows
        )

    def _sources(self, found: dict[int, list[Any]], key: int) -> tuple[str, ...]:
        """Statements and actors by whose word a toll or claim is told."""
        return tuple(
            self.statement_ids[statement] if statement is not None else self.actor_ids[actor]
            for statement, actor in found.get(key, ())
        )

    def _tolls(self) -> tuple[Toll, ...]:
        sides = self._lists("toll_affiliations", "toll", "tolls", "l.actor_key")
        sources = self._lists("toll_sources", "toll", "tolls", "l.statement_key, l.actor_key")
        return tuple(
            Toll(
                id=row["id"],
                event=row["event_key"] and self.event_ids[row["event_key"]],
                effect=row["effect"],
                who=row["who"],
                affiliation=tuple(self.actor_ids[actor] for actor in sides.get(row["key"], ())),
                min=row["min"],
                max=row["max"],
                text=row["text"],
                status=row["status"],
                according_to=self._sources(sources, row["key"]),
                date=_date(row),
                evidence=self._quotes("toll", row["key"]),
            )
            for row in self._rows("tolls")
        )

    def _link(self, row: _Row) -> Link:
        return Link(
            source=self.event_ids[row["source_key"]],
            target=self.event_ids[row["target_key"]],
            relation=row["relation"],
            evidence=self._quotes("link", row["key"]),
        )

    def _relation(self, row: _Row) -> Relation:
        actor, place = row["target_actor_key"], row["target_place_key"]
        return Relation(
            source=self.actor_ids[row["source_key"]],
            relation=row["relation"],
            target=self.actor_ids[actor] if actor is not None else self.place_ids[place],
            since=row["since"],
            until=row["until"],
            text=row["text"],
            evidence=self._quotes("relation", row["key"]),
        )

    def _market_move(self, row: _Row) -> MarketMove:
        return MarketMove(
            instrument=row["instrument"],
            symbol=row["symbol"],
            direction=row["direction"],
            amount=row["amount"],
            unit=row["unit"],
            cause=row["event_key"] and self.event_ids[row["event_key"]],
            date=_date(row),
            evidence=self._quotes("market_move", row["key"]),
        )

    def _discrepancies(self) -> tuple[Discrepancy, ...]:
        events = self._lists("discrepancy_events", "discrepancy", "discrepancies", "l.event_key")
        claims = self._claims()
        return tuple(
            Discrepancy(
                about=row["about"],
                claims=tuple(claims[row["key"]]),
                events=tuple(self.event_ids[event] for event in events.get(row["key"], ())),
            )
            for row in self._rows("discrepancies")
        )

    def _claims(self) -> dict[int, list[Claim]]:
        within = "IN (SELECT key FROM discrepancies WHERE reading_key = ?)"
        sources: defaultdict[int, list[tuple[int | None, int | None]]] = defaultdict(list)
        query = f"""SELECT s.claim_key, s.statement_key, s.actor_key FROM claim_sources s
            JOIN discrepancy_claims c ON c.key = s.claim_key WHERE c.discrepancy_key {within}
            ORDER BY s.claim_key, s.position"""
        for key, statement, actor in self.connection.execute(query, (self.reading,)):
            sources[key].append((statement, actor))
        claims: defaultdict[int, list[Claim]] = defaultdict(list)
        query = f"SELECT * FROM discrepancy_claims WHERE discrepancy_key {within} ORDER BY key"
        for row in self.connection.execute(query, (self.reading,)):
            claims[row["discrepancy_key"]].append(
                Claim(
                    value=row["value"],
                    according_to=self._sources(sources, row["key"]),
                    evidence=self._quotes("claim", row["key"]),
                )
            )
        return claims


def document_of(connection: sqlite3.Connection, row: _Row) -> Document:
    """The document of a row with the columns of `documents`, and `text_key`, `title` and `text` of its text."""
    query = 'SELECT kind, start, "end" FROM parts WHERE text_key = ? ORDER BY position'
    parts = tuple(Part(*part) for part in connection.execute(query, (row["text_key"],)))
    return Document(
        id=row["id"],
        title=row["title"],
        publisher=row["publisher"],
        authors=tuple(json.loads(row["authors"])),
        published=row["published"],
        url=row["url"],
        language=row["language"],
        sha256=row["sha256"],
        text=row["text"],
        parts=parts,
    )


def _versions(connection: sqlite3.Connection, run: int) -> Versions:
    (row,) = connection.execute("SELECT * FROM runs WHERE run = ?", (run,))
    return Versions(
        version=row["program"],
        model=row["model"],
        judge=row["judge"],
        ontology=row["ontology"],
        gazetteer=tuple(json.loads(row["gazetteer"])),
        actors=tuple(json.loads(row["actors"])),
        codebooks=tuple(json.loads(row["codebooks"])),
    )


def _within(connection: sqlite3.Connection, query: str, keys: list[int]) -> Iterable[_Row]:
    """The rows of a query for some keys, which stand in it for {}."""
    if not keys:
        return ()
    return connection.execute(query.format(", ".join("?" * len(keys))), keys)


def _evidence(row: _Row, document: str) -> Evidence:
    return Evidence(document, row["start"], row["end"], row["text"], row["role"])


def _date(row: _Row) -> DateInterval | None:
    if row["date_start"] is None:
        return None
    return DateInterval(row["date_start"], row["date_end"], row["date_precision"], row["date_text"], row["date_zone"])


def _quantity(row: _Row) -> Quantity | None:
    if row["quantity_text"] is None:
        return None
    return Quantity(row["quantity_min"], row["quantity_max"], row["quantity_unit"], row["quantity_text"])
