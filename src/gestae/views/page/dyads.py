"""The tables of what each side does to each other one: sums by day, and the days on which the level breaks.

Iran's two strikes on the United States on one day are one row, `{"from": "IRN", "to": "USA", "day": "2020-01-08", …}`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gestae.record.events import HAPPENED
from gestae.views.page.escalation import band, broken, days
from gestae.views.page.shapes import PageEvent, PageModel
from gestae.views.page.weighing import Weight

_Row = Mapping[str, Any]


def dyad_rows(model: PageModel, events: list[PageEvent], weight: Weight) -> list[_Row]:
    """The sum of intensity by pair of sides and day, of what happened, and how sure it is."""
    names = {unit["id"]: unit["name"] for unit in model["units"]}
    rows: list[_Row] = []
    for (source, target), found in _by_dyad(model, events):
        sums: dict[str, list[PageEvent]] = {}
        for event in found:
            if event["modality"] in HAPPENED and event["date"] is not None:
                sums.setdefault(event["date"]["start"], []).append(event)
        for day, told in sorted(sums.items()):
            sure = band([(event["intensity"] * weight(event), event["confidence"]) for event in told])
            rows.append(
                {
                    "from": source, "from_name": names[source], "to": target, "to_name": names[target], "day": day,
                    "events": len(told), "counted": sum(weight(event) for event in told),
                    "intensity": round(sum(event["intensity"] * weight(event) for event in told), 6),
                    "expected": round(sure.expected, 6), "low": round(sure.low, 6), "high": round(sure.high, 6),
                }
            )  # fmt: skip
    return rows


def break_rows(model: PageModel, events: list[PageEvent], weight: Weight) -> list[_Row]:
    """The days on which the level of a pair of sides breaks."""
    names = {unit["id"]: unit["name"] for unit in model["units"]}
    return [
        {
            "from": source, "from_name": names[source], "to": target, "to_name": names[target], "day": day,
            "before": round(one.before, 6), "after": round(one.after, 6), "p": one.p,
        }
        for (source, target), found in _by_dyad(model, events)
        for day, one in broken(days(found, weight))
    ]  # fmt: skip


def _by_dyad(model: PageModel, events: list[PageEvent]) -> list[tuple[tuple[str, str], list[PageEvent]]]:
    """The events by pair of sides."""
    units = {actor["id"]: actor["unit"] for actor in model["actors"]}
    found: dict[tuple[str, str], list[PageEvent]] = {}
    for event in events:
        for source in dict.fromkeys(units[one] for one in event["actors"]):
            for target in dict.fromkeys(units[one] for one in event["recipients"]):
                found.setdefault((source, target), []).append(event)
    return sorted(found.items())
