"""Is the case still what was put into it? Every hash is computed anew, every span compared with its text."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

_UNDECODED = "\ufffd"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing that is not as it was put in: the table, the row (an id, or its key), and what is wrong."""

    table: str
    row: str
    reason: str

    def __str__(self) -> str:
        return f"{self.table} {self.row}: {self.reason}"


def verify(connection: sqlite3.Connection) -> Iterator[Fault]:
    """Every fault; a file too damaged to be read on ends with the fault that says so."""
    for check in (_file, _references, _originals, _texts, _evidence, _differences, _counts):
        try:
            yield from check(connection)
        except sqlite3.DatabaseError as error:
            yield Fault(table="file", row="", reason=f"cannot be read: {error}")


def _file(connection: sqlite3.Connection) -> Iterator[Fault]:
    for (told,) in connection.execute("PRAGMA integrity_check"):
        if told != "ok":
            yield Fault(table="file", row="", reason=told)


def _references(connection: sqlite3.Connection) -> Iterator[Fault]:
    for table, row, parent, _ in connection.execute("PRAGMA foreign_key_check"):
        yield Fault(table=table, row=str(row), reason=f"points to a row of {parent} that is not there")


def _originals(connection: sqlite3.Connection) -> Iterator[Fault]:
    query = """SELECT o.key, o.sha256, o.bytes, o.compression, o.content, group_concat(d.id, ', ') AS documents
        FROM originals o LEFT JOIN documents d ON d.original_key = o.key GROUP BY o.key ORDER BY o.key"""
    for row in connection.execute(query):
        named = row["documents"] or str(row["key"])
        try:
            content = unpacked(row["compression"], row["content"], row["bytes"])
        except zlib.error as error:
            yield Fault(table="originals", row=named, reason=f"the bytes cannot be unpacked: {error}")
            continue
        if len(content) != row["bytes"] or sha256(content).hexdigest() != row["sha256"]:
            yield Fault(table="originals", row=named, reason="the bytes are not those that were received")
    query = """SELECT d.id FROM documents d JOIN originals o ON o.key = d.original_key WHERE o.sha256 <> d.sha256
        ORDER BY d.key"""
    for (document,) in connection.execute(query):
        yield Fault(table="documents", row=document, reason="its hash is not that of its bytes")


def unpacked(compression: str, content: bytes, size: int) -> bytes:
    """The bytes as received, and one more at most where they are longer than `size`: a bomb stays small."""
    return content if compression == "none" else zlib.decompressobj().decompress(content, size + 1)


def _texts(connection: sqlite3.Connection) -> Iterator[Fault]:
    query = (
        "SELECT t.key, t.sha256, t.text, t.replaced, d.id FROM texts t "
        "JOIN documents d ON d.key = t.document_key ORDER BY t.key"
    )
    for key, digest, text, replaced, document in connection.execute(query):
        if sha256(text.encode()).hexdigest() != digest:
            yield Fault(table="texts", row=document, reason="the text is not the one that was stored")
        if text.count(_UNDECODED) != replaced:
            reason = f"{replaced} characters are said to be undecoded, and {text.count(_UNDECODED)} are"
            yield Fault(table="texts", row=document, reason=reason)
        parts = connection.execute(
            'SELECT position, start, "end" FROM parts WHERE text_key = ? ORDER BY position', (key,)
        )
        last = 0
        for position, start, end in parts:
            if not last <= start < end <= len(text):
                yield Fault(table="parts", row=f"{document} part {position}", reason="it leaves the text or the order")
            last = end


def _evidence(connection: sqlite3.Connection) -> Iterator[Fault]:
    readings = """SELECT r.key, d.id, t.text FROM readings r JOIN texts t ON t.key = r.text_key
        JOIN documents d ON d.key = r.document_key ORDER BY r.key"""
    spans = 'SELECT key, start, "end", text FROM evidence WHERE reading_key = ? ORDER BY key'
    for reading, document, text in connection.execute(readings):
        for key, start, end, words in connection.execute(spans, (reading,)):
            if not 0 <= start <= end <= len(text) or text[start:end] != words:
                where = f"{document} [{start}-{end}]"
                yield Fault(table="evidence", row=str(key), reason=f"{words!r} is not what stands at {where}")


def _differences(connection: sqlite3.Connection) -> Iterator[Fault]:
    newest = "(SELECT text FROM texts WHERE document_key = {} ORDER BY key DESC LIMIT 1)"
    query = f"""SELECT x.key, x.start, x."end", x.text, x.origin_start, x.origin_end, x.origin_text,
        {newest.format("x.document_key")}, {newest.format("x.origin_document_key")} FROM differences x ORDER BY x.key"""
    for key, start, end, words, origin_start, origin_end, origin_words, text, origin in connection.execute(query):
        if text[start:end] != words or origin[origin_start:origin_end] != origin_words:
            yield Fault(table="differences", row=str(key), reason="its words are not what stands there")


def _counts(connection: sqlite3.Connection) -> Iterator[Fault]:
    query = "SELECT modality, count(*) FROM events WHERE current = 1 AND repeated = 0 GROUP BY modality"
    there = dict(connection.execute(query).fetchall())
    kept = dict(connection.execute("SELECT modality, events FROM event_counts").fetchall())
    for modality in sorted(there.keys() | kept.keys()):
        if there.get(modality, 0) != kept.get(modality, 0):
            reason = f"says {kept.get(modality, 0)} events, and there are {there.get(modality, 0)}"
            yield Fault(table="event_counts", row=modality, reason=reason)
