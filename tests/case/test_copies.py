from __future__ import annotations

import json
import random
from itertools import permutations
from pathlib import Path

import pytest

from gestae.case import Case
from gestae.settings import Settings
from gestae.sources.collections.options import Options
from gestae.store.event_queries import Filters

from ..adding.reports import report, write_reports

WIRE = (
    "Arnor shelled the port of Pelargir early on Wednesday and killed nine dock workers, the harbour office said.\n\n"
    "Ships burned at three quays until noon, and the ferry to the southern bank was stopped for the day.\n\n"
    "Gondor called the shelling unprovoked and asked the council of the river states to meet this week.\n\n"
    "Arnor gave no reason. Its admiral had said in March that no ship would pass the delta without his leave.\n\n"
    "Traders moved grain by road instead, at twice the cost, and the price of bread rose in four cities.\n\n"
    "Schools near the river stayed closed while sappers looked for shells that had not gone off.\n"
)
EDITED = WIRE.replace("nine dock workers", "eleven dock workers").replace("Traders moved", "Merchants moved")
ADDED = (
    "Rohan evacuated its consulate on Thursday, and two hundred families left with the last convoy to the north.\n\n"
)


def write(folder: Path, **texts: str) -> Path:
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


def by_name(case: Case) -> dict[str, tuple[str, int]]:
    """What each document is to the others: the kind of copy, and how many tell its text."""
    return {Path(document.name).stem: (document.copy, document.copies) for document in case.documents()}


def test_an_exact_copy_under_another_headline(case: Case, tmp_path: Path) -> None:
    case.add(
        write(tmp_path / "in", a=f"Nine Killed in Port\n\n{WIRE}", b=f"Shells Hit Pelargir\n\n{WIRE}", c=report(1))
    )
    assert by_name(case) == {"a": ("exact", 2), "b": ("exact", 2), "c": ("single", 1)}
    assert case.counts().origins == 2


def test_a_changed_number_is_kept_as_a_difference(case: Case, tmp_path: Path) -> None:
    case.add(write(tmp_path / "in", a=WIRE), published="2020-01-08")
    case.add(write(tmp_path / "in", b=EDITED), published="2020-01-09")
    assert by_name(case) == {"a": ("near", 2), "b": ("near", 2)}
    (difference,) = case.differences()
    assert (difference.text, difference.origin_text) == ("eleven", "nine")
    copy, origin = case.text(difference.document), case.text(difference.origin)
    assert copy is not None and origin is not None
    assert copy.text[difference.start : difference.end] == "eleven"
    assert origin.text[difference.origin_start : difference.origin_end] == "nine"
    assert list(case.verify()) == []


def test_a_cut_copy_and_one_with_more_below(case: Case, tmp_path: Path) -> None:
    cut = "\n\n".join(WIRE.split("\n\n")[:3])
    case.add(write(tmp_path / "in", a=WIRE, b=cut, c=WIRE + "\n" + ADDED * 2))
    assert {kind for kind, _ in by_name(case).values()} == {"near"}
    assert {copies for _, copies in by_name(case).values()} == {3}


def test_one_source_edited_after_capture(case: Case, tmp_path: Path) -> None:
    """The same address with another text: both versions are kept, with hash and time, and the event counts once."""
    for name, text in (("first", WIRE), ("second", EDITED)):
        table = tmp_path / f"{name}.jsonl"
        table.write_text(json.dumps({"url": "https://n.example/a", "text": text, "date": "2020-01-08"}) + "\n")
        case.add(table)
    first, second = case.documents()
    assert first.url == second.url and first.sha256 != second.sha256 and first.origin == second.origin
    assert first.added_at and second.added_at
    assert [difference.text for difference in case.differences()] in (["nine"], ["eleven"])
    assert case.counts().events == len(case.events(Filters(document=first.origin)))


def test_an_event_counts_once_for_all_copies_and_what_a_copy_adds_counts(case: Case, tmp_path: Path) -> None:
    case.add(write(tmp_path / "in", a=WIRE), published="2020-01-08")
    alone = case.counts().events
    case.add(write(tmp_path / "in", b=WIRE + "\n" + ADDED, c=EDITED), published="2020-01-09")
    assert case.counts().events == alone + 1
    added = [found for found in case.events() if found.event.evidence[0].text == "evacuated"]
    assert len(added) == 1 and added[0].copies == 3 and not added[0].repeated
    every = case.events(Filters(copies=True))
    assert len(every) == 3 * alone + 1
    assert sum(found.repeated for found in every) == 2 * alone


def test_the_first_published_is_the_origin_whatever_came_in_first(case: Case, tmp_path: Path) -> None:
    case.add(write(tmp_path / "later", b=EDITED), published="2020-01-09")
    case.add(write(tmp_path / "earlier", a=WIRE), published="2020-01-08")
    a, b = sorted(case.documents(), key=lambda document: document.name)
    assert a.name.endswith("a.txt") and {a.origin, b.origin} == {a.id}
    assert {found.document for found in case.events()} == {a.id}
    (difference,) = case.differences()
    assert (difference.document, difference.origin, difference.text) == (b.id, a.id, "eleven")


def test_reading_again_counts_no_copy_twice(case: Case, tmp_path: Path) -> None:
    later = write(tmp_path / "later", b=WIRE + "\n" + ADDED)
    earlier = write(tmp_path / "earlier", a=WIRE)
    again = Options(settings=Settings(imported_actors=False))
    for options in (Options(), again):
        # The copy comes in first, so that the sketch of its origin is left out.
        case.add(later, published="2020-01-09", options=options)
        case.add(earlier, published="2020-01-08", options=options)
    assert len(case.runs()) == 2
    with Case(tmp_path / "fresh.case", create=True) as fresh:
        fresh.add(later, published="2020-01-09", options=again)
        fresh.add(earlier, published="2020-01-08", options=again)
        assert case.counts().events == fresh.counts().events > 0


def test_the_order_of_coming_in_changes_nothing(tmp_path: Path) -> None:
    texts = {
        "a": ("2020-01-08", WIRE),
        "b": ("2020-01-09", EDITED),
        "c": ("2020-01-10", WIRE + "\n" + ADDED),
        "d": ("2020-01-09", report(3)),
    }
    seen = set()
    for number, order in enumerate(permutations(texts)):
        with Case(tmp_path / f"{number}.case", create=True) as case:
            for name in order:
                day, text = texts[name]
                case.add(write(tmp_path / name, **{name: text}), published=day)
            events = tuple((found.event.id, found.document, found.copies) for found in case.events())
            origins = tuple(sorted((document.id, document.origin) for document in case.documents()))
        seen.add((tuple(sorted(events)), origins))
    assert len(seen) == 1


def test_many_copies_count_once_whichever_comes_in_first(tmp_path: Path) -> None:
    # Copies so alike that only one of them keeps its sketch: the earlier ones must still be found.
    texts = [WIRE, WIRE + "\n\n", f"Nine Killed\n\n{WIRE}", EDITED, WIRE.replace("twice the cost", "double the cost")]
    days = {f"2020-01-{day:02}": text for day, text in enumerate(texts, 8)}
    drawn = [random.Random(seed).sample(list(days), len(days)) for seed in range(4)]
    seen = set()
    for number, order in enumerate([list(days), list(reversed(days)), *drawn]):
        with Case(tmp_path / f"{number}.case", create=True) as case:
            for day in order:
                case.add(write(tmp_path / day, **{f"d{day[-2:]}": days[day]}), published=day)
            counted = tuple(sorted((found.event.id, found.document) for found in case.events()))
            differences = tuple(sorted((one.document, one.origin, one.text) for one in case.differences()))
            assert case.counts().origins == 1
        seen.add((counted, differences))
    ((counted, differences),) = seen
    assert len({document for _, document in counted}) == 1
    assert [text for _, _, text in differences] == ["eleven"]


def test_a_passage_that_two_stories_share_counts_once_and_makes_no_copies(case: Case, tmp_path: Path) -> None:
    background = WIRE.split("\n\n")[3]
    case.add(write(tmp_path / "in", a=report(1) + "\n\n" + background), published="2020-01-08")
    case.add(write(tmp_path / "in", b=report(2) + "\n\n" + background), published="2020-01-09")
    assert by_name(case) == {"a": ("single", 1), "b": ("single", 1)}
    told = [found for found in case.events(Filters(copies=True)) if found.event.evidence[0].text == "gave"]
    assert sorted((Path(_name(case, found.document)).stem, found.repeated) for found in told) == [
        ("a", False),
        ("b", True),
    ]


def _name(case: Case, document: str) -> str:
    found = case.document(document)
    assert found is not None
    return found.name


def test_stories_in_other_words_are_no_copies(case: Case, tmp_path: Path) -> None:
    case.add(write_reports(tmp_path / "in", 30))
    assert set(by_name(case).values()) == {("single", 1)}


def test_a_page_of_two_stories_joins_them_not(case: Case, tmp_path: Path) -> None:
    other = "\n\n".join(report(5).split("\n\n")[1:])
    case.add(write(tmp_path / "in", a=WIRE, b=other, c=WIRE + "\n" + other))
    assert by_name(case)["b"] == ("single", 1)
    assert by_name(case)["a"][1] == by_name(case)["c"][1] == 2


def test_the_same_story_many_times_stays_quick_and_is_one_origin(case: Case, tmp_path: Path) -> None:
    chance = random.Random(1)
    names = {f"n{number}": f"By Jane Doe {number}\n\n{WIRE}\nTag {chance.random()}\n" for number in range(300)}
    case.add(write(tmp_path / "in", **names))
    assert case.counts().origins == 1
    assert {copies for _, copies in by_name(case).values()} == {300}


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        (f"PELARGIR (AP) — {WIRE}", "Associated Press"),
        (f"Port Shelled\n\nBy Jane Doe, Reuters\n\n{WIRE}", "Reuters"),
        (f"{WIRE}\n© 2020 AFP\n", "Agence France-Presse"),
        (WIRE, None),
    ],
)
def test_the_agency_credited_is_kept(case: Case, tmp_path: Path, text: str, agency: str | None) -> None:
    case.add(write(tmp_path / "in", a=text))
    assert next(case.documents()).agency == agency
