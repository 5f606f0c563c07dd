"""Sentences of our own through the whole reader: the statements an editor would keep, and no others."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from gestae.reader import Reader
from gestae.record.documents import Document, Part, PartKind
from gestae.record.record import Record

FOLDER = Path(__file__).parent / "cases"
TABLES = (
    "no_statements",
    "inside_quotes",
    "speakers",
    "layouts",
    "content",
    "nested_and_unnamed",
    "denials",
    "quotes",
    "headings_and_groups",
)
_KINDS: dict[str, PartKind] = {"": "paragraph", "#": "headline", "##": "subheading"}
CASES = [
    pytest.param(case, id=f"{name}: {case['text'][:60]}")
    for name in TABLES
    for case in tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))["case"]
]

pytestmark = pytest.mark.models


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


def document_of(text: str) -> Document:
    """A report with a part for each line; a line after "# " is its headline, one after "## " a subheading."""
    parts: list[Part] = []
    lines: list[str] = []
    position = 0
    for line in text.strip("\n").split("\n"):
        words = line.lstrip("#").removeprefix(" ") if line.startswith("#") else line
        kind: PartKind = _KINDS[line[: len(line) - len(line.lstrip("#"))]]
        parts.append(Part(kind, position, position + len(words)))
        lines.append(words)
        position += len(words) + 1
    return Document(id="d1", sha256="", published="2024-05-10", text="\n".join(lines), parts=tuple(parts))


def rows(record: Record) -> list[dict[str, Any]]:
    names = {actor.id: actor.name for actor in record.actors}
    by_id = {statement.id: statement for statement in record.statements}
    return [
        {
            "cue": statement.cue.text if statement.cue else "",
            "source": " ".join(piece.text for piece in statement.evidence if piece.role == "speaker"),
            "speakers": [names[speaker] for speaker in statement.speakers],
            "content": [piece.text for piece in statement.content],
            "kind": statement.kind,
            "manner": statement.manner,
            "channel": statement.channel,
            "to": [names[addressee] for addressee in statement.addressees],
            "answers": [by_id[answered].content[0].text for answered in statement.answers],
        }
        for statement in record.statements
    ]


@pytest.mark.parametrize("case", CASES)
def test_an_editor_would_keep_these(case: dict[str, Any], reader: Reader) -> None:
    found = rows(reader(document_of(case["text"])))
    wanted = case["says"]
    assert [row["content"] for row in found] == [want["content"] for want in wanted]
    assert [{key: row[key] for key in want} for row, want in zip(found, wanted, strict=True)] == wanted


@pytest.mark.parametrize("case", CASES)
def test_every_piece_is_its_slice(case: dict[str, Any], reader: Reader) -> None:
    record = reader(document_of(case["text"]))
    text = record.document.text
    for statement in record.statements:
        assert all(piece.text == text[piece.start : piece.end] for piece in statement.evidence)
        assert set(statement.answers) <= {other.id for other in record.statements}
