"""Checks 8 and 9: no request to others, a strict policy, one file that opens from disk."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from playwright.sync_api import expect

from gestae.cli.main import gestae
from tests.web.conftest import Looks, Site
from tests.web.test_accessible import TABS

pytestmark = [pytest.mark.browser, pytest.mark.models]


@pytest.fixture(scope="module")
def report(case_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("report") / "report.html"
    assert (
        CliRunner().invoke(gestae, ["report", str(case_file), "-o", str(path)], standalone_mode=False).return_value == 0
    )
    return path


def test_the_served_page_asks_nobody_else(site: Site, looking: Looks) -> None:
    with looking() as browsing:
        page = browsing.open(site.address)
        for tab in TABS:
            browsing.turn(tab)
        page.locator("#events a.event").first.click()
        page.wait_for_selector("#reader mark")
        assert browsing.requests
        assert [one for one in browsing.requests if not one.startswith((site.address, "data:"))] == []
        assert browsing.errors == []


def test_the_policy_stops_inline_scripts(site: Site, looking: Looks) -> None:
    with looking() as browsing:
        page = browsing.open(site.address)
        page.evaluate(
            "() => { const s = document.createElement('script'); s.textContent = 'window.ran = 1';"
            " document.body.append(s) }"
        )
        assert page.evaluate("window.ran") is None
        assert any("Content Security Policy" in error for error in browsing.errors)


def test_the_report_opens_from_disk_and_asks_for_nothing(report: Path, looking: Looks) -> None:
    with looking(offline=True) as browsing:
        page = browsing.open(report.as_uri())
        for tab in TABS:
            browsing.turn(tab)
            assert page.locator(f"#panel-{tab}").inner_text().strip()
        page.locator("#events a.event").first.click()
        expect(page.locator("#reader mark").first).to_be_visible()
        assert [one for one in browsing.requests if not one.startswith("data:")] == [report.as_uri()]
        assert browsing.errors == []


def test_the_report_shows_what_the_server_shows(report: Path, site: Site, looking: Looks) -> None:
    shown = {}
    for address in (report.as_uri(), site.address):
        with looking() as browsing:
            page = browsing.open(f"{address}#q=iran")
            shown[address] = page.locator("#events").inner_text()
    assert len(set(shown.values())) == 1


def test_the_same_case_gives_the_same_report(report: Path, case_file: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.html"
    CliRunner().invoke(gestae, ["report", str(case_file), "-o", str(again)], standalone_mode=False)
    assert again.read_bytes() == report.read_bytes()


def test_tables_of_the_report_are_files_too(report: Path, looking: Looks) -> None:
    with looking() as browsing:
        page = browsing.open(f"{report.as_uri()}#tab=tolls")
        with page.expect_download() as waiting:
            page.locator("#panel-tolls .downloads").get_by_text("CSV").click()
        text = waiting.value.path().read_text(encoding="utf-8")
        assert text.startswith("effect,who,figure")


def test_the_report_has_a_policy_that_lets_nothing_else_in(report: Path) -> None:
    head = report.read_text(encoding="utf-8").split("</head>")[0]
    assert "default-src 'none'" in head
    assert "'unsafe" not in head
