"""Which of the found statements an editor would call statements, and which stay out of the record.

"The bloc condemned the attack" stays in; of "“I want to tell our people to wait,” she said" only the whole quotation
does, and "plans to meet", "wants peace" or "discussed the situation" tell nothing that anybody has said.
"""

from __future__ import annotations

from gestae.attribution.frame import Frame
from gestae.lexicon.speech import Recorded
from gestae.reading.tokens import Reading, Token

_FIRST_PERSON = frozenset({"i", "we", "me", "us", "my", "our"})
_ASKING = frozenset({"who", "what", "how", "where", "when", "why", "which", "whom", "whose"})
_POINTING = frozenset({"the", "this", "that", "these", "those", "a", "an", "his", "her", "its", "their"})
_THIN = frozenset({"DET", "PRON", "PUNCT", "ADP", "PART", "SPACE"})


def is_recorded(reading: Reading, frame: Frame, rules: Recorded, *, depth: int) -> bool:
    """Whether a statement belongs into the record; `depth` counts the other statements in which its cue stands."""
    tokens = reading.tokens
    cue = tokens[frame.cue]
    source = tokens[frame.source].lower if frame.source is not None else ""
    if depth and (source in _FIRST_PERSON or (frame.form != "quote" and not source)):
        return False
    if frame.form in {"quote", "according"}:
        return True
    if frame.form in {"noun", "hedge"}:
        return not depth
    if _is_only_meant(reading, cue, rules):
        return False
    if cue.pos == "ADJ" and source == "it":
        return False  # "it is not clear how many"
    if frame.form == "clause":
        opener = tokens[frame.content[0][0]].lower
        if opener == "to":  # "unwilling to talk"
            return frame.manner in rules.infinitives
        return not (opener in _ASKING and frame.manner in rules.knowing)
    if frame.form == "infinitive":
        if frame.manner == "deny" and tokens[frame.content[0][0]].tag == "VBG":
            return True  # "denied shelling the town", but not "refused to shell it"
        return frame.manner in rules.infinitives or (source == "" and frame.manner in rules.unnamed)
    if frame.form == "named":
        return frame.manner not in rules.knowing
    return frame.manner in rules.objects and cue.lemma not in rules.not_telling and _says_enough(reading, frame)


def _is_only_meant(reading: Reading, cue: Token, rules: Recorded) -> bool:
    """Whether the cue is only wanted, refused or possible ("refused to rule out", "whether to request")."""
    helpers = {child.lower for child in reading.children(cue) if child.dep == "aux"}
    if cue.tag != "VB" or "to" not in helpers:
        return False
    above = reading.tokens[cue.head]
    return above.index == cue.index or above.lemma not in rules.carrying


def _says_enough(reading: Reading, frame: Frame) -> bool:
    """Whether an object is more than the name of its subject ("rejected the allegations", "backed it")."""
    if len(frame.content) > 1:
        return True
    first, last = frame.content[0]
    words = reading.tokens[first:last]
    if all(word.pos in _THIN for word in words):
        return False
    full = [word for word in words if word.pos not in _THIN]
    return len(full) > 1 or (words[0].lower not in _POINTING and frame.manner != "accuse")
