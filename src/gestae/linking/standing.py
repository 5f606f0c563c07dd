"""By whose word each event and each toll stands: the outlet's own, a claim, a confirmation, a denial, nobody's yet.

"Kyiv said Russian forces had shelled the hospital. Moscow denied it": claimed by Ukraine, denied by Russia, so
disputed. Computed from the record alone, so that any reader of the JSON can do it too.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from gestae.record.events import Event
from gestae.record.evidence import Evidence
from gestae.record.record import Record
from gestae.record.statements import Statement
from gestae.record.tolls import Toll

Role = Literal["tells", "claims", "confirms", "denies", "believes", "awaited", "announces none"]
Status = Literal["own voice", "confirmed", "claimed", "believed", "disputed", "denied", "pending", "none announced"]
STATUSES: tuple[Status, ...] = (
    "own voice",
    "confirmed",
    "claimed",
    "believed",
    "disputed",
    "denied",
    "pending",
    "none announced",
)
_MINDS = frozenset({"believe", "expect", "hope", "fear", "know", "intend"})
_TOLL_ROLES: dict[str, Role] = {
    "none": "announces none",
    "pending": "awaited",
    "denied": "denies",
    "disputed": "denies",
}
_LONGEST_SPAN = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """One telling: who does what, in which words. No `speakers` and no `statement`: the outlet itself.

    `through` holds the actors who hand the words on ("state media quoted the army chief as saying").
    """

    role: Role
    speakers: tuple[str, ...] = ()
    through: tuple[str, ...] = ()
    statement: str | None = None
    words: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """An event or a toll of the record with its status and every voice, in the order of the text."""

    row: Event | Toll
    status: Status
    voices: tuple[Voice, ...]


def standings(record: Record) -> tuple[Standing, ...]:
    """The standing of every event, then of every toll."""
    judge = _Judge(record)
    return (*(judge.event(event) for event in record.events), *(judge.toll(toll) for toll in record.tolls))


class _Judge:
    """Weighs the voices of one record."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._statements = {statement.id: statement for statement in record.statements}
        self._answers: dict[str, list[Statement]] = {}
        for statement in record.statements:
            for answered in statement.answers:
                self._answers.setdefault(answered, []).append(statement)

    def event(self, event: Event) -> Standing:
        """An event by the tellings of each of its triggers and what answers them."""
        triggers = [piece for piece in event.evidence if piece.role == "trigger"] or list(event.evidence[:1])
        voices = [self._voice(trigger) for trigger in triggers]
        voices += [
            self._answering(answer) for voice in voices for answer in self._answers.get(voice.statement or "", ())
        ]
        # who denies only that it was he ("denied any involvement") does not deny the deed
        disclaimed = {source for row in event.responsibility if row.standing == "denied" for source in row.according_to}
        others = [voice for voice in voices if voice.statement not in disclaimed]
        # where nobody else tells the deed, the report does: what has no doer denied was done
        voices = others or [replace(voice, role="tells", speakers=(), statement=None) for voice in voices]
        if event.modality == "negated":  # who says that it has not happened denies it
            voices = [replace(voice, role="denies") if voice.role == "claims" else voice for voice in voices]
        kept = _once(voices)
        return Standing(row=event, status=_status_of_event(event, kept), voices=kept)

    def toll(self, toll: Toll) -> Standing:
        """A toll by its own status and those it is according to."""
        words = self._passage(toll)
        role: Role = _TOLL_ROLES.get(toll.status, "claims")
        voices: list[Voice] = []
        for source in toll.according_to[-1:] if self._nested(toll.according_to) else toll.according_to:
            statement = self._statements.get(source)
            if statement is None:
                voices.append(Voice(role=role, speakers=(source,), words=words))
            else:
                told = _role_of(statement) if role == "claims" else role
                voices.append(Voice(role=told, speakers=statement.speakers, statement=statement.id, words=words))
                voices += [self._answering(answer) for answer in self._answers.get(statement.id, ())]
        if not voices:
            own: Role = "tells" if role == "claims" and toll.status == "reported" else role
            voices.append(Voice(role=own, words=words))
        kept = _once(voices)
        return Standing(row=toll, status=_status_of_toll(toll, kept), voices=kept)

    def _nested(self, sources: Sequence[str]) -> bool:
        """Whether the sources are statements one inside the other, the innermost last."""
        return all(source in self._statements for source in sources)

    def _passage(self, toll: Toll) -> Evidence:
        pieces = toll.evidence
        if toll.status == "pending":  # the words of who has not spoken yet, not those of the casualties beside them
            pieces = tuple(piece for piece in pieces if piece.role in {"status", "speaker"}) or pieces
        near = [piece for piece in pieces if abs(piece.start - pieces[0].start) < _LONGEST_SPAN // 2]
        return self._record.document.evidence(
            min(piece.start for piece in near), max(piece.end for piece in near), "words"
        )

    def _voice(self, trigger: Evidence) -> Voice:
        """Who tells a trigger: the outlet, or the innermost speaker around it."""
        around = self._around(trigger)
        if not around:
            return Voice(role="tells", words=trigger)
        inner, words = around[-1]
        denying = next((statement for statement, _ in around if statement.manner == "deny"), None)
        if denying is not None:
            inner, words = denying, next(piece for statement, piece in around if statement is denying)
        through = tuple(speaker for statement, _ in around if statement is not inner for speaker in statement.speakers)
        return Voice(
            role=_role_of(inner),
            speakers=inner.speakers,
            through=tuple(dict.fromkeys(through)),
            statement=inner.id,
            words=words,
        )

    def _around(self, trigger: Evidence) -> list[tuple[Statement, Evidence]]:
        """The statements that hold a trigger, outermost first, each with the stretch that does."""
        held = [
            (statement, piece)
            for statement in self._record.statements
            for piece in statement.content
            if piece.start <= trigger.start and trigger.end <= piece.end
        ]
        return sorted(held, key=lambda pair: -(pair[1].end - pair[1].start))

    def _answering(self, answer: Statement) -> Voice:
        return Voice(
            role="denies" if answer.manner == "deny" else "confirms",
            speakers=answer.speakers,
            statement=answer.id,
            words=self._answer_words(answer),
        )

    def _answer_words(self, answer: Statement) -> Evidence:
        """The cue with what it denies ("denied the claim"), for a bare "it" says little."""
        pieces = [answer.content[0], *([answer.cue] if answer.cue is not None else [])]
        return self._record.document.evidence(
            min(piece.start for piece in pieces), max(piece.end for piece in pieces), "words"
        )


def _role_of(statement: Statement) -> Role:
    if statement.manner == "deny":
        return "denies"
    if statement.manner == "confirm":
        return "confirms"
    return "believes" if statement.manner in _MINDS else "claims"


def _once(voices: Iterable[Voice]) -> tuple[Voice, ...]:
    """Each speaker once in each role, at the first words that say so, in the order of the text."""
    found: dict[tuple[object, ...], Voice] = {}
    for voice in sorted(voices, key=lambda one: (one.words.start, one.role)):
        who = voice.speakers or (voice.statement,)
        found.setdefault((voice.role, *who), voice)
    return tuple(found.values())


def _status_of_event(event: Event, voices: tuple[Voice, ...]) -> Status:
    roles = {voice.role for voice in voices}
    if roles == {"denies"} or (event.modality == "denied" and "denies" not in roles):
        return "denied"
    if "denies" in roles:
        return "disputed"
    if "tells" in roles:
        return "own voice"
    if "confirms" in roles:
        return "confirmed"
    return "claimed" if "claims" in roles else "believed"


def _status_of_toll(toll: Toll, voices: tuple[Voice, ...]) -> Status:
    if toll.status == "pending":
        return "pending"
    if toll.status == "none":
        return "none announced"
    roles = {voice.role for voice in voices}
    if toll.status in {"denied", "disputed"}:
        return "denied" if toll.status == "denied" else "disputed"
    if "denies" in roles:
        return "disputed"
    if toll.status == "claimed":
        return "claimed"
    if "confirms" in roles:
        return "confirmed"
    if "tells" in roles:
        return "own voice"
    return "claimed" if "claims" in roles else "believed"
