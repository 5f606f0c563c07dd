"""The overview of a case that is too large to be sent whole: a page of its events under the filters of a view."""

from __future__ import annotations

import re
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from gestae.case import Case
from gestae.correcting import changes_by_document, same_events
from gestae.linking.corrections import corrected
from gestae.record.record import Record
from gestae.store.columns import Columns
from gestae.store.windows import WindowQuery
from gestae.views.page.model import Surroundings, page_model
from gestae.views.page.query import Query
from gestae.views.page.same import Same, standing_for
from gestae.views.page.shapes import PageModel, PageWindow

SHOWN = 200
"""Events of a large case that are shown at once."""
_RESTORING = 0.02  # seconds for the whole records of the first documents, with tolls, links and discrepancies
_COUNTRY = re.compile(r"[A-Z]{3}")


def window_model(
    case: Case, columns: Columns, query: Query, *, total: int, fresh: bool = True, offset: int = 0
) -> PageModel:
    """Some of the events that fit, with the tolls, links and discrepancies of the first documents among them.

    `fresh` is false where the columns are older than the case.
    """
    gone = _gone(case)
    found = case.window(columns, replace(asked_of(query), without=gone.events), limit=SHOWN, offset=offset)
    whole = {record.document.id: record for record in _whole(case, found.records)}
    lines = _lines(case, found.records, found.statuses, gone)
    told = page_model(whole.values(), around=Surroundings(name=""))
    shown = {event["id"] for event in lines["events"]}
    return {
        **lines,
        "tolls": [toll for toll in told["tolls"] if toll["event"] in shown],
        "links": [link for link in told["links"] if link["source"] in shown and link["target"] in shown],
        "discrepancies": [one for one in told["discrepancies"] if shown.intersection(one["events"])],
        "relations": told["relations"],
        "runs": told["runs"],
        "window": PageWindow(
            count=found.count,
            exact=fresh,
            total=total,
            offset=offset,
            shown=SHOWN,
            days=list(found.days),
            facets={name: list(counts) for name, counts in found.facets.items()},
            documents=len(whole),
        ),
    }


def every_page(case: Case, columns: Columns, query: Query) -> Iterator[PageModel]:
    """All events that fit, a page at a time."""
    gone = _gone(case)
    for page in case.pages(columns, replace(asked_of(query), without=gone.events), size=SHOWN):
        yield _lines(case, page.records, page.statuses, gone)


def _lines(case: Case, records: Iterable[Record], statuses: Mapping[str, str], gone: _Gone) -> PageModel:
    changes = changes_by_document(case)
    changed = [corrected(record, changes.get(record.document.id, ())) for record in records]
    around = Surroundings(name=Path(case.path).name, statuses=statuses, same=gone.same, known=gone.known)
    return page_model(changed, around=around)


@dataclass(frozen=True, slots=True)
class _Gone:
    """Events that no list shows by themselves, because people rejected them or merged them into others."""

    events: tuple[str, ...]
    same: tuple[Same, ...]
    known: frozenset[str]
    """Events that take in those of other documents."""


def _gone(case: Case) -> _Gone:
    same = same_events(case)
    known = frozenset(one.into for one in same if case.event(one.into) is not None)
    gone = dict.fromkeys(standing_for(same, known))
    for change in (change for some in changes_by_document(case).values() for change in some):
        within = change.action == "merge" and isinstance(change.after, str) and case.event(change.after) is not None
        if change.action == "reject" or within:
            gone[change.event] = None
    return _Gone(tuple(gone), same, known)


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
