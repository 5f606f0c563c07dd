"""A case of four reports, served, and a real Chromium that looks at it."""

from __future__ import annotations

import os
import shutil
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect, sync_playwright

import gestae
from gestae.case import Case
from gestae.web.guard import Access
from gestae.web.pages import CasePages
from gestae.web.serving import server_of

REPORTS = Path(__file__).parent / "reports"
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip


@dataclass
class Site:
    """A case behind a running server."""

    address: str
    case: Case
    pages: CasePages
    access: Access


@dataclass
class Browsing:
    """A page of Chromium with what it asked for and what it complained of."""

    page: Page
    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def open(self, address: str) -> Page:
        """The page at this address, when it is drawn."""
        self.page.goto(address)
        # No wait_for_function: it needs eval, which the page's policy forbids.
        self.page.wait_for_selector("html[data-ready=yes]", state="attached", timeout=60_000)
        return self.page

    def turn(self, tab: str) -> Page:
        """The same page at another tab, by its address, as a link would."""
        self.page.evaluate(
            """tab => { const view = new URLSearchParams(location.hash.slice(1)); view.set('tab', tab);
            location.hash = view.toString() }""",
            tab,
        )
        expect(self.page.locator(f"#panel-{tab}")).not_to_be_hidden()
        return self.page


@pytest.fixture(scope="session")
def case_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The four reports, read once."""
    path = tmp_path_factory.mktemp("case") / "reports.case"
    with gestae.open(path, create=True) as case:
        case.add(*sorted(REPORTS.glob("*.html")))
    return path


@pytest.fixture(scope="session")
def site(case_file: Path) -> Iterator[Site]:
    """The case, served read-only."""
    with gestae.open(case_file, read_only=True) as case, serving(case) as served:
        yield served


@pytest.fixture
def edited(case_file: Path, tmp_path: Path) -> Iterator[Site]:
    """A copy of the case that takes corrections."""
    copy = tmp_path / "edited.case"
    shutil.copy(case_file, copy)
    with gestae.open(copy) as case, serving(case, who="A. Editor") as served:
        yield served


@contextmanager
def serving(
    case: Case, *, who: str | None = None, token: str | None = None, pages: CasePages | None = None
) -> Iterator[Site]:
    """A server on a free port of this machine, stopped at the end."""
    listening = socket.create_server(("127.0.0.1", 0))
    port = listening.getsockname()[1]
    access = Access(hosts=frozenset({f"127.0.0.1:{port}"}), token=token, who=who)
    pages = pages or CasePages(case)
    server = server_of(pages, access)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    try:
        yield Site(f"http://127.0.0.1:{port}/", case, pages, access)
    finally:
        server.should_exit = True
        thread.join(timeout=10)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium. Where it is missing the tests are skipped, but never in CI, which installs it."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        if os.environ.get("CI"):
            pytest.fail("Chromium is missing: .ci/run installs it")
        pytest.skip("needs Chromium (apt-get install chromium)")
    with sync_playwright() as running:
        browser = running.chromium.launch(executable_path=found, args=list(FLAGS))
        yield browser
        browser.close()


Looks = Callable[..., AbstractContextManager[Browsing]]


@pytest.fixture
def looking(chromium: Browser) -> Looks:
    """Opens a page in a new, empty profile; keywords are those of a Playwright context."""

    @contextmanager
    def opened(**options: Any) -> Iterator[Browsing]:
        given: dict[str, Any] = {"viewport": {"width": 1400, "height": 900}, "color_scheme": "light", **options}
        context = chromium.new_context(**given)
        browsing = Browsing(context.new_page())
        browsing.page.set_default_timeout(30_000)
        browsing.page.on("request", lambda request: browsing.requests.append(request.url))
        browsing.page.on("pageerror", lambda error: browsing.errors.append(str(error)))
        browsing.page.on("console", lambda message: _complaint(browsing, message))
        yield browsing
        context.close()

    return opened


def _complaint(browsing: Browsing, message: ConsoleMessage) -> None:
    if message.type in {"error", "warning"}:
        browsing.errors.append(message.text)


# What waits for something to become true waits as long on a busy machine.
expect.set_options(timeout=30_000)


@pytest.fixture
def browsing(looking: Looks) -> Iterator[Browsing]:
    """One page at the usual size; at the end nothing has gone wrong in it."""
    with looking() as opened:
        yield opened
        assert opened.errors == []
