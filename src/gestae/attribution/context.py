"""What stands around a cue: channel, addressees, the verbs a date may hang on.

"The minister told reporters in a televised interview on Tuesday that ..." : channel interview, addressees "reporters".
"""

from __future__ import annotations

from dataclasses import dataclass

from gestae.attribution.frame import Frame
from gestae.attribution.layout import Range
from gestae.lexicon.speech import Speech
from gestae.reading.phrases import conjuncts
from gestae.reading.tokens import Reading, Token

_CHANNEL_PREPOSITIONS = frozenset({"in", "on", "via", "through", "during", "at", "to", "by", "over", "from", "with"})
_LEADS = frozenset({"prep", "dative", "advmod", "agent"})
_LONGEST_CHANNEL = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeechContext:
    """Heads of those spoken to; the channel; the verbs a date may hang on."""

    addressees: tuple[int, ...]
    channel: str | None
    channel_words: Range | None
    holders: frozenset[int]


def context_of(reading: Reading, frame: Frame, speech: Speech) -> SpeechContext:
    """The surroundings of a cue, outside the content."""
    tokens = reading.tokens
    cue = tokens[frame.cue]
    verbs = _carriers(reading, cue, speech)
    if frame.carrier is not None:
        verbs.append(tokens[frame.carrier])
    holders = [child for verb in verbs for child in reading.children(verb) if not _is_told(child, frame)]
    holders += [
        child
        for beside in holders
        if beside.dep == "advcl" and beside.tag == "VBG" and beside.lemma in speech.speaking
        for child in reading.children(beside)
    ]
    channel, words = _channel(reading, holders, frame, speech)
    if channel is None and frame.verb is not None and frame.verb.channel is not None:
        channel, words = frame.verb.channel, (cue.index, cue.index + 1)
    return SpeechContext(
        addressees=_addressees(reading, holders, frame),
        channel=channel,
        channel_words=words,
        holders=frozenset(verb.index for verb in verbs),
    )


def _carriers(reading: Reading, cue: Token, speech: Speech) -> list[Token]:
    """The cue and the verbs that carry it ("took to Twitter to say")."""
    found = [cue]
    token = cue
    while token.dep in {"xcomp", "advcl", "dobj"} or (token.tag == "VBG" and token.dep == "conj"):
        above = reading.tokens[token.head]
        if above.index == token.index or above.lemma not in (speech.carriers | speech.light):
            break
        found.append(above)
        token = above
    return found


def _is_told(token: Token, frame: Frame) -> bool:
    return any(first <= token.index < last for first, last in frame.content)


def _channel(reading: Reading, holders: list[Token], frame: Frame, speech: Speech) -> tuple[str | None, Range | None]:
    for child in holders:
        if child.dep in _LEADS and child.lower in _CHANNEL_PREPOSITIONS:
            for word in reading.children(child):
                found = _channel_at(reading, word, speech) or _channel_below(reading, word, speech)
                if word.dep == "pobj" and found is not None and not _is_told(word, frame):
                    return found
    if frame.carrier is not None and (found := _relayed_by(reading, reading.tokens[frame.carrier], speech)):
        return found
    if frame.source is not None:
        source = reading.tokens[frame.source]
        found = _channel_at(reading, source, speech)
        if found is not None:
            return found
        for child in reading.children(source):  # "the state news agency Azertac"
            if child.dep in {"compound", "appos", "nmod"} and (found := _channel_at(reading, child, speech)):
                return found
        before = reading.tokens[source.index - 1] if source.index else source
        if source.pos == "PROPN" and before.pos == "NOUN" and (found := _channel_at(reading, before, speech)):
            return found
        for child in reading.children(source):  # "Erdogan, speaking on state television, said"
            if (
                child.tag == "VBG"
                and child.lemma in speech.speaking
                and (found := _channel_below(reading, child, speech))
            ):
                return found
            if child.dep == "acl" or (child.dep == "prep" and child.lower in {"in", "on"}):
                for word in reading.children(child):
                    if word.dep == "pobj" and (found := _channel_at(reading, word, speech)):
                        return found
    return None, None


def _relayed_by(reading: Reading, verb: Token, speech: Speech) -> tuple[str, Range] | None:
    """The channel that hands words on: "Xinhua quoted the ministry as saying"."""
    if verb.lemma not in speech.relays:
        return None
    for subject in (child for child in reading.children(verb) if child.dep == "nsubj"):
        for word in (subject, *(child for child in reading.children(subject) if child.dep in {"compound", "appos"})):
            if (found := _channel_at(reading, word, speech)) is not None:
                return found
    return None


def _channel_below(reading: Reading, noun: Token, speech: Speech) -> tuple[str, Range] | None:
    """ "a post on Telegram", "a message posted to X": the channel that a word for what was put there leads to."""
    for child in reading.children(noun):
        near = [child, *(reading.children(child) if child.dep == "acl" else ())]
        for preposition in near:
            if preposition.dep == "prep" and preposition.lower in _CHANNEL_PREPOSITIONS:
                for word in reading.children(preposition):
                    if word.dep == "pobj" and (found := _channel_at(reading, word, speech)):
                        return found
    return None


def _channel_at(reading: Reading, head: Token, speech: Speech) -> tuple[str, Range] | None:
    """The channel a noun phrase names, longest words first ("state television" before "television")."""
    tokens = reading.tokens
    for length in range(_LONGEST_CHANNEL, 0, -1):
        first = head.index - length + 1
        if first < 0 or tokens[first].sentence != head.sentence:
            continue
        words = tokens[first : head.index + 1]
        channel = speech.channel_of(tuple(token.lower for token in words)) or (
            speech.channel_of((*(token.lower for token in words[:-1]), head.lemma.lower()))
        )
        if channel is not None:
            return channel, (first, head.index + 1)
    return None


def _addressees(reading: Reading, holders: list[Token], frame: Frame) -> tuple[int, ...]:
    verb = frame.verb
    if frame.form == "according":
        return ()  # "according to" leads to who speaks, not to who listens
    for child in holders:
        if child.dep == "dative" and child.pos in {"NOUN", "PROPN", "PRON"}:
            return _heads(reading, child)
        if child.dep == "dobj" and verb is not None and verb.addressee:
            return _heads(reading, child)
        if child.dep in {"prep", "dative"} and child.lower == "to" and child.head == frame.cue:
            for word in reading.children(child):
                if word.dep == "pobj":
                    return _heads(reading, word)
    return ()


def _heads(reading: Reading, head: Token) -> tuple[int, ...]:
    return tuple(token.index for token in conjuncts(reading, head))
