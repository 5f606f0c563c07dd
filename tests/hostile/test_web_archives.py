"""Web archives that are damaged, cut, or lie about their lengths."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Callable
from pathlib import Path

import brotli
import pytest
from fastwarc.stream_io import ZstdWriter

from gestae.settings import Settings
from gestae.sources.collections.options import Options
from gestae.sources.item_documents import document_of_item
from gestae.sources.items import Item
from tests.sources.collections.samples import REPORTS, found_in, page, problems, texts, warc, warc_record

GOOD = warc_record(page(REPORTS[1]), url="https://wire.example/good")


def packed(*records: bytes) -> bytes:
    return b"".join(map(gzip.compress, records))


@pytest.mark.parametrize("is_packed", [False, True])
def test_warc_cut_short_keeps_every_whole_record(is_packed: bool, tmp_path: Path) -> None:
    whole = warc(packed=is_packed)
    for cut in range(1, len(whole), 37):
        results = found_in(whole[:cut], tmp_path)
        kept = [text for text in texts(results) if any(report in text for report in REPORTS)]
        assert all(text.endswith("</body></html>") for text in kept)
    results = found_in(whole[:-100], tmp_path)
    assert len(texts(results)) == 2
    (problem,) = problems(results)
    assert "cut short" in problem.reason or "ends too early" in problem.reason


def test_the_damage_is_named_with_its_offset(tmp_path: Path) -> None:
    start = len(GOOD)
    results = found_in(GOOD + GOOD + b"this is no record\r\n\r\n" + GOOD, tmp_path)
    assert [each.name.rsplit("@", 1)[-1] for each in results if isinstance(each, Item)] == ["0", str(start)]
    assert f"after the record at byte offset {start:,}" in problems(results)[0].reason


@pytest.mark.parametrize("length", [0, 50, 10_000, -5])
@pytest.mark.parametrize("is_packed", [False, True])
def test_wrong_content_length(length: int, is_packed: bool, tmp_path: Path) -> None:
    lying = warc_record(page(REPORTS[0]), length=length)
    content = packed(GOOD, lying) if is_packed else GOOD + lying
    results = found_in(content, tmp_path)
    assert any(REPORTS[1] in text for text in texts(results))
    assert problems(results)


def test_chunked_body(tmp_path: Path) -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
    results = found_in(warc_record(head + b"5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n") + GOOD, tmp_path)
    assert texts(results)[0] == "hello world" and not problems(results)


def test_chunked_body_unterminated_is_named_and_the_rest_is_read(tmp_path: Path) -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
    results = found_in(warc_record(head + b"5\r\nhello\r\n600\r\n wor") + GOOD, tmp_path)
    assert len(texts(results)) == 1
    assert "chunked body is damaged or unterminated" in problems(results)[0].reason


def test_no_http_header(tmp_path: Path) -> None:
    results = found_in(warc_record(b"<html><p>no header</p></html>") + GOOD, tmp_path)
    assert len(texts(results)) == 1
    assert problems(results)[0].reason == "it has no HTTP header"


def test_http_header_without_end(tmp_path: Path) -> None:
    results = found_in(warc_record(b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 10_000) + GOOD, tmp_path)
    assert len(texts(results)) == 1
    assert "HTTP header is too long" in problems(results)[0].reason


def test_warc_header_without_end(tmp_path: Path) -> None:
    results = found_in(GOOD + warc_record(page(REPORTS[0]), more="X: " + "y" * 1_000_000 + "\r\n"), tmp_path)
    assert len(texts(results)) == 1
    assert "Maximum header length" in problems(results)[0].reason


def test_revisit_records_redirects_and_pictures_are_counted(tmp_path: Path) -> None:
    told: list[str] = []
    records = (
        warc_record(page("", status="304 Not Modified"), kind="revisit"),
        warc_record(page("", status="302 Found")),
        warc_record(page("", "Content-Type: image/png\r\n")),
        warc_record(page("", "Content-Type: text/css\r\n")),
        GOOD,
    )
    results = found_in(b"".join(records), tmp_path, Options(told=told.append))
    assert len(results) == 1
    counts = "2 files that are no text (pictures, scripts and the like), 1 redirects and errors"
    repeats = "1 repeats of pages kept elsewhere (revisit records)"
    assert told == [f"{tmp_path / 'source'}: passed over {counts}, {repeats}"]


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd"])
def test_warc_record_with_a_bomb_is_named_and_the_rest_is_read(coding: str, tmp_path: Path) -> None:
    zeros = b"\0" * 60_000_000
    packers: dict[str, Callable[[bytes], bytes]] = {
        "gzip": gzip.compress,
        "deflate": zlib.compress,
        "br": _brotli,
        "zstd": _zstd,
    }
    body = packers[coding](zeros)
    head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: {coding}\r\n\r\n".encode()
    results = found_in(warc_record(head + body) + GOOD, tmp_path)
    assert len(texts(results)) == 1
    assert "max_expansion = 100" in problems(results)[0].reason


def _brotli(content: bytes) -> bytes:
    packed: bytes = brotli.compress(content, quality=1)
    return packed


def _zstd(content: bytes) -> bytes:
    written = io.BytesIO()
    writer = ZstdWriter(written)
    for start in range(0, len(content), 1_000_000):
        writer.write(content[start : start + 1_000_000])
    writer.close()
    return written.getvalue()


def test_packed_record_with_a_bomb_is_named(tmp_path: Path) -> None:
    results = found_in(packed(GOOD, warc_record(page("x" * 60_000_000))), tmp_path)
    assert len(texts(results)) == 1
    assert "max_expansion = 100" in problems(results)[0].reason


def test_a_record_too_large_is_named_and_the_rest_is_read(tmp_path: Path) -> None:
    options = Options(settings=Settings(max_item_bytes=200_000))
    results = found_in(warc_record(page("x" * 900_000)) + GOOD, tmp_path, options)
    assert len(texts(results)) == 1
    assert "max_item_bytes = 200,000" in problems(results)[0].reason


def test_the_charset_of_the_http_header_wins(tmp_path: Path) -> None:
    """A page in Windows-1251 that calls itself UTF-8: the server knew better."""
    body = "<html><head><meta charset='utf-8'></head><body><p>A bomb killed nine people in кафе.</p></body></html>"
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=windows-1251\r\n\r\n"
    (item,) = found_in(warc_record(head + body.encode("windows-1251")), tmp_path)
    assert isinstance(item, Item)
    assert "A bomb killed nine people in кафе." in document_of_item(item).text


def test_texts_of_a_crawl(tmp_path: Path) -> None:
    """WET files: the words alone, as conversion records."""
    record = warc_record(REPORTS[0].encode(), kind="conversion", content_type="text/plain")
    (item,) = found_in(record, tmp_path)
    assert isinstance(item, Item)
    assert (item.data.decode(), item.url) == (REPORTS[0], "https://wire.example/a")
    assert item.extra == '{"captured": "2020-01-08T05:12:00Z"}' and item.published is None
