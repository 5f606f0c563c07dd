"""Check 9: ten thousand events are drawn within two seconds, and brushed within a tenth of one."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from gestae.case import Case
from gestae.views.page.shapes import PageEvent, PageModel, ReaderDocument
from gestae.web.pages import CasePages
from gestae.web.report import report_page
from tests.web.conftest import Looks, Site, serving
from tests.web.test_filters import count

pytestmark = [pytest.mark.browser, pytest.mark.models]
MANY = 10_000
_FIRST_PAINT = 2.0  # seconds
_BRUSH = 100  # milliseconds


@pytest.fixture
def quiet() -> None:
    """Seconds say nothing about the page while the machine works on something else."""
    load, cores = os.getloadavg()[0], os.cpu_count() or 1
    if load > 2 * cores:
        pytest.skip(f"the machine is busy (load {load:.0f} on {cores} cores): times would say nothing")


class ManyPages(CasePages):
    """The same case told over and over, each time some days later."""

    def __init__(self, case: Case, events: int) -> None:
        super().__init__(case)
        self._many = _repeated(super().model(), events)

    def model(self) -> PageModel:
        return self._many

    def document(self, document: str) -> ReaderDocument | None:
        return super().document(document.split("-")[0])


def _repeated(model: PageModel, wanted: int) -> PageModel:
    rounds = wanted // len(model["events"]) + 1
    events = [_later(event, number) for number in range(rounds) for event in model["events"]]
    documents = [
        {**row, "id": f"{row['id']}-{number}", "origin": f"{row['id']}-{number}"}
        for number in range(rounds)
        for row in model["documents"]
    ]
    return {**model, "events": events[:wanted], "documents": documents}  # type: ignore[typeddict-item]


def _later(event: PageEvent, number: int) -> PageEvent:
    day = event["date"]
    moved = day and {**day, **{end: _shifted(day[end], number) for end in ("start", "end")}}
    return {**event, "id": f"{event['id']}-{number}", "document": f"{event['document']}-{number}", "date": moved}  # type: ignore[typeddict-item]


def _shifted(day: str, number: int) -> str:
    return (date.fromisoformat(day) + timedelta(days=number % 700)).isoformat()


@pytest.fixture(scope="module")
def many(site: Site) -> Iterator[Site]:
    pages = ManyPages(site.case, MANY)
    pages.model_json()  # as `gestae serve` does before it tells its address
    with serving(site.case, pages=pages) as served:
        yield served


@pytest.mark.usefixtures("quiet")
def test_first_paint_of_ten_thousand_events(many: Site, looking: Looks) -> None:
    took = []
    for _ in range(3):  # the best of three: the machine has other work beside the tests
        with looking() as browsing:
            page = browsing.open(many.address)
            page.wait_for_selector("svg.timeline rect.happened", state="attached")
            page.wait_for_selector(".spots .dot", state="attached")
            # From the moment the address is opened until list, timeline and map stand there.
            took.append(page.evaluate("performance.getEntriesByName('gestae-drawn')[0].startTime") / 1000)
            assert count(page) == MANY
    assert min(took) < _FIRST_PAINT, took


@pytest.mark.usefixtures("quiet")
def test_brushing_ten_thousand_events(many: Site, looking: Looks) -> None:
    with looking() as browsing:
        page = browsing.open(many.address)
        page.wait_for_selector(".spots .dot")
        box = page.locator("svg.timeline .overlay").bounding_box()
        assert box is not None
        # The time from each movement to the next frame that shows it.
        page.evaluate(
            """() => { window.steps = []; const brush = document.querySelector('svg.timeline .brush');
            const drawn = () => window.steps.push(performance.now() - window.moved);
            const watch = new MutationObserver(() => requestAnimationFrame(drawn));
            watch.observe(document.querySelector('#count'), {childList: true});
            addEventListener('mousemove', () => { window.moved = performance.now() }, true) }"""
        )
        page.mouse.move(box["x"] + 20, box["y"] + 20)
        page.mouse.down()
        for step in range(1, 21):
            page.mouse.move(box["x"] + 20 + step * box["width"] / 25, box["y"] + 20)
            page.wait_for_timeout(60)
        page.mouse.up()
        steps = sorted(page.evaluate("window.steps"))
        assert len(steps) >= 15
        assert steps[len(steps) // 2] < _BRUSH, steps


def test_a_report_of_two_hundred_documents_is_small(site: Site) -> None:
    """Two hundred reports of the usual length (four of ours make one of 600 words)."""
    model = site.pages.model()
    documents = [site.pages.document(row["id"]) for row in model["documents"]]
    words = sum(row["words"] for row in model["documents"])
    rounds = 200 * 600 // words + 1
    repeated = _repeated(model, rounds * len(model["events"]))
    held = {f"{one['id']}-{number}": one for number in range(rounds) for one in documents if one}
    size = len(report_page(repeated, held).encode("utf-8"))
    assert size < 5_000_000
