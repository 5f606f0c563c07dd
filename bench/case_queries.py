"""Questions to a case of a million events: the page of a timeline, a filtered list, the series of a dyad.

A case of real dev texts is read first. Its readings are then put in again under other documents, each event moved by
some days and each actor given another country of those met, and that again, until the case holds as many events as
wanted: the same tables and indexes, rows of the same lengths. (Evidence of actors and places is put in once: no
question asks for it.) Each question is asked several times with other words; the slowest counts, by the clock and in
time of the processor, which says more where the machine has other work beside.
"""

from __future__ import annotations

import json
import os
import random
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from bench.harness import Outcome
from bench.ingest import texts_of
from gestae.case import Case
from gestae.store.event_queries import Filters
from gestae.store.opening import Connection
from gestae.store.rows import COLUMNS, COUNTED
from gestae.store.writing import transaction
from gestae.views.page.query import Query
from gestae.views.page.shapes import PageModel
from gestae.web.pages import CasePages

EVENTS = 1_000_000
_READ = 150
_SEED = 7
_MILLISECONDS = 1000
_Question = tuple[str, Callable[[Case, random.Random], object]]


def run(limit: int | None = None) -> Iterator[Outcome]:
    """The slowest answer to each question, in milliseconds; `limit` events, a million by default."""
    wanted = limit or EVENTS
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "many.case"
        started = time.perf_counter()
        events = _fill(path, wanted)
        print(f"  {events:,} events, {time.perf_counter() - started:.0f} s, {path.stat().st_size / events:.0f} B each")
        with Case(path, read_only=True) as case:
            figures = asked(case)
    yield Outcome(benchmark="queries", split="resampled readings", figures=figures, items=events, seconds=0.0)


def asked(case: Case) -> dict[str, float]:
    """Every question to a case that is filled, printed as it is answered."""
    figures: dict[str, float] = {}
    for name, ask in _QUESTIONS:
        figures |= _slowest(name, case, ask)
    return figures | _page_figures(case)


def _fill(path: Path, wanted: int) -> int:
    with Case(path, create=True) as case:
        source = path.with_name("reports.jsonl")
        # A day of publication, so that "on Friday" is a day: most events of a real case are dated.
        rows = [
            {"text": text, "published": f"2010-03-{place % 28 + 1:02}"} for place, text in enumerate(texts_of(_READ))
        ]
        source.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        case.add(source)
        connection = case._connection
        connection.execute("PRAGMA cache_size = -4000000")  # else the rows of a million events are written many times
        connection.create_function("chance", 1, random.Random(_SEED).randrange)
        connection.execute("PRAGMA foreign_keys = OFF")  # rows point to rows put in with them
        with _without_indexes(connection, str(path)):
            while (events := _events(connection)) < wanted:
                with transaction(connection, str(path)):
                    _double(connection)
        with transaction(connection, str(path)):
            _count_anew(connection)
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return events


@contextmanager
def _without_indexes(connection: Connection, path: str) -> Iterator[None]:
    """Indexes made anew at the end: sorting millions of rows once is quicker than finding a place for each."""
    made = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL").fetchall()
    with transaction(connection, path):
        for name, _ in made:
            connection.execute(f"DROP INDEX {name}")
    yield
    for _, sql in made:
        with transaction(connection, path):
            connection.execute(sql)


def _events(connection: Connection) -> int:
    return int(connection.execute("SELECT count(*) FROM events").fetchone()[0])


def _double(connection: Connection) -> None:
    """Every document and its reading once more, with other days and countries."""
    more = {
        table: connection.execute(f"SELECT max(key) FROM {table}").fetchone()[0] or 0 for table in (*_NUMBERED, *_ABOVE)
    }
    connection.execute("""CREATE TEMP TABLE other AS SELECT country,
        row_number() OVER (ORDER BY chance(1000000)) AS place
        FROM (SELECT DISTINCT country FROM actors WHERE country IS NOT NULL)""")
    connection.execute("""CREATE TEMP TABLE moved AS SELECT a.country, b.country AS other FROM other a JOIN other b
        ON b.place = a.place % (SELECT count(*) FROM other) + 1""")
    for table in (*_ABOVE, *COLUMNS):
        if table not in COUNTED:
            connection.execute(_again(connection, table, more))
    connection.execute("DROP TABLE other")
    connection.execute("DROP TABLE moved")


def _again(connection: Connection, table: str, more: Mapping[str, int]) -> str:
    """The SQL that puts every row of a table in once more, pointing to the new rows of the others."""
    pointing = {row[3]: row[2] for row in connection.execute(f"PRAGMA foreign_key_list({table})")}
    columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]

    def value(column: str) -> str:
        if column == "key":
            return f"key + {more[table]}"
        if pointing.get(column) in more:
            return f"{column} + {more[pointing[column]]}"
        if column == "id" and table == "documents":
            return f"id || '-{more[table]}'"
        if column == "date_start" and table == "events":
            return "date(substr(date_start, 1, 10), (chance(6000) - 3000) || ' days')"
        if column == "date_end" and table == "events":
            return "CASE WHEN date_end IS NOT NULL THEN '2099-12-31' END"
        if column == "country" and table == "actors":
            return "(SELECT other FROM moved WHERE moved.country = actors.country)"
        return f'"{column}"'

    unasked = " AND ".join(f"{one}_key IS NULL" for one in ("actor", "place"))
    where = f" WHERE {unasked}" if table == "evidence" else ""
    names = ", ".join(f'"{column}"' for column in columns)
    return f"INSERT INTO {table} ({names}) SELECT {', '.join(map(value, columns))} FROM {table}{where}"


def _count_anew(connection: Connection) -> None:
    """The tables of what counts, from the events as they are now."""
    sides = """(SELECT DISTINCT p.event_key, p.role, a.country FROM event_actors p JOIN actors a ON a.key = p.actor_key
        WHERE a.country IS NOT NULL)"""
    for table in COUNTED:
        connection.execute(f"DELETE FROM {table}")
    connection.execute(f"""INSERT INTO event_countries SELECT s.country, coalesce(e.date_start, ''), e.key,
        max(s.role = 'actor'), max(s.role = 'recipient'), e.type, e.modality, e.confidence FROM {sides} s
        JOIN events e ON e.key = s.event_key WHERE e.current = 1 AND e.repeated = 0 GROUP BY e.key, s.country""")
    connection.execute(f"""INSERT INTO event_dyads SELECT s.country, t.country, e.date_start, e.key, e.quad, e.intensity
        FROM {sides} s JOIN {sides} t ON t.event_key = s.event_key AND t.role = 'recipient'
        JOIN events e ON e.key = s.event_key WHERE s.role = 'actor' AND e.date_start IS NOT NULL AND e.current = 1
        AND e.repeated = 0 AND e.modality IN ('actual', 'attempted')""")


# Tables above the readings that are put in again, too.
_ABOVE = ("documents", "readings")
_NUMBERED = tuple(table for table, columns in COLUMNS.items() if columns[0] == "key")


def _slowest(name: str, case: Case, ask: Callable[[Case, random.Random], object]) -> dict[str, float]:
    """The slowest of some answers; the first, for which the file is not in memory yet, is not counted."""
    chance = random.Random(_SEED)
    ask(case, chance)
    took = [_took(lambda: ask(case, chance)) for _ in range(7)]
    return _told(name, max(wall for wall, _ in took), max(processor for _, processor in took))


def _took(ask: Callable[[], object]) -> tuple[float, float]:
    """Seconds by the clock, and of the processor."""
    wall, processor = time.perf_counter(), time.process_time()
    ask()
    return time.perf_counter() - wall, time.process_time() - processor


def _told(name: str, wall: float, processor: float) -> dict[str, float]:
    figures = {name: round(wall * _MILLISECONDS, 1), f"{name}, processor": round(processor * _MILLISECONDS, 1)}
    print(
        f"  {name}: {', '.join(f'{one:.1f}' for one in figures.values())} ms (load {os.getloadavg()[0]:.1f})",
        flush=True,
    )
    return figures


def _page_figures(case: Case) -> dict[str, float]:
    """The same of what the page asks: every answer as the bytes that the server would send."""
    pages = CasePages(case, seconds=600)  # slow answers are measured, not given up
    figures = _told("page: columns read at the start", *_took(pages.columns))
    if not pages.is_large():
        return figures  # a small case goes to the browser whole

    def shown_by(given: Callable[[random.Random], Mapping[str, str]]) -> Callable[[Case, random.Random], object]:
        return lambda _, chance: json.dumps(pages.window(Query.of(given(chance)), offset=chance.choice((0, 5000))))

    def document(_: Case, chance: random.Random) -> object:
        return json.dumps(pages.document(chance.choice(shown)["document"]))

    shown = pages.window(Query())["events"]
    for name, given in _page_filters(case, pages.window(Query())).items():
        figures |= _slowest(f"page: {name}", case, shown_by(given))
    return figures | _slowest("page: document", case, document)


def _page_filters(case: Case, model: PageModel) -> Mapping[str, Callable[[random.Random], Mapping[str, str]]]:
    """Filters of a view, each with other words every time."""

    def some(rows: Sequence[Mapping[str, Any]]) -> Callable[[random.Random], str]:
        return lambda chance: str(chance.choice(rows)["id"])

    actor, place, document = (some(model[name]) for name in ("actors", "places", "documents"))
    return {
        "everything": lambda chance: {},
        "types": lambda chance: {"types": chance.choice(("ASSAULT", "ACCUSE,REJECT", "AID"))},
        "by whose word": lambda chance: {"statuses": chance.choice(("claimed", "disputed,denied", "own voice"))},
        "days": lambda chance: {"from": _day(chance), "to": "2019-12-31"},
        "actor": lambda chance: {"actor": actor(chance)},
        "place": lambda chance: {"place": place(chance)},
        "box": lambda chance: {"box": f"-10,{chance.randint(10, 40)},60,60"},
        "document": lambda chance: {"document": document(chance)},
        "dyad": lambda chance: {"dyad": ">".join(_pair(case, chance))},
        "words": lambda chance: {"q": chance.choice(("police", "army said", "the"))},
        "many filters": lambda chance: {
            "types": "ASSAULT,COERCE", "statuses": "own voice", "least": "0.6", "from": _day(chance), "q": "police",
        },
    }  # fmt: skip


def _day(chance: random.Random) -> str:
    return (date(2011, 1, 1) + timedelta(days=chance.randint(0, 3000))).isoformat()


def _pair(case: Case, chance: random.Random) -> tuple[str, str]:
    source, target, _, _ = chance.choice(case.dyads(limit=20))
    return source, target


_QUESTIONS: tuple[_Question, ...] = (
    ("first page", lambda case, chance: case.events(limit=50)),
    ("page of a timeline", lambda case, chance: case.events(Filters(since=_day(chance)), limit=50)),
    ("page by type", lambda case, chance: case.events(Filters(type="ASSAULT", since=_day(chance)), limit=50)),
    ("page by country", lambda case, chance: case.events(Filters(country=_pair(case, chance)[0]), limit=50)),
    (
        "page by country, type, confidence",
        lambda case, chance: case.events(
            Filters(country=_pair(case, chance)[0], type="AID", happened=True, least_confidence=0.7), limit=50
        ),
    ),
    ("count by type", lambda case, chance: case.count_events(Filters(type="ASSAULT"))),
    ("count by country", lambda case, chance: case.count_events(Filters(country=_pair(case, chance)[0]))),
    ("all counts", lambda case, chance: case.counts()),
    ("dyad series", lambda case, chance: case.dyad_series(*_pair(case, chance))),
    ("dyads", lambda case, chance: case.dyads()),
    ("search", lambda case, chance: case.search("police said", limit=20)),
)
