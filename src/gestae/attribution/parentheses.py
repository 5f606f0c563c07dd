"""Cues set between commas or after them, and headlines: "Talks, he said, have ended"; "Talks have ended: envoy"."""

from __future__ import annotations

from dataclasses import replace

from gestae.attribution.frame import Frame
from gestae.attribution.layout import Layout, Range, trimmed
from gestae.attribution.voices import MentionedActors
from gestae.lexicon.speech import Speech
from gestae.reading.tokens import Reading, Sentence, Token

_DASHES = frozenset({"—", "–", "―", "--", "-"})
_BEFORE = frozenset({",", "”", '"', "’", "''", *_DASHES})
_OWN = frozenset({"nsubj", "nsubjpass", "aux", "auxpass", "neg", "advmod", "npadvmod", "prep", "dobj", "dative", "prt"})
_LONGEST_NAME = 8
_RELATIVE = frozenset({"where", "which", "who", "when"})  # "the city where, it said, ..." tells only what follows
_SETTING = frozenset({"in", "on", "at", "but", "and", "however", "meanwhile", "speaking", "later", "earlier", "asked"})


def place_parentheticals(reading: Reading, layout: Layout, frames: list[Frame]) -> list[Frame]:
    """The frames, where a cue without content follows a comma or stands between commas its sentence is the content."""
    fronted = [_with_front(reading, layout, frame) for frame in frames]
    return [_placed(reading, layout, frame) if _may_be_aside(reading, layout, frame) else frame for frame in fronted]


def _with_front(reading: Reading, layout: Layout, frame: Frame) -> Frame:
    """The frame with the words in front of a cue set between commas ("Because it rained, he said, nobody ...")."""
    if frame.form != "clause" or not frame.may_follow or frame.verb is None or layout.quote_at[frame.cue] >= 0:
        return frame
    tokens = reading.tokens
    cue = tokens[frame.cue]
    sentence = reading.sentences[cue.sentence]
    first, last = _own_range(reading, cue, sentence)
    begin = frame.content[0][0]
    front = trimmed(reading, layout, (sentence.first, first)) if first - sentence.first >= 2 else None
    enclosed = (
        begin in {last, last + 1} and "," in {tokens[last].text, tokens[begin].text} and tokens[first - 1].text == ","
    )
    if front is None or not enclosed or begin < cue.index or cue.head != cue.index:
        return frame
    if any(layout.quote_at[index] >= 0 for index in range(*front)) or tokens[front[0]].tag in {"VBG", "VBN"}:
        return frame
    if tokens[front[0]].lower in _SETTING and not _has_verb(tokens[slice(*front)]):
        return frame  # "On Friday, the army said, ..." says when it was said
    return replace(frame, content=(front, *frame.content))


def _may_be_aside(reading: Reading, layout: Layout, frame: Frame) -> bool:
    return frame.may_follow and not frame.content and layout.quote_at[frame.cue] < 0


def _placed(reading: Reading, layout: Layout, frame: Frame) -> Frame:
    tokens = reading.tokens
    cue = tokens[frame.cue]
    sentence = reading.sentences[cue.sentence]
    if cue.dep in {"relcl", "acl", "pcomp", "advcl", "xcomp"} or cue.tag in {"VBG", "VB"}:
        return frame
    own = _own_range(reading, cue, sentence)
    opens = _opening(reading, sentence, own[0])
    if own[0] - opens < 2 or tokens[own[0] - 1].text not in _BEFORE:
        return frame
    before = trimmed(reading, layout, (opens, own[0])) if tokens[own[0] - 2].lower not in _RELATIVE else None
    spans = [before] if before is not None else []
    worded = _has_verb(tokens[opens : own[0]]) and not _only_when(reading, cue)
    if own[1] < sentence.last - 3 and tokens[own[1]].text in {",", *_DASHES}:
        after = tokens[own[1] + 1]
        goes_on = after.tag != "VBG" and after.pos not in {"CCONJ", "PRON"} and after.lower not in {"who", "which"}
        rest = trimmed(reading, layout, (own[1], sentence.last))
        if rest is not None and (goes_on or not worded):
            spans.append(rest)
            worded = worded or _has_verb(tokens[slice(*rest)])
    if not spans or not worded:
        return frame
    return replace(frame, content=tuple(spans), form="clause")


def _opening(reading: Reading, sentence: Sentence, end: int) -> int:
    """Where the words before an aside begin: at the last semicolon, for what stands before it is another sentence."""
    marks = [index for index in range(sentence.first, end) if reading.tokens[index].text == ";"]
    return marks[-1] + 1 if marks else sentence.first


def _only_when(reading: Reading, cue: Token) -> bool:
    """Whether what stands before the cue only says when or why ("After the hearing ended, the men protested")."""
    before = {child.dep for child in reading.children(cue) if child.index < cue.index}
    return cue.head == cue.index and "advcl" in before and not before & {"ccomp", "parataxis", "dep"}


def _has_verb(tokens: tuple[Token, ...]) -> bool:
    return any(token.tag in {"VBD", "VBZ", "VBP", "MD"} for token in tokens)


def _own_range(reading: Reading, cue: Token, sentence: Sentence) -> Range:
    """The cue with its subject and modifiers, as far as they stand together with no comma between."""
    first, last = cue.index, cue.index + 1
    children = sorted(
        (child for child in reading.children(cue) if child.dep in _OWN), key=lambda child: abs(child.index - cue.index)
    )
    for child in children:
        words = [token.index for token in reading.subtree(child)]
        begin, end = words[0], words[-1] + 1
        if child.index < cue.index and end == first and begin >= sentence.first:
            first = begin
        elif child.index > cue.index and begin == last and end <= sentence.last:
            last = end
    return first, last


def find_headlines(
    reading: Reading, layout: Layout, frames: list[Frame], speech: Speech, actors: MentionedActors | None
) -> list[Frame]:
    """Frames for "Envoy: ‘Talks have ended’", "Talks have ended: envoy" and lines of a transcript."""
    found: list[Frame] = []
    parts: dict[int, list[Sentence]] = {}
    for sentence in reading.sentences:
        parts.setdefault(sentence.part, []).append(sentence)
    cued = {frame.cue for frame in frames if frame.content}
    for sentences in parts.values():
        frame = _leading_name(reading, layout, sentences, speech, cued)
        if frame is None:
            frame = _trailing_name(reading, layout, sentences, speech, actors)
        if frame is not None and frame.cue not in cued:
            found.append(frame)
    return found


def _leading_name(
    reading: Reading, layout: Layout, sentences: list[Sentence], speech: Speech, cued: set[int]
) -> Frame | None:
    first, last = sentences[0].first, sentences[-1].last
    tokens = reading.tokens
    colon = next((t for t in tokens[first : min(last, first + _LONGEST_NAME)] if t.text == ":"), None)
    if colon is None or colon.index == first or colon.index >= last - 1:
        return None
    name = tokens[first : colon.index]
    headline = sentences[0].kind in {"headline", "subheading"}
    quoted = layout.quote_at[colon.index + 1] >= 0
    if not _is_name(name, speech, strict=not (quoted or headline)):
        return None
    if not (headline or quoted or all(token.text.isupper() for token in name if token.pos != "PUNCT")):
        return None
    span = trimmed(reading, layout, (colon.index + 1, last))
    return _named_frame(colon, span, name[-1]) if span is not None and span[1] - span[0] >= 2 else None


def _trailing_name(
    reading: Reading, layout: Layout, sentences: list[Sentence], speech: Speech, actors: MentionedActors | None
) -> Frame | None:
    first, last = sentences[0].first, sentences[-1].last
    tokens = reading.tokens
    headline = sentences[0].kind in {"headline", "subheading"}
    while last > first and tokens[last - 1].text == ".":
        last -= 1
    marks = {":", *_DASHES} if headline else _DASHES
    tail = reversed(tokens[max(first + 1, last - _LONGEST_NAME) : last])
    mark = next((token for token in tail if token.text in marks and _stands_free(tokens, token)), None)
    if mark is None or mark.index >= last - 1 or mark.index - first < 3:
        return None
    name = tokens[mark.index + 1 : last]
    quoted = layout.quote_at[mark.index - 1] >= 0
    known = actors is not None and bool(name) and actors.at(name[-1].index) is not None
    if not (headline or quoted) or not (known or _is_name(name, speech, strict=headline)):
        return None
    span = trimmed(reading, layout, (first, mark.index))
    head = next(
        (token for token in name if not name[0].index <= token.head < last or token.head == token.index), name[0]
    )
    return _named_frame(mark, span, head) if span is not None else None


def _stands_free(tokens: tuple[Token, ...], mark: Token) -> bool:
    """Whether a dash is one, and no hyphen inside a word."""
    return mark.text in {":", "―", "—"} or tokens[mark.index - 1].end < mark.start


def _named_frame(mark: Token, span: Range, name: Token) -> Frame:
    words = (mark.index, mark.index + 1)
    return Frame(cue=mark.index, words=words, manner="say", form="quote", content=(span,), source=name.index)


def _is_name(name: tuple[Token, ...], speech: Speech, *, strict: bool) -> bool:
    if not name or any(token.pos in {"VERB", "AUX"} for token in name):
        return False
    if name[0].lower in speech.labels or name[-1].lower in speech.labels:
        return False
    named = any(token.entity in {"PERSON", "ORG", "GPE", "NORP"} for token in name)
    unnamed = name[-1].lemma in speech.unnamed or name[-1].lower in speech.unnamed
    unnamed = unnamed or speech.channel_of(tuple(token.lower for token in name)) is not None
    return named or unnamed or (not strict and any(token.pos in {"PROPN", "NOUN"} for token in name))
