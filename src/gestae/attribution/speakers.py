"""Who speaks: from the words for the source to the actors they mean.

"Y, who heads X, said", "said the deputy head of X for the south, Y", "a statement issued by X said", "his spokesman
said": the speaker is Y, Y, X and he whose spokesman it is.
"""

from __future__ import annotations

from dataclasses import dataclass

from gestae.attribution.attribution import source_range
from gestae.attribution.documents import Document, earlier, issued_documents, issuer_of
from gestae.attribution.frame import Frame
from gestae.attribution.layout import Layout
from gestae.attribution.voices import MentionedActors, antecedent, name_given
from gestae.lexicon.speech import Speech
from gestae.reading.phrases import conjuncts
from gestae.reading.tokens import Reading, Token

_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_PERSONS = frozenset({"he", "she"})
_BACK = 4


@dataclass(frozen=True, slots=True)
class SpeakerFinder:
    """Looks up the actors behind the sources of one report."""

    reading: Reading
    layout: Layout
    speech: Speech
    actors: MentionedActors | None
    documents: tuple[Document, ...]

    def speakers(self, frame: Frame) -> tuple[str, ...]:
        """The ids of the actors who speak; none where nobody is named or known."""
        if self.actors is None or frame.source is None:
            return ()
        source = antecedent(self.reading, self.reading.tokens[frame.source])
        issuer = self._issuer(source)
        if issuer is not None:
            return self.ids(_heads(self.reading, self._named(issuer, frame)))
        found = self.ids(_heads(self.reading, self._named(source, frame)))
        return self._together(source, found) or self.ids(self._principals(source)) or self._earlier(source)

    def _together(self, source: Token, found: tuple[str, ...]) -> tuple[str, ...]:
        """All whom "they" means where the last subject names more than was found: "The rebels and the army"."""
        if source.lower != "they" or len(found) > 1 or self.layout.quote_at[source.index] >= 0:
            return found
        first = self.reading.sentences[max(0, source.sentence - 1)].first
        for token in reversed(self.reading.tokens[first : source.index]):
            if token.dep in _SUBJECTS and self._may_be_meant(token, source):
                named = self.ids(_heads(self.reading, token))
                return named if len(named) > 1 and set(found) <= set(named) else found
        return found

    def ids(self, heads: tuple[int, ...]) -> tuple[str, ...]:
        """The actors that these words mean, each once."""
        if self.actors is None:
            return ()
        found: dict[str, None] = {}
        for head in heads:
            mention = self.actors.at(head)
            if mention is not None and not self._is_namesake(head, mention.actor):
                found[mention.actor] = None
        return tuple(found)

    def _is_namesake(self, head: int, actor: str) -> bool:
        """Whether an agency's name was taken for a capital's ("SANA", the Syrian agency, for Sanaa)."""
        assert self.actors is not None
        token = self.reading.tokens[head]
        channel = self.speech.channel_of((token.lower,))
        return channel in {"state media", "news agency"} and self.actors.by_id(actor).kind == "state"

    def _issuer(self, source: Token) -> Token | None:
        """Who issued the document that is said to speak."""
        voices = self.speech.voices
        if source.pos != "NOUN" or source.lemma.lower() not in voices.documents:
            return None
        issuer = issuer_of(self.reading, source, voices, self.actors)
        if issuer is None and any(child.lower in {"the", "this"} for child in self.reading.children(source)):
            issuer = earlier(self.documents, source)
        return self.reading.tokens[issuer] if issuer is not None else None

    def _named(self, source: Token, frame: Frame) -> Token:
        """The name that says who "the chief of staff, Andriy Yermak," is; the noun itself where none does."""
        if source.pos != "NOUN":
            return source
        children = self.reading.children(source)
        named = next((child for child in children if child.dep == "appos" and child.pos == "PROPN"), None)
        return named or name_given(self.reading, source) or self._name_behind(source, frame) or source

    def _name_behind(self, source: Token, frame: Frame) -> Token | None:
        """The person's name that stands last, after a comma, in a long phrase: "the head of ..., Lena Ortiz, said"."""
        if self.actors is None:
            return None
        tokens = self.reading.tokens
        _, last = source_range(self.reading, source, outside=frame.content, cue=frame.words)
        end = frame.words[0] if last <= frame.words[0] else self.reading.sentences[source.sentence].last
        for index in range(source.index + 1, end):
            if tokens[index - 1].text != "," or tokens[index].pos != "PROPN" or self.layout.quote_at[index] >= 0:
                continue
            mention = self.actors.at(index)
            if mention is None or self.actors.by_id(mention.actor).kind != "person":
                continue
            stop = index
            while stop < end and tokens[stop].pos == "PROPN":
                stop += 1
            if stop == end or tokens[stop].text in {",", "."} or index < last <= stop:
                return tokens[stop - 1]
        return None

    def _principals(self, source: Token) -> tuple[int, ...]:
        """For whom an unnamed spokesman or office speaks ("his spokesman said", "a spokesman for the army said")."""
        if source.lemma not in self.speech.mouthpieces:
            return ()
        children = list(self.reading.children(source))
        for child in children:
            if child.dep == "prep" and child.lower in {"for", "of", "from"}:
                return tuple(word.index for word in self.reading.children(child) if word.dep == "pobj")[:1]
        return tuple(child.index for child in children if child.dep in {"poss", "compound", "amod"})[:1]

    def _earlier(self, source: Token) -> tuple[str, ...]:
        """Whom a pronoun or "the group" means that the actors' room left open: the nearest subject that may be it."""
        if source.lower == "both" and self.layout.quote_at[source.index] < 0:
            return self._pair(source)
        person, thing = source.lower in _PERSONS, source.lower == "it"
        pointing = source.lemma.lower() in self.speech.voices.pointing and any(
            child.lower in {"the", "this"} for child in self.reading.children(source)
        )
        if self.actors is None or not (person or thing or pointing) or self.layout.quote_at[source.index] >= 0:
            return ()
        sentences = self.reading.sentences
        for index in range(source.index - 1, sentences[max(0, source.sentence - _BACK)].first - 1, -1):
            token = self.reading.tokens[index]
            mention = self.actors.at(index) if self._may_be_meant(token, source) else None
            if mention is None:
                continue
            kind = self.actors.by_id(mention.actor).kind
            fits = kind == "person" if person else kind in self.speech.voices.kinds - ({"state"} if pointing else set())
            if fits and not (thing and token.tag in {"NNS", "NNPS"}):
                return (mention.actor,)
        return ()

    def _pair(self, source: Token) -> tuple[str, ...]:
        """The two whom "both" means: the last subject that names two."""
        first = self.reading.sentences[max(0, source.sentence - 1)].first
        for token in reversed(self.reading.tokens[first : source.index]):
            if token.dep in _SUBJECTS and self._may_be_meant(token, source):
                found = self.ids(_heads(self.reading, token))
                if len(found) == 2:
                    return found
        return ()

    def _may_be_meant(self, token: Token, source: Token) -> bool:
        """Whether a word is a subject outside quotation marks and of an earlier clause."""
        if token.dep not in _SUBJECTS or token.pos == "PRON" or self._is_ours(token):
            return False
        if self.layout.quote_at[token.index] >= 0:
            return False
        between = self.reading.tokens[token.index : source.index]
        return token.sentence != source.sentence or any(one.text == ";" for one in between)

    def _is_ours(self, token: Token) -> bool:
        return any(child.lower in {"our", "my"} for child in self.reading.children(token))


def speaker_finder(reading: Reading, layout: Layout, speech: Speech, actors: MentionedActors | None) -> SpeakerFinder:
    """A finder for one report, with the documents whose issuers it names."""
    documents = issued_documents(reading, speech.voices, actors)
    return SpeakerFinder(reading, layout, speech, actors, documents)


def _heads(reading: Reading, head: Token) -> tuple[int, ...]:
    return tuple(token.index for token in conjuncts(reading, head))
