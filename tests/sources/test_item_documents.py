"""An item to a document: what the source says fills what the report does not."""

from __future__ import annotations

import hashlib

import pytest

from gestae.errors import EmptyReport, NotText
from gestae.sources.item_documents import document_of_item
from gestae.sources.items import Item

from .pages import page

TEXT = "KABUL (Wire) - A bomb killed nine people on Sunday, the police said.\n\nNo group claimed it."


def test_the_source_fills_what_a_text_does_not_say() -> None:
    item = Item(
        "feed.xml#3",
        TEXT.encode(),
        url="https://wire.example/a",
        title="Bomb Kills Nine In Kabul",
        publisher="Wire",
        published="2020-01-08T05:12:00+00:00",
    )
    document = document_of_item(item)
    assert document.text == f"Bomb Kills Nine In Kabul\n\n{TEXT}"
    assert [part.kind for part in document.parts] == ["headline", "dateline", "paragraph", "paragraph"]
    assert (document.title, document.publisher) == ("Bomb Kills Nine In Kabul", "Wire")
    assert (document.url, document.published) == ("https://wire.example/a", "2020-01-08T05:12:00+00:00")
    assert document.sha256 == hashlib.sha256(TEXT.encode()).hexdigest()


@pytest.mark.parametrize("title", ["Bomb Kills Nine", "BOMB KILLS NINE", "“Bomb Kills Nine”", "Bomb  Kills\nNine"])
def test_a_headline_that_the_text_begins_with_is_not_stored_twice(title: str) -> None:
    text = "Bomb Kills Nine\n\nA bomb killed nine people in Kabul on Sunday."
    assert document_of_item(Item("a", text.encode(), title=title)).text == text


def test_what_is_too_long_for_a_headline_is_none() -> None:
    document = document_of_item(Item("a", TEXT.encode(), title="word " * 1000))
    assert (document.text, document.title) == (TEXT, None)


def test_what_a_page_says_of_itself_wins() -> None:
    item = Item(
        "a", page().encode(), url="https://other.example/", title="Other", publisher="O", published="2019-01-01"
    )
    document = document_of_item(item)
    assert document.title == "Quake kills 40 in Tabas"
    assert (document.publisher, document.published) == ("Example News", "2020-01-08T05:12:00+03:30")
    assert document.url == "https://other.example/"  # the page has no address of its own


def test_a_page_without_a_headline_takes_that_of_its_source() -> None:
    bare = b"<html><body><article><p>A bomb killed nine people in Kabul on Sunday.</p></article></body></html>"
    document = document_of_item(Item("a", bare, title="Bomb kills nine"))
    assert document.text == "Bomb kills nine\n\nA bomb killed nine people in Kabul on Sunday."
    assert document.parts[0].kind == "headline"


def test_a_time_of_the_source_sharpens_the_same_day_of_the_report() -> None:
    text = b"Bomb kills nine\n\nJanuary 8, 2020\n\nA bomb killed nine people in Kabul on Sunday."
    day = document_of_item(Item("a", text)).published
    assert day == "2020-01-08"
    assert document_of_item(Item("a", text, published="2020-01-08T05:12:00Z")).published == "2020-01-08T05:12:00Z"
    assert document_of_item(Item("a", text, published="2020-03-01")).published == "2020-01-08"
    assert document_of_item(Item("a", text, published="2020-03-01"), published="2020-02-02").published == "2020-02-02"


def test_the_charset_of_the_source_is_believed() -> None:
    words = "Взрыв бомбы: a bomb killed nine people in a café, кафе."
    for charset in ("windows-1251", "koi8-r"):
        encoded = words.replace("café", "cafe").encode(charset)
        assert document_of_item(Item("a", encoded, charset=charset)).text == words.replace("café", "cafe")
    assert document_of_item(Item("a", words.encode(), charset="nonsense")).text == words


def test_errors_name_the_item() -> None:
    with pytest.raises(EmptyReport, match=r"a\.zip/b: the report is empty"):
        document_of_item(Item("a.zip/b", b" "))
    with pytest.raises(NotText, match=r"a\.zip/b: not text but a PDF"):
        document_of_item(Item("a.zip/b", b"%PDF-1.7"))
