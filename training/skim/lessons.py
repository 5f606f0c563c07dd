"""What the skim learns from: texts, the events that the whole reading finds in them, and what the judge says of words.

No label is written by hand, and a change of the reading is followed by training again. Events are those of a reading
that reads reports of any concern; which of them are of public concern is settled before the skim looks at passages, so
chances are chosen on these alone. Texts are those whose licences
allow weights made of them (the table in `gestae/judging/model/README.md`); LGL and PolNeAR are measured on and never
learnt from.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bench.harness import SHARED, read_lines
from gestae.judging.concern import concern_of
from gestae.judging.network import Network
from gestae.reader import Reader
from gestae.record.documents import Part
from gestae.settings import Settings
from gestae.skimming.encoding import Encoder, Stretch
from gestae.sources.text import document_from_text
from training.codebook import read_codebook
from training.concern.written import WRITTEN, read_written

REPORTS = Path(__file__).parents[1] / "reports"
GENERAL = frozenset({"ecb", "geovirus", "meantime", "concern"})
_LONGEST = 192  # pieces that the judge is asked about together
Labels = tuple[tuple[tuple[int, int], ...], ...]


@dataclass(frozen=True, slots=True)
class Lesson:
    """A stretch of a report: which of its asked words tell an event, and what the judge says of its words.

    `concern` is how likely the report is of public concern.
    `events` has for each event of the reading the passages (numbers) in which it is told. `pieces` are the first pieces
    of words, `shares` [pieces, types] what the judge says each tells.
    """

    kind: str
    name: str
    concern: float
    stretch: Stretch
    tells: tuple[bool, ...]
    events: tuple[frozenset[int], ...]
    pieces: NDArray[np.int64]
    shares: NDArray[np.float16]

    @property
    def held_out(self) -> bool:
        """Whether nothing is learnt from it, but the threshold."""
        return is_held_out(self.name)


def is_held_out(name: str) -> bool:
    """A report in six, by a hash of its name."""
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:4]) % 6 == 0


def texts() -> Iterator[tuple[str, str, str]]:
    """What is learnt from: kind, name and text."""
    for item in read_lines(SHARED / "event-linking" / "input.dev.jsonl"):
        if item["split"] == "train":
            yield "ecb", item["id"], item["text"]
    for item in read_lines(SHARED / "geoparsing" / "input.dev.jsonl"):
        if item["corpus"] == "geovirus":
            yield "geovirus", item["id"], item["text"]
    for item in read_lines(SHARED / "timex" / "input.dev.jsonl"):
        yield "meantime", item["id"], item["text"]
    for report in read_written(WRITTEN):
        yield "concern", report.name, report.text
    # Every second of them: with all of them, news of one war would outweigh the rest.
    muc4 = [item for item in read_lines(SHARED / "muc4-incidents" / "input.dev.jsonl") if item["id"].startswith("DEV")]
    for item in muc4[::2]:
        yield "muc4", item["id"], item["text_truecase"]
    for example in (*read_codebook(), *read_codebook(sorted(REPORTS.glob("*.txt")))):
        yield "codebook", f"{example.file}:{example.group}", example.sentence


def labelled(kept: Path | None) -> Iterator[tuple[str, str, str, Labels]]:
    """Kind, name, text and for each event the characters of its triggers; from the file where there is one."""
    if kept is not None and kept.exists():
        for row in read_lines(kept):
            yield row["kind"], row["name"], row["text"], _labels(row["events"])
        return
    reader = Reader(Settings(concern=False))
    rows = []
    for kind, name, text in texts():
        record = reader(document_from_text(text, name=name))
        events = [[(one.start, one.end) for one in event.evidence if one.role == "trigger"] for event in record.events]
        rows.append({"kind": kind, "name": name, "text": text, "events": events})
    if kept is not None:
        kept.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    for row in rows:
        yield str(row["kind"]), str(row["name"]), str(row["text"]), _labels(row["events"])


def _labels(events: Any) -> Labels:
    return tuple(tuple((start, end) for start, end in places) for places in events)


def lessons(encoder: Encoder, judge: Network, kept: Path | None, *, held_out: bool = False) -> Iterator[Lesson]:
    """Every text in stretches; those that are held out alone where only chances are chosen."""
    for kind, name, text, events in labelled(kept):
        if held_out and not is_held_out(name):
            continue
        document = document_from_text(text, name=name)
        concern = concern_of(document)
        passages, stretches, _ = encoder(document)
        told = tuple(
            frozenset(
                number
                for number, part in enumerate(passages)
                if any(part.start <= start < part.end for start, _ in places)
            )
            for places in events
        )
        for stretch in stretches:
            tells = tuple(
                any(start <= word < end for places in events for start, end in places) for word in stretch.starts
            )
            pieces, shares = _judged(text, passages, stretch, judge)
            yield Lesson(kind, name, concern, stretch, tells, told, pieces, shares)


def _judged(
    text: str, passages: Sequence[Part], stretch: Stretch, judge: Network
) -> tuple[NDArray[np.int64], NDArray[np.float16]]:
    """The first pieces of all words of a stretch, and the judge's shares of them."""
    pieces: list[int] = []
    shares = [np.zeros((0, len(judge.types)), dtype=np.float32)]
    for number, mark in enumerate(np.flatnonzero(stretch.ids == judge.pieces.last).tolist(), stretch.first):
        part, at = passages[number], mark
        for cut in judge.pieces.cut(text[part.start : part.end], longest=_LONGEST):
            pieces.extend(at + piece for piece in cut.firsts)
            shares.append(judge(cut.ids).types[list(cut.firsts)])
            at += len(cut.ids) - 2
    return np.array(pieces, dtype=np.int64), np.concatenate(shares).astype(np.float16)
