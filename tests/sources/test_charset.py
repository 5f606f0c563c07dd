"""Bytes to text, and what is not text."""

from __future__ import annotations

import logging

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gestae.errors import NotText
from gestae.sources.charset import decode

NEWS = "“A bomb killed nine people in Kabul’s centre,” the police said — one of them a naïve café owner."


@pytest.mark.parametrize(
    "charset", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "windows-1252", "mac-roman"]
)
def test_charsets_are_told(charset: str) -> None:
    assert decode(NEWS.encode(charset), name="a.txt") == NEWS


def test_declared_charset_of_a_page() -> None:
    source = '<meta http-equiv="Content-Type" content="text/html; charset=windows-1251"><p>Зеленский</p>'
    assert "Зеленский" in decode(source.encode("windows-1251"), name="a.html")


@pytest.mark.parametrize("declared", ["klingon", "base64", "utf-16", "idna", "x-user-defined"])
def test_nonsense_declared_is_passed_over(declared: str) -> None:
    assert NEWS in decode(f'<meta charset="{declared}">{NEWS}'.encode(), name="a.html")


def test_damaged_utf8_is_decoded_and_told(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        text = decode((NEWS * 20).encode() + b"\xe2\x80", name="a.txt")
    assert text == NEWS * 20 + "\ufffd"
    assert "'a.txt': 1 bytes or characters are not utf-8" in caplog.text


@pytest.mark.parametrize(
    ("content", "called"),
    [
        (b"%PDF-1.7", "a PDF"),
        (b"\xff\xd8\xff\xe0", "a JPEG picture"),
        (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
        (b"\x1f\x8b\x08", r"compressed \(gzip\)"),
        (b"PK\x03\x04", "a zip archive"),
        (b"\x7fELF", "a program"),
        (b"{\\rtf1", "a rich text document"),
        (b"\x00\x00\x00\x18ftypmp42", "a video"),
        (b"\x00\x01\x02\x03" * 200, "binary data"),
    ],
)
def test_not_text(content: bytes, called: str) -> None:
    with pytest.raises(NotText, match=f"a.txt: not text but {called}"):
        decode(content, name="a.txt")


def test_a_stray_nul_is_text() -> None:
    assert decode(b"A bomb\x00 killed nine people in Kabul on Sunday.", name="a.txt")[6] == "\x00"


@given(st.binary(max_size=300))
def test_any_bytes_are_decoded_or_named(content: bytes) -> None:
    try:
        text = decode(content, name="a.txt")
    except NotText:
        return
    text.encode("utf-8")


@given(st.text(max_size=200))
def test_utf8_is_exact(text: str) -> None:
    try:
        content = text.encode("utf-8")
        decoded = decode(content, name="a.txt")
    except (UnicodeEncodeError, NotText):
        return
    if not text.startswith(("\ufeff", "\x00", "\ufffe")) and "\x00" not in text:
        assert decoded == text
