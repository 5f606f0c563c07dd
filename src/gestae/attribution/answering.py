"""What a denial denies and a confirmation confirms: "The rebels said the army shelled the port. The army denied it."

The second statement answers the first. One that names its content ("denied that its guns had shelled the port") answers
what others say in much the same words; one that only points ("denied the claim") answers the last thing others said.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from gestae.attribution.found import FoundStatement
from gestae.attribution.voices import MentionedActors
from gestae.lexicon.speech import Speech
from gestae.reading.tokens import Reading, Token

_ANSWERING = frozenset({"deny", "confirm"})
_TELLING = frozenset({"say", "confirm", "accuse", "warn", "believe", "promise", "threaten"})
_BACK, _REACH = 4, 100  # sentences: for what only points back, and for what names its content
# The share of the shorter one's words that both have: more of long ones, which name the place and the people anyway.
_SHARED, _SHARED_LONG, _LONG = 0.5, 0.6, 7
_OFFICIAL = frozenset({"state", "government", "military"})
_OFFICES = frozenset({"GOV", "MIL", "COP", "SPY"})
_FULL = frozenset({"NOUN", "PROPN", "VERB", "NUM"})
_BARE = frozenset({"have", "do", "be", "will", "would", "shall", "can", "so", "ever"})
_POINTING = frozenset({"PRON", "DET", "PUNCT", "ADJ", "ADP", "PART", "ADV", "SCONJ"})


def with_answers(
    reading: Reading, found: Sequence[FoundStatement], speech: Speech, actors: MentionedActors | None
) -> tuple[FoundStatement, ...]:
    """The statements, denials and confirmations with the ids of what they answer."""
    answering = [_as_denial(reading, item, speech) for item in found]
    told = [item for item in answering if item.recorded and item.manner in _TELLING]
    told = [item for item in told if item.is_proposition or item.manner == "accuse"]
    return tuple(_answer(reading, item, told, speech, actors) for item in answering)


def _as_denial(reading: Reading, item: FoundStatement, speech: Speech) -> FoundStatement:
    """ "said the report was false": a denial in other words."""
    if (
        item.manner != "say"
        or not item.recorded
        or item.form != "clause"
        or not _is_called_false(reading, item, speech)
    ):
        return item
    return replace(item, manner="deny", statement=replace(item.statement, manner="deny"))


def _is_called_false(reading: Reading, item: FoundStatement, speech: Speech) -> bool:
    for token in _tokens(reading, item):
        if token.dep not in {"acomp", "attr"} or token.lemma.lower() not in speech.false:
            continue
        verb = reading.tokens[token.head]
        subject = next((child for child in reading.children(verb) if child.dep in {"nsubj", "nsubjpass"}), None)
        negated = any(child.dep == "neg" for child in reading.children(verb))
        if subject is not None and not negated and verb.lemma == "be":
            return subject.lemma.lower() in speech.claims or subject.lower in {"it", "this", "that", "they"}
    return False


def _answer(
    reading: Reading,
    item: FoundStatement,
    told: Sequence[FoundStatement],
    speech: Speech,
    actors: MentionedActors | None,
) -> FoundStatement:
    if item.manner not in _ANSWERING or item.is_refused or _is_wish(reading, item, speech):
        return item
    own = reading.tokens[item.cue].sentence
    near = [other for other in told if abs(reading.tokens[other.cue].sentence - own) <= _REACH]
    others = [other for other in near if other is not item and _is_by_another(item, other, actors)]
    others = [other for other in others if not (set(_range(item)) & set(_range(other)) and item.depth)]
    if item.manner == "deny":
        others = [other for other in others if other.manner != "confirm"]
    else:  # what is confirmed was said before
        others = [other for other in others if other.cue < item.cue]
    if _only_points(reading, item, speech):
        answered = _nearest(reading, item, others)
    else:
        answered = _alike(reading, item, others) or _deed_again(reading, item, others)
    if not answered:
        return item
    statement = replace(item.statement, answers=tuple(other.statement.id for other in answered))
    return replace(item, statement=statement, recorded=True)


def _is_wish(reading: Reading, item: FoundStatement, speech: Speech) -> bool:
    """ "Denied his request to use it": what is refused there was asked for, and nobody told it."""
    inside = _range(item)
    heads = [token for token in _tokens(reading, item) if token.head not in inside]
    return item.form == "object" and any(speech.nouns.get(head.lemma) == "demand" for head in heads)


def _only_points(reading: Reading, item: FoundStatement, speech: Speech) -> bool:
    """Whether the content only points back: "it", "the claim", "involvement", "the report was false"."""
    words = _tokens(reading, item)
    if words and all(token.pos in _POINTING or token.lemma.lower() in _BARE for token in words):
        return True  # "denied that it had"
    full = [token for token in words if token.pos in _FULL]
    return all(token.lemma.lower() in speech.claims | speech.false | {"be"} for token in full[:1]) and len(full) < 4


def _nearest(reading: Reading, item: FoundStatement, others: Sequence[FoundStatement]) -> list[FoundStatement]:
    sentence = reading.tokens[item.cue].sentence
    before = [other for other in others if other.cue < item.cue and other.depth == 0]
    near = [other for other in before if sentence - reading.tokens[other.cue].sentence <= _BACK]
    return near[-1:]


def _alike(reading: Reading, item: FoundStatement, others: Sequence[FoundStatement]) -> list[FoundStatement]:
    """Those of the others who speak of the same deed in much the same words."""
    own = _words(reading, item)
    deeds = {token.lemma.lower() for token in _tokens(reading, item) if token.pos in {"VERB", "NOUN"}}
    found = []
    for other in others:
        theirs = _words(reading, other)
        shared = own & theirs
        shorter = min(len(own), len(theirs))
        if (
            len(shared) >= 2
            and shared & deeds
            and len(shared) >= (_SHARED if shorter < _LONG else _SHARED_LONG) * shorter
        ):
            found.append(other)
    return found


def _deed_again(reading: Reading, item: FoundStatement, others: Sequence[FoundStatement]) -> list[FoundStatement]:
    """The last thing others said of the one deed that a content names: "denied that it had bombed it"."""
    own = _words(reading, item)
    if len(own) != 1 or item.form != "clause":
        return []
    return _nearest(reading, item, [other for other in others if own <= _words(reading, other)])


def _is_by_another(item: FoundStatement, other: FoundStatement, actors: MentionedActors | None) -> bool:
    own, theirs = item.statement.speakers, other.statement.speakers
    if not own or not theirs:
        return _speaker_words(item) != _speaker_words(other)
    return set(own).isdisjoint(theirs) and not _sides(own, actors) & _sides(theirs, actors)


def _sides(speakers: Sequence[str], actors: MentionedActors | None) -> set[str]:
    """The states for which speakers speak: an army does not answer its own spokesman."""
    known = [actors.by_id(speaker) for speaker in speakers] if actors is not None else []
    return {one.country for one in known if one.country and (one.kind in _OFFICIAL or one.sector in _OFFICES)}


def _speaker_words(item: FoundStatement) -> str:
    return " ".join(piece.text.lower() for piece in item.statement.evidence if piece.role == "speaker")


def _words(reading: Reading, item: FoundStatement) -> frozenset[str]:
    return frozenset(
        token.lemma.lower() for token in _tokens(reading, item) if token.pos in _FULL and token.lemma != "be"
    )


def _tokens(reading: Reading, item: FoundStatement) -> list[Token]:
    return [token for first, last in item.content for token in reading.tokens[first:last]]


def _range(item: FoundStatement) -> range:
    return range(item.content[0][0], item.content[-1][1])
