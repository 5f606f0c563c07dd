"""Trains the network that says who did it elsewhere: `python -m training.doers [--epochs N] [--dry-run]`.

After the judge, whose encoder it starts from; needs the extra `train`. One report in eight is never learnt from but
measured after each epoch. Writes `whole.onnx`, `whole.npz` and `whole.json` where reading looks for them.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnx
import torch
from sklearn.metrics import average_precision_score
from torch.nn import functional

from gestae.judging.judge import judge_network
from training.doers.lessons import Lesson, LessonMaker
from training.doers.network import Sheet, Weighing, Whole, logits_of, sheet
from training.judge.graph import assemble_whole
from training.judge.train import MODEL, packed

VERSION = "whole 1"
SEED = 7
BATCH = 8  # reports
RATE = 1e-4
THREADS = 2
CHANCES = (0.3, 0.4, 0.5, 0.6)
Page = tuple[Lesson, Sheet]


def train(whole: Whole, weighing: Weighing, learnt: Sequence[Page], held: Sequence[Page], *, epochs: int) -> None:
    """Trains in place; prints how it stands after each epoch."""
    whole.words.weight.requires_grad_(False)
    heads = [p for name, p in whole.named_parameters() if name.startswith("of_")] + list(weighing.parameters())
    encoder = [p for name, p in whole.named_parameters() if not name.startswith("of_") and p.requires_grad]
    optimizer = torch.optim.AdamW([{"params": heads}, {"params": encoder}], lr=RATE, weight_decay=0.01)
    steps = epochs * math.ceil(len(learnt) / BATCH)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, [10 * RATE, RATE], total_steps=steps + 1, pct_start=0.1)
    shuffled, started, step = random.Random(SEED), time.monotonic(), 0
    for epoch in range(epochs):
        whole.train()
        weighing.train()
        drawn = shuffled.sample(list(learnt), len(learnt))
        for at in range(0, len(drawn), BATCH):
            batch = [page for _, page in drawn[at : at + BATCH]]
            questions, loss = sum(len(page.answers) for page in batch), 0.0
            for page in batch:
                part = functional.binary_cross_entropy_with_logits(
                    logits_of(whole, weighing, page), page.answers, reduction="sum"
                )
                part = part / questions
                part.backward()  # type: ignore[no-untyped-call]
                loss += part.item()
            torch.nn.utils.clip_grad_norm_([*heads, *encoder], 1.0)
            optimizer.step()
            optimizer.zero_grad()
            schedule.step()
            step += 1
            if step % 20 == 0:
                print(f"{step}/{steps} {time.monotonic() - started:.0f} s loss {loss:.3f}", flush=True)
        print(f"epoch {epoch + 1}", flush=True)
        for source in ("written", "muc"):
            print(measure(whole, weighing, [page for page in held if page[0].source == source], source), flush=True)


def measure(whole: Whole, weighing: Weighing, pages: Sequence[Page], source: str) -> str:
    """How well what gestae does not find by itself is found: average precision; P and R from some shares on."""
    whole.eval()
    weighing.eval()
    with torch.no_grad():
        shares = np.concatenate([torch.sigmoid(logits_of(whole, weighing, page)).numpy() for _, page in pages])
    questions = [question for lesson, _ in pages for question in lesson.questions]
    lines: list[str] = []
    for index, name in enumerate(("did it", "was hit")):
        new = np.array([not question.known[index] for question in questions])
        right = np.array([question.answer[index] for question in questions])[new]
        mine = shares[new, index]
        line = f"   {source} {name}: AP {average_precision_score(right, mine):.3f} of {right.sum()} not known before"
        for chance in CHANCES:
            told = mine > chance
            precision = right[told].mean() if told.any() else 0.0
            line += f"; {chance}: {told.sum()} P {precision:.2f} R {right[told].sum() / right.sum():.2f}"
        lines.append(line)
    return "\n".join(lines)


def export(whole: Whole, weighing: Weighing, folder: Path) -> None:
    """Writes the encoder with 8-bit weights, as the judge's, and the weighing beside it."""
    onnx.save(assemble_whole(packed(whole, ["parties", "deeds"])), folder / "whole.onnx")
    np.savez(
        folder / "whole.npz",
        inner=weighing.inner.weight.detach().numpy().T.copy(),
        inner_shift=weighing.inner.bias.detach().numpy(),
        outer=weighing.outer.weight.detach().numpy().T.copy(),
        outer_shift=weighing.outer.bias.detach().numpy(),
    )


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m training.doers", description=__doc__)
    parser.add_argument("--dry-run", action="store_true", help="train and measure, write nothing")
    parser.add_argument("--epochs", type=int, default=5)
    options = parser.parse_args()
    torch.manual_seed(SEED)
    torch.set_num_threads(THREADS)
    pieces = judge_network().pieces
    lessons = list(LessonMaker(pieces).all())
    questions = [question for lesson in lessons for question in lesson.questions]
    of_pairs = sorted({name for question in questions for name in question.of_pair})
    of_mentions = sorted({name for question in questions for mention in question.of_mentions for name in mention})
    pages = [(lesson, sheet(lesson, of_pairs, of_mentions)) for lesson in lessons]
    learnt = [page for page in pages if not page[0].is_held_out]
    held = [page for page in pages if page[0].is_held_out]
    print(f"{len(learnt)} reports to learn from, {len(held)} held out, {len(questions)} questions", flush=True)
    vocabulary = len((MODEL / "vocabulary.txt").read_text("utf-8").rstrip("\n").split("\n"))
    whole, weighing = Whole(vocabulary), Weighing(len(of_pairs) + len(of_mentions))
    whole.start_from(MODEL / "judge.onnx")
    train(whole, weighing, learnt, held, epochs=options.epochs)
    if not options.dry_run:
        export(whole, weighing, MODEL)
        names = {"version": VERSION, "of_pairs": of_pairs, "of_mentions": of_mentions}
        (MODEL / "whole.json").write_text(json.dumps(names, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
