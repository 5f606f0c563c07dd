"""Pictures of every view of the page, in light and dark, at three widths: python -m docs.screenshots.

They go to build/screenshots, to be looked at; `--readme` writes the four of the README anew into docs/pictures.
Needs Chromium (apt-get install chromium) and what requirements/dev-lock.txt installs.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

import gestae
from gestae.web.guard import Access
from gestae.web.pages import CasePages
from gestae.web.serving import Serving, listen, server_of

ROOT = Path(__file__).resolve().parents[1]
REPORTS = (*sorted((ROOT / "examples").iterdir()), *sorted((ROOT / "tests" / "web" / "reports").glob("[!h]*.html")))
WIDTHS = {"phone": (390, 844), "tablet": (900, 1100), "desk": (1440, 900)}
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync")  # fmt: skip
README = {
    "map": ("#event={event}&open={document}&from=2020-01-01&to=2022-12-31", "light"),
    "actors": ("#tab=actors", "light"),
    "chain": ("#tab=chain&event={event}&open={document}", "dark"),
    "tolls": ("#tab=tolls", "dark"),
}


def main(arguments: list[str]) -> int:
    """Take the pictures; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--readme", action="store_true", help="only the four of the README, into docs/pictures")
    parser.add_argument("--case", help="a case of your own")
    chosen = parser.parse_args(arguments)
    chromium = shutil.which("chromium")
    if chromium is None:
        print("screenshots: Chromium is missing (apt-get install chromium)", file=sys.stderr)
        return 1
    with served(chosen.case) as (address, pages), sync_playwright() as running:
        browser = running.chromium.launch(executable_path=chromium, args=list(FLAGS))
        taken = readme(browser, address, pages) if chosen.readme else every(browser, address, pages)
        for path in taken:
            print(path.relative_to(ROOT))
        browser.close()
    return 0


def every(browser: Browser, address: str, pages: CasePages) -> Iterator[Path]:
    """Every view, in both schemes and all widths."""
    folder = ROOT / "build" / "screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    event = _busiest(pages)
    tabs = ("map", "actors", "dyads", "chain", "tolls", "discrepancies", "sources", "runs")
    views = {**{tab: f"#tab={tab}" for tab in tabs}, "event": f"#event={event[0]}&open={event[1]}", "help": "#"}
    for scheme in ("light", "dark"):
        for width, size in WIDTHS.items():
            for view, where in views.items():
                page = opened(browser, address, where, scheme, size)
                if view == "help":
                    page.keyboard.press("?")
                path = folder / f"{view}-{width}-{scheme}.png"
                page.screenshot(path=path, full_page=width == "phone")  # which scrolls as a whole
                page.context.close()
                yield path


def readme(browser: Browser, address: str, pages: CasePages) -> Iterator[Path]:
    """The four of the README, small."""
    folder = ROOT / "docs" / "pictures"
    folder.mkdir(parents=True, exist_ok=True)
    event, document = _busiest(pages)
    for name, (where, scheme) in README.items():
        page = opened(browser, address, where.format(event=event, document=document), scheme, (1200, 760))
        path = folder / f"{name}.png"
        page.screenshot(path=path)
        page.context.close()
        yield path


def opened(browser: Browser, address: str, where: str, scheme: str, size: tuple[int, int]) -> Page:
    """A page of its own at this view, drawn."""
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]}, color_scheme="dark" if scheme == "dark" else "light"
    )
    page = context.new_page()
    page.goto(address + where)
    page.wait_for_selector("html[data-ready=yes]", state="attached")
    page.wait_for_timeout(500)  # the map in detail
    return page


def _busiest(pages: CasePages) -> tuple[str, str]:
    """The event with the most places, and its document."""
    event = max(pages.model()["events"], key=lambda one: (len(one["places"]), len(one["actors"]), one["id"]))
    return event["id"], event["document"]


@contextmanager
def served(path: str | None) -> Iterator[tuple[str, CasePages]]:
    """A case behind a server on a free port."""
    with tempfile.TemporaryDirectory() as folder, gestae.open(path or f"{folder}/crises.case", create=not path) as case:
        if path is None:
            case.add(*REPORTS)
        pages = CasePages(case)
        listening = listen(Serving(port=0))
        port = listening.getsockname()[1]
        server = server_of(pages, Access(hosts=frozenset({f"127.0.0.1:{port}"})))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        try:
            yield f"http://127.0.0.1:{port}/", pages
        finally:
            server.should_exit = True
            thread.join()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
