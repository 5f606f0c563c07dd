"""Which of the found statements an editor would call statements, and which stay out of the record.

"The bloc condemned the attack" stays in; of "“I want to tell our people to wait,” she said" only the whole quotation
does, and "plans to meet", "wants peace", "the study found" or "he realised" tell nothing that anybody has said.
The rule: a person, a body or what they wrote, and a verb of saying in that use; verbs of the mind only of those who
speak in public.
"""

from __future__ import annotations

from dataclasses import dataclass

from gestae.attribution.frame import Frame
from gestae.attribution.layout import Layout
from gestae.attribution.voices import (
    REFLEXIVES,
    MentionedActors,
    has_voice,
    is_body,
    is_newsroom,
    is_nobody,
    stands_in_public,
)
from gestae.lexicon.speech import Speech
from gestae.reading.tokens import Reading, Token

_FIRST_PERSON = frozenset({"i", "we", "me", "us", "my", "our"})
_ASKING = frozenset({"who", "what", "how", "where", "when", "why", "which", "whom", "whose"})
_POINTING = frozenset({"the", "this", "that", "these", "those", "a", "an", "his", "her", "its", "their"})
_THIN = frozenset({"DET", "PRON", "PUNCT", "ADP", "PART", "SPACE"})
_ANYTHING = frozenset({"anything", "something", "everything", "nothing"})
_SPOKEN = frozenset({"quote", "speech"})


@dataclass(frozen=True, slots=True)
class Editor:
    """Decides what the record keeps; holds what every rule needs."""

    reading: Reading
    layout: Layout
    speech: Speech
    actors: MentionedActors | None

    def keeps(self, frame: Frame, *, depth: int) -> bool:
        """Whether a statement belongs into the record; `depth` counts the other statements in which its cue stands."""
        if depth and self._is_lost_inside(frame):
            return False
        if frame.form == "according":
            return True
        if frame.source is not None and not self._speaks(frame, self.reading.tokens[frame.source]):
            return False
        if frame.form in _SPOKEN:
            return frame.form == "quote" or frame.manner != "ask"  # an interviewer's questions are none
        if frame.form in {"noun", "hedge"}:
            return not depth and frame.manner != "show"
        if self.is_untold(frame):
            return False
        return self._tells(frame)

    def _is_lost_inside(self, frame: Frame) -> bool:
        """Told inside another's words by a pronoun of those, or by nobody ("“They asked us to wait,” she said")."""
        if frame.source is None:
            return frame.form != "quote" or self._is_quoted(frame)
        source = self.reading.tokens[frame.source]
        if not self._is_quoted(frame):
            return False
        outside = self.layout.quote_at[frame.source] != self.layout.quote_at[frame.cue]  # "“Tell them,” she shouted"
        return outside or source.pos == "PRON"

    def _is_quoted(self, frame: Frame) -> bool:
        return self.layout.quote_at[frame.cue] >= 0

    def _speaks(self, frame: Frame, source: Token) -> bool:
        reading, voices = self.reading, self.speech.voices
        lemma = frame.verb.lemma if frame.verb is not None else "say"
        if source.lower in _FIRST_PERSON and frame.form != "speech":
            return False  # the writer, or a voice whose quotation marks are lost
        if is_nobody(reading, source) or not has_voice(reading, source, lemma, voices, self.actors):
            return False
        rules = self.speech.recorded
        if frame.manner == "show" and frame.form != "quote":
            return lemma in rules.finding and is_body(reading, source, voices, self.actors)
        if frame.manner in rules.minds and frame.form not in _SPOKEN:
            if lemma in rules.wishing or (
                frame.manner in rules.reading and not is_newsroom(reading, source, self.actors)
            ):
                return False
            return stands_in_public(reading, source, voices, self.actors)
        return True

    def is_untold(self, frame: Frame) -> bool:
        """Wanted, possible or not done: "refused to rule out", "could not confirm that", "asked not to be named"."""
        reading, rules = self.reading, self.speech.recorded
        cue = reading.tokens[frame.cue]
        if _is_only_meant(reading, cue, rules.carrying):
            return True
        if (
            frame.verb is not None
            and frame.manner not in rules.minds
            and cue.lemma != "rule"
            and is_negated(reading, cue)
        ):
            return True
        if frame.manner == "ask" and frame.form == "infinitive":
            told = reading.tokens[slice(*frame.content[-1])]
            return any(token.lower in rules.nameless for token in told)
        return False

    def _tells(self, frame: Frame) -> bool:
        reading, rules = self.reading, self.speech.recorded
        cue = reading.tokens[frame.cue]
        source = reading.tokens[frame.source].lower if frame.source is not None else ""
        opener = reading.tokens[frame.content[0][0]].lower
        if cue.pos == "ADJ" and source == "it":
            return False  # "it is not clear how many"
        if frame.form == "clause":
            if len(frame.content) == 1 and self._lacks_subject(frame):
                return False
            if opener == "to":  # "unwilling to talk"
                return frame.manner in rules.infinitives
            return not (opener in _ASKING and frame.manner in rules.knowing)
        if frame.form == "infinitive":
            if reading.tokens[frame.content[0][0]].tag == "VBG":
                return frame.manner in {
                    "deny",
                    "say",
                    "confirm",
                }  # "denied shelling the town", "reported hearing two blasts"
            if self._only_describes(frame, cue) or cue.lemma in rules.wishing:
                return False
            if source == "" and frame.verb is not None and frame.verb.addressee:
                return False  # "we were told to wait"
            return frame.manner in (rules.infinitives if source else rules.unnamed)
        if source == "" and frame.manner not in rules.unnamed:
            return False  # "the steps required to seal it"
        if opener in _ANYTHING or opener in REFLEXIVES:
            return False  # "would say anything to win", "a man calling himself a general"
        if frame.form == "named":
            return frame.manner not in rules.knowing and says_enough(reading, frame)
        if frame.manner not in rules.objects or cue.lemma in rules.not_telling:
            return False
        if cue.tag == "VBG" and cue.dep == "advcl" and cue.lemma not in self.speech.voices.plain:
            return False  # "burned the bridge, underlining the fact that ..."
        return says_enough(reading, frame) or self._names_a_deed(frame)

    def _lacks_subject(self, frame: Frame) -> bool:
        """Whether the words begin with the verb of another sentence ("the war he announced is a different one")."""
        first = self.reading.tokens[frame.content[0][0]]
        return first.index > frame.cue and first.pos == "AUX" and first.tag in {"VBZ", "VBP", "VBD"}

    def _names_a_deed(self, frame: Frame) -> bool:
        """ "confirmed the strike", "denied the attack", but not "denied the claim"."""
        noun = self.reading.tokens[frame.content[-1][1] - 1]
        lemma = frame.verb.lemma if frame.verb is not None else ""
        return (
            frame.manner in {"confirm", "deny"}
            and lemma not in {"reject", "dismiss", "rebuff", "disown"}
            and noun.pos == "NOUN"
            and noun.lemma.lower() not in self.speech.claims
        )

    def _only_describes(self, frame: Frame, cue: Token) -> bool:
        """ "said to be close to the army", "is said to be the oldest": a description, not what anybody reports."""
        if cue.lemma not in self.speech.recorded.standing_for:
            return False
        told = self.reading.tokens[slice(*frame.content[-1])]
        verb = next((token for token in told if token.tag[:1] == "V"), None)
        if verb is None or verb.lemma != "be" or frame.manner == "deny":
            return False
        if reading_before(self.reading, cue) == "," and cue.tag in {"VBN", "VBD"}:
            return True
        if frame.source is not None or len(frame.content) < 2:
            return False
        subject = self.reading.tokens[frame.content[0][1] - 1]
        return cue.dep in {"acl", "advcl"} or (self.actors is not None and self.actors.at(subject.index) is None)


def reading_before(reading: Reading, token: Token) -> str:
    """The word before a token."""
    return reading.tokens[token.index - 1].text if token.index else ""


def is_negated(reading: Reading, cue: Token) -> bool:
    """ "did not say", "has neither confirmed nor denied"."""
    return any(
        child.dep == "neg" or child.lower in {"neither", "nor", "never"}
        for child in reading.children(cue)
        if child.index < cue.index
    ) or (cue.dep == "conj" and reading.tokens[cue.index - 1].lower == "nor")


def _is_only_meant(reading: Reading, cue: Token, carrying: frozenset[str]) -> bool:
    """Whether the cue is only wanted, refused or possible ("refused to rule out", "whether to request")."""
    helpers = {child.lower for child in reading.children(cue) if child.dep == "aux"}
    if cue.tag != "VB" or "to" not in helpers:
        return False
    above = reading.tokens[cue.head]
    return above.index == cue.index or above.lemma not in carrying


def says_enough(reading: Reading, frame: Frame) -> bool:
    """Whether an object is more than the name of its subject ("rejected the allegations", "backed it")."""
    if len(frame.content) > 1:
        return True
    first, last = frame.content[0]
    words = reading.tokens[first:last]
    if all(word.pos in _THIN for word in words):
        return False
    full = [word for word in words if word.pos not in _THIN]
    return len(full) > 1 or (words[0].lower not in _POINTING and frame.manner != "accuse")
