"""Questions to a case of a million events: the page of a timeline, a filtered list, the series of a dyad.

A case of real dev texts is read first. Its readings are then put in again and again under other documents, each moved
by some days and given other countries out of those met, until the case holds as many events as wanted: the same tables,
the same indexes, the same lengths. Each question is asked several times with other words; the slowest counts.
"""

from __future__ import annotations

import random
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from bench.harness import Outcome
from bench.ingest import texts_of
from gestae.case import Case
from gestae.reader import Reader
from gestae.record.dates import DateInterval
from gestae.record.identifiers import content_id
from gestae.record.record import Record
from gestae.sources.text import document_from_text
from gestae.store.event_queries import Filters
from gestae.store.values import Incoming, Original, RunIdentity
from gestae.store.writing import run_number, transaction, write_batch

EVENTS = 1_000_000
_READ = 300
_BATCH = 500
_SEED = 7
_MILLISECONDS = 1000
_Question = tuple[str, Callable[[Case, random.Random], object]]


def run(limit: int | None = None) -> Iterator[Outcome]:
    """The slowest answer to each question, in milliseconds; `limit` events, a million by default."""
    wanted = limit or EVENTS
    reader = Reader()
    records = list(reader.read_all(document_from_text(text, name="queries") for text in texts_of(_READ)))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "many.case"
        started = time.perf_counter()
        events = _fill(path, [record for record in records if record.events], wanted)
        print(f"  {events:,} events, {time.perf_counter() - started:.0f} s, {path.stat().st_size / events:.0f} B each")
        with Case(path, read_only=True) as case:
            figures = {name: round(_slowest(case, ask), 1) for name, ask in _QUESTIONS}
    yield Outcome(benchmark="queries", split="resampled readings", figures=figures, items=events, seconds=0.0)


def _fill(path: Path, records: Sequence[Record], wanted: int) -> int:
    chance = random.Random(_SEED)
    countries = sorted({actor.country for record in records for actor in record.actors if actor.country})
    events = 0
    with Case(path, create=True) as case:
        connection = case._connection
        while events < wanted:
            batch = [
                _resampled(chance.choice(records), chance, countries, str(events + step)) for step in range(_BATCH)
            ]
            with transaction(connection, str(path)):
                run = run_number(connection, _IDENTITY)
                write_batch(connection, run, [_incoming(record) for record in batch], [])
            events += sum(len(record.events) for record in batch)
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return events


_IDENTITY = RunIdentity(program="bench", model="", ontology="", extractor="", actors="[]", settings="{}")


def _resampled(record: Record, chance: random.Random, countries: Sequence[str], name: str) -> Record:
    """A record under another document: some days later or earlier, between other countries."""
    key = content_id("D", name)
    days = timedelta(days=chance.randint(-3000, 3000))
    other = {country: chance.choice(countries) for country in countries}
    moved = {event.id: content_id("E", name, event.id) for event in record.events}
    return replace(
        record,
        documents=(replace(record.document, id=key),),
        actors=tuple(replace(actor, country=other.get(actor.country or "")) for actor in record.actors),
        events=tuple(
            replace(event, id=moved[event.id], date=_later(event.date, days) or _some_day(chance))
            for event in record.events
        ),
        tolls=tuple(replace(toll, event=toll.event and moved[toll.event]) for toll in record.tolls),
        links=tuple(replace(link, source=moved[link.source], target=moved[link.target]) for link in record.links),
        market_moves=tuple(replace(move, cause=move.cause and moved[move.cause]) for move in record.market_moves),
        discrepancies=tuple(
            replace(found, events=tuple(moved[event] for event in found.events)) for found in record.discrepancies
        ),
    )


def _later(interval: DateInterval | None, days: timedelta) -> DateInterval | None:
    if interval is None:
        return None
    start, end = (date.fromisoformat(day[:10]) for day in (interval.start, interval.end))
    return replace(interval, start=(start + days).isoformat(), end=(end + days).isoformat())


def _some_day(chance: random.Random) -> DateInterval | None:
    """A day for half of the events that have none, as they would have with a day of publication."""
    if chance.random() < 0.5:
        return None
    day = (date(2010, 1, 1) + timedelta(days=chance.randint(0, 4000))).isoformat()
    return DateInterval(day, day, "day", "on that day")


def _incoming(record: Record) -> Incoming:
    original = Original(sha256=record.document.sha256, size=1, compression="none", content=b"x")
    return Incoming(name="bench", document=record.document, original=original, extractor="", record=record)


def _slowest(case: Case, ask: Callable[[Case, random.Random], object]) -> float:
    """The slowest of some answers; the first, for which the file is not in memory yet, is not counted."""
    chance = random.Random(_SEED)
    ask(case, chance)
    seconds: list[float] = []
    for _ in range(7):
        started = time.perf_counter()
        ask(case, chance)
        seconds.append(time.perf_counter() - started)
    return max(seconds) * _MILLISECONDS


def _day(chance: random.Random) -> str:
    return (date(2011, 1, 1) + timedelta(days=chance.randint(0, 3000))).isoformat()


def _pair(case: Case, chance: random.Random) -> tuple[str, str]:
    source, target, _, _ = chance.choice(case.dyads(limit=20))
    return source, target


_BUSIEST = ("USA", "ISR", "GBR", "SLV")
_QUESTIONS: tuple[_Question, ...] = (
    ("first page", lambda case, chance: case.events(limit=50)),
    ("page of a timeline", lambda case, chance: case.events(Filters(since=_day(chance)), limit=50)),
    ("page by type", lambda case, chance: case.events(Filters(type="ASSAULT", since=_day(chance)), limit=50)),
    ("page by country", lambda case, chance: case.events(Filters(country=chance.choice(_BUSIEST)), limit=50)),
    (
        "page by country, type, confidence",
        lambda case, chance: case.events(
            Filters(country=chance.choice(_BUSIEST), type="AID", happened=True, least_confidence=0.7), limit=50
        ),
    ),
    ("count by type", lambda case, chance: case.count_events(Filters(type="ASSAULT"))),
    ("count by country", lambda case, chance: case.count_events(Filters(country=chance.choice(_BUSIEST)))),
    ("all counts", lambda case, chance: case.counts()),
    ("dyad series", lambda case, chance: case.dyad_series(*_pair(case, chance))),
    ("dyads", lambda case, chance: case.dyads()),
    ("search", lambda case, chance: case.search("missile attack", limit=20)),
)
