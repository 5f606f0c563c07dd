"""The band against every outcome there is, the breaks against Pettitt's own definition, chance and planted levels."""

from __future__ import annotations

import math
import random
from itertools import pairwise, product

import pytest

from gestae.views.page.escalation import ALPHA, EXACT, SHORTEST, band, breaks, broken, days
from tests.views.events import page_event


def _every_outcome(told: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Each possible sum with its probability, event by event real or not."""
    sums = []
    for real in product((False, True), repeat=len(told)):
        chances = [p if yes else 1 - p for yes, (_, p) in zip(real, told, strict=True)]
        sums.append((sum(x for yes, (x, _) in zip(real, told, strict=True) if yes), math.prod(chances)))
    return sums


@pytest.mark.parametrize("seed", range(20))
def test_the_band_holds_the_middle_of_every_outcome(seed: int) -> None:
    chance = random.Random(seed)
    told = [(round(chance.uniform(-10, 10), 1), chance.uniform(0.05, 0.99)) for _ in range(chance.randint(1, 9))]
    found = band(told)
    outcomes = _every_outcome(told)
    assert found.expected == pytest.approx(sum(value * p for value, p in outcomes))
    below = sum(p for value, p in outcomes if value < found.low - 1e-9)
    above = sum(p for value, p in outcomes if value > found.high + 1e-9)
    assert below < 0.05 and above <= 0.05 + 1e-9
    assert found.low <= found.expected <= found.high
    # and no narrower one does: the bounds themselves are needed
    assert (
        found.low == found.expected
        or below + sum(p for value, p in outcomes if abs(value - found.low) < 1e-9) >= 0.05 - 1e-9
    )
    assert (
        found.high == found.expected
        or above + sum(p for value, p in outcomes if abs(value - found.high) < 1e-9) >= 0.05 - 1e-9
    )


def test_a_sure_event_has_no_band_and_an_unsure_one_reaches_zero() -> None:
    assert (band([(-9.0, 1.0)]).low, band([(-9.0, 1.0)]).high) == (-9.0, -9.0)
    assert (band([(-9.0, 0.5)]).low, band([(-9.0, 0.5)]).high) == (-9.0, 0.0)
    assert band([]).low == band([]).high == 0.0


def test_many_events_are_as_sure_as_exactly_computed() -> None:
    told = [(-4.0 - place % 5, 0.4 + place % 6 / 10) for place in range(EXACT + 1)]
    normal = band(told)
    exact = band(told[:EXACT])  # one event fewer
    assert normal.high - normal.low == pytest.approx(exact.high - exact.low, rel=0.1)
    assert normal.low < normal.expected < normal.high
    assert band([(-1.0, 0.999)] * 100).low >= -100


def _pettitt_by_definition(levels: list[float]) -> int:
    """K of Pettitt (1979): the sum of signs of all pairs across each place, no ranks."""

    def sign(value: float) -> int:
        return (value > 0) - (value < 0)

    places = range(SHORTEST, len(levels) - SHORTEST + 1)
    return max(places, key=lambda t: abs(sum(sign(a - b) for a in levels[:t] for b in levels[t:])))


@pytest.mark.parametrize("seed", range(10))
def test_the_break_stands_where_pettitt_puts_it(seed: int) -> None:
    chance = random.Random(seed)
    levels = [chance.choice([0.0, 0.0, -1.0]) for _ in range(25)] + [
        chance.choice([0.0, -4.0, -5.0, -6.0]) for _ in range(30)
    ]
    found = breaks(levels)
    assert _pettitt_by_definition(levels) in [one.at for one in found]


def test_planted_levels_are_found_with_their_means() -> None:
    chance = random.Random(3)
    levels = [chance.gauss(mean, 1) for mean in (0, -6, -2) for _ in range(40)]
    found = breaks(levels)
    assert [round(one.at / 40) for one in found] == [1, 2]
    assert [round(one.before) for one in found] == [0, -6] and [round(one.after) for one in found] == [-6, -2]
    assert all(one.p < ALPHA and abs(one.at - 40 * place) <= 3 for place, one in enumerate(found, 1))


def test_chance_alone_breaks_as_seldom_as_alpha_says() -> None:
    chance = random.Random(11)

    def quiet() -> list[float]:
        return [-chance.choice([3.0, 5.0, 9.0]) if chance.random() < 0.2 else 0.0 for _ in range(150)]

    false = sum(bool(breaks(quiet())) for _ in range(400))
    assert false <= 12  # 4 expected; a test that ignored ties would be far below, one that forgot ranks far above


def test_one_terrible_day_is_no_break_and_a_short_series_has_none() -> None:
    assert breaks([0.0] * 30 + [-200.0] + [0.0] * 30) == []
    assert breaks([0.0] * 6 + [-9.0] * 7) == []
    assert breaks([-1.0] * 50) == [] and breaks([]) == []


def test_a_dyad_breaks_on_the_day_from_which_it_is_worse() -> None:
    quiet = [page_event(f"2020-01-{day:02}", intensity=-1.0) for day in (1, 9, 17, 25)]
    war = [page_event(f"2020-02-{day:02}", intensity=-9.0) for day in range(1, 25)]
    threat = page_event("2020-02-03", intensity=-4.0, modality="threatened")
    year = page_event("2020-01-01", end="2020-12-31", intensity=-10.0)
    series = days([*quiet, *war, threat, year])
    assert [len(one.events) for one in series] == [1] * 28
    (found,) = broken(series)
    assert found[0] == "2020-02-01"
    assert found[1].before > -1 and found[1].after == pytest.approx(-9.0 * 0.8)


def test_a_mention_of_decades_ago_stretches_no_series() -> None:
    old = page_event("1953-08-19", intensity=-10.0)
    war = [page_event(f"2020-02-{day:02}", intensity=-9.0) for day in range(1, 25)]
    assert broken(days([old, *war])) == []


def test_breaks_are_in_order_and_apart() -> None:
    chance = random.Random(5)
    levels = [chance.gauss(mean, 0.5) for mean in (0, -3, 4, -8, 0) for _ in range(30)]
    places = [0, *(one.at for one in breaks(levels)), len(levels)]
    assert all(b - a >= SHORTEST for a, b in pairwise(places)) and len(places) == 6
