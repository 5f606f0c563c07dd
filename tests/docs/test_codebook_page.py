"""The walk-through of docs/codebook.md, done as it is printed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from gestae.cli.main import run
from gestae.errors import KnowledgeError
from gestae.knowledge.knowledge import load_knowledge
from gestae.lexicon.own.codebooks import read_codebook_text
from gestae.reader import Reader
from gestae.record.events import Event
from gestae.record.record import Record
from gestae.settings import Settings
from gestae.sources.text import document_from_text

PAGE = (Path(__file__).parents[2] / "docs" / "codebook.md").read_text(encoding="utf-8")
(CODEBOOK,) = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)
TABLE = PAGE.partition("| sentence | coded |")[2].partition("\n\n")[0]
SENTENCES = re.findall(r"^\| (.+?) \| (.+?) \|$", TABLE, re.MULTILINE)[1:]


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    path = tmp_path_factory.mktemp("codebook") / "intrusions.toml"
    path.write_text(CODEBOOK, encoding="utf-8")
    return Reader(Settings(codebooks=(str(path),)))


def shown(event: Event, record: Record) -> str:
    country = {actor.id: actor.country for actor in record.actors}
    parts = [event.type, event.mode, *(country[party] for party in (*event.actors, *event.recipients))]
    return " ".join(part for part in (*parts, event.modality if event.modality != "actual" else None) if part)


def test_there_are_ten_sentences() -> None:
    assert len(SENTENCES) == 10


@pytest.mark.models
@pytest.mark.parametrize(("sentence", "coded"), SENTENCES, ids=[sentence[:40] for sentence, _ in SENTENCES])
def test_a_sentence_is_coded_as_printed(sentence: str, coded: str, reader: Reader) -> None:
    record = reader(document_from_text(sentence, name="sentence", published="2024-05-06"))
    found = [shown(event, record) for event in record.events if event.type == "INTRUDE"]
    assert found == ([] if coded == "nothing" else [coded])
    for event in record.events:
        if event.type == "INTRUDE":
            assert (event.quad, event.intensity) == (4, {"air": -5.5, "sea": -4.5, None: -5.0}[event.mode])
    assert record.gestae.codebooks[0].startswith("intrusions.toml sha256:")


def test_the_printed_commands_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("intrusions.toml").write_text(CODEBOOK, encoding="utf-8")
    Path("verbs.txt").write_text("--- ABANDON [160] ---\nABANDON\n", encoding="utf-8")
    assert run(["codebook", "check", "intrusions.toml"]) == 0
    out, err = capfdbinary.readouterr()
    assert out.decode() == "intrusions.toml: 3 entries, 1 types of its own\ntypes: INTRUDE\n" and not err
    (line,) = re.findall(r"^gestae (codebook import .*)$", PAGE, re.MULTILINE)
    assert run(line.split()) == 0
    assert "alone = true" in Path("verbs.toml").read_text(encoding="utf-8")


def test_the_printed_errors_are_what_is_said() -> None:
    (printed,) = re.findall(r"```text\n(.*?)```", PAGE, re.DOTALL)
    first, second = printed.splitlines()
    with pytest.raises(KnowledgeError, match=re.escape(first)):
        read_codebook_text(CODEBOOK.replace('mode = "air"', 'mode = "space"'), name="intrusions.toml")
    book = read_codebook_text(CODEBOOK.replace('["airspace"]', '["@sky"]'), name="intrusions.toml")
    with pytest.raises(KnowledgeError, match=re.escape(second.removesuffix("..."))):
        load_knowledge((), (book,))
