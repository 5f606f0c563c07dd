"""A case too large to be sent whole: the server finds what fits, in time, and the page says how much it shows."""

from __future__ import annotations

import csv
import io
import json
import shutil
import time
import urllib.error
import urllib.parse
import urllib.request
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

import gestae
from gestae.views.page.query import Query, select
from gestae.views.page.shapes import PageModel
from gestae.views.page.weighing import WEIGHINGS
from gestae.web.held import HeldColumns
from gestae.web.pages import CasePages
from tests.web.conftest import Browsing, Site, serving
from tests.web.test_filters import count

pytestmark = [pytest.mark.browser, pytest.mark.models]


@pytest.fixture
def large(site: Site, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """The case, where ten events are many."""
    monkeypatch.setattr("gestae.web.pages.MOST_EVENTS", 10)
    with serving(site.case, pages=CasePages(site.case)) as served:
        yield served


def asked(site: Site, address: str) -> dict[str, object]:
    with urllib.request.urlopen(site.address + address) as answer:
        found: dict[str, object] = json.load(answer)
    return found


def _dyads(model: PageModel) -> list[str]:
    """Between countries, and with a side that has none."""
    units = {actor["id"]: actor["unit"] for actor in model["actors"]}
    found = {
        f"{units[one]}>{units[other]}": None
        for event in model["events"]
        for one in event["actors"]
        for other in event["recipients"]
    }
    return list(found)


def _filters(site: Site) -> list[dict[str, str]]:
    model = site.pages.model()
    busiest = max(model["actors"], key=lambda actor: (actor["documents"], actor["mentions"]))
    nameless = next(actor for actor in model["actors"] if not actor["wikidata"] and actor["country"])
    known = next(place for place in model["places"] if place["id"].startswith("G"))
    return [
        {},
        {"types": "ASSAULT,REQUEST"},
        {"modalities": "denied,threatened"},
        {"from": "2020-01-01", "to": "2020-12-31"},
        {"to": "2020-01-02"},
        {"least": "0.8"},
        {"actor": busiest["id"]},
        {"actor": nameless["id"]},
        {"place": known["id"]},
        {"document": model["documents"][0]["id"]},
        {"types": "ASSAULT", "from": "2022-01-01", "actor": busiest["id"]},
        {"statuses": "claimed,disputed"},
        {"statuses": "own voice", "types": "ASSAULT"},
        {"box": "30,20,60,45"},
        {"box": "170,-90,60,90"},
        *({"dyad": dyad} for dyad in _dyads(model)),
    ]


def test_the_window_holds_what_the_whole_case_would_show(site: Site, large: Site) -> None:
    for given in _filters(site):
        address = urllib.parse.urlencode(given)
        window = asked(large, f"api/model?{address}")
        expected = {event["id"] for event in select(site.pages.model(), Query.of(given))}
        assert {event["id"] for event in window["events"]} == expected, given  # type: ignore[attr-defined]
        assert window["window"]["count"] == len(expected)  # type: ignore[index]
        assert window["window"]["exact"] is True  # type: ignore[index]


def test_events_keep_their_fields_in_a_window(site: Site, large: Site) -> None:
    whole = {event["id"]: event for event in site.pages.model()["events"]}
    window = asked(large, "api/model")
    for event in window["events"]:  # type: ignore[attr-defined]
        for field in (
            "type",
            "modality",
            "status",
            "intensity",
            "date",
            "actors",
            "recipients",
            "places",
            "spots",
            "document",
        ):
            assert event[field] == whole[event["id"]][field]


@pytest.mark.parametrize("weigh", WEIGHINGS)
def test_a_window_knows_the_copies_of_its_documents(site: Site, large: Site, weigh: str) -> None:
    whole, some = (asked(one, f"tables/dyads.json?weigh={weigh}") for one in (site, large))
    assert some == whole
    origins = {row["id"]: (row["origin"], row["copy"], row["reports"]) for row in site.pages.model()["documents"]}
    assert {reports for _, _, reports in origins.values()} == {1, 2}
    window: Any = asked(large, "api/model")
    assert all(origins[row["id"]] == (row["origin"], row["copy"], row["reports"]) for row in window["documents"])


def test_a_window_turns_pages_and_counts_all(site: Site, large: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gestae.web.windows.SHOWN", 7)
    expected = [event["id"] for event in select(site.pages.model(), Query())]
    seen: list[str] = []
    for offset in range(0, len(expected), 7):
        window = asked(large, f"api/model?skip={offset}")
        assert window["window"]["count"] == len(expected)  # type: ignore[index]
        seen += [event["id"] for event in window["events"]]  # type: ignore[attr-defined]
    assert sorted(seen) == sorted(expected) and len(set(seen)) == len(seen)
    with pytest.raises(urllib.error.HTTPError, match="400"):
        asked(large, "api/model?skip=-1")


def test_facets_and_days_are_those_of_all_that_fit(site: Site, large: Site) -> None:
    window: Any = asked(large, "api/model?least=0.5")["window"]
    fitting = select(site.pages.model(), Query(least=0.5))
    for name, field in (("types", "type"), ("modalities", "modality"), ("statuses", "status")):
        assert dict(window["facets"][name]) == Counter(event[field] for event in fitting)  # type: ignore[literal-required]
    dated = [event["date"]["start"] for event in fitting if event["date"]]
    assert {day: happened + other for day, happened, other in window["days"]} == Counter(dated)


def test_every_event_goes_into_the_table_of_a_large_case(
    site: Site, large: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gestae.web.windows.SHOWN", 7)
    whole, streamed = (asked(one, "tables/events.json?least=0.3") for one in (site, large))
    keys = ("event", "type", "modality", "status", "actors", "recipients", "date_start", "places", "confidence")
    rows = [sorted(tuple(str(row[key]) for key in keys) for row in some) for some in (whole, streamed)]  # type: ignore[index]
    assert rows[0] == rows[1] and len(rows[0]) > 14
    texts = [urllib.request.urlopen(f"{large.address}tables/events.csv").read().decode()]
    assert len(list(csv.DictReader(io.StringIO(texts[0])))) == len(site.pages.model()["events"])
    assert not asked(large, "tables/events.json?document=none")


def test_what_is_added_meanwhile_is_counted_in_soon(case_file: Path, tmp_path: Path) -> None:
    copy = tmp_path / "growing.case"
    shutil.copy(case_file, copy)
    with gestae.open(copy, read_only=True) as case, gestae.open(copy) as writing:
        held = HeldColumns(case)
        before, fresh = held.newest()
        assert fresh and len(before.events.keys) == case.counts().events
        report = tmp_path / "new.txt"
        report.write_text("Russia shelled Kharkiv on Monday, killing two people.\n" * 3, encoding="utf-8")
        writing.add(report, published="2023-01-10")
        assert held.newest() == (before, False)  # the old one answers while the new one is read
        for _ in range(200):
            after, fresh = held.newest()
            if fresh:
                break
            time.sleep(0.05)
        assert fresh and len(after.events.keys) == case.counts().events > len(before.events.keys)


def test_a_question_that_takes_too_long_is_given_up(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gestae.web.pages.MOST_EVENTS", 10)
    monkeypatch.setattr("gestae.case._STEPS", 1)  # the clock is looked at even in a small case
    with serving(site.case, pages=CasePages(site.case, seconds=0.0)) as slow:
        for address in ("api/model", f"api/documents/{site.pages.model()['documents'][0]['id']}"):
            with pytest.raises(urllib.error.HTTPError) as told:
                asked(slow, address)
            assert told.value.code == 503
            assert "--seconds" in told.value.read().decode()
    assert site.case.counts().events > 10  # the limit is gone with the question


def test_the_page_narrows_by_asking_the_server(site: Site, large: Site, browsing: Browsing) -> None:
    page = browsing.open(large.address)
    whole = count(page)
    assert whole == len(site.pages.model()["events"])
    assert page.locator(".spots .dot").count() > 0
    page.locator("summary", has_text="Filters").click()
    page.locator("#modalities input[value=denied]").check()
    expected = len(select(site.pages.model(), Query(modalities=("denied",))))
    expect(page.locator("#count strong")).to_have_text(str(expected))
    page.locator("#events a.event").first.click()
    expect(page.locator("#reader mark").first).to_be_visible()
    page.locator("#clear").click()
    expect(page.locator("#count strong")).to_have_text(str(whole))


def test_a_report_of_a_large_case_is_refused(large: Site) -> None:
    from gestae.errors import CaseError

    with pytest.raises(CaseError, match="at most 10 "):
        large.pages.report()
