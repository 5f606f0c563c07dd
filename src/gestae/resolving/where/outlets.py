"""Where a report's outlet sits, as far as its web address tells: "gainesville.com" writes from a Gainesville."""

from __future__ import annotations

import re

from gestae.knowledge.gazetteer import Gazetteer
from gestae.lexicon.placewords import load_place_words
from gestae.record.documents import Document
from gestae.resolving.where.disambiguation import Outlet

_HOST = re.compile(r"^(?:[a-z]+://)?(?:[^/@]*@)?([a-z0-9.\-]+)", re.IGNORECASE)
# Endings that say nothing about the country although they look like one.
_GENERIC = frozenset(
    {"com", "net", "org", "info", "edu", "gov", "tv", "me", "io", "co", "fm", "am", "ws", "eu", "news"}
)
_WORLD_OUTLETS = load_place_words().world_outlets
_SPECIAL = {"uk": "GBR"}


def outlet_of(document: Document, gazetteer: Gazetteer) -> Outlet:
    """The outlet of a report; an empty one where neither address nor name is known."""
    host = ""
    for source in (document.url, document.publisher):
        match = _HOST.match(source or "")
        if match and "." in match[1]:
            host = match[1].lower()
            break
    if not host:
        return Outlet()
    ending = host.rsplit(".", 1)[-1]
    country = _SPECIAL.get(ending)
    if country is None and ending not in _GENERIC and len(ending) == 2:
        country = gazetteer.alpha3(ending.upper())
    world = not _WORLD_OUTLETS.isdisjoint(host.split("."))
    return Outlet(country=country, label=host.replace("-", ""), world=world)
