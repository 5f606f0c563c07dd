"""A cue of speech with what the parse gives for it, before quotations find their cues.

"The ministry denied that it had left": the cue `denied`, its source `ministry`, its content "that it had left".
"""

from __future__ import annotations

from dataclasses import dataclass

from gestae.attribution.layout import Layout, Range, trimmed, without
from gestae.lexicon.speech import SpeechVerb
from gestae.reading.tokens import Reading, Token


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """One cue with what the parse gives for it; without content it may still introduce a quotation.

    `cue` and `source` are head tokens, the other numbers ranges of tokens. `within`: the cue of the statement that
    hands this one on ("reported, citing officials"); `carrier`: the verb that does ("quoted by state media as saying").
    """

    cue: int
    words: Range
    manner: str
    form: str
    content: tuple[Range, ...] = ()
    source: int | None = None
    verb: SpeechVerb | None = None
    within: int | None = None
    carrier: int | None = None

    @property
    def has_cue(self) -> bool:
        """Whether a word introduces it; a heading that is nothing but a quotation has none."""
        return self.words[0] < self.words[1]

    @property
    def is_quotable(self) -> bool:
        """Whether a quotation may be its content."""
        return self.verb is not None and "quote" in self.verb.takes

    @property
    def may_follow(self) -> bool:
        """Whether it may stand between commas or at the end ("the army, he believes, has left")."""
        return self.verb is not None and bool(self.verb.takes & {"quote", "clause"})


def mark_of(reading: Reading, clause: Token) -> str:
    """The word that opens a clause ("that", "whether"), or nothing."""
    return next((child.lower for child in reading.children(clause) if child.dep == "mark"), "")


def noun_start(reading: Reading, noun: Token, *, owner: int | None = None) -> int:
    """Where the noun phrase begins, its owner left out."""
    inside = {"det", "amod", "compound", "nummod", "poss"}
    starts = [noun.index]
    starts += [child.index for child in reading.children(noun) if child.dep in inside and child.index != owner]
    return min(start for start in starts if owner is None or start > owner or owner > noun.index)


def content_ranges(reading: Reading, layout: Layout, cue: Token, spans: list[Range]) -> tuple[Range, ...]:
    """The ranges trimmed, the cue itself cut out, in order."""
    found: list[Range] = []
    for span in spans:
        for piece in without(span, (cue.index, cue.index + 1)):
            kept = trimmed(reading, layout, piece)
            if kept is not None:
                found.append(kept)
    return tuple(sorted(found))
