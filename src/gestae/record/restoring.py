"""A record out of its JSON form, every value checked against what the dataclasses say: what comes in is not trusted."""

from __future__ import annotations

import types
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from gestae.record.evidence import Evidence
from gestae.record.record import Record, json_names


def record_of(plain: Mapping[str, Any]) -> Record:
    """The record whose `to_dict` this is.

    Raises:
        ValueError: something is missing, of another type, or quotes words that do not stand where it says.
    """
    record: Record = _object(Record, plain)
    if len(record.documents) != 1:
        raise ValueError(f"a record is of one document, not of {len(record.documents)}")
    text, name = record.document.text, record.document.id
    for quote in evidence_in(record):
        if quote.document != name or text[quote.start : quote.end] != quote.text:
            raise ValueError(f"{quote.text[:40]!r} does not stand at {quote.start} of the text")
    _check_ids(record)
    return record


def value_of(hint: Any, value: Any) -> Any:
    """A value of a record of the type `hint` out of its JSON form; raises ValueError as `record_of`."""
    origin, inner = get_origin(hint), get_args(hint)
    if origin in {Union, types.UnionType}:
        (wanted,) = [one for one in inner if one is not type(None)]
        return None if value is None else value_of(wanted, value)
    if origin is tuple and isinstance(value, list):
        return tuple(value_of(inner[0], one) for one in value)
    if origin is Literal and value in inner:
        return value
    if isinstance(hint, type) and is_dataclass(hint) and isinstance(value, Mapping):
        return _object(hint, value)
    if hint is float and isinstance(value, int | float) and not isinstance(value, bool):
        return value
    if hint in {str, int, bool, bytes} and type(value) is hint:
        return value
    raise ValueError(f"{str(value)[:40]!r} is no {getattr(hint, '__name__', hint)}")


def evidence_in(value: object) -> Iterator[Evidence]:
    """All evidence in a value of the record, however deep."""
    if isinstance(value, Evidence):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from evidence_in(one)
    elif is_dataclass(value):
        for field in fields(value):
            yield from evidence_in(getattr(value, field.name))


@cache
def hints_of(kind: type) -> dict[str, Any]:
    """The type of each field of a dataclass of the record."""
    return get_type_hints(kind)


def _check_ids(record: Record) -> None:
    """Raises ValueError where an id stands twice, or a row names one that is not in its table."""
    tables: dict[str, tuple[Any, ...]] = {
        "actor": record.actors,
        "place": record.places,
        "event": record.events,
        "statement": record.statements,
    }
    ids = {name: {row.id for row in rows} for name, rows in tables.items()}
    for name, rows in tables.items():
        if len(ids[name]) != len(rows):
            raise ValueError(f"two rows with the id of one {name}")
    for kinds, named in _named(record):
        known = set().union(*(ids[kind] for kind in kinds.split()))
        if missing := sorted(set(named) - known):
            raise ValueError(f"{missing[0]!r} is no {' or '.join(kinds.split())} of this record")


def _named(record: Record) -> Iterator[tuple[str, Iterable[str]]]:
    """The ids that rows name, with the tables in which they must stand."""
    for event in record.events:
        yield from (("actor", event.actors), ("actor", event.recipients), ("place", event.places))
        yield "statement", event.according_to
        for said in event.responsibility:
            yield from (("actor", (said.actor,)), ("statement actor", said.according_to))
    for statement in record.statements:
        yield from (("actor", statement.speakers), ("actor", statement.addressees), ("statement", statement.answers))
    for toll in record.tolls:
        yield from (("event", filter(None, (toll.event,))), ("actor", toll.affiliation))
        yield "statement actor", toll.according_to
    for link in record.links:
        yield "event", (link.source, link.target)
    for relation in record.relations:
        yield from (("actor", (relation.source,)), ("actor place", (relation.target,)))
    for move in record.market_moves:
        yield "event", filter(None, (move.cause,))
    for discrepancy in record.discrepancies:
        yield "event", discrepancy.events
        yield from (("statement actor", claim.according_to) for claim in discrepancy.claims)


def _object(kind: type, plain: Mapping[str, Any]) -> Any:
    hints = hints_of(kind)
    missing = [shown for _, shown in json_names(kind) if shown not in plain]
    if missing:
        raise ValueError(f"{kind.__name__} without {missing[0]}")
    return kind(**{name: value_of(hints[name], plain[shown]) for name, shown in json_names(kind)})
