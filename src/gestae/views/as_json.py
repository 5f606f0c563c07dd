"""Records as JSON: one object, an array of several, or one object a line. The same records give the same bytes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gestae.record.record import Record


def json_object(record: Record) -> str:
    """One record as an indented JSON object."""
    return record.to_json() + "\n"


def json_array(records: Iterable[Record]) -> Iterator[str]:
    """Several records as a JSON array, piece by piece as they come."""
    opened = False
    for record in records:
        yield ",\n" if opened else "[\n"
        yield record.to_json()
        opened = True
    yield "\n]\n" if opened else "[]\n"


def json_lines(records: Iterable[Record]) -> Iterator[str]:
    """Each record as a JSON object on a line of its own."""
    return (record.to_json(indent=None) + "\n" for record in records)
