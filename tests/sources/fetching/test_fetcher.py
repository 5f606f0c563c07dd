"""Fetching from a server on loopback that misbehaves. Nothing here leaves the machine."""

from __future__ import annotations

import gzip
import socket
import ssl
import struct
import time
from collections.abc import Iterator
from dataclasses import replace

import pytest
from urllib3.connection import HTTPSConnection

from gestae.settings import Settings
from gestae.sources.collections.opening import items
from gestae.sources.collections.options import Options
from gestae.sources.fetching.addresses import address_of
from gestae.sources.fetching.connection import _connection
from gestae.sources.fetching.errors import NotFetched
from gestae.sources.fetching.fetcher import Fetched, Fetcher, Validators
from gestae.sources.items import Item, Problem
from tests.sources.fetching.server import Behaviour, Request, Server, response, sends, serving

PAGE = b"<html><body><p>A bomb killed nine people in Kabul on Sunday.</p></body></html>"


def fetcher(server: Server, *, waits: list[float] | None = None, **settings: int) -> Fetcher:
    chosen = Settings(**{"fetch_tries": 1, "fetch_seconds": 5, **settings})  # type: ignore[arg-type]
    kept = waits if waits is not None else []
    return Fetcher(chosen, sleep=kept.append, lookup=lambda host, port: ["127.0.0.1"], loopback_for_tests=server.port)


def fetch(behaviour: Behaviour, **settings: int) -> Fetched:
    with serving({"/a": behaviour}) as server:
        return fetcher(server, waits=None, **settings).fetch(server.url("/a"))


@pytest.fixture
def good() -> Iterator[Server]:
    with serving({"/a": sends(200, PAGE, ETag='"1"', Last_Modified="Wed, 08 Jan 2020 05:12:00 GMT")}) as server:
        yield server


def test_a_page(good: Server) -> None:
    page = fetcher(good).fetch(good.url("/a"))
    assert (page.data, page.kind, page.charset) == (PAGE, "text/html", "utf-8")
    assert page.validators == Validators('"1"', "Wed, 08 Jan 2020 05:12:00 GMT")


def test_what_is_sent_names_the_program_and_nothing_of_the_user(good: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9/")
    fetcher(good).fetch(good.url("/a"))
    headers = good.asked("/a")[0].headers
    assert headers["user-agent"].startswith("gestae/")
    assert not {"cookie", "authorization", "referer", "proxy-authorization"} & set(headers)


def test_loopback_is_refused_without_the_allowance_of_the_tests(good: Server) -> None:
    with pytest.raises(NotFetched, match="port"):
        Fetcher(Settings(fetch_tries=1)).fetch(good.url("/a"))
    with pytest.raises(NotFetched, match="not on the public internet"):
        Fetcher(Settings(fetch_tries=1)).fetch("http://127.0.0.1/a")
    with pytest.raises(NotFetched, match="not on the public internet"):
        Fetcher(Settings(fetch_tries=1)).fetch("http://[::1]/a")
    assert not good.requests


def test_the_connection_goes_to_the_checked_address(good: Server) -> None:
    """A name that leads elsewhere the second time (DNS rebinding) is never asked for a second time."""
    asked: list[str] = []

    def lookup(host: str, port: int) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"]

    chosen = Fetcher(Settings(fetch_tries=1), lookup=lookup, loopback_for_tests=good.port, sleep=lambda s: None)
    assert chosen.fetch(good.url("/a", "news.example")).data == PAGE
    assert asked == ["news.example"] * 2  # once for robots.txt, once for the page
    assert good.asked("/a")[0].headers["host"] == f"news.example:{good.port}"


def test_hangs() -> None:
    def hang(client: socket.socket, request: Request) -> None:
        client.settimeout(5)
        client.recv(1)

    began = time.monotonic()
    with pytest.raises(NotFetched, match="fetch_seconds = 1"):
        fetch(hang, fetch_seconds=1)
    assert time.monotonic() - began < 10


@pytest.mark.parametrize("after", [b"", b"HTTP/1.1 200 OK\r\nX: ", b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n"])
def test_slow_trickle(after: bytes) -> None:
    """A byte now and then keeps every timeout of a single read from running out."""

    def trickle(client: socket.socket, request: Request) -> None:
        client.sendall(after)
        for _ in range(200):
            client.sendall(b"a")
            time.sleep(0.05)

    began = time.monotonic()
    with pytest.raises(NotFetched, match="fetch_seconds = 1"):
        fetch(trickle, fetch_seconds=1)
    assert time.monotonic() - began < 10


def test_resets() -> None:
    def reset(client: socket.socket, request: Request) -> None:
        client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))

    with pytest.raises(NotFetched, match="the connection failed"):
        fetch(reset)


def test_endless_body() -> None:
    def endless(client: socket.socket, request: Request) -> None:
        client.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
        while True:
            client.sendall(b"a" * 65_536)

    with pytest.raises(NotFetched, match="fetch_bytes = 1,000,000"):
        fetch(endless, fetch_bytes=1_000_000)


def test_endless_header() -> None:
    def endless(client: socket.socket, request: Request) -> None:
        client.sendall(b"HTTP/1.1 200 OK\r\n")
        while True:
            client.sendall(b"X: " + b"a" * 10_000 + b"\r\n")

    with pytest.raises(NotFetched, match="the connection failed"):
        fetch(endless)


def test_redirect_loop() -> None:
    with serving({"/a": sends(302, Location="/b"), "/b": sends(302, Location="/a")}) as server:
        with pytest.raises(NotFetched, match="more redirects than the setting fetch_redirects = 5"):
            fetcher(server).fetch(server.url("/a"))
        assert len(server.asked("/a")) + len(server.asked("/b")) == 6


def test_redirects_are_followed_and_told() -> None:
    with serving({"/a": sends(301, Location="/b"), "/b": sends(200, PAGE)}) as server:
        page = fetcher(server).fetch(server.url("/a"))
        assert (page.data, page.url) == (PAGE, server.url("/b"))


@pytest.mark.parametrize(
    ("place", "reason"),
    [
        ("http://169.254.169.254/latest/meta-data", "not on the public internet"),
        ("http://127.0.0.1/", "not on the public internet"),
        ("http://localhost:22/", "port 22"),
        ("file:///etc/passwd", "only http and https"),
        ("http://user:x@news.example/", "user name"),
    ],
)
def test_redirects_are_checked_anew(place: str, reason: str) -> None:
    with serving({"/a": sends(302, Location=place)}) as server:
        chosen = Fetcher(
            Settings(fetch_tries=1),
            sleep=lambda seconds: None,
            lookup=lambda host, port: ["127.0.0.1"] if host == "news.example" else [host.replace("127", "10")],
            loopback_for_tests=server.port,
        )
        with pytest.raises(NotFetched, match=reason):
            chosen.fetch(server.url("/a", "news.example"))


def test_https_is_not_left_for_http(good: Server) -> None:
    chosen = fetcher(good)
    with pytest.raises(NotFetched, match="redirected from https to plain http"):
        chosen._redirected(chosen._address("https://news.example/a"), "http://news.example/a")


@pytest.mark.parametrize("length", [10, 10_000])
def test_lying_length(length: int) -> None:
    answer = response(200, PAGE, Content_Length=str(length))
    if length < len(PAGE):  # the rest is not read; the page ends where the server says
        assert fetch(lambda client, request: client.sendall(answer)).data == PAGE[:length]
        return
    with pytest.raises(NotFetched, match="the connection failed"):
        fetch(lambda client, request: client.sendall(answer))


def test_bomb() -> None:
    bomb = gzip.compress(b"\0" * 50_000_000)
    with pytest.raises(NotFetched, match=r"max_expansion = 100|fetch_bytes"):
        fetch(sends(200, bomb, Content_Encoding="gzip"))
    grown = gzip.compress(bytes(range(256)) * 20_000)
    with pytest.raises(NotFetched, match="fetch_bytes = 1,000,000"):
        fetch(sends(200, grown, Content_Encoding="gzip"), fetch_bytes=1_000_000)


def test_packed_pages_are_unpacked_and_cut_ones_named() -> None:
    packed = gzip.compress(PAGE)
    assert fetch(sends(200, packed, Content_Encoding="gzip")).data == PAGE
    with pytest.raises(NotFetched, match="ends too early"):
        fetch(sends(200, packed[:-12], Content_Encoding="gzip"))


def test_chunked_and_cut_chunks() -> None:
    head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    whole = head + b"5\r\nhello\r\n0\r\n\r\n"
    assert fetch(lambda client, request: client.sendall(whole)).data == b"hello"
    with pytest.raises(NotFetched, match="the connection failed"):
        fetch(lambda client, request: client.sendall(whole[:-9]))


def test_no_http_at_all() -> None:
    with pytest.raises(NotFetched, match="the connection failed"):
        fetch(lambda client, request: client.sendall(b"220 mail.example ESMTP\r\n"))


def test_nobody_listens() -> None:
    with serving({}) as server:
        url, closed = server.url("/a"), fetcher(server)
    with pytest.raises(NotFetched, match="cannot be read"):
        closed.fetch(url)


def test_robots_txt_is_obeyed() -> None:
    rules = b"User-agent: *\nDisallow: /private\nCrawl-delay: 7\n"
    pages = {"/robots.txt": sends(200, rules), "/private/a": sends(200, PAGE), "/a": sends(200, PAGE)}
    waits: list[float] = []
    with serving(pages) as server:
        chosen = fetcher(server, waits=waits)
        with pytest.raises(NotFetched, match=r"robots\.txt"):
            chosen.fetch(server.url("/private/a"))
        assert chosen.fetch(server.url("/a")).data == PAGE
        assert chosen.fetch(server.url("/a")).data == PAGE
        assert (len(server.asked("/robots.txt")), len(server.asked("/private/a"))) == (1, 0)
    assert [round(wait) for wait in waits] == [7, 7]


def test_robots_txt_may_be_packed() -> None:
    rules = gzip.compress(b"User-agent: *\nDisallow: /\n")
    with (
        serving({"/robots.txt": sends(200, rules, Content_Encoding="gzip"), "/a": sends(200, PAGE)}) as server,
        pytest.raises(NotFetched, match=r"robots\.txt"),
    ):
        fetcher(server).fetch(server.url("/a"))


def test_robots_txt_that_cannot_be_had_is_asked_for_again() -> None:
    answers = iter([response(503), response(200, b"User-agent: *\nDisallow: /b\n")])
    pages = {"/robots.txt": lambda client, request: client.sendall(next(answers)), "/a": sends(200, PAGE)}
    with serving(pages) as server:
        assert fetcher(server, fetch_tries=2).fetch(server.url("/a")).data == PAGE


def test_a_server_that_does_not_speak_tls(good: Server) -> None:
    with pytest.raises(NotFetched, match="the connection is not safe"):
        fetcher(good).fetch(f"https://news.example:{good.port}/a")


def test_certificates_are_checked_against_the_name_of_the_host() -> None:
    connection = _connection(address_of("https://news.example/"), ["93.184.216.34"], 1)
    assert isinstance(connection, HTTPSConnection)
    context = connection.ssl_context
    assert context is not None
    assert (context.verify_mode, context.check_hostname) == (ssl.CERT_REQUIRED, True)
    assert connection.host == "news.example"


def test_robots_txt_that_cannot_be_had_forbids_all() -> None:
    with (
        serving({"/robots.txt": sends(500), "/a": sends(200, PAGE)}) as server,
        pytest.raises(NotFetched, match="try again later"),
    ):
        fetcher(server).fetch(server.url("/a"))
    assert not server.asked("/a")


def test_a_polite_delay_between_two_requests(good: Server) -> None:
    waits: list[float] = []
    chosen = fetcher(good, waits=waits, fetch_delay=3)
    chosen.fetch(good.url("/a"))
    chosen.fetch(good.url("/a"))
    assert [round(wait) for wait in waits] == [3, 3]  # after robots.txt, and after the first page


def test_a_page_that_is_still_the_same_is_not_sent_again() -> None:
    def same(client: socket.socket, request: Request) -> None:
        known = request.headers.get("if-none-match") == '"1"'
        client.sendall(response(304) if known else response(200, PAGE, ETag='"1"'))

    with serving({"/a": same}) as server:
        chosen = fetcher(server)
        first = chosen.fetch(server.url("/a"))
        assert first.data == PAGE
        assert chosen.fetch(server.url("/a"), known=first.validators).data is None


@pytest.mark.parametrize("status", [429, 503])
def test_retry_after_is_obeyed(status: int) -> None:
    answers = iter([response(status, Retry_After="9"), response(200, PAGE)])
    waits: list[float] = []
    with serving({"/a": lambda client, request: client.sendall(next(answers))}) as server:
        assert fetcher(server, waits=waits, fetch_tries=2).fetch(server.url("/a")).data == PAGE
    assert 9 in waits


def test_too_long_a_wait_is_named() -> None:
    with pytest.raises(NotFetched, match=r"wait 3,600 seconds, longer than the setting fetch_longest_wait = 60"):
        fetch(sends(503, Retry_After="3600"), fetch_tries=2)


def test_failures_are_tried_again_with_growing_waits_then_named() -> None:
    waits: list[float] = []
    with serving({"/a": sends(500)}) as server:
        with pytest.raises(NotFetched, match=r"status 500 \(tried 3 times\)"):
            fetcher(server, waits=waits, fetch_tries=3).fetch(server.url("/a"))
        assert len(server.asked("/a")) == 3
    grown = [wait for wait in waits if wait in {2, 4}]
    assert grown == [2, 4]


def test_a_missing_page_is_not_asked_for_again() -> None:
    with serving({}) as server:
        with pytest.raises(NotFetched, match="status 404"):
            fetcher(server, fetch_tries=3).fetch(server.url("/a"))
        assert len(server.asked("/a")) == 1


def test_an_address_is_a_source_like_a_file(good: Server) -> None:
    (item,) = items(good.url("/a"), options=Options(fetcher=fetcher(good)))
    assert isinstance(item, Item)
    assert (item.data, item.url, item.charset) == (PAGE, good.url("/a"), "utf-8")
    assert item.extra is not None and '"etag": "\\"1\\""' in item.extra


def test_a_feed_at_an_address_gives_its_entries_and_fetches_nothing_else() -> None:
    feed = b"<rss><channel><title>Wire</title><item><title>One</title><link>/one</link></item></channel></rss>"
    with serving({"/feed": sends(200, feed), "/one": sends(200, PAGE)}) as server:
        (item,) = items(server.url("/feed"), options=Options(fetcher=fetcher(server)))
        assert item.name == server.url("/feed") + "#1"
        assert not server.asked("/one")


def test_sources_opened_with_the_same_options_share_their_manners(good: Server) -> None:
    options = Options()
    assert options.fetcher is not None
    assert replace(options, told=print).fetcher is options.fetcher
    waits: list[float] = []
    shared = Options(fetcher=fetcher(good, waits=waits, fetch_delay=3))
    for _ in range(2):
        assert len(list(items(good.url("/a"), options=shared))) == 1
    assert (len(good.asked("/robots.txt")), len(waits)) == (1, 2)


def test_what_cannot_be_fetched_is_a_problem() -> None:
    (problem,) = items("http://169.254.169.254/latest/meta-data")
    assert isinstance(problem, Problem)
    assert "not on the public internet" in problem.reason


def test_an_unchanged_page_is_told_and_gives_nothing() -> None:
    told: list[str] = []
    with serving({"/a": sends(304)}) as server:
        options = Options(fetcher=fetcher(server), known={server.url("/a"): Validators('"1"')}, told=told.append)
        assert list(items(server.url("/a"), options=options)) == []
    assert told == [f"{server.url('/a')}: not changed since it was last fetched"]
