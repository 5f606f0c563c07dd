"""Who said what, to whom, through which channel.

"“We will not yield,” the envoy told reporters in Geneva on Tuesday, adding that talks had ended" holds two
statements of the envoy, one direct and one indirect.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Protocol

from gestae.attribution.attribution import source_range
from gestae.attribution.context import SpeechContext, context_of
from gestae.attribution.editing import is_recorded
from gestae.attribution.frame import Frame
from gestae.attribution.frames import find_frames
from gestae.attribution.layout import Layout, Range, lay_out
from gestae.attribution.nesting import hand_back
from gestae.attribution.parentheses import find_headlines, place_parentheticals
from gestae.attribution.quotes import attribute_quotations
from gestae.lexicon.speech import Speech
from gestae.reading.tokens import Reading
from gestae.record.dates import DateInterval
from gestae.record.evidence import Evidence
from gestae.record.identifiers import content_id
from gestae.record.statements import Statement, StatementKind


class Mentioned(Protocol):
    """A mention of an actor."""

    @property
    def actor(self) -> str:
        """The id of the actor."""
        ...


class MentionedActors(Protocol):
    """Who is meant by a token."""

    def at(self, token_index: int, /) -> Mentioned | None:
        """The mention at a token."""
        ...


class DateMention(Protocol):
    """A date expression."""

    @property
    def first(self) -> int:
        """Its first token."""
        ...

    @property
    def last(self) -> int:
        """One past its last token."""
        ...

    @property
    def interval(self) -> DateInterval | None:
        """The days it means."""
        ...


class MentionedDates(Protocol):
    """The date expressions of a reading."""

    def in_sentence(self, index: int, /) -> Sequence[DateMention]:
        """Those of one sentence."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundStatement:
    """A statement with the tokens it stands on.

    `manner` is what the speaker does (say, deny, demand, promise, threaten, intend, believe, expect, fear, warn, ...);
    `form` how the content is told: quote, clause, infinitive, according, hedge and noun tell what is so;
    object and named only say what is spoken of ("condemned the attack"). `depth` counts the statements it is told in;
    `recorded` says whether the record keeps it.
    """

    statement: Statement
    cue: int
    speaker: int | None
    content: tuple[Range, ...]
    manner: str
    form: str
    depth: int = 0
    recorded: bool = True

    @property
    def is_proposition(self) -> bool:
        """Whether the content tells what is or shall be so, and not only names a subject."""
        return self.form not in {"object", "named"}


@dataclass(frozen=True, slots=True)
class Statements:
    """The statements of a report in the order of the text; asked about words, only those that the record keeps."""

    found: tuple[FoundStatement, ...] = ()

    @property
    def items(self) -> tuple[Statement, ...]:
        """The statements as the record keeps them."""
        return tuple(item.statement for item in self.found if item.recorded)

    def covering(self, start: int, end: int) -> tuple[Statement, ...]:
        """The statements whose content holds these characters, outermost first."""
        holding = [
            (-(content.end - content.start), number, item.statement)
            for number, item in enumerate(self.found)
            if item.recorded
            for content in item.statement.content
            if content.start <= start and end <= content.end
        ]
        return tuple(statement for _, _, statement in sorted(holding, key=lambda entry: entry[:2]))

    def around(self, token_index: int) -> tuple[FoundStatement, ...]:
        """The statements whose content holds a token, outermost first."""
        holding = [
            (-(last - first), number)
            for number, item in enumerate(self.found)
            if item.recorded
            for first, last in item.content
            if first <= token_index < last
        ]
        return tuple(self.found[number] for _, number in sorted(holding))


def find_statements(
    reading: Reading, *, actors: MentionedActors | None, dates: MentionedDates | None, speech: Speech
) -> Statements:
    """Every statement of the report: speaker, cue, content, channel, addressees and date."""
    layout = lay_out(reading)
    frames = find_frames(reading, layout, speech)
    frames = attribute_quotations(reading, layout, frames)
    frames = place_parentheticals(reading, layout, frames)
    frames += find_headlines(reading, layout, frames, speech)
    frames = hand_back(reading, layout, frames)
    frames.sort(key=lambda frame: frame.cue)
    frames = [frame for frame in frames if frame.content]
    told = [_statement(reading, layout, frame, context_of(reading, frame, speech), actors, dates) for frame in frames]
    depths = _depths(told, len(reading.tokens))
    return Statements(
        tuple(
            replace(item, depth=depth, recorded=is_recorded(reading, frame, speech.recorded, depth=depth))
            for item, frame, depth in zip(told, frames, depths, strict=True)
        )
    )


def _depths(told: Sequence[FoundStatement], size: int) -> list[int]:
    """For each statement the number of others in whose content its cue stands."""
    depths = [0] * (size + 1)
    for item in told:
        for first, last in item.content:
            depths[first] += 1
            depths[last] -= 1
    depths = list(accumulate(depths))
    return [depths[item.cue] for item in told]


def _statement(
    reading: Reading,
    layout: Layout,
    frame: Frame,
    context: SpeechContext,
    actors: MentionedActors | None,
    dates: MentionedDates | None,
) -> FoundStatement:
    content = tuple(_evidence(reading, span, "content") for span in frame.content)
    cue = _evidence(reading, frame.words, "cue")
    evidence: list[Evidence] = [cue, *content]
    if frame.source is not None:
        head = reading.tokens[frame.source]
        span = source_range(reading, head, outside=frame.content, cue=frame.words)
        evidence.append(_evidence(reading, span, "speaker"))
    if context.channel_words is not None:
        evidence.append(_evidence(reading, context.channel_words, "channel"))
    date = _date(reading, frame, context, dates)
    if date is not None:
        evidence.append(_evidence(reading, (date.first, date.last), "date"))
    statement = Statement(
        id=content_id("S", reading.document.id, cue.start, *((piece.start, piece.end) for piece in content)),
        speakers=_ids(actors, context.speakers) or _ids(actors, context.principals),
        channel=context.channel,
        kind=_kind(reading, layout, frame.content),
        cue=cue,
        content=content,
        addressees=_ids(actors, context.addressees),
        date=date.interval if date is not None else None,
        evidence=tuple(sorted(evidence, key=lambda piece: (piece.start, piece.end, piece.role))),
    )
    return FoundStatement(
        statement=statement,
        cue=frame.cue,
        speaker=frame.source,
        content=frame.content,
        manner=frame.manner,
        form=frame.form,
    )


def _evidence(reading: Reading, span: Range, role: str) -> Evidence:
    return reading.quote(reading.tokens[span[0]].start, reading.tokens[span[1] - 1].end, role)


def _ids(actors: MentionedActors | None, heads: tuple[int, ...]) -> tuple[str, ...]:
    if actors is None:
        return ()
    found: dict[str, None] = {}
    for head in heads:
        mention = actors.at(head)
        if mention is not None:
            found[mention.actor] = None
    return tuple(found)


def _kind(reading: Reading, layout: Layout, content: tuple[Range, ...]) -> StatementKind:
    words = quoted = 0
    for first, last in content:
        for token in reading.tokens[first:last]:
            if token.pos not in {"PUNCT", "SPACE"}:
                words += 1
                quoted += layout.quote_at[token.index] >= 0
    if not quoted:
        return "indirect"
    return "direct" if quoted >= 0.95 * words else "mixed"


def _date(reading: Reading, frame: Frame, context: SpeechContext, dates: MentionedDates | None) -> DateMention | None:
    """The date that modifies the cue and lies outside the content."""
    if dates is None:
        return None
    tokens = reading.tokens
    for mention in dates.in_sentence(tokens[frame.cue].sentence):
        if mention.interval is None or any(first <= mention.first < last for first, last in frame.content):
            continue
        if any(holder in context.holders for holder in _holders(reading, mention.first, mention.last)):
            return mention
    return None


def _holders(reading: Reading, first: int, last: int) -> list[int]:
    """The words above a date expression, nearest first, up to the first verb."""
    tokens = reading.tokens
    found: list[int] = []
    for index in range(first, last):
        if first <= tokens[index].head < last and tokens[index].head != index:
            continue
        for above in reading.ancestors(tokens[index]):
            found.append(above.index)
            if above.pos in {"VERB", "AUX"}:
                break
    return found
