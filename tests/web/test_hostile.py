"""Check 10: what a report says is text, wherever it is shown."""

from __future__ import annotations

import csv
import io
import urllib.request
from pathlib import Path

import pytest

from gestae.web.pages import CasePages
from tests.web.conftest import Looks, Site
from tests.web.test_accessible import TABS

pytestmark = [pytest.mark.browser, pytest.mark.models]


@pytest.fixture(params=["served", "report"])
def address(request: pytest.FixtureRequest, site: Site, tmp_path: Path) -> str:
    if request.param == "served":
        return site.address
    file = tmp_path / "report.html"
    file.write_text(CasePages(site.case).report(), encoding="utf-8")
    return file.as_uri()


def test_a_hostile_document_is_shown_as_text(address: str, site: Site, looking: Looks) -> None:
    document = next(row for row in site.pages.model()["documents"] if "HYPERLINK" in row["title"])
    event = next(one for one in site.pages.model()["events"] if one["document"] == document["id"])
    with looking() as browsing:
        page = browsing.open(f"{address}#open={document['id']}&event={event['id']}")
        page.wait_for_selector("#reader mark", state="attached")
        for tab in TABS:
            browsing.turn(tab)
            assert page.evaluate("window.hacked") is None
        shown = page.locator("#reader article").inner_text()
        assert "<script>window.hacked=4</script>" in shown
        assert "</script><!--" in shown
        assert page.locator("#reader article script, #reader article img, #reader article svg").count() == 0
        assert page.locator("a[href^='javascript']").count() == 0
        assert browsing.errors == []


def test_bidi_controls_are_seen_and_do_not_turn_the_text(site: Site, looking: Looks) -> None:
    document = next(row for row in site.pages.model()["documents"] if "HYPERLINK" in row["title"])
    with looking() as browsing:
        page = browsing.open(f"{site.address}#open={document['id']}")
        sign = page.locator("#reader .hidden-sign[data-code='U+202E']")
        assert sign.count() == 1
        assert "U+202E" in sign.evaluate("element => getComputedStyle(element, '::before').content")
        after = "element => element.nextSibling.textContent.slice(0, 8)"
        assert sign.evaluate(after) == "sreidlos"
        # The words after the override stay left to right: their first letter stands left of their last.
        assert sign.evaluate(
            """element => { const text = element.nextSibling; const range = document.createRange();
            const at = (i) => {
              range.setStart(text, i); range.setEnd(text, i + 1); return range.getBoundingClientRect().left };
            return at(0) < at(3) }"""
        )


@pytest.mark.parametrize("name", ["documents", "events", "tolls"])
def test_cells_that_a_spreadsheet_would_run_are_made_safe(site: Site, name: str) -> None:
    with urllib.request.urlopen(f"{site.address}tables/{name}.csv") as answer:
        rows = list(csv.reader(io.StringIO(answer.read().decode())))
    assert len(rows) > 2
    cells = [cell for row in rows for cell in row]
    assert [cell for cell in cells if cell.startswith(("=", "+", "@", "\t", "\r"))] == []
    if name == "documents":
        assert any(cell.startswith("'=HYPERLINK") for cell in cells)
