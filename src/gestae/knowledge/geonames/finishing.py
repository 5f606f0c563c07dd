"""From what was read to the file that reading uses: names sorted and filed, then put in its place in one stroke."""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from gestae.errors import KnowledgeError
from gestae.knowledge.geonames.plan import FORMAT, Plan, Progress
from gestae.knowledge.geonames.staging import PLACES_TABLE

_TABLES = f"""
PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA temp_store = FILE; PRAGMA cache_size = -65536;
{PLACES_TABLE}
CREATE TABLE names (key TEXT NOT NULL, place INTEGER NOT NULL, rank INTEGER NOT NULL, PRIMARY KEY (key, place))
  WITHOUT ROWID;
CREATE TABLE firsts (word TEXT PRIMARY KEY, longest INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE admins (code TEXT PRIMARY KEY, name TEXT NOT NULL, level INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL);
"""
_NAMES = "INSERT INTO names SELECT key, place, min(rank) FROM part.names GROUP BY key, place ORDER BY key, place"
_FIRST = "INSERT INTO firsts VALUES (?, ?) ON CONFLICT (word) DO UPDATE SET longest = max(longest, excluded.longest)"


def finish(part: Path, final: Path, plan: Plan, progress: Progress) -> None:
    """Make the file that reading uses of an unfinished build that has read everything.

    Raises:
        KnowledgeError: it cannot be written; the unfinished build stays.
    """
    fresh = final.with_suffix(".new")
    try:
        fresh.unlink(missing_ok=True)
        connection = sqlite3.connect(fresh)
        try:
            _fill(connection, part, plan, progress)
        finally:
            connection.close()
        os.replace(fresh, final)
        part.unlink()
    except (OSError, sqlite3.Error) as error:
        raise KnowledgeError(f"{final}: {getattr(error, 'strerror', None) or error}") from error
    finally:
        fresh.unlink(missing_ok=True)
    progress("done", 1.0)


def _fill(connection: sqlite3.Connection, part: Path, plan: Plan, progress: Progress) -> None:
    connection.executescript(_TABLES)
    connection.execute("ATTACH ? AS part", (str(part),))
    progress("filing places", 0.0)
    connection.execute("INSERT INTO places SELECT * FROM part.places ORDER BY id")
    connection.execute("INSERT INTO admins SELECT * FROM part.admins ORDER BY code")
    progress("filing names", 0.2)
    connection.execute(_NAMES)
    progress("filing first words", 0.8)
    connection.executemany(_FIRST, _first_words(connection))
    connection.executemany("INSERT INTO about VALUES (?, ?)", sorted(_about(connection, plan).items()))
    connection.commit()
    connection.execute("DETACH part")


def _first_words(connection: sqlite3.Connection) -> Iterator[tuple[str, int]]:
    """Each first word with the number of words of the longest name; the keys come sorted, so one word is held."""
    word, longest = "", 0
    for (key,) in connection.execute("SELECT key FROM names ORDER BY key"):
        first, count = key.partition(" ")[0], key.count(" ") + 1
        if first != word:
            if word:
                yield word, longest
            word, longest = first, count
        longest = max(longest, count)
    if word:
        yield word, longest


def _about(connection: sqlite3.Connection, plan: Plan) -> dict[str, str]:
    """What the file says of itself; `digest` stands for the content of the dump and what was taken of it."""
    files = dict(connection.execute("SELECT name, sha256 FROM part.files ORDER BY name"))
    newest = connection.execute("SELECT value FROM part.about WHERE name = 'newest'").fetchone()
    taken = [FORMAT, files, list(plan.countries), sorted(plan.wanted.names)]
    return {
        "format": str(FORMAT),
        "plan": plan.as_text(),
        "date": str(newest[0]) if newest else "",
        "digest": hashlib.sha256(json.dumps(taken, sort_keys=True).encode()).hexdigest()[:16],
        "files": json.dumps(files),
        "countries": " ".join(plan.countries),
        "features": " ".join(sorted(plan.wanted.names)),
        "places": str(connection.execute("SELECT count(*) FROM places").fetchone()[0]),
        "names": str(connection.execute("SELECT count(*) FROM names").fetchone()[0]),
        "credit": "GeoNames, https://www.geonames.org, CC BY 4.0",
    }
