"""The command and its Python twin with the real reader, on the README's examples."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import gestae
from gestae.cli.main import run

pytestmark = pytest.mark.models
EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.*"))


def output(capfdbinary: pytest.CaptureFixture[bytes], *arguments: str) -> str:
    assert run(list(arguments)) == 0
    out, err = capfdbinary.readouterr()
    assert err == b""
    return out.decode()


def evidence(value: Any) -> Iterator[dict[str, Any]]:
    """Every piece of evidence anywhere in a JSON record."""
    if isinstance(value, list):
        for item in value:
            yield from evidence(item)
    elif isinstance(value, dict):
        if value.keys() == {"document", "start", "end", "text", "role"}:
            yield value
        for item in value.values():
            yield from evidence(item)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_json_of_an_example(path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    out = output(capfdbinary, "read", str(path), "--json")
    assert output(capfdbinary, "read", str(path), "--json") == out
    record = json.loads(out)
    document = record["documents"][0]
    quotes = list(evidence(record))
    assert len(quotes) > 50 and record["events"] and record["statements"]
    assert all(quote["text"] == document["text"][quote["start"] : quote["end"]] for quote in quotes)
    assert {quote["document"] for quote in quotes} == {document["id"]}
    assert gestae.read(path.read_bytes()).to_json() + "\n" == out


def test_furniture_yields_nothing(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    for path in EXAMPLES:
        record = gestae.read(path.read_bytes())
        furniture = [part.span for part in record.document.parts if part.kind == "boilerplate"]
        quotes = [quote.span for event in record.events for quote in event.evidence]
        assert not any(quote.overlaps(span) for quote in quotes for span in furniture)


@pytest.mark.parametrize("form", ["table", "csv", "md", "jsonl"])
def test_every_view_of_the_examples(form: str, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    out = output(capfdbinary, "read", *map(str, EXAMPLES), "--format", form)
    for path in EXAMPLES:
        title = gestae.read(path.read_bytes()).document.title
        assert title is not None and title.split(",")[0] in " ".join(out.split())


def test_many_files_from_python(tmp_path: Path) -> None:
    outcomes = list(gestae.read_files([EXAMPLES[0], tmp_path / "none.txt", EXAMPLES[-1]]))
    assert isinstance(outcomes[0], gestae.Record) and isinstance(outcomes[2], gestae.Record)
    assert isinstance(outcomes[1], gestae.ReportError) and outcomes[1].reason == "there is no such file"


def test_unknown_publication_date_leaves_relative_dates_open() -> None:
    record = gestae.read("Rebels shelled the town of Tabas on Friday, the army said.")
    assert record.document.published is None
    assert all(event.date is None for event in record.events)
