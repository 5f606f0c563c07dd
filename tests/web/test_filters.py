"""Checks 2 to 4: brushing, what did not happen, and areas that are no dots."""

from __future__ import annotations

import csv
import io
import sqlite3
import urllib.request
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from gestae.record.events import HAPPENED
from gestae.views.page.query import Query, select
from tests.web.conftest import Browsing, Site

pytestmark = [pytest.mark.browser, pytest.mark.models]


def count(page: Page) -> int:
    """The number of events that the page says it shows."""
    return int(page.locator("#count strong").inner_text().replace(",", ""))


def test_brushing_the_timeline_narrows_everything_and_clear_restores_it(
    site: Site, browsing: Browsing, case_file: Path
) -> None:
    page = browsing.open(site.address)
    whole, dots = count(page), page.locator(".spots .dot").count()
    assert whole == len(site.pages.model()["events"])
    box = page.locator("svg.timeline .overlay").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 2, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.5, box["y"] + 20, steps=5)
    page.mouse.up()
    since, until = page.locator("#from").input_value(), page.locator("#to").input_value()
    assert since and until
    with sqlite3.connect(case_file) as connection:
        (expected,) = connection.execute(
            "SELECT count(*) FROM events WHERE current = 1 AND repeated = 0 AND date_end >= ? AND date_start <= ?",
            (since, until),
        ).fetchone()
    assert 0 < count(page) == expected < whole
    assert page.locator("#events a.event").count() == expected
    assert page.locator(".spots .dot").count() < dots
    page.locator("#clear").click()
    assert count(page) == whole
    assert page.locator(".spots .dot").count() == dots


def test_one_drag_is_one_step_back(site: Site, browsing: Browsing) -> None:
    page = browsing.open(site.address)
    box = page.locator("svg.timeline .overlay").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 2, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.4, box["y"] + 20, steps=8)
    page.mouse.up()
    assert page.locator("#from").input_value()
    page.go_back()
    expect(page.locator("#from")).to_have_value("")


def test_a_place_on_the_map_narrows_the_list_and_the_network(site: Site, browsing: Browsing) -> None:
    page = browsing.open(f"{site.address}#tab=actors")
    nodes = page.locator("svg.network .node").count()
    page.locator("#tab-map").click()
    page.locator(".spots .dot").first.dispatch_event("click")
    model = site.pages.model()
    place = page.evaluate("new URLSearchParams(location.hash.slice(1)).get('place')")
    assert count(page) == len(select(model, Query(place=place))) < len(model["events"])
    page.locator("#tab-actors").click()
    assert page.locator("svg.network .node").count() < nodes


def test_the_map_window_narrows_the_list(site: Site, browsing: Browsing) -> None:
    page = browsing.open(site.address)
    page.get_by_role("button", name="Zoom in").click(click_count=3)
    page.get_by_role("button", name="In view only").click()
    box = page.evaluate("new URLSearchParams(location.hash.slice(1)).get('box')")
    assert count(page) == len(select(site.pages.model(), Query.of({"box": box})))


@pytest.mark.parametrize(
    "given",
    [
        {"q": "kharkiv"},
        {"q": "ambass"},
        {"q": "bassador"},
        {"types": "ASSAULT,REQUEST"},
        {"modalities": "denied"},
        {"statuses": "claimed"},
        {"from": "2022-01-01"},
        {"to": "2020-01-05"},
        {"least": "0.8"},
        {"dyad": "RUS>UKR"},
        {"box": "30,20,60,45"},
    ],
)
def test_page_server_and_table_agree_on_every_filter(site: Site, browsing: Browsing, given: dict[str, str]) -> None:
    address = "&".join(f"{name}={value}" for name, value in given.items())
    page = browsing.open(f"{site.address}#{address}")
    expected = len(select(site.pages.model(), Query.of(given)))
    assert count(page) == expected
    link = page.locator("#event-files a").first.get_attribute("href")
    assert link is not None
    with urllib.request.urlopen(site.address + link) as answer:
        rows = list(csv.DictReader(io.StringIO(answer.read().decode())))
    assert len(rows) == expected


def test_what_did_not_happen_is_hollow_and_absent_until_asked_for(site: Site, browsing: Browsing) -> None:
    page = browsing.open(f"{site.address}#modalities=denied,threatened,hypothetical")
    assert count(page) > 0
    assert page.locator(".spots *:not(title)").count() == 0
    page.get_by_label("also what has not happened").check()
    drawn = page.locator(".spots .other")
    assert drawn.count() > 0
    for shape in drawn.all():
        assert shape.evaluate("element => getComputedStyle(element).fill") in {"rgba(0, 0, 0, 0)", "none"}
    assert page.locator("svg.timeline rect.happened").count() == 0
    assert "hollow" in page.locator(".legend").inner_text()


def test_nothing_that_did_not_happen_enters_a_dyad_sum(site: Site, browsing: Browsing) -> None:
    model = site.pages.model()
    units = {actor["id"]: actor["unit"] for actor in model["actors"]}
    sums: dict[str, float] = {}
    for event in model["events"]:
        for source in {units[one] for one in event["actors"]}:
            for target in {units[one] for one in event["recipients"]}:
                happened = event["modality"] in HAPPENED
                sums[f"{source}-{target}"] = sums.get(f"{source}-{target}", 0) + event["intensity"] * happened
    page = browsing.open(f"{site.address}#tab=dyads")
    with page.expect_download() as waiting:
        page.locator("#panel-dyads .downloads").last.get_by_text("JSON").click()
    assert waiting.value.suggested_filename == "dyads.json"
    table = page.locator("#panel-dyads table").last
    names = {unit["id"]: unit["name"] for unit in model["units"]}
    shown = {
        (row.locator("td").nth(0).inner_text(), row.locator("td").nth(1).inner_text()): row.locator("td").nth(5)
        for row in table.locator("tbody tr").all()
    }
    for dyad, total in sums.items():
        source, target = dyad.split("-")
        assert float(shown[names[source], names[target]].inner_text()) == pytest.approx(total)


def test_pending_and_none_announced_are_words_not_zeros(site: Site, browsing: Browsing) -> None:
    page = browsing.open(f"{site.address}#tab=tolls")
    rows = page.locator("#panel-tolls tbody tr", has_text="none announced")
    assert rows.count() > 0
    assert rows.first.locator("td").nth(3).inner_text() == ""


def test_a_country_or_a_region_is_an_area_and_no_dot(site: Site, browsing: Browsing) -> None:
    page = browsing.open(f"{site.address}#unhappened=yes")
    places = {place["name"]: place for place in site.pages.model()["places"]}
    drawn = {
        title.split(":")[0]: kind
        for kind in ("dot", "country", "circle")
        for title in page.locator(f".spots .{kind} title").all_text_contents()
    }
    assert {"dot", "country", "circle"} <= set(drawn.values())
    for name, kind in drawn.items():
        expected = "dot" if places[name]["precision"] in {"site", "city"} else kind
        assert kind == expected
        assert (kind == "dot") == (places[name]["precision"] in {"site", "city"})


def test_a_wide_circle_is_as_wide_as_its_radius(site: Site, browsing: Browsing) -> None:
    page = browsing.open(f"{site.address}#unhappened=yes")
    circle, dot = page.locator(".spots .area.circle").first, page.locator(".spots .dot").first
    assert circle.evaluate(_WIDTH) >= 17.9  # however small on a map of the world, it is seen
    closer = page.get_by_role("button", name="Zoom in")
    for _ in range(4):
        closer.click()
    wide, small = circle.evaluate(_WIDTH), dot.evaluate(_WIDTH)
    for _ in range(2):
        closer.click()
    assert circle.evaluate(_WIDTH) == pytest.approx(wide * 4, rel=0.1)
    assert dot.evaluate(_WIDTH) == pytest.approx(small, rel=0.1)


_WIDTH = "element => element.getBoundingClientRect().width"


def test_a_number_that_a_copy_tells_otherwise_is_a_discrepancy(site: Site, browsing: Browsing) -> None:
    page = browsing.open(f"{site.address}#tab=discrepancies")
    row = page.locator(".discrepancy", has_text="number in a copy")
    assert row.count() == 1
    assert {"21", "23"} <= set(row.locator(".side b").all_inner_texts())
    assert {"according to Example Times", "according to Example Daily"} <= set(
        row.locator(".side .faint").all_inner_texts()
    )


def test_what_copies_tell_again_is_counted_once(site: Site, browsing: Browsing) -> None:
    model = site.pages.model()
    listed = {event["id"] for event in model["events"]}
    assert {toll["event"] for toll in model["tolls"] if toll["event"]} <= listed
    assert {link["source"] for link in model["links"]} | {link["target"] for link in model["links"]} <= listed
    page = browsing.open(f"{site.address}#tab=sources")
    assert "1 copy" in page.locator("#panel-sources .note").inner_text()
