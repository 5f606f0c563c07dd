"""Documents from which the judge learns which words tell one and the same deed.

Two kinds: reports in which readers grouped the mentions that gestae found (`groups/deeds.jsonl`, offsets only), and the
events that ECB+ groups over the reports of one story (its train topics; CC BY 3.0).
"""

from __future__ import annotations

import json
import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from gestae.judging.wordpieces import WordPieces
from gestae.reader import Reader
from gestae.reading.tokens import Reading
from gestae.settings import Settings
from gestae.sources.text import document_from_text
from training.judge.sentences import BENCH, GROUPS, PUBLISHED, benchmark_texts, is_held_out, written_reports

Tellings = dict[tuple[int, int], str]  # characters of the telling word -> name of the deed
_MOST = 24  # sentences of one question


@dataclass(frozen=True, slots=True)
class Told:
    """Sentences in piece ids, and the words (sentence, piece) in them that tell deeds, each with its deed's name."""

    sentences: tuple[tuple[int, ...], ...]
    words: tuple[tuple[int, int], ...]
    deeds: tuple[str, ...]


class DeedDocuments:
    """Everything to learn sameness from: grouped reports, and stories of several reports each."""

    def __init__(self, pieces: WordPieces) -> None:
        self._pieces = pieces
        self._reader = Reader(settings=Settings(judge=False))
        grouped = read_grouped(GROUPS / "deeds.jsonl")
        self.held = [told for name, told in self._all(grouped) if is_held_out(name)]
        self.reports = [told for name, told in self._all(grouped) if not is_held_out(name)]
        stories = dict(_ecb_stories())
        found = dict(self._all({name: (text, tellings) for name, (_, text, tellings) in stories.items()}))
        self.stories: dict[str, list[Told]] = defaultdict(list)
        for name, told in sorted(found.items()):
            self.stories[stories[name][0]].append(told)

    def epoch(self, shuffled: random.Random) -> list[Told]:
        """What one epoch learns from, in a drawn order: every report once, the reports of a story two by two."""
        found = list(self.reports)
        for _, reports in sorted(self.stories.items()):
            drawn = shuffled.sample(reports, len(reports))
            found.extend(_together(one, other) for one, other in list(pairwise(drawn))[::2])
        shuffled.shuffle(found)
        return [told for told in found if len(told.deeds) > 1]

    def _all(self, texts: dict[str, tuple[str, Tellings]]) -> Iterator[tuple[str, Told]]:
        names = sorted(texts)
        documents = [document_from_text(texts[name][0], name=name, published=PUBLISHED) for name in names]
        for name, reading in zip(names, self._reader.parse_all(documents), strict=True):
            yield name, self._told(reading, texts[name][1])

    def _told(self, reading: Reading, tellings: Tellings) -> Told:
        sentences: list[tuple[int, ...]] = []
        words: list[tuple[int, int]] = []
        deeds: list[str] = []
        for sentence in reading.sentences:
            here = {span: deed for span, deed in tellings.items() if sentence.start <= span[0] < sentence.end}
            stretches = self._pieces.cut(reading.document.text[sentence.start : sentence.end], longest=128)
            if not here or len(stretches) != 1 or len(sentences) == _MOST:
                continue
            for (start, _), deed in sorted(here.items()):
                piece = stretches[0].at(start - sentence.start)
                if piece is not None:
                    words.append((len(sentences), piece))
                    deeds.append(deed)
            sentences.append(stretches[0].ids)
        return Told(tuple(sentences), tuple(words), tuple(deeds))


def _together(one: Told, other: Told) -> Told:
    """Two reports of one story asked about at once."""
    shift = len(one.sentences)
    moved = tuple((sentence + shift, piece) for sentence, piece in other.words)
    return Told(one.sentences + other.sentences, one.words + moved, one.deeds + other.deeds)


def read_grouped(path: Path) -> dict[str, tuple[str, Tellings]]:
    """Reports by name: their text, and the deed of each telling word."""
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    wanted = {row["document"] for row in rows}
    texts = {**dict(benchmark_texts(wanted)), **dict(written_reports(wanted))}
    return {
        row["document"]: (
            texts[row["document"]],
            {(start, end): str(deed) for start, end, deed in row["mentions"]},
        )
        for row in rows
    }


def _ecb_stories() -> Iterator[tuple[str, tuple[str, str, Tellings]]]:
    """(name, (story, text, tellings)) of the train topics."""
    folder = BENCH / "event-linking"
    gold = {row["id"]: row for row in _rows(folder / "gold.dev.jsonl")}
    for row in _rows(folder / "input.dev.jsonl"):
        if row["split"] != "train" or is_held_out(row["id"]):
            continue
        groups = {mention["mid"]: mention["cluster"] for mention in gold[row["id"]]["mentions"]}
        tellings = {tuple(mention["spans"][0]): groups[mention["mid"]] for mention in row["mentions"]}
        if tellings:
            yield row["id"], (gold[row["id"]]["story"], row["text"], tellings)


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]
