"""What must hold for every report: on hundreds of real ones, on made-up ones, and from run to run."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gestae.errors import EmptyReport
from gestae.ontology.codes import Ontology, load_ontology
from gestae.reader import Reader
from gestae.record.documents import Document
from gestae.sources.text import document_from_text

from .invariants import faults

pytestmark = pytest.mark.models
SHARED = Path(__file__).resolve().parents[2] / "shared" / "bench"
# Dev data, the field that holds the text, the field that holds its date, how many: 540 reports in all.
REAL = {
    "lgl": ("geoparsing", "text", "date", 220),
    "geovirus": ("geoparsing", "text", "date", 100),
    "muc4": ("muc4-incidents", "text_truecase", "date", 220),
}


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    return load_ontology()


def real_documents(name: str, most: int | None = None) -> list[Document]:
    """Reports of one kind, evenly spread over the dev data; skips the test where that is absent."""
    folder, field, day, count = REAL[name]
    path = SHARED / folder / "input.dev.jsonl"
    if not path.exists():
        pytest.skip(f"no dev data in ../shared/bench/{folder}")
    with path.open(encoding="utf-8") as lines:
        items = [item for item in map(json.loads, lines) if item.get("corpus", name) == name]
    step = len(items) / (most or count)
    chosen = [items[int(position * step)] for position in range(most or count)]
    return [document_from_text(item[field], name=item["id"], published=item.get(day)) for item in chosen]


@pytest.mark.shared
@pytest.mark.parametrize("name", REAL)
def test_real_reports_keep_every_promise_of_the_record(name: str, reader: Reader, ontology: Ontology) -> None:
    documents = real_documents(name)
    found = [
        f"{document.text[:40]!r}: {fault}"
        for document, record in zip(documents, reader.read_all(documents), strict=True)
        for fault in faults(record, ontology)
    ]
    assert found == []


@pytest.mark.shared
def test_batches_and_single_reports_give_the_same_record(reader: Reader) -> None:
    documents = real_documents("lgl", 12)
    together = [record.to_json() for record in reader.read_all(documents)]
    assert together == [reader(document).to_json() for document in documents]


PRINT_DIGEST = """
import hashlib, sys
from gestae.reader import Reader
from gestae.sources.text import document_from_text
text = sys.stdin.buffer.read().decode("utf-8")
record = Reader()(document_from_text(text, name="report", published="2022-11-15"))
print(hashlib.sha256(record.to_json().encode("utf-8")).hexdigest())
"""


@pytest.mark.parametrize("seed", ["1", "2"])
def test_another_process_gives_the_same_bytes(seed: str, reader: Reader) -> None:
    example = Path(__file__).resolve().parents[1] / "examples" / "2022-11-15-przewodow.txt"
    text = example.read_text(encoding="utf-8")
    record = reader(document_from_text(text, name="report", published="2022-11-15"))
    done = subprocess.run(
        [sys.executable, "-c", PRINT_DIGEST],
        input=text.encode("utf-8"),
        capture_output=True,
        check=True,
        env=os.environ | {"PYTHONHASHSEED": seed},
    )
    assert done.stdout.decode().strip() == hashlib.sha256(record.to_json().encode("utf-8")).hexdigest()


PLAIN = """
Iran missiles fired killed three soldiers said denied that Monday January 8 2020 in Baghdad U.S. troops at the base
responded “We will respond,” 'No' "yes" President Minister Gen. rebels attacked; (Reuters) — $400 4% Share 12:30 p.m.
GMT early on and by after retaliation for warned threatened to sanctions BREAKING ... “ ” ' " Friday, last week 15
people were injured. according to officials U.N. the Dow plunged points none announced not yet its his he they who
"""
STRANGE = (
    "\u200b",
    "\ufeff",
    "\u202e",
    "\x00",
    "\t",
    "e\u0301",
    "\U0001f680",
    "\u0627\u0644\u0639\u0631\u0627\u0642",
    "\u041a\u0438\u0457\u0432",
)
WORDS = st.sampled_from((*PLAIN.split(), *STRANGE))
SENTENCES = st.lists(WORDS, min_size=1, max_size=14).map(" ".join)
TEXTS = st.lists(SENTENCES | st.text(max_size=30), min_size=1, max_size=8).flatmap(
    lambda parts: st.sampled_from(["\n\n", "\n", ". ", "\r\n"]).map(lambda between: between.join(parts))
)
PUBLISHED = st.none() | st.dates().map(str)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(text=TEXTS, published=PUBLISHED)
def test_no_text_breaks_a_promise(reader: Reader, ontology: Ontology, text: str, published: str | None) -> None:
    for document in _documents(text, published):
        assert document.text == text
        record = reader(document)
        assert faults(record, ontology) == []
        assert record.to_json() == reader(document).to_json()


def _documents(text: str, published: str | None) -> Iterator[Document]:
    try:
        yield document_from_text(text, name="made up", published=published)
    except EmptyReport:
        assert not any(character.isalnum() for character in text)
