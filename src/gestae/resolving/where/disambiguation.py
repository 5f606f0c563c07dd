"""Which of its namesakes a place name means: Paris by the Seine, or Paris in Lamar County, Texas.

Every candidate is judged by how many people live there, how the name fits it, what the words beside it say
("Alexandria, Va."), and by what else the report names: places of one country, one region, one neighbourhood
support each other. A few rounds of mutual support settle a report; the same name means one place throughout,
unless the words beside it say otherwise.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from gestae.knowledge.gazetteer_entries import GazetteerEntry
from gestae.lexicon.placewords import load_place_words
from gestae.reading.tokens import Token
from gestae.record.places import PlaceKind

_ROUNDS = 3
_MOST_CANDIDATES = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """The numbers fitted on development reports; everything else is rule."""

    population: float = 0.5
    rank: tuple[float, float, float, float] = (0.0, -1.6, -0.4, -0.3)
    country: float = 1.6
    admin1: float = 1.0
    near: float = 1.4
    within: float = 4.1
    outlet_country: float = 2.2
    outlet_near: float = 1.5
    country_bonus: float = 2.0
    admin1_bonus: float = 0.8
    admin2_bonus: float = -0.1
    capital_bonus: float = 1.5
    kind_word: float = 2.5
    wide_bonus: float = 1.0
    kin: float = 1.2
    city_first: float = 2.5
    named: float = 1.0
    world: float = 0.4
    known: float = 1.0
    sharpness: float = 1.25


@dataclass(slots=True)
class Toponym:
    """A place name in the text with its candidates.

    `inside` is the index of the toponym that the words beside it put it in ("Baghdad, Iraq"), -1 for none;
    `wants` is the kind of feature that the words beside it name ("province" → ADM), "" for none, `listed` that this
    word follows a list which the name is part of; `facility` the kind of place that the words make of a town ("Taji
    air base"); `direction` the part of it that is meant ("northern"), `quarter` whether a part of a town is meant;
    `abroad` that all places of the name lie in countries of which the report does not speak.
    `first`, `last` and `head` are tokens where the text is parsed; `certainty` says how surely a place is meant at all.
    """

    start: int
    end: int
    key: str
    candidates: tuple[GazetteerEntry, ...]
    inside: int = -1
    wants: str = ""
    listed: bool = False
    facility: PlaceKind | None = None
    direction: str = ""
    quarter: bool = False
    abroad: bool = False
    first: int = 0
    last: int = 0
    head: Token | None = None
    certainty: float = math.inf


@dataclass(frozen=True, slots=True)
class Outlet:
    """Where the outlet of a report sits, as far as its name and address tell.

    `world`: it writes for the world, or nobody knows which outlet it is; then a name is first that of the great place.
    """

    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    label: str = ""
    world: bool = True


@dataclass(slots=True)
class _Support:
    """What the names of a report speak for: mass by country, region and 2-degree cell."""

    countries: dict[str, float] = field(default_factory=dict)
    admins: dict[str, float] = field(default_factory=dict)
    cells: dict[tuple[int, int], float] = field(default_factory=dict)
    wide: float = 0.0

    def add(self, entry: GazetteerEntry, mass: float) -> None:
        """Let a candidate speak for its surroundings with the given weight."""
        if entry.country:
            self.countries[entry.country] = self.countries.get(entry.country, 0.0) + mass
        if entry.admin1:
            self.admins[entry.admin1] = self.admins.get(entry.admin1, 0.0) + mass
        if entry.feature in _WIDE:
            self.wide += mass
        else:
            cell = _cell(entry)
            self.cells[cell] = self.cells.get(cell, 0.0) + mass

    def near(self, entry: GazetteerEntry) -> float:
        """Mass in the cell of a candidate and, by half, in the cells around."""
        row, column = _cell(entry)
        cells = self.cells
        total = cells.get((row, column), 0.0)
        for down in (-1, 0, 1):
            for right in (-1, 0, 1):
                if down or right:
                    total += 0.5 * cells.get((row + down, column + right), 0.0)
        return total


_WORLD = 5.0  # a city of 10 to the 5 people begins to be known the world over
_PROMINENCE = load_place_words().prominence
_WIDE = frozenset({"PCLI", "PCLD", "PCLH", "CONT", "RGN", "OCN"})


def choose(
    toponyms: Sequence[Toponym], outlet: Outlet, weights: Weights, *, named: Mapping[str, float] | None = None
) -> list[GazetteerEntry | None]:
    """The chosen candidate of each toponym, None where it has none.

    Args:
        named: countries that the report plainly names, with the weight of it (`setting.named_countries`).
    """
    senses: dict[tuple[str, str], list[int]] = {}
    for number, toponym in enumerate(toponyms):
        container = toponyms[toponym.inside].key if toponym.inside >= 0 else ""
        senses.setdefault((toponym.key, container), []).append(number)
    groups = _merged(senses)
    priors = [_priors(toponyms, group, outlet, weights) for group in groups]
    if named:
        for group, scores in zip(groups, priors, strict=True):
            _prefer_named(toponyms[group[0]], scores, named, weights)
    shares = [_softmax(scores) for scores in priors]
    for _ in range(_ROUNDS):
        shares = _round(toponyms, groups, priors, shares, weights, weights.sharpness if outlet.world else 1.0)
    chosen: list[GazetteerEntry | None] = [None] * len(toponyms)
    for group, share in zip(groups, shares, strict=True):
        candidates = toponyms[group[0]].candidates[:_MOST_CANDIDATES]
        if not candidates:
            continue
        best = max(range(len(candidates)), key=lambda index: (share[index], -index))
        for number in group:
            chosen[number] = candidates[best]
    return chosen


def _merged(senses: dict[tuple[str, str], list[int]]) -> list[list[int]]:
    """One group for each name and container; a name without container joins the first group of its name."""
    by_name: dict[str, list[list[int]]] = {}
    for (key, container), numbers in sorted(senses.items(), key=lambda item: (not item[0][1], item[1][0])):
        groups = by_name.setdefault(key, [])
        if container or not groups:
            groups.append(list(numbers))
        else:
            groups[0].extend(numbers)
    return [group for groups in by_name.values() for group in groups]


def _priors(toponyms: Sequence[Toponym], group: list[int], outlet: Outlet, weights: Weights) -> list[float]:
    first = toponyms[group[0]]
    inside = next((toponyms[toponyms[n].inside] for n in group if toponyms[n].inside >= 0), None)
    wants = next((toponyms[n].wants for n in group if toponyms[n].wants), "")
    named = len(first.key) > 4 and first.key.replace(" ", "") in outlet.label
    candidates = first.candidates[:_MOST_CANDIDATES]
    scores = [_prior(entry, inside, wants, outlet, named, weights) for entry in candidates]
    if not wants:
        _prefer_seats(candidates, scores, weights)
    return scores


def _prefer_seats(candidates: Sequence[GazetteerEntry], scores: list[float], weights: Weights) -> None:
    """ "Baghdad" without "province" is the city, not the region named after it."""
    cities = [entry for entry in candidates[:12] if entry.kind == "city" and entry.population]
    for number, entry in enumerate(candidates):
        if entry.feature in {"ADM1", "ADM2"} and any(_is_seat(city, entry) for city in cities):
            scores[number] -= weights.city_first


def _prefer_named(toponym: Toponym, scores: list[float], named: Mapping[str, float], weights: Weights) -> None:
    """A place in the country of the dateline, or in one that the report names, before its namesakes elsewhere."""
    for number, entry in enumerate(toponym.candidates[: len(scores)]):
        if entry.country and entry.kind != "country":
            scores[number] += weights.named * named.get(entry.country, 0.0)


def _is_seat(city: GazetteerEntry, region: GazetteerEntry) -> bool:
    """Whether a region is, as far as the name goes, the land of this city."""
    return (
        city.country == region.country
        and city.admin1 in {region.admin1, None}
        and city.rank <= region.rank
        and city.population * 8 > region.population
    )


def _prior(
    entry: GazetteerEntry, inside: Toponym | None, wants: str, outlet: Outlet, named: bool, weights: Weights
) -> float:
    """How likely a candidate is before the rest of the report is asked."""
    score = weights.population * math.log10(prominence(entry) + 10) + weights.rank[entry.rank]
    feature = entry.feature
    if feature in {"PCLI", "PCLD"}:
        score += weights.country_bonus
    elif feature == "ADM1":
        score += weights.admin1_bonus
    elif feature == "ADM2":
        score += weights.admin2_bonus
    elif feature == "PPLC":
        score += weights.capital_bonus
    elif feature in _WIDE or entry.kind == "water":
        score += weights.wide_bonus
    if wants:
        score += weights.kind_word * (1 if feature.startswith(wants) else -0.5)
    if inside is not None and any(lies_in(entry, container) for container in inside.candidates):
        score += weights.within
    if outlet.country and entry.country == outlet.country:
        score += weights.outlet_country
    if outlet.world and entry.kind == "city" and entry.rank == 0:
        score += weights.world * max(0.0, math.log10(entry.population + 1) - _WORLD)
    if outlet.world and entry.known and entry.rank == 0:
        score += weights.known
    if outlet.lat is not None and outlet.lon is not None and feature not in _WIDE:
        score += weights.outlet_near * math.exp(-kilometres(entry.lat, entry.lon, outlet.lat, outlet.lon) / 100)
    if named and feature in _WIDE:
        score -= weights.outlet_near
    return score


def prominence(entry: GazetteerEntry) -> float:
    """Inhabitants, or what stands for them where nobody lives."""
    if entry.population:
        return entry.population
    return _PROMINENCE.get(entry.feature, 300)


def lies_in(entry: GazetteerEntry, container: GazetteerEntry) -> bool:
    """Whether a place lies in a country or region."""
    if container.feature in {"PCLI", "PCLD", "PCLH"}:
        return entry.country == container.country and entry.key != container.key
    if container.admin2 and container.feature == "ADM2":
        return entry.admin2 == container.admin2 and entry.key != container.key
    if container.feature == "ADM1":
        return entry.key != container.key and (
            entry.admin1 == container.admin1
            if entry.admin1
            else entry.country == container.country
            and kilometres(entry.lat, entry.lon, container.lat, container.lon) < 400
        )
    if container.kind == "region":
        return (
            entry.country == container.country and kilometres(entry.lat, entry.lon, container.lat, container.lon) < 250
        )
    return False


def _round(
    toponyms: Sequence[Toponym],
    groups: list[list[int]],
    priors: list[list[float]],
    shares: list[list[float]],
    weights: Weights,
    sharpness: float,
) -> list[list[float]]:
    """One round of mutual support: each name judges its candidates by what the other names speak for."""
    support = _Support()
    for group, share in zip(groups, shares, strict=True):
        _speak(support, toponyms, group, share, sharpness, 1.0)
    renewed: list[list[float]] = []
    for group, prior, share in zip(groups, priors, shares, strict=True):
        candidates = toponyms[group[0]].candidates[:_MOST_CANDIDATES]
        _speak(support, toponyms, group, share, sharpness, -1.0)
        renewed.append(
            _softmax(
                [score + _context(entry, support, weights) for entry, score in zip(candidates, prior, strict=True)]
            )
        )
        _speak(support, toponyms, group, share, sharpness, 1.0)
    return renewed


def _speak(
    support: _Support,
    toponyms: Sequence[Toponym],
    group: list[int],
    share: list[float],
    sharpness: float,
    sign: float,
) -> None:
    """Let the candidates of a name speak for their surroundings, the likely ones the louder the sharper.

    A report of the world is not carried to the United States by the many small namesakes that every name has there.
    """
    mass = sign * math.sqrt(len(group))
    for entry, part in zip(toponyms[group[0]].candidates, share, strict=False):
        if part > 0.02:
            support.add(entry, part**sharpness * mass)


def _context(entry: GazetteerEntry, support: _Support, weights: Weights) -> float:
    score = 0.0
    if entry.country:
        score += weights.country * math.log1p(max(0.0, support.countries.get(entry.country, 0.0)))
    if entry.admin1:
        score += weights.admin1 * math.log1p(max(0.0, support.admins.get(entry.admin1, 0.0)))
    if entry.feature in _WIDE:
        score += weights.kin * math.log1p(max(0.0, support.wide))
    else:
        score += weights.near * math.log1p(max(0.0, support.near(entry)))
    return score


def _softmax(scores: list[float]) -> list[float]:
    if not scores:
        return []
    top = max(scores)
    parts = [math.exp(score - top) for score in scores]
    total = sum(parts)
    return [part / total for part in parts]


def _cell(entry: GazetteerEntry) -> tuple[int, int]:
    return int(entry.lat // 2), int(entry.lon // 2)


def kilometres(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """The great-circle distance between two points."""
    first, second = math.radians(lat1), math.radians(lat2)
    half = math.sin((second - first) / 2) ** 2
    half += math.cos(first) * math.cos(second) * math.sin(math.radians(lon2 - lon1) / 2) ** 2
    return 12742.0 * math.asin(min(1.0, math.sqrt(half)))
