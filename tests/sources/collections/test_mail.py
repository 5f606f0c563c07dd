"""Newsletters: single messages and boxes."""

from __future__ import annotations

from email.message import EmailMessage
from pathlib import Path

import pytest

from gestae.settings import Settings
from gestae.sources.collections.options import Options
from gestae.sources.item_documents import document_of_item
from gestae.sources.items import Item
from tests.sources.collections.samples import REPORTS, found_in, mbox, message, problems, texts


def test_one_message(tmp_path: Path) -> None:
    (item,) = found_in(message(0), tmp_path)
    assert isinstance(item, Item)
    assert (item.title, item.publisher, item.published) == ("Bomb 0", "The Daily Wire", "2020-01-08T05:12:00+00:00")
    assert document_of_item(item).text == f"Bomb 0\n\n{REPORTS[0]}\n"


def test_the_page_is_read_where_the_text_only_points_to_it(tmp_path: Path) -> None:
    mail = EmailMessage()
    for name, value in (("From", "a@wire.example"), ("Subject", "Bomb"), ("MIME-Version", "1.0"), ("Date", "x")):
        mail[name] = value
    mail.set_content("Open this message in your browser.")
    mail.add_alternative(
        "<html><body><p>A bomb killed nine people in Kabul, café owners said.</p></body></html>", subtype="html"
    )
    (item,) = found_in(mail.as_bytes(), tmp_path)
    assert isinstance(item, Item)
    assert "café owners" in document_of_item(item).text


@pytest.mark.parametrize("charset", ["iso-8859-1", "windows-1251", "utf-8", "nonsense-8"])
def test_the_charset_of_the_part(charset: str, tmp_path: Path) -> None:
    word = "кафе" if charset == "windows-1251" else "café"
    codec = "utf-8" if charset == "nonsense-8" else charset
    head = "From: a@b.example\nTo: c@d.example\nMIME-Version: 1.0\nSubject: Bomb\n"
    head += f"Content-Type: text/plain; charset={charset}\n\n"
    (item,) = found_in(head.encode() + f"A bomb killed nine people in a {word}.".encode(codec), tmp_path)
    assert isinstance(item, Item)
    assert document_of_item(item).text == f"Bomb\n\nA bomb killed nine people in a {word}."


def test_a_message_without_text_is_named_and_the_others_are_kept(tmp_path: Path) -> None:
    empty = b"From a@b.example Wed Jan  8 05:12:00 2020\nSubject: x\nFrom: a@b.example\n\n\n"
    results = found_in(empty + mbox(), tmp_path)
    assert len(texts(results)) == 3
    assert [(each.name.split("#")[1], each.reason) for each in problems(results)] == [("1", "the message has no text")]


def test_a_message_too_large_is_named_and_the_others_are_kept(tmp_path: Path) -> None:
    line = b"From a@b.example Wed Jan  8 05:12:00 2020\n"
    large = line + b"Subject: x\nFrom: a@b.example\n\n" + b"word \n" * 50_000 + b"\n"
    results = found_in(mbox() + large + mbox(), tmp_path, Options(settings=Settings(max_item_bytes=100_000)))
    assert len(texts(results)) == 6
    assert "max_item_bytes = 100,000" in problems(results)[0].reason


def test_ten_thousand_nested_parts(tmp_path: Path) -> None:
    head = b"From: a@b.example\nTo: c@d.example\nMIME-Version: 1.0\nSubject: x\n"
    nested = b"".join(b'Content-Type: multipart/mixed; boundary="%d"\n\n--%d\n' % (n, n) for n in range(10_000))
    results = found_in(head + nested + b"\nA bomb.", tmp_path)
    assert len(results) == 1
