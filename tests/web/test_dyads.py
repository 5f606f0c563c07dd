"""The chart of a dyad: its band and breaks are those that Python computes, and a click leads to the events."""

from __future__ import annotations

import json
import random
import urllib.request
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from gestae.case import Case
from gestae.views.page.query import Query
from gestae.views.page.shapes import PageEvent, PageModel
from gestae.views.page.tables import table_rows
from gestae.views.page.weighing import WEIGHINGS
from gestae.web.pages import CasePages
from gestae.web.report import report_page
from tests.web.conftest import Browsing, Looks, Site, serving
from tests.web.test_accessible import faults
from tests.web.test_filters import count

pytestmark = [pytest.mark.browser, pytest.mark.models]


class PlantedPages(CasePages):
    """The case with a quiet month, a violent one and a quiet one between two of its actors."""

    def __init__(self, case: Case) -> None:
        super().__init__(case)
        self._planted = _planted(super().model())

    def model(self) -> PageModel:
        return self._planted


def _planted(model: PageModel) -> PageModel:
    chance = random.Random(4)
    template = next(one for one in model["events"] if one["actors"] and one["recipients"])
    source, target = (
        one["id"] for one in model["actors"] if one["country"] in {"IRN", "USA"} and one["kind"] == "state"
    )
    documents = [row["id"] for row in model["documents"]]
    copy = next(row["id"] for row in model["documents"] if row["origin"] != row["id"])
    events: list[PageEvent] = []
    for place in range(90):
        for _ in range(chance.choice([0, 0, 0, 1]) if place // 30 != 1 else chance.randint(2, 4)):
            day = (date(2021, 3, 1) + timedelta(days=place)).isoformat()
            events.append(
                {
                    **template, "id": f"E{len(events)}", "actors": [source], "recipients": [target],
                    "document": documents[len(events) % len(documents)],
                    "also": [{"event": f"F{len(events)}", "document": copy}] if len(events) % 5 == 0 else [],
                    "modality": "actual", "status": chance.choice(["own voice", "claimed"]),
                    "intensity": chance.choice([-9.0, -7.5, -1.0, 2.5]), "confidence": chance.uniform(0.3, 0.99),
                    "date": {"start": day, "end": day, "precision": "day", "text": day, "zone": None},
                }
            )  # fmt: skip
    return {**model, "events": events}


@pytest.fixture(scope="module")
def planted(site: Site) -> Iterator[Site]:
    with serving(site.case, pages=PlantedPages(site.case)) as served:
        yield served


def _shown(page: Page, caption: str) -> list[list[str]]:
    """The cells of the table of this caption, opened."""
    panel = page.locator("#panel-dyads")
    for summary in panel.locator("details.data:not([open]) > summary").all():
        summary.click()
    table = panel.locator("table", has=page.locator("caption", has_text=caption)).first
    return [row.locator("td").all_inner_texts() for row in table.locator("tbody tr").all()]


def _table(site: Site, name: str, filters: str = "") -> list[dict[str, Any]]:
    with urllib.request.urlopen(f"{site.address}tables/{name}.json?{filters}") as answer:
        rows: list[dict[str, Any]] = json.load(answer)
    return rows


@pytest.mark.parametrize("weigh", WEIGHINGS)
def test_the_page_weighs_events_as_python_does(planted: Site, looking: Looks, tmp_path: Path, weigh: str) -> None:
    report = tmp_path / "report.html"
    report.write_text(report_page(planted.pages.model(), {}), encoding="utf-8")
    days, breaks = (_table(planted, name, f"weigh={weigh}") for name in ("dyads", "breaks"))
    for address in (planted.address, report.as_uri()):
        with looking() as browsing:
            page = browsing.open(f"{address}#tab=dyads&weigh={weigh}")
            shown = _shown(page, " by day")
            assert [row[0] for row in shown] == [row["day"] for row in days]
            for row, one in zip(shown, days, strict=True):
                told = [float(row[place].replace(",", "")) for place in (1, 2, 3, 5, 6, 7)]
                names = ("expected", "low", "high", "intensity", "events", "counted")
                assert told == pytest.approx([one[name] for name in names], abs=0.006)
            assert [row[0] for row in _shown(page, "Breaks of")] == [row["day"] for row in breaks]
            assert page.locator("#panel-dyads .break").count() == len(breaks) > 0
            whole = page.locator("#panel-dyads .table", has=page.locator("caption", has_text="All pairs")).first
            cells = whole.locator("tbody tr").first.locator("td").all_inner_texts()
            assert float(cells[5]) == pytest.approx(sum(one["intensity"] for one in days), abs=0.006)
            assert browsing.errors == []
    counted = sum(one["counted"] for one in days)
    assert (counted == sum(one["events"] for one in days)) is (weigh == "once")


def test_the_weighing_is_chosen_with_the_keyboard_and_stands_in_the_address(planted: Site, browsing: Browsing) -> None:
    page = browsing.open(f"{planted.address}#tab=dyads")
    events = count(page)
    sums = page.locator("#panel-dyads .table tbody tr").last.locator("td").last
    once = sums.inner_text()
    page.get_by_role("radio", name="once", exact=True).focus()
    page.keyboard.press("ArrowRight")
    by_origin = page.get_by_role("radio", name="independent origin")
    expect(by_origin).to_be_checked()
    expect(by_origin).to_be_focused()  # although the panel is drawn anew
    page.keyboard.press("ArrowRight")
    by_report = page.get_by_role("radio", name="copies included")
    expect(by_report).to_be_checked()
    assert "weigh=reports" in page.url and count(page) == events
    assert page.get_by_role("group", name="once for each report").count() == 1
    raw = sums.inner_text()
    assert raw != once
    links = page.locator("#panel-dyads").get_by_role("link", name="dyads as CSV")
    assert "weigh=reports" in (links.get_attribute("href") or "")
    page.reload()
    expect(by_report).to_be_checked()
    assert sums.inner_text() == raw
    page.locator("#clear").evaluate("button => button.click()")
    expect(by_report).to_be_checked()  # it is no filter
    page.go_back()
    expect(by_origin).to_be_checked()
    page.go_back()
    expect(page.get_by_role("radio", name="once", exact=True)).to_be_checked()
    assert "weigh" not in page.url and sums.inner_text() == once


def test_a_case_without_copies_says_that_the_weighing_changes_nothing(
    planted: Site, site: Site, looking: Looks
) -> None:
    words = "No event here is told by more than one report"
    alone = next(row["id"] for row in site.pages.model()["documents"] if row["reports"] == 1)
    for address, said in ((planted.address, 0), (site.address, 0), (f"{site.address}#document={alone}", 1)):
        with looking() as browsing:
            page = browsing.open(address)
            browsing.turn("dyads")
            expect(page.locator("#panel-dyads .weigh", has_text=words)).to_have_count(said)


def test_the_page_breaks_a_dyad_where_python_does(planted: Site, browsing: Browsing) -> None:
    page = browsing.open(f"{planted.address}#tab=dyads")
    expected = _table(planted, "breaks")
    assert len(expected) == 2 and expected == table_rows(planted.pages.model(), "breaks", Query())
    shown = _shown(page, "Breaks of")
    assert [row[0] for row in shown] == [row["day"] for row in expected]
    for row, one in zip(shown, expected, strict=True):
        assert float(row[1]) == pytest.approx(one["before"], abs=0.006)
        assert float(row[2]) == pytest.approx(one["after"], abs=0.006)
    assert page.locator("#panel-dyads .break").count() == 2


def test_the_band_on_the_page_is_that_of_the_table(planted: Site, browsing: Browsing) -> None:
    page = browsing.open(f"{planted.address}#tab=dyads")
    expected = _table(planted, "dyads")
    shown = _shown(page, " by day")
    assert [row[0] for row in shown] == [row["day"] for row in expected] and len(expected) > 30
    for row, one in zip(shown, expected, strict=True):
        told = [float(row[place]) for place in (1, 2, 3, 5)]
        assert told == pytest.approx([one[name] for name in ("expected", "low", "high", "intensity")], abs=0.006)
        assert one["low"] <= one["expected"] <= one["high"]
    assert any(one["high"] - one["low"] > 5 for one in expected)


def test_a_click_on_a_break_opens_its_events(planted: Site, browsing: Browsing) -> None:
    page = browsing.open(f"{planted.address}#tab=dyads")
    first, last = _table(planted, "breaks")
    page.locator("#panel-dyads .break path").first.click()
    on_that_day = [
        row for row in planted.pages.model()["events"] if row["date"] and row["date"]["start"] == first["day"]
    ]
    assert count(page) == len(on_that_day) > 0
    assert page.evaluate("new URLSearchParams(location.hash.slice(1)).get('event')") in [
        one["id"] for one in on_that_day
    ]
    expect(page.locator("#reader article")).to_be_visible()
    # The chart stays whole, with the day marked, so that the other break can be gone to.
    assert page.locator("#panel-dyads .break").count() == 2
    assert page.locator("#panel-dyads .steps .chosen").count() == 1
    page.locator("#panel-dyads .break path").last.click()
    assert page.evaluate("new URLSearchParams(location.hash.slice(1)).get('from')") <= last["day"]
    assert count(page) > 0


def test_a_break_is_reached_and_opened_with_the_keyboard(planted: Site, looking: Looks) -> None:
    first, last = _table(planted, "breaks")
    with looking(bypass_csp=True) as browsing:
        page = browsing.open(f"{planted.address}#tab=dyads")
        assert faults(page) == []
        mark = page.locator("#panel-dyads .break").first
        assert mark.evaluate("(mark) => getComputedStyle(mark).outlineStyle") == "none"
        page.locator("#tab-dyads").focus()
        for _ in range(20):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.matches('.break')"):
                break
        expect(mark).to_be_focused()
        assert float(mark.evaluate("(mark) => parseFloat(getComputedStyle(mark).outlineWidth)")) >= 2
        expect(page.get_by_role("button", name="Break on").first).to_be_focused()
        assert str(date.fromisoformat(first["day"]).year) in (mark.get_attribute("aria-label") or "")
        page.keyboard.press("Enter")
        on_that_day = [
            one["id"] for one in planted.pages.model()["events"] if one["date"] and one["date"]["start"] == first["day"]
        ]
        assert count(page) == len(on_that_day) > 0
        assert page.evaluate("new URLSearchParams(location.hash.slice(1)).get('event')") in on_that_day
        # The chart is drawn anew, and the keyboard goes on from the same mark to the next.
        expect(page.locator("#panel-dyads .break").first).to_be_focused()
        page.keyboard.press("Tab")
        expect(page.locator("#panel-dyads .break").last).to_be_focused()
        page.keyboard.press("Space")
        assert page.evaluate("new URLSearchParams(location.hash.slice(1)).get('from')") <= last["day"]
        expect(page.locator("#panel-dyads .break").last).to_be_focused()
        assert faults(page) == []
        assert browsing.errors == []


def test_days_are_gone_through_with_the_arrows_and_opened(planted: Site, looking: Looks) -> None:
    days = _table(planted, "dyads")
    with looking(bypass_csp=True) as browsing:
        page = browsing.open(f"{planted.address}#tab=dyads")
        cursor, press = page.get_by_role("slider", name="Days of"), page.keyboard.press
        page.get_by_role("radio", checked=True).focus()
        press("Tab")
        expect(cursor).to_be_focused()

        def stands_on(place: int) -> None:
            """The value is what a screen reader says; the same is to be read beside the chart's name."""
            one = days[place]
            value = cursor.get_attribute("aria-valuetext") or ""
            year, month, day = (int(part) for part in one["day"].split("-"))
            assert value.startswith(f"{day} {date(year, month, day):%b} {year}: {one['expected']:.1f} (90 %: ")
            assert value.endswith(f"from {one['events']} event{'s' if one['events'] > 1 else ''}")
            assert cursor.get_attribute("aria-valuenow") == str(place + 1)
            assert page.locator("#panel-dyads figcaption .said").inner_text() == value

        assert cursor.get_attribute("aria-valuemax") == str(len(days))
        stands_on(0)
        press("ArrowLeft")
        stands_on(0)  # there is none before the first
        for place in (1, 2, 3):
            press("ArrowRight")
            stands_on(place)
        press("ArrowLeft")
        stands_on(2)
        press("End")
        stands_on(len(days) - 1)
        press("PageUp")
        stands_on(len(days) - 1)
        press("PageDown")
        stands_on(len(days) - 11)
        press("Home")
        press("ArrowRight")
        stands_on(1)
        assert faults(page) == []
        whole = count(page)
        press("Enter")
        assert count(page) == days[1]["events"] < whole
        chosen = "new URLSearchParams(location.hash.slice(1))"
        assert page.evaluate(f"{chosen}.get('from')") == page.evaluate(f"{chosen}.get('to')") == days[1]["day"]
        expect(page.locator("#reader article")).to_be_visible()
        # The chart is drawn anew, and the arrows go on from the same day.
        expect(cursor).to_be_focused()
        stands_on(1)
        press("ArrowRight")
        stands_on(2)
        press("Enter")
        assert page.evaluate(f"{chosen}.get('from')") == days[2]["day"]
        page.go_back()
        stands_on(1)
        assert browsing.errors == []


def test_the_day_in_focus_is_seen(planted: Site, browsing: Browsing) -> None:
    page = browsing.open(f"{planted.address}#tab=dyads")
    line = page.locator("#panel-dyads .cursor line")
    expect(line).to_have_css("visibility", "hidden")
    page.get_by_role("radio", checked=True).focus()
    page.keyboard.press("Tab")
    expect(line).to_have_css("visibility", "visible")
    before = line.bounding_box()
    page.keyboard.press("End")
    after, chart = line.bounding_box(), page.locator("#panel-dyads svg.steps").bounding_box()
    assert before and after and chart and before["x"] < after["x"] < chart["x"] + chart["width"]
    page.keyboard.press("Tab")
    expect(line).to_have_css("visibility", "hidden")
    assert page.locator("#panel-dyads figcaption .said").inner_text() == ""


def test_a_click_on_a_day_opens_its_events(planted: Site, browsing: Browsing) -> None:
    page = browsing.open(f"{planted.address}#tab=dyads")
    title = page.locator("#panel-dyads rect.step title").first.text_content() or ""
    page.locator("#panel-dyads rect.step").first.dispatch_event("click")
    assert title.endswith(f"from {count(page)} event{'s' if count(page) > 1 else ''}")


def test_breaks_and_band_follow_the_filters(planted: Site, browsing: Browsing) -> None:
    page = browsing.open(f"{planted.address}#tab=dyads&least=0.9")
    assert [row[0] for row in _shown(page, " by day")] == [row["day"] for row in _table(planted, "dyads", "least=0.9")]
    assert page.locator("#panel-dyads .break").count() == len(_table(planted, "breaks", "least=0.9"))
