"""Fact or claim: every event and toll of a record by whose word it stands.

    Denied  1
    ○ #3  ASSAULT · heavy-weapons  Russia → hospital
          claimed by Ukraine: “Russian forces had shelled the hospital” [10-49]
          denied by Russia: “denied it” [59-68]

For people as a rich view, for programs as JSON; both show the words with their offsets.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.padding import Padding
from rich.rule import Rule
from rich.text import Text

from gestae.linking.standing import STATUSES, Standing, Voice, standings
from gestae.record.events import HAPPENED, Event, Responsibility
from gestae.record.evidence import Evidence
from gestae.record.record import Record
from gestae.record.statements import Statement
from gestae.views.visible import visible
from gestae.views.wording import Wording, figure_of, mark_of, modality_of, offsets, quoted

_STYLES = {
    "own voice": "green",
    "confirmed": "green",
    "claimed": "yellow",
    "believed": "yellow",
    "disputed": "magenta",
    "denied": "red",
    "pending": "cyan",
    "none announced": "cyan",
}
_ROLES = {
    "tells": "told by the outlet itself",
    "claims": "claimed by",
    "confirms": "confirmed by",
    "denies": "denied by",
    "believes": "believed by",
    "awaited": "not yet announced by",
    "announces none": "none announced by",
}
_ALONE = {"awaited": "not yet known", "announces none": "none announced", "denies": "denied"}
_WIDEST = 110
_LONGEST = 200
_MOST_NUMBERS = 12


class ClaimsView:
    """The claims of a record as rich renders them.

    Args:
        record: what was read.
        only: the statuses to show; all where none is given.
        name: the file it was read from, where there are several.
    """

    def __init__(self, record: Record, *, only: Iterable[str] = (), name: str | None = None) -> None:
        self._record = record
        self._only = tuple(only) or STATUSES
        self._name = name
        self._words = Wording(record)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        yield from console.render(Group(*self._all()), options.update_width(min(options.max_width, _WIDEST)))

    def _all(self) -> Iterator[RenderableType]:
        document = self._record.document
        if self._name:
            yield Text(visible(self._name), style="dim")
        yield Text(visible(document.title) if document.title else "(no headline)", style="bold underline")
        found = standings(self._record)
        shown = [standing for standing in found if standing.status in self._only]
        for status in STATUSES:
            rows = [standing for standing in shown if standing.status == status]
            if rows:
                yield Text()
                heading = Text(status.capitalize(), style=f"bold {_STYLES[status]}").append(
                    f"  {len(rows)}", style="not bold dim default"
                )
                yield Rule(heading, align="left", style="dim", characters="─")
                yield from (self._row(standing) for standing in rows)
        if not shown:
            yield Text()
            yield Text("no event or toll of that status" if found else "no event and no toll found", style="dim")

    def _row(self, standing: Standing) -> RenderableType:
        first = Text(f"{_mark(standing)} ")
        first.append(_label(standing, self._words), style="bold")
        voices = [self._voice(voice) for voice in standing.voices]
        if isinstance(standing.row, Event):
            voices += [self._blame(row) for row in standing.row.responsibility]
        return Group(first, Padding(Group(*voices), (0, 0, 0, 6)))

    def _blame(self, row: Responsibility) -> Text:
        return self._quoted(Text(self._words.blame(row)), row.evidence[0])

    def _voice(self, voice: Voice) -> Text:
        return self._quoted(Text(_said(voice, self._words, self._record)), voice.words)

    def _quoted(self, line: Text, words: Evidence) -> Text:
        line.append(": ")
        line.append(quoted(words, _LONGEST).removesuffix(offsets(words)), style="italic")
        return line.append(offsets(words), style="dim")


def claims_lines(record: Record) -> Iterator[tuple[str, str]]:
    """For each status that occurs, the events and tolls that have it, in a few words."""
    words = Wording(record)
    found = standings(record)
    for status in STATUSES:
        events = [words.number(one.row.id) for one in found if one.status == status and isinstance(one.row, Event)]
        tolls = sum(1 for one in found if one.status == status and not isinstance(one.row, Event))
        parts = [" ".join(events[:_MOST_NUMBERS]) + (" …" if len(events) > _MOST_NUMBERS else "")] if events else []
        parts += [f"{tolls} toll{'' if tolls == 1 else 's'}"] if tolls else []
        if parts:
            yield status, " and ".join(parts)


def claims_object(record: Record) -> dict[str, Any]:
    """The claims of one record as plain dictionaries and lists."""
    words = Wording(record)
    document = record.document
    return {
        "document": document.id,
        "title": document.title,
        "published": document.published,
        "claims": [_plain(standing, words, record) for standing in standings(record)],
        "gestae": record.gestae.version,
    }


def claims_json(records: Iterable[Record], *, only: Iterable[str], several: bool) -> Iterator[str]:
    """Claims as JSON: one object, or an array of them."""
    kept = frozenset(only) or frozenset(STATUSES)
    if several:
        yield "[\n"
    for index, record in enumerate(records):
        found = claims_object(record)
        found["claims"] = [claim for claim in found["claims"] if claim["status"] in kept]
        yield (",\n" if index else "") + json.dumps(found, ensure_ascii=False, indent=2)
    yield "\n]\n" if several else "\n"


def _plain(standing: Standing, words: Wording, record: Record) -> dict[str, Any]:
    row = standing.row
    if isinstance(row, Event):
        told: dict[str, Any] = {"table": "events", "id": row.id, "status": standing.status, "modality": row.modality}
        told |= {"type": row.type, "mode": row.mode, "actors": list(row.actors), "recipients": list(row.recipients)}
        told["responsibility"] = [
            {
                "actor": one.actor,
                "name": words.name(one.actor),
                "standing": one.standing,
                "according_to": list(one.according_to),
                "words": _evidence(one.evidence[0]),
            }
            for one in row.responsibility
        ]
    else:
        told = {"table": "tolls", "id": row.id, "status": standing.status, "event": row.event, "effect": row.effect}
        told |= {"who": row.who, "min": row.min, "max": row.max, "text": row.text}
    told["voices"] = [
        {
            "role": voice.role,
            "speakers": list(voice.speakers),
            "names": [words.name(speaker) for speaker in voice.speakers],
            "through": list(voice.through),
            "statement": voice.statement,
            "channel": _channel(voice, record),
            "words": _evidence(voice.words),
        }
        for voice in standing.voices
    ]
    return told


def _evidence(quote: Evidence) -> dict[str, Any]:
    return {"document": quote.document, "start": quote.start, "end": quote.end, "text": quote.text}


def _channel(voice: Voice, record: Record) -> str | None:
    return next((one.channel for one in record.statements if one.id == voice.statement), None)


def _said(voice: Voice, words: Wording, record: Record) -> str:
    """ "claimed by the army (state media)"; what nobody claims is told by the outlet."""
    statement = next((one for one in record.statements if one.id == voice.statement), None)
    who = words.names(voice.speakers) or (_described(statement, words) if statement is not None else "")
    if not who:
        return _ALONE.get(voice.role, _ROLES["tells"])
    by = [words.name(actor) for actor in voice.through if actor not in voice.speakers]
    beside = [f"as told by {', '.join(by)}"] if by else []
    if statement is not None and statement.channel and visible(statement.channel).casefold() not in who.casefold():
        beside.insert(0, visible(statement.channel))
    return f"{_ROLES[voice.role]} {who}" + (f" ({'; '.join(beside)})" if beside else "")


def _described(statement: Statement, words: Wording) -> str:
    """Who speaks in the report's words; for "reportedly" the cue, which names nobody."""
    if statement.speakers or any(piece.role == "speaker" for piece in statement.evidence):
        return words.speaker(statement)
    return f"nobody named (“{visible(statement.cue.text)}”)" if statement.cue is not None else "nobody named"


def _mark(standing: Standing) -> str:
    row = standing.row
    if isinstance(row, Event):
        return mark_of(row)
    return "+" if standing.status in {"own voice", "confirmed", "claimed"} else "?"


def _label(standing: Standing, words: Wording) -> str:
    row = standing.row
    if isinstance(row, Event):
        state = "" if row.modality in HAPPENED or row.modality == "denied" else f" · {modality_of(row)}"
        return words.event(row.id) + state
    whom = words.whom(row)
    within = words.number(row.event)
    return " ".join(
        part for part in (f"{row.effect}: {figure_of(row)}", whom, f"in {within}" if within else "") if part
    )
