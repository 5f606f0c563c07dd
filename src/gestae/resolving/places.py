"""Where: the places a report names, on the map.

"Iran fired missiles at the Ain al-Asad air base in Iraq's western Anbar province" gives a base (a site), a region of
Iraq (an area, not a dot) and no place for Iran: a country that acts is not a location.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from gestae.knowledge.gazetteer import Gazetteer, GazetteerEntry
from gestae.reading.tokens import Reading
from gestae.record.identifiers import content_id
from gestae.record.places import Place
from gestae.resolving.disambiguation import Toponym, Weights, choose
from gestae.resolving.outlets import outlet_of
from gestae.resolving.toponyms import set_containers, toponym_at

_WEIGHTS = Weights()


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place named in the text: characters, tokens (`last` exclusive), and the index of its place in `Places.items`.

    `place` is -1 where the gazetteer does not know the name. `locative`: stands for a location here, not for an actor.
    """

    start: int
    end: int
    first: int
    last: int
    place: int
    locative: bool


@dataclass(frozen=True, slots=True)
class Places:
    """The places of a report in the order of the text, and where each is named."""

    items: tuple[Place, ...] = ()
    mentions: tuple[PlaceMention, ...] = ()
    _by_token: dict[int, PlaceMention] = field(default_factory=dict, repr=False, compare=False)
    _by_sentence: dict[int, tuple[PlaceMention, ...]] = field(default_factory=dict, repr=False, compare=False)

    def at(self, token: int) -> PlaceMention | None:
        """The mention that covers a token."""
        return self._by_token.get(token)

    def in_sentence(self, sentence: int) -> tuple[PlaceMention, ...]:
        """The mentions in a sentence, in order."""
        return self._by_sentence.get(sentence, ())


def resolve_places(
    reading: Reading, *, gazetteer: Gazetteer, spans: Sequence[tuple[int, int]] | None = None
) -> Places:
    """The places of a report.

    Args:
        spans: resolve exactly these spans of characters instead of finding the names (no parse is needed).
    """
    text = reading.document.text
    toponyms = [toponym_at(text, start, end, gazetteer) for start, end in sorted(spans or ())]
    set_containers(text, toponyms)
    chosen = choose(toponyms, outlet_of(reading.document, gazetteer), _WEIGHTS)
    return _places(reading, toponyms, chosen, gazetteer)


def _places(
    reading: Reading,
    toponyms: Sequence[Toponym],
    chosen: Sequence[GazetteerEntry | None],
    gazetteer: Gazetteer,
) -> Places:
    document = reading.document
    order: dict[int, int] = {}
    entries: list[GazetteerEntry] = []
    spans: list[list[tuple[int, int]]] = []
    mentions: list[PlaceMention] = []
    for toponym, entry in zip(toponyms, chosen, strict=True):
        place = -1
        if entry is not None:
            place = order.setdefault(entry.key, len(entries))
            if place == len(entries):
                entries.append(entry)
                spans.append([])
            spans[place].append((toponym.start, toponym.end))
        mentions.append(PlaceMention(toponym.start, toponym.end, 0, 0, place, True))
    items = tuple(
        Place(
            id=content_id("P", document.id, entry.name, entry.lat, entry.lon),
            name=entry.name,
            kind=entry.kind,
            country=entry.country,
            admin1=gazetteer.admin_name(entry.admin1),
            lat=entry.lat,
            lon=entry.lon,
            geonames=entry.geonames,
            precision=entry.precision,
            evidence=tuple(document.evidence(start, end, "location") for start, end in found),
        )
        for entry, found in zip(entries, spans, strict=True)
    )
    return Places(items, tuple(mentions))
