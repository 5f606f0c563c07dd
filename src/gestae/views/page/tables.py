"""The tables of the page as CSV and JSON, by name: what its links lead to.

A cell that a spreadsheet would take for a formula begins with an apostrophe in CSV; JSON is exact.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from textwrap import indent
from typing import Any

from gestae.record.events import HAPPENED
from gestae.views.as_csv import harmless
from gestae.views.page.dyads import break_rows, dyad_rows
from gestae.views.page.query import Query, select
from gestae.views.page.shapes import PageEvent, PageModel
from gestae.views.page.weighing import Weight, weight_of

Row = Mapping[str, Any]


def table_rows(model: PageModel, name: str, query: Query) -> list[Row]:
    """The rows of a table under the filters of a view, each with the same columns.

    Raises:
        KeyError: there is no such table.
    """
    events = select(model, query)
    if name in _WEIGHED:
        return _WEIGHED[name](model, events, weight_of(model, query.weigh))
    return _PLAIN[name](model, events)


def as_csv(rows: Iterable[Row]) -> str:
    """The rows with a header; nothing but the header's absence for no rows."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    for number, row in enumerate(rows):
        if number == 0:
            writer.writerow([harmless(column) for column in row])
        writer.writerow([harmless(_flat(cell)) for cell in row.values()])
    return out.getvalue()


def as_json(rows: Iterable[Row]) -> str:
    """The rows as a JSON array."""
    return json.dumps(list(rows), ensure_ascii=True, indent=1) + "\n"


def csv_of(chunks: Iterable[Iterable[Row]]) -> Iterator[str]:
    """The same as `as_csv` of all rows, in pieces."""
    for number, rows in enumerate(chunks):
        text = as_csv(rows)
        yield text if number == 0 else text.partition("\r\n")[2]


def json_of(chunks: Iterable[Iterable[Row]]) -> Iterator[str]:
    """The same as `as_json` of all rows, in pieces."""
    before = "["
    for rows in chunks:
        lines = [indent(json.dumps(row, ensure_ascii=True, indent=1), " ") for row in rows]
        if lines:
            yield before + "\n" + ",\n".join(lines)
            before = ","
    yield "[]\n" if before == "[" else "\n]\n"


def _flat(cell: object) -> object:
    return "; ".join(map(str, cell)) if isinstance(cell, list) else cell


def _events(model: PageModel, events: list[PageEvent]) -> list[Row]:
    actors = {actor["id"]: actor["name"] for actor in model["actors"]}
    places = {place["id"]: place for place in model["places"]}
    titles = {document["id"]: document["title"] for document in model["documents"]}

    def row(event: PageEvent) -> Row:
        day = event["date"]
        spots = [places[one] for one in event["spots"]]
        first = spots[0] if spots else None
        return {
            "event": event["id"], "document": event["document"], "title": titles.get(event["document"], ""),
            "type": event["type"], "mode": event["mode"], "quad": event["quad"], "intensity": event["intensity"],
            "modality": event["modality"], "status": event["status"], "confidence": event["confidence"],
            "actors": [actors[one] for one in event["actors"]],
            "recipients": [actors[one] for one in event["recipients"]],
            "date_start": day["start"] if day else None, "date_end": day["end"] if day else None,
            "date_precision": day["precision"] if day else None, "date_text": day["text"] if day else None,
            "places": [places[one]["name"] for one in event["places"]],
            "place_precision": first["precision"] if first else None,
            "latitude": first["lat"] if first else None, "longitude": first["lon"] if first else None,
            "words": event["words"], "also_in": [one["document"] for one in event["also"]],
        }  # fmt: skip

    return [row(event) for event in events]


def _actors(model: PageModel, events: list[PageEvent]) -> list[Row]:
    rows: list[Row] = []
    for actor in model["actors"]:
        acts = [event for event in events if actor["id"] in event["actors"]]
        suffers = [event for event in events if actor["id"] in event["recipients"]]
        if acts or suffers:
            rows.append(
                {
                    "actor": actor["id"], "name": actor["name"], "kind": actor["kind"], "country": actor["country"],
                    "sector": actor["sector"], "wikidata": actor["wikidata"],
                    "acts": _happened(acts), "is_acted_on": _happened(suffers), "aliases": actor["aliases"],
                }
            )  # fmt: skip
    return rows


def _happened(events: list[PageEvent]) -> int:
    return sum(event["modality"] in HAPPENED for event in events)


def _places(model: PageModel, events: list[PageEvent]) -> list[Row]:
    rows: list[Row] = []
    for place in model["places"]:
        here = [event for event in events if place["id"] in event["spots"]]
        if here:
            happened = _happened(here)
            rows.append(
                {
                    "place": place["id"], "name": place["name"], "kind": place["kind"], "country": place["country"],
                    "precision": place["precision"], "latitude": place["lat"], "longitude": place["lon"],
                    "happened": happened, "did_not": len(here) - happened,
                }
            )  # fmt: skip
    return rows


def _of_events(name: str, keep: Callable[[Any, set[str]], bool]) -> Callable[[PageModel, list[PageEvent]], list[Row]]:
    """The rows of a table of the model that belong to the events shown; all of them where all are shown."""

    def rows(model: PageModel, events: list[PageEvent]) -> list[Row]:
        every: list[Any] = model[name]  # type: ignore[literal-required]
        if len(events) == len(model["events"]):
            return [_without_lists(row) for row in every]
        shown = {event["id"] for event in events}
        return [_without_lists(row) for row in every if keep(row, shown)]

    return rows


def _without_lists(row: Row) -> Row:
    """Dates and spans become columns of plain cells."""
    flat: dict[str, Any] = {}
    for column, cell in row.items():
        if column == "span":
            flat["start"], flat["end"] = cell
        elif column == "date":
            flat["date_start"], flat["date_end"] = (cell["start"], cell["end"]) if cell else (None, None)
        else:
            flat[column] = cell
    return flat


def _discrepancies(model: PageModel, events: list[PageEvent]) -> list[Row]:
    shown = {event["id"] for event in events}
    every = len(events) == len(model["events"])
    return [
        {
            "number": number, "about": row["about"], "document": row["document"], "events": row["events"],
            "claim": claim["value"], "according_to": claim["source"],
            "words": [quote["text"] for quote in claim["quotes"]],
            "parts": [quote["part"] for quote in claim["quotes"]],
        }
        for number, row in enumerate(model["discrepancies"], 1)
        if every or any(event in shown for event in row["events"])
        for claim in row["claims"]
    ]  # fmt: skip


_PLAIN: Mapping[str, Callable[[PageModel, list[PageEvent]], list[Row]]] = {
    "events": _events,
    "actors": _actors,
    "places": _places,
    "tolls": _of_events("tolls", lambda row, shown: row["event"] in shown),
    "links": _of_events("links", lambda row, shown: row["source"] in shown or row["target"] in shown),
    "discrepancies": _discrepancies,
    "documents": _of_events("documents", lambda row, shown: True),
    "runs": _of_events("runs", lambda row, shown: True),
    "corrections": _of_events("corrections", lambda row, shown: True),
    "relations": _of_events("relations", lambda row, shown: True),
}
_WEIGHED: Mapping[str, Callable[[PageModel, list[PageEvent], Weight], list[Row]]] = {
    "dyads": dyad_rows,
    "breaks": break_rows,
}
TABLES = frozenset((*_PLAIN, *_WEIGHED))
