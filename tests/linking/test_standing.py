"""By whose word events and tolls stand, and that modality and status never contradict each other."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from gestae.linking.standing import STATUSES, Standing, standings
from gestae.reader import Reader
from gestae.record.documents import Document, Part
from gestae.record.events import HAPPENED, Event
from gestae.record.record import Record
from gestae.sources.files import load as load_report
from gestae.sources.text import document_from_text
from tests.documents.facts import load

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
TEXTS = SHARED / "bench" / "attribution" / "input.dev.jsonl"
REPORTS = sorted((ROOT / "tests" / "documents" / "reports").glob("*.txt"))

pytestmark = pytest.mark.models


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


def document(text: str, published: str | None = "2024-05-10") -> Document:
    parts: list[Part] = []
    position = 0
    for line in text.split("\n"):
        if line.strip():
            parts.append(Part("paragraph", position, position + len(line)))
        position += len(line) + 1
    return Document(id="d1", sha256="", published=published, text=text, parts=tuple(parts))


def told(reader: Reader, text: str) -> list[tuple[str, str, str, list[tuple[str, list[str]]]]]:
    """Each event and toll: type or effect, modality or toll status, standing, and who speaks in which role."""
    record = reader(document(text))
    names = {actor.id: actor.name for actor in record.actors}
    return [
        (
            one.row.type if isinstance(one.row, Event) else one.row.effect,
            one.row.modality if isinstance(one.row, Event) else one.row.status,
            one.status,
            [(voice.role, [names[speaker] for speaker in voice.speakers]) for voice in one.voices],
        )
        for one in standings(record)
    ]


CASES = [
    ("The army shelled a hospital in Goma.", ("ASSAULT", "actual", "own voice", [("tells", [])])),
    (
        "Kenya said the army had shelled a hospital in Goma.",
        ("ASSAULT", "actual", "claimed", [("claims", ["Kenya"])]),
    ),
    (
        "The hospital in Goma was reportedly shelled by the army.",
        ("ASSAULT", "actual", "claimed", [("claims", [])]),
    ),
    (
        "Kenya said the army had shelled a hospital in Goma. The army denied it.",
        ("ASSAULT", "denied", "disputed", [("claims", ["Kenya"]), ("denies", ["army"])]),
    ),
    (
        "Iran said it had shot down a drone. The Pentagon confirmed that a drone had been shot down.",
        ("ASSAULT", "actual", "confirmed", [("claims", ["Iran"]), ("confirms", ["Pentagon"])]),
    ),
    (
        "The ministry denied that its forces had shelled the hospital.",
        ("ASSAULT", "denied", "denied", [("denies", ["ministry"])]),
    ),
    (
        "The army shelled a hospital in Goma. The army denied that it had shelled the hospital.",
        ("ASSAULT", "actual", "disputed", [("tells", []), ("denies", ["army"])]),
    ),
    (
        "State television quoted the army chief as saying that his forces had bombed the port.",
        ("ASSAULT", "actual", "claimed", [("claims", ["army chief"])]),
    ),
    (
        "The minister said the army had not shelled the hospital.",
        ("ASSAULT", "negated", "denied", [("denies", ["minister"])]),
    ),
    (
        "Residents believe the army bombed the port.",
        ("ASSAULT", "actual", "own voice", [("tells", [])]),
    ),
    (
        "Officials believe the army bombed the port.",
        ("ASSAULT", "actual", "believed", [("believes", ["Officials"])]),
    ),
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text for text, _ in CASES])
def test_an_event_and_its_voices(
    text: str, expected: tuple[str, str, str, list[tuple[str, list[str]]]], reader: Reader
) -> None:
    assert expected in told(reader, text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The blast killed nine people.", ("killed", "reported", "own voice", [("tells", [])])),
        (
            "The governor said the blast killed nine people.",
            ("killed", "reported", "claimed", [("claims", ["governor"])]),
        ),
        ("The army has not yet announced its losses.", ("killed", "pending", "pending", [("awaited", ["army"])])),
        (
            "A rocket hit the base. Iraq announced no casualties.",
            ("killed", "none", "none announced", [("announces none", ["Iraq"])]),
        ),
    ],
)
def test_a_toll_and_its_voices(
    text: str, expected: tuple[str, str, str, list[tuple[str, list[str]]]], reader: Reader
) -> None:
    assert expected in told(reader, text)


def test_the_same_event_told_by_two_speakers_is_one_event_with_two_sources(reader: Reader) -> None:
    text = (
        "Paris said Turkish jets had bombed a camp near Dohuk on Monday. "
        "Baghdad said Turkish jets had bombed the camp near Dohuk on Monday."
    )
    record = reader(document(text))
    (event,) = (event for event in record.events if event.type == "ASSAULT")
    names = {actor.id: actor.name for actor in record.actors}
    by_id = {statement.id: statement for statement in record.statements}
    assert [names[who] for id_ in event.according_to for who in by_id[id_].speakers] == ["France", "Iraq"]


def contradictions(record: Record) -> Iterator[str]:
    """Events that count as happened though nobody but denied claimants and deniers tells them."""
    denied = {answered for one in record.statements if one.manner == "deny" for answered in one.answers}
    for one in standings(record):
        event = one.row
        if not isinstance(event, Event) or event.modality not in HAPPENED:
            continue
        if all(voice.role == "denies" or voice.statement in denied for voice in one.voices):
            yield f"{event.type} {[piece.text for piece in event.evidence if piece.role == 'trigger']}"


def invariants(found: Iterable[Standing], record: Record) -> None:
    """What holds for every standing: a known status, a voice at least, words that are their slice."""
    ids = {event.id for event in record.events} | {toll.id for toll in record.tolls}
    for one in found:
        assert one.status in STATUSES
        assert one.voices
        assert one.row.id in ids
        for voice in one.voices:
            assert record.document.text[voice.words.start : voice.words.end] == voice.words.text


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_modality_and_status_agree_in_our_reports(path: Path, reader: Reader) -> None:
    facts = next(facts for facts in map(load, sorted(path.parents[1].glob("*.toml"))) if facts.file == path.name)
    record = reader(load_report(path, published=facts.published))
    assert list(contradictions(record)) == []
    invariants(standings(record), record)


@pytest.mark.skipif(not TEXTS.exists(), reason="the benchmark data is not beside the checkout")
def test_modality_and_status_agree_in_news(reader: Reader) -> None:
    for line in TEXTS.read_text(encoding="utf-8").splitlines()[::2]:
        item = json.loads(line)
        record = reader(replace(document(item["text"], item.get("date")), id=item["id"]))
        assert list(contradictions(record)) == [], item["id"]
        invariants(standings(record), record)


def test_who_denies_only_his_part_does_not_deny_the_deed(reader: Reader) -> None:
    text = (
        "An explosion killed four people in Beirut. Hezbollah blamed Israel for the blast. "
        "Israel denied any involvement."
    )
    found = [(one.row, one.status) for one in standings(reader(document(text)))]
    ((event, status),) = ((row, status) for row, status in found if isinstance(row, Event) and row.type == "ASSAULT")
    assert (status, event.modality) == ("own voice", "actual")
    assert [row.standing for row in event.responsibility] == ["blamed", "denied"]


def test_a_refused_request_denies_nothing_that_was_told(reader: Reader) -> None:
    text = (
        "Gov. Mary Hill said Friday she won't spend $700 million in federal road money, a step that came after she was "
        "twice rebuffed by the ministry in her attempts to use the road money to pay off school debt. A spokesman "
        "spoke an hour after budget chief Peter Amos denied her request to use a portion of the road money to pay off "
        "debt."
    )
    record = reader(document_from_text(text, name="request", published="2009-03-20"))
    refused = [one for one in record.statements if any(part.text.startswith("to use a") for part in one.evidence)]
    assert [one.answers for one in refused if one.answers] == []
