"""Layouts in which nobody "says": interviews with a name before each turn, communiques in the first person.

"Q: Was the convoy hit by mistake? A: No." : the answers are statements of whoever was interviewed, questions are none.
"The ministry published a communique. We reject these accusations." : the second sentence is the ministry's.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from gestae.attribution.documents import Document, issued_documents
from gestae.attribution.frame import Frame
from gestae.attribution.layout import Layout, Range, trimmed
from gestae.attribution.voices import MentionedActors
from gestae.lexicon.speech import Speech
from gestae.reading.tokens import Reading, Sentence, Token

_LONGEST_LABEL = 6
_PLURAL = frozenset({"we", "our", "us", "ours"})
_TITLED = frozenset({"headline", "subheading"})


@dataclass(frozen=True, slots=True)
class _Part:
    """One part of the report as tokens; `label` is the range of the words before its first colon."""

    number: int
    kind: str
    first: int
    last: int
    label: Range | None


@dataclass(frozen=True, slots=True)
class Transcripts:
    """Finds the turns of interviews and the paragraphs of communiques of one report."""

    reading: Reading
    layout: Layout
    speech: Speech
    actors: MentionedActors | None

    def frames(self, frames: list[Frame]) -> list[Frame]:
        """The frames, with a new one for each answer of an interview and each communique."""
        parts = self._parts()
        turns = self._turns(parts)
        inside = {index for spans in turns.values() for first, last in spans for index in range(first, last)}
        labels = {part.label[1] for part in parts if part.label is not None and part.number in turns}
        kept = [frame for frame in frames if frame.cue not in labels or frame.cue in inside]
        return [*kept, *self._answers(parts, turns), *self._communiques(parts, inside)]

    def _parts(self) -> list[_Part]:
        found: dict[int, list[Sentence]] = {}
        for sentence in self.reading.sentences:
            found.setdefault(sentence.part, []).append(sentence)
        return [
            _Part(number, some[0].kind, some[0].first, some[-1].last, self._label(some[0].first, some[-1].last))
            for number, some in found.items()
        ]

    def _label(self, first: int, last: int) -> Range | None:
        tokens = self.reading.tokens
        for index in range(first, min(last, first + _LONGEST_LABEL + 1)):
            token = tokens[index]
            if token.text == ":":
                return (first, index) if index > first else None
            if token.text not in {".", "-", "(", ")"} and token.tag[:1] in {"V", "M"} and token.text.islower():
                return None
        return None

    def _turns(self, parts: list[_Part]) -> dict[int, list[Range]]:
        """The labelled turns of an interview by part, each with the unlabelled parts that go on; none elsewhere."""
        names = {part.number: self._name(part.label) for part in parts if part.label is not None}
        counts = Counter(names.values())
        asked = self.speech.asking
        questioned = any(name in asked for name in names.values())
        turning = [
            part.number
            for part in parts
            if (name := names.get(part.number))
            and (
                counts[name] > 1
                or name in asked | self.speech.answering
                or (questioned and self._is_person(part.label))
            )
        ]
        if len(turning) < 2 or len({names[number] for number in turning}) < 2:
            return {}
        turns: dict[int, list[Range]] = {}
        open_turn: int | None = None
        for part in parts:
            if part.kind in _TITLED:
                open_turn = None
            elif part.number in turning or (part.number in names and self._is_person(part.label)):
                open_turn = part.number
                turns[open_turn] = [(self._end(part), part.last)]
            elif open_turn is not None and part.label is None and self.reading.tokens[part.first].text != "(":
                turns[open_turn].append((part.first, part.last))
        return turns

    def _end(self, part: _Part) -> int:
        assert part.label is not None
        return part.label[1] + 1

    def _name(self, label: Range | None) -> str:
        return " ".join(token.lower for token in self.reading.tokens[slice(*label)]) if label else ""

    def _is_person(self, label: Range | None) -> bool:
        return label is not None and self.reading.tokens[label[1] - 1].pos == "PROPN"

    def _answers(self, parts: list[_Part], turns: dict[int, list[Range]]) -> list[Frame]:
        by_number = {part.number: part for part in parts}
        guest = self._guest(parts, turns)
        found = []
        for number, spans in turns.items():
            label = by_number[number].label
            name = self._name(label)
            told = tuple(kept for span in spans if (kept := trimmed(self.reading, self.layout, span)) is not None)
            if label is None or not told:
                continue
            asks = name in self.speech.asking or self._asks(number, turns, by_number)
            manner = "ask" if asks else "say"
            source = guest if name in self.speech.answering else label[1] - 1
            colon = (label[1], label[1] + 1)
            found.append(Frame(cue=colon[0], words=colon, manner=manner, form="speech", content=told, source=source))
        return found

    def _asks(self, number: int, turns: dict[int, list[Range]], parts: dict[int, _Part]) -> bool:
        """Whether the turns under this label mostly end with a question mark: the interviewer's."""
        name = self._name(parts[number].label)
        own = [spans[-1][1] for other, spans in turns.items() if self._name(parts[other].label) == name]
        asked = sum(1 for last in own if any(token.text == "?" for token in self.reading.tokens[last - 2 : last]))
        return asked * 2 > len(own)

    def _guest(self, parts: list[_Part], turns: dict[int, list[Range]]) -> int | None:
        """Who is interviewed: the last person named before the first turn."""
        start = min((spans[0][0] for spans in turns.values()), default=0)
        for index in range(start - 1, -1, -1):
            token = self.reading.tokens[index]
            mention = self.actors.at(index) if self.actors is not None else None
            if mention is None or self.actors is None or token.pos != "PROPN":
                continue
            if self.actors.by_id(mention.actor).kind == "person":
                return index
        return None

    def _communiques(self, parts: list[_Part], taken: set[int]) -> list[Frame]:
        found: list[Frame] = []
        by_part: dict[int, Document] = {}
        for item in issued_documents(self.reading, self.speech.voices, self.actors):
            if self._is_proclaimed(item):
                by_part[self.reading.sentences[self.reading.tokens[item.noun].sentence].part] = item
        author: Document | None = None
        spans: list[Range] = []
        for part in parts:
            first_person = self._speaks_as_we(part) and part.first not in taken
            if author is not None and first_person:
                span = trimmed(self.reading, self.layout, (part.first, part.last))
                spans += [span] if span is not None else []
                continue
            found += self._communique(author, spans)
            author, spans = by_part.get(part.number), []
        return found + self._communique(author, spans)

    def _is_proclaimed(self, item: Document) -> bool:
        """Whether a body is known to have issued a document in which it speaks as "we"."""
        mention = self.actors.at(item.issuer) if self.actors is not None else None
        if mention is None or self.actors is None or item.lemma not in self.speech.voices.proclaiming:
            return False
        noun = self.reading.tokens[item.noun]
        titled = noun.head == noun.index or noun.dep in {"dobj", "nsubjpass"}
        body = self.actors.by_id(mention.actor).kind in self.speech.voices.kinds
        return titled and body and self.reading.tokens[item.issuer].pos != "PRON"

    def _communique(self, author: Document | None, spans: list[Range]) -> list[Frame]:
        if author is None or not spans:
            return []
        cue = author.noun
        return [
            Frame(
                cue=cue,
                words=(cue, cue + 1),
                manner="say",
                form="speech",
                content=tuple(spans),
                source=author.issuer,
            )
        ]

    def _speaks_as_we(self, part: _Part) -> bool:
        """Whether a paragraph speaks in the first person plural outside quotation marks, with no other speaker."""
        tokens = self.reading.tokens[part.first : part.last]
        plain = [token for token in tokens if self.layout.quote_at[token.index] < 0]
        if part.kind in _TITLED or not any(token.lower in _PLURAL for token in plain):
            return False
        return len(plain) > len(tokens) // 2 and not any(self._is_told(token) for token in plain)

    def _is_told(self, token: Token) -> bool:
        """Whether somebody else is said to speak ("we will fight, the minister said")."""
        if token.tag[:1] != "V" or token.lemma not in self.speech.voices.plain:
            return False
        subjects = [child for child in self.reading.children(token) if child.dep == "nsubj"]
        return any(subject.lower not in {"we", "i"} for subject in subjects)
