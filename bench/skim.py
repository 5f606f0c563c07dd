"""What `--skim` costs and what it saves: what is found again of what the whole reading finds, and the time of both.

General news that the skim never learnt from, nor the judge: LGL (local papers), PolNeAR's dev articles (a campaign),
ECB+'s dev topics (crime, disasters, sport, business). MUC-4's held-out reports (a war) stand for themselves. Batch by
batch every report is read, and skimmed and read in part; both in one process, in turns. Time is the processor's.

`crisis reports that pass` counts reports that a reader called one of public concern (`concern.tsv`: LGL alone), and
`their events` what is found again of the events of these. `recall` counts reports in which at least one event of the
whole reading is found, `recall of events` the events: one of the same type told by one of the same words. `same ...`:
of the events found, those that say the same; names are compared whatever their capitals. `ceiling` is the ratio that
leaving out every report without an event would reach if it cost nothing: words of all reports to words of those in
which the whole reading finds one; `ceiling of passages` the same for sentences.
"""

from __future__ import annotations

import os

# Before numpy is imported: one core means one thread.
for _variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_variable, "1")

import time  # noqa: E402
from collections.abc import Iterable, Iterator, Sequence  # noqa: E402
from dataclasses import dataclass  # noqa: E402

from bench.concern import labels  # noqa: E402
from bench.harness import SHARED, BenchError, Outcome, read_lines, spread  # noqa: E402
from gestae.adding.chunks import ITEMS  # noqa: E402
from gestae.judging.judge import judge_network  # noqa: E402
from gestae.reader import Reader  # noqa: E402
from gestae.record.documents import Document  # noqa: E402
from gestae.record.events import Event  # noqa: E402
from gestae.record.record import Record  # noqa: E402
from gestae.record.spans import Span  # noqa: E402
from gestae.settings import Settings  # noqa: E402
from gestae.skimming.passages import passages_of  # noqa: E402
from gestae.skimming.skim import Skim  # noqa: E402
from gestae.sources.text import document_from_text  # noqa: E402

_NEWS = (
    ("lgl", "geoparsing", "text", ("corpus", "lgl")),
    ("polnear", "attribution", "text", None),
    ("ecb+", "event-linking", "text", ("split", "dev")),
    ("muc4 tst1+tst2", "muc4-incidents", "text_truecase", None),
)
GENERAL = ("lgl", "polnear", "ecb+")
FIELDS = ("actors", "recipients", "date", "places", "modality")


@dataclass(frozen=True, slots=True)
class Told:
    """An event: its type, where its words stand, and what it says, in the order of FIELDS."""

    type: str
    words: frozenset[int]
    says: tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """One report: its words, those of sentences with an event, those read; its events both ways."""

    label: str | None
    words: int
    telling: int
    read: int
    whole: tuple[Told, ...]
    part: tuple[Told, ...]

    @property
    def both(self) -> list[tuple[Told, Told]]:
        """The events of the whole reading that the reading in part finds too, each with what it is there."""
        pairs = ((one, _again(one, self.part)) for one in self.whole)
        return [(one, other) for one, other in pairs if other is not None]


@dataclass(frozen=True, slots=True)
class Batch:
    """Some reports, and the processor seconds of both ways."""

    reports: tuple[Report, ...]
    whole: float
    skimmed: float


def run(limit: int | None = None) -> Iterator[Outcome]:
    """Recall and ratio of each kind of news, then of general news together; `limit` reports of each at most."""
    reader, skimming, called = Reader(), Reader(Settings(skim=True)), labels()
    pooled: list[Batch] = []
    for name, folder, field, keep in _NEWS:
        path = SHARED / folder / "input.dev.jsonl"
        if not path.exists():
            raise BenchError(f"skim: no dev data; it is looked for in {path}")
        items = [item for item in read_lines(path) if keep is None or item.get(keep[0]) == keep[1]]
        if folder == "muc4-incidents":
            items = [item for item in items if item["id"].startswith("TST")]
        chosen = spread(items, limit)
        documents = [document_from_text(item[field], name=item["id"]) for item in chosen]
        batches = list(_batches(reader, skimming, documents, [called.get(item["id"]) for item in chosen]))
        pooled += batches if name in GENERAL else []
        yield _outcome(name, batches)
    yield _outcome("general news", pooled)


def _batches(
    reader: Reader, skimming: Reader, documents: Sequence[Document], called: Sequence[str | None]
) -> Iterator[Batch]:
    skim = Skim(skimming.knowledge.events, judge=judge_network(remembers=True))
    list(reader.read_all(documents[:2]))  # warm
    _skim(skimming, documents[:2])
    for number, first in enumerate(range(0, len(documents), ITEMS)):
        batch = documents[first : first + ITEMS]
        if number % 2:
            skimmed, parts = _skim(skimming, batch)
            whole, records = _read(reader, batch)
        else:
            whole, records = _read(reader, batch)
            skimmed, parts = _skim(skimming, batch)
        said = called[first : first + ITEMS]
        found = (_report(skim, *one) for one in zip(batch, records, parts, said, strict=True))
        yield Batch(tuple(found), whole, skimmed)


def _read(reader: Reader, batch: Sequence[Document]) -> tuple[float, list[Record]]:
    started = time.process_time()
    records = list(reader.read_all(batch))
    return time.process_time() - started, records


def _skim(reader: Reader, batch: Sequence[Document]) -> tuple[float, list[Record | None]]:
    started = time.process_time()
    passing = [found is None for found in reader.skim(batch)]
    records = reader.read_all(one for one, wanted in zip(batch, passing, strict=True) if wanted)
    parts = [next(records) if wanted else None for wanted in passing]
    return time.process_time() - started, parts


def _report(skim: Skim, document: Document, whole: Record, part: Record | None, label: str | None) -> Report:
    events = _told(whole)
    words = [start for event in events for start in event.words]
    sentences = [one.span for one in passages_of(document)]
    telling = [one for one in sentences if any(one.start <= start < one.end for start in words)]
    return Report(
        label=label,
        words=_words(document, sentences),
        telling=_words(document, telling),
        read=_words(document, skim.passages(document)) if part is not None else 0,
        whole=events,
        part=_told(part) if part is not None else (),
    )


def _told(record: Record) -> tuple[Told, ...]:
    actors = {actor.id: (actor.name.casefold(), actor.country, actor.sector) for actor in record.actors}
    places = {place.id: (place.name, place.lat, place.lon) for place in record.places}

    def says(event: Event) -> tuple[object, ...]:
        who, whom = (sorted(map(str, map(actors.get, side))) for side in (event.actors, event.recipients))
        return who, whom, event.date, sorted(map(str, map(places.get, event.places))), event.modality

    return tuple(
        Told(event.type, frozenset(one.start for one in event.evidence if one.role == "trigger"), says(event))
        for event in record.events
    )


def _again(one: Told, others: Iterable[Told]) -> Told | None:
    """The same event among others: of its type and told by one of its words, by as many as can be."""
    same = [other for other in others if other.type == one.type and other.words & one.words]
    return max(same, key=lambda other: len(other.words & one.words), default=None)


def _words(document: Document, spans: Iterable[Span]) -> int:
    return sum(len(document.text[span.start : span.end].split()) for span in spans)


def _share(told: Iterable[bool]) -> float:
    """The share of those that hold."""
    counted = list(told)
    return round(sum(counted) / max(1, len(counted)), 4)


def _outcome(split: str, batches: Sequence[Batch]) -> Outcome:
    reports = [report for batch in batches for report in batch.reports]
    telling = [report for report in reports if report.whole]
    both = [pair for report in telling for pair in report.both]
    events = sum(len(report.whole) for report in telling)
    words = sum(report.words for report in reports)
    crises = [report for report in reports if report.label == "public"]
    crisis_events = sum(len(report.whole) for report in crises)
    called = {
        "crisis reports": len(crises),
        "crisis reports that pass": _share(report.read > 0 for report in crises),
        "their events": round(sum(len(report.both) for report in crises) / max(1, crisis_events), 4),
    }
    whole, skimmed = sum(batch.whole for batch in batches), sum(batch.skimmed for batch in batches)
    return Outcome(
        benchmark="skim",
        split=split,
        figures={
            **(called if crises else {}),
            "recall": _share(bool(report.both) for report in telling),
            "recall of events": round(len(both) / max(1, events), 4),
            **{
                f"same {name}": _share(one.says[at] == other.says[at] for one, other in both)
                for at, name in enumerate(FIELDS)
            },
            "reports with an event": round(len(telling) / len(reports), 3),
            "reports that pass": round(sum(report.read > 0 for report in reports) / len(reports), 3),
            "words read": round(sum(report.read for report in reports) / words, 3),
            "times faster": round(whole / skimmed, 3),
            "ceiling": round(words / max(1, sum(report.words for report in telling)), 3),
            "ceiling of passages": round(words / max(1, sum(report.telling for report in telling)), 3),
        },
        items=len(reports),
        seconds=round(whole + skimmed, 1),
    )
