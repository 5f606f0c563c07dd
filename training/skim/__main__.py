"""`python -m training.skim [--labels FILE]`: reads, teaches, and writes `src/gestae/skimming/model`."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import torch

from gestae.judging.network import Network
from gestae.lexicon.events import EventLexicon, load_event_lexicon
from gestae.skimming.cues import Cues, load_forms
from gestae.skimming.encoding import Encoder
from training.skim.learning import SEED, levels, teach, threshold, told_of
from training.skim.lessons import lessons
from training.skim.network import Student, export, judge_vectors

SOURCE = Path(__file__).parents[2] / "src" / "gestae"
MODEL = SOURCE / "skimming" / "model"
VERSION = "skim 2"
WANTED = 0.985  # of the events of general news that is held out: news of other sources is less known
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
    parser.add_argument("--epochs", type=int, default=10)
    parser.add_argument("--dry-run", action="store_true", help="teach and measure, write nothing")
    options = parser.parse_args()
    torch.manual_seed(SEED)
    judge, lexicon = Network(), load_event_lexicon()
    columns = traits(lexicon)
    encoder = Encoder(judge.pieces, Cues(lexicon, load_forms()), columns)
    found = list(lessons(encoder, judge, options.labels))
    print(f"{len(found):,} lessons, {sum(sum(one.tells) for one in found):,} words that tell events", flush=True)
    vectors = judge_vectors(SOURCE / "judging" / "model" / "judge.onnx")
    student = Student(len(vectors), traits=len(columns), types=len(judge.types))
    student.start_from(vectors)
    teach(student, found, epochs=options.epochs)
    kept = levels(student, found)
    if not options.dry_run:
        MODEL.mkdir(exist_ok=True)
        export(student, MODEL / "skim.onnx")
        facts = {"version": VERSION, "threshold": threshold(kept, WANTED), "traits": columns}
        (MODEL / "skim.json").write_text(json.dumps(facts, indent=1) + "\n", "utf-8")
    print(told_of(kept))


if __name__ == "__main__":
    main()
