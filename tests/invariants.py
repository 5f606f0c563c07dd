"""What holds for every record, whatever the report: `faults` names each thing that does not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from typing import TypeVar

from gestae.linking.standing import standings
from gestae.ontology.codes import Ontology
from gestae.record.actors import Actor
from gestae.record.dates import DateInterval
from gestae.record.documents import Document
from gestae.record.events import HAPPENED, Event
from gestae.record.evidence import Evidence
from gestae.record.places import Place
from gestae.record.record import Record
from gestae.record.tolls import Toll

TABLES = ("actors", "places", "events", "statements", "tolls", "links", "relations", "market_moves")
# For each field that holds ids: the tables they may point into.
REFERENCES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "events": {
        "actors": ("actors",),
        "recipients": ("actors",),
        "places": ("places",),
        "according_to": ("statements",),
    },
    "statements": {"speakers": ("actors",), "addressees": ("actors",)},
    "tolls": {"event": ("events",), "affiliation": ("actors",), "according_to": ("statements", "actors")},
    "links": {"source": ("events",), "target": ("events",)},
    "relations": {"source": ("actors",), "target": ("actors", "places")},
    "market_moves": {"cause": ("events",)},
    "discrepancies": {"events": ("events",)},
}
T = TypeVar("T")
NO_FIGURE = frozenset({"none", "pending", "denied"})


def faults(record: Record, ontology: Ontology) -> list[str]:
    """Everything in a record that must not be; empty where all is well."""
    document = record.document
    return [
        *_parts(document),
        *_evidence(record, document),
        *_references(record),
        *(fault for interval in _values(record, DateInterval) for fault in _date(interval, document)),
        *(fault for event in record.events for fault in _event(event, ontology)),
        *(fault for actor in record.actors for fault in _actor(actor, ontology)),
        *(fault for place in record.places for fault in _place(place)),
        *(fault for toll in record.tolls for fault in _toll(toll)),
        *_denied(record),
    ]


def _denied(record: Record) -> Iterator[str]:
    """Events that count as happened though nobody but denied claimants and deniers tells them."""
    denied = {answered for one in record.statements if one.manner == "deny" for answered in one.answers}
    for one in standings(record):
        event = one.row
        if not isinstance(event, Event) or event.modality not in HAPPENED:
            continue
        if all(voice.role == "denies" or voice.statement in denied for voice in one.voices):
            yield f"only a denied claim tells {event.type} {event.id}, and yet it is {event.modality}"


def _values(value: object, kind: type[T]) -> Iterator[T]:
    """Every value of a kind inside frozen values and tuples."""
    if isinstance(value, kind):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _values(item, kind)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _values(getattr(value, field.name), kind)


def _parts(document: Document) -> Iterator[str]:
    last = 0
    for part in document.parts:
        if not last <= part.start < part.end <= len(document.text):
            yield f"part {part} overlaps the one before it, is empty or leaves the text"
        last = part.end


def _evidence(record: Record, document: Document) -> Iterator[str]:
    furniture = [part.span for part in document.parts if part.kind == "boilerplate"]
    for item in _values(record, Evidence):
        if item.document != document.id:
            yield f"{item} is of another document"
        if not item.text.strip() or item.text != document.text[item.start : item.end]:
            yield f"{item} is not what stands in the text there"
        if any(span.overlaps(item.span) for span in furniture):
            yield f"{item} quotes page furniture"
    for table in TABLES:
        for row in getattr(record, table):
            if not row.evidence:
                yield f"{table}: {row} has no evidence"
    for found in record.discrepancies:
        if len(found.claims) < 2 or not all(claim.evidence for claim in found.claims):
            yield f"discrepancy without two quoted claims: {found}"


def _references(record: Record) -> Iterator[str]:
    known: dict[str, set[str]] = {}
    for table in ("actors", "places", "events", "statements", "tolls"):
        ids = [row.id for row in getattr(record, table)]
        known[table] = set(ids)
        if len(ids) != len(known[table]):
            yield f"{table}: ids used twice: {sorted({one for one in ids if ids.count(one) > 1})}"
    for table, references in REFERENCES.items():
        for row in getattr(record, table):
            for name, targets in references.items():
                for one in _ids(getattr(row, name)):
                    if not any(one in known[target] for target in targets):
                        yield f"{table}.{name}: {one} is in none of {targets}"
    for event in record.events:
        for row in event.responsibility:
            if row.actor not in known["actors"] or not set(row.according_to) <= known["statements"] | known["actors"]:
                yield f"responsibility of {event.id} points nowhere: {row}"
    for found in record.discrepancies:
        for one in (one for claim in found.claims for one in claim.according_to):
            if one not in known["statements"] | known["actors"]:
                yield f"claim according to unknown {one}"


def _ids(value: str | Sequence[str] | None) -> Sequence[str]:
    if value is None:
        return ()
    return (value,) if isinstance(value, str) else value


def _date(interval: DateInterval, document: Document) -> Iterator[str]:
    if date.fromisoformat(interval.start[:10]) > date.fromisoformat(interval.end[:10]):
        yield f"{interval} runs backwards"
    if interval.text not in document.text:
        yield f"{interval} quotes words that are not in the text"


def _event(event: Event, ontology: Ontology) -> Iterator[str]:
    type_ = ontology.types.get(event.type)
    if type_ is None:
        yield f"event type {event.type} is not in the ontology"
        return
    if event.mode is not None and event.mode not in type_.modes:
        yield f"{event.type} has no mode {event.mode}"
    if event.quad != type_.quad or not -10 <= event.intensity <= 10:
        yield f"{event.type}: quad {event.quad}, intensity {event.intensity}"
    if strange := set(event.contexts) - set(ontology.contexts):
        yield f"contexts {sorted(strange)} are not in the ontology"
    if event.cameo is not None and event.cameo not in ontology.cameo:
        yield f"CAMEO code {event.cameo} is not in the ontology"
    if not 0 <= event.confidence <= 1:
        yield f"confidence {event.confidence}"
    if not any(item.role == "trigger" for item in event.evidence):
        yield f"event {event.id} has no trigger among its evidence"


def _actor(actor: Actor, ontology: Ontology) -> Iterator[str]:
    if actor.sector is not None and actor.sector not in ontology.sectors:
        yield f"sector {actor.sector} of {actor.name} is not in the ontology"
    if actor.country is not None and not (len(actor.country) == 3 and actor.country.isupper()):
        yield f"country {actor.country} of {actor.name} is not an alpha-3 code"


def _place(place: Place) -> Iterator[str]:
    if (place.lat is None) != (place.lon is None):
        yield f"{place.name} has half a coordinate"
    if place.lat is not None and place.lon is not None and not (abs(place.lat) <= 90 and abs(place.lon) <= 180):
        yield f"{place.name} is off the earth: {place.lat}, {place.lon}"


def _toll(toll: Toll) -> Iterator[str]:
    if toll.status in NO_FIGURE and toll.min == 0:
        yield f"{toll.id}: {toll.status} is a status, not a zero"
    if any(figure is not None and not 0 <= figure <= 10**9 for figure in (toll.min, toll.max)):
        yield f"{toll.id}: nobody counts {toll.min} to {toll.max}"
    if toll.min is not None and toll.max is not None and toll.min > toll.max:
        yield f"{toll.id}: at least {toll.min}, at most {toll.max}"
