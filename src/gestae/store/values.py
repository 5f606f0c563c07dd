"""What goes into a case and comes out of it, beside the record itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from gestae.record.documents import Document
from gestae.record.events import Event
from gestae.record.record import Record
from gestae.skimming.skim import Skimmed

CopyKind = Literal["single", "exact", "near"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Original:
    """Bytes as received: `content` is compressed as `compression` says, `size` counts them before."""

    sha256: str
    size: int
    compression: Literal["zlib", "none"]
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class RunIdentity:
    """A way of reading; where one of these differs it is another run.

    `gazetteer`, `actors`, `codebooks` and `settings` are JSON.
    """

    program: str
    model: str
    judge: str | None
    ontology: str
    gazetteer: str
    extractor: str
    actors: str
    codebooks: str
    settings: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """One document on its way into the case. `record` is None where nothing was read; `skimmed` says why."""

    name: str
    document: Document
    original: Original
    extractor: str
    agency: str | None = None
    extra: str | None = None
    sketch: tuple[int, ...] = ()
    record: Record | None
    skimmed: Skimmed | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAside:
    """One item that could not be read, and why; `original` holds its bytes where a second try may read them."""

    name: str
    kind: str
    reason: str
    sha256: str | None = None
    original: Original | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PageStamp:
    """What a server gave with a page, by which it can say later that the page is still the same."""

    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredRun:
    """One run, with how many documents it has read. `current`: those that no later run has read."""

    run: int
    program: str
    model: str
    judge: str | None
    ontology: str
    gazetteer: str
    extractor: str
    actors: str
    codebooks: str
    settings: str
    started_at: str
    last_at: str
    documents: int
    current: int
    events: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredDocument:
    """One document of the case without its text.

    `copy` says whether another document tells the same text; `origin` is the id of the one published first (its own
    where it is that), and `copies` counts the documents of this origin, itself among them. `replaced`: so many
    characters of its newest text stand as U+FFFD, because their bytes fit no character set.
    """

    key: int
    id: str
    name: str
    title: str | None
    publisher: str | None
    authors: tuple[str, ...]
    published: str | None
    url: str | None
    language: str
    sha256: str
    agency: str | None
    added_at: str
    replaced: int
    copy: CopyKind
    origin: str
    copies: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredEvent:
    """One event of the record, where it stands in the case.

    `repeated`: an earlier document has the words that tell it. `copies` counts the documents that tell this text; they
    are one origin.
    """

    event: Event
    run: int
    document: str
    published: str | None
    publisher: str | None
    repeated: bool
    copies: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A document that holds the words searched for; `excerpt` marks them with ‹ and ›."""

    document: StoredDocument
    excerpt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredProblem:
    """One item that was set aside. `resolved_at`: when it went in after all."""

    name: str
    kind: str
    reason: str
    sha256: str | None
    first_at: str
    last_at: str
    resolved_at: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredSkim:
    """One document that was skimmed over: how likely its likeliest passage tells an event, by which skim."""

    document: str
    name: str
    run: int
    chance: float
    skim: str
    reason: str
    skimmed_at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A number that a copy tells otherwise than its origin; offsets are into the text of each."""

    document: str
    start: int
    end: int
    text: str
    origin: str
    origin_start: int
    origin_end: int
    origin_text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One change by a person. `before` and `after` are JSON; `undoes` is the number of the correction taken back."""

    number: int
    made_at: str
    who: str
    why: str
    action: str
    subject: str
    subject_id: str
    document: str | None
    field: str | None
    before: str | None
    after: str | None
    undoes: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How much a case holds; events, tolls and statements are those of current readings, copies left out."""

    documents: int
    origins: int
    events: int
    happened: int
    problems: int
    skimmed: int
    runs: int
