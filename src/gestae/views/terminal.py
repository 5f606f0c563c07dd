"""The view for people at a terminal: who did what to whom, when, where, how certain, according to whom.

    ● 1 ASSAULT · heavy-weapons  Arnor → Gondor                       happened
        2020-01-08 (“early on Wednesday”) · at Pelargir (GDR) · with naval gun
        “shelled” [92-99]

Every word of a report is shown as plain text: markup in it is not obeyed, control characters are visible signs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from gestae.record.discrepancies import Discrepancy
from gestae.record.documents import Document
from gestae.record.events import Event
from gestae.record.evidence import Evidence
from gestae.record.links import Link
from gestae.record.markets import MarketMove
from gestae.record.record import Record
from gestae.record.relations import Relation
from gestae.record.statements import Statement
from gestae.record.tolls import Toll
from gestae.views.claims import claims_lines
from gestae.views.visible import shortened, visible
from gestae.views.wording import (
    LINKS,
    RELATIONS,
    Wording,
    date_of,
    figure_of,
    kind_of,
    mark_of,
    modality_of,
    move_of,
    offsets,
    quantity_of,
    quoted,
    tally_of,
)

_MODALITY_STYLES = {"actual": "green", "attempted": "yellow", "denied": "red", "negated": "red"}
_TYPE_STYLES = {1: "cyan", 2: "cyan", 3: "yellow", 4: "red"}
_MOST_QUOTES = 3
_WIDEST = 110
# A rule cuts its title where the terminal is narrow; a longer note stands on a line of its own.
_ROOM_FOR_NOTE = 56
_Row = TypeVar("_Row")


class TerminalView:
    """A record as rich renders it.

    Args:
        record: what to show.
        name: the file it was read from, where there are several.
    """

    def __init__(self, record: Record, *, name: str | None = None) -> None:
        self.record = record
        self.name = name
        self._words = Wording(record)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        yield from console.render(Group(*self._all()), options.update_width(min(options.max_width, _WIDEST)))

    def _all(self) -> Iterable[RenderableType]:
        record = self.record
        yield _head(record.document, self.name)
        yield from self._section("Events", record.events, self._event, note=tally_of(record.events) or "none found")
        yield from self._section("By whose word", tuple(claims_lines(record)), self._claim)
        yield from self._section("Statements", record.statements, self._statement)
        yield from self._section("Tolls", record.tolls, self._toll)
        yield from self._section("What answers what", record.links, self._link)
        yield from self._section("Relations", record.relations, self._relation)
        yield from self._section("Market moves", record.market_moves, self._move)
        yield from self._section("Disagreements", record.discrepancies, self._discrepancy)
        yield Text()
        yield Text(_counts(record), style="dim")

    def _section(
        self, title: str, rows: tuple[_Row, ...], line: Callable[[_Row], RenderableType], *, note: str = ""
    ) -> Iterable[RenderableType]:
        if not rows and not note:
            return
        yield Text()
        heading = Text(title, style="bold")
        beside = len(title) + len(note) < _ROOM_FOR_NOTE
        if note and beside:
            heading.append(f"  {note}", style="not bold dim")
        yield Rule(heading, align="left", style="dim", characters="─")
        if note and not beside:
            yield Text(note, style="dim")
        for row in rows:
            yield line(row)

    def _event(self, event: Event) -> RenderableType:
        words = self._words
        style = _MODALITY_STYLES.get(event.modality, "magenta")
        first = Text()
        first.append(f"{kind_of(event)}", style=f"bold {_TYPE_STYLES.get(event.quad, '')}")
        parties = words.parties(event)
        if parties:
            first.append(f"  {parties}", style="bold")
        circumstances = [
            date_of(event.date),
            _prefixed("at ", words.places(event)),
            _prefixed("with ", _listed(event.means)),
        ]
        circumstances.append(_prefixed("number: ", quantity_of(event)))
        circumstances.append(_prefixed("according to ", words.sources(event.according_to)))
        circumstances.append(words.responsible(event))
        body = [first, *_line(" · ".join(filter(None, circumstances)))]
        body.append(_quotes(_triggers(event), event.confidence))
        return _entry(
            Text(mark_of(event), style=style), words.number(event.id), Text(modality_of(event), style=style), body
        )

    def _claim(self, claim: tuple[str, str]) -> RenderableType:
        status, rows = claim
        return Text(f"{status}: ", style="bold").append(rows, style="not bold")

    def _statement(self, statement: Statement) -> RenderableType:
        words = self._words
        first = Text(words.speaker(statement), style="bold")
        facts = [
            visible(statement.channel or ""),
            date_of(statement.date),
            _prefixed("to ", words.names(statement.addressees)),
        ]
        first.append("".join(f" · {fact}" for fact in facts if fact), style="not bold")
        return _entry(
            Text("❞", style="cyan"),
            "",
            Text(statement.kind, style="dim"),
            [first, _quotes(statement.content, longest=400)],
        )

    def _toll(self, toll: Toll) -> RenderableType:
        words = self._words
        whom = words.whom(toll)
        first = Text(f"{toll.effect}: {figure_of(toll)}", style="bold")
        if whom:
            first.append(f"  {whom}", style="not bold")
        facts = [
            _prefixed("according to ", words.sources(toll.according_to)),
            date_of(toll.date),
            _prefixed("in ", words.number(toll.event)),
        ]
        body = [first, *_line(" · ".join(filter(None, facts))), _quotes(words.passage(toll.evidence))]
        style = "green" if toll.status == "reported" else "yellow"
        return _entry(Text("+" if toll.status in {"reported", "claimed"} else "?", style=style), "", Text(""), body)

    def _link(self, link: Link) -> RenderableType:
        words = self._words
        first = Text(words.event(link.source), style="bold")
        second = Text(f"{LINKS[link.relation]} ", style="italic yellow")
        second.append(words.event(link.target), style="not italic bold default")
        return _entry(Text("↩", style="yellow"), "", Text(""), [first, second, _quotes(link.evidence)])

    def _relation(self, relation: Relation) -> RenderableType:
        words = self._words
        first = Text(words.name(relation.source), style="bold")
        first.append(f" {RELATIONS[relation.relation]} ", style="not bold")
        first.append(words.name(relation.target))
        span = [_prefixed("since ", visible(relation.since or "")), _prefixed("until ", visible(relation.until or ""))]
        first.append("".join(f" {part}" for part in span if part), style="not bold")
        return _entry(Text("–", style="dim"), "", Text(""), [first, _quotes(words.passage(relation.evidence))])

    def _move(self, move: MarketMove) -> RenderableType:
        arrow = {"up": "▲", "down": "▼", "unchanged": "="}[move.direction]
        first = Text(visible(move.instrument), style="bold")
        first.append(f" {move_of(move)}")
        facts = [date_of(move.date), _prefixed("because of ", self._words.event(move.cause) if move.cause else "")]
        first.append("".join(f" · {fact}" for fact in facts if fact), style="not bold")
        return _entry(Text(arrow, style="cyan"), "", Text(""), [first, _quotes(self._words.passage(move.evidence))])

    def _discrepancy(self, discrepancy: Discrepancy) -> RenderableType:
        events = ", ".join(filter(None, map(self._words.number, discrepancy.events)))
        body: list[RenderableType] = [Text(f"{discrepancy.about}{_prefixed(' of ', events)}", style="bold")]
        for claim in discrepancy.claims:
            line = Text(f"{shortened(claim.value)}", style="bold")
            sources = self._words.sources(claim.according_to)
            line.append(f" · {'according to ' + sources if sources else 'the report itself'}", style="not bold")
            body.append(line)
            body.append(Padding(_quotes(claim.evidence), (0, 0, 0, 2)))
        return _entry(Text("≠", style="red"), "", Text(""), body)


def _head(document: Document, name: str | None) -> RenderableType:
    lines: list[RenderableType] = []
    if name:
        lines.append(Text(visible(name), style="dim"))
    lines.append(Text(visible(document.title) if document.title else "(no headline)", style="bold underline"))
    published = visible(document.published) if document.published else "unknown (relative dates stay unresolved)"
    facts = [visible(document.publisher or ""), _listed(document.authors), f"published {published}"]
    lines.append(Text(" · ".join(filter(None, facts))))
    if document.url:
        lines.append(Text(visible(document.url), style="dim"))
    return Group(*lines)


def _entry(mark: Text, number: str, state: Text, body: list[RenderableType]) -> RenderableType:
    """A hanging entry: mark and number at the left, state at the right of the first line, the rest indented."""
    row = Table.grid(padding=(0, 1, 0, 0), expand=True)
    row.add_column(width=1, no_wrap=True)
    if number:
        row.add_column(width=max(3, len(number)), no_wrap=True)
    row.add_column(ratio=1, overflow="fold")
    if state.plain:
        row.add_column(justify="right", no_wrap=True)
    cells: list[RenderableType] = [mark]
    if number:
        cells.append(Text(number, style="dim"))
    cells.append(body[0])
    if state.plain:
        cells.append(state)
    row.add_row(*cells)
    rest = Padding(Group(*body[1:]), (0, 0, 0, 6 if number else 2))
    return Group(row, rest)


def _quotes(quotes: tuple[Evidence, ...], confidence: float | None = None, *, longest: int = 160) -> Text:
    line = Text()
    for index, quote in enumerate(quotes[:_MOST_QUOTES]):
        shown = quoted(quote, longest).removesuffix(offsets(quote))
        line.append("  " if index else "").append(shown, style="italic").append(offsets(quote), style="dim")
    if len(quotes) > _MOST_QUOTES:
        line.append(f"  and {len(quotes) - _MOST_QUOTES} more", style="dim")
    if confidence is not None:
        line.append(f"  confidence {confidence:.2f}", style="dim")
    return line


def _triggers(event: Event) -> tuple[Evidence, ...]:
    return tuple(quote for quote in event.evidence if quote.role == "trigger") or event.evidence[:1]


def _line(words: str) -> list[RenderableType]:
    return [Text(words)] if words else []


def _prefixed(prefix: str, words: str) -> str:
    return prefix + words if words else ""


def _listed(words: Iterable[str]) -> str:
    return ", ".join(visible(word) for word in words)


def _counts(record: Record) -> str:
    counted = [
        (len(record.events), "event"),
        (len(record.actors), "actor"),
        (len(record.places), "place"),
        (len(record.statements), "statement"),
        (len(record.tolls), "toll"),
        (len(record.links), "link"),
        (len(record.relations), "relation"),
    ]
    parts = [f"{number} {name}{'' if number == 1 else 's'}" for number, name in counted if number]
    versions = record.gestae
    characters = f"{len(record.document.text):,} characters"
    return " · ".join([*parts, characters, f"document {record.document.id}", f"gestae {versions.version}"])
