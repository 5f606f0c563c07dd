"""Cues of speech that are no verbs: "according to", "the claim that", "is confident that", "reportedly"."""

from __future__ import annotations

from dataclasses import replace

from gestae.attribution.attribution import governor_of, source_of, verb_group
from gestae.attribution.frame import Frame, content_ranges, mark_of, noun_start
from gestae.attribution.layout import Layout, Range, extent, trimmed, without
from gestae.lexicon.speech import Speech
from gestae.reading.tokens import Reading, Token

_WISHING = frozenset({"demand", "promise", "threaten", "intend"})  # nouns of what is to be done, with an infinitive


def according_frame(reading: Reading, layout: Layout, token: Token) -> Frame | None:
    """ "According to the governor, 12 people died": all but the phrase is what the governor says."""
    tokens = reading.tokens
    if token.index + 1 >= len(tokens) or tokens[token.index + 1].lower != "to":
        return None
    source = _noun_after(reading, tokens[token.index + 1])
    if source is None:
        return None
    hole = (token.index, extent(reading, source)[1])
    governor = governor_of(reading, token)
    sentence = reading.sentences[token.sentence]
    if token.index == sentence.first and hole[1] >= sentence.last - 1:
        comma = next((word.index for word in tokens[source.index : sentence.last] if word.text == ","), hole[1])
        hole = (token.index, comma)
    whole: Range = (sentence.first, sentence.last)
    at_edge = token.index == sentence.first or hole[1] >= sentence.last - 2
    if governor is not None and (not at_edge or tokens[token.index - 1].text != ","):
        clause = _clause_above(reading, governor)
        whole = extent(reading, clause) if clause.head != clause.index else whole
    content = content_ranges(reading, layout, token, without(whole, hole))
    if not content:
        return None
    words = (token.index, token.index + 2)
    return Frame(cue=token.index, words=words, manner="say", form="according", content=content, source=source.index)


def _noun_after(reading: Reading, preposition: Token) -> Token | None:
    for child in reading.children(preposition):
        if child.dep == "pobj":
            return child
        if child.dep == "pcomp":
            return next((word for word in reading.children(child) if word.dep == "dobj"), None)
    return None


def _clause_above(reading: Reading, token: Token) -> Token:
    while token.dep not in {"ROOT", "ccomp", "advcl", "relcl", "conj", "parataxis"}:
        above = reading.tokens[token.head]
        if above.index == token.index:
            break
        token = above
    return token


def noun_frame(reading: Reading, layout: Layout, token: Token, speech: Speech) -> Frame | None:
    """ "the claim that rebels fled", "issued a warning that": a noun with its clause."""
    content: list[Range] = []
    manner = speech.nouns[token.lemma]
    before = reading.tokens[token.index - 1].lower if token.index else ""
    for child in reading.children(token):
        if child.index < token.index or child.dep not in {"acl", "ccomp", "relcl", "appos"}:
            continue
        marked = mark_of(reading, child) in {"that", "whether"} or (
            child.dep == "relcl" and _that_object(reading, child)
        )
        infinitive = child.dep == "acl" and child.tag == "VB" and before != "in" and manner in _WISHING
        if (marked and child.pos in {"VERB", "AUX"} and _has_subject(reading, child)) or infinitive:
            content.append(extent(reading, child))
            break
    spans = content_ranges(reading, layout, token, content)
    if not spans:
        return None
    governor = reading.tokens[token.head]
    light = token.dep == "dobj" and governor.lemma in speech.light
    source = _noun_source(reading, token, governor if light else None)
    start = noun_start(reading, token, owner=source)
    words = (verb_group(reading, governor)[0] if light and governor.index < token.index else start, token.index + 1)
    if light and governor.lemma in speech.verbs and manner not in _WISHING:
        manner = speech.verbs[governor.lemma].manner  # who "rejects the claim" denies; a request stays one
    return Frame(cue=token.index, words=words, manner=manner, form="noun", content=spans, source=source)


def _has_subject(reading: Reading, clause: Token) -> bool:
    """Whether a clause has a subject but "that": "a decision that ruled the law void" only describes the decision."""
    subjects = (child for child in reading.children(clause) if child.dep in {"nsubj", "nsubjpass", "csubj", "expl"})
    return any(child.lower != "that" for child in subjects)


def _that_object(reading: Reading, clause: Token) -> bool:
    """A relative clause that is none: "the claim that rebels fled" parsed with `that` as an object."""
    first = reading.tokens[extent(reading, clause)[0]]
    has_subject = any(child.dep in {"nsubj", "nsubjpass"} and child != first for child in reading.children(clause))
    return first.lower == "that" and has_subject


def _noun_source(reading: Reading, token: Token, light: Token | None) -> int | None:
    for child in reading.children(token):
        if child.dep == "poss":
            return child.index
    for child in reading.children(token):
        if child.dep == "prep" and child.lower in {"by", "from", "among", "of"}:
            found = next((word.index for word in reading.children(child) if word.dep == "pobj"), None)
            if found is not None:
                return found
    for child in reading.children(token):
        if child.dep in {"amod", "compound", "nmod"} and child.entity in {"NORP", "GPE", "ORG", "PERSON"}:
            return child.index
    return source_of(reading, light) if light is not None else None


def adjective_frame(reading: Reading, layout: Layout, token: Token, manner: str) -> Frame | None:
    """ "is confident that", "worried about"."""
    governor = reading.tokens[token.head]
    if token.dep not in {"acomp", "ROOT", "conj", "oprd", "ccomp", "relcl"}:
        return None
    spans: list[Range] = []
    for holder in (token, governor):
        for child in reading.children(holder):
            clause = child.dep in {"ccomp", "xcomp"} and child.index > token.index
            led = child.dep == "prep" and child.index == token.index + 1 and child.lower in {"about", "of", "over"}
            if not spans and (clause or led):
                first, last = extent(reading, child)
                spans.append((first + 1, last) if led else (first, last))
    content = content_ranges(reading, layout, token, spans)
    if not content:
        return None
    verb = governor if token.dep in {"acomp", "oprd"} else token
    first = min(verb_group(reading, verb)[0], token.index)
    source = source_of(reading, verb)
    words = (first, token.index + 1)
    return Frame(cue=token.index, words=words, manner=manner, form="clause", content=content, source=source)


def hedge_frame(reading: Reading, layout: Layout, token: Token) -> Frame | None:
    """ "reportedly left": the clause of the adverb, told by nobody who is named."""
    governor = reading.tokens[token.head]
    if governor.pos not in {"VERB", "AUX"}:
        return None
    clause = _clause_above(reading, governor)
    content = content_ranges(reading, layout, token, without(extent(reading, clause), (token.index, token.index + 1)))
    if not content:
        return None
    words = (token.index, token.index + 1)
    return Frame(cue=token.index, words=words, manner="say", form="hedge", content=content)


def without_attributions(reading: Reading, layout: Layout, frames: list[Frame]) -> list[Frame]:
    """The frames, with ", according to two officials" at the end of a sentence cut out of what others say."""
    tokens = reading.tokens
    ends = {tokens[frame.cue].sentence: frame.cue for frame in frames if _closes(reading, frame)}
    found = []
    for frame in frames:
        cue = ends.get(tokens[frame.cue].sentence, frame.cue)
        cut = [
            trimmed(reading, layout, (first, cue)) if first < cue < last else (first, last)
            for first, last in frame.content
        ]
        kept = tuple(span for span in cut if span is not None)
        found.append(replace(frame, content=kept) if kept and cue != frame.cue else frame)
    return found


def _closes(reading: Reading, frame: Frame) -> bool:
    """Whether an "according to" stands behind a comma and all of its sentence before it."""
    before = reading.tokens[frame.cue - 1].text if frame.cue else ""
    return frame.form == "according" and frame.within is None and before == "," and frame.content[-1][1] <= frame.cue
