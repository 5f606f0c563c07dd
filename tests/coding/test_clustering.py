"""Tellings are grouped by how likely they are of one event, on average over the event's tellings."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gestae.coding.clustering import asked_of, grouped_by
from gestae.reader import Reader
from gestae.sources.text import document_from_text


def grouped(count: int, shares: Mapping[tuple[int, int], float]) -> list[list[int]]:
    return grouped_by(count, lambda one, other: shares.get((one, other), 0.0), lambda one, other: 0.5)


def test_what_fits_nothing_begins_a_group() -> None:
    assert grouped(3, {}) == [[0], [1], [2]]


def test_a_telling_goes_where_it_fits_best() -> None:
    assert grouped(3, {(0, 2): 0.6, (1, 2): 0.9}) == [[0], [1, 2]]


def test_one_fitting_telling_does_not_outweigh_two_that_do_not_fit() -> None:
    assert grouped(4, {(0, 1): 0.9, (0, 2): 0.9, (1, 2): 0.9, (0, 3): 0.9}) == [[0, 1, 2], [3]]


def test_less_is_asked_of_what_names_no_doer() -> None:
    asked = asked_of(0.6, unled={2, 3}, apart=set())
    assert asked([0], [1]) == asked([0], [1, 2]) == 0.6
    assert asked([0, 1], [2]) == asked([2, 3], [0]) == pytest.approx(0.4)


def test_no_less_is_asked_where_place_day_or_number_differ() -> None:
    asked = asked_of(0.6, unled={2, 3}, apart={(0, 3)})
    assert asked([0, 1], [2, 3]) == 0.6
    assert asked([1], [2, 3]) < 0.6


def test_a_telling_without_doer_joins_the_likelier_event() -> None:
    shares = {(0, 2): 0.45, (1, 2): 0.5}
    asked = asked_of(0.6, unled={2}, apart=set())
    assert grouped_by(3, lambda one, other: shares.get((one, other), 0.0), asked) == [[0], [1, 2]]


def joined_one_by_one(count: int, shares: Mapping[tuple[int, int], float]) -> list[list[int]]:
    """Average linkage as it is defined: look at every pair of groups again after each joining."""
    groups = [[index] for index in range(count)]
    while True:
        means = {
            (one, other): sum(shares.get((min(a, b), max(a, b)), 0.0) for a in groups[one] for b in groups[other])
            / (len(groups[one]) * len(groups[other]))
            for one, other in combinations(range(len(groups)), 2)
        }
        best = max(means, key=lambda pair: (means[pair], -pair[0], -pair[1]), default=None)
        if best is None or means[best] <= 0.5:
            return groups
        one, other = best
        groups = sorted([sorted(groups[one] + groups[other]), *(g for i, g in enumerate(groups) if i not in best)])


@given(
    st.integers(0, 9),
    st.dictionaries(st.tuples(st.integers(0, 8), st.integers(0, 8)), st.sampled_from([0.0, 0.25, 0.5, 0.75, 1.0])),
)
def test_groups_are_those_of_average_linkage(count: int, drawn: dict[tuple[int, int], float]) -> None:
    shares = {pair: share for pair, share in drawn.items() if pair[0] < pair[1]}
    assert grouped(count, shares) == joined_one_by_one(count, shares)


def test_the_threshold_must_be_passed() -> None:
    assert grouped(2, {(0, 1): 0.5}) == [[0], [1]]


@pytest.mark.models
@pytest.mark.parametrize(
    ("text", "events"),
    [
        (
            "Guerrillas dynamited a police truck in Huila on Friday. The attack killed seven officers, police said.",
            1,
        ),
        (
            "Rebels ambushed an army patrol near Juba on Monday. The ambush left nine soldiers dead.",
            1,
        ),
        (
            "Police arrested two opposition leaders in Harare on Monday. Soldiers shot dead a student on Tuesday.",
            2,
        ),
        (
            "France condemned the coup. Germany and Italy condemned it, too. Hours later, troops fired on protesters.",
            3,
        ),
    ],
)
def test_told_again_is_one_event(reader: Reader, text: str, events: int) -> None:
    record = reader(document_from_text(text, name="test", published="2015-06-17"))
    assert len([event for event in record.events if event.modality == "actual"]) == events
