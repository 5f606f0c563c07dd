"""Which events a view of the page shows: the filters of its address, as `web/static/domain/query.js` has them.

>>> Query.of({"types": "ASSAULT,THREATEN", "from": "2020-01-01"}).types
('ASSAULT', 'THREATEN')
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from gestae.views.page.shapes import PageActor, PageEvent, PageModel, PagePlace
from gestae.views.page.weighing import WEIGHINGS


class QueryError(ValueError):
    """A filter has no such value; the message names both."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """Every filter that is given must fit. `dyad` is "IRN>USA"; `box` west, south, east, north in degrees.

    `weigh` is no filter: it says how much each event counts in the sums of a dyad.
    """

    q: str = ""
    types: tuple[str, ...] = ()
    modalities: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    actor: str = ""
    place: str = ""
    dyad: str = ""
    document: str = ""
    since: str = ""
    until: str = ""
    box: tuple[float, ...] = ()
    least: float = 0.0
    weigh: str = WEIGHINGS[0]

    @classmethod
    def of(cls, given: Mapping[str, str]) -> Query:
        """The filters of an address; what it names beside them (the open event, the tab) is no filter.

        Raises:
            QueryError: a day, a number, the box or the weighing is none.
        """
        box = tuple(_number("box", part) for part in _list(given, "box"))
        if box and len(box) != 4:
            raise QueryError(f"box is west,south,east,north, not {given['box']!r}")
        weigh = given.get("weigh", "") or WEIGHINGS[0]
        if weigh not in WEIGHINGS:
            raise QueryError(f"weigh is one of {', '.join(WEIGHINGS)}, not {weigh!r}")
        return cls(
            q=given.get("q", ""),
            types=_list(given, "types"),
            modalities=_list(given, "modalities"),
            statuses=_list(given, "statuses"),
            actor=given.get("actor", ""),
            place=given.get("place", ""),
            dyad=given.get("dyad", ""),
            document=given.get("document", ""),
            since=_day("from", given.get("from", "")),
            until=_day("to", given.get("to", "")),
            box=box,
            least=_number("least", given.get("least", "") or "0"),
            weigh=weigh,
        )


def select(model: PageModel, query: Query) -> list[PageEvent]:
    """The events that fit, by date and then in the order of the documents."""
    lookup = _Lookup(model)
    order = {document["id"]: number for number, document in enumerate(model["documents"])}
    fitting = [event for event in model["events"] if lookup.fits(event, query)]
    return sorted(
        fitting,
        key=lambda event: (
            event["date"]["start"] if event["date"] else "9999",
            order.get(event["document"], 0),
            event["number"],
        ),
    )


class _Lookup:
    """The rows that events point to, by their keys."""

    def __init__(self, model: PageModel) -> None:
        self.actors: dict[str, PageActor] = {actor["id"]: actor for actor in model["actors"]}
        self.places: dict[str, PagePlace] = {place["id"]: place for place in model["places"]}

    def fits(self, event: PageEvent, query: Query) -> bool:
        return (
            _in(query.types, event["type"])
            and _in(query.modalities, event["modality"])
            and _in(query.statuses, event["status"])
            and event["confidence"] >= query.least
            and query.document in {"", event["document"], *(one["document"] for one in event["also"])}
            and (not query.place or query.place in event["places"])
            and (not query.actor or query.actor in {*event["actors"], *event["recipients"]})
            and (not query.dyad or query.dyad in self.dyads(event))
            and _in_time(event, query)
            and self._in_box(event, query.box)
            and (not query.q or finds(query.q, self.words(event)))
        )

    def dyads(self, event: PageEvent) -> list[str]:
        """The pairs of sides of an event, each once."""
        sources, targets = (self._units(event[side]) for side in ("actors", "recipients"))
        return [f"{source}>{target}" for source in sources for target in targets]

    def _units(self, actors: list[str]) -> list[str]:
        return list(dict.fromkeys(self.actors[one]["unit"] if one in self.actors else one for one in actors))

    def words(self, event: PageEvent) -> str:
        """What a search looks into."""
        actors = [self.actors[one] for one in (*event["actors"], *event["recipients"]) if one in self.actors]
        named = [part for actor in actors for part in (actor["name"], actor["country"] or "")]
        places = [self.places[one]["name"] for one in event["places"] if one in self.places]
        return " ".join([event["type"], event["mode"] or "", event["modality"], event["words"], *named, *places])

    def _in_box(self, event: PageEvent, box: tuple[float, ...]) -> bool:
        if not box:
            return True
        west, south, east, north = box
        for one in event["spots"]:
            place = self.places.get(one)
            if place is None or place["lat"] is None or place["lon"] is None:
                continue
            lon = place["lon"]
            inside = west <= lon <= east if west <= east else lon >= west or lon <= east
            if inside and south <= place["lat"] <= north:
                return True
        return False


def finds(search: str, text: str) -> bool:
    """Whether every word of the search begins a word of the text: "assad" does not find "ambassador"."""
    plain = _plain(text)
    return all(re.search(rf"(?<![^\W_]){re.escape(word)}", plain) for word in _plain(search).split())


def _plain(text: str) -> str:
    """Lower case, letters without their marks."""
    return "".join(
        c for c in unicodedata.normalize("NFKD", text) if not unicodedata.category(c).startswith("M")
    ).lower()


def _in(wanted: tuple[str, ...], value: str) -> bool:
    return not wanted or value in wanted


def _in_time(event: PageEvent, query: Query) -> bool:
    if not query.since and not query.until:
        return True
    day = event["date"]
    if day is None:
        return False
    return (not query.since or day["end"] >= query.since) and (not query.until or day["start"] <= query.until)


def _list(given: Mapping[str, str], name: str) -> tuple[str, ...]:
    return tuple(part for part in given.get(name, "").split(",") if part)


def _day(name: str, text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat() if text else ""
    except ValueError:
        raise QueryError(f"{name} is a day such as 2020-01-08, not {text!r}") from None


def _number(name: str, text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        raise QueryError(f"{name} holds numbers, not {text!r}") from None
    if not math.isfinite(number):
        raise QueryError(f"{name} holds numbers, not {text!r}")
    return number
