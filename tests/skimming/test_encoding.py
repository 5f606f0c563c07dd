"""How a report is cut into passages and described for the skim's network."""

from __future__ import annotations

import pytest

from gestae.lexicon.events import load_event_lexicon
from gestae.skimming.cues import Cues, load_forms
from gestae.skimming.encoding import Encoder
from gestae.skimming.passages import passages_of
from gestae.skimming.student import load_facts, load_pieces
from gestae.sources.text import document_from_text


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return Encoder(load_pieces(), Cues(load_event_lexicon(), load_forms()), load_facts().traits)


def test_passages_are_the_sentences_of_what_would_be_parsed() -> None:
    report = document_from_text(
        'Title of it\n\nShare\n\nHe said "no." Mr. Smith left. The U.S. Army and J. Orrel came. so did\nothers. '
        "“Go!” They met on 3.5 acres.",
        name="report",
    )
    told = [report.text[part.start : part.end] for part in passages_of(report)]
    assert told == [
        "Title of it",
        'He said "no."',
        "Mr. Smith left.",
        "The U.S. Army and J. Orrel came. so did\nothers.",
        "“Go!”",
        "They met on 3.5 acres.",
    ]


@pytest.mark.parametrize(
    ("word", "kind"),
    [("fought", "ASSAULT"), ("shelling", "ASSAULT"), ("arrested", "COERCE"), ("overthrown", "COERCE")],
)
def test_words_are_known_in_all_their_forms(word: str, kind: str) -> None:
    assert kind in Cues(load_event_lexicon(), load_forms()).types(word)


def test_words_that_may_tell_an_event_are_asked_about_where_they_stand(encoder: Encoder) -> None:
    text = "Notes of the week\n\nTulips bloomed. Rebels shelled Hama."
    passages, (stretch,), own = encoder(document_from_text(text, name="report"))
    assert [text[start:].split()[0] for start in stretch.starts][-1] == "shelled"
    assert stretch.passages[-1] == len(passages) - 1 and own == frozenset()
    traits = dict(zip(load_facts().traits, stretch.traits[stretch.asked[-1]].tolist(), strict=True))
    assert {name for name, value in traits.items() if value} >= {"type:ASSAULT"}
    assert traits["capital"] == 0.0


def test_a_long_report_is_looked_at_in_stretches(encoder: Encoder) -> None:
    text = "\n\n".join(f"Rebels shelled the {word} of Hama." for word in ["old town"] * 1200)
    passages, stretches, _ = encoder(document_from_text(text, name="report"))
    assert len(stretches) > 1 and len(passages) == 1200
    assert sorted({number for stretch in stretches for number in stretch.passages}) == list(range(1200))
    assert [stretch.first for stretch in stretches] == [min(stretch.passages) for stretch in stretches]
