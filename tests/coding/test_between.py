"""What one marked party does to another: the coded event that names both first, else the judge's best guess."""

from __future__ import annotations

import pytest

from gestae.coding.between import Dealing
from gestae.reader import Reader
from gestae.record.spans import Span
from gestae.sources.text import document_from_text

pytestmark = pytest.mark.models


def asked(reader: Reader, text: str, source: str | None, target: str | None) -> tuple[Dealing, ...]:
    def span(words: str | None) -> Span | None:
        return None if words is None else Span(text.index(words), text.index(words) + len(words))

    return reader.between(reader.parse(document_from_text(text, name="test")), span(source), span(target))


def test_the_event_that_names_both_comes_first(reader: Reader) -> None:
    text = "Kenya condemned the raid, and Ugandan troops shelled rebel positions across the border."
    accused = asked(reader, text, "Kenya", "raid")
    shelled = asked(reader, text, "Ugandan troops", "rebel positions")
    assert (shelled[0].type, shelled[0].words.text) == ("ASSAULT", "shelled")
    assert shelled[0].event is not None and shelled[0].share > 1
    assert accused[0].type == "ACCUSE"


def test_without_a_coded_event_the_judge_guesses(reader: Reader) -> None:
    text = "The envoy of Chile had been seen off by the mayor before Peru's own trade body thanked Bolivia."
    found = asked(reader, text, "Peru's own trade body", "Bolivia")
    guesses = [dealing for dealing in found if dealing.event is None]
    assert guesses and all(0 <= dealing.share <= 1 for dealing in guesses)
    assert [dealing.share for dealing in guesses] == sorted((dealing.share for dealing in guesses), reverse=True)
    assert len({dealing.type for dealing in guesses}) == len(guesses)


def test_a_party_may_be_unnamed(reader: Reader) -> None:
    found = asked(reader, "Two ministers were arrested in Bamako on Monday.", None, "Two ministers")
    assert found[0].type == "COERCE"


def test_words_are_slices_of_the_report(reader: Reader) -> None:
    text = "Riyadh severed ties with Tehran."
    for dealing in asked(reader, text, "Riyadh", "Tehran"):
        assert text[dealing.words.start : dealing.words.end] == dealing.words.text


def test_the_lexicon_alone_never_guesses(lexicon_reader: Reader) -> None:
    found = asked(lexicon_reader, "Riyadh severed ties with Tehran.", "Riyadh", "Tehran")
    assert found and all(dealing.event is not None for dealing in found)


def test_a_word_that_tells_a_coded_event_is_guessed_as_that(reader: Reader) -> None:
    text = "Exiles called for a boycott of the tin that the junta sells."
    events = reader(document_from_text(text, name="test")).events
    types = {event.type for event in events if any(words.text.startswith("called") for words in event.evidence)}
    assert types == {"ACCUSE"}
    guessed = [found for found in asked(reader, text, "Exiles", "the junta") if found.words.text.startswith("called")]
    assert guessed and {found.type for found in guessed} == types
