"""From a cue and its words to the statement of the record: speakers, content as told, kind, date, evidence.

"The ministry denied on Friday that its pilots had left": content "its pilots had left", date Friday, manner deny.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from gestae.attribution.attribution import source_range
from gestae.attribution.context import SpeechContext, context_of
from gestae.attribution.frame import Frame, noun_start
from gestae.attribution.layout import QUOTE_CLOSERS, Layout, Range
from gestae.attribution.speakers import SpeakerFinder
from gestae.lexicon.speech import Speech
from gestae.reading.tokens import Reading, Token
from gestae.record.dates import DateInterval
from gestae.record.evidence import Evidence
from gestae.record.identifiers import content_id
from gestae.record.statements import Statement, StatementKind

_OPENING = frozenset({"that", ",", ":", ";", "—", "–"})
_SINGLE, _SINGLE_CLOSERS = frozenset({"'", "‘", "‹"}), frozenset({"'", "’", "›"})
_LIMITING = frozenset({"only", "simply", "merely", "again", "instead"})
_CLOSING = frozenset({"that", ",", ":", ";", "—", "–", "and", "but"})


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


@dataclass(frozen=True, slots=True)
class StatementBuilder:
    """Writes statements of one report down; holds what every step needs."""

    reading: Reading
    layout: Layout
    speech: Speech
    speakers: SpeakerFinder
    dates: MentionedDates | None

    def statement(self, frame: Frame) -> Statement:
        """The statement that a frame tells."""
        reading = self.reading
        context = context_of(reading, frame, self.speech)
        content = tuple(self._quote(self._told(span), "content") for span in frame.content)
        cue = self._quote(frame.words, "cue") if frame.has_cue else None
        evidence: list[Evidence] = [*(() if cue is None else (cue,)), *content]
        if frame.source is not None:
            span = source_range(reading, reading.tokens[frame.source], outside=frame.content, cue=frame.words)
            evidence.append(self._quote(span, "speaker"))
        if context.channel_words is not None:
            evidence.append(self._quote(context.channel_words, "channel"))
        date = self._date(frame, context)
        if date is not None:
            evidence.append(self._quote((date.first, date.last), "date"))
        return Statement(
            id=content_id(
                "S",
                reading.document.id,
                reading.tokens[frame.words[0]].start,
                *((piece.start, piece.end) for piece in content),
            ),
            speakers=self.speakers.speakers(frame),
            channel=context.channel,
            kind=self._kind(frame),
            manner=frame.manner,
            cue=cue,
            content=content,
            addressees=self.speakers.ids(context.addressees),
            date=date.interval if date is not None else None,
            evidence=tuple(sorted(evidence, key=lambda piece: (piece.start, piece.end, piece.role))),
        )

    def _told(self, span: Range) -> Range:
        """The words told: without "that" and commas at their ends; the noun that a lone "who" means."""
        tokens = self.reading.tokens
        first, last = span
        if tokens[first].lower in _LIMITING and first + 2 < last and tokens[first + 1].lower == "that":
            first += 1
        if last - first == 1 and tokens[first].tag in {"WP", "WDT"}:
            return self._antecedent(tokens[first]) or span
        while first < last - 1 and tokens[first].lower in _OPENING and not self._is_subject(tokens[first]):
            first += 1
        while first < last - 1 and self.layout.quote_at[last - 1] < 0 and self._closes(tokens[last - 1]):
            last -= 1
        return first, last

    @staticmethod
    def _closes(token: Token) -> bool:
        """Whether a last token is none of the words told: a comma, "that", a quotation mark without its other half."""
        return token.lower in _CLOSING or token.text in QUOTE_CLOSERS

    def _is_subject(self, token: Token) -> bool:
        """Whether "that" is no conjunction ("said that was a lie")."""
        after = self.reading.tokens[min(token.index + 1, len(self.reading.tokens) - 1)]
        return token.lower == "that" and token.dep != "mark" and after.pos in {"VERB", "AUX"}

    def _antecedent(self, relative: Token) -> Range | None:
        clause = self.reading.tokens[relative.head]
        while clause.dep == "ccomp":  # "men who it said had planned"
            clause = self.reading.tokens[clause.head]
        noun = self.reading.tokens[clause.head]
        if clause.dep != "relcl" or noun.index > relative.index:
            return None
        return noun_start(self.reading, noun), noun.index + 1

    def _quote(self, span: Range, role: str) -> Evidence:
        tokens = self.reading.tokens
        return self.reading.quote(tokens[span[0]].start, tokens[span[1] - 1].end, role)

    def _kind(self, frame: Frame) -> StatementKind:
        if frame.form == "speech" or self._is_quoted_inside(frame):
            return "direct"
        words = quoted = 0
        for first, last in frame.content:
            for token in self.reading.tokens[first:last]:
                if token.pos not in {"PUNCT", "SPACE"}:
                    words += 1
                    quoted += self.layout.quote_at[token.index] >= 0
        if not quoted or (frame.has_cue and self.layout.quote_at[frame.cue] >= 0):
            return "indirect"
        return "direct" if quoted >= 0.95 * words else "mixed"

    def _is_quoted_inside(self, frame: Frame) -> bool:
        """Whether single marks hold the content inside another quotation: "He told me 'We will stay' and left"."""
        first, last = frame.content[0][0], frame.content[-1][1]
        tokens = self.reading.tokens
        inside = frame.has_cue and first > 0 and last < len(tokens) and self.layout.quote_at[frame.cue] >= 0
        marks = (tokens[first - 1].text, {one.text for one in tokens[last : last + 2]}) if inside else ("", set())
        return marks[0] in _SINGLE and not _SINGLE_CLOSERS.isdisjoint(marks[1])

    def _date(self, frame: Frame, context: SpeechContext) -> DateMention | None:
        """The date that modifies the cue and lies outside the content."""
        if self.dates is None:
            return None
        for mention in self.dates.in_sentence(self.reading.tokens[frame.cue].sentence):
            if mention.interval is None or any(first <= mention.first < last for first, last in frame.content):
                continue
            if any(holder in context.holders for holder in self._holders(mention.first, mention.last)):
                return mention
        return None

    def _holders(self, first: int, last: int) -> list[int]:
        """The words above a date expression, nearest first, up to the first verb."""
        tokens = self.reading.tokens
        found: list[int] = []
        for index in range(first, last):
            if first <= tokens[index].head < last and tokens[index].head != index:
                continue
            for above in self.reading.ancestors(tokens[index]):
                found.append(above.index)
                if above.pos in {"VERB", "AUX"}:
                    break
        return found
