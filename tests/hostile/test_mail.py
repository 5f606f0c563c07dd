"""Mail meant to break what parses it."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tests.sources.collections.samples import found_in, mbox, problems, texts

LINE = b"From news@wire.example Wed Jan  8 05:12:00 2020\n"
REST = b"To: a@b.example\nMIME-Version: 1.0\n\nNine people died in Kabul on Sunday.\n\n"


@pytest.mark.parametrize("header", [b"Subject", b"From", b"Date", b"Content-Type", b"Content-Disposition", b"To"])
@pytest.mark.parametrize("unit", [b"word ", b'"', b"\\", b"a,", b"<", b"(", b";a=b", b"=?utf-8?q?a?= ", b"a@b.c, "])
def test_headers_built_to_take_the_square_of_their_length(header: bytes, unit: bytes, tmp_path: Path) -> None:
    """The standard library's newer parser takes minutes for 100 kB of quotation marks."""
    bad = LINE + header + b": " + unit * (100_000 // len(unit)) + b"\n" + REST
    began = time.process_time()
    results = found_in(mbox() + bad + mbox(), tmp_path)
    assert time.process_time() - began < 3
    if header == b"To":
        assert len(texts(results)) == 7 and not problems(results)
    else:
        assert len(texts(results)) == 6
        assert "is longer than 2,000 characters" in problems(results)[0].reason


@pytest.mark.parametrize("unit", [b"word ", b'"', b"\\", b"a,", b"<", b"(", b";a=b", b"=?utf-8?q?a?= ", b"a@b.c, "])
def test_headers_as_long_as_they_may_be(unit: bytes, tmp_path: Path) -> None:
    long = unit * (1_900 // len(unit))
    head = b"".join(name + b": " + long + b"\n" for name in (b"Subject", b"From", b"Date", b"Content-Type"))
    began = time.process_time()
    assert len(found_in(LINE + head + REST, tmp_path)) == 1
    assert time.process_time() - began < 2


def test_headers_in_charsets_that_are_not(tmp_path: Path) -> None:
    head = b"Subject: =?nonsense?q?Nine?= died\nFrom: =?utf-8?b?!!!?= <a@b.example>\n"
    (text,) = texts(found_in(LINE + head + REST, tmp_path))
    assert "Nine people died" in text


def test_attachments_are_not_read(tmp_path: Path) -> None:
    parts = (
        b"Subject: x\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n"
        b"--b\nContent-Type: text/plain\nContent-Disposition: attachment; filename=../../x.txt\n\nattached\n"
        b"--b\nContent-Type: text/plain\n\nNine people died in Kabul.\n--b--\n"
    )
    (text,) = texts(found_in(LINE + parts, tmp_path))
    assert text.strip() == "Nine people died in Kabul."
    assert [path.name for path in tmp_path.iterdir()] == ["source"]
