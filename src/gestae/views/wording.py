"""The words in which people read a record: what the ids stand for, and what the codes mean.

The event `{"modality": "threatened", "actors": ["A1"], …}` reads "○ threatened  THREATEN  Iran → United States".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from gestae.record.dates import DateInterval
from gestae.record.events import HAPPENED, Event, Responsibility
from gestae.record.evidence import Evidence
from gestae.record.markets import MarketMove
from gestae.record.record import Record
from gestae.record.statements import Statement
from gestae.record.tolls import Toll
from gestae.views.visible import shortened, visible

LINKS = {
    "retaliation_for": "in retaliation for",
    "response_to": "in response to",
    "caused_by": "caused by",
    "follows": "after",
    "part_of": "part of",
    "same_as": "the same as",
}
RELATIONS = {
    "leads": "leads",
    "holds_office_in": "holds office in",
    "member_of": "is a member of",
    "part_of": "is part of",
    "backed_by": "is backed by",
    "allied_with": "is allied with",
    "enemy_of": "is an enemy of",
    "no_diplomatic_relations_with": "has no diplomatic relations with",
    "has_forces_at": "has forces at",
    "party_to": "is party to",
}
_RESPONSIBLE = {
    "claimed": "responsibility claimed by",
    "blamed": "blamed on",
    "suspected": "suspected:",
    "denied": "responsibility denied by",
    "told": "done by",
    "implied": "by the report as a whole:",
}
_LONGEST_PASSAGE = 160
_OPENING_QUOTES, _CLOSING_QUOTES = '“"', '”"'
_UNITS = {"percent": "%", "points": " points"}
_DIRECTIONS = {"up": "up", "down": "down", "unchanged": "unchanged"}
_STATUS = {
    "none": "none announced",
    "pending": "not yet announced (pending)",
    "denied": "denied",
    "claimed": "claimed",
    "disputed": "disputed",
}


@dataclass(frozen=True, slots=True)
class Wording:
    """Names for the ids of one record. Events are numbered from 1 in the order of the text."""

    record: Record
    _names: dict[str, str] = field(default_factory=dict)
    _events: dict[str, Event] = field(default_factory=dict)
    _numbers: dict[str, int] = field(default_factory=dict)
    _statements: dict[str, Statement] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._names.update((actor.id, visible(actor.name)) for actor in self.record.actors)
        self._names.update((place.id, visible(place.name)) for place in self.record.places)
        for number, event in enumerate(self.record.events, 1):
            self._events[event.id] = event
            self._numbers[event.id] = number
        self._statements.update((statement.id, statement) for statement in self.record.statements)

    def name(self, identifier: str) -> str:
        """The name of an actor or place; the id itself where the record has none of it."""
        return self._names.get(identifier, visible(identifier))

    def names(self, identifiers: Iterable[str]) -> str:
        """Names with commas between them."""
        return ", ".join(self.name(identifier) for identifier in identifiers)

    def number(self, event: str | None) -> str:
        """ "#3" for the third event of the record."""
        return f"#{self._numbers[event]}" if event in self._numbers else ""

    def event(self, identifier: str) -> str:
        """An event in a few words: its number, type and parties."""
        event = self._events.get(identifier)
        if event is None:
            return visible(identifier)
        return f"{self.number(identifier)} {kind_of(event)} {self.parties(event)}".rstrip()

    def parties(self, event: Event) -> str:
        """Who does it to whom."""
        if not event.actors and not event.recipients:
            return ""
        who = self.names(event.actors) or "unknown"
        return f"{who} → {self.names(event.recipients)}" if event.recipients else who

    def places(self, event: Event) -> str:
        """Where, with the country of each place."""
        found = []
        for place in self.record.places:
            if place.id in event.places:
                country = f" ({place.country})" if place.country and place.kind != "country" else ""
                found.append(self.name(place.id) + country)
        return ", ".join(found)

    def sources(self, according_to: Iterable[str]) -> str:
        """Who says so: speakers of statements, or actors. Empty for the report's own voice."""
        found: list[str] = []
        for identifier in according_to:
            statement = self._statements.get(identifier)
            found.append(self.speaker(statement) if statement else self.name(identifier))
        return ", ".join(dict.fromkeys(found))

    def responsible(self, event: Event) -> str:
        """ "claimed by Hamas; blamed on Iran by Israel": who is said to have done it, beyond who is told to have."""
        return "; ".join(self.blame(row) for row in event.responsibility)

    def blame(self, row: Responsibility) -> str:
        """ "blamed on Iran by Israel"."""
        others = [source for source in row.according_to if self._speakers(source) != {row.actor}]
        by = self.sources(others)
        return f"{_RESPONSIBLE[row.standing]} {self.name(row.actor)}" + (f" by {by}" if by else "")

    def _speakers(self, source: str) -> set[str]:
        statement = self._statements.get(source)
        return set(statement.speakers) if statement else {source}

    def passage(self, evidence: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
        """The stretch of the report around the first evidence that holds the others near it, as one quotation."""
        if not evidence:
            return ()
        start, end = evidence[0].start, evidence[0].end
        for quote in evidence[1:]:
            low, high = min(start, quote.start), max(end, quote.end)
            if high - low <= _LONGEST_PASSAGE:
                start, end = low, high
        return (self.record.document.evidence(start, end, evidence[0].role),)

    def whom(self, toll: Toll) -> str:
        """ "dock workers of Gondor": who is counted, and whose they are where that says more."""
        who = visible(toll.who or "")
        others = [self.name(actor) for actor in toll.affiliation if self.name(actor).casefold() not in who.casefold()]
        return f"{who} of {', '.join(others)}".strip() if others else who

    def speaker(self, statement: Statement) -> str:
        """Who speaks; for an unnamed speaker the words that describe it."""
        if statement.speakers:
            return self.names(statement.speakers)
        described = next((quote.text for quote in statement.evidence if quote.role in {"speaker", "source"}), None)
        return shortened(described, 60) if described else "unnamed speaker"


def kind_of(event: Event) -> str:
    """ "ASSAULT · aerial"."""
    return " · ".join(visible(word) for word in (event.type, event.mode) if word)


def mark_of(event: Event) -> str:
    """A mark that tells what happened from what did not, by its shape."""
    if event.modality == "attempted":
        return "◐"
    return "●" if event.modality in HAPPENED else "○"


def modality_of(event: Event) -> str:
    """ "happened" or how far it is from having happened: "threatened", "denied"."""
    return "happened" if event.modality == "actual" else event.modality


def tally_of(events: Iterable[Event]) -> str:
    """ "2 happened · 1 denied · 1 threatened"."""
    counts = Counter(modality_of(event) for event in events)
    order = sorted(counts, key=lambda word: (word != "happened", word != "attempted", word))
    return " · ".join(f"{counts[word]} {word}" for word in order)


def date_of(interval: DateInterval | None) -> str:
    """ "2019-12-21 to 2019-12-31 (“late December”)"."""
    if interval is None:
        return ""
    days = interval.start if interval.start == interval.end else f"{interval.start} to {interval.end}"
    zone = f" {visible(interval.zone)}" if interval.zone else ""
    said = visible(interval.text)
    return f"{days}{zone}" + (f" (“{said}”)" if said and said != days else "")


def quoted(quote: Evidence, longest: int = 160) -> str:
    """ "“shelled” [123-130]"."""
    words = shortened(quote.text, longest)
    if words[:1] in _OPENING_QUOTES and words[-1:] in _CLOSING_QUOTES and len(words) > 2:
        words = words[1:-1]
    return f"“{words}” {offsets(quote)}"


def offsets(quote: Evidence) -> str:
    """ "[123-130]"."""
    return f"[{quote.start}-{quote.end}]"


def figure_of(toll: Toll) -> str:
    """A toll's figure in words: "9", "at least 9", "9 to 11", "none announced", "pending"."""
    status = _STATUS.get(toll.status, "")
    if toll.status in {"none", "pending"}:
        return status
    figure = _range(toll.min, toll.max) or shortened(toll.text, 40)
    return f"{figure} ({status})" if status else figure


def _range(low: int | None, high: int | None) -> str:
    if low is not None and high is not None:
        return f"{low:,}" if low == high else f"{low:,} to {high:,}"
    if low is not None:
        return f"at least {low:,}"
    return f"at most {high:,}" if high is not None else ""


def quantity_of(event: Event) -> str:
    """The number an event is said to have, in the report's words."""
    return shortened(event.quantity.text, 60) if event.quantity else ""


def move_of(move: MarketMove) -> str:
    """ "down 400 points"."""
    direction = _DIRECTIONS[move.direction]
    if move.amount is None:
        return direction
    unit = _UNITS.get(move.unit or "", f" {visible(move.unit)}" if move.unit else "")
    return f"{direction} {move.amount:,g}{unit}"
