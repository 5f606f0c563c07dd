"""Sentences that the judge learns from, parsed, each with what its words tell.

Three kinds: the codebook and the reports (written for this project, every event listed), real sentences with every
event listed, and real sentences in which single words were labelled. Of real texts only offsets stand here; the texts
are those of the benchmark folder beside the checkout.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from gestae.reader import Reader
from gestae.reading.tokens import Reading, Sentence, Token
from gestae.settings import Settings
from gestae.sources.text import document_from_text
from training.codebook import NONE, Coding, Example, Span, read_codebook

LABELS = Path(__file__).parent / "labels"
GROUPS = Path(__file__).parent / "groups"
REPORTS = Path(__file__).parent.parent / "reports"
BENCH = Path(__file__).parents[2].parent / "shared" / "bench"
PUBLISHED = "2015-06-17"


@dataclass(frozen=True, slots=True)
class Word:
    """One token: characters in the sentence, coarse tag, index of the token it hangs on."""

    start: int
    end: int
    pos: str
    head: int


@dataclass(frozen=True, slots=True)
class Lesson:
    """A sentence with what its words tell. `complete`: every event is listed, what is not listed tells none.

    `whole`: of the events that are listed, every party is.

    `group` is what must not be torn apart between training and held-out data (a document, or the sentence itself).
    """

    text: str
    words: tuple[Word, ...]
    codings: tuple[Coding, ...]
    complete: bool
    source: str
    group: str
    whole: bool = False


def is_held_out(group: str) -> bool:
    """Whether a document (of the codebook: a sentence) is never learnt from: one in twelve, by a hash of its name."""
    return int.from_bytes(hashlib.sha256(group.encode()).digest()[:4]) % 12 == 0


def lessons() -> list[Lesson]:
    """Everything there is to learn from, in a fixed order."""
    reader = Reader(settings=Settings(judge=False))
    found = list(_written(reader, read_codebook(), "codebook", complete=True))
    found.extend(_written(reader, read_codebook(sorted(REPORTS.glob("*.txt"))), "reports", complete=True))
    for path in sorted(LABELS.glob("*.jsonl")):
        rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
        found.extend(_real(reader, rows, path.stem))
    return found


def _written(reader: Reader, examples: Sequence[Example], source: str, *, complete: bool) -> Iterator[Lesson]:
    documents = [document_from_text(example.sentence, name=example.file, published=PUBLISHED) for example in examples]
    for example, reading in zip(examples, reader.parse_all(documents), strict=True):
        words = tuple(_words(reading.tokens, 0, 0))
        yield Lesson(
            example.sentence, words, example.codings, complete, source, f"{example.file}:{example.group}", complete
        )


def _real(reader: Reader, rows: Sequence[Mapping[str, Any]], source: str) -> Iterator[Lesson]:
    by_document: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for row in rows:
        by_document[row["document"]].append(row)
    texts = dict(benchmark_texts(set(by_document)))
    documents = [document_from_text(texts[name], name=name, published=PUBLISHED) for name in by_document]
    for name, reading in zip(by_document, reader.parse_all(documents), strict=True):
        at = {sentence.start: sentence for sentence in reading.sentences}
        for row in by_document[name]:
            sentence = at.get(row["start"])
            if sentence is not None and sentence.end == row["end"]:
                yield _lesson(reading, sentence, row, source)


def _lesson(reading: Reading, sentence: Sentence, row: Mapping[str, Any], source: str) -> Lesson:
    words = tuple(_words(reading.sentence_tokens(sentence), sentence.first, sentence.start))
    codings = tuple(
        Coding(
            (coding["trigger"][0], coding["trigger"][1]),
            coding["type"],
            coding.get("mode"),
            coding.get("modality", "actual"),
            _spans(coding.get("actors", ())),
            _spans(coding.get("recipients", ())),
        )
        for coding in row["codings"]
    )
    text = reading.document.text[sentence.start : sentence.end]
    whole = bool(row["complete"]) or bool(row.get("whole"))
    return Lesson(text, words, codings, bool(row["complete"]), source, row["document"], whole)


def _spans(pairs: Iterable[Sequence[int]]) -> tuple[Span, ...]:
    return tuple((start, end) for start, end in pairs)


def _words(tokens: Iterable[Token], first: int, start: int) -> Iterator[Word]:
    for token in tokens:
        yield Word(token.start - start, token.end - start, token.pos, token.head - first)


def benchmark_texts(wanted: set[str]) -> Iterator[tuple[str, str]]:
    """The benchmark texts of the documents named, as the labels count their characters."""
    for line in (BENCH / "muc4-incidents" / "input.dev.jsonl").open(encoding="utf-8"):
        row = json.loads(line)
        if row["id"] in wanted:
            yield row["id"], row["text_truecase"][row.get("body_offset") or 0 :]
    for name, corpus in (("geoparsing", "geovirus"), ("timex", None), ("event-linking", None)):
        for line in (BENCH / name / "input.dev.jsonl").open(encoding="utf-8"):
            row = json.loads(line)
            if row["id"] in wanted and corpus in (None, row.get("corpus")):
                yield row["id"], row["text"]


def written_reports(wanted: set[str]) -> Iterator[tuple[str, str]]:
    """The whole text of the reports written for this project that are named (file:group)."""
    examples = read_codebook(sorted(REPORTS.glob("*.txt")))
    for (file, group), sentences in groupby(examples, key=lambda example: (example.file, example.group)):
        if f"{file}:{group}" in wanted:
            yield f"{file}:{group}", " ".join(example.sentence for example in sentences)


def head_word(words: Sequence[Word], span: Span) -> int | None:
    """The index of the word that a span hangs on: the first whose own head lies outside it."""
    inside = [index for index, word in enumerate(words) if word.start < span[1] and span[0] < word.end]
    for index in inside:
        outside = words[index].head not in inside or words[index].head == index
        if outside and words[index].pos not in {"ADP", "DET", "PUNCT", "CCONJ"}:
            return index
    return inside[-1] if inside else None


def is_event(coding: Coding) -> bool:
    """Whether a coding is an event and no look-alike."""
    return coding.type != NONE
