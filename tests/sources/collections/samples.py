"""Small collections of every format, made here so that each byte of them is known."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import tarfile
import zipfile
from collections.abc import Mapping
from email.message import EmailMessage
from pathlib import Path

import pyarrow as arrow
import pyarrow.parquet as parquet

from gestae.sources.collections.opening import items
from gestae.sources.collections.options import Options
from gestae.sources.items import Item, Problem

REPORTS = tuple(f"Bomb number {number} killed nine people in Kabul, the police said." for number in range(3))
ROWS: tuple[dict[str, object], ...] = tuple(
    {
        "id": number,
        "maintext": text,
        "title": f"Bomb {number}",
        "url": f"https://wire.example/{number}",
        "source_domain": "wire.example",
        "date_publish": "2020-01-08 05:12:00",
        "language": "en",
    }
    for number, text in enumerate(REPORTS)
)


class Heard(list[str]):
    """What was told."""


def found(path: Path | str, options: Options | None = None) -> list[Item | Problem]:
    return list(items(str(path), options=options))


def found_in(content: bytes, folder: Path, options: Options | None = None) -> list[Item | Problem]:
    path = folder / "source"
    path.write_bytes(content)
    return found(path, options)


def texts(found: list[Item | Problem]) -> list[str]:
    return [each.data.decode() for each in found if isinstance(each, Item)]


def problems(found: list[Item | Problem]) -> list[Problem]:
    return [each for each in found if isinstance(each, Problem)]


def zipped(members: Mapping[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return written.getvalue()


def tarred(members: Mapping[str, bytes]) -> bytes:
    written = io.BytesIO()
    with tarfile.open(fileobj=written, mode="w") as archive:
        for name, content in members.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return written.getvalue()


def rss(*entries: str, head: str = "<title>Wire</title><link>https://wire.example/</link>") -> bytes:
    names = 'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    return f'<?xml version="1.0"?><rss version="2.0" {names}><channel>{head}{"".join(entries)}</channel></rss>'.encode()


def entry(number: int, text: str | None = None) -> str:
    words = REPORTS[number % 3] if text is None else text
    return (
        f"<item><title>Bomb {number}</title><link>https://wire.example/{number}</link><guid>{number}</guid>"
        f"<pubDate>Wed, 08 Jan 2020 05:12:00 GMT</pubDate><description>{words}</description></item>"
    )


def warc_record(
    body: bytes,
    *,
    kind: str = "response",
    url: str = "https://wire.example/a",
    content_type: str = "application/http; msgtype=response",
    length: int | None = None,
    more: str = "",
) -> bytes:
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2020-01-08T05:12:00Z\r\n"
        "WARC-Record-ID: <urn:uuid:12345678-1234-1234-1234-123456789012>\r\n"
        f"Content-Type: {content_type}\r\n{more}Content-Length: {len(body) if length is None else length}\r\n\r\n"
    )
    return head.encode() + body + b"\r\n\r\n"


def page(text: str, headers: str = "Content-Type: text/html; charset=utf-8\r\n", status: str = "200 OK") -> bytes:
    return f"HTTP/1.1 {status}\r\n{headers}\r\n<html><body><p>{text}</p></body></html>".encode()


def warc(*, packed: bool) -> bytes:
    records = [
        warc_record(b"software: tests\r\n", kind="warcinfo", content_type="application/warc-fields"),
        *(warc_record(page(text), url=f"https://wire.example/{number}") for number, text in enumerate(REPORTS)),
    ]
    return b"".join(map(gzip.compress, records) if packed else records)


def message(number: int) -> bytes:
    mail = EmailMessage()
    mail["From"] = "The Daily Wire <news@wire.example>"
    mail["To"] = "reader@wire.example"
    mail["Subject"] = f"Bomb {number}"
    mail["Date"] = "Wed, 08 Jan 2020 05:12:00 +0000"
    mail["Message-ID"] = f"<{number}@wire.example>"
    mail["MIME-Version"] = "1.0"
    mail.set_content(REPORTS[number])
    return mail.as_bytes()


def mbox() -> bytes:
    line = b"From news@wire.example Wed Jan  8 05:12:00 2020\n"
    return b"".join(line + message(number) + b"\n" for number in range(3))


def table(delimiter: str = ",") -> bytes:
    lines = [delimiter.join(ROWS[0])]
    lines += [delimiter.join(f'"{value}"' for value in row.values()) for row in ROWS]
    return "\n".join(lines).encode()


def parquet_file() -> bytes:
    written = io.BytesIO()
    parquet.write_table(arrow.Table.from_pylist(list(ROWS)), written)
    return written.getvalue()


def atom() -> bytes:
    entries = "".join(
        f"<entry><title>Bomb {number}</title><id>urn:{number}</id><link href='/{number}'/>"
        f"<updated>2020-01-08T05:12:00Z</updated><content type='text'>{text}</content></entry>"
        for number, text in enumerate(REPORTS)
    )
    return f"<feed xmlns='http://www.w3.org/2005/Atom' xml:base='https://wire.example/'>{entries}</feed>".encode()


JSON_LINES = "".join(json.dumps(row) + "\n" for row in ROWS).encode()
JSON_ARRAY = json.dumps(ROWS, indent=1).encode()
MEMBERS = {f"{number}.txt": text.encode() for number, text in enumerate(REPORTS)}
# Every sample holds REPORTS, in this order.
SAMPLES: dict[str, bytes] = {
    "zip": zipped(MEMBERS),
    "zip of json lines": zipped({"a.jsonl": JSON_LINES}),
    "tar": tarred(MEMBERS),
    "tar.gz": gzip.compress(tarred(MEMBERS)),
    "tar.bz2": bz2.compress(tarred(MEMBERS)),
    "tar.xz": lzma.compress(tarred(MEMBERS)),
    "zip in zip": zipped({"inner.zip": zipped(MEMBERS)}),
    "rss": rss(*map(entry, range(3))),
    "atom": atom(),
    "warc": warc(packed=False),
    "warc.gz": warc(packed=True),
    "wacz": zipped({"datapackage.json": "{}", "archive/a.warc.gz": warc(packed=True), "pages/pages.jsonl": "{}"}),
    "json lines": JSON_LINES,
    "json lines.gz": gzip.compress(JSON_LINES),
    "json array": JSON_ARRAY,
    "json wrapped": json.dumps({"status": "ok", "articles": ROWS}, indent=1).encode(),
    "csv": table(),
    "semicolons": table(";"),
    "tabs": table("\t"),
    "parquet": parquet_file(),
    "parquet in zip": zipped({"a.parquet": parquet_file()}),
    "mbox": mbox(),
}
