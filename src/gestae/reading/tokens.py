"""The parsed report, in types of our own, so that a parser can be swapped and a test can write one by hand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from gestae.record.documents import Document, PartKind
from gestae.record.evidence import Evidence
from gestae.record.spans import Span


@dataclass(slots=True, eq=False)
class Token:
    """One token. Treated as frozen (not declared so, because building thousands must be fast).

    `index`, `head` and `children` count tokens of the whole document; a root heads itself.
    `pos` is the Universal coarse tag, `tag` the Penn tag, `dep` the ClearNLP label of the arc to
    `head`, `entity` the parser's guess of an entity label ("" outside), `entity_start` marks its first token.
    """

    index: int
    start: int
    end: int
    text: str
    lower: str
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int
    sentence: int
    entity: str = ""
    entity_start: bool = False
    children: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Sentence:
    """Tokens `first` (inclusive) to `last` (exclusive) of the document; `part` and `kind` say where it stands."""

    index: int
    part: int
    kind: PartKind
    first: int
    last: int
    root: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Quotation:
    """A stretch between quotation marks: `span` with the marks, `inner` without. `closed`: an end was found."""

    span: Span
    inner: Span
    closed: bool
    sentence: int


@dataclass(frozen=True, slots=True)
class Reading:
    """What the language analysis says of one document; thrown away once the record is made.

    Boilerplate parts are not parsed: no token of the reading lies in one.
    """

    document: Document
    tokens: tuple[Token, ...]
    sentences: tuple[Sentence, ...]
    quotations: tuple[Quotation, ...] = ()
    model: str = field(default="", compare=False)

    def sentence_tokens(self, sentence: Sentence) -> tuple[Token, ...]:
        """The tokens of a sentence."""
        return self.tokens[sentence.first : sentence.last]

    def children(self, token: Token) -> Iterator[Token]:
        """The direct dependents of a token, left to right."""
        tokens = self.tokens
        return (tokens[index] for index in token.children)

    def subtree(self, token: Token) -> list[Token]:
        """The token and all that hangs on it, in text order."""
        tokens = self.tokens
        found = [token]
        stack = list(token.children)
        while stack:
            child = tokens[stack.pop()]
            found.append(child)
            stack.extend(child.children)
        found.sort(key=_position)
        return found

    def ancestors(self, token: Token) -> Iterator[Token]:
        """The heads above a token, nearest first."""
        tokens = self.tokens
        while token.head != token.index:
            token = tokens[token.head]
            yield token

    def quote(self, start: int, end: int, role: str) -> Evidence:
        """The words between two character offsets, as evidence of `role`."""
        return self.document.evidence(start, end, role)


def _position(token: Token) -> int:
    return token.index
