"""Trains the skim: `python -m training.skim [--labels FILE]` writes `src/gestae/skimming/weights.tsv`.

Learns, passage by passage, whether the whole reading finds an event in it: no label is written by hand, and a change of
the reading is followed by running this again. Texts are those whose licences allow weights made of them (the table in
`gestae/judging/model/README.md`); LGL and PolNeAR are measured on and never learnt from. Logistic regression with few
weights (FTRL-proximal), in plain Python. With `--labels`, what the reading found is kept there for the next try.

The threshold is set where, of general news that was not learnt from (a fifth at a time), all but two in a hundred
reports with an event keep a passage that tells one.
"""

from __future__ import annotations

import argparse
import json
import math
import random
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bench.harness import SHARED, read_lines
from gestae.lexicon.events import load_event_lexicon
from gestae.reader import Reader
from gestae.skimming.passages import Cues, cues_of, features, passages_of
from gestae.skimming.skim import Weights
from gestae.sources.text import document_from_text
from training.codebook import read_codebook

WEIGHTS = Path(__file__).parents[1] / "src" / "gestae" / "skimming" / "weights.tsv"
REPORTS = Path(__file__).parent / "reports"
VERSION = "skim 1"
SEED, FOLDS, EPOCHS = 7, 5, 4
RATE, SMOOTH, L1, L2 = 0.1, 1.0, 0.6, 1.0
RAREST = 3
WANTED = 0.98
SMALLEST = 0.1
GENERAL = ("ecb", "geovirus")
_HEAD = """\
# How much a word, two words side by side, or what the event lexicon knows of a word (stem:, type:, class:) speaks for
# an event in its passage (log odds). Learnt by `python -m training.skim` from what gestae finds in the texts that it
# names. Source: the gestae authors. Licence: Apache-2.0. Date: {date}.
"""


@dataclass(frozen=True, slots=True)
class Lesson:
    """A report with, for each passage, its features and whether the reading finds an event in it."""

    kind: str
    passages: tuple[tuple[frozenset[str], bool], ...]


class Model:
    """Logistic regression by FTRL-proximal: most weights stay nothing."""

    def __init__(self, known: frozenset[str]) -> None:
        self._known = known
        self._sums: dict[str, float] = {}
        self._squares: dict[str, float] = {}

    def weight(self, name: str) -> float:
        """The weight of one feature; "" is the bias, which is not held down."""
        total = self._sums.get(name, 0.0)
        less = L1 if name else 0.0
        if abs(total) <= less:
            return 0.0
        pull = (SMOOTH + math.sqrt(self._squares.get(name, 0.0))) / RATE + (L2 if name else 0.0)
        return -(total - math.copysign(less, total)) / pull

    def learn(self, found: frozenset[str], told: bool) -> None:
        """One passage."""
        weights = {name: self.weight(name) for name in sorted(found & self._known)}
        weights[""] = self.weight("")
        score = max(-30.0, min(30.0, math.fsum(weights.values())))
        slope = 1 / (1 + math.exp(-score)) - told
        for name, weight in weights.items():
            before = self._squares.get(name, 0.0)
            after = before + slope * slope
            step = (math.sqrt(after) - math.sqrt(before)) / RATE
            self._sums[name] = self._sums.get(name, 0.0) + slope - step * weight
            self._squares[name] = after

    def learnt(self, threshold: float = 0.0) -> Weights:
        """What has been learnt, rounded as the file holds it."""
        weights = {name: round(self.weight(name), 2) for name in sorted(self._known)}
        kept = {name: weight for name, weight in weights.items() if abs(weight) >= SMALLEST}
        return Weights(VERSION, round(self.weight(""), 2), threshold, kept)


def texts() -> Iterator[tuple[str, str]]:
    """What is learnt from: kind and text."""
    for item in read_lines(SHARED / "event-linking" / "input.dev.jsonl"):
        if item["split"] == "train":
            yield "ecb", item["text"]
    for item in read_lines(SHARED / "geoparsing" / "input.dev.jsonl"):
        if item["corpus"] == "geovirus":
            yield "geovirus", item["text"]
    for item in read_lines(SHARED / "muc4-incidents" / "input.dev.jsonl"):
        if item["id"].startswith("DEV"):
            yield "muc4", item["text_truecase"]
    for example in (*read_codebook(), *read_codebook(sorted(REPORTS.glob("*.txt")))):
        yield "codebook", example.sentence


def labelled(kept: Path | None) -> list[tuple[str, str, list[int]]]:
    """Kind, text and where the words stand that tell events, for each text; from the file where there is one."""
    if kept is not None and kept.exists():
        return [(row["kind"], row["text"], row["events"]) for row in read_lines(kept)]
    reader = Reader()
    found = [(kind, text, _starts(reader, text)) for kind, text in texts()]
    if kept is not None:
        rows = (json.dumps({"kind": kind, "text": text, "events": starts}) + "\n" for kind, text, starts in found)
        kept.write_text("".join(rows), encoding="utf-8")
    return found


def _starts(reader: Reader, text: str) -> list[int]:
    record = reader(document_from_text(text, name="lesson"))
    return sorted({one.start for event in record.events for one in event.evidence if one.role == "trigger"})


def lesson(kind: str, text: str, starts: Sequence[int], cues: Cues) -> Lesson:
    """A report in passages."""
    document = document_from_text(text, name="lesson")
    rows = []
    for part in passages_of(document):
        told = any(part.start <= start < part.end for start in starts)
        rows.append((frozenset(features(text[part.start : part.end], cues)), told))
    return Lesson(kind, tuple(rows))


def train(lessons: Sequence[Lesson]) -> Model:
    """The model of some lessons."""
    rows = [row for one in lessons for row in one.passages]
    counted = Counter(name for found, _ in rows for name in found)
    model = Model(frozenset(name for name, count in counted.items() if count >= RAREST))
    order = random.Random(SEED)
    for _ in range(EPOCHS):
        order.shuffle(rows)
        for found, told in rows:
            model.learn(found, told)
    return model


def threshold(lessons: Sequence[Lesson]) -> float:
    """From which chance on a passage is looked into."""
    best: list[float] = []
    for fold in range(FOLDS):
        weights = train([one for number, one in enumerate(lessons) if number % FOLDS != fold]).learnt()
        left = [one for number, one in enumerate(lessons) if number % FOLDS == fold and one.kind in GENERAL]
        for one in left:
            chances = [weights.chance(found) for found, told in one.passages if told]
            best.extend([max(chances)] if chances else [])
    best.sort()
    return math.floor(best[int(len(best) * (1 - WANTED))] * 1e3) / 1e3


def write(weights: Weights, path: Path = WEIGHTS) -> None:
    """The file that `gestae.skimming` reads."""
    facts = (("version", weights.version), ("bias", weights.bias), ("threshold", weights.threshold))
    lines: Iterable[str] = (
        *(f"@{name}\t{value}" for name, value in facts),
        *(f"{name}\t{weight}" for name, weight in sorted(weights.features.items())),
    )
    path.write_text(_HEAD.format(date=date.today().strftime("%Y-%m")) + "\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    """Reads, learns and writes."""
    parser = argparse.ArgumentParser(prog="python -m training.skim", description=__doc__)
    parser.add_argument("--labels", type=Path, metavar="FILE", help="keep here what the reading found")
    cues = cues_of(load_event_lexicon())
    lessons = [lesson(*one, cues) for one in labelled(parser.parse_args().labels)]
    chosen = threshold(lessons)
    weights = train(lessons).learnt(chosen)
    write(weights)
    print(f"{len(lessons):,} lessons, {len(weights.features):,} weights, passages from {chosen} on are looked into")


if __name__ == "__main__":
    main()
