"""Which event a casualty figure or a market move belongs to.

"The missiles hit two bases. Iraq has announced no casualties": the toll belongs to the strike of the sentence before.
"""

from __future__ import annotations

from collections.abc import Sequence

from gestae.coding.events import Events
from gestae.extraction.found_tolls import FoundToll
from gestae.extraction.markets import FoundMove
from gestae.reading.tokens import Reading, Token
from gestae.record.events import HAPPENED, Event
from gestae.record.identifiers import content_id
from gestae.record.markets import MarketMove
from gestae.record.tolls import Toll

# Types of events that kill, wound, capture, displace or damage.
_HARMFUL = {
    "killed": frozenset({"ASSAULT", "PROTEST", "COERCE"}),
    "injured": frozenset({"ASSAULT", "PROTEST", "COERCE"}),
    "missing": frozenset({"ASSAULT"}),
    "captured": frozenset({"ASSAULT", "COERCE"}),
    "displaced": frozenset({"ASSAULT", "SANCTION", "COERCE"}),
    "damaged": frozenset({"ASSAULT", "PROTEST", "COERCE"}),
    "destroyed": frozenset({"ASSAULT", "PROTEST", "COERCE"}),
}
_SENTENCES_BACK = 6


def attach_tolls(reading: Reading, found: Sequence[FoundToll], *, events: Events) -> tuple[Toll, ...]:
    """Tolls of the record, each with the event it belongs to when one can be told.

    The same people named twice by one word ("killed Iran ... Iran") are one toll, the first.
    """
    tolls: dict[str, Toll] = {}
    for toll in found:
        event = _event_of(reading, toll, events)
        first = toll.evidence[0]
        content = (toll.effect, toll.status, first.start, first.end, toll.text, toll.who, *toll.affiliation)
        number = content_id("T", reading.document.id, *content)
        tolls.setdefault(
            number,
            Toll(
                id=number,
                event=event.id if event else None,
                effect=toll.effect,
                who=toll.who,
                affiliation=toll.affiliation,
                min=toll.min,
                max=toll.max,
                text=toll.text,
                status=toll.status,
                according_to=toll.speakers,
                date=toll.date or (event.date if event else None),
                evidence=toll.evidence,
            ),
        )
    return tuple(tolls.values())


def attach_moves(reading: Reading, found: Sequence[FoundMove], *, events: Events) -> tuple[MarketMove, ...]:
    """Market moves of the record, each with the event the sentence gives as its cause."""
    moves = []
    for move in found:
        trigger = reading.tokens[move.trigger]
        cause = _nearest(_in_sentence(events, reading, trigger), trigger)
        moves.append(
            MarketMove(
                instrument=move.instrument,
                symbol=move.symbol,
                direction=move.direction,
                amount=move.amount,
                unit=move.unit,
                cause=cause[0].id if cause else None,
                date=move.date,
                evidence=move.evidence,
            )
        )
    return tuple(moves)


def _event_of(reading: Reading, toll: FoundToll, events: Events) -> Event | None:
    trigger = reading.tokens[toll.trigger]
    harmful = _HARMFUL[toll.effect]
    event = events.governing(reading, trigger)
    if event is not None and event.type in harmful and event.modality in HAPPENED:
        return event
    near = [item for item in _in_sentence(events, reading, trigger) if item[0].type in harmful]
    found = _nearest(near, trigger)
    return found[0] if found else _before(reading, trigger, events, harmful)


def _in_sentence(events: Events, reading: Reading, trigger: Token) -> list[tuple[Event, int]]:
    sentence = reading.sentences[trigger.sentence]
    found = []
    for index in range(sentence.first, sentence.last):
        event = events.at(index)
        if event is not None and event.modality in HAPPENED:
            found.append((event, index))
    return found


def _nearest(found: Sequence[tuple[Event, int]], trigger: Token) -> tuple[Event, int] | None:
    return min(found, key=lambda item: (abs(item[1] - trigger.index), item[1])) if found else None


def _before(reading: Reading, trigger: Token, events: Events, harmful: frozenset[str]) -> Event | None:
    """The last harmful event told in the sentences before; the report's main one when several stand there."""
    floor = max(0, trigger.sentence - _SENTENCES_BACK)
    first = reading.sentences[floor].first
    for index in range(trigger.index - 1, first - 1, -1):
        event = events.at(index)
        if event is not None and event.type in harmful and event.modality in HAPPENED:
            return event
    return None
