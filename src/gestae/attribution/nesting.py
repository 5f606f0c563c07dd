"""Who goes on speaking: in "The army said it had left, adding that ..." it is the army that adds, and not what left.

The parser hangs the second cue on the content of the first; here it is handed back to the first one's speaker.
"""

from __future__ import annotations

from dataclasses import replace

from gestae.attribution.frame import Frame
from gestae.attribution.layout import Layout, Range, trimmed
from gestae.reading.tokens import Reading

_SAME = frozenset({"he", "she", "it", "they"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "aux", "auxpass"})


def hand_back(reading: Reading, layout: Layout, frames: list[Frame]) -> list[Frame]:
    """The frames, where a later cue of the same speaker is taken out of the content of the one before."""
    result = list(frames)
    by_sentence: dict[int, list[int]] = {}
    for number, frame in enumerate(frames):
        by_sentence.setdefault(reading.tokens[frame.cue].sentence, []).append(number)
    for numbers in by_sentence.values():
        for number in numbers if len(numbers) > 1 else ():
            frame = result[number]
            if frame.verb is None or not frame.may_follow or layout.quote_at[frame.cue] >= 0:
                continue
            for other in numbers:
                cut = _cut_before(reading, result[other], frame)
                if cut is not None:
                    _cut(reading, layout, result, (other, number), cut)
    return result


def _cut(reading: Reading, layout: Layout, frames: list[Frame], pair: tuple[int, int], cut: int) -> None:
    outer, inner = frames[pair[0]], frames[pair[1]]
    spans = [trimmed(reading, layout, (first, min(last, cut))) for first, last in outer.content if first < cut]
    kept: tuple[Range, ...] = tuple(span for span in spans if span is not None)
    if kept:
        frames[pair[0]] = replace(outer, content=kept)
        frames[pair[1]] = replace(inner, source=outer.source)


def _cut_before(reading: Reading, outer: Frame, frame: Frame) -> int | None:
    """Where the outer content ends, when the inner cue is told of the same speaker; None when it is not."""
    first = frame.words[0]
    if first < 2 or not any(span[0] < frame.cue < span[1] for span in outer.content):
        return None
    tokens = reading.tokens
    cue, outer_cue = tokens[frame.cue], tokens[outer.cue]
    if cue.tag == "VBG" and tokens[first - 1].text == ",":
        return first - 1
    if cue.dep != "conj" or cue.tag != outer_cue.tag or tokens[first - 1].lower not in {"and", "but"}:
        return None
    if any(child.dep in _SUBJECTS for child in reading.children(cue)):
        return None
    sibling = tokens[cue.head]
    if any(child.dep == "nsubj" and child.lower in _SAME for child in reading.children(sibling)):
        return first - 1  # "said it was ready and warned its neighbours": one and the same
    if sibling.tag == cue.tag and not any(child.dep == "aux" for child in reading.children(sibling)):
        return None
    return first - 1
