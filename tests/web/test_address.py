"""Check 5: the address holds the view."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.web.conftest import Browsing, Looks, Site

pytestmark = [pytest.mark.browser, pytest.mark.models]


def test_back_forward_and_reload_restore_the_view(site: Site, browsing: Browsing) -> None:
    page = browsing.open(site.address)
    page.locator("#search").fill("kharkiv")
    page.locator("#tab-tolls").click()
    page.locator("#tab-map").click()
    page.locator("#events a.event").first.click()
    page.wait_for_selector("#reader mark")
    opened = page.url
    page.go_back()
    expect(page.locator("#reader mark")).to_have_count(0)
    page.go_back()
    expect(page.locator("#tab-tolls")).to_have_attribute("aria-selected", "true")
    page.go_forward()
    page.go_forward()
    expect(page.locator("#reader mark").first).to_be_visible()
    assert page.url == opened
    page.reload()
    expect(page.locator("#reader mark").first).to_be_visible()
    assert page.locator("#search").input_value() == "kharkiv"


def test_a_pasted_address_opens_the_same_event_and_words(site: Site, looking: Looks) -> None:
    with looking() as first:
        page = first.open(site.address)
        page.locator("#events a.event").nth(3).click()
        page.wait_for_selector("#reader mark")
        page.keyboard.press("]")
        page.keyboard.press("]")
        lit, address = page.locator("#reader button.quote.lit").inner_text(), page.url
    with looking() as second:
        page = second.open(address)
        expect(page.locator("#reader button.quote.lit")).to_have_text(lit)


@pytest.mark.parametrize(
    "address",
    [
        "#tab=nonsense",
        "#event=E0",
        "#open=D0",
        "#span=99999",
        "#box=a,b,c,d",
        "#from=2020-31-31",
        "#least=x",
        "#%00=%ff&q=%",
    ],
)
def test_a_broken_address_still_shows_the_case(site: Site, looking: Looks, address: str) -> None:
    with looking() as browsing:
        page = browsing.open(site.address + address)
        expect(page.locator("#count strong")).to_be_visible()
        assert [error for error in browsing.errors if "404" not in error] == []


def test_every_event_in_the_list_is_a_link_to_itself(site: Site, browsing: Browsing) -> None:
    page = browsing.open(site.address)
    link = page.locator("#events a.event").nth(2)
    address = link.get_attribute("href")
    assert address is not None and f"event={link.get_attribute('data-event')}" in address
