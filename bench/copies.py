"""Copies found while adding: real dev texts, copies of them edited as outlets edit, and stories that only sound alike.

The originals are news of four collections; of some there are one to four copies, each made by some of the edits below,
with a fixed seed. All of ECB+ (documents that tell one event in other words) comes in between as hard negatives. The
whole goes into a case in a shuffled order, through the code that `gestae add` uses, and the origins it finds are held
against the truth: two documents belong together where they were made of one original. No text is kept.

Some originals are copies of each other already. They were found by reading what the measure called wrong and are named
by id in `bench/copies.toml`; they count neither way.
"""

from __future__ import annotations

import gzip
import json
import random
import tempfile
import time
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path

from bench.edits import EDITS, edited
from bench.harness import ROOT, SHARED, BenchError, Outcome, read_lines, spread
from gestae.corpus.sketches import sketch_of
from gestae.corpus.wording import document_wording
from gestae.errors import ReportError
from gestae.knowledge.credits import agency_in
from gestae.record.documents import Document
from gestae.record.identifiers import content_id
from gestae.sources.text import digest, document_from_text
from gestae.store.opening import Connection, open_case
from gestae.store.values import Incoming, Original
from gestae.store.writing import transaction, write_batch

_SEED = 20260101
_ORIGINALS = 1200  # of each collection, at most
_SHARE_COPIED = 0.4
_LEAST_WORDS = 60
_BATCH = 16


@dataclass(frozen=True, slots=True)
class Text:
    """One text on its way into the case: the original it was made of, and the edits it went through."""

    id: str
    original: str
    text: str
    edits: tuple[str, ...] = ()


def run(limit: int | None = None) -> Iterator[Outcome]:
    """Pairs of documents that belong together, found and missed; `limit` originals of each collection at most."""
    texts = _texts(limit or _ORIGINALS)
    started = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        connection = open_case(Path(folder) / "copies.case", create=True)
        _add(connection, texts)
        groups = _groups(connection)
        connection.close()
    seconds = time.perf_counter() - started
    figures = _figures(texts, groups)
    figures["documents/s"] = round(len(texts) / seconds, 1)
    yield Outcome(
        benchmark="copies",
        split="edited dev texts + ecb+",
        figures=figures,
        items=len(texts),
        seconds=round(seconds, 1),
    )


def _texts(limit: int) -> list[Text]:
    chance = random.Random(_SEED)
    originals = [text for name in ("lgl", "geovirus", "muc", "timelines") for text in _originals(name, limit)]
    copied = chance.sample(originals, int(len(originals) * _SHARE_COPIED))
    texts = originals + _originals("ecb", limit)
    for original in copied:
        for number in range(chance.choice((1, 1, 2, 4))):
            other = chance.choice(originals).text
            text, edits = edited(original.text, other, chance)
            texts.append(Text(f"{original.id}+{number}", original.id, text, edits))
    chance.shuffle(texts)
    return texts


def _originals(name: str, limit: int) -> list[Text]:
    found = []
    for item in spread(list(_items(name)), limit):
        text = str(item["text"])
        if len(text.split()) >= _LEAST_WORDS:
            key = f"{name}:{item['id']}"
            found.append(Text(key, key, text))
    return found


def _items(name: str) -> Iterator[dict[str, str]]:
    if name == "timelines":
        path = SHARED / "timelines" / "input.dev.jsonl.gz"
        if not path.exists():
            raise BenchError(f"copies: no dev data; it is looked for in {path}")
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            yield from (json.loads(line) for line in lines)
        return
    folder = {"lgl": "geoparsing", "geovirus": "geoparsing", "muc": "muc4-incidents", "ecb": "event-linking"}[name]
    for item in read_lines(SHARED / folder / "input.dev.jsonl"):
        if item.get("corpus", name) == name:
            yield {"id": item["id"], "text": item.get("text_truecase", item["text"])}


def _add(connection: Connection, texts: Sequence[Text]) -> None:
    for first in range(0, len(texts), _BATCH):
        incoming = [one for text in texts[first : first + _BATCH] if (one := _incoming(text)) is not None]
        with transaction(connection, "copies.case"):
            write_batch(connection, 1, incoming, [])


def _incoming(text: Text) -> Incoming | None:
    content = text.text.encode()
    try:
        document = document_from_text(text.text, name=text.id)
    except ReportError:
        return None
    return Incoming(
        name=text.id,
        document=_named(document, text),
        original=Original(sha256=digest(content), size=len(content), compression="none", content=content),
        extractor="bench",
        agency=agency_in(document.text),
        sketch=sketch_of(document_wording(document)),
        record=None,
    )


def _named(document: Document, text: Text) -> Document:
    return replace(document, id=content_id("D", text.id))


def _groups(connection: Connection) -> dict[str, int]:
    query = "SELECT d.name, c.origin_key FROM copies c JOIN documents d ON d.key = c.document_key"
    return dict(connection.execute(query).fetchall())


def _figures(texts: Sequence[Text], groups: dict[str, int]) -> dict[str, float]:
    unclear = _unclear()
    true = _pairs({text.id: text.original for text in texts})
    found = _pairs({name: str(origin) for name, origin in groups.items()})
    by_id = {text.id: text for text in texts}
    wrong = [pair for pair in sorted(found - true) if _originals_of(pair, by_id) not in unclear]
    missed = sorted(true - found)
    for one, other in wrong:
        print(f"  wrong  {one}  {other}")
    tried: Counter[str] = Counter()
    lost: Counter[str] = Counter()
    for text in texts:
        if text.edits:
            tried.update(text.edits)
            lost.update(text.edits if (text.original, text.id) in missed or (text.id, text.original) in missed else ())
    for edit in EDITS:
        print(f"  {edit:12} {tried[edit]:5} copies, {lost[edit]:3} not with their original")
    right = len(found & true)
    return {
        "precision": round(right / max(1, right + len(wrong)), 4),
        "recall": round(right / max(1, len(true)), 4),
        "pairs": len(true),
        "wrong": len(wrong),
        "missed": len(missed),
        "hard negatives wrong": sum(one.startswith("ecb") and other.startswith("ecb") for one, other in wrong),
    }


def _pairs(groups: dict[str, str]) -> set[tuple[str, str]]:
    members: defaultdict[str, list[str]] = defaultdict(list)
    for name in sorted(groups):
        members[groups[name]].append(name)
    return {pair for names in members.values() for pair in combinations(names, 2)}


def _originals_of(pair: tuple[str, str], texts: dict[str, Text]) -> frozenset[str]:
    return frozenset(texts[name].original for name in pair)


def _unclear() -> set[frozenset[str]]:
    tables = tomllib.loads((ROOT / "bench" / "copies.toml").read_text(encoding="utf-8"))
    return {frozenset(pair) for group in tables["copies"] for pair in combinations(group, 2)}
