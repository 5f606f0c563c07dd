"""The dump streamed into a file, some thousand lines at a time, so that a build can stop at any time and go on.

Each batch of lines and the place in the file it ends at are one transaction: whatever interrupts the build, what was
read is there once. Memory holds one batch and a byte for each place that was taken.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

from gestae.errors import KnowledgeError
from gestae.knowledge.geonames.features import filed_feature, load_features
from gestae.knowledge.geonames.plan import COUNTRY_COLUMNS, DumpFile, Plan, Progress, digest_of
from gestae.knowledge.geonames.rows import (
    ADMIN1,
    ADMIN2,
    COUNTRIES,
    NAMES,
    PLACES,
    Line,
    NameRow,
    PlaceRow,
    admin_row,
    checked,
    country_row,
    name_row,
    place_row,
    read_lines,
)
from gestae.knowledge.geonames.selected import Selected
from gestae.knowledge.placeforms import bare_key, looser_keys, shown_name
from gestae.knowledge.placenames import is_latin, normal_name

PLACES_TABLE = """
CREATE TABLE places (id INTEGER PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL, feature TEXT NOT NULL,
  country TEXT, admin1 TEXT, admin2 TEXT, lat REAL NOT NULL, lon REAL NOT NULL, population INTEGER NOT NULL,
  precision TEXT NOT NULL);
"""
_TABLES = f"""{PLACES_TABLE}
CREATE TABLE names (key TEXT NOT NULL, place INTEGER NOT NULL, rank INTEGER NOT NULL);
CREATE TABLE admins (code TEXT PRIMARY KEY, name TEXT NOT NULL, level INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE countries (alpha2 TEXT PRIMARY KEY, alpha3 TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE files (name TEXT PRIMARY KEY, bytes INTEGER NOT NULL, lines INTEGER NOT NULL, sha256 TEXT NOT NULL);
CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL);
"""
_BATCH = 20_000
_MOST_WORDS = 7  # a longer name stands in no report
_COLUMNS = {COUNTRIES: COUNTRY_COLUMNS, ADMIN1: 4, ADMIN2: 4, PLACES: 19, NAMES: 10}

_Filer = Callable[[Path, list[Line]], None]


class Staging:
    """An unfinished build: an open file that holds what was read so far."""

    def __init__(self, connection: sqlite3.Connection, plan: Plan) -> None:
        self.connection = connection
        self.plan = plan
        self._features = load_features()
        self._countries: dict[str, str] = {}
        self._selected = Selected()
        self._newest = ""

    def read_all(self, progress: Progress) -> None:
        """Read every file of the dump from where the last run stopped.

        Raises:
            KnowledgeError: a line of a file is wrong; what came before it stays read.
        """
        filers = {COUNTRIES: self._file_countries, ADMIN1: self._file_admins, ADMIN2: self._file_admins,
                  PLACES: self._file_places, NAMES: self._file_names}  # fmt: skip
        for file in self.plan.files:
            self._hash(file, progress)
        for file in self.plan.files:
            if file.path.name == PLACES:
                self._countries = dict(self.connection.execute("SELECT alpha2, alpha3 FROM countries"))
                self._newest = self._about("newest")
            elif file.path.name == NAMES:
                self._selected = Selected.of(self.connection)
            self._read(file, filers[file.path.name], progress)

    def _hash(self, file: DumpFile, progress: Progress) -> None:
        row = self.connection.execute("SELECT sha256 FROM files WHERE name = ?", (file.path.name,)).fetchone()
        if row is None:
            digest = digest_of(file, progress)
            self.connection.execute("INSERT INTO files VALUES (?, 0, 0, ?)", (file.path.name, digest))
            self.connection.commit()

    def _read(self, file: DumpFile, filer: _Filer, progress: Progress) -> None:
        name = file.path.name
        done, number = self.connection.execute("SELECT bytes, lines FROM files WHERE name = ?", (name,)).fetchone()
        lines = read_lines(file.path, offset=done, number=number, columns=_COLUMNS[name])
        progress(name, done / max(file.size, 1))
        while batch := list(islice(lines, _BATCH)):
            with self.connection:
                filer(file.path, batch)
                self.connection.execute(
                    "UPDATE files SET bytes = ?, lines = ? WHERE name = ?", (batch[-1].end, batch[-1].number, name)
                )
            progress(name, batch[-1].end / max(file.size, 1))

    def _about(self, name: str) -> str:
        row = self.connection.execute("SELECT value FROM about WHERE name = ?", (name,)).fetchone()
        return str(row[0]) if row else ""

    def _file_countries(self, path: Path, lines: list[Line]) -> None:
        rows = [checked(path, line, country_row) for line in lines]
        self.connection.executemany("INSERT OR IGNORE INTO countries VALUES (?, ?)", rows)

    def _file_admins(self, path: Path, lines: list[Line]) -> None:
        rows = [checked(path, line, admin_row) for line in lines]
        self.connection.executemany(
            "INSERT OR IGNORE INTO admins VALUES (?, ?, ?)",
            [(code, shown_name(name, None), code.count(".")) for code, name in rows],
        )

    def _file_places(self, path: Path, lines: list[Line]) -> None:
        countries, wanted = frozenset(self.plan.countries), self.plan.wanted
        taken: list[PlaceRow] = []
        for line in lines:
            self._newest = max(self._newest, line.cells[18])
            if countries and line.cells[8] not in countries:
                continue
            if wanted.holds(line.cells[6], line.cells[7]):
                taken.append(checked(path, line, place_row))
        self.connection.executemany("INSERT INTO places VALUES (?,?,?,?,?,?,?,?,?,?,?)", map(self._place, taken))
        self.connection.executemany(
            "INSERT INTO names VALUES (?,?,?)", (name for row in taken for name in self._own_names(row))
        )
        self.connection.execute("INSERT OR REPLACE INTO about VALUES ('newest', ?)", (self._newest,))

    def _place(self, row: PlaceRow) -> tuple[object, ...]:
        sort = self._features.sort_of(row.feature_class, row.feature_code)
        country = self._countries.get(row.country)
        return (
            row.id, shown_name(row.name, country), sort.kind, filed_feature(row.feature_class, row.feature_code),
            country, row.admin1, row.admin2, row.lat, row.lon, row.population or sort.people, sort.precision,
        )  # fmt: skip

    def _own_names(self, row: PlaceRow) -> Iterator[tuple[str, int, int]]:
        country = self._countries.get(row.country)
        keys = {key: 0 for name in (row.name, row.ascii) if is_latin(name) and (key := _key(name))}
        if row.feature_class == "A":
            for key in looser_keys(row.name, country):
                keys.setdefault(key, 1 if row.feature_code == "ADM1" else 2)
        elif row.feature_class == "P" and (bare := bare_key(row.name, country)):
            keys.setdefault(bare, 1)
        return ((key, row.id, rank) for key, rank in keys.items())

    def _file_names(self, path: Path, lines: list[Line]) -> None:
        rows = [row for line in lines if (row := checked(path, line, name_row)) is not None]
        self.connection.executemany("INSERT INTO names VALUES (?,?,?)", filter(None, map(self._other_name, rows)))
        shown = [(row.name, row.place) for row in rows if row.preferred and self._selected.holds(row.place)]
        self.connection.executemany("UPDATE places SET name = ? WHERE id = ?", shown)

    def _other_name(self, row: NameRow) -> tuple[str, int, int] | None:
        """A name to file; of anything but towns only those in English or in no language ("Germania" is Germany's)."""
        if not self._selected.holds(row.place) or not is_latin(row.name) or len(row.name) < 4 or row.name.isupper():
            return None
        if row.language not in {"", "en"} and not self._selected.is_town(row.place):
            return None
        key = _key(row.name)
        return (key, row.place, 0 if row.preferred else 2 if row.dated else 1) if key else None


def _key(name: str) -> str:
    """The normal form under which a name is filed; empty for what no report would print."""
    key = normal_name(name)
    fits = len(key) > 2 and not key.replace(" ", "").isdecimal() and key.count(" ") < _MOST_WORDS
    return key if fits else ""


@contextmanager
def opened_staging(path: Path, plan: Plan) -> Iterator[Staging]:
    """The unfinished build at a path, where it is one of this plan, else a new one in its place.

    Raises:
        KnowledgeError: it cannot be written, or another build is at it.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and unfinished_plan(path) != plan.as_text():
            path.unlink()
        connection = sqlite3.connect(path, timeout=1)
    except OSError as error:
        raise KnowledgeError(f"{path}: {error.strerror}") from error
    except sqlite3.Error as error:
        raise _stopped(path, error) from error
    try:
        # One writer at a time; the sorting at the end goes to files, not to memory.
        connection.executescript(
            "PRAGMA locking_mode = EXCLUSIVE; PRAGMA synchronous = NORMAL; PRAGMA temp_store = FILE;"
            "PRAGMA cache_size = -65536;"
        )
        if not connection.execute("SELECT name FROM sqlite_master").fetchone():
            connection.executescript(f"BEGIN;{_TABLES}COMMIT;")
            connection.execute("INSERT INTO about VALUES ('plan', ?)", (plan.as_text(),))
            connection.commit()
        yield Staging(connection, plan)
    except sqlite3.Error as error:
        raise _stopped(path, error) from error
    finally:
        connection.close()


def _stopped(path: Path, error: sqlite3.Error) -> KnowledgeError:
    return KnowledgeError(f"{path}: {'another build is at it' if 'locked' in str(error) else error}")


def unfinished_plan(path: Path) -> str:
    """The plan of the unfinished build at a path, as text; empty where there is none that can be read."""
    return _stored(path, "SELECT value FROM about WHERE name = 'plan'")


def unfinished_state(path: Path) -> dict[str, float]:
    """How much of each file an unfinished build has read, as shares; empty where there is none."""
    plan = unfinished_plan(path)
    if not plan:
        return {}
    sizes = {name: size for name, size, _ in json.loads(plan)[1]}
    connection = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, timeout=1)
    try:
        rows = connection.execute("SELECT name, bytes FROM files").fetchall()
    except sqlite3.Error:
        return {}  # a build is at it just now
    finally:
        connection.close()
    return {name: done / max(sizes.get(name, 0), 1) for name, done in rows}


def _stored(path: Path, question: str) -> str:
    if not path.is_file():
        return ""
    connection = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, timeout=1)
    try:
        row = connection.execute(question).fetchone()
    except sqlite3.DatabaseError as error:
        if "locked" in str(error):
            raise
        return ""  # something else lies there, or a build that had hardly begun
    finally:
        connection.close()
    return str(row[0]) if row else ""
