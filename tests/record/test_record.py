"""The vocabulary: evidence that fits, ids of content, JSON that is the same each time."""

from __future__ import annotations

import json

import pytest

from gestae.record.documents import Document
from gestae.record.evidence import Evidence
from gestae.record.identifiers import content_id
from gestae.record.links import Link
from gestae.record.record import Record, Versions
from gestae.record.spans import Span

TEXT = "A bomb killed nine people in Kabul."
DOCUMENT = Document(id="D1", sha256="", text=TEXT, parts=())


def test_evidence_is_the_slice_it_names() -> None:
    evidence = DOCUMENT.evidence(7, 13, "trigger")
    assert (evidence.text, evidence.document, evidence.span) == ("killed", "D1", Span(7, 13))


@pytest.mark.parametrize(("start", "end"), [(-1, 5), (0, 7), (6, 0)])
def test_evidence_that_does_not_fit_its_offsets_is_refused(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="does not fit its offsets"):
        Evidence("D1", start, end, "killed", "trigger")


def test_spans() -> None:
    assert Span(0, 5).overlaps(Span(4, 9)) and not Span(0, 5).overlaps(Span(5, 9))
    assert Span(0, 5).contains(Span(1, 5)) and not Span(0, 5).contains(Span(1, 6))
    with pytest.raises(ValueError, match="not a span"):
        Span(5, 4)


def test_ids_are_hashes_of_content() -> None:
    assert content_id("E", "a", 1) == content_id("E", "a", 1) != content_id("E", "a", 2)
    assert content_id("E", "ab", "c") != content_id("E", "a", "bc")
    assert content_id("D", "a lone \ud800 surrogate").startswith("D")


def test_json_names_the_ends_of_a_link_and_keeps_every_table() -> None:
    versions = Versions(version="0", model="m", ontology="o")
    link = Link(source="E2", relation="retaliation_for", target="E1", evidence=(DOCUMENT.evidence(7, 13, "trigger"),))
    record = Record(documents=(DOCUMENT,), links=(link,), gestae=versions)
    tables = json.loads(record.to_json())
    assert tables["links"][0]["from"] == "E2" and tables["links"][0]["to"] == "E1"
    assert tables["events"] == [] and tables["documents"][0]["text"] == TEXT
    assert record.to_json() == Record(documents=(DOCUMENT,), links=(link,), gestae=versions).to_json()
