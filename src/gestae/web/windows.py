"""The overview of a case that is too large to be sent whole: its first events under the filters of a view."""

from __future__ import annotations

import re
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from gestae.case import Case
from gestae.correcting import changes_by_document
from gestae.linking.corrections import corrected
from gestae.record.record import Record
from gestae.store.windows import WindowQuery
from gestae.views.page.model import Surroundings, page_model
from gestae.views.page.query import Query
from gestae.views.page.shapes import PageModel, PageWindow

_RESTORING = 0.05  # seconds for the whole records of the first documents, with tolls, links and discrepancies
_COUNTRY = re.compile(r"[A-Z]{3}")


def window_model(case: Case, query: Query, *, total: int, limit: int, seconds: float) -> PageModel:
    """The first events that fit, with the tolls, links and discrepancies of the first documents among them."""
    found = case.window(asked_of(query), limit=limit, seconds=seconds)
    changes = changes_by_document(case)
    records = [corrected(record, changes.get(record.document.id, ())) for record in found.records]
    whole = {record.document.id: record for record in _whole(case, records)}
    window = PageWindow(count=found.count, exact=found.exact, total=total, days=list(found.days), documents=len(whole))
    around = Surroundings(name=Path(case.path).name, window=window)
    lines = page_model(records, around=around)
    told = page_model(whole.values(), around=around)
    shown = {event["id"] for event in lines["events"]}
    return {
        **lines,
        "tolls": [toll for toll in told["tolls"] if toll["event"] in shown],
        "links": [link for link in told["links"] if link["source"] in shown and link["target"] in shown],
        "discrepancies": [one for one in told["discrepancies"] if shown.intersection(one["events"])],
        "relations": told["relations"],
        "runs": told["runs"],
    }


def asked_of(query: Query) -> WindowQuery:
    """The filters as the store knows them. Words are looked for in the texts, each as the beginning of a word."""
    source, _, target = query.dyad.partition(">")
    countries = _COUNTRY.fullmatch(source) and _COUNTRY.fullmatch(target)
    others = [unit for unit in (source, target) if unit and not _COUNTRY.fullmatch(unit)]
    actor = query.actor or next(iter(others), "")
    return WindowQuery(
        words=" ".join(f'"{word}"*' for word in re.findall(r"\w+", query.q)),
        types=query.types,
        modalities=query.modalities,
        actor=_actor(actor) if actor else (),
        place=_place(query.place) if query.place else (),
        source=source if countries else "",
        target=target if countries else "",
        document=query.document,
        since=query.since,
        until=query.until,
        box=query.box,
        least=query.least,
    )


def _whole(case: Case, records: Iterable[Record]) -> Iterator[Record]:
    """The whole records of the first documents, as many as the time allows."""
    end = time.monotonic() + _RESTORING
    for record in records:
        if time.monotonic() > end:
            return
        found = case.record(record.document.id)
        if found is not None:
            yield found


def _actor(key: str) -> tuple[tuple[str, object], ...]:
    """The key of a joined actor (`gestae.views.page.joining`) as columns of its table."""
    if re.fullmatch(r"Q\d+", key):
        return (("wikidata", key),)
    kind, _, rest = key.partition("~")
    country, _, name = rest.partition("~")
    return (("name", name), ("kind", kind), ("country", country)) if name else (("id", key),)


def _place(key: str) -> tuple[tuple[str, object], ...]:
    """The key of a joined place as columns of its table."""
    if re.fullmatch(r"G\d{1,15}", key):
        return (("geonames", int(key[1:])),)
    name, *coordinates = key.rsplit("~", 2)
    if len(coordinates) != 2:
        return (("name", key),)
    lat, lon = (_degrees(one) for one in coordinates)
    return (("name", name), ("latitude", lat), ("longitude", lon))


def _degrees(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None
