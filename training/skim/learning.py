"""Teaching the student, and choosing from which chance on a passage is read."""

from __future__ import annotations

import math
import random
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import torch
from sklearn.linear_model import LogisticRegression
from torch import Tensor
from torch.nn import functional

from gestae.judging.weights import log_odds
from gestae.skimming.encoding import Stretch
from gestae.skimming.skim import Chances
from gestae.skimming.student import LEAST
from training.skim.lessons import GENERAL, Lesson
from training.skim.network import Student

SEED, PIECES, RATE, THREADS = 11, 3000, 2e-3, 1
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


def hunches(lesson: Lesson) -> list[float]:
    """How likely the judge thinks that each asked word tells an event."""
    row = {piece: at for at, piece in enumerate(lesson.pieces.tolist())}
    return [1.0 - float(lesson.shares[row[piece], 0]) for piece in lesson.stretch.asked]


def _columns(pairs: Sequence[tuple[int, int]]) -> tuple[Tensor, Tensor]:
    table = torch.tensor(pairs, dtype=torch.long).reshape(-1, 2)
    return table[:, 0], table[:, 1]


def loss_of(student: Student, batch: Batch) -> Tensor:
    """How wrong the student is about events of the reading, and about what the judge says."""
    events, types = student(batch.ids, batch.traits)
    told = functional.binary_cross_entropy_with_logits(
        events[batch.asked],
        batch.tells,
        pos_weight=torch.tensor(MISSED),
        reduction="none",
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
    held = [one for one in lessons if one.held_out and one.kind in GENERAL]
    steps = epochs * (len(list(batches(learnt, random.Random(SEED)))) + 2)
    optimizer = torch.optim.AdamW(
        [one for one in student.parameters() if one.requires_grad], lr=RATE, weight_decay=0.02
    )
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
            if number % 100 == 0:
                print(f"{number}, {time.monotonic() - started:.0f} s, loss {total / number:.4f}", flush=True)
        print(f"epoch {epoch + 1}, {time.monotonic() - started:.0f} s, loss {total / number:.4f}", flush=True)
        words = rated(chances_of(student), held)
        print("   " + told_of(levels(held, ((one, chance_of(one.student)) for one in words))), flush=True)


@dataclass(frozen=True, slots=True)
class Rated:
    """A word that was asked about: its lesson (number), its passage, log odds of student and judge, what is right."""

    lesson: int
    passage: int
    student: float
    judge: float
    tells: bool


def rated(chances: Chances, lessons: Sequence[Lesson]) -> list[Rated]:
    """Every asked word of some lessons, with the chances of a student."""
    found: list[Rated] = []
    for number, one in enumerate(lessons):
        if not one.stretch.asked:
            continue
        words = zip(chances(one.stretch), one.stretch.passages, hunches(one), one.tells, strict=True)
        for chance, passage, share, tells in words:
            found.append(Rated(number, passage, log_odds(float(chance), LEAST), log_odds(share, LEAST), tells))
    return found


def chances_of(student: Student) -> Chances:
    """A student that is being taught, asked as reading asks the one that ships."""

    def chances(stretch: Stretch) -> list[float]:
        student.eval()
        with torch.no_grad():
            ids, traits = torch.from_numpy(stretch.ids), torch.from_numpy(stretch.traits)
            logits = student(ids[None], traits[None])[0][0].tolist()
        return [chance_of(logits[piece]) for piece in stretch.asked]

    return chances


def weighed(words: Sequence[Rated]) -> tuple[float, float, float]:
    """How much student and judge weigh together, and the shift: a logistic regression on what neither has learnt."""
    table = [(one.student, one.judge) for one in words]
    model = LogisticRegression(max_iter=1000).fit(table, [one.tells for one in words])
    student, judge = model.coef_[0]
    return float(student), float(judge), float(model.intercept_[0])


def levels(lessons: Sequence[Lesson], words: Iterable[tuple[Rated, float]]) -> list[tuple[float, float, float]]:
    """By the share of events that is to be kept: from which chance on passages must be read, and how much that is."""
    best: dict[tuple[int, int], float] = {}
    for one, chance in words:
        place = one.lesson, one.passage
        best[place] = max(chance, best.get(place, 0.0))
    events, read = list[float](), list[tuple[float, int]]()
    for number, lesson in enumerate(lessons):
        events.extend(max((best.get((number, at), 0.0) for at in places), default=0.0) for places in lesson.events)
        read.extend((best.get((number, at), 0.0), size) for at, size in _sizes(lesson).items())
    events.sort()
    everything = sum(size for _, size in read)
    found = []
    for share in SHARES:
        least = events[int(len(events) * (1 - share))]
        found.append((share, least, sum(size for chance, size in read if chance >= least) / everything))
    return found


def chance_of(odds: float) -> float:
    """The chance of some log odds."""
    return 1 / (1 + math.exp(-odds))


def _sizes(lesson: Lesson) -> dict[int, int]:
    """How many pieces each passage has, by its number."""
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
