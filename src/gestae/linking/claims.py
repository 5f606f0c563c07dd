"""Events and denials set right by each other: what only a denied claim tells has not happened as far as we know.

"Kyiv said Russian forces had shelled the hospital. Moscow denied that its forces had shelled it": one event with two
sources, and its modality is denied, for nobody but a denied claim tells it. What the report tells in its own voice,
what a second source tells or what a party confirms stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from gestae.attribution.statements import FoundStatement, Statements
from gestae.coding.events import CodedEvent, Events
from gestae.coding.mentions import EventMention
from gestae.linking.own_part import denies_own_part
from gestae.reading.tokens import Reading
from gestae.record.discrepancies import Discrepancy
from gestae.record.events import HAPPENED, Event
from gestae.record.evidence import Evidence
from gestae.record.tolls import Toll
from gestae.resolving.who.actors import Actors

_DENYING = frozenset({"deny", "refute", "disavow", "disown", "rule"})  # "ruled out the use of force"


@dataclass(frozen=True, slots=True)
class Settled:
    """The events as they stand after all answers; `joined` says which event took up one that the record has no more."""

    events: Events
    joined: Mapping[str, str]

    def rejoined(self, discrepancies: Iterable[Discrepancy]) -> tuple[Discrepancy, ...]:
        """Discrepancies found between events that are one now, with the event they are about."""
        return tuple(
            replace(item, events=tuple(dict.fromkeys(self.joined.get(event, event) for event in item.events)))
            for item in discrepancies
        )

    def attached(self, tolls: Iterable[Toll]) -> tuple[Toll, ...]:
        """Tolls with the event that theirs is part of now."""
        return tuple(replace(toll, event=self.joined.get(toll.event or "", toll.event)) for toll in tolls)


def settle_claims(reading: Reading, events: Events, *, statements: Statements, actors: Actors) -> Settled:
    """The events, those that answers join made one, those that only denied claims tell marked as denied."""
    by_id = {item.statement.id: item for item in statements.found if item.recorded}
    answers = [item for item in by_id.values() if item.statement.answers]
    answering = [item for item in by_id.values() if item.manner in {"deny", "confirm"} and item.is_proposition]
    if not answers and not any(item.manner == "deny" for item in by_id.values()):
        return Settled(events, {})
    joined: dict[str, str] = {}
    coded = _joined(list(events.coded), answering, by_id, joined)
    denials = [item for item in answers if item.manner == "deny" and item.depth == 0]
    settled = [_settled(reading, item, statements, _denied(reading, item, denials, actors)) for item in coded]
    by_token = {
        token.index: item.event
        for item in settled
        for mention in item.mentions
        for token in (mention.token, *mention.absorbed)
    }
    return Settled(Events(tuple(settled), events.actors, by_token), joined)


def _denied(reading: Reading, item: CodedEvent, denials: Sequence[FoundStatement], actors: Actors) -> set[str]:
    """The statements that somebody denies in what they tell of an event, and not only for a part of its own in it."""
    whole = [one for one in denials if not denies_own_part(reading, one, item.event, actors)]
    return {answered for one in whole for answered in one.statement.answers}


def _joined(
    coded: list[CodedEvent],
    answering: Sequence[FoundStatement],
    by_id: Mapping[str, FoundStatement],
    joined: dict[str, str],
) -> list[CodedEvent]:
    """One event where a denial or confirmation tells again what it answers, or what the report itself tells."""
    for answer in answering:
        answered = [by_id[id_] for id_ in answer.statement.answers if id_ in by_id]
        for inner in [item for item in coded if _tells(answer, item)]:
            outer = next((item for item in coded if _is_answered(item, inner, answered)), None)
            if outer is not None:
                joined[inner.event.id] = outer.event.id
                coded = [_merged(item, inner) if item is outer else item for item in coded if item is not inner]
    return coded


def _is_answered(item: CodedEvent, inner: CodedEvent, answered: Sequence[FoundStatement]) -> bool:
    """Whether an event is the one that an answer tells again: in what it answers, or beyond doubt the same."""
    if item is inner:
        return False
    if any(_tells(statement, item) for statement in answered) and _same(item, inner):
        return True
    return item.event.modality in HAPPENED and _same(item, inner, surely=True)


def _tells(statement: FoundStatement, item: CodedEvent) -> bool:
    return any(_holds(statement, mention) for mention in item.mentions)


def _holds(statement: FoundStatement, mention: EventMention) -> bool:
    return any(first <= mention.token.index < last for first, last in statement.content)


def _same(left: CodedEvent, right: CodedEvent, *, surely: bool = False) -> bool:
    """Whether two events may be one: same type, no two different modes, a word of the trigger or a party in common.

    `surely`: a word of the trigger, the same sufferers or things hit, and no other actor.
    """
    one, other = left.event, right.event
    if one.type != other.type or (one.mode and other.mode and one.mode != other.mode):
        return False
    lemmas = {mention.token.lemma for mention in left.mentions} & {mention.token.lemma for mention in right.mentions}
    shared = (set(one.actors) & set(other.actors)) | (set(one.recipients) & set(other.recipients))
    if surely:
        same_actor = not other.actors or bool(set(one.actors) & set(other.actors))
        things = {noun.lemma for mention in left.mentions for noun in mention.targets}
        hit = bool(things & {noun.lemma for mention in right.mentions for noun in mention.targets})
        return bool(lemmas) and same_actor and (hit or bool(set(one.recipients) & set(other.recipients)))
    return bool(lemmas or shared)


def _merged(first: CodedEvent, second: CodedEvent) -> CodedEvent:
    mentions = (*first.mentions, *second.mentions)
    one, other = first.event, second.event
    happened = one if one.modality in HAPPENED or other.modality not in HAPPENED else other
    event = replace(
        one,
        modality=happened.modality,
        mode=one.mode or other.mode,
        actors=one.actors or other.actors,
        recipients=one.recipients or other.recipients,
        date=one.date or other.date,
        places=one.places or other.places,
        means=one.means or other.means,
        quantity=one.quantity or other.quantity,
        according_to=tuple(dict.fromkeys((*one.according_to, *other.according_to))) if one.according_to else (),
        evidence=_together(one, other),
    )
    return CodedEvent(event, mentions)


def _together(one: Event, other: Event) -> tuple[Evidence, ...]:
    both = dict.fromkeys((*one.evidence, *other.evidence))
    return tuple(sorted(both, key=lambda piece: (piece.start, piece.end, piece.role)))


def _settled(reading: Reading, item: CodedEvent, statements: Statements, denied: set[str]) -> CodedEvent:
    told = [statements.around(mention.token.index) for mention in item.mentions]
    if item.event.modality not in HAPPENED:
        admitted = item.event.modality in {"denied", "negated"} and any(
            mention.standing.modality in HAPPENED and _is_sure(around)
            for mention, around in zip(item.mentions, told, strict=True)
        )
        return replace(item, event=replace(item.event, modality="actual")) if admitted else item
    discredited = {
        speaker for around in told for one in around if one.statement.id in denied for speaker in one.statement.speakers
    }
    tellings = zip(item.mentions, told, strict=True)
    if all(_is_denied(reading, mention, around, denied, discredited) for mention, around in tellings):
        return replace(item, event=replace(item.event, modality="denied"))
    return item


def _is_sure(around: Sequence[FoundStatement]) -> bool:
    """Whether the report tells it in its own voice, or a party confirms it: then an earlier "has not" is outdated."""
    return not around or around[-1].manner == "confirm"


def _is_denied(
    reading: Reading,
    mention: EventMention,
    around: Sequence[FoundStatement],
    denied: set[str],
    discredited: set[str],
) -> bool:
    """Whether a mention stands in a denial, or in a claim that somebody denies, made once or several times."""
    return any(
        (item.manner == "deny" and (item.is_proposition or _names(reading, item, mention)))
        or item.statement.id in denied
        or (bool(item.statement.speakers) and discredited.issuperset(item.statement.speakers))
        for item in around
    )


def _names(reading: Reading, item: FoundStatement, mention: EventMention) -> bool:
    """ "denied the attack", "denied reports that ..."; who denies a part in a killing does not deny the killing."""
    if item.cue_lemma not in _DENYING:
        return False
    first, last = next(span for span in item.content if span[0] <= mention.token.index < span[1])
    if not first <= mention.token.head < last:
        return True
    return any(token.lower == "that" and token.dep == "mark" for token in reading.tokens[first : mention.token.index])
