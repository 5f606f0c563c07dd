"""Check 6: everything with the keyboard alone."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.web.conftest import Browsing, Site

pytestmark = [pytest.mark.browser, pytest.mark.models]


def test_the_keys_do_what_the_help_says(site: Site, browsing: Browsing) -> None:
    page = browsing.open(site.address)
    press = page.keyboard.press
    press("j")
    expect(page.locator("#events li:nth-child(1) a[aria-current]")).to_be_visible()
    press("j")
    expect(page.locator("#events li:nth-child(2) a[aria-current]")).to_be_focused()
    press("k")
    expect(page.locator("#events li:nth-child(1) a[aria-current]")).to_be_visible()
    press("]")
    first = page.locator("#reader button.quote.lit")
    expect(first).to_have_count(1)
    words = first.inner_text()
    press("]")
    expect(first).not_to_have_text(words)
    press("[")
    expect(first).to_have_text(words)
    press("?")
    expect(page.locator("#help")).to_be_visible()
    press("Escape")
    expect(page.locator("#help")).not_to_be_visible()
    expect(page.locator("#reader mark").first).to_be_visible()
    press("Escape")
    expect(page.locator("#reader mark")).to_have_count(0)
    press("/")
    expect(page.locator("#search")).to_be_focused()
    page.keyboard.type("jk")
    expect(page.locator("#search")).to_have_value("jk")


def test_enter_opens_the_event_in_focus(site: Site, browsing: Browsing) -> None:
    page = browsing.open(site.address)
    page.locator("#events a.event").nth(1).focus()
    page.keyboard.press("Enter")
    expect(page.locator("#events a.event").nth(1)).to_have_attribute("aria-current", "true")


def test_tab_goes_through_the_page_and_out_again(site: Site, browsing: Browsing) -> None:
    page = browsing.open(site.address)
    seen = []
    for _ in range(400):
        page.keyboard.press("Tab")
        where = page.evaluate(
            "() => { const a = document.activeElement; return a === document.body ? '' :"
            " (a.id || a.dataset.event || a.textContent.trim().slice(0, 20)) }"
        )
        if where == "":
            break
        seen.append(where)
    assert where == "", "the focus never left the page: there is a trap"
    assert {"search", "tab-map", "help-button"} <= set(seen)
    assert "Zoom in" in seen or "+" in seen


def test_the_focus_is_seen(site: Site, browsing: Browsing) -> None:
    page = browsing.open(site.address)
    for _ in range(4):
        page.keyboard.press("Tab")
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineWidth")
        assert float(outline.removesuffix("px")) >= 2


@pytest.mark.parametrize("tab", ["map", "actors", "dyads"])
def test_each_chart_has_a_table_that_does_what_clicking_does(site: Site, browsing: Browsing, tab: str) -> None:
    page = browsing.open(f"{site.address}#tab={tab}")
    panel = page.locator(f"#panel-{tab}")
    for details in panel.locator("details").all():
        details.locator("summary").press("Enter")
    expect(panel.locator("table tbody button").first).to_be_attached()  # drawn when its summary is opened
    whole = page.locator("#count strong").inner_text()
    panel.locator("table tbody button").first.press("Enter")
    expect(page.locator("#count strong")).not_to_have_text(whole)
