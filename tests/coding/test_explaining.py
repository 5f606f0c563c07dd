"""Why an event was coded: the entry, the words that met it, whence its parties, what was joined, what doubts it."""

from __future__ import annotations

import pytest

import gestae
from gestae.coding.explaining import Explanation, Telling
from gestae.reader import Reader
from gestae.record.record import Record
from gestae.settings import Settings
from gestae.sources.text import document_from_text

pytestmark = pytest.mark.models

TIES = "Riyadh severed diplomatic ties with Tehran on Sunday."


def explained(reader: Reader, text: str) -> tuple[Record, tuple[Explanation, ...]]:
    return reader.explain(document_from_text(text, name="report", published="2016-01-04"))


def of_type(reader: Reader, text: str, type_: str) -> tuple[Explanation, Telling]:
    _, explanations = explained(reader, text)
    found = next(item for item in explanations if item.type == type_)
    return found, found.tellings[0]


def test_every_event_is_explained_and_the_record_is_the_same(reader: Reader) -> None:
    document = document_from_text(f"{TIES} The army shelled Aden.", name="report", published="2016-01-04")
    record, explanations = reader.explain(document)
    assert record == reader(document)
    assert [item.event for item in explanations] == [event.id for event in record.events]
    for explanation in explanations:
        for telling in explanation.tellings:
            for condition in telling.conditions:
                for quote in condition.met_by:
                    assert document.text[quote.start : quote.end] == quote.text


def test_the_entry_and_the_words_that_met_it(alone: Reader) -> None:
    _, telling = of_type(alone, TIES, "SANCTION")
    entry = telling.entry
    assert (entry.file, entry.type, entry.mode, entry.own) == ("sanction.toml", "SANCTION", "discontinue", False)
    assert entry.example == alone.knowledge.events.frames[entry.id].example
    met = {item.kind: (item.asked, [quote.text for quote in item.met_by]) for item in telling.conditions}
    assert met == {"verb": ("sever", ["severed"]), "object": ("diplomatic tie", ["ties"])}


def test_where_each_party_came_from(alone: Reader) -> None:
    _, telling = of_type(alone, TIES, "SANCTION")
    assert [(party.side, party.origin, party.words.text) for party in telling.parties] == [
        ("actor", "subject", "Riyadh"),
        ("recipient", "after “with”", "Tehran"),
    ]
    _, telling = of_type(alone, "India's shelling of Pakistani posts went on through the night.", "ASSAULT")
    origins = {party.words.text: party.origin for party in telling.parties}
    assert origins["India"] == "possessor"
    assert origins["Pakistani"] == "in what stands after “of”"


@pytest.fixture(scope="module")
def alone() -> Reader:
    """The lexicon alone, so that weights trained anew change nothing here."""
    return Reader(Settings(judge=False))


def test_what_the_judge_said(reader: Reader, alone: Reader) -> None:
    _, telling = of_type(reader, TIES, "SANCTION")
    assert telling.judged is not None and telling.no_event is not None
    assert 0 < telling.judged <= 1 and 0 <= telling.no_event < 0.5
    _, telling = of_type(alone, TIES, "SANCTION")
    assert (telling.judged, telling.no_event) == (None, None)


def test_what_took_certainty_away_and_what_turned(alone: Reader) -> None:
    found, telling = of_type(alone, "France will send 40 trucks of flour to Lebanon.", "AGREE")
    assert found.turned_from == "AID"
    assert telling.because is not None
    assert (telling.modality, telling.because.text) == ("expected", "will")
    found, telling = of_type(alone, "Pirates reportedly seized a Greek tanker in the Gulf of Guinea.", "COERCE")
    assert found.turned_from is None
    assert telling.hedge is not None and telling.hedge.text == "reportedly"
    assert (telling.modality, telling.because) == ("actual", None)


def test_which_tellings_were_joined(alone: Reader) -> None:
    found, _ = of_type(alone, f"Saudi Arabia cuts ties with Iran\n\nRIYADH (Wire) - {TIES}\n", "SANCTION")
    assert [telling.words.text for telling in found.tellings] == ["cuts", "severed"]


def test_the_python_twin(reader: Reader) -> None:
    record, explanations = gestae.explain(TIES, published="2016-01-04", reader=reader)
    assert explanations == explained(reader, TIES)[1]
    assert record.events[0].id == explanations[0].event
