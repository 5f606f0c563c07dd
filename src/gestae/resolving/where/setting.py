"""Which countries a report plainly plays in: "SANTIAGO, 12 May (AP) -- Chilean police said" speaks of Chile, twice.

The dateline and the countries, peoples and adjectives that a report names decide where its small places are; without
them a handful of streets and hamlets with namesakes close together elsewhere would carry the report away.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from gestae.knowledge.gazetteer import Gazetteer
from gestae.knowledge.gazetteer_entries import GazetteerEntry
from gestae.record.documents import Document
from gestae.resolving.where.disambiguation import Toponym, prominence
from gestae.resolving.where.locatives import dateline_end

_WORD = re.compile(r"\b[A-Z][a-z]{3,}\b")
_DATELINE = 3.0  # what a dateline says, beside 1 for a country that is named
_SURE_DATELINE = 2.0
_LEAST_SHARE = 0.1
_KNOWN = 500_000  # a place of this size needs no introduction
_TOWN = 15_000  # nor does one of this size when no other country has its name


def named_countries(document: Document, toponyms: Sequence[Toponym], gazetteer: Gazetteer) -> Mapping[str, float]:
    """The countries of the dateline and those named by name, people or adjective, each with its weight."""
    named: dict[str, float] = {}
    for toponym in toponyms:
        for entry in toponym.candidates[:1]:
            if entry.kind == "country" and entry.country:
                named[entry.country] = 1.0
    for word in sorted(set(_WORD.findall(document.text))):
        countries = _country_of_word(word.lower(), gazetteer)
        for country in countries:
            named[country] = max(named.get(country, 0.0), 1.0 / len(countries))
    for country, share in _dateline_countries(document, toponyms).items():
        named[country] = named.get(country, 0.0) + _DATELINE * share
    return named


def keep_to_countries(
    toponyms: Sequence[Toponym], chosen: Sequence[GazetteerEntry | None], named: Mapping[str, float]
) -> bool:
    """Take from small places the namesakes in countries of which a report with a dateline does not speak.

    A report from San Salvador that means an Ojo de Agua of Mexico says so. Returns whether anything was taken: then
    the places must be chosen again, and a name with no candidate left is on no map.
    """
    if max(named.values(), default=0.0) < _SURE_DATELINE:
        return False
    spoken = set(named)
    for toponym, entry in zip(toponyms, chosen, strict=True):
        if entry is not None and entry.country and (toponym.inside >= 0 or _is_known(entry)):
            spoken.add(entry.country)
    doubtful = {
        toponym.key
        for toponym, entry in zip(toponyms, chosen, strict=True)
        if entry is not None and entry.country and entry.country not in spoken and not _stands_alone(toponym, entry)
    }
    for toponym in toponyms:
        if toponym.key in doubtful:
            toponym.candidates = tuple(
                entry for entry in toponym.candidates if entry.country is None or entry.country in spoken
            )
            toponym.abroad = not toponym.candidates
    return bool(doubtful)


def _stands_alone(toponym: Toponym, entry: GazetteerEntry) -> bool:
    """Whether a town's name is its own: "near Kismayo" needs no Somalia in a report from Nairobi."""
    countries = {candidate.country for candidate in toponym.candidates if candidate.country}
    return len(countries) == 1 and prominence(entry) >= _TOWN


def _is_known(entry: GazetteerEntry) -> bool:
    return entry.feature == "PPLC" or (entry.ours and entry.precision == "site") or prominence(entry) >= _KNOWN


def _country_of_word(word: str, gazetteer: Gazetteer) -> tuple[str, ...]:
    """The countries whose people or adjective a word is: "chilean" → CHL."""
    return tuple(
        entry.country
        for entry in gazetteer.find_key(word)
        if entry.rank == 3 and entry.feature in {"PCLI", "PCLD"} and entry.country
    )


def _dateline_countries(document: Document, toponyms: Sequence[Toponym]) -> Mapping[str, float]:
    """How likely each country is that of the dateline, which names towns that readers know."""
    dateline = _dateline(document)
    within = [toponym for toponym in toponyms if dateline[0] <= toponym.start and toponym.end <= dateline[1]]
    if not within:
        return {}
    countries: dict[str, float] = {}
    for toponym in within:
        if toponym.inside >= 0:
            continue
        total = sum(map(_fame, toponym.candidates))
        for entry in toponym.candidates:
            if entry.country and total:
                countries[entry.country] = countries.get(entry.country, 0.0) + _fame(entry) / total
    return {country: min(1.0, share) for country, share in countries.items() if share > _LEAST_SHARE}


def _dateline(document: Document) -> tuple[int, int]:
    """Where the first dateline of the report stands."""
    for part in document.parts:
        if part.kind == "dateline":
            return part.start, part.end
        if (end := dateline_end(document.text, part.start, part.end)) > part.start:
            return part.start, end
    return 0, 0


def _fame(entry: GazetteerEntry) -> float:
    """How well a place is known: its people, capitals counting tenfold; other names hardly count."""
    return prominence(entry) * (10 if entry.feature == "PPLC" else 1) * (0.01 if entry.rank else 1.0)
