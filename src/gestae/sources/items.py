"""What a source gives up: one Item a report, and one Problem for whatever could not be taken."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Item:
    """One report as it came, with what its source says of it.

    `data` are the bytes of the report, text or HTML. `name` is how people are told of it: "feed.xml#3" is the third
    entry of a feed, "export.jsonl:12" the twelfth line, "crawl.warc.gz@1234" the record at that byte offset,
    "week.zip/monday/a.html" a member of an archive. `published` is ISO 8601. `charset` is what the source declares
    (a mail part, an HTTP header); it is believed before what the page says. `extra` is a JSON object of the fields
    that have no other place; None where there are none.
    """

    name: str
    data: bytes = field(repr=False)
    url: str | None = None
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    language: str | None = None
    charset: str | None = None
    extra: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Problem:
    """What could not be taken, and why, in one sentence that says what to do where something can be done."""

    name: str
    reason: str

    def __str__(self) -> str:
        return f"{self.name}: {self.reason}"
