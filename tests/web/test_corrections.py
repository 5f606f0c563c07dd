"""Check 11: reject, merge, split, change, add and undo are logged and outlive reload and re-reading; print."""

from __future__ import annotations

import json
import re

import pytest
from click.testing import CliRunner
from playwright.sync_api import Page, expect

import gestae
from gestae.cli.main import gestae as command
from gestae.correcting import Wanted, corrected_record
from gestae.linking.corrections import Change, ChangeError
from gestae.settings import Settings
from gestae.sources.collections.options import Options
from gestae.views.page.query import Query
from gestae.views.page.shapes import PageEvent
from tests.web.conftest import REPORTS, Browsing, Site
from tests.web.test_filters import count

pytestmark = [pytest.mark.browser, pytest.mark.models]


def save(page: Page, why: str) -> None:
    """Gives the reason and saves, and waits until it is saved."""
    page.locator("#edit input[name=why]").fill(why)
    page.locator("#edit button[type=submit]").click()
    expect(page.locator("#edit")).not_to_be_visible()


def opened(site: Site, browsing: Browsing, words: str) -> tuple[Page, str, str]:
    """The event that has these words, open."""
    event = next(one for one in site.pages.model()["events"] if words in one["words"])
    page = browsing.open(f"{site.address}#event={event['id']}&open={event['document']}")
    page.wait_for_selector("#reader .corrections")
    return page, event["id"], event["document"]


def test_a_rejected_event_is_gone_logged_and_comes_back_by_undo(edited: Site, browsing: Browsing) -> None:
    page, event, _ = opened(edited, browsing, "threatened to attack Iran")
    whole = count(page)
    page.keyboard.press("x")
    save(page, "only words")
    assert count(page) == whole - 1
    (row,) = edited.case.corrections()
    assert (row.action, row.subject_id, row.who, row.why) == ("reject", event, "A. Editor", "only words")
    page.reload()
    page.wait_for_selector("html[data-ready=yes]", state="attached")
    assert count(page) == whole - 1
    page.keyboard.press("u")
    save(page, "it stays after all")
    assert count(page) == whole
    assert [one.action for one in edited.case.corrections(undone=True)] == ["reject", "undo"]


def test_a_merged_event_gives_its_words_to_the_other(edited: Site, browsing: Browsing) -> None:
    page, event, document = opened(edited, browsing, "Britain urged Iran")
    whole = count(page)
    other = next(one["id"] for one in edited.pages.model()["events"] if "imposed sanctions on Iran" in one["words"])
    page.keyboard.press("m")
    page.locator("#edit select[name=target]").select_option(other)
    save(page, "one demand")
    assert count(page) == whole - 1
    record = corrected_record(edited.case, document)
    assert record is not None
    assert "urged" in [quote.text for one in record.events if one.id == other for quote in one.evidence]
    assert event not in [one.id for one in record.events]


def test_a_changed_field_shows_and_survives_reading_anew(edited: Site, browsing: Browsing) -> None:
    page, event, document = opened(edited, browsing, "threatened to attack Iran")
    page.keyboard.press("c")
    page.locator("#edit select[name=field]").select_option("modality")
    page.locator("#edit select[aria-label=value]").select_option("hypothetical")
    save(page, "if, not when")
    expect(page.locator("#reader .card .modality")).to_contain_text("hypothetical")
    original = edited.case.record(document)
    assert original is not None
    # Another run, with other settings, reads the documents again; the correction holds for what it finds.
    edited.case.add(*sorted(REPORTS.glob("*.html")), options=Options(settings=Settings(imported_actors=False)))
    assert len(edited.case.runs()) == 2
    record = corrected_record(edited.case, document)
    assert record is not None
    assert {one.id: one.modality for one in record.events}[event] == "hypothetical"


def test_selected_words_become_an_event(edited: Site, browsing: Browsing) -> None:
    page, _, document = opened(edited, browsing, "Germany condemned")
    whole = count(page)
    page.evaluate(
        """() => { const pieces = [...document.querySelectorAll('#reader [data-at]')];
        const piece = pieces.find((one) => one.textContent.includes('as talks fail'));
        const at = piece.textContent.indexOf('talks fail'); const range = document.createRange();
        range.setStart(piece.firstChild, at); range.setEnd(piece.firstChild, at + 10);
        getSelection().removeAllRanges(); getSelection().addRange(range) }"""
    )
    page.keyboard.press("e")
    expect(page.locator("#edit blockquote")).to_have_text("talks fail")
    page.locator("#edit select[name=type]").select_option("REJECT")
    page.locator("#edit input[name=date]").fill("soon")
    page.locator("#edit input[name=why]").fill("the headline tells it")
    page.locator("#edit button[type=submit]").click()
    expect(page.locator("#edit [role=alert]")).to_contain_text("a date is 2020-01-08")
    browsing.errors.clear()  # Chromium writes the refused request (422) to its console
    page.locator("#edit input[name=date]").fill("2020-02-29")
    save(page, "the headline tells it")
    assert count(page) == whole + 1
    record = corrected_record(edited.case, document)
    assert record is not None
    assert (record.events[-1].type, record.events[-1].evidence[0].text) == ("REJECT", "talks fail")
    page.goto(f"{edited.address}#from=2020-02-29&to=2020-02-29")
    assert count(page) == 1


def test_a_split_event_becomes_two(edited: Site, browsing: Browsing) -> None:
    page, event, document, triggers = _with_two_triggers(edited, browsing)
    whole = count(page)
    page.keyboard.press("s")
    page.locator(f"#edit input[type=checkbox][value='{triggers[-1]}']").check()
    save(page, "two attacks")
    assert count(page) == whole + 1
    record = corrected_record(edited.case, document)
    original = edited.case.record(document)
    assert record is not None and original is not None
    new = [one for one in record.events if one.id not in {old.id for old in original.events}]
    (before,) = (one for one in original.events if one.id == event)
    (kept,) = (one for one in record.events if one.id == event)
    assert len(new) == 1 and new[0].evidence == (before.evidence[triggers[-1]],)
    assert kept.evidence == tuple(piece for place, piece in enumerate(before.evidence) if place != triggers[-1])
    page.keyboard.press("u")
    save(page, "one after all")
    assert count(page) == whole


def _with_two_triggers(site: Site, browsing: Browsing) -> tuple[Page, str, str, list[int]]:
    for row in site.pages.model()["documents"]:
        found = site.pages.document(row["id"]) if row["read"] else None
        for event in found["events"] if found else ():
            triggers = [place for place, mark in enumerate(event["marks"]) if mark[2] == "trigger"]
            if len(triggers) > 1 and any(one["id"] == event["id"] for one in site.pages.model()["events"]):
                page = browsing.open(f"{site.address}#event={event['id']}&open={row['id']}")
                page.wait_for_selector("#reader .corrections")
                return page, event["id"], row["id"], triggers
    raise AssertionError("no report tells an event twice")


def _of_two_reports(site: Site) -> tuple[PageEvent, PageEvent]:
    """An event of one report and one of another, on days that the timeline shows, the second with a place."""
    shown = [event for event in site.pages.model()["events"] if (event["date"] or {"start": ""})["start"] > "2019-10"]
    other = next(event for event in shown if event["spots"])
    one = next(event for event in shown if event["document"] != other["document"] and event["actors"])
    return one, other


def test_events_of_two_reports_become_one_and_two_again(edited: Site, browsing: Browsing) -> None:
    event, target = _of_two_reports(edited)
    page = browsing.open(f"{edited.address}#event={event['id']}&open={event['document']}")
    page.wait_for_selector("#reader .corrections")
    whole, drawn = count(page), _drawn(page)
    page.keyboard.press("m")
    page.locator("#edit select[name=target]").select_option(target["id"])
    save(page, "one attack, two reports")
    assert count(page) == whole - 1 and _drawn(page) == drawn - 1
    (row,) = edited.case.corrections()
    assert (row.action, row.subject_id, row.document) == ("merge", event["id"], event["document"])
    assert json.loads(row.after or "") == {"document": target["document"], "event": target["id"]}
    # The list shows one line with all its origins, and either report can be read from it.
    line = page.locator(f"#events a[data-event='{target['id']}']")
    expect(line.locator(".origins")).to_have_text("2 origins, told in 2 documents")
    assert page.locator(f"#events a[data-event='{event['id']}']").count() == 0
    assert line.get_attribute("aria-current") == "true"
    for here, there in ((event, target), (target, event)):
        expect(page.locator("#reader mark").first).to_be_visible()
        assert page.locator("#reader").get_attribute("data-event") == here["id"]
        page.locator("#reader .told button").click()
        expect(page.locator(f"#reader[data-event='{there['id']}']")).to_be_visible()
    (merged,) = (one for one in edited.pages.model()["events"] if one["id"] == target["id"])
    assert set(merged["actors"]) >= {*event["actors"], *target["actors"]}
    assert merged["also"] == [{"event": event["id"], "document": event["document"]}]
    # It holds when the reports are read again, and goes away when it is taken back.
    edited.case.add(*sorted(REPORTS.glob("*.html")), options=Options(settings=Settings(imported_actors=False)))
    assert [one["also"] for one in edited.pages.model()["events"] if one["id"] == target["id"]] == [merged["also"]]
    page.keyboard.press("u")
    save(page, "two attacks")
    assert count(page) == whole and _drawn(page) == drawn
    assert all(one["also"] == [] for one in edited.pages.model()["events"])


def _drawn(page: Page) -> int:
    """How many events the bars of the timeline stand for."""
    titles = dict.fromkeys(page.locator("svg.timeline rect title").all_text_contents())
    return sum(int(number) for title in titles for number in re.findall(r"(\d+) (?:happened|did not)", title))


def test_a_merge_across_reports_needs_both_and_no_circle(edited: Site) -> None:
    event, target = _of_two_reports(edited)

    def merged(one: PageEvent, into: PageEvent, **other: object) -> int:
        after = {"document": into["document"], "event": into["id"], **other}
        change = Change(action="merge", event=one["id"], after=after)
        return edited.pages.correct(Wanted(change=change, document=one["document"], who="A. Editor", why="same"))

    for wrong in ({"event": "E0"}, {"document": "D0"}, {"document": event["document"]}, {"event": None}):
        with pytest.raises(ChangeError):
            merged(event, target, **wrong)
    assert edited.case.corrections() == []
    number = merged(event, target)
    with pytest.raises(ChangeError, match="one event already"):
        merged(target, event)
    with pytest.raises(ChangeError, match="merged into another already"):
        merged(event, target)
    edited.pages.undo(number, who="A. Editor", why="no")
    assert merged(target, event)


def test_what_is_merged_or_rejected_is_not_counted_in_a_large_case(
    edited: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    event, target = _of_two_reports(edited)
    monkeypatch.setattr("gestae.web.pages.MOST_EVENTS", 10)
    assert edited.pages.is_large()

    def windowed() -> tuple[int, dict[str, PageEvent]]:
        model = edited.pages.window(Query())
        assert model["window"] is not None
        assert model["window"]["count"] == len(model["events"])
        return model["window"]["count"], {one["id"]: one for one in model["events"]}

    whole, _ = windowed()
    after = {"document": target["document"], "event": target["id"]}
    change = Change(action="merge", event=event["id"], after=after)
    edited.pages.correct(Wanted(change=change, document=event["document"], who="A. Editor", why="same"))
    fewer, events = windowed()
    assert fewer == whole - 1 and event["id"] not in events
    assert events[target["id"]]["also"] == [{"event": event["id"], "document": event["document"]}]
    change = Change(action="reject", event=target["id"])
    edited.pages.correct(Wanted(change=change, document=target["document"], who="A. Editor", why="neither"))
    fewer, events = windowed()
    # As in a small case: the other telling stands by itself again, for somebody to look at.
    assert fewer == whole - 1 and target["id"] not in events and event["id"] in events
    assert set(events) == {one["id"] for one in edited.pages.model()["events"]}


def test_what_does_not_fit_is_said_in_the_dialog(edited: Site, browsing: Browsing) -> None:
    page, _, _ = opened(edited, browsing, "threatened to attack Iran")
    page.keyboard.press("s")
    page.locator("#edit input[name=why]").fill("two events")
    page.locator("#edit button[type=submit]").click()
    expect(page.locator("#edit [role=alert]")).to_contain_text("both events need words")
    assert edited.case.corrections() == []
    browsing.errors.clear()  # Chromium writes the refused request (422) to its console


def test_the_log_is_a_table_with_undo(edited: Site, browsing: Browsing) -> None:
    page, _, _ = opened(edited, browsing, "threatened to attack Iran")
    page.keyboard.press("a")
    save(page, "right")
    page.locator("#tab-runs").click()
    row = page.locator("#panel-runs table").last.locator("tbody tr")
    expect(row).to_have_count(1)
    row.get_by_role("button", name="undo").click()
    save(page, "not so sure")
    page.locator("#tab-map").click()
    page.locator("#tab-runs").click()
    expect(page.locator("#panel-runs table").last.locator("tbody tr")).to_have_count(2)


def test_without_edit_there_is_nothing_to_correct_with(site: Site, browsing: Browsing) -> None:
    page = browsing.open(site.address)
    page.keyboard.press("j")
    page.wait_for_selector("#reader mark")
    assert page.locator(".corrections").count() == 0
    page.keyboard.press("x")
    assert page.locator("dialog[open]").count() == 0


def test_review_lists_the_least_sure_and_logs_decisions(edited: Site) -> None:
    def run(*arguments: str) -> str:
        result = CliRunner().invoke(command, ["review", edited.case.path, *arguments], standalone_mode=False)
        assert result.exception is None and result.return_value == 0, result.output
        return result.stdout

    waiting = [json.loads(line) for line in run("--json", "--limit", "5").splitlines()]
    sure = [one["confidence"] for one in waiting]
    assert len(waiting) == 5 and sure == sorted(sure)
    assert run("--limit", "1").count(waiting[0]["event"]) == 1
    run("--reject", waiting[0]["event"], "--who", "A. Editor", "--why", "no event")
    assert waiting[0]["event"] not in run("--json", "--limit", "5")
    with gestae.open(edited.case.path, read_only=True) as case:
        assert [row.action for row in case.corrections()] == ["reject"]
    run("--undo", "1", "--who", "A. Editor", "--why", "it is one")
    assert waiting[0]["event"] in run("--json", "--limit", "5")


def test_on_paper_the_marks_are_footnotes(site: Site, browsing: Browsing) -> None:
    page = browsing.open(site.address)
    page.keyboard.press("j")
    page.wait_for_selector("#reader mark")
    page.emulate_media(media="print")
    notes = page.locator("#reader .footnotes li")
    assert notes.count() == page.locator("#reader button.quote").count()
    assert notes.first.is_visible()
    assert not page.locator("#filters").is_visible()
    content = "element => getComputedStyle(element, '::after').content"
    assert page.locator("#reader article mark").first.evaluate(content) not in {"none", "normal"}
    assert (
        page.locator("#reader article").evaluate("element => getComputedStyle(element.parentElement).overflow")
        == "visible"
    )
