"""The trained judge: sure of plain cases, the same whatever stands around, and named in the record."""

from __future__ import annotations

import pytest

from gestae.judging.judge import NONE, Judgements, judge_version, trained_judge
from gestae.reader import Reader
from gestae.reading.tokens import Reading, Token
from gestae.settings import Settings
from gestae.sources.text import document_from_text

pytestmark = pytest.mark.models


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


def judged(reader: Reader, text: str) -> tuple[Reading, Judgements]:
    reading = reader.parse(document_from_text(text, name="test", published="2015-06-17"))
    return reading, trained_judge()(reading)


def word(reading: Reading, text: str) -> Token:
    return next(token for token in reading.tokens if token.text == text)


@pytest.mark.parametrize(
    ("text", "trigger", "kind"),
    [
        ("Rebels shelled a village near the border on Monday, killing six farmers.", "shelled", "ASSAULT"),
        ("The foreign minister urged Turkey to reopen the border.", "urged", "REQUEST"),
        ("Police arrested forty demonstrators in the capital.", "arrested", "COERCE"),
        ("The shelling of the market by government forces killed nine people.", "shelling", "ASSAULT"),
        ("A storm hit the coast and killed nine people.", "hit", NONE),
        ("The striker fired a shot over the bar in the second half.", "fired", NONE),
        ("The company fired its chief executive on Monday.", "fired", NONE),
    ],
)
def test_plain_cases(reader: Reader, text: str, trigger: str, kind: str) -> None:
    reading, judgements = judged(reader, text)
    verdict = judgements.verdict(word(reading, trigger))
    assert verdict is not None
    assert max(verdict.shares, key=lambda name: verdict.shares[name]) == kind
    assert sum(verdict.shares.values()) == pytest.approx(1.0, abs=1e-4)


def test_parties_have_roles(reader: Reader) -> None:
    reading, judgements = judged(reader, "Rebels shelled a village, and the army later accused Rwanda of arming them.")
    rebels = judgements.roles(word(reading, "shelled"), word(reading, "Rebels"))
    village = judgements.roles(word(reading, "shelled"), word(reading, "village"))
    accused = judgements.roles(word(reading, "accused"), word(reading, "Rwanda"))
    assert rebels is not None and rebels.actor > 0.5 > rebels.recipient
    assert village is not None and village.recipient > 0.5 > village.actor
    assert accused is not None and accused.recipient > 0.5


def test_an_answer_does_not_depend_on_the_neighbours(reader: Reader) -> None:
    sentence = "Rebels shelled a village near the border on Monday."
    alone, first = judged(reader, sentence)
    among, second = judged(reader, f"The weather was fine.\n\n{sentence}\n\nPrices rose.")
    assert first.verdict(word(alone, "shelled")) == second.verdict(word(among, "shelled"))


def test_parties_of_other_sentences_have_no_role(reader: Reader) -> None:
    reading, judgements = judged(reader, "Rebels shelled a village. The army fled.")
    assert judgements.roles(word(reading, "shelled"), word(reading, "army")) is None


def test_the_record_names_the_judge_that_was_asked() -> None:
    document = document_from_text("Rebels shelled a village.", name="test", published="2015-06-17")
    assert Reader()(document).to_dict()["gestae"]["judge"] == judge_version()
    assert Reader(Settings(judge=False))(document).to_dict()["gestae"]["judge"] is None
