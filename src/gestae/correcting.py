"""Corrections by people: logged in the case with who, when and why, and carried out wherever its record is shown.

Nothing that was read is overwritten: a correction is a row of the log, an undo is another. `gestae serve --edit` and
`gestae review` write through here.
"""

from __future__ import annotations

import heapq
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, cast

from gestae.case import Case
from gestae.linking.corrections import Action, Change, ChangeError, added_id, carried_out, corrected, elsewhere
from gestae.record.events import Event
from gestae.record.record import Record
from gestae.store.values import Correction
from gestae.views.page.same import Same

_EVENTS = "events"
_LONGEST = 2_000  # characters of a reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A correction on its way into the log: what, in which document, whose, and why."""

    change: Change
    document: str
    who: str
    why: str


def change_of(correction: Correction) -> Change:
    """The change that a row of the log stands for."""
    return Change(
        action=cast(Action, correction.action),
        event=correction.subject_id,
        field=correction.field,
        after=None if correction.after is None else json.loads(correction.after),
    )


def changes_by_document(case: Case) -> Mapping[str, list[Change]]:
    """The changes to events that stand, by document, in the order in which they were made."""
    found: dict[str, list[Change]] = {}
    for correction in case.corrections(subject=_EVENTS):
        if correction.document is not None:
            found.setdefault(correction.document, []).append(change_of(correction))
    return found


def corrected_record(case: Case, document: str) -> Record | None:
    """The record of a document as last read, with its corrections; None where it was not read."""
    record = case.record(document)
    return None if record is None else corrected(record, changes_by_document(case).get(document, ()))


def corrected_records(case: Case) -> Iterator[Record]:
    """The record of every document that was read, with its corrections, in the order of the case."""
    changes = changes_by_document(case)
    for document in list(case.documents()):
        record = case.record(document.id)
        if record is not None:
            yield corrected(record, changes.get(document.id, ()))


def correct(case: Case, wanted: Wanted) -> int:
    """Log a correction that fits the record as it now stands; its number.

    Raises:
        ChangeError: it does not fit, or has no name or reason.
        CaseError: the case cannot be written.
    """
    who, why = _signed(wanted.who, wanted.why)
    change = wanted.change
    record = corrected_record(case, wanted.document)
    if record is None:
        raise ChangeError(f"this case has read no document {wanted.document}")
    carried_out(record, change)
    _check_elsewhere(case, wanted)
    event = added_id(wanted.document, change.after) if change.action == "add" else change.event
    return case.correct(
        change.action,
        _EVENTS,
        event,
        who=who,
        why=why,
        document=wanted.document,
        field=change.field,
        before=_json(_before(record, change)),
        after=_json(change.after),
    )


def same_events(case: Case) -> tuple[Same, ...]:
    """Events of several documents that people have found to be one, by the merges that stand."""
    found: list[Same] = []
    for correction in case.corrections(subject=_EVENTS):
        target = elsewhere(change_of(correction))
        if target is not None and correction.document is not None:
            found.append(Same(correction.subject_id, correction.document, target[1], target[0]))
    return tuple(found)


def _check_elsewhere(case: Case, wanted: Wanted) -> None:
    """Whether the event of another document, into which one is to be merged, is there and is not the same already."""
    target = elsewhere(wanted.change)
    if target is None:
        return
    document, event = target
    if document == wanted.document:
        raise ChangeError("a merge within a document names the other event alone")
    other = corrected_record(case, document)
    if other is None or all(one.id != event for one in other.events):
        raise ChangeError(f"there is no event {event} in the document {document}")
    same = same_events(case)
    into = {one.event: one.into for one in same}
    if wanted.change.event in into:
        raise ChangeError("this event is merged into another already; undo that first")
    while event in into:
        event = into[event]
    if event == wanted.change.event:
        raise ChangeError("the two are one event already")


def undo(case: Case, number: int, *, who: str, why: str) -> int:
    """Take back a correction that stands; the number of the undoing.

    Raises:
        ChangeError: there is none of this number, or it is undone already.
        CaseError: the case cannot be written.
    """
    who, why = _signed(who, why)
    standing = next((one for one in case.corrections(subject=_EVENTS) if one.number == number), None)
    if standing is None:
        raise ChangeError(f"there is no correction {number} that stands")
    return case.correct(
        "undo", _EVENTS, standing.subject_id, who=who, why=why, document=standing.document, undoes=number
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubtful:
    """An event that waits for a person's eye, with the record it stands in."""

    event: Event
    record: Record


def doubtful(case: Case, *, limit: int) -> list[Doubtful]:
    """The least sure events that nobody has corrected or accepted, the least sure first."""
    touched = {correction.subject_id for correction in case.corrections(subject=_EVENTS)}
    waiting = (
        Doubtful(event=event, record=record)
        for record in corrected_records(case)
        for event in record.events
        if event.id not in touched
    )
    return heapq.nsmallest(limit, waiting, key=lambda one: one.event.confidence)


def find_event(case: Case, event: str) -> str | None:
    """The id of the document whose corrected record has this event."""
    stored = case.event(event)
    if stored is not None:
        return stored.document
    known = (one.document for one in case.corrections(subject=_EVENTS, subject_id=event) if one.document)
    return next(known, None)


def _signed(who: str, why: str) -> tuple[str, str]:
    name, reason = who.strip(), why.strip()
    if not name:
        raise ChangeError("a correction needs the name of who makes it")
    if not reason:
        raise ChangeError("a correction needs a reason")
    if len(reason) > _LONGEST:
        raise ChangeError(f"the reason is longer than {_LONGEST} characters")
    return name, reason


def _before(record: Record, change: Change) -> Any:
    """What the field held, for the log."""
    event = next((one for one in record.events if one.id == change.event), None)
    if event is None or change.action != "edit":
        return None
    if change.field == "date":
        return None if event.date is None else f"{event.date.start}/{event.date.end}"
    value = getattr(event, change.field or "type")
    return list(value) if isinstance(value, tuple) else value


def _json(value: Any) -> str | None:
    return None if value is None else json.dumps(value, ensure_ascii=True, sort_keys=True)
