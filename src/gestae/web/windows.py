"""The overview of a case that is too large to be sent whole: a page of its events under the filters of a view."""

from __future__ import annotations

import re
import time
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from gestae.case import Case
from gestae.record.record import Record
from gestae.store.fitting import WindowQuery
from gestae.store.windows import Origin, Page
from gestae.views.page.model import Surroundings, page_model
from gestae.views.page.query import Query
from gestae.views.page.shapes import PageDocument, PageModel, PageWindow
from gestae.web.changes import LargeCase

SHOWN = 200
"""Events of a large case that are shown at once."""
_RESTORING = 0.02  # seconds for the whole records of the first documents, with tolls, links and discrepancies
_COUNTRY = re.compile(r"[A-Z]{3}")


def window_model(
    case: Case, large: LargeCase, query: Query, *, around: Surroundings, fresh: bool = True, offset: int = 0
) -> PageModel:
    """Some of the events that fit, with the tolls, links and discrepancies of the first documents among them.

    `fresh` is false where the columns are older than the case; `around` holds what does not depend on the query.
    """
    found = large.found(case, asked_of(query))
    page = case.page(found.fitting, offset, offset + SHOWN)
    whole = list(_whole(case, large, page.records))
    lines = _lines(large, page, around)
    told = page_model(whole, around=_around(large, Surroundings(name="")))
    shown = {event["id"] for event in lines["events"]}
    return {
        **lines,
        "tolls": [toll for toll in told["tolls"] if toll["event"] in shown],
        "links": [link for link in told["links"] if link["source"] in shown and link["target"] in shown],
        "discrepancies": [one for one in told["discrepancies"] if shown.intersection(one["events"])],
        "relations": told["relations"],
        "window": PageWindow(
            count=found.counts.count,
            exact=fresh,
            total=large.layers.total,
            offset=offset,
            shown=SHOWN,
            days=list(found.counts.days),
            facets={name: list(counts) for name, counts in found.counts.facets.items()},
            documents=len(whole),
        ),
    }


def every_page(case: Case, large: LargeCase, query: Query) -> Iterator[PageModel]:
    """All events that fit, a page at a time."""
    around = Surroundings(name=Path(case.path).name)
    found = case.fitting(large.layers, asked_of(query))
    for first in range(0, len(found), SHOWN):
        yield _lines(large, case.page(found, first, first + SHOWN), around)


def _lines(large: LargeCase, page: Page, around: Surroundings) -> PageModel:
    model = page_model(page.records, around=replace(_around(large, around), statuses=page.statuses))
    return {**model, "documents": [_with_origin(row, page.origins.get(row["id"])) for row in model["documents"]]}


def _with_origin(row: PageDocument, origin: Origin | None) -> PageDocument:
    """A document among those that tell the same text, of which the page may hold no other."""
    if origin is None:
        return row
    return {**row, "origin": origin.document, "copy": origin.copy, "reports": origin.copies}


def _around(large: LargeCase, around: Surroundings) -> Surroundings:
    return replace(around, same=large.same, known=large.known)


def asked_of(query: Query) -> WindowQuery:
    """The filters as the store knows them. Words are looked for in the texts, each as the beginning of a word."""
    source, _, target = query.dyad.partition(">")
    return WindowQuery(
        words=" ".join(f'"{word}"*' for word in re.findall(r"\w+", query.q)),
        types=query.types,
        modalities=query.modalities,
        statuses=query.statuses,
        actor=_actor(query.actor) if query.actor else (),
        place=_place(query.place) if query.place else (),
        source=_unit(source),
        target=_unit(target),
        document=query.document,
        since=query.since,
        until=query.until,
        box=query.box,
        least=query.least,
    )


def _whole(case: Case, large: LargeCase, records: Iterable[Record]) -> Iterator[Record]:
    """The whole records of the first documents, as many as the time allows."""
    end = time.monotonic() + _RESTORING
    for record in records:
        if time.monotonic() > end:
            return
        changed = large.layers.documents.get(record.document.id)
        found = case.record(record.document.id) if changed is None else changed.record
        if found is not None:
            yield found


def _actor(key: str) -> tuple[tuple[str, object], ...]:
    """The key of a joined actor (`gestae.views.page.joining`) as columns of its table."""
    if re.fullmatch(r"Q\d+", key):
        return (("wikidata", key),)
    kind, _, rest = key.partition("~")
    country, _, name = rest.partition("~")
    if not name:
        return (("id", key),)
    return (("name", name), ("kind", kind), ("country", country), ("wikidata", None))


def _unit(key: str) -> str | tuple[tuple[str, object], ...] | None:
    """One side of a dyad: a country or an actor."""
    if not key or _COUNTRY.fullmatch(key):
        return key or None
    return _actor(key)


def _place(key: str) -> tuple[tuple[str, object], ...]:
    """The key of a joined place as columns of its table."""
    if re.fullmatch(r"G\d{1,15}", key):
        return (("geonames", int(key[1:])),)
    name, *coordinates = key.rsplit("~", 2)
    if len(coordinates) != 2:
        return (("name", key), ("geonames", None))
    lat, lon = (_degrees(one) for one in coordinates)
    return (("name", name), ("latitude", lat), ("longitude", lon), ("geonames", None))


def _degrees(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None
