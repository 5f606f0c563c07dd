"""RSS and Atom as sites write them."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from gestae.settings import Settings
from gestae.sources.collections.options import Options
from gestae.sources.item_documents import document_of_item
from gestae.sources.items import Item
from tests.sources.collections.samples import atom, entry, found_in, problems, rss, texts

RDF = b"""<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="https://wire.example/"><title>Wire</title><link>https://wire.example/</link></channel>
<item rdf:about="https://wire.example/1"><title>Bomb</title><link>https://wire.example/1</link>
<description>A bomb killed nine.</description><dc:date>2020-01-08T05:12:00Z</dc:date></item></rdf:RDF>"""


def only(content: bytes, folder: Path) -> Item:
    (item,) = found_in(content, folder)
    assert isinstance(item, Item)
    return item


def test_rss_one(tmp_path: Path) -> None:
    item = only(RDF, tmp_path)
    assert (item.title, item.url, item.publisher) == ("Bomb", "https://wire.example/1", "Wire")
    assert (item.published, item.data) == ("2020-01-08T05:12:00+00:00", b"A bomb killed nine.")


def test_the_whole_report_wins_over_its_teaser(tmp_path: Path) -> None:
    body = "<content:encoded><![CDATA[<p>A bomb killed nine people.</p><p>The police said so.</p>]]></content:encoded>"
    item = only(rss(f"<item><title>Bomb</title><description>A bomb ...</description>{body}</item>"), tmp_path)
    document = document_of_item(item)
    assert document.text == "Bomb\n\nA bomb killed nine people.\n\nThe police said so."
    assert [part.kind for part in document.parts] == ["headline", "paragraph", "paragraph"]


def test_a_teaser_becomes_a_document_with_its_headline(tmp_path: Path) -> None:
    item = only(rss(entry(1, "A bomb killed nine people in Kabul &amp; Herat.")), tmp_path)
    document = document_of_item(item)
    assert document.text == "Bomb 1\n\nA bomb killed nine people in Kabul & Herat."
    assert (document.title, document.publisher, document.url) == ("Bomb 1", "Wire", "https://wire.example/1")
    assert document.published == "2020-01-08T05:12:00+00:00"


def test_bare_words_with_line_breaks_are_paragraphs(tmp_path: Path) -> None:
    words = "A bomb killed nine people in Kabul.&lt;br/&gt;&lt;br/&gt;The army left &lt;b&gt;Herat&lt;/b&gt; on Monday."
    document = document_of_item(only(rss(entry(1, words)), tmp_path))
    assert document.text == "Bomb 1\n\nA bomb killed nine people in Kabul.\n\nThe army left Herat on Monday."


def test_an_entry_of_a_title_alone_is_kept(tmp_path: Path) -> None:
    assert (
        only(rss("<item><title>Bomb kills nine in Kabul</title></item>"), tmp_path).data == b"Bomb kills nine in Kabul"
    )


@pytest.mark.parametrize(
    ("date", "published"),
    [
        ("<pubDate>Wed, 08 Jan 2020 05:12:00 +0330</pubDate>", "2020-01-08T05:12:00+03:30"),
        ("<dc:date>2020-01-08</dc:date>", "2020-01-08"),
        ("<pubDate>Thu, 01 Jan 1970 00:00:00 GMT</pubDate>", None),
        ("<pubDate>Wed, 01 Jan 2099 00:00:00 GMT</pubDate>", None),
        ("<pubDate>yesterday</pubDate>", None),
        ("<pubDate>Wed, 31 Feb 2020 00:00:00 GMT</pubDate>", None),
        ("", None),
    ],
)
def test_feed_with_no_dates_and_dates_in_1970_and_2099(date: str, published: str | None, tmp_path: Path) -> None:
    item = only(rss(f"<item><title>Bomb</title><description>Nine died.</description>{date}</item>"), tmp_path)
    assert item.published == published


def test_feed_with_duplicate_or_missing_guid(tmp_path: Path) -> None:
    """The same words under the same identifier are one report; new words under an old identifier are kept."""
    told: list[str] = []
    plain = "<item><title>{}</title><description>{}</description>{}</item>"
    feed = rss(
        plain.format("Bomb", "Nine died.", "<guid>1</guid>"),
        plain.format("Bomb", "Nine died.", "<guid>1</guid>"),
        plain.format("Bomb", "Ten died.", "<guid>1</guid>"),
        plain.format("Quake", "Ten died.", ""),
        plain.format("Quake", "Ten died.", ""),
    )
    results = found_in(feed, tmp_path, Options(told=told.append))
    assert [each.name.split("#")[1] for each in results] == ["1", "3", "4"]
    assert told == [f"{tmp_path / 'source'}: passed over 2 entries that were there before"]


def test_feed_with_relative_links(tmp_path: Path) -> None:
    item = only(rss("<item><title>Bomb</title><link>/a?b=1</link><description>x</description></item>"), tmp_path)
    assert item.url == "https://wire.example/a?b=1"
    assert next(each.url for each in found_in(atom(), tmp_path) if isinstance(each, Item)) == "https://wire.example/0"
    script = only(rss("<item><title>Bomb</title><link>javascript:alert(1)</link></item>"), tmp_path)
    assert script.url is None


def test_a_feed_that_is_no_xml_is_read_by_a_parser_that_forgives(tmp_path: Path) -> None:
    feed = rss(entry(0), "<item><title>Nine&nbsp;dead & counting</title></item>", entry(2))
    results = found_in(feed, tmp_path)
    assert not problems(results)
    assert [each.title for each in results if isinstance(each, Item)] == ["Bomb 0", "Nine\xa0dead & counting", "Bomb 2"]


def test_a_feed_cut_short_keeps_what_is_whole_and_says_so(tmp_path: Path) -> None:
    whole = rss(*map(entry, range(3)))
    results = found_in(whole[: whole.rindex(b"</description>")], tmp_path)
    assert len(texts(results)) == 2
    assert "damaged after entry 2" in problems(results)[0].reason


def test_time_grows_with_the_number_of_entries_only(tmp_path: Path) -> None:
    def seconds(count: int) -> float:
        content = rss(*(entry(number) for number in range(count)))
        began = time.process_time()
        assert len(found_in(content, tmp_path)) == count
        return time.process_time() - began

    seconds(50)
    assert seconds(600) < 4 * max(seconds(300), 0.2)


def test_an_entry_too_large_names_the_setting(tmp_path: Path) -> None:
    options = Options(settings=Settings(max_item_bytes=200_000))
    results = found_in(rss(entry(0), entry(1, "x" * 600_000)), tmp_path, options)
    assert len(texts(results)) == 1
    assert "max_item_bytes = 200,000" in problems(results)[0].reason
