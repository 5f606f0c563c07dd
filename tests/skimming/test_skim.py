"""What is skimmed over and what is read; the files of the skim's network."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gestae.judging.network import RememberingNetwork
from gestae.lexicon.events import EventLexicon, load_event_lexicon
from gestae.reader import Reader
from gestae.record.documents import Document
from gestae.record.spans import Span
from gestae.settings import Settings
from gestae.skimming.encoding import Stretch
from gestae.skimming.skim import Skim, skim_version
from gestae.skimming.student import load_facts
from gestae.sources.text import document_from_text

RAID = "Rebels shelled the army base at Hama on Sunday, killing 12 soldiers.\n\nThe shelling went on all night."
GARDEN = "Tulips in the spring\n\nPlant the bulbs in October. Water them once a week. They bloom in April."
MIXED = (
    "Weekly notes from the province\n\n"
    "The harvest was good. Colonel Tamsin Orrel opened a school. Rain is expected. The market was full. "
    "Bread was cheap. Rebels shelled a village, and Orrel saw it. The weather stayed dry. The roads were dusty.\n\n"
    "The choir sang on Friday. Children danced in the square until late in the evening."
)


def document(text: str) -> Document:
    return document_from_text(text, name="report")


def words(report: Document, spans: tuple[Span, ...]) -> list[str]:
    return [report.text[span.start : span.end] for span in spans]


class Shelling:
    """Finds nothing likely but shelling; counts what it is asked."""

    def __init__(self, report: Document) -> None:
        self.report = report
        self.asked = 0

    def __call__(self, stretch: Stretch) -> list[float]:
        self.asked += 1
        return [0.9 if self.report.text.startswith("shell", start) else 0.1 for start in stretch.starts]


def shelling(text: str, lexicon: EventLexicon | None = None) -> tuple[Document, Skim, Shelling]:
    report = document(text)
    chances = Shelling(report)
    return report, Skim(lexicon or load_event_lexicon(), chances=chances, threshold=0.5), chances


def test_a_report_of_fighting_is_likelier_than_one_of_gardening() -> None:
    skim = Skim(load_event_lexicon())
    raid, garden = (max(chance for chance, _ in skim.rated(document(text))) for text in (RAID, GARDEN))
    assert raid > 0.9 and garden < 0.1
    assert [one is None for one in skim([document(RAID), document(GARDEN)])] == [True, False]


def test_the_same_report_gets_the_same_chances_alone_and_among_others() -> None:
    alone, among = Skim(load_event_lexicon()), Skim(load_event_lexicon())
    among([document(GARDEN), document(MIXED)])
    assert alone.rated(document(RAID)) == among.rated(document(RAID))


def test_what_holds_no_likely_passage_is_not_read() -> None:
    report, skim, _ = shelling("Fighters attacked the town.")
    (found,) = skim([report])
    assert found is not None and found.chance == 0.1 and found.version == skim_version()
    assert "skimmed over" in found.reason and skim.passages(report) == ()


def test_a_likely_passage_is_read_with_what_it_needs_and_nothing_else_is() -> None:
    report, skim, _ = shelling(MIXED)
    assert skim([report]) == [None]
    assert words(report, skim.passages(report)) == [
        "Weekly notes from the province",
        "The harvest was good. Colonel Tamsin Orrel opened a school.",
        "Bread was cheap. Rebels shelled a village, and Orrel saw it.",
    ]


def test_a_report_is_rated_once_for_being_read_and_for_what_of_it_is_read() -> None:
    report, skim, chances = shelling(MIXED)
    skim([report])
    skim.passages(report)
    assert chances.asked == 1


def test_a_report_that_is_likely_for_the_most_part_is_read_as_a_whole() -> None:
    report, skim, _ = shelling(RAID)
    assert skim.passages(report) == tuple(part.span for part in report.parts)


def test_words_of_own_codebooks_are_always_read() -> None:
    lexicon = load_event_lexicon()
    frame = replace(next(iter(lexicon.frames.values())), id="prune", own=True)
    entry = replace(next(iter(lexicon.verbs.values()))[0], frame=frame)
    own = replace(lexicon, verbs={**lexicon.verbs, "prune": (entry,)})
    text = "Gardeners pruned the roses."
    for known, read in ((own, True), (lexicon, False)):
        report, skim, _ = shelling(text, known)
        assert bool(skim.passages(report)) == read


def test_the_judge_is_asked_only_about_what_is_possible_and_its_answer_weighs() -> None:
    judge = RememberingNetwork()
    alone, heard = Skim(load_event_lexicon()), Skim(load_event_lexicon(), judge=judge)
    asks = load_facts().second.asks
    for text in (RAID, GARDEN, MIXED):
        report = document(text)
        pairs = list(zip(alone.rated(report), heard.rated(report), strict=True))
        assert all((first == both) == (first[0] < asks) for first, both in pairs)
    assert max(chance for chance, _ in heard.rated(document(RAID))) > 0.5


@pytest.mark.models
def test_a_reader_skims_only_when_told_to(reader: Reader) -> None:
    documents = [document(RAID), document(GARDEN)]
    assert reader.skim(documents) == [None, None]
    found = Reader(Settings(skim=True)).skim(documents)
    assert [one is None for one in found] == [True, False]


@pytest.mark.models
def test_what_is_read_in_part_keeps_its_places_in_the_report_and_says_by_which_skim(reader: Reader) -> None:
    report = document(MIXED)
    part, whole = Reader(Settings(skim=True))(report), reader(report)
    assert part.document == whole.document
    assert part.gestae == replace(whole.gestae, model=f"{whole.gestae.model} with {skim_version()}")
    (event,), (same,) = part.events, whole.events
    assert (event.type, event.id, event.evidence) == (same.type, same.id, same.evidence)
    assert "shelled" in [one.text for one in event.evidence]
