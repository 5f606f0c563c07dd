"""Teaching the student, and choosing from which chance on a passage is read."""

from __future__ import annotations

import math
import random
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional

from training.skim.lessons import GENERAL, Lesson
from training.skim.network import Student

SEED, PIECES, RATE, THREADS = 11, 3000, 2e-3, 2
JUDGED = 0.5  # how much what the judge says of all words weighs beside what the reading finds
MISSED = 2.0  # how much worse an event that is missed is than a passage read for nothing
WORTH = {"codebook": 0.5, "muc4": 0.5}
SHARES = (0.95, 0.97, 0.98, 0.985, 0.99, 0.995)


@dataclass(frozen=True, slots=True)
class Batch:
    """Lessons side by side, padded."""

    ids: Tensor
    traits: Tensor
    asked: tuple[Tensor, Tensor]
    tells: Tensor
    worth: Tensor
    judged: tuple[Tensor, Tensor]
    shares: Tensor


def batches(lessons: Sequence[Lesson], shuffled: random.Random) -> Iterator[Batch]:
    """Batches of about so many pieces, of lessons of like length."""
    order = sorted(range(len(lessons)), key=lambda number: (len(lessons[number].stretch.ids), shuffled.random()))
    chunks: list[list[Lesson]] = [[]]
    for number in order:
        lesson = lessons[number]
        if chunks[-1] and (len(chunks[-1]) + 1) * len(lesson.stretch.ids) > PIECES:
            chunks.append([])
        chunks[-1].append(lesson)
    shuffled.shuffle(chunks)
    yield from map(_batch, chunks)


def _batch(lessons: Sequence[Lesson]) -> Batch:
    longest = max(len(one.stretch.ids) for one in lessons)
    ids = torch.zeros((len(lessons), longest), dtype=torch.long)
    traits = torch.zeros((len(lessons), longest, lessons[0].stretch.traits.shape[1]))
    for row, one in enumerate(lessons):
        ids[row, : len(one.stretch.ids)] = torch.from_numpy(one.stretch.ids)
        traits[row, : len(one.stretch.ids)] = torch.from_numpy(one.stretch.traits)
    asked = [(row, piece) for row, one in enumerate(lessons) for piece in one.stretch.asked]
    judged = [(row, int(piece)) for row, one in enumerate(lessons) for piece in one.pieces]
    return Batch(
        ids,
        traits,
        _columns(asked),
        torch.tensor([told for one in lessons for told in one.tells], dtype=torch.float32),
        torch.tensor([WORTH.get(one.kind, 1.0) for one in lessons for _ in one.tells]),
        _columns(judged),
        torch.cat([torch.from_numpy(one.shares) for one in lessons]).float(),
    )


def _columns(pairs: Sequence[tuple[int, int]]) -> tuple[Tensor, Tensor]:
    table = torch.tensor(pairs, dtype=torch.long).reshape(-1, 2)
    return table[:, 0], table[:, 1]


def loss_of(student: Student, batch: Batch) -> Tensor:
    """How wrong the student is about events of the reading, and about what the judge says."""
    events, types = student(batch.ids, batch.traits)
    told = functional.binary_cross_entropy_with_logits(
        events[batch.asked], batch.tells, pos_weight=torch.tensor(MISSED), reduction="none"
    )
    judged = functional.log_softmax(types[batch.judged], dim=-1)
    of_judge = -(batch.shares * judged).sum(-1)
    share = batch.shares[:, 0]
    loud = 1.0 + 9.0 * (1.0 - share)  # most words tell nothing, and that is soon learnt
    return (told * batch.worth).sum() / batch.worth.sum().clamp(min=1.0) + JUDGED * (of_judge * loud).sum() / loud.sum()


def teach(student: Student, lessons: Sequence[Lesson], *, epochs: int) -> None:
    """Teaches in place; prints how it stands."""
    torch.set_num_threads(THREADS)
    shuffled = random.Random(SEED)
    learnt = [one for one in lessons if not one.held_out]
    steps = epochs * (len(list(batches(learnt, random.Random(SEED)))) + 2)
    optimizer = torch.optim.AdamW(student.parameters(), lr=RATE, weight_decay=0.02)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, RATE, total_steps=steps, pct_start=0.15)
    started = time.monotonic()
    for epoch in range(epochs):
        student.train()
        total, number = 0.0, 0
        for batch in batches(learnt, shuffled):
            loss = loss_of(student, batch)
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(student.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            total, number = total + loss.item(), number + 1
        print(f"epoch {epoch + 1}, {time.monotonic() - started:.0f} s, loss {total / number:.4f}", flush=True)
        print("   " + told_of(levels(student, lessons)), flush=True)


def chances(student: Student, lesson: Lesson) -> dict[int, float]:
    """How likely the likeliest word of each passage tells an event."""
    found: dict[int, float] = {}
    if lesson.stretch.asked:
        student.eval()
        with torch.no_grad():
            ids, traits = torch.from_numpy(lesson.stretch.ids), torch.from_numpy(lesson.stretch.traits)
            logits, _ = student(ids[None], traits[None])
        asked = torch.sigmoid(logits[0][list(lesson.stretch.asked)]).tolist()
        for passage, chance in zip(lesson.stretch.passages, asked, strict=True):
            found[passage] = max(chance, found.get(passage, 0.0))
    return found


def levels(student: Student, lessons: Sequence[Lesson]) -> list[tuple[float, float, float]]:
    """Of general news that is held out: the share of events that are to be kept, the chance from which passages must
    be read for that, and the share of pieces that are read then."""
    best: list[float] = []
    read: list[tuple[float, int]] = []
    for one in lessons:
        if not one.held_out or one.kind not in GENERAL:
            continue
        found = chances(student, one)
        best.extend(max((found.get(number, 0.0) for number in places), default=0.0) for places in one.events)
        for number, size in _sizes(one).items():
            read.append((found.get(number, 0.0), size))
    best.sort()
    everything = sum(size for _, size in read)
    result = []
    for share in SHARES:
        least = best[int(len(best) * (1 - share))]
        result.append((share, least, sum(size for chance, size in read if chance >= least) / everything))
    return result


def _sizes(lesson: Lesson) -> dict[int, int]:
    found: dict[int, int] = defaultdict(int)
    number = lesson.stretch.first - 1
    mark = int(lesson.stretch.ids[0])
    for piece in lesson.stretch.ids.tolist():
        number += piece == mark
        found[number] += 1
    return found


def told_of(found: Sequence[tuple[float, float, float]]) -> str:
    """One line for people."""
    return ", ".join(f"{share:.3f}: from {least:.4f} on, {read:.3f} read" for share, least, read in found)


def threshold(found: Sequence[tuple[float, float, float]], wanted: float) -> float:
    """From which chance on passages are read, so that the wanted share of events is kept."""
    return math.floor(next(least for share, least, _ in found if share >= wanted) * 1e4) / 1e4
