"""How sure a day's sum of intensity is, and on which days a dyad's level breaks; `domain/escalation.js` is its twin.

Band: each event is taken as real with its confidence, independently of the others. The sum of a day is then a
generalised Poisson-binomial variable; its distribution is the convolution of the events' own (Hong 2013, "On computing
the distribution function for the Poisson binomial distribution", Computational Statistics & Data Analysis 59), exact
for up to `EXACT` events and normal with the same mean and variance beyond. The band holds the middle 90 %, and the
expected sum where that lies outside (of one event that is nearly sure).

Breaks: Pettitt's test (1979, "A non-parametric approach to the change-point problem", Applied Statistics 28(2)) on the
daily series, days without events being zero, with the variance corrected for ties as in the Mann-Whitney test (most
days are zeros). Where it rejects, both sides are tested again (binary segmentation). It asks for ranks only, so that
one terrible day is no break, and a series of a few days has none. Days are taken as independent; where violence feeds
on violence for weeks, a break is less sure than its p says. Written here and not borrowed, because the page must answer
under any filter in a report that opens from disk; the libraries that find breaks are Python's and bring SciPy along.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from gestae.record.events import HAPPENED
from gestae.views.page.shapes import PageEvent
from gestae.views.page.weighing import Weight, once

EXACT = 32  # events of a day; beyond, the normal distribution differs by less than the line is wide
TAIL = 0.05
_NORMAL = 1.6448536269514722  # the 95th percentile of the normal distribution
_GRID = 100  # intensities are told to the hundredth at most
_NEARLY = 1e-12
ALPHA = 0.01  # both sides of every break are tested again, so the usual 0.05 would be generous
SHORTEST = 7  # days on either side of a break
LONGEST_POINT = 31  # days: a longer interval is of no day
LONGEST_GAP = 366  # days without events after which what came before is another story


@dataclass(frozen=True, slots=True)
class Band:
    """The expected sum of intensity and the bounds of its middle 90 %."""

    expected: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Break:
    """The place in the series from which on the level is another, the mean level before and after, and Pettitt's p."""

    at: int
    before: float
    after: float
    p: float


def band(told: Sequence[tuple[float, float]]) -> Band:
    """Of the events of one day, each as intensity and confidence.

    >>> band([(-9.0, 0.8)])
    Band(expected=-7.2, low=-9.0, high=0.0)
    """
    expected = sum(intensity * confidence for intensity, confidence in told)
    if len(told) <= EXACT:
        low, high = _middle(_distribution(told))
        return Band(expected, min(low, expected), max(high, expected))
    spread = _NORMAL * math.sqrt(sum(x * x * p * (1 - p) for x, p in told))
    least, most = sum(min(0.0, x) for x, _ in told), sum(max(0.0, x) for x, _ in told)
    return Band(expected, max(least, expected - spread), min(most, expected + spread))


def _distribution(told: Iterable[tuple[float, float]]) -> dict[int, float]:
    """The probability of every sum, in hundredths."""
    sums = {0: 1.0}
    for intensity, confidence in told:
        step, grown = math.floor(intensity * _GRID + 0.5), dict[int, float]()
        for value, chance in sums.items():
            grown[value] = grown.get(value, 0.0) + chance * (1 - confidence)
            grown[value + step] = grown.get(value + step, 0.0) + chance * confidence
        sums = grown
    return sums


def _middle(sums: dict[int, float]) -> tuple[float, float]:
    return _quantile(sums, TAIL) / _GRID, _quantile(sums, 1 - TAIL) / _GRID


def _quantile(sums: dict[int, float], share: float) -> int:
    seen, values = 0.0, sorted(sums)
    for value in values:
        seen += sums[value]
        if seen >= share - _NEARLY:
            return value
    return values[-1]


def breaks(levels: Sequence[float]) -> list[Break]:
    """Where the level of a daily series changes, in its order.

    >>> [(one.at, one.after) for one in breaks([0.0] * 20 + [-5.0] * 20)]
    [(20, -5.0)]
    """
    found: list[tuple[int, float]] = []
    waiting = [(0, len(levels))]
    while waiting:
        start, end = waiting.pop()
        split = _pettitt(levels[start:end])
        if split is not None:
            found.append((start + split[0], split[1]))
            waiting += [(start, start + split[0]), (start + split[0], end)]
    edges = [0, *sorted(at for at, _ in found), len(levels)]
    means = [sum(levels[a:b]) / (b - a) for a, b in pairwise(edges) if b > a]
    return [Break(at, means[place], means[place + 1], p) for place, (at, p) in enumerate(sorted(found))]


def _pettitt(levels: Sequence[float]) -> tuple[int, float] | None:
    """The most likely place of a break, with its p; None where there is none to speak of."""
    n = len(levels)
    if n < 2 * SHORTEST:
        return None
    counts = Counter(levels)
    ranks, below = dict[float, float](), 0
    for level in sorted(counts):
        ranks[level] = below + (counts[level] + 1) / 2
        below += counts[level]
    untied = 1 - sum(one**3 - one for one in counts.values()) / (n**3 - n)
    if untied <= 0:
        return None
    at, most, running = 0, 0.0, 0.0
    for place in range(1, n - SHORTEST + 1):
        running += 2 * ranks[levels[place - 1]] - (n + 1)
        if place >= SHORTEST and abs(running) > most:
            at, most = place, abs(running)
    p = 2 * math.exp(-6 * most**2 / ((n**3 + n**2) * untied))
    return (at, p) if p < ALPHA else None


@dataclass(frozen=True, slots=True)
class Day:
    """A day of a dyad: what happened on it, and the band of its sum."""

    day: str
    events: tuple[PageEvent, ...]
    band: Band


def days(events: Iterable[PageEvent], weight: Weight = once) -> list[Day]:
    """What happened, by the first day of its interval; intervals longer than a month are of no day.

    An event that counts several times is real or not as one: its copies tell nothing about it that it does not itself.
    """
    told: dict[str, list[PageEvent]] = {}
    for event in events:
        when = event["date"]
        if event["modality"] not in HAPPENED or when is None:
            continue
        if _between(when["start"], when["end"]) <= LONGEST_POINT:
            told.setdefault(when["start"], []).append(event)
    return [
        Day(day, tuple(found), band([(event["intensity"] * weight(event), event["confidence"]) for event in found]))
        for day, found in sorted(told.items())
    ]


def broken(series: Sequence[Day]) -> list[tuple[str, Break]]:
    """The days on which a dyad's level breaks."""
    lately = _recent(series)
    if not lately:
        return []
    first = date.fromisoformat(lately[0].day)
    levels = [0.0] * (_between(lately[0].day, lately[-1].day) + 1)
    for one in lately:
        levels[_between(lately[0].day, one.day)] = one.band.expected
    return [((first + timedelta(days=one.at)).isoformat(), one) for one in breaks(levels)]


def _recent(series: Sequence[Day]) -> Sequence[Day]:
    """The days after the last gap of more than a year, if they are most of them."""
    for place in range(len(series) - 1, 0, -1):
        if _between(series[place - 1].day, series[place].day) > LONGEST_GAP:
            return series[place:] if len(series) - place >= place else series
    return series


def _between(start: str, end: str) -> int:
    return (date.fromisoformat(end) - date.fromisoformat(start)).days
