"""Check 7: axe-core finds nothing serious, in light and dark, small and zoomed; right-to-left text runs right."""

from __future__ import annotations

import math
from itertools import combinations
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.web.conftest import Looks, Site

pytestmark = [pytest.mark.browser, pytest.mark.models]
AXE = Path(__file__).parents[2] / "web" / "node_modules" / "axe-core" / "axe.min.js"
TABS = ("map", "actors", "dyads", "chain", "tolls", "discrepancies", "sources", "runs")
SCREENS: dict[str, dict[str, object]] = {
    "wide": {"viewport": {"width": 1400, "height": 900}},
    "zoomed to 200 %": {"viewport": {"width": 640, "height": 400}, "device_scale_factor": 2},
    "phone": {"viewport": {"width": 390, "height": 844}},
}


def faults(page: Page) -> list[str]:
    """What axe-core calls serious or critical."""
    # bypass_csp in the context lets the checker itself run; the page is the same.
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("() => axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{one['id']} ({one['impact']}): {[node['html'][:120] for node in one['nodes'][:3]]}"
        for one in found["violations"]
        if one["impact"] in {"serious", "critical"}
    ]


@pytest.mark.parametrize(
    ("screen", "scheme"),
    [("wide", "light"), ("wide", "dark"), ("zoomed to 200 %", "light"), ("zoomed to 200 %", "dark"), ("phone", "dark")],
)
def test_axe_finds_nothing_serious(site: Site, looking: Looks, screen: str, scheme: str) -> None:
    event = site.pages.model()["events"][0]
    with looking(**SCREENS[screen], color_scheme=scheme, bypass_csp=True) as browsing:
        page = browsing.open(f"{site.address}#event={event['id']}&open={event['document']}")
        page.wait_for_selector("#reader mark", state="attached")
        for tab in TABS:
            browsing.turn(tab)
            page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true })")
            assert faults(page) == [], tab


def test_axe_finds_nothing_serious_in_the_help_and_without_an_event(site: Site, looking: Looks) -> None:
    with looking(bypass_csp=True) as browsing:
        page = browsing.open(site.address)
        assert faults(page) == []
        page.keyboard.press("?")
        assert faults(page) == []


def test_the_switch_overrules_the_system(site: Site, looking: Looks) -> None:
    ground = "getComputedStyle(document.body).backgroundColor"
    with looking(color_scheme="light") as browsing:
        page = browsing.open(site.address)
        light = page.evaluate(ground)
        page.locator("#theme").click()
        assert page.evaluate(ground) != light
        page.reload()
        expect(page.locator("#theme")).to_have_text("Theme: dark")


def test_no_motion_where_it_is_not_wanted(site: Site, looking: Looks) -> None:
    with looking(reduced_motion="reduce") as browsing:
        page = browsing.open(site.address)
        assert page.evaluate("getComputedStyle(document.querySelector('.events')).scrollBehavior") == "auto"


@pytest.mark.parametrize("width", [390, 700, 1000, 1400])
def test_no_sideways_scroll(site: Site, looking: Looks, width: int) -> None:
    event = site.pages.model()["events"][0]
    with looking(viewport={"width": width, "height": 800}) as browsing:
        page = browsing.open(f"{site.address}#event={event['id']}&open={event['document']}")
        page.wait_for_selector("#reader mark", state="attached")
        for tab in TABS:
            browsing.turn(tab)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, tab


def test_right_to_left_text_runs_right(site: Site, looking: Looks) -> None:
    with looking() as browsing:
        page = browsing.open(site.address)
        page.evaluate(
            """() => { const p = document.querySelector('#events .what'); p.textContent = 'بيان رسمي من الوزارة' }"""
        )
        part = page.locator("#events .what").first
        assert part.get_attribute("dir") == "auto"
        assert part.evaluate("element => getComputedStyle(element).direction") == "rtl"


@pytest.mark.parametrize("width", [390, 1400])
def test_names_in_the_network_can_be_read(site: Site, looking: Looks, width: int) -> None:
    with looking(viewport={"width": width, "height": 800}) as browsing:
        page = browsing.open(f"{site.address}#tab=actors")
        boxes = [one.bounding_box() for one in page.locator(".network text").all()]
        named = [(box["x"], box["y"], box["width"], box["height"]) for box in boxes if box]
        assert len(named) >= 4
        picture = page.locator("svg.network").bounding_box()
        assert picture
        for place, (x, y, wide, high) in enumerate(named):
            assert picture["x"] <= x and x + wide <= picture["x"] + picture["width"]
            for left, top, across, down in named[:place]:
                apart = x >= left + across or left >= x + wide or y >= top + down * 0.7 or top >= y + high * 0.7
                assert apart, (x, y, left, top)
        rings = [one.bounding_box() for one in page.locator(".network .node circle").all()]
        discs = [(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, box["width"] / 2) for box in rings if box]
        for (x, y, r), (left, top, other) in combinations(discs, 2):
            assert math.hypot(x - left, y - top) >= r + other, "one actor stands upon another"
        assert page.evaluate(_NAMES_ON_CIRCLES) == []


# The names of actors that cover the circle of another one.
_NAMES_ON_CIRCLES = """() => {
    const [nodes, found] = [[...document.querySelectorAll('.network .node')], []];
    for (const text of document.querySelectorAll('.network .node text')) {
        const name = text.getBoundingClientRect();
        for (const node of nodes.filter((one) => one !== text.parentNode)) {
            const circle = node.querySelector('circle').getBoundingClientRect();
            const [x, y, r] = [circle.x + circle.width / 2, circle.y + circle.height / 2, circle.width / 2];
            const [dx, dy] = [Math.max(name.left - x, 0, x - name.right), Math.max(name.top - y, 0, y - name.bottom)];
            if (Math.hypot(dx, dy) < r - 2) found.push(text.textContent);
        }
    }
    return found;
}"""


@pytest.mark.parametrize("width", [390, 1400])
def test_names_in_the_charts_of_tolls_end_in_the_picture(site: Site, looking: Looks, width: int) -> None:
    with looking(viewport={"width": width, "height": 800}) as browsing:
        page = browsing.open(f"{site.address}#tab=tolls")
        texts = page.locator("svg.tolls .toll text").all()
        assert texts
        for text in texts:
            inside = """text => { const [own, all] = [text, text.ownerSVGElement].map((e) => e.getBoundingClientRect());
                return own.left >= all.left && own.right <= all.right }"""
            assert text.evaluate(inside), text.inner_text()


def test_what_the_box_of_the_search_asks_for_can_be_read(site: Site, looking: Looks) -> None:
    with looking(color_scheme="dark") as browsing:
        page = browsing.open(site.address)
        colour = "getComputedStyle(document.querySelector('#search'), '::placeholder').color"
        assert page.evaluate(colour) == page.evaluate("getComputedStyle(document.querySelector('.about, .note')).color")
