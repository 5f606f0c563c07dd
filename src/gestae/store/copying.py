"""Copies found while documents come in: which earlier documents tell the same text, and what that makes of events.

Two documents are compared where their sketches share numbers (an index in the case, so that memory stays bounded), and
are copies where `gestae.corpus.likeness` says so. Copies of copies have one origin: the one published first. An event
is repeated where an earlier document has the words that tell it, be it a copy or only share the passage (an agency's
paragraph of background); so it counts once, in whatever order the documents come in.
"""

from __future__ import annotations

import json
import sqlite3
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from gestae.corpus.likeness import Likeness, compare, passages
from gestae.corpus.sketches import SHARED
from gestae.corpus.wording import Wording, document_wording
from gestae.record.documents import Document
from gestae.record.events import Event
from gestae.record.evidence import Evidence
from gestae.store.restoring import document_of
from gestae.store.rows import COUNTED, insert

# A number that so many sketches hold is of furniture or of a text copied ever again, and tells no more.
_TOO_COMMON = 200
# Documents compared with a new one, at most: those whose sketches share most with its own.
_COMPARED = 20
# A document of which an indexed one has nearly all, and it of that, need not be found itself: the other will be.
_THE_SAME = 0.97
_NO_DATE = "9999"
_FIND = "SELECT document_key FROM sketches WHERE hash = ? LIMIT ?"
_FELLOWS = """SELECT document_key FROM copies WHERE document_key <> ? AND origin_key =
    (SELECT origin_key FROM copies WHERE document_key = ?) ORDER BY document_key LIMIT ?"""
_ORIGINS = """SELECT DISTINCT d.key, coalesce(d.published, ?), d.id FROM copies c JOIN origins o ON o.key = c.origin_key
    JOIN documents d ON d.key = o.document_key WHERE c.document_key IN (SELECT value FROM json_each(?))
    ORDER BY d.key"""
_LOAD = """SELECT t.title, t.text, t.key AS text_key, d.* FROM documents d JOIN texts t ON t.document_key = d.key
    WHERE d.key = ? ORDER BY t.key DESC LIMIT 1"""


@dataclass(frozen=True, slots=True)
class Pair:
    """A document, on its way in or there already, and another of the case that shares passages with it."""

    words: Wording
    other: int
    other_words: Wording
    likeness: Likeness
    is_later: bool  # than the other, by publication


@dataclass(frozen=True, slots=True)
class Copied:
    """What a document shares with another: stretches of its text, those that can be compared at all, is it a copy."""

    shared: tuple[tuple[int, int], ...]
    compared: tuple[tuple[int, int], ...]
    is_copy: bool

    def repeats(self, event: Event) -> bool:
        """Whether every word that tells the event is shared; a copy's headline, never compared, tells no more."""
        return self.holds(event.evidence)

    def holds(self, evidence: Iterable[Evidence]) -> bool:
        """Whether these words are shared: of a copy those that tell the event, else those that say who and where, too.

        "Police said the blast occurred when the market was full" is of another blast where another market is named.
        """
        telling = [quote for quote in evidence if quote.role == "trigger" or not self.is_copy]
        compared = [quote for quote in telling if _within(self.compared, quote.start, quote.end)]
        return bool(compared or self.is_copy) and all(
            _within(self.shared, quote.start, quote.end) for quote in compared
        )


def find_copies(connection: sqlite3.Connection, key: int, document: Document, sketch: Sequence[int]) -> list[Pair]:
    """The documents of the case that tell the same text as this one, or passages of it."""
    mine = (document.published or _NO_DATE, document.id)
    candidates = _candidates(connection, key, sketch, mine)
    if not candidates:
        return []
    words = document_wording(document)
    pairs: list[Pair] = []
    for other in candidates:
        (row,) = connection.execute(_LOAD, (other,))
        found = document_of(connection, row)
        other_words = document_wording(found)
        likeness = compare(words, other_words)
        if likeness.is_copy or likeness.shares_passages:
            is_later = mine > (found.published or _NO_DATE, found.id)
            pairs.append(Pair(words, other, other_words, likeness, is_later))
    return pairs


def place(
    connection: sqlite3.Connection,
    key: int,
    document: Document,
    sketch: Sequence[int],
    agency: str | None,
    pairs: Sequence[Pair],
) -> None:
    """A new document among its copies: one origin for all, numbers told otherwise, and its sketch for those to come."""
    pairs = [pair for pair in pairs if pair.likeness.is_copy]
    best = max(pairs, key=lambda pair: pair.likeness.share, default=None)
    kind = "single" if best is None else "exact" if best.likeness.is_exact else "near"
    origin = _join(connection, key, agency, pairs)
    row = (key, origin, kind, 1.0 if best is None else round(best.likeness.share, 4))
    connection.execute(insert("copies", ("document_key", "origin_key", "kind", "likeness")), row)
    if not any(_same(pair.likeness) for pair in pairs):
        connection.executemany(insert("sketches", ("hash", "document_key")), [(number, key) for number in sketch])


def repeats(pairs: Sequence[Pair]) -> Callable[[Event], bool]:
    """Whether an event of a document is told in words that one of the earlier documents has."""
    copied = [_copied(pair.words, pair.likeness.mine, pair.likeness) for pair in pairs if pair.is_later]
    return lambda event: any(one.repeats(event) for one in copied)


def mark_repeated(connection: sqlite3.Connection, pairs: Sequence[Pair]) -> None:
    """Events of documents that are there already and repeat this one, which was published before them."""
    for pair in pairs:
        if pair.is_later:
            continue
        shared = _copied(pair.other_words, pair.likeness.its, pair.likeness)
        for event, evidence in _evidence(connection, pair.other).items():
            if shared.holds(evidence):
                connection.execute("UPDATE events SET repeated = 1 WHERE key = ?", (event,))
                for table in COUNTED:
                    connection.execute(f"DELETE FROM {table} WHERE event_key = ?", (event,))


def _candidates(connection: sqlite3.Connection, key: int, sketch: Sequence[int], mine: tuple[str, str]) -> list[int]:
    counted: Counter[int] = Counter()
    for number in sketch:
        found = connection.execute(_FIND, (number, _TOO_COMMON + 1)).fetchall()
        if len(found) <= _TOO_COMMON:
            counted.update(other for (other,) in found if other != key)
    least = min(SHARED, len(sketch))
    likely = [(-count, other) for other, count in counted.items() if count >= least]
    found = [other for _, other in sorted(likely)[:_COMPARED]]
    # A document that is read again: one whose sketch was left out because this one has it stands for the same text.
    found += _fellows(connection, key)
    # Copies whose sketch was left out: the one published first counts, and all that this one comes before.
    for first, published, name in connection.execute(_ORIGINS, (_NO_DATE, json.dumps(found))).fetchall():
        found.append(first)
        if mine < (published, name):
            found += _fellows(connection, first)
    return [other for other in dict.fromkeys(found) if other != key]


def _fellows(connection: sqlite3.Connection, key: int) -> list[int]:
    """The copies of a document, some at most."""
    return [row[0] for row in connection.execute(_FELLOWS, (key, key, _COMPARED))]


def _join(connection: sqlite3.Connection, key: int, agency: str | None, pairs: Sequence[Pair]) -> int:
    """The origin of a document: a new one, or that of its copies, which are made one where they were several."""
    others = {pair.other: pair for pair in pairs}
    query = """SELECT c.origin_key, o.document_key FROM copies c JOIN origins o ON o.key = c.origin_key
        WHERE c.document_key = ?"""
    found = sorted({tuple(connection.execute(query, (other,)).fetchone()) for other in others})
    if not found:
        return _put_origin(connection, key, agency)
    kept = found[0][0]
    _tell_apart(connection, key, pairs, {first for _, first in found})
    for origin, _ in found[1:]:
        connection.execute("UPDATE copies SET origin_key = ? WHERE origin_key = ?", (kept, origin))
    merged = [origin for origin, _ in found[1:]]
    connection.executemany("DELETE FROM origins WHERE key = ?", [(origin,) for origin in merged])
    first = _first(connection, [key, *(first for _, first in found)])
    query = "UPDATE origins SET document_key = ?, agency = coalesce(agency, ?) WHERE key = ?"
    connection.execute(query, (first, agency, kept))
    for other, pair in others.items():  # one that stood alone has a copy now
        kind = "exact" if pair.likeness.is_exact else "near"
        query = "UPDATE copies SET kind = ?, likeness = ? WHERE document_key = ? AND kind = 'single'"
        connection.execute(query, (kind, round(pair.likeness.share, 4), other))
    return int(kept)


def _put_origin(connection: sqlite3.Connection, key: int, agency: str | None) -> int:
    cursor = connection.execute(insert("origins", ("document_key", "agency")), (key, agency))
    return int(cursor.lastrowid or 0)


def _first(connection: sqlite3.Connection, keys: Sequence[int]) -> int:
    """Which of some documents was published first; of those without a day, and of one day, the id decides."""
    marks = ", ".join("?" * len(keys))
    query = f"SELECT key FROM documents WHERE key IN ({marks}) ORDER BY coalesce(published, ?), id LIMIT 1"
    return int(connection.execute(query, (*keys, _NO_DATE)).fetchone()[0])


def _tell_apart(connection: sqlite3.Connection, key: int, pairs: Sequence[Pair], origins: set[int]) -> None:
    """Numbers told otherwise: by the new document than by the best of those before it, by those after than by it."""
    before = [pair for pair in pairs if pair.is_later]
    best = max(before, key=lambda pair: (pair.other in origins, pair.likeness.share), default=None)
    if best is not None:
        _differences(connection, key, best.words, best.other, best.other_words, best.likeness.numbers)
    for pair in pairs:
        if pair.is_later or (best is not None and pair.other not in origins):
            continue
        if best is None:  # from now on they are compared with this one, which comes before all
            connection.execute("DELETE FROM differences WHERE document_key = ?", (pair.other,))
        turned = [(its, mine) for mine, its in pair.likeness.numbers]
        _differences(connection, pair.other, pair.other_words, key, pair.words, turned)


def _differences(
    connection: sqlite3.Connection,
    copy: int,
    words: Wording,
    origin: int,
    origin_words: Wording,
    numbers: Iterable[tuple[int, int]],
) -> None:
    columns = (
        "document_key", "start", "end", "text", "origin_document_key", "origin_start", "origin_end", "origin_text",
    )  # fmt: skip
    rows = [
        (
            copy, words.starts[mine], words.ends[mine], words.told[mine],
            origin, origin_words.starts[its], origin_words.ends[its], origin_words.told[its],
        )
        for mine, its in numbers
    ]  # fmt: skip
    connection.executemany(insert("differences", columns), rows)


def _evidence(connection: sqlite3.Connection, document: int) -> dict[int, list[Evidence]]:
    """The words of each event of a document's readings which is not marked yet."""
    query = """SELECT e.key, v.start, v."end", v.text, v.role FROM events e JOIN evidence v ON v.event_key = e.key
        WHERE e.document_key = ? AND e.repeated = 0 ORDER BY v.key"""
    found: dict[int, list[Evidence]] = {}
    for event, start, end, text, role in connection.execute(query, (document,)):
        found.setdefault(event, []).append(Evidence("", start, end, text, role))
    return found


def _copied(words: Wording, found: Sequence[bool], likeness: Likeness) -> Copied:
    shared = _stretches(words, found if likeness.is_copy else passages(found))
    return Copied(shared, _stretches(words, (True,) * len(words.plain)), likeness.is_copy)


def _same(likeness: Likeness) -> bool:
    shares = (sum(likeness.mine) / max(1, len(likeness.mine)), sum(likeness.its) / max(1, len(likeness.its)))
    return min(shares) >= _THE_SAME


def _stretches(words: Wording, found: Sequence[bool]) -> tuple[tuple[int, int], ...]:
    """The stretches of the text, in order, whose words are all found."""
    stretches: list[tuple[int, int]] = []
    going_on = False
    for place, is_found in enumerate(found):
        if is_found:
            start = stretches.pop()[0] if going_on else words.starts[place]
            stretches.append((start, words.ends[place]))
        going_on = is_found
    return tuple(stretches)


def _within(stretches: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    index = bisect_right(stretches, (start, len(stretches) and stretches[-1][1] + 1)) - 1
    return index >= 0 and stretches[index][0] <= start and end <= stretches[index][1]
