"""A record as a Markdown brief: events, statements, tolls and disagreements, each with the quoted words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from gestae.record.events import Event
from gestae.record.evidence import Evidence
from gestae.record.record import Record
from gestae.record.statements import Statement
from gestae.record.tolls import Toll
from gestae.views.visible import visible
from gestae.views.wording import LINKS, RELATIONS, Wording, date_of, figure_of, kind_of, modality_of, move_of, quoted

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~!&])")


def markdown(records: Iterable[Record]) -> Iterator[str]:
    """Each record as a section."""
    for index, record in enumerate(records):
        yield ("\n" if index else "") + "\n".join(_lines(record)) + "\n"


def _lines(record: Record) -> Iterator[str]:
    document = record.document
    yield f"# {_plain(document.title or '(no headline)')}"
    yield ""
    facts = [document.publisher or "", ", ".join(document.authors), f"published {document.published or 'unknown'}"]
    yield " · ".join(_plain(fact) for fact in facts if fact)
    for title, lines in _sections(record):
        if lines:
            yield from ("", f"## {title}", "", *lines)


def _sections(record: Record) -> Iterator[tuple[str, list[str]]]:
    words = Wording(record)
    yield "Events", [_event(number, event, words) for number, event in enumerate(record.events, 1)]
    yield "Statements", [_statement(statement, words) for statement in record.statements]
    yield "Tolls", [_toll(toll, words) for toll in record.tolls]
    yield (
        "What answers what",
        [
            _item(words.event(link.source), f"*{LINKS[link.relation]}*", words.event(link.target), quotes=link.evidence)
            for link in record.links
        ],
    )
    yield (
        "Relations",
        [
            _item(
                words.name(row.source), f"*{RELATIONS[row.relation]}*", words.name(row.target), quotes=row.evidence[:1]
            )
            for row in record.relations
        ],
    )
    yield (
        "Market moves",
        [_item(row.instrument, move_of(row), "", quotes=words.passage(row.evidence)) for row in record.market_moves],
    )
    yield "Disagreements", list(_discrepancies(record, words))


def _event(number: int, event: Event, words: Wording) -> str:
    sources = words.sources(event.according_to)
    facts = [words.parties(event), date_of(event.date), words.places(event), ", ".join(event.means)]
    facts.append(f"according to {sources}" if sources else "")
    facts.append(words.responsible(event))
    triggers = tuple(quote for quote in event.evidence if quote.role == "trigger") or event.evidence[:1]
    said = " · ".join([f"**{_plain(kind_of(event))}**", modality_of(event), *(_plain(fact) for fact in facts if fact)])
    return f"{number}. {said}: {_quotes(triggers)}"


def _statement(statement: Statement, words: Wording) -> str:
    channel = f" ({_plain(statement.channel)})" if statement.channel else ""
    return f"- **{_plain(words.speaker(statement))}**{channel}: {_quotes(statement.content)}"


def _toll(toll: Toll, words: Wording) -> str:
    sources = words.sources(toll.according_to)
    facts = [words.whom(toll), f"according to {sources}" if sources else ""]
    told = "".join(f" {_plain(fact)}" for fact in facts if fact)
    return f"- **{toll.effect}**: {_plain(figure_of(toll))}{told}: {_quotes(words.passage(toll.evidence))}"


def _discrepancies(record: Record, words: Wording) -> Iterator[str]:
    for row in record.discrepancies:
        yield f"- {row.about} {', '.join(filter(None, map(words.number, row.events)))}".rstrip()
        for claim in row.claims:
            sources = words.sources(claim.according_to) or "the report itself"
            yield f"  - {_plain(claim.value)} ({_plain(sources)}): {_quotes(claim.evidence)}"


def _item(first: str, middle: str, last: str, *, quotes: Iterable[Evidence]) -> str:
    return f"- {' '.join(filter(None, (_plain(first), middle, _plain(last))))}: {_quotes(quotes)}"


def _quotes(quotes: Iterable[Evidence]) -> str:
    return " ".join(_plain(quoted(quote)) for quote in quotes)


def _plain(text: str) -> str:
    """Text from outside with nothing left that Markdown or HTML would obey."""
    return _SPECIAL.sub(r"\\\1", visible(text))
