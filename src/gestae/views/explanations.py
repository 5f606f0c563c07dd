"""Why each event was coded, for people as a rich view and for programs as JSON.

● #3 SANCTION · discontinue Saudi Arabia → Iran  E1f…  confidence 0.85
  1. “severed” [7-14]
     entry break-relations of sanction.toml: “Riyadh severed diplomatic ties with Tehran on Sunday.”
     verb sever: “severed” [7-14] · object diplomatic tie: “ties” [26-30]
     actor Saudi Arabia: subject “Riyadh” [0-6]
     judge: SANCTION 0.97, no event 0.02
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.padding import Padding
from rich.text import Text

from gestae.coding.explaining import Explanation, Telling
from gestae.record.events import Event
from gestae.record.evidence import Evidence
from gestae.record.record import Record
from gestae.views.visible import visible
from gestae.views.wording import Wording, mark_of, modality_of, quoted

_WIDEST = 110
_LONGEST = 160


class ExplanationsView:
    """The explanations of a record's events as rich renders them.

    Args:
        record: what was read.
        explanations: of those events that are to be shown.
    """

    def __init__(self, record: Record, explanations: Sequence[Explanation]) -> None:
        self._explanations = explanations
        self._words = Wording(record)
        self._title = record.document.title
        self._events = {event.id: event for event in record.events}

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        yield from console.render(Group(*self._all()), options.update_width(min(options.max_width, _WIDEST)))

    def _all(self) -> Iterator[RenderableType]:
        yield Text(visible(self._title) if self._title else "(no headline)", style="bold underline")
        for explanation in self._explanations:
            yield Text()
            yield from self._explained(explanation)
        if not self._explanations:
            yield Text("no event found", style="dim")

    def _explained(self, explanation: Explanation) -> Iterator[RenderableType]:
        event = self._events[explanation.event]
        first = Text(f"{mark_of(event)} ").append(self._words.event(event.id), style="bold")
        yield first.append(f"  {modality_of(event)}  {event.id}  confidence {event.confidence:.2f}", style="dim")
        if explanation.turned_from:
            rule = f"the words tell {explanation.turned_from}; not done yet, or refused, it is {explanation.type}"
            yield Padding(Text(f"PLOVER's rule: {rule}"), (0, 0, 0, 2))
        if len(explanation.tellings) > 1:
            yield Padding(
                Text(f"told {len(explanation.tellings)} times, joined as one event", style="dim"), (0, 0, 0, 2)
            )
        for number, telling in enumerate(explanation.tellings, 1):
            yield Padding(Group(*self._telling(number, telling, event)), (0, 0, 0, 2))

    def _telling(self, number: int, telling: Telling, event: Event) -> Iterator[RenderableType]:
        yield Text(f"{number}. ").append(_quote(telling.words))
        entry = telling.entry
        owner = "entry of your codebook" if entry.own else "entry"
        yield _under(f"{owner} {visible(entry.id)} of {visible(entry.file)}: {visible(entry.example)}")
        yield _under(" · ".join(_condition(item.kind, item.asked, item.met_by) for item in telling.conditions))
        for party in telling.parties:
            yield _under(f"{party.side} {self._words.name(party.actor)}: {_from(party.origin)} {_quote(party.words)}")
        if telling.judged is not None:
            yield _under(f"judge: {entry.type} {telling.judged:.2f}, no event {telling.no_event:.2f}")
        if telling.modality != "actual":
            why = f" because of {_quote(telling.because)}" if telling.because is not None else ""
            yield _under(f"certainty: {telling.modality}{why}")
        if telling.hedge is not None:
            yield _under(f"hedged by {_quote(telling.hedge)}")


def explanations_json(record: Record, explanations: Sequence[Explanation]) -> str:
    """The explanations as one JSON object; the same report gives the same bytes."""
    numbers = {event.id: number for number, event in enumerate(record.events, 1)}
    told: dict[str, Any] = {
        "document": record.document.id,
        "title": record.document.title,
        "published": record.document.published,
        "explanations": [{"number": numbers[item.event], **asdict(item)} for item in explanations],
        "gestae": asdict(record.gestae),
    }
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def _under(text: str) -> RenderableType:
    return Padding(Text(text), (0, 0, 0, 3))


def _quote(quote: Evidence) -> str:
    return quoted(quote, _LONGEST)


def _condition(kind: str, asked: str, met_by: Sequence[Evidence]) -> str:
    words = " ".join(map(_quote, met_by)) if met_by else "not met; the judge was sure without it"
    return f"{kind} {visible(asked)}: {words}"


def _from(origin: str) -> str:
    return "seen by the judge in" if origin == "judge" else origin
