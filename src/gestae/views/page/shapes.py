"""The JSON that the page is drawn from. The same names stand in `web/static/domain/types.js`.

Offsets are those of the record: Unicode code points into the document's text, end exclusive.
"""

from __future__ import annotations

from typing import Any, TypedDict

Mark = tuple[int, int, str]
"""Start, end and role of one evidence."""


class PageDate(TypedDict):
    """A date as an interval of days, with the words that tell it."""

    start: str
    end: str
    precision: str
    text: str
    zone: str | None


class PageTold(TypedDict):
    """Where else an event is told: another event, of another document, that a person has found to be the same."""

    event: str
    document: str


class PageEvent(TypedDict):
    """One event in the list. `actors`, `recipients` and `places` are keys of the joined tables of the page.

    `spots` are the places to draw: those that hold no other place of the same event. `number` is the event's place in
    its document, from 1.
    """

    id: str
    document: str
    number: int
    type: str
    mode: str | None
    modality: str
    status: str
    quad: int
    intensity: float
    confidence: float
    actors: list[str]
    recipients: list[str]
    places: list[str]
    spots: list[str]
    date: PageDate | None
    words: str
    also: list[PageTold]


class PageActor(TypedDict):
    """One actor, joined over the documents; `unit` is what dyads are made of: the country, else the actor."""

    id: str
    name: str
    kind: str
    country: str | None
    sector: str | None
    wikidata: str | None
    aliases: list[str]
    unit: str
    mentions: int
    documents: int


class PagePlace(TypedDict):
    """One place, joined over the documents.

    `shape` says how it is drawn: a `dot` only for sites and cities, the `country`'s area by its ISO number, else a
    `circle` of `radius` kilometres; `none` without coordinates.
    """

    id: str
    name: str
    kind: str
    country: str | None
    precision: str
    lat: float | None
    lon: float | None
    shape: str
    radius: float
    number: str | None


class Town(TypedDict):
    """A town of the map itself, whether or not anything happened there."""

    name: str
    lat: float
    lon: float
    population: int


class PageDocument(TypedDict):
    """One document in the table of sources.

    `origin` is the document whose text it tells, itself where it is no copy; `copy` says how it does: `origin`,
    `exact`, `near`. `reports` are how many documents tell that text, itself among them. `read` is false for a copy that
    was not read for itself.
    """

    id: str
    title: str
    publisher: str | None
    published: str | None
    url: str | None
    language: str
    sha256: str
    events: int
    words: int
    origin: str
    copy: str
    reports: int
    agency: str | None
    read: bool


class PageToll(TypedDict):
    """One figure with its source; `figure` is it in words."""

    id: str
    document: str
    event: str | None
    effect: str
    who: str
    min: int | None
    max: int | None
    figure: str
    status: str
    standing: str
    source: str
    date: PageDate | None
    reported: str | None
    span: list[int]
    words: str


class PageLink(TypedDict):
    """One event answers another; `words` is the phrase that states it, empty where it is inferred."""

    source: str
    target: str
    relation: str
    document: str
    words: str
    span: list[int]


class PageClaim(TypedDict):
    """One side of a discrepancy."""

    value: str
    source: str
    quotes: list[dict[str, Any]]


class PageDiscrepancy(TypedDict):
    """Claims that cannot all be right."""

    about: str
    document: str
    events: list[str]
    claims: list[PageClaim]


class PageRelation(TypedDict):
    """A tie between actors, or of an actor to a place."""

    source: str
    relation: str
    target: str
    text: str
    document: str
    span: list[int]


class PageRun(TypedDict):
    """What made the records."""

    id: str
    program: str
    model: str
    ontology: str
    actors: str
    documents: int
    started: str | None


class PageCorrection(TypedDict):
    """One row of the log of what people changed; `stands` is false for what was undone and for the undoing."""

    number: int
    made_at: str
    who: str
    why: str
    action: str
    event: str
    document: str | None
    field: str | None
    before: str | None
    after: str | None
    undoes: int | None
    stands: bool


class PageUnit(TypedDict):
    """One side of a dyad: a country or an actor that has none."""

    id: str
    name: str


class PageWindow(TypedDict):
    """How much of a large case the model holds: `shown` events at most of `count` that fit, after the first `offset`.

    `days` are [day, happened, did not] of all that fit, `facets` how often each type, modality and status stands in
    them; `documents` those whose tolls, links and discrepancies are in
    the model; `exact` is false while events that came in since are still being counted in.
    """

    count: int
    exact: bool
    total: int
    offset: int
    shown: int
    days: list[tuple[str, int, int]]
    facets: dict[str, list[tuple[str, int]]]
    documents: int


class PageModel(TypedDict):
    """The overview of a case. Every list has an order of its own that does not depend on chance.

    `codes` are the event types with their modes, for whoever corrects. `window` is null where all events are here.
    """

    name: str
    gestae: str
    documents: list[PageDocument]
    actors: list[PageActor]
    places: list[PagePlace]
    units: list[PageUnit]
    events: list[PageEvent]
    tolls: list[PageToll]
    links: list[PageLink]
    relations: list[PageRelation]
    discrepancies: list[PageDiscrepancy]
    runs: list[PageRun]
    corrections: list[PageCorrection]
    codes: dict[str, list[str]]
    window: PageWindow | None


class ReaderVoice(TypedDict):
    """Who tells, claims, confirms or denies an event, and in which words."""

    role: str
    who: str
    through: str
    channel: str | None
    span: list[int]


class ReaderEvent(TypedDict):
    """One event in the reader, every field with the marks of its own words; ids are those of its document."""

    id: str
    number: int
    cameo: str | None
    contexts: list[str]
    means: list[str]
    quantity: str | None
    actors: list[str]
    recipients: list[str]
    places: list[str]
    marks: list[Mark]
    voices: list[ReaderVoice]


class ReaderStatement(TypedDict):
    """Who says what through which channel."""

    id: str
    speaker: str
    channel: str | None
    kind: str
    manner: str
    content: list[list[int]]
    marks: list[Mark]


class ReaderName(TypedDict):
    """An actor or a place of the document by its own id, for whoever corrects."""

    id: str
    name: str


class ReaderDocument(TypedDict):
    """One document for the reader."""

    id: str
    title: str
    publisher: str | None
    authors: list[str]
    published: str | None
    url: str | None
    language: str
    text: str
    parts: list[Mark]
    events: list[ReaderEvent]
    statements: list[ReaderStatement]
    actors: list[ReaderName]
    places: list[ReaderName]
