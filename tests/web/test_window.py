"""A case too large to be sent whole: the server finds what fits, in time, and the page says how much it shows."""

from __future__ import annotations

import json
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from gestae.views.page.query import Query, select
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
        for field in ("type", "modality", "intensity", "date", "actors", "recipients", "places", "spots", "document"):
            assert event[field] == whole[event["id"]][field]


def test_counting_stops_in_time_and_says_so(large: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gestae.store.windows._STEPS", 1)  # the clock is looked at even in a small case
    assert large.pages.is_large()
    started = time.monotonic()
    model = large.pages.window(Query(), seconds=0.0)
    assert time.monotonic() - started < 1
    window = model["window"]
    assert window is not None and not window["exact"] and window["total"] > 10


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
