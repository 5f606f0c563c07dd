"""One line for an event that several reports tell, where a person has said that it is one.

The event that stands for the others takes their parties and places in, and names the documents that tell it too; what
belongs to the others (tolls, links, discrepancies) belongs to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from gestae.views.page.shapes import PageDiscrepancy, PageEvent, PageLink, PageModel, PageTold, PageToll


@dataclass(frozen=True, slots=True)
class Same:
    """The event of this document is the event `into` of the document `target`."""

    event: str
    document: str
    into: str
    target: str


def standing_for(same: Iterable[Same], known: Iterable[str]) -> dict[str, str]:
    """Each event with the one that stands for it, through all that were merged into others; both must be known."""
    into, there = {one.event: one.into for one in same}, set(known)
    found: dict[str, str] = {}
    for event in into:
        last = event
        for _ in into:  # no longer way than this, even if events were merged in a circle
            last = into.get(last, last)
        if last in there and last != event and last not in into:
            found[event] = last
    return found


def with_same(model: PageModel, same: Sequence[Same], known: Iterable[str] | None = None) -> PageModel:
    """The overview with one line for what is one event. `known` are events of the case that the model does not hold."""
    lines = {event["id"]: event for event in model["events"]}
    moved = standing_for(same, [*lines, *(known or ())])
    if not moved:
        return model
    told: dict[str, list[Same]] = {}
    for one in same:
        if one.event in moved:
            told.setdefault(moved[one.event], []).append(one)
    events = [_grown(line, told.get(line["id"], ()), lines) for line in model["events"] if line["id"] not in moved]
    return {
        **model,
        "events": events,
        "tolls": [_toll(toll, moved) for toll in model["tolls"]],
        "links": _links(model["links"], moved),
        "discrepancies": [_discrepancy(one, moved) for one in model["discrepancies"]],
    }


def _grown(line: PageEvent, told: Sequence[Same], lines: Mapping[str, PageEvent]) -> PageEvent:
    if not told:
        return line
    others = [lines[one.event] for one in told if one.event in lines]

    def union(field: str) -> list[str]:
        every = [line, *others]
        return list(dict.fromkeys(one for some in every for one in some[field]))  # type: ignore[literal-required]

    dates = [one["date"] for one in (line, *others) if one["date"]]
    return {
        **line,
        "actors": union("actors"),
        "recipients": union("recipients"),
        "places": union("places"),
        "spots": union("spots"),
        "date": dates[0] if dates else None,
        "also": [PageTold(event=one.event, document=one.document) for one in told],
    }


def _toll(toll: PageToll, moved: Mapping[str, str]) -> PageToll:
    event = toll["event"]
    return {**toll, "event": moved.get(event, event) if event else None}


def _links(links: Iterable[PageLink], moved: Mapping[str, str]) -> list[PageLink]:
    named: list[PageLink] = [
        {
            **link,
            "source": moved.get(link["source"], link["source"]),
            "target": moved.get(link["target"], link["target"]),
        }
        for link in links
    ]
    return [link for link in named if link["source"] != link["target"]]


def _discrepancy(one: PageDiscrepancy, moved: Mapping[str, str]) -> PageDiscrepancy:
    return {**one, "events": list(dict.fromkeys(moved.get(event, event) for event in one["events"]))}
