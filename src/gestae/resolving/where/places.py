"""Where: the places a report names, on the map.

"Iran fired missiles at the Ain al-Asad air base in Iraq's western Anbar province" gives a base (a site), a region of
Iraq (an area, not a dot) and no place for Iran: a country that acts is not a location.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from gestae.knowledge.gazetteer import Gazetteer
from gestae.knowledge.gazetteer_entries import GazetteerEntry
from gestae.knowledge.placenames import normal_name
from gestae.lexicon.placewords import load_place_words
from gestae.reading.tokens import Reading
from gestae.record.identifiers import content_id
from gestae.record.places import Place
from gestae.resolving.where.disambiguation import Toponym, Weights, choose, kilometres, prominence
from gestae.resolving.where.locatives import dateline_end, is_locative
from gestae.resolving.where.outlets import outlet_of
from gestae.resolving.where.recognition import recognise_places
from gestae.resolving.where.setting import keep_to_countries, named_countries
from gestae.resolving.where.toponyms import set_containers, share_kind_words, toponym_at

_WEIGHTS = Weights()
_WORDS = load_place_words()
_GENERAL = _WORDS.directions | _WORDS.general | frozenset(_WORDS.kind_words)
# A small place alone in its country must be this sure to be meant at all (fitted on development reports).
_SMALL = 300_000
_SURE_ENOUGH = 1.5
_SURE_OF_A_CAPITAL = 0.5  # "in Honiara"
_TOWN = 40.0  # kilometres from a town to its quarters


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place named in the text: characters, tokens (`last` exclusive), and the index of its place in `Places.items`.

    `locative`: stands for a location here, not for an actor.
    """

    start: int
    end: int
    first: int
    last: int
    place: int
    locative: bool


@dataclass(frozen=True, slots=True)
class Places:
    """The places of a report in the order of the text, where each is named, and the time zone each keeps, if one."""

    items: tuple[Place, ...] = ()
    mentions: tuple[PlaceMention, ...] = ()
    zones: tuple[str | None, ...] = ()
    _by_token: dict[int, PlaceMention] = field(default_factory=dict, repr=False, compare=False)
    _by_sentence: dict[int, tuple[PlaceMention, ...]] = field(default_factory=dict, repr=False, compare=False)

    def at(self, token: int) -> PlaceMention | None:
        """The mention that covers a token."""
        return self._by_token.get(token)

    def in_sentence(self, sentence: int) -> tuple[PlaceMention, ...]:
        """The mentions in a sentence, in order."""
        return self._by_sentence.get(sentence, ())


def resolve_places(reading: Reading, *, gazetteer: Gazetteer, spans: Sequence[tuple[int, int]] | None = None) -> Places:
    """The places of a report.

    Args:
        spans: resolve exactly these spans of characters instead of finding the names (no parse is needed).
    """
    text = reading.document.text
    if spans is None:
        toponyms = recognise_places(reading, gazetteer)
    else:
        toponyms = [toponym_at(text, start, end, gazetteer) for start, end in sorted(spans)]
    share_kind_words(text, toponyms, gazetteer)
    set_containers(text, toponyms)
    outlet = outlet_of(reading.document, gazetteer)
    named = named_countries(reading.document, toponyms, gazetteer)
    chosen = choose(toponyms, outlet, _WEIGHTS, named=named)
    if keep_to_countries(toponyms, chosen, named):
        chosen = choose(toponyms, outlet, _WEIGHTS, named=named)
    toponyms, chosen = _credible(toponyms, chosen, named)
    senses = [_sense(text, toponym, entry) for toponym, entry in zip(toponyms, chosen, strict=True)]
    return _collected(reading, toponyms, senses, gazetteer)


def _credible(
    toponyms: Sequence[Toponym], chosen: Sequence[GazetteerEntry | None], named: Mapping[str, float]
) -> tuple[list[Toponym], list[GazetteerEntry | None]]:
    """The mentions without those that are hardly names of places and fit nothing else in the report.

    "He is in a Coma" names a village of Zambia only in a report that speaks of Zambia.
    """
    names_of: dict[str, set[str]] = {}
    for toponym, entry in zip(toponyms, chosen, strict=True):
        if entry is not None and entry.country:
            names_of.setdefault(entry.country, set()).add(toponym.key)
    kept_toponyms: list[Toponym] = []
    kept_chosen: list[GazetteerEntry | None] = []
    renumbered: dict[int, int] = {}
    for number, (toponym, entry) in enumerate(zip(toponyms, chosen, strict=True)):
        alone = entry is not None and len(names_of.get(entry.country or "", ())) == 1
        small = entry is not None and _is_small(entry)
        wanted = _SURE_OF_A_CAPITAL if entry is not None and entry.feature == "PPLC" else _SURE_ENOUGH
        if alone and small and toponym.certainty < wanted:
            continue
        if alone and entry is not None and entry.country not in named and _is_general(toponym):
            continue
        if toponym.abroad and toponym.certainty < _SURE_ENOUGH:
            continue
        if toponym.quarter and not _has_town_near(entry, toponyms, chosen):
            continue
        renumbered[number] = len(kept_toponyms)
        kept_toponyms.append(toponym)
        kept_chosen.append(entry)
    for toponym in kept_toponyms:
        toponym.inside = renumbered.get(toponym.inside, -1)
    return kept_toponyms, kept_chosen


def _is_small(entry: GazetteerEntry) -> bool:
    """Whether few live there; of what only the whole of GeoNames knows, brooks and hills too."""
    return prominence(entry) < _SMALL and (entry.kind in {"city", "region"} or not entry.ours)


def _is_general(toponym: Toponym) -> bool:
    """ "The Capital Region", "Central District": a name that many countries have, which its country must explain."""
    return all(word in _GENERAL for word in toponym.key.split())


def _has_town_near(
    quarter: GazetteerEntry | None, toponyms: Sequence[Toponym], chosen: Sequence[GazetteerEntry | None]
) -> bool:
    """Whether the report names a town that a quarter may belong to."""
    return quarter is not None and any(
        entry is not None
        and entry.kind == "city"
        and entry.key != quarter.key
        and not toponym.quarter
        and kilometres(entry.lat, entry.lon, quarter.lat, quarter.lon) < _TOWN
        for toponym, entry in zip(toponyms, chosen, strict=True)
    )


@dataclass(frozen=True, slots=True)
class _Sense:
    """What a mention means: a known place, or a place that only the words describe (`entry` None: not on any map)."""

    name: str
    entry: GazetteerEntry | None


def _sense(text: str, toponym: Toponym, entry: GazetteerEntry | None) -> _Sense:
    """The place meant, with a precision no finer than the words allow."""
    words = text[toponym.start : toponym.end]
    if entry is None:
        return _Sense(words, None)
    if toponym.facility and entry.kind not in {"base", "airport", "facility"}:
        # "Taji air base" where only the town is known: somewhere at that town.
        return _Sense(words, replace(entry, kind=toponym.facility, geonames=None))
    if toponym.direction and entry.kind in {"country", "region"}:
        precision = "region" if entry.kind == "country" else entry.precision
        return _Sense(
            f"{toponym.direction} {entry.name}", replace(entry, kind="region", precision=precision, geonames=None)
        )
    if toponym.wants.startswith("ADM") and entry.kind == "city":
        # "the Donetsk area": the land around the town, which has no point of its own.
        return _Sense(f"{entry.name} region", replace(entry, kind="region", precision="admin2", geonames=None))
    return _Sense(entry.name, entry)


def _collected(reading: Reading, toponyms: Sequence[Toponym], senses: Sequence[_Sense], gazetteer: Gazetteer) -> Places:
    """Places with all their mentions; several spellings of one place are one place."""
    known: list[_Sense] = []
    index_of: dict[tuple[int, str], int] = {}
    mentions: list[PlaceMention] = []
    text = reading.document.text
    datelines = [(part.start, dateline_end(text, part.start, part.end)) for part in reading.document.parts]
    for toponym, sense in zip(toponyms, senses, strict=True):
        place = _index(sense, known, index_of)
        kind = sense.entry.kind if sense.entry else "other"
        locative = (
            _in_dateline(toponym.end, datelines) or toponym.head is None or is_locative(reading, toponym.head, kind)
        )
        mentions.append(PlaceMention(toponym.start, toponym.end, toponym.first, toponym.last, place, locative))
    _let_containers_follow(toponyms, mentions)
    items = tuple(_place(reading, sense, number, mentions, gazetteer) for number, sense in enumerate(known))
    zones = tuple(_zone(sense.entry, gazetteer) for sense in known)
    return _filed(reading, items, mentions, zones)


def _zone(entry: GazetteerEntry | None, gazetteer: Gazetteer) -> str | None:
    return gazetteer.zone(entry.country, entry.admin1, entry.geonames) if entry is not None else None


def _in_dateline(end: int, datelines: Sequence[tuple[int, int]]) -> bool:
    return any(first < end <= last for first, last in datelines)


def _index(sense: _Sense, known: list[_Sense], index_of: dict[tuple[int, str], int]) -> int:
    entry = sense.entry
    key = (entry.key if entry else -1, normal_name(sense.name))
    found = index_of.get(key)
    if found is None:
        found = next((number for number, other in enumerate(known) if _is_same(sense, other)), len(known))
        index_of[key] = found
        if found == len(known):
            known.append(sense)
    return found


def _is_same(one: _Sense, other: _Sense) -> bool:
    """Whether two entries of different sources are one site ("Al Asad Air Base", "Ain al-Asad")."""
    first, second = one.entry, other.entry
    if first is None or second is None or first.kind != second.kind:
        return False
    if first.kind not in {"base", "airport", "facility"} or "site" not in {first.precision, second.precision}:
        return False
    return abs(first.lat - second.lat) < 0.1 and kilometres(first.lat, first.lon, second.lat, second.lon) < 8


def _let_containers_follow(toponyms: Sequence[Toponym], mentions: list[PlaceMention]) -> None:
    """ "in Baghdad, Iraq": the country behind the comma is part of the location."""
    for number, toponym in enumerate(toponyms):
        holder = toponym.inside
        if holder == number + 1 and mentions[number].locative and toponym.head is not None:
            mentions[holder] = replace(mentions[holder], locative=True)


def _place(
    reading: Reading, sense: _Sense, number: int, mentions: Sequence[PlaceMention], gazetteer: Gazetteer
) -> Place:
    document = reading.document
    entry = sense.entry
    evidence = tuple(
        document.evidence(mention.start, mention.end, "location" if mention.locative else "name")
        for mention in mentions
        if mention.place == number
    )
    if entry is None:
        identity = content_id("P", document.id, sense.name, None, None)
        return Place(id=identity, name=sense.name, kind="other", precision="unknown", evidence=evidence)
    return Place(
        id=content_id("P", document.id, sense.name, entry.lat, entry.lon),
        name=sense.name,
        kind=entry.kind,
        country=entry.country,
        admin1=gazetteer.admin_name(entry.admin1),
        lat=entry.lat,
        lon=entry.lon,
        geonames=entry.geonames,
        precision=entry.precision,
        evidence=evidence,
    )


def _filed(
    reading: Reading, items: tuple[Place, ...], mentions: Sequence[PlaceMention], zones: tuple[str | None, ...]
) -> Places:
    by_token: dict[int, PlaceMention] = {}
    by_sentence: dict[int, list[PlaceMention]] = {}
    for mention in mentions:
        for token in range(mention.first, mention.last):
            by_token[token] = mention
        if mention.last > mention.first:
            by_sentence.setdefault(reading.tokens[mention.first].sentence, []).append(mention)
    return Places(
        items, tuple(mentions), zones, by_token, {number: tuple(found) for number, found in by_sentence.items()}
    )
