"""`python -m training.skim [--labels FILE]`: reads, teaches, and writes `src/gestae/skimming/model`.

With `--choose` the student that ships is kept, and only the chances are chosen anew: after a change of the judge.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch

from gestae.judging.network import Network
from gestae.lexicon.events import EventLexicon, load_event_lexicon
from gestae.skimming.cues import Cues, load_forms
from gestae.skimming.encoding import Encoder
from gestae.skimming.skim import OF_CONCERN, Chances
from gestae.skimming.student import load_student
from training.skim.learning import SEED, chance_of, chances_of, levels, rated, teach, threshold, told_of, weighed
from training.skim.lessons import GENERAL, Lesson, lessons
from training.skim.network import Student, export, judge_vectors

SOURCE = Path(__file__).parents[2] / "src" / "gestae"
MODEL = SOURCE / "skimming" / "model"
VERSION = "skim 5"
WANTED = 0.985  # of the events of general news of public concern that is held out
ASKED = 0.99  # of them, in passages that the judge is asked about
PARTS = ("headline", "subheading", "dateline", "caption", "paragraph")


def traits(lexicon: EventLexicon) -> list[str]:
    """The columns of what is known of a piece."""
    types = sorted({entry.frame.type for found in lexicon.verbs.values() for entry in found})
    return [
        *(f"type:{name}" for name in types),
        *(f"class:{name}" for name in sorted(lexicon.classes)),
        *(f"part:{name}" for name in PARTS),
        *("capital", "capitals", "number"),
    ]


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m training.skim", description=__doc__)
    parser.add_argument("--labels", type=Path, metavar="FILE", help="keep here what the reading found")
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--choose", action="store_true", help="keep the student, choose the chances anew")
    parser.add_argument("--dry-run", action="store_true", help="teach and measure, write nothing")
    options = parser.parse_args()
    torch.manual_seed(SEED)
    judge, lexicon = Network(), load_event_lexicon()
    columns = traits(lexicon)
    encoder = Encoder(judge.pieces, Cues(lexicon, load_forms()), columns)
    found = list(lessons(encoder, judge, options.labels, held_out=options.choose))
    print(f"{len(found):,} lessons, {sum(sum(one.tells) for one in found):,} words that tell events", flush=True)
    student = None if options.choose else taught(found, columns, judge, epochs=options.epochs)
    chances = chances_of(student) if student is not None else load_student()
    facts = {"version": VERSION, "traits": columns, **chosen(chances, found)}
    if not options.dry_run:
        MODEL.mkdir(exist_ok=True)
        if student is not None:
            export(student, MODEL / "skim.onnx")
        (MODEL / "skim.json").write_text(json.dumps(facts, indent=1) + "\n", "utf-8")


def taught(found: Sequence[Lesson], columns: Sequence[str], judge: Network, *, epochs: int) -> Student:
    """A new student, which starts from the judge's vectors of pieces."""
    vectors = judge_vectors(SOURCE / "judging" / "model" / "judge.onnx")
    student = Student(len(vectors), traits=len(columns), types=len(judge.types))
    student.start_from(vectors)
    teach(student, found, epochs=epochs)
    return student


def chosen(student: Chances, found: Sequence[Lesson]) -> dict[str, Any]:
    """How student and judge are weighed, and from which chances on the judge is asked and a passage is read.

    All is settled on what the student has not learnt from, the chances on general news that is of public concern.
    """
    held = [one for one in found if one.held_out]
    general = [one for one in held if one.kind in GENERAL and one.concern >= OF_CONCERN]
    by_student, by_judge, shift = weighed(rated(student, held))
    words = rated(student, general)
    first = levels(general, ((one, chance_of(one.student)) for one in words))
    both = [(one, chance_of(by_student * one.student + by_judge * one.judge + shift)) for one in words]
    second = levels(general, both)
    for name, told in (("student alone", first), ("with the judge", second)):
        print(f"{name}: {told_of(told)}", flush=True)
    return {
        "alone": threshold(first, WANTED),
        "second": {
            "asks": threshold(first, ASKED),
            "network": round(by_student, 4),
            "judge": round(by_judge, 4),
            "shift": round(shift, 4),
            "threshold": threshold(second, WANTED),
        },
    }


if __name__ == "__main__":
    main()
