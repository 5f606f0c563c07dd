"""Feeds and sitemaps meant to break what parses them."""

from __future__ import annotations

import time
import tracemalloc
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from gestae.sources.collections.opening import items
from gestae.sources.item_documents import document_of_item
from gestae.sources.items import Item
from tests.sources.collections.samples import entry, found_in, problems, rss, texts

BOMB = "<item><title>{}</title><description>Nine died.</description></item>"
LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))


def refused(content: bytes, folder: Path) -> str:
    began = time.process_time()
    (problem,) = problems(found_in(content, folder))
    assert time.process_time() - began < 2
    return problem.reason


@pytest.mark.parametrize(
    "doctype",
    [
        f'<!DOCTYPE rss [<!ENTITY a0 "ha">{LAUGHS}]>',
        f'<!DOCTYPE rss [<!ENTITY a9 "{"x" * 50_000}">]>',
        '<!DOCTYPE rss [<!ENTITY a9 SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE rss [<!ENTITY a9 SYSTEM "http://127.0.0.1:9/">]>',
        '<!DOCTYPE rss [<!ENTITY % a9 SYSTEM "http://127.0.0.1:9/a.dtd"> %a9;]>',
        '<!-- a comment --><!doctype rss [ <!entity a9 "x"> ]>',
    ],
    ids=["billion laughs", "quadratic blow-up", "external file", "external address", "parameter", "lower case"],
)
@pytest.mark.parametrize("charset", ["utf-8", "utf-16"])
def test_entities_are_refused(doctype: str, charset: str, tmp_path: Path) -> None:
    body = BOMB.format("&a9;" * 100)
    feed = f'<?xml version="1.0" encoding="{charset}"?>{doctype}<rss><channel>{body}</channel></rss>'
    assert refused(feed.encode(charset), tmp_path) == "feed refused: it declares entities"


def test_entities_in_atom_and_sitemaps_are_refused(tmp_path: Path) -> None:
    head = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    for root in ("feed", "urlset", "sitemapindex"):
        content = f"{head}<{root} xmlns='http://www.w3.org/2005/Atom'><entry>&a;</entry></{root}>".encode()
        assert refused(content, tmp_path) == "feed refused: it declares entities"


def test_entities_hidden_by_an_encoding_are_refused(tmp_path: Path) -> None:
    feed = '<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE rss +AFs-+ADwAIQ-ENTITY a "x"+AD4AXQA+-<rss>&a;</rss>'
    assert "its encoding 'UTF-7' could hide what it declares" in refused(feed.encode(), tmp_path)


def test_entities_behind_a_long_comment_are_refused(tmp_path: Path) -> None:
    """Beyond the opening that is looked at, no root element has come: this is no feed, and never parsed as one."""
    feed = (
        f'<!-- {"x" * 70_000} --><!DOCTYPE rss [<!ENTITY a9 "x">]><rss><channel>{BOMB.format("&a9;")}</channel></rss>'
    )
    results = found_in(feed.encode(), tmp_path)
    assert [each.name for each in results] == [str(tmp_path / "source")]


def test_dtd_is_not_fetched(tmp_path: Path) -> None:
    feed = rss(entry(0)).replace(
        b"<rss", b'<!DOCTYPE rss PUBLIC "-//N//DTD RSS 0.91//EN" "http://127.0.0.1:9/a.dtd"><rss'
    )
    assert len(texts(found_in(feed, tmp_path))) == 1
    assert "definition of its own" in refused(feed.replace(b'a.dtd">', b'a.dtd" [<!ELEMENT a ANY>]>'), tmp_path)


def test_xinclude_is_not_followed(tmp_path: Path) -> None:
    include = '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd" parse="text"/>'
    (text,) = texts(
        found_in(rss(f"<item><title>Bomb</title><description>Nine {include}</description></item>"), tmp_path)
    )
    assert "root:" not in text


def test_sitemap_is_named(tmp_path: Path) -> None:
    sitemap = (
        b'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://a.example/</loc></url></urlset>'
    )
    assert "a list of addresses" in refused(sitemap, tmp_path)


def test_hundred_thousand_nested_elements_in_a_feed(tmp_path: Path) -> None:
    results = found_in(rss(entry(0), "<item><title>" + "<a>" * 100_000), tmp_path)
    assert len(texts(results)) == 1
    assert [problem.name.split("#")[-1] for problem in problems(results)] == ["2"]


def test_a_million_elements_that_are_no_entries(tmp_path: Path) -> None:
    results = found_in(rss(entry(0), "<x/>" * 1_000_000), tmp_path)
    assert len(texts(results)) == 1
    assert "more than 100,000 elements" in problems(results)[0].reason


def test_memory_stays_the_same_for_a_longer_feed(tmp_path: Path) -> None:
    """The feed of a million items, in small: memory at four times the length is that of one."""

    def peak(count: int) -> int:
        (tmp_path / "source").write_bytes(rss(*(entry(number) for number in range(count))))
        tracemalloc.start()
        assert sum(1 for _ in items(str(tmp_path / "source"))) == count
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    peak(10)
    assert peak(200) < 1.5 * peak(50) + 500_000


def test_scripts_in_feeds_are_not_kept(tmp_path: Path) -> None:
    body = "<p>Nine died.</p><script>alert(1)</script><p onclick='x'>So they said.</p>"
    (item,) = found_in(rss(entry(0, f"<![CDATA[{body}]]>")), tmp_path)
    assert isinstance(item, Item)
    text = document_of_item(item).text
    assert "Nine died." in text and "alert" not in text and "onclick" not in text


@pytest.mark.parametrize("unit", ["<!--", "<a>", "<p ", "&", "&#0;", "<", "<svg>", "<![CDATA[", "<style>x"])
def test_entries_built_to_take_the_square_of_their_length(unit: str, tmp_path: Path) -> None:
    def seconds(length: int) -> float:
        content = rss(entry(0, escape(unit * (length // len(unit)))))
        began = time.process_time()
        found_in(content, tmp_path)
        return time.process_time() - began

    assert seconds(200_000) < 4 * max(seconds(100_000), 0.3)
