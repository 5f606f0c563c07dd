"""The overview of a case: every event in one line, with the tables around it.

The event `{"actors": ["A1"], "recipients": ["A2"], "places": ["P1", "P2"], …}` keeps its ids, and its actors and places
become keys of tables that are joined over the documents, so that a filter on "Iran" holds for all reports.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from gestae.linking.standing import Standing, standings
from gestae.ontology.codes import load_ontology
from gestae.record.dates import DateInterval
from gestae.record.events import Event
from gestae.record.evidence import Evidence
from gestae.record.places import Place
from gestae.record.record import Record, Versions
from gestae.record.tolls import Toll
from gestae.version import __version__
from gestae.views.page.joining import Joined, join
from gestae.views.page.same import Same, with_same
from gestae.views.page.shapes import (
    PageClaim,
    PageCorrection,
    PageDate,
    PageDiscrepancy,
    PageDocument,
    PageEvent,
    PageLink,
    PageModel,
    PageRelation,
    PageRun,
    PageToll,
)
from gestae.views.wording import Wording, figure_of

_LONGEST_WORDS = 110


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What a case knows beyond its records: its name, its runs, all its documents, the events told in copied words.

    Documents without a record (exact copies of others) stand in `documents` alone; `differences` are numbers that
    copies tell otherwise than their origins.
    """

    name: str
    documents: tuple[PageDocument, ...] = ()
    runs: tuple[PageRun, ...] = ()
    repeated: frozenset[str] = frozenset()
    differences: tuple[PageDiscrepancy, ...] = ()
    corrections: tuple[PageCorrection, ...] = ()
    statuses: Mapping[str, str] | None = None
    """By whose word each event stands, where the records are without their text."""
    same: tuple[Same, ...] = ()
    """Events of several documents that are one."""
    known: frozenset[str] = frozenset()
    """Events that stand for others and are in the case, but not among the records."""


def page_model(records: Iterable[Record], *, around: Surroundings) -> PageModel:
    """The overview of all records, in their order."""
    read = list(records)
    joined = join(read)
    described = [(record, Wording(record), _judged(record)) for record in read]
    model = PageModel(
        name=around.name,
        gestae=__version__,
        documents=_documents(read, around),
        actors=joined.actors,
        places=joined.places,
        units=joined.units,
        events=[
            page_event(record, event, number, joined, _status(event, judged, around))
            for record, _, judged in described
            for number, event in enumerate(record.events, 1)
            if event.id not in around.repeated
        ],
        tolls=[
            _toll(record, toll, words, judged[toll.id])
            for record, words, judged in described
            for toll in record.tolls
            if toll.event not in around.repeated
        ],
        links=[
            link for record in read for link in _links(record) if not around.repeated & {link["source"], link["target"]}
        ],
        relations=[relation for record in read for relation in _relations(record, joined)],
        discrepancies=[
            *(one for record, words, _ in described for one in _discrepancies(record, words, around.repeated)),
            *around.differences,
        ],
        runs=list(around.runs) or _runs(read),
        corrections=list(around.corrections),
        window=None,
        codes={name: list(type_.modes) for name, type_ in load_ontology().types.items()},
    )
    return with_same(model, around.same, around.known)


def _status(event: Event, judged: Mapping[str, Standing], around: Surroundings) -> str:
    if event.id in judged:
        return judged[event.id].status
    return (around.statuses or {}).get(event.id, "")


def _judged(record: Record) -> dict[str, Standing]:
    """By whose word each event and toll stands; nothing of a record without its text (a window on a large case)."""
    return {one.row.id: one for one in standings(record)} if record.document.text else {}


def page_event(record: Record, event: Event, number: int, joined: Joined, status: str) -> PageEvent:
    """One event as a line of the overview."""
    places = [place for place in record.places if place.id in event.places]
    return PageEvent(
        id=event.id,
        document=record.document.id,
        number=number,
        type=event.type,
        mode=event.mode,
        modality=event.modality,
        status=status,
        quad=event.quad,
        intensity=event.intensity,
        confidence=event.confidence,
        actors=_keys(event.actors, joined.actor_keys),
        recipients=_keys(event.recipients, joined.actor_keys),
        places=_keys(event.places, joined.place_keys),
        spots=_keys([place.id for place in _finest(places)], joined.place_keys),
        date=date_of(event.date),
        words=_words(record, event),
        also=[],
    )


def date_of(date: DateInterval | None) -> PageDate | None:
    """A date as JSON."""
    if date is None:
        return None
    return PageDate(start=date.start[:10], end=date.end[:10], precision=date.precision, text=date.text, zone=date.zone)


def _keys(identifiers: Sequence[str], keys: Mapping[str, str]) -> list[str]:
    return list(dict.fromkeys(keys[one] for one in identifiers if one in keys))


def _finest(places: list[Place]) -> list[Place]:
    """Without the countries that hold another of the places: an event in Erbil is no second one in all of Iraq."""
    held = {place.country for place in places if place.precision not in {"country", "region", "unknown"}}
    return [place for place in places if place.precision != "country" or place.country not in held]


def _words(record: Record, event: Event) -> str:
    """The report's words around the trigger, on one line."""
    trigger = next((piece for piece in event.evidence if piece.role == "trigger"), None)
    if trigger is None:
        return ""
    if not record.document.text:
        return " ".join(trigger.text.split())
    near = [piece for piece in event.evidence if abs(piece.start - trigger.start) < _LONGEST_WORDS // 2]
    start, end = min(piece.start for piece in near), max(piece.end for piece in near)
    text = record.document.text[start : min(end, start + _LONGEST_WORDS)]
    return " ".join(text.split()) + ("…" if end > start + _LONGEST_WORDS else "")


def _documents(records: list[Record], around: Surroundings) -> list[PageDocument]:
    """Every document of the case in its order, with what its record tells."""
    told = {record.document.id: document_row(record) for record in records}
    if not around.documents:
        return list(told.values())
    return [_with_record(listed, told.get(listed["id"])) for listed in around.documents]


def _with_record(listed: PageDocument, told: PageDocument | None) -> PageDocument:
    if told is None:
        return listed
    return {**listed, "title": told["title"], "events": told["events"], "words": told["words"], "read": True}


def document_row(record: Record) -> PageDocument:
    """A document as its record knows it: no copy of anything."""
    document = record.document
    return PageDocument(
        id=document.id,
        title=document.title or " ".join(document.text[:80].split()),
        publisher=document.publisher,
        published=document.published,
        url=document.url,
        language=document.language,
        sha256=document.sha256,
        events=len(record.events),
        words=len(document.text.split()),
        origin=document.id,
        copy="origin",
        reports=1,
        agency=None,
        read=True,
    )


def _toll(record: Record, toll: Toll, words: Wording, standing: Standing) -> PageToll:
    voice = standing.voices[0].words
    return PageToll(
        id=toll.id,
        document=record.document.id,
        event=toll.event,
        effect=toll.effect,
        who=words.whom(toll),
        min=toll.min,
        max=toll.max,
        figure=figure_of(toll),
        status=toll.status,
        standing=standing.status,
        source=words.sources(toll.according_to) or record.document.publisher or "the report itself",
        date=date_of(toll.date),
        reported=record.document.published,
        span=_span(toll.evidence),
        words=" ".join(voice.text.split())[:240],
    )


def _span(evidence: Sequence[Evidence]) -> list[int]:
    return [evidence[0].start, evidence[0].end] if evidence else [0, 0]


def _links(record: Record) -> Iterable[PageLink]:
    for link in record.links:
        yield PageLink(
            source=link.source,
            target=link.target,
            relation=link.relation,
            document=record.document.id,
            words=" … ".join(" ".join(piece.text.split()) for piece in link.evidence),
            span=_span(link.evidence),
        )


def _relations(record: Record, joined: Joined) -> Iterable[PageRelation]:
    keys = {**joined.place_keys, **joined.actor_keys}
    for relation in record.relations:
        yield PageRelation(
            source=keys.get(relation.source, relation.source),
            relation=relation.relation,
            target=keys.get(relation.target, relation.target),
            text=" ".join(relation.text.split()),
            document=record.document.id,
            span=_span(relation.evidence),
        )


def _discrepancies(record: Record, words: Wording, repeated: frozenset[str]) -> Iterable[PageDiscrepancy]:
    for discrepancy in record.discrepancies:
        events = [event for event in discrepancy.events if event not in repeated]
        if discrepancy.events and not events:
            continue
        claims = [
            PageClaim(
                value=claim.value,
                source=words.sources(claim.according_to) or "the report itself",
                quotes=[_quote(record, piece) for piece in claim.evidence],
            )
            for claim in discrepancy.claims
        ]
        yield PageDiscrepancy(about=discrepancy.about, document=record.document.id, events=events, claims=claims)


def _quote(record: Record, piece: Evidence) -> dict[str, object]:
    """The words with the kind of part they stand in: a caption is not the body."""
    part = next((part.kind for part in record.document.parts if part.start <= piece.start < part.end), "text")
    return {"start": piece.start, "end": piece.end, "text": piece.text, "part": part}


def _runs(records: list[Record]) -> list[PageRun]:
    """What made the records, where no store says so."""
    made: Counter[Versions] = Counter(record.gestae for record in records)
    return [
        PageRun(
            id=f"run-{number}",
            program=versions.version,
            model=versions.model,
            ontology=versions.ontology,
            actors=", ".join(versions.actors),
            documents=documents,
            started=None,
        )
        for number, (versions, documents) in enumerate(made.items(), 1)
    ]
