"""A large case follows what people change: filters, counts, days and lists are those of the corrected events."""

from __future__ import annotations

import json
import urllib.parse
import urllib.request
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import expect

from gestae.correcting import Wanted
from gestae.linking.corrections import Change
from gestae.settings import Settings
from gestae.sources.collections.options import Options
from gestae.views.page.query import Query, select
from gestae.views.page.shapes import PageEvent, PageModel
from gestae.web.pages import CasePages
from tests.web.conftest import REPORTS, Browsing, Site, serving
from tests.web.test_corrections import save
from tests.web.test_filters import count

pytestmark = [pytest.mark.browser, pytest.mark.models]
ADDED_ON = "2020-03-03"
# What a line shows of an event, beside its place in the list.
FIELDS = (
    "id", "document", "type", "mode", "modality", "status", "intensity", "confidence", "actors", "recipients", "date",
    "places", "spots", "also",
)  # fmt: skip


@dataclass
class Twins:
    """The same case twice: as a small one that is sent whole, and as a large one that is asked for windows."""

    site: Site
    large: CasePages

    def correct(self, event: PageEvent, action: str, **more: Any) -> int:
        """Logs a correction of an event."""
        change = Change(action=action, event=event["id"], **more)  # type: ignore[arg-type]
        return self.site.pages.correct(Wanted(change=change, document=event["document"], who="A. Editor", why="test"))

    def add(self, to: PageEvent, words: str, **more: Any) -> str:
        """Adds an event of these words to the document of another; its id."""
        document = self.site.pages.document(to["document"])
        assert document is not None
        start = document["text"].index(words)
        actors = [one["id"] for one in document["actors"]]
        after = {
            "type": "THREATEN", "modality": "actual", "start": start, "end": start + len(words),
            "date": ADDED_ON, "actors": actors[:1], "recipients": actors[1:2],
            "places": [one["id"] for one in document["places"]][:1], **more,
        }  # fmt: skip
        before = {event["id"] for event in self.model()["events"]}
        self.correct({**to, "id": ""}, "add", after=after)
        (new,) = {event["id"] for event in self.model()["events"]} - before
        return new

    def model(self) -> PageModel:
        """The whole."""
        return self.site.pages.model()

    def agree(self, given: dict[str, str]) -> list[str]:
        """Under these filters both show, count and sum up the same; the ids of what fits."""
        model, window = self.model(), self.large.window(Query.of(given))
        fitting = select(model, Query.of(given))
        told = window["window"]
        assert told is not None
        assert _plain(window["events"]) == _plain(fitting), given
        assert (told["count"], told["total"]) == (len(fitting), len(model["events"])), given
        for name, field in (("types", "type"), ("modalities", "modality"), ("statuses", "status")):
            assert dict(told["facets"][name]) == Counter(one[field] for one in fitting)  # type: ignore[literal-required]
        assert {day: happened + other for day, happened, other in told["days"]} == Counter(
            one["date"]["start"] for one in fitting if one["date"]
        )
        return [event["id"] for event in fitting]


def _plain(events: list[PageEvent]) -> dict[str, dict[str, Any]]:
    found = {event["id"]: {field: event[field] for field in FIELDS} for event in events}  # type: ignore[literal-required]
    assert len(found) == len(events)
    return found


@pytest.fixture
def twins(edited: Site, monkeypatch: pytest.MonkeyPatch) -> Iterator[Twins]:
    monkeypatch.setattr("gestae.web.windows._RESTORING", 60.0)
    yield Twins(edited, CasePages(edited.case))


def _every_filter(model: PageModel) -> list[dict[str, str]]:
    units = {actor["id"]: actor["unit"] for actor in model["actors"]}
    dyads = {
        f"{units[one]}>{units[other]}"
        for event in model["events"]
        for one in event["actors"]
        for other in event["recipients"]
    }
    return [
        {},
        *({"types": one} for one in sorted({event["type"] for event in model["events"]})),
        *({"modalities": one} for one in sorted({event["modality"] for event in model["events"]})),
        *({"statuses": one} for one in sorted({event["status"] for event in model["events"]})),
        *({"actor": actor["id"]} for actor in model["actors"]),
        *({"place": place["id"]} for place in model["places"]),
        *({"document": document["id"]} for document in model["documents"]),
        *({"dyad": one} for one in sorted(dyads)),
        {"from": "2020-01-01", "to": "2020-12-31"},
        {"from": ADDED_ON, "to": ADDED_ON},
        {"least": "0.99"},
        {"box": "30,20,60,45"},
        {"box": "-10,35,60,70"},
    ]


def _dated(model: PageModel, *, parties: bool = True) -> Iterator[PageEvent]:
    return (one for one in model["events"] if one["date"] and one["spots"] and (one["recipients"] or not parties))


def test_a_changed_field_is_what_filters_go_by(twins: Twins) -> None:
    event = list(_dated(twins.model()))[-1]  # late in the list, so that an early day moves it
    document = twins.site.pages.document(event["document"])
    assert document is not None
    known = twins.agree({})
    twins.correct(event, "edit", field="type", after="YIELD" if "YIELD" in twins.model()["codes"] else "RETREAT")
    changed = next(one["type"] for one in twins.model()["events"] if one["id"] == event["id"])
    assert event["id"] in twins.agree({"types": changed})
    assert event["id"] not in twins.agree({"types": event["type"]})
    twins.correct(event, "edit", field="modality", after="denied")
    assert event["id"] in twins.agree({"modalities": "denied"})
    assert event["id"] not in twins.agree({"modalities": event["modality"]})
    twins.correct(event, "edit", field="date", after="1999-05-06/1999-05-09")
    assert twins.agree({"from": "1999-05-08", "to": "1999-12-31"}) == [event["id"]]
    twins.correct(event, "accept")
    assert event["id"] in twins.agree({"least": "1"})
    other = next(one["id"] for one in document["actors"] if one["id"] not in document["events"][0]["actors"])
    twins.correct(event, "edit", field="recipients", after=[other])
    twins.correct(event, "edit", field="places", after=[])
    for given in _every_filter(twins.model()):
        twins.agree(given)
    assert twins.agree({}) != known  # the day has moved it in the list
    assert sorted(twins.agree({})) == sorted(known)


def test_an_added_event_is_listed_counted_and_drawn(twins: Twins) -> None:
    event = next(_dated(twins.model()))
    new = twins.add(event, twins.site.case.text(event["document"]).text.split(". ")[1])  # type: ignore[union-attr]
    (line,) = (one for one in twins.model()["events"] if one["id"] == new)
    assert line["actors"] and line["recipients"]
    assert twins.agree({"from": ADDED_ON, "to": ADDED_ON}) == [new]
    units = {actor["id"]: actor["unit"] for actor in twins.model()["actors"]}
    dyad = f"{units[line['actors'][0]]}>{units[line['recipients'][0]]}"
    assert new in twins.agree({"dyad": dyad})
    for given in _every_filter(twins.model()):
        twins.agree(given)
    (row,) = twins.site.case.corrections()
    twins.site.pages.undo(row.number, who="A. Editor", why="no")
    assert twins.agree({"from": ADDED_ON, "to": ADDED_ON}) == []


def test_a_split_event_is_two_in_a_large_case(twins: Twins) -> None:
    for row in twins.model()["documents"]:
        found = twins.site.pages.document(row["id"]) if row["read"] else None
        for one in found["events"] if found else ():
            triggers = [place for place, mark in enumerate(one["marks"]) if mark[2] == "trigger"]
            if len(triggers) > 1 and one["id"] in twins.agree({}):
                event = next(line for line in twins.model()["events"] if line["id"] == one["id"])
                whole = len(twins.agree({}))
                twins.correct(event, "split", after=[triggers[-1]])
                assert len(twins.agree({})) == whole + 1
                for given in _every_filter(twins.model()):
                    twins.agree(given)
                return
    raise AssertionError("no report tells an event twice")


def test_one_of_two_reports_has_the_parties_of_both_and_is_found_in_both(twins: Twins) -> None:
    dated = list(_dated(twins.model(), parties=False))
    one = next(event for event in dated if event["actors"])
    other = next(event for event in dated if event["document"] != one["document"])
    after = {"document": other["document"], "event": other["id"]}
    number = twins.correct(one, "merge", after=after)
    for given in _every_filter(twins.model()):
        twins.agree(given)
    assert other["id"] in twins.agree({"document": one["document"]})
    assert other["id"] in twins.agree({"actor": one["actors"][0]})
    twins.correct(other, "edit", field="date", after="")  # then it has the day of the other
    assert one["date"] is not None
    assert other["id"] in twins.agree({"from": one["date"]["start"], "to": one["date"]["end"]})
    twins.correct(other, "reject")
    assert one["id"] in twins.agree({}) and other["id"] not in twins.agree({})
    twins.site.pages.undo(number, who="A. Editor", why="two")
    for given in _every_filter(twins.model()):
        twins.agree(given)


def test_words_find_the_documents_of_corrected_events(twins: Twins) -> None:
    event = next(_dated(twins.model()))
    words = twins.site.case.text(event["document"]).text.split()[3].strip(",.")  # type: ignore[union-attr]
    before = {one["id"] for one in twins.large.window(Query(q=words))["events"]}
    twins.correct(event, "edit", field="modality", after="denied")
    window = twins.large.window(Query(q=words, modalities=("denied",)))
    assert event["id"] in {one["id"] for one in window["events"]} & before
    assert {one["id"] for one in twins.large.window(Query(q=words))["events"]} == before
    assert twins.large.window(Query(q="nothingofthiskind"))["events"] == []


def test_pages_of_a_large_case_hold_read_and_corrected_events_by_day(
    twins: Twins, monkeypatch: pytest.MonkeyPatch
) -> None:
    dated = list(_dated(twins.model(), parties=False))
    for number, event in enumerate(dated[::2]):
        twins.correct(event, "edit", field="date", after=f"20{10 + number % 12}-07-01")
    twins.add(dated[0], twins.site.case.text(dated[0]["document"]).text.split(". ")[1], date="")  # type: ignore[union-attr]
    monkeypatch.setattr("gestae.web.windows.SHOWN", 3)
    for given in ({}, {"from": "2012-01-01"}):
        expected = select(twins.model(), Query.of(given))
        seen: list[PageEvent] = []
        for offset in range(0, len(expected), 3):
            page = twins.large.window(Query.of(given), offset=offset)["events"]
            seen += select({**twins.model(), "events": page}, Query())
        assert sorted(one["id"] for one in seen) == sorted(one["id"] for one in expected)
        days = [one["date"]["start"] if one["date"] else "9999" for one in seen]
        late = [day for day in days if day >= given.get("from", "")]
        assert late == sorted(late)
        table = [one["id"] for page in twins.large.every_window(Query.of(given)) for one in page["events"]]
        assert sorted(table) == sorted(one["id"] for one in expected)


def test_corrections_hold_in_a_large_case_that_is_read_anew(twins: Twins) -> None:
    event = next(_dated(twins.model()))
    twins.correct(event, "edit", field="date", after="1999-05-06")
    assert twins.agree({"to": "1999-12-31"})[-1:] == [event["id"]]
    twins.site.case.add(*sorted(REPORTS.glob("*.html")), options=Options(settings=Settings(imported_actors=False)))
    for _ in range(200):
        window = twins.large.window(Query())["window"]
        if window is not None and window["exact"]:
            break
    assert event["id"] in twins.agree({"to": "1999-12-31"})
    for given in _every_filter(twins.model()):
        twins.agree(given)


def test_the_log_of_a_large_case_shows_its_end_and_can_be_undone(
    edited: Site, monkeypatch: pytest.MonkeyPatch, browsing: Browsing
) -> None:
    monkeypatch.setattr("gestae.web.pages.MOST_EVENTS", 10)
    monkeypatch.setattr("gestae.web.pages.LOGGED", 2)
    twins = Twins(edited, CasePages(edited.case))
    event = next(_dated(twins.model()))
    for field, after in (("modality", "denied"), ("modality", "planned"), ("modality", "threatened")):
        twins.correct(event, "edit", field=field, after=after)
    with serving(edited.case, who="A. Editor", pages=twins.large) as large:
        with urllib.request.urlopen(f"{large.address}tables/corrections.json") as answer:
            assert [row["number"] for row in json.load(answer)] == [1, 2, 3]
        address = urllib.parse.urlencode({"event": event["id"], "open": event["document"], "modalities": "threatened"})
        page = browsing.open(f"{large.address}#{address}")
        page.wait_for_selector("#reader .corrections")
        before = count(page)
        page.keyboard.press("u")
        save(page, "planned after all")
        expect(page.locator("#count strong")).to_have_text(str(before - 1))
        assert len(edited.case.corrections(undone=True)) == 4
