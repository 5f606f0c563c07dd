"""How much an event counts: once, by independent origins, by reports; sums, bands and breaks follow."""

from __future__ import annotations

import pytest

from gestae.views.page.escalation import band, broken, days
from gestae.views.page.query import Query, QueryError
from gestae.views.page.shapes import PageActor, PageDocument, PageEvent, PageModel, PageUnit
from gestae.views.page.tables import table_rows
from gestae.views.page.weighing import WEIGHINGS, weight_of
from tests.views.events import page_event


def _document(name: str, *, origin: str = "", reports: int = 1) -> PageDocument:
    return PageDocument(
        id=name, title=name, publisher=None, published=None, url=None, language="en", sha256="0" * 64, events=1,
        words=9, origin=origin or name, copy="near" if origin else "single", reports=reports, agency=None, read=True,
    )  # fmt: skip


# A wire with two reprints, one of which adds a paragraph; and a report of its own.
DOCUMENTS = [
    _document("wire", reports=3),
    _document("reprint", origin="wire", reports=3),
    _document("longer", origin="wire", reports=3),
    _document("own"),
]


def told(day: str, document: str, *also: str, intensity: float = -4.0) -> PageEvent:
    """An event of a document, which others were merged into."""
    return {
        **page_event(day, intensity=intensity),
        "id": f"E{day}{document}",
        "document": document,
        "also": [{"event": f"F{one}", "document": one} for one in also],
    }


def case_of(*events: PageEvent) -> PageModel:
    actors = [
        PageActor(
            id=name, name=name, kind="state", country=country, sector=None, wikidata=None, aliases=[], unit=country,
            mentions=1, documents=1,
        )
        for name, country in (("A1", "IRN"), ("A2", "USA"))
    ]  # fmt: skip
    return PageModel(
        name="case", gestae="0", documents=DOCUMENTS, actors=actors, places=[],
        units=[PageUnit(id="IRN", name="Iran"), PageUnit(id="USA", name="United States")], events=list(events),
        tolls=[], links=[], relations=[], discrepancies=[], runs=[], corrections=[], codes={}, window=None,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("documents", "expected"),
    [
        (("wire",), (1, 1, 3)),
        (("own",), (1, 1, 1)),
        (("longer",), (1, 1, 1)),  # what a reprint adds, the others do not tell
        (("wire", "own"), (1, 2, 4)),
        (("own", "wire", "wire"), (1, 2, 4)),
        (("longer", "reprint"), (1, 1, 2)),
        (("wire", "longer"), (1, 1, 3)),
        (("elsewhere",), (1, 1, 1)),  # of a page of a large case
    ],
)
def test_an_event_counts_once_by_origins_or_by_reports(documents: tuple[str, ...], expected: tuple[int, ...]) -> None:
    event = told("2020-01-08", *documents)
    model = case_of(event)
    assert tuple(weight_of(model, weigh)(event) for weigh in WEIGHINGS) == expected


@pytest.mark.parametrize(("weigh", "times"), [("once", 1), ("origins", 2), ("reports", 4)])
def test_sums_and_bands_of_a_day_are_weighed(weigh: str, times: int) -> None:
    model = case_of(told("2020-01-08", "wire", "own"), told("2020-01-08", "longer", intensity=-1.0))
    (row,) = table_rows(model, "dyads", Query.of({"weigh": weigh}))
    assert (row["events"], row["counted"]) == (2, times + 1)
    assert row["intensity"] == -4.0 * times - 1.0
    assert row["expected"] == pytest.approx(0.8 * row["intensity"])
    sure = band([(-4.0 * times, 0.8), (-1.0, 0.8)])
    assert (row["low"], row["high"]) == (sure.low, sure.high)


def test_copies_make_nothing_surer() -> None:
    """Three reprints of a doubtful strike are there together or not at all."""
    model = case_of(told("2020-01-08", "wire"))
    (row,) = table_rows(model, "dyads", Query.of({"weigh": "reports"}))
    assert (row["low"], row["high"]) == (-12.0, 0.0)


def test_a_month_of_reprints_is_a_break_in_reports_alone() -> None:
    quiet = [told(f"2020-01-{day:02}", "own") for day in range(1, 31)]
    reprinted = [told(f"2020-02-{day:02}", "wire") for day in range(1, 29)]
    model = case_of(*quiet, *reprinted)
    assert table_rows(model, "breaks", Query()) == table_rows(model, "breaks", Query.of({"weigh": "origins"})) == []
    (row,) = table_rows(model, "breaks", Query.of({"weigh": "reports"}))
    assert row["after"] == pytest.approx(3 * 0.8 * -4.0)
    ((day, one),) = broken(days(model["events"], weight_of(model, "reports")))
    assert (row["day"], row["before"], row["after"]) == (day, round(one.before, 6), round(one.after, 6))


def test_weighing_changes_no_other_table() -> None:
    model = case_of(told("2020-01-08", "wire", "own"))
    weighed = Query.of({"weigh": "reports"})
    for name in ("events", "actors", "documents"):
        assert table_rows(model, name, weighed) == table_rows(model, name, Query())


def test_a_weighing_that_is_none_is_named() -> None:
    with pytest.raises(QueryError, match="once, origins, reports"):
        Query.of({"weigh": "twice"})
