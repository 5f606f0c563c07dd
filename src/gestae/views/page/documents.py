"""One document for the reader: its text, its parts, and the marks of every event and statement."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from gestae.linking.standing import Standing, Voice, standings
from gestae.record.events import Event
from gestae.record.evidence import Evidence
from gestae.record.record import Record
from gestae.record.statements import Statement
from gestae.views.page.shapes import Mark, ReaderDocument, ReaderEvent, ReaderName, ReaderStatement, ReaderVoice
from gestae.views.wording import Wording


def reader_document(record: Record) -> ReaderDocument:
    """The one document of a record, for the reader."""
    document, words = record.document, Wording(record)
    channels = {statement.id: statement.channel for statement in record.statements}
    judged = [standing for standing in standings(record) if isinstance(standing.row, Event)]
    return ReaderDocument(
        id=document.id,
        title=document.title or " ".join(document.text[:80].split()),
        publisher=document.publisher,
        authors=list(document.authors),
        published=document.published,
        url=document.url,
        language=document.language,
        text=document.text,
        parts=[(part.start, part.end, part.kind) for part in document.parts],
        events=[
            _event(event, number, standing, words, channels)
            for number, (event, standing) in enumerate(zip(record.events, judged, strict=True), 1)
        ],
        statements=[_statement(statement, words) for statement in record.statements],
        actors=[ReaderName(id=actor.id, name=actor.name) for actor in record.actors],
        places=[ReaderName(id=place.id, name=place.name) for place in record.places],
    )


def _event(
    event: Event, number: int, standing: Standing, words: Wording, channels: dict[str, str | None]
) -> ReaderEvent:
    return ReaderEvent(
        id=event.id,
        number=number,
        cameo=event.cameo,
        contexts=list(event.contexts),
        means=list(event.means),
        quantity=event.quantity.text if event.quantity else None,
        actors=list(event.actors),
        recipients=list(event.recipients),
        places=list(event.places),
        marks=_marks(event.evidence),
        voices=[_voice(voice, words, channels) for voice in standing.voices],
    )


def _marks(evidence: Iterable[Evidence]) -> list[Mark]:
    return [(piece.start, piece.end, piece.role) for piece in evidence]


def _voice(voice: Voice, words: Wording, channels: dict[str, str | None]) -> ReaderVoice:
    if voice.speakers:
        who = words.names(voice.speakers)
    else:
        who = words.sources([voice.statement]) if voice.statement else "the report itself"
    return ReaderVoice(
        role=voice.role,
        who=who,
        through=words.names(voice.through),
        channel=channels.get(voice.statement) if voice.statement else None,
        span=[voice.words.start, voice.words.end],
    )


def _statement(statement: Statement, words: Wording) -> ReaderStatement:
    return ReaderStatement(
        id=statement.id,
        speaker=words.speaker(statement),
        channel=statement.channel,
        kind=statement.kind,
        manner=statement.manner,
        content=_spans(statement.content),
        marks=_marks(statement.evidence),
    )


def _spans(evidence: Sequence[Evidence]) -> list[list[int]]:
    return [[piece.start, piece.end] for piece in evidence]
