"""A page that the case has whole is sent again only where it has changed; what could not be decoded is counted."""

from __future__ import annotations

import socket
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from gestae.adding import workers
from gestae.adding.intake import Added
from gestae.case import Case
from gestae.record.documents import Document
from gestae.record.record import Record, Versions
from gestae.settings import Settings
from gestae.sources.collections.options import Options
from gestae.store.migrations import schema_of, script

from ..adding.reports import FakeReader, report
from ..sources.fetching.server import Request, Server, response, serving
from ..sources.fetching.test_fetcher import fetcher

BODY = report(1).encode()
FEED = b"".join(
    (
        b"<rss><channel><title>Wire</title>",
        *(f"<item><title>T{n}</title><description>{report(n)}</description></item>".encode() for n in range(3)),
        b"</channel></rss>",
    )
)


class Pages:
    """A server whose pages carry the tag `tag`; counts what it has sent in full."""

    def __init__(self) -> None:
        self.tag = '"1"'
        self.body = BODY
        self.sent = 0

    def __call__(self, client: socket.socket, request: Request) -> None:
        if request.headers.get("if-none-match") == self.tag:
            client.sendall(response(304))
            return
        self.sent += 1
        client.sendall(response(200, self.body, ETag=self.tag, Content_Type="text/plain; charset=utf-8"))


@pytest.fixture
def pages() -> Pages:
    return Pages()


@pytest.fixture
def server(pages: Pages) -> Iterator[Server]:
    with serving({"/a": pages}) as running:
        yield running


def add(path: Path, server: Server, **settings: bool) -> Added:
    options = Options(settings=Settings(**settings), fetcher=fetcher(server))  # type: ignore[arg-type]
    with Case(path, create=True) as case:
        return case.add(server.url("/a"), options=options)


def test_a_page_that_is_in_the_case_is_not_sent_again(path: Path, server: Server, pages: Pages) -> None:
    assert add(path, server).added == 1
    again = add(path, server)
    assert (again.items, again.added, pages.sent) == (0, 0, 1)
    assert server.asked("/a")[-1].headers["if-none-match"] == '"1"'


def test_a_page_that_has_changed_goes_in_beside_the_earlier_one(path: Path, server: Server, pages: Pages) -> None:
    add(path, server)
    pages.tag, pages.body = '"2"', report(2).encode()
    assert add(path, server).added == 1
    assert add(path, server).items == 0 and pages.sent == 2
    with Case(path) as case:
        assert case.counts().documents == 2


def test_a_feed_that_has_not_changed_is_not_sent_again(path: Path, server: Server, pages: Pages) -> None:
    pages.body = FEED
    assert add(path, server).added == 3
    assert (add(path, server).items, pages.sent) == (0, 1)


def test_an_adding_that_was_stopped_asks_for_all_of_it(path: Path, server: Server, pages: Pages) -> None:
    pages.body = FEED

    class Stopped(Exception):
        pass

    def stop(state: Added) -> None:
        raise Stopped

    with Case(path, create=True) as case, pytest.raises(Stopped):
        case.add(server.url("/a"), options=Options(fetcher=fetcher(server)), progress=stop)
    assert (add(path, server).items, pages.sent) == (3, 2)


def test_another_run_reads_the_page_anew(
    path: Path, server: Server, pages: Pages, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(path, server)
    newer: Versions = replace(FakeReader.versions, version="1")
    monkeypatch.setattr(FakeReader, "versions", newer)
    assert (add(path, server).read, pages.sent) == (1, 2)


def test_what_a_skim_left_out_is_fetched_to_be_read(path: Path, server: Server, pages: Pages) -> None:
    pages.body = BODY + b"\n\nThey talked about the garden."
    assert add(path, server, skim=True).skimmed == 1
    assert (add(path, server, skim=True).items, pages.sent) == (0, 1)
    assert (add(path, server).read, pages.sent) == (1, 2)
    assert (add(path, server, skim=True).items, pages.sent) == (0, 2)


def test_a_page_on_which_the_reader_failed_is_asked_for_again(
    path: Path, server: Server, pages: Pages, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages.body = BODY + b"\n\nNEVER READ THIS"
    assert add(path, server).problems == 1
    assert (add(path, server).problems, pages.sent) == (1, 2)
    monkeypatch.setattr(workers, "_reader", lambda settings: _Mended(settings))
    assert (add(path, server).added, pages.sent) == (1, 3)


class _Mended(FakeReader):
    def __call__(self, document: Document) -> Record:
        return super().__call__(replace(document, text=document.text.replace("NEVER READ THIS", "It rained today")))


def test_invalid_utf8_mixed_encodings_the_number_of_replacements_is_stored(path: Path, tmp_path: Path) -> None:
    for name, content in (("sound", BODY), ("damaged", BODY + b"\n\nThe caf\xc3\xa9 and the \xe2\x80 of it \xff.\n")):
        (tmp_path / f"{name}.txt").write_bytes(content)
    with Case(path, create=True) as case:
        case.add(tmp_path / "sound.txt", tmp_path / "damaged.txt")
        assert [document.replaced for document in case.documents()] == [0, 2]
        assert list(case.verify()) == []
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE texts SET replaced = 5 WHERE replaced = 2")
    with Case(path) as case:
        assert [fault.reason for fault in case.verify()] == ["5 characters are said to be undecoded, and 2 are"]


def test_a_case_of_the_third_version_counts_what_was_replaced(path: Path, tmp_path: Path) -> None:
    (tmp_path / "damaged.txt").write_bytes(BODY + b"\n\nThe \xe2\x80 of \xc3\xa9t\xc3\xa9.\n")
    with Case(path, create=True) as case:
        case.add(tmp_path / "damaged.txt")
    with closing(sqlite3.connect(path)) as connection:
        before = dict(schema_of(connection))
        connection.execute("DROP TABLE addresses")
        connection.execute("ALTER TABLE texts DROP COLUMN replaced")
        connection.execute("PRAGMA user_version = 3")
        connection.commit()
    with Case(path) as case:
        assert [document.replaced for document in case.documents()] == [1]
    with closing(sqlite3.connect(path)) as connection:
        assert dict(schema_of(connection)) == before
    assert "UPDATE texts SET replaced" in script(4)
