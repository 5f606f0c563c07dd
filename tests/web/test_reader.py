"""Check 1: the marks in the reader are the words of the store, character for character."""

from __future__ import annotations

import pytest

from tests.web.conftest import Browsing, Site

pytestmark = [pytest.mark.browser, pytest.mark.models]


def test_click_on_an_event_opens_its_document_at_its_words(site: Site, browsing: Browsing) -> None:
    page = browsing.open(site.address)
    page.locator("#events a.event").first.click()
    page.wait_for_selector("#reader article.text mark")
    event = next(one for one in site.pages.model()["events"] if one["id"] == _open_event(browsing))
    document = site.case.text(event["document"])
    assert document is not None
    assert page.locator("#reader article .headline").inner_text() == document.title
    assert page.locator("#reader article mark.what").first.is_visible()


def test_every_mark_of_every_event_is_the_stored_slice(site: Site, browsing: Browsing) -> None:
    page = browsing.open(site.address)
    checked = 0
    listed = {event["id"] for event in site.pages.model()["events"]}
    for row in site.pages.model()["documents"]:
        record = site.case.record(row["id"])
        assert record is not None
        for event in record.events:
            if event.id not in listed:
                continue
            page.evaluate("hash => location.hash = hash", f"event={event.id}&open={row['id']}")
            page.wait_for_selector(f'#reader[data-event="{event.id}"]')
            marked = page.evaluate(_MARKED_WORDS)
            spans = [(quote.start, quote.end, quote.role) for quote in event.evidence]
            assert sorted(marked) == sorted([s, e, role, record.document.text[s:e]] for s, e, role in spans)
            checked += len(spans)
    assert checked > 100


def test_marks_are_exact_behind_emoji_arabic_and_curly_quotes(site: Site, browsing: Browsing) -> None:
    record = next(
        record
        for row in site.pages.model()["documents"]
        if (record := site.case.record(row["id"])) and "🚀" in record.document.text
    )
    rocket = record.document.text.index("🚀")
    event = next(event for event in record.events if event.evidence[0].start > rocket)
    page = browsing.open(f"{site.address}#event={event.id}&open={record.document.id}")
    page.wait_for_selector(f'#reader[data-event="{event.id}"] mark')
    for start, end, _, words in page.evaluate(_MARKED_WORDS):
        assert words == record.document.text[start:end]


def test_overlapping_marks_are_both_reachable(site: Site, browsing: Browsing) -> None:
    event, document = _overlapping(site)
    page = browsing.open(f"{site.address}#event={event}&open={document}")
    page.wait_for_selector("#reader mark.many")
    covering = page.locator("#reader mark.many").first.get_attribute("data-spans")
    assert covering is not None
    reached = set()
    for _ in covering.split():
        page.locator("#reader mark.many").first.click()
        reached.add(page.locator("#reader button.quote.lit").get_attribute("data-span"))
    assert reached == set(covering.split())


def test_each_field_lights_its_own_words(site: Site, browsing: Browsing) -> None:
    page = browsing.open(site.address)
    page.locator("#events a.event").first.click()
    page.wait_for_selector("#reader button.quote")
    for button in page.locator("#reader button.quote").all():
        button.click()
        span = button.get_attribute("data-span")
        lit = page.locator(f'#reader mark.lit[data-spans~="{span}"]').all_inner_texts()
        assert "".join(lit) == button.get_attribute("data-words")


def test_headline_and_caption_look_like_what_they_are(site: Site, browsing: Browsing) -> None:
    document = next(row for row in site.pages.model()["documents"] if row["publisher"] == "Example Wire")
    page = browsing.open(f"{site.address}#open={document['id']}")
    page.wait_for_selector("#reader figcaption")
    assert "Camp Taji" in page.locator("#reader figcaption").inner_text()
    assert page.locator("#reader article h2").inner_text() == document["title"]


def test_a_statement_says_who_speaks_and_through_what(site: Site, browsing: Browsing) -> None:
    documents = [site.pages.document(row["id"]) for row in site.pages.model()["documents"] if row["read"]]
    document = next(one for one in documents if one and any(said["channel"] for said in one["statements"]))
    page = browsing.open(f"{site.address}#open={document['id']}")
    page.locator("#reader details.statements summary").click()
    shown = page.locator("#reader details.statements li").all_inner_texts()
    assert len(shown) == len(document["statements"])
    for line, said in zip(shown, document["statements"], strict=True):
        assert said["speaker"] in line
        assert (f"via {said['channel']}" in line) == (said["channel"] is not None)


_MARKED_WORDS = """() => [...document.querySelectorAll("#reader button.quote")].map((button) => [
  Number(button.dataset.start), Number(button.dataset.end), button.dataset.role,
  [...document.querySelectorAll(`#reader article mark[data-spans~="${button.dataset.span}"]`)]
    .map((mark) => mark.textContent).join(""),
])"""


def _open_event(browsing: Browsing) -> str:
    return str(browsing.page.evaluate("new URLSearchParams(location.hash.slice(1)).get('event')"))


def _overlapping(site: Site) -> tuple[str, str]:
    model = site.pages.model()
    listed = {event["id"] for event in model["events"]}
    for row in model["documents"]:
        record = site.case.record(row["id"])
        for event in (one for one in (record.events if record else ()) if one.id in listed):
            spans = [quote.span for quote in event.evidence]
            if any(a != b and a.overlaps(b) for a in spans for b in spans):
                return event.id, row["id"]
    raise AssertionError("no event of the test reports has overlapping words")


def test_an_event_told_in_copied_words_is_counted_once_and_says_so(site: Site, browsing: Browsing) -> None:
    listed = {event["id"] for event in site.pages.model()["events"]}
    copied = [
        (event.id, row["id"])
        for row in site.pages.model()["documents"]
        if (record := site.case.record(row["id"]))
        for event in record.events
        if event.id not in listed
    ]
    assert copied
    page = browsing.open(f"{site.address}#event={copied[0][0]}&open={copied[0][1]}")
    assert "counted there" in page.locator("#reader .card").inner_text()
