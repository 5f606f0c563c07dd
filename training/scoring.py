"""The coder against the codebook: `python -m training.scoring [--errors] [FILE ...]`.

An event of ours counts when one of its trigger spans overlaps that of an event of the example and the type agrees. Each
sentence is read alone, published on a fixed day.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from gestae.reader import Reader
from gestae.record.events import Event
from gestae.record.record import Record
from gestae.sources.text import document_from_text
from training.codebook import NONE, Coding, Example, Span, read_codebook

PUBLISHED = "2015-06-17"


@dataclass(frozen=True, slots=True)
class Comparison:
    """One sentence: its events and ours, matched."""

    example: Example
    matched: tuple[tuple[Coding, Event], ...]
    missed: tuple[Coding, ...]
    imagined: tuple[Event, ...]


def overlap(first: Span, second: Span) -> bool:
    """Whether two [start, end) spans share a character."""
    return first[0] < second[1] and second[0] < first[1]


def compare(example: Example, record: Record) -> Comparison:
    """Matches the events of a record with those of its example, each at most once."""
    free = list(record.events)
    matched: list[tuple[Coding, Event]] = []
    missed: list[Coding] = []
    for coding in example.codings:
        if coding.type == NONE:
            continue
        found = next((event for event in free if event.type == coding.type and _told_at(event, coding.trigger)), None)
        if found is None:
            missed.append(coding)
        else:
            free.remove(found)
            matched.append((coding, found))
    return Comparison(example, tuple(matched), tuple(missed), tuple(free))


def _told_at(event: Event, span: Span) -> bool:
    return any(item.role == "trigger" and overlap((item.start, item.end), span) for item in event.evidence)


def read_examples(examples: Sequence[Example], reader: Reader | None = None) -> list[Comparison]:
    """Reads every sentence and compares it."""
    reader = reader or Reader()
    documents = [document_from_text(example.sentence, name=example.file, published=PUBLISHED) for example in examples]
    return [compare(*pair) for pair in zip(examples, reader.read_all(documents), strict=True)]


def table(comparisons: Sequence[Comparison]) -> str:
    """Precision, recall and F1 by type; how often modality and mode of a matched event agree."""
    right, wrong, missed = Counter[str](), Counter[str](), Counter[str]()
    modality, mode, moded = 0, 0, 0
    for item in comparisons:
        right.update(coding.type for coding, _ in item.matched)
        wrong.update(event.type for event in item.imagined)
        missed.update(coding.type for coding in item.missed)
        for coding, event in item.matched:
            modality += coding.modality == event.modality
            moded += coding.mode is not None
            mode += coding.mode is not None and coding.mode == event.mode
    lines = [f"{'type':10} {'right':>6} {'wrong':>6} {'missed':>6} {'P':>6} {'R':>6} {'F1':>6}"]
    for kind in [*sorted({*right, *wrong, *missed}), "all"]:
        hit, bad, gone = (sum(c.values()) if kind == "all" else c[kind] for c in (right, wrong, missed))
        precision, recall = hit / max(hit + bad, 1), hit / max(hit + gone, 1)
        f1 = 2 * hit / max(2 * hit + bad + gone, 1)
        lines.append(f"{kind:10} {hit:6} {bad:6} {gone:6} {precision:6.3f} {recall:6.3f} {f1:6.3f}")
    matched = max(sum(right.values()), 1)
    lines.append(f"modality right on {modality / matched:.3f} of the matched, mode on {mode / max(moded, 1):.3f}")
    return "\n".join(lines)


def errors(comparisons: Sequence[Comparison]) -> str:
    """Every sentence that was read otherwise than coded."""
    lines: list[str] = []
    for item in comparisons:
        if not item.missed and not item.imagined:
            continue
        text = item.example.sentence
        lines.append(f"{item.example.file}:{item.example.line} {text}")
        lines.extend(
            f"    missed   {text[slice(*c.trigger)]} {c.type} {c.mode or ''} {c.modality}" for c in item.missed
        )
        for event in item.imagined:
            words = " / ".join(e.text for e in event.evidence if e.role == "trigger")
            lines.append(f"    imagined {words} {event.type} {event.mode or ''} {event.modality}")
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m training.scoring", description=__doc__)
    parser.add_argument("--errors", action="store_true", help="list every sentence read otherwise")
    parser.add_argument("files", nargs="*", type=Path)
    options = parser.parse_args(arguments)
    comparisons = read_examples(read_codebook(options.files))
    if options.errors:
        print(errors(comparisons))
    print(table(comparisons))
    return 0


if __name__ == "__main__":
    sys.exit(main())
