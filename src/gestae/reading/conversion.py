"""spaCy's parsed text as our own tokens and sentences."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

import numpy as np

from gestae.reading.lemmas import lemma_of
from gestae.reading.morphology import Form, Morphology, Word
from gestae.reading.tokens import Sentence, Token
from gestae.record.documents import Document, Part

# Read of all tokens at once: asking token by token takes several times longer.
_NUMBERS = ("IDX", "LENGTH", "HEAD", "ENT_IOB")
_STRINGS = ("ENT_TYPE", "ORTH", "TAG", "DEP", "POS", "LEMMA")
_BEGINS = 3  # spaCy's number for the first token of an entity
_LONGEST = 500  # tokens of a sentence; the longest of 16,222 of news has 151
_REMEMBERED = 200_000  # strings; more are forgotten all at once


class Conversion:
    """Turns parsed texts into tokens.

    Args:
        morphology: gives coarse tags and lemmas; None where the pipeline has set them.
        verbs: the verbs that the lemmatizer knows.
    """

    def __init__(self, morphology: Morphology | None, *, verbs: Collection[str]) -> None:
        self._morphology = morphology
        self._verbs = verbs
        self._strings: dict[int, str] = {}

    def add(
        self, document: Document, part: Part, offset: int, doc: Any, tokens: list[Token], sentences: list[Sentence]
    ) -> None:
        """Adds the tokens and sentences of a piece of a document that begins at `offset`; spaces are no tokens."""
        if not len(doc):
            return
        table = doc.to_array([*_NUMBERS, *_STRINGS])
        starts, lengths, heads, begins = table[:, : len(_NUMBERS)].astype(np.int64).T.tolist()
        entities, read, tags, deps, coarse, lemmas = (
            self._named(doc, keys) for keys in table[:, len(_NUMBERS) :].T.tolist()
        )
        text = document.text  # the parser read a headline's words in small letters
        forms = [text[offset + start : offset + start + long] for start, long in zip(starts, lengths, strict=True)]
        made = self._made(read, tags, deps, coarse, lemmas)
        spaces = [form.isspace() for form in forms]
        number, index_of = len(tokens), []
        for space in spaces:
            index_of.append(-1 if space else number)
            number += not space
        part_index = document.parts.index(part)
        for begins_at, ends_at in _sentences(doc):
            first, sentence = len(tokens), len(sentences)
            for at in range(begins_at, ends_at):
                if spaces[at]:
                    continue
                index, begin, form, word = index_of[at], offset + starts[at], forms[at], made[at]
                head = at + heads[at]
                tokens.append(
                    Token(
                        index,
                        begin,
                        begin + lengths[at],
                        form,
                        form.lower(),
                        word.lemma,
                        word.pos,
                        word.tag,
                        word.dep,
                        index_of[head] if begins_at <= head < ends_at and not spaces[head] else index,
                        sentence,
                        entities[at],
                        begins[at] == _BEGINS,
                    )
                )
            if len(tokens) > first:
                _hang(tokens, first)
                root = next((token.index for token in tokens[first:] if token.head == token.index), first)
                last = len(tokens)
                sentences.append(
                    Sentence(sentence, part_index, part.kind, first, last, root, tokens[first].start, tokens[-1].end)
                )

    def _made(
        self, words: list[str], tags: list[str], deps: list[str], coarse: list[str], lemmas: list[str]
    ) -> list[Form]:
        if self._morphology is not None:
            return self._morphology.forms([Word(*one) for one in zip(words, tags, deps, strict=True)])
        rows = zip(words, coarse, tags, deps, lemmas, strict=True)
        return [
            Form(pos, tag, dep, lemma_of(word.lower(), lemma, tag, self._verbs)) for word, pos, tag, dep, lemma in rows
        ]

    def _named(self, doc: Any, keys: list[int]) -> list[str]:
        """The strings behind spaCy's numbers for them."""
        known = self._strings
        if len(known) > _REMEMBERED:
            known.clear()
        for key in keys:
            if key not in known:
                known[key] = doc.vocab.strings[key]
        return [known[key] for key in keys]


def _sentences(doc: Any) -> Iterator[tuple[int, int]]:
    """The parser's sentences; what goes on without end is cut, so that time grows with the length of a text alone."""
    for span in doc.sents:
        for start in range(span.start, span.end, _LONGEST):
            yield start, min(start + _LONGEST, span.end)


def _hang(tokens: list[Token], first: int) -> None:
    """Gives the tokens of the last sentence their dependents."""
    children: dict[int, list[int]] = {}
    for token in tokens[first:]:
        if token.head != token.index:
            children.setdefault(token.head, []).append(token.index)
    for head, found in children.items():
        tokens[head].children = tuple(found)
