"""Which reports are of public concern: by all their words, by a single word, or too short to tell."""

from __future__ import annotations

from pathlib import Path

import pytest

from gestae.errors import KnowledgeError
from gestae.judging import concern
from gestae.judging.concern import OF_CONCERN, Concern, concern_of, public_concern, unrest, words_of
from gestae.reader import Reader
from gestae.record.documents import Document
from gestae.settings import Settings
from gestae.sources.text import document_from_text

BURGLARY = (
    "Man held after break-in at Elm Street flat\n\n"
    "A 34-year-old man was arrested on Monday night after a neighbour heard glass breaking in a ground-floor flat on "
    "Elm Street, police said. Officers found him behind the garden shed with a laptop, two watches and a jar of "
    "coins.\n\n"
    "The tenant, a dental nurse, was at work. The suspect, who is known to the court for earlier thefts, was charged "
    "with burglary and will appear before a magistrate next week. His lawyer asked for bail. The judge refused.\n"
)
CRACKDOWN = (
    "Opposition leader held after march in the capital\n\n"
    "Police arrested the leader of the main opposition party on Monday night after thousands marched on parliament to "
    "demand new elections, his lawyer said. Officers fired tear gas at the crowd in front of the presidential "
    "palace.\n\n"
    "The interior minister accused the party of planning to overthrow the government. The United States and Brazil "
    "condemned the arrest and called on the president to respect the constitution. A judge refused him bail.\n"
)


def document(text: str) -> Document:
    return document_from_text(text, name="report")


def test_the_rest_of_a_report_tells_an_arrest_from_an_arrest() -> None:
    assert concern_of(document(BURGLARY)) < OF_CONCERN < 0.9 < concern_of(document(CRACKDOWN))


def test_one_word_of_unrest_is_enough() -> None:
    assert concern_of(document(f"{BURGLARY}\nIn other news, rebels took a village.\n")) == 1.0


def test_what_is_short_is_of_concern() -> None:
    assert concern_of(document("Police arrested a man on Monday after a break-in.")) == 1.0


def test_page_furniture_is_not_asked() -> None:
    furniture = "\n\nShare\n\nSPREAD THE STORY\n"
    parts = document(BURGLARY + furniture).parts
    assert any(part.kind == "boilerplate" for part in parts)
    assert concern_of(document(BURGLARY + furniture)) == concern_of(document(BURGLARY))


def test_of_a_long_text_the_likeliest_stretch_counts() -> None:
    weighs = Concern({"government": 30.0, "team": -30.0}, 0.0)
    short, long = ["government"] + ["team"] * 9, ["team"] * 300 + ["government"] * 150
    assert weighs(short) == pytest.approx(0.5)
    assert weighs(long) > 0.99
    assert weighs(["nothing", "known"]) == 0.5


def test_words() -> None:
    assert words_of("Iran’s ex-minister said: 3 U.S. ships!") == ["iran", "ex", "minister", "said", "ships"]


def test_the_shipped_weights_know_what_is_public() -> None:
    weights = public_concern().weights
    assert min(weights[word] for word in ("government", "troops", "protest", "minister")) > 2
    assert max(weights[word] for word in ("team", "recipe", "film", "garden")) < 0.5
    assert all(word == word.lower() and words_of(word) == [word] for word in (*weights, *unrest()))


@pytest.mark.parametrize("rows", ["government\tmany\n=\t1\n", "government\t1\n"])
def test_damaged_weights_are_named(rows: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "concern.tsv"
    file.write_text(rows, "utf-8")
    monkeypatch.setattr(concern, "data_file", lambda *_: file)
    with pytest.raises(KnowledgeError, match=r"concern\.tsv"):
        public_concern.__wrapped__()


@pytest.mark.models
def test_a_report_of_no_concern_tells_no_event_unless_any_is_asked_for(reader: Reader) -> None:
    report = document(BURGLARY)
    record, anyway = reader(report), Reader(Settings(concern=False))(report)
    assert record.events == () and record.statements == anyway.statements
    assert {event.type for event in anyway.events} == {"REJECT"}  # the judge refused bail
    assert anyway.gestae.judge == f"{record.gestae.judge}, any concern"
    assert "COERCE" in {event.type for event in reader(document(CRACKDOWN)).events}
