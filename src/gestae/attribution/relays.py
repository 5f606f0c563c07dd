"""Words handed on: "was quoted by state media as saying", "reported, citing two officials, that".

In the first the minister speaks and state media hand it on; in the second the officials speak inside what the agency
reports.
"""

from __future__ import annotations

from dataclasses import replace

from gestae.attribution.frame import Frame
from gestae.attribution.layout import Layout, extent
from gestae.lexicon.speech import Speech
from gestae.reading.tokens import Reading, Token

_NAMING = frozenset({"NOUN", "PROPN", "PRON"})


def hand_on(reading: Reading, layout: Layout, frames: list[Frame], speech: Speech) -> list[Frame]:
    """The frames, with those who are quoted or cited as the speakers of what is handed on."""
    found = _quoted_as_saying(reading, frames, speech)
    return found + _cited(reading, layout, found, speech)


def _quoted_as_saying(reading: Reading, frames: list[Frame], speech: Speech) -> list[Frame]:
    tokens = reading.tokens
    relayed: dict[int, int] = {}
    for frame in frames:
        cue = tokens[frame.cue]
        verb = _relay_above(reading, cue, speech)
        if verb is not None and (source := _one_quoted(reading, verb)) is not None:
            relayed[frame.cue] = source.index
    passive = {
        verb.index
        for cue in relayed
        if (verb := _relay_above(reading, tokens[cue], speech)) is not None
        and any(child.dep in {"nsubjpass", "auxpass"} for child in reading.children(verb))
    }
    return [
        replace(frame, source=relayed[frame.cue], carrier=_above(reading, frame.cue)) if frame.cue in relayed else frame
        for frame in frames
        if frame.cue not in passive
    ]


def _above(reading: Reading, cue: int) -> int:
    """The relaying verb over "as saying"."""
    return reading.tokens[reading.tokens[cue].head].head


def _relay_above(reading: Reading, cue: Token, speech: Speech) -> Token | None:
    """The "quoted" of "quoted as saying"."""
    preposition = reading.tokens[cue.head]
    if cue.tag != "VBG" or preposition.lower != "as":
        return None
    verb = reading.tokens[preposition.head]
    return verb if verb.lemma in speech.relays else None


def _one_quoted(reading: Reading, verb: Token) -> Token | None:
    """Who is quoted: the subject of the passive, else the object."""
    children = list(reading.children(verb))
    for dep in ("nsubjpass", "dobj"):
        found = next((child for child in children if child.dep == dep), None)
        if found is not None:
            return found
    head = reading.tokens[verb.head]
    return head if verb.dep == "acl" and head.pos in _NAMING else None


def _cited(reading: Reading, layout: Layout, frames: list[Frame], speech: Speech) -> list[Frame]:
    """ "reported, citing two officials, that ...": a statement of the officials inside that of the agency."""
    found = []
    by_cue = {frame.cue: frame for frame in frames if frame.content}
    for token in reading.tokens:
        if token.tag != "VBG" or token.lemma not in speech.relays or layout.is_quoted(token):
            continue
        outer = by_cue.get(token.head) or _reporting_before(reading, by_cue, token)
        source = next((child for child in reading.children(token) if child.dep == "dobj"), None)
        if outer is None or source is None or outer.verb is None or not outer.may_follow:
            continue
        span = extent(reading, token)
        kept = tuple(piece for piece in outer.content if piece[1] <= span[0] or piece[0] >= span[1])
        if kept and outer.source != source.index:
            words = (token.index, token.index + 1)
            found.append(
                Frame(
                    cue=token.index,
                    words=words,
                    manner="say",
                    form="according",
                    content=kept,
                    source=source.index,
                    within=outer.cue,
                )
            )
    return found


def _reporting_before(reading: Reading, by_cue: dict[int, Frame], token: Token) -> Frame | None:
    """The cue between commas after which "citing ..." stands, where the parser hung it on what is told."""
    first = reading.sentences[token.sentence].first
    for index in range(token.index - 1, first - 1, -1):
        frame = by_cue.get(index)
        if frame is not None:
            return frame if frame.content[-1][1] > token.index else None
    return None
