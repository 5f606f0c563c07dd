"""An address that the user has named, fetched and then read like a file."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime

from gestae.sources.collections.context import Found
from gestae.sources.collections.options import Options
from gestae.sources.fetching.addresses import without_login
from gestae.sources.fetching.errors import NotFetched
from gestae.sources.fetching.fetcher import Fetched, Fetcher, Validators
from gestae.sources.items import Item, Problem
from gestae.sources.unpacking.streams import Readable

_ADDRESS = re.compile(r"https?://", re.IGNORECASE)
_Read = Callable[[str, Readable, int | None, Options], Iterator[Found]]


def is_address(source: str) -> bool:
    """Whether a source is meant to be fetched.

    >>> [is_address(source) for source in ("https://news.example/", "report.txt", "ftp://news.example/a")]
    [True, False, False]
    """
    return bool(_ADDRESS.match(source))


def items_at(url: str, options: Options, read: _Read) -> Iterator[Found]:
    """The items of what is found at an address: one page, or those of a feed or an archive."""
    fetcher = options.fetcher or Fetcher(options.settings)
    try:
        page = fetcher.fetch(url, known=options.known.get(url))
    except NotFetched as error:
        yield Problem(without_login(url), str(error))
        return
    if page.data is None:
        options.told(f"{url}: not changed since it was last fetched")
        return
    for found in read(url, io.BytesIO(page.data), len(page.data), options):
        yield _completed(found, page) if isinstance(found, Item) and found.name == url else found
    options.fetched(url, page.validators)


def _completed(item: Item, page: Fetched) -> Item:
    """A page by itself, with where it was found, its declared charset, and what to ask with the next time."""
    stated: Validators = page.validators
    extra = {
        "fetched": datetime.now(UTC).isoformat(timespec="seconds"),
        "etag": stated.etag,
        "last_modified": stated.last_modified,
    }
    kept = {name: value for name, value in extra.items() if value is not None}
    return replace(item, url=page.url, charset=item.charset or page.charset, extra=json.dumps(kept, sort_keys=True))
