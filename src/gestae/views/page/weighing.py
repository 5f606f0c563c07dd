"""How much an event counts in the sums of its dyad; `web/static/domain/weighing.js` is its twin.

A strike that an agency reports and fourteen papers reprint is one event. Counted `once` it tells what happened, counted
by `reports` (fifteen) how much was written about it, counted by `origins` (one) how many told it independently of each
other. Origins grow where a person has found events of several documents to be one.
"""

from __future__ import annotations

from collections.abc import Callable

from gestae.views.page.shapes import PageDocument, PageEvent, PageModel

Weight = Callable[[PageEvent], int]
WEIGHINGS = ("once", "origins", "reports")
"""What `weigh` in an address may be; without it every event counts once."""


def once(event: PageEvent) -> int:
    """Every event the same."""
    return 1


def weight_of(model: PageModel, weigh: str) -> Weight:
    """How much an event of this overview counts, by one of `WEIGHINGS`."""
    documents = {row["id"]: row for row in model["documents"]}
    if weigh == "origins":
        return lambda event: len(_told(documents, event))
    if weigh == "reports":
        return lambda event: sum(_told(documents, event).values())
    return once


def _told(documents: dict[str, PageDocument], event: PageEvent) -> dict[str, int]:
    """The origins that tell an event, each with its reports.

    The text of an origin stands in all its copies; what only a copy has added, in that copy.
    """
    telling = dict.fromkeys([event["document"], *(one["document"] for one in event["also"])])
    origins: dict[str, list[str]] = {}
    for name in telling:
        origins.setdefault(documents[name]["origin"] if name in documents else name, []).append(name)
    return {
        origin: documents[origin]["reports"] if origin in documents and origin in names else len(names)
        for origin, names in origins.items()
    }
