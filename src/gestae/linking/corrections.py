"""What people changed, carried out on a record: an event rejected, merged, split, edited, or added from chosen words.

A change names its event by the id, which is made of the document and the words that tell it, so that it holds when the
document is read again. One whose event is not there any more does nothing, and is named by `unapplied`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Literal, cast, get_args

from gestae.ontology.codes import Ontology, load_ontology
from gestae.record.dates import DateInterval
from gestae.record.discrepancies import Discrepancy
from gestae.record.events import Event, Modality
from gestae.record.evidence import Evidence
from gestae.record.identifiers import content_id
from gestae.record.record import Record

Action = Literal["reject", "accept", "merge", "split", "edit", "add"]
ACTIONS: tuple[str, ...] = get_args(Action)
FIELDS = ("type", "mode", "modality", "date", "actors", "recipients", "places")
MODALITIES: tuple[str, ...] = get_args(Modality)
_PEOPLE_ARE_SURE = 1.0


class ChangeError(ValueError):
    """The change cannot be carried out on this record; the message says why in one sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change to an event of a document.

    `after` depends on the action: merge: the id of the event that takes the other in, or {"document", "event"} where
    that one is of another document (each record keeps its own then; they are one where the case is shown as a whole);
    split: the places (from 0) in `evidence` of what becomes an event of its own; edit: the new value of `field`; add:
    the new event as {"type", "mode", "modality", "start", "end", "actors", "recipients", "places"}; otherwise nothing.
    """

    action: Action
    event: str
    field: str | None = None
    after: Any = None


def corrected(record: Record, changes: Iterable[Change]) -> Record:
    """The record with every change that still applies carried out, in their order."""
    for change in changes:
        try:
            record = carried_out(record, change)
        except ChangeError:  # its event was not found again; `unapplied` names it
            continue
    return record


def unapplied(record: Record, changes: Sequence[Change]) -> list[tuple[Change, str]]:
    """The changes that do not apply to the record as it was read, each with the reason."""
    found: list[tuple[Change, str]] = []
    for change in changes:
        try:
            record = carried_out(record, change)
        except ChangeError as error:
            found.append((change, str(error)))
    return found


def carried_out(record: Record, change: Change) -> Record:
    """The record with one change.

    Raises:
        ChangeError: it does not fit the record.
    """
    if change.action == "add":
        return _with_events(record, [*record.events, _added(record, change)])
    event = next((one for one in record.events if one.id == change.event), None)
    if event is None:
        raise ChangeError(f"there is no event {change.event} in this document")
    if change.action == "accept":
        return _replaced(record, event, [replace(event, confidence=_PEOPLE_ARE_SURE)])
    if change.action == "reject":
        return _without(record, event, None)
    if change.action == "merge":
        return _merged(record, event, change)
    if change.action == "split":
        return _replaced(record, event, _split(record, event, change))
    return _replaced(record, event, [_edited(record, event, change)])


def _edited(record: Record, event: Event, change: Change) -> Event:
    if change.field == "date":
        return replace(event, date=_date(change.after))
    if change.field == "modality":
        return replace(event, modality=_modality(change.after))
    if change.field == "type":
        return _typed(event, change.after, None)
    if change.field == "mode":
        return _typed(event, event.type, change.after or None)
    if change.field == "places":
        return replace(event, places=_ids(change.after, {place.id for place in record.places}, "places"))
    if change.field not in {"actors", "recipients"}:
        raise ChangeError(f"the field {change.field} cannot be edited; {', '.join(FIELDS)} can")
    ids = _ids(change.after, {actor.id for actor in record.actors}, change.field)
    return replace(event, actors=ids) if change.field == "actors" else replace(event, recipients=ids)


def _typed(event: Event, type_: object, mode: object) -> Event:
    """The event under another code, with the quad and the intensity that go with it."""
    name, chosen = _code(type_, mode)
    ontology = _ontology()
    return replace(
        event,
        type=name,
        mode=chosen,
        cameo=ontology.cameo_for(name, chosen),
        quad=ontology.types[name].quad,
        intensity=ontology.intensity(name, chosen),
    )


def _added(record: Record, change: Change) -> Event:
    """A new event from chosen words, which are its evidence."""
    given: Mapping[str, Any] = change.after if isinstance(change.after, dict) else {}
    start, end = given.get("start"), given.get("end")
    text = record.document.text
    if not (isinstance(start, int) and isinstance(end, int) and 0 <= start < end <= len(text)):
        raise ChangeError("the chosen words do not lie in this document")
    type_, mode = _code(given.get("type"), given.get("mode"))
    actors = {row.id for row in record.actors}
    blank = Event(
        id=content_id("E", record.document.id, "added", type_, start, end),
        type=type_,
        quad=0,
        intensity=0.0,
        modality=_modality(given.get("modality", "actual")),
        actors=_ids(given.get("actors", []), actors, "actors"),
        recipients=_ids(given.get("recipients", []), actors, "recipients"),
        places=_ids(given.get("places", []), {row.id for row in record.places}, "places"),
        date=_date(given.get("date")),
        confidence=_PEOPLE_ARE_SURE,
        evidence=(record.document.evidence(start, end, "trigger"),),
    )
    if any(event.id == blank.id for event in record.events):
        raise ChangeError("there is already such an event at these words")
    return _typed(blank, type_, mode)


def added_id(document: str, after: Mapping[str, Any]) -> str:
    """The id that an added event gets."""
    return content_id("E", document, "added", after.get("type"), after.get("start"), after.get("end"))


def _split(record: Record, event: Event, change: Change) -> list[Event]:
    """Two events: one keeps the rest, one takes the chosen words, which must hold a trigger."""
    chosen = set(change.after) if isinstance(change.after, list) else set()
    taken = tuple(piece for place, piece in enumerate(event.evidence) if place in chosen)
    left = tuple(piece for place, piece in enumerate(event.evidence) if place not in chosen)
    if not _tells(taken) or not _tells(left):
        raise ChangeError("both events need words that tell them (a trigger)")
    first = next(piece for piece in taken if piece.role == "trigger")
    identity = content_id("E", record.document.id, "split", event.type, first.start, first.end)
    return [replace(event, evidence=left), replace(event, id=identity, evidence=taken)]


def _tells(evidence: Iterable[Evidence]) -> bool:
    return any(piece.role == "trigger" for piece in evidence)


def elsewhere(change: Change) -> tuple[str, str] | None:
    """Document and event into which an event of another document is merged; None for every other change."""
    if change.action != "merge" or not isinstance(change.after, dict):
        return None
    document, event = change.after.get("document"), change.after.get("event")
    if not (isinstance(document, str) and isinstance(event, str)):
        raise ChangeError("a merge across documents names a document and an event")
    return document, event


def _merged(record: Record, event: Event, change: Change) -> Record:
    if elsewhere(change) is not None:
        return record
    target = next((one for one in record.events if one.id == change.after and one.id != event.id), None)
    if target is None:
        raise ChangeError(f"there is no other event {change.after} in this document")
    both = replace(
        target,
        actors=_union(target.actors, event.actors),
        recipients=_union(target.recipients, event.recipients),
        places=_union(target.places, event.places),
        means=_union(target.means, event.means),
        contexts=_union(target.contexts, event.contexts),
        date=target.date or event.date,
        quantity=target.quantity or event.quantity,
        evidence=_union(target.evidence, event.evidence),
    )
    return _without(_replaced(record, target, [both]), event, target.id)


def _union(one: tuple[Any, ...], other: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(dict.fromkeys((*one, *other)))


def _replaced(record: Record, event: Event, by: list[Event]) -> Record:
    return _with_events(record, [new for old in record.events for new in (by if old.id == event.id else [old])])


def _with_events(record: Record, events: list[Event]) -> Record:
    return replace(record, events=tuple(events))


def _without(record: Record, event: Event, into: str | None) -> Record:
    """The record without an event; what pointed to it points to `into`, or falls away with it."""

    def moved(identifier: str | None) -> str | None:
        return into if identifier == event.id else identifier

    links = [replace(one, source=moved(one.source) or "", target=moved(one.target) or "") for one in record.links]
    return replace(
        record,
        events=tuple(one for one in record.events if one.id != event.id),
        links=tuple(one for one in links if one.source and one.target and one.source != one.target),
        tolls=tuple(replace(one, event=moved(one.event)) for one in record.tolls),
        market_moves=tuple(replace(one, cause=moved(one.cause)) for one in record.market_moves),
        discrepancies=tuple(_moved(one, event.id, into) for one in record.discrepancies),
    )


def _moved(discrepancy: Discrepancy, event: str, into: str | None) -> Discrepancy:
    events = (into if one == event else one for one in discrepancy.events)
    return replace(discrepancy, events=tuple(dict.fromkeys(one for one in events if one is not None)))


def _code(type_: object, mode: object) -> tuple[str, str | None]:
    known = _ontology().types
    if not isinstance(type_, str) or type_ not in known:
        raise ChangeError(f"there is no event type {type_}; known are {', '.join(known)}")
    if mode is not None and (not isinstance(mode, str) or mode not in known[type_].modes):
        raise ChangeError(f"{type_} has no mode {mode}; it has {', '.join(known[type_].modes) or 'none'}")
    return type_, mode


def _modality(value: object) -> Modality:
    if value not in MODALITIES:
        raise ChangeError(f"there is no modality {value}; known are {', '.join(MODALITIES)}")
    return cast(Modality, value)


def _date(value: object) -> DateInterval | None:
    """A day, or two with a slash between them, or nothing."""
    if value in (None, ""):
        return None
    start, _, end = str(value).partition("/")
    try:
        return DateInterval(start, end or start, "range" if end else "day", str(value))
    except ValueError:
        raise ChangeError(f"a date is 2020-01-08 or 2020-01-08/2020-01-12, not {value}") from None


def _ids(value: object, known: set[str], field: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(one in known for one in value):
        raise ChangeError(f"{field} holds ids of this document's record, not {json.dumps(value)}")
    return tuple(dict.fromkeys(value))


@lru_cache(maxsize=1)
def _ontology() -> Ontology:
    return load_ontology()
