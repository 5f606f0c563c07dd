"""Reports as the network learns from them: what gestae finds in them, in numbers, and what was written about them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial

from gestae.judging.judge import trained_judge
from gestae.judging.whole import LONGEST, Window, windows
from gestae.judging.wordpieces import Pieces, WordPieces
from gestae.linking.elsewhere import Features, Pair, pairs_of
from gestae.reader import Reader
from gestae.reading.tokens import Reading, Token
from gestae.record.actors import Actor
from gestae.settings import Settings
from gestae.sources.text import document_from_text
from training.doers.incidents import Incident, is_called, plain, read_incidents
from training.doers.written import Span, Written, read_written
from training.judge.sentences import PUBLISHED

_HELD = 8
Place = tuple[int, int]  # window, piece
Answer = tuple[bool, bool]  # did it, was hit


@dataclass(frozen=True, slots=True)
class Question:
    """An event (by its number) and an actor: where he is named, what is known of the two, and the answer."""

    event: int
    named: tuple[Place, ...]
    of_pair: Features
    of_mentions: tuple[Features, ...]
    answer: Answer
    known: Answer  # what gestae finds without the network


@dataclass(frozen=True, slots=True)
class Lesson:
    """A report in windows of piece ids, where its events are told, and every question about it."""

    name: str
    source: str
    windows: tuple[Window, ...]
    told: tuple[tuple[Place, ...], ...]
    questions: tuple[Question, ...]

    @property
    def is_held_out(self) -> bool:
        """Whether it is never learnt from: one in eight, by a hash of its name."""
        return int.from_bytes(hashlib.sha256(self.name.encode()).digest()[:4]) % _HELD == 0


@dataclass(slots=True)
class LessonMaker:
    """Reads reports as gestae does, and asks about every violent event and actor."""

    pieces: WordPieces
    reader: Reader = field(default_factory=lambda: Reader(Settings(judge=False)))

    def all(self) -> Iterator[Lesson]:
        """The reports written for this, then those of MUC-4's dev1300, in a fixed order."""
        reports = read_written()
        told = self._readings([(one.name, one.text, PUBLISHED) for one in reports])
        for report, reading in zip(reports, told, strict=True):
            yield from self._lesson(report.name, "written", reading, partial(_by_words, report=report))
        news = list(read_incidents())
        told = self._readings([(name, text, day) for name, text, day, _ in news])
        for (name, *_, incidents), reading in zip(news, told, strict=True):
            yield from self._lesson(name, "muc", reading, partial(_by_names, incidents=incidents))

    def _readings(self, texts: Iterable[tuple[str, str, str | None]]) -> Iterator[Reading]:
        documents = [document_from_text(text, name=name, published=day) for name, text, day in texts]
        return self.reader.parse_all(documents)

    def _lesson(
        self, name: str, source: str, reading: Reading, answer: Callable[[Pair], Answer | None]
    ) -> Iterator[Lesson]:
        """The report as a lesson, if it tells any violence that somebody wrote down."""
        judgements = trained_judge()(reading)
        record, events, actors = self.reader.in_full(reading, judgements)
        pairs = list(pairs_of(reading, events, actors=actors, said=record.statements, judgements=judgements))
        places = _Places(reading, self.pieces)
        numbers: dict[str, int] = {}
        told: list[tuple[Place, ...]] = []
        questions: list[Question] = []
        for pair in pairs:
            event, given = pair.event.event, answer(pair)
            named = places.all(pair.heads)
            where = places.all(pair.triggers)
            if given is None or len(named) < len(pair.heads) or not where:
                continue
            if event.id not in numbers:
                numbers[event.id] = len(told)
                told.append(where)
            laid = any(row.actor == pair.actor.id and row.standing != "denied" for row in event.responsibility)
            known = pair.actor.id in event.actors or laid, pair.actor.id in event.recipients
            questions.append(Question(numbers[event.id], named, pair.of_pair, pair.of_mentions, given, known))
        if questions:
            yield Lesson(name, source, places.windows, tuple(told), tuple(questions))


class _Places:
    """Where the words of a report stand in its windows."""

    def __init__(self, reading: Reading, pieces: WordPieces) -> None:
        text = reading.document.text
        self._starts = [one.start for one in reading.sentences]
        self._cut: list[Pieces | None] = [
            next(iter(pieces.cut(text[one.start : one.end], longest=LONGEST)), None) for one in reading.sentences
        ]
        ids = [cut.ids[1:-1] if cut else () for cut in self._cut]
        self.windows = tuple(windows(ids, pieces.first, pieces.last))

    def all(self, tokens: Sequence[Token]) -> tuple[Place, ...]:
        """The places of those that were read."""
        return tuple(place for token in tokens if (place := self._place(token)) is not None)

    def _place(self, token: Token) -> Place | None:
        cut = self._cut[token.sentence]
        piece = cut.at(token.start - self._starts[token.sentence]) if cut else None
        for number, window in enumerate(self.windows):
            if piece is not None and token.sentence in window.places:
                start, count = window.places[token.sentence]
                return (number, start + piece - 1) if piece <= count else None
        return None


def _by_words(pair: Pair, report: Written) -> Answer | None:
    """By the words that were written down; None for an event that is none of the deeds."""
    triggers = [(token.start, token.end) for token in pair.triggers]
    told = [(sum(_meets(one, deed.told) for one in triggers), deed) for deed in report.deeds]
    most = max(count for count, _ in told)
    if not most:
        return None
    deeds = [deed for count, deed in told if count == most]
    doers = [span for deed in deeds for span, _ in deed.doers]
    return _names_any(pair, doers), _names_any(pair, [span for deed in deeds for span in deed.hit])


def _names_any(pair: Pair, spans: Sequence[Span]) -> bool:
    """Whether a mention of the actor, no pronoun, ends inside one of the phrases."""
    ends = [
        mention.end - 1
        for mention, known in zip(pair.mentions, pair.of_mentions, strict=True)
        if "pronoun" not in known
    ]
    return any(start <= end < stop for end in ends for start, stop in spans)


def _meets(one: Span, others: Iterable[Span]) -> bool:
    return any(start < one[1] and one[0] < end for start, end in others)


def _by_names(pair: Pair, incidents: Sequence[Incident]) -> Answer:
    """By the names in the incidents that the event may be one of."""
    kind = pair.event.event.mode == "abduct"
    alike = [one for one in incidents if one.kidnapping == kind]
    mine = [one for one in alike if is_called(_called(pair.hit), one.hit)] or alike or list(incidents)
    said = _called([pair.actor])
    return (
        any(is_called(said, one.doers) for one in mine),
        any(is_called(said, one.hit) for one in mine),
    )


def _called(actors: Sequence[Actor]) -> list[str]:
    """Every word for some actors, but pronouns."""
    said = {plain(words) for actor in actors for words in (actor.name, *actor.aliases)}
    said.update(plain(item.text) for actor in actors for item in actor.evidence if item.role != "pronoun")
    return sorted(said - {""})
