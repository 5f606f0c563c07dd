"""Who said what, to whom, through which channel.

"“We will not yield,” the envoy told reporters in Geneva on Tuesday, adding that talks had ended" holds two
statements of the envoy, one direct and one indirect.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from gestae.attribution.answering import with_answers
from gestae.attribution.building import MentionedDates, StatementBuilder
from gestae.attribution.editing import Editor
from gestae.attribution.found import FoundStatement, Statements
from gestae.attribution.frame import Frame
from gestae.attribution.frames import find_frames
from gestae.attribution.layout import lay_out
from gestae.attribution.nesting import hand_back
from gestae.attribution.parentheses import find_headlines, place_parentheticals
from gestae.attribution.phrases import without_attributions
from gestae.attribution.quotes import attribute_quotations
from gestae.attribution.relays import hand_on
from gestae.attribution.speakers import speaker_finder
from gestae.attribution.transcripts import Transcripts
from gestae.attribution.voices import MentionedActors
from gestae.lexicon.speech import Speech
from gestae.reading.tokens import Reading

__all__ = ["FoundStatement", "Statements", "find_statements"]


def find_statements(
    reading: Reading, *, actors: MentionedActors | None, dates: MentionedDates | None, speech: Speech
) -> Statements:
    """Every statement of the report: speaker, cue, content, channel, addressees and date."""
    layout = lay_out(reading, speech)
    frames = find_frames(reading, layout, speech)
    frames = attribute_quotations(reading, layout, frames)
    frames = without_attributions(reading, layout, frames)
    frames = place_parentheticals(reading, layout, frames)
    frames += find_headlines(reading, layout, frames, speech, actors)
    frames = hand_back(reading, layout, frames)
    frames = Transcripts(reading, layout, speech, actors).frames(frames)
    frames = hand_on(reading, layout, frames, speech)
    frames = sorted((frame for frame in frames if frame.content), key=lambda frame: frame.cue)
    builder = StatementBuilder(reading, layout, speech, speaker_finder(reading, layout, speech, actors), dates)
    editor = Editor(reading, layout, speech, actors)
    depths = _depths(frames, len(reading.tokens))
    found = [
        FoundStatement(
            statement=builder.statement(frame),
            cue=frame.cue,
            speaker=frame.source,
            content=frame.content,
            manner=frame.manner,
            form=frame.form,
            depth=depth,
            recorded=editor.keeps(frame, depth=depth),
            is_refused=editor.is_untold(frame),
            cue_lemma=frame.verb.lemma if frame.verb is not None else "",
        )
        for frame, depth in zip(frames, depths, strict=True)
    ]
    return Statements(with_answers(reading, found, speech, actors))


def _depths(frames: Sequence[Frame], size: int) -> list[int]:
    """For each statement the number of others in whose content its cue stands."""
    depths = [0] * (size + 1)
    for frame in frames:
        for first, last in frame.content:
            depths[first] += 1
            depths[last] -= 1
    depths = list(accumulate(depths))
    inside = [
        depths[frame.cue] if frame.has_cue else 0 for frame in frames
    ]  # without a cue its own words hold its place
    return [max(depth, 1 if frame.within is not None else 0) for depth, frame in zip(inside, frames, strict=True)]
