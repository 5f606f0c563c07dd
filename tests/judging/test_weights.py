"""The weighing of pairs: weights by name, shares between 0 and 1, and every feature it weighs is one that is made."""

from __future__ import annotations

import pytest

from gestae.judging.weights import Weights, choice, log_odds, sameness
from gestae.ontology.codes import load_ontology


def test_shares_follow_the_weights() -> None:
    weigh = Weights({"alike": 4.0, "other day": -3.0}, -1.0, 0.5)
    assert weigh({}) == pytest.approx(0.2689, abs=1e-4)
    assert weigh({"alike": 1.0}) == pytest.approx(0.9526, abs=1e-4)
    assert weigh({"alike": 1.0, "other day": 1.0}) == pytest.approx(0.5)
    assert weigh({"unheard of": 100.0}) == weigh({})


def test_no_score_is_too_large() -> None:
    assert Weights({"alike": 1e6}, 0.0, 0.5)({"alike": 1e6}) == pytest.approx(1.0)


def test_the_shipped_weights() -> None:
    weigh = sameness()
    assert 0 < weigh.threshold < 1
    assert weigh.weights["alike"] > 0 > weigh.weights["other day"]
    named = {name.split(" is ")[1] for name in weigh.weights if " is " in name}
    assert named and named <= set(load_ontology().types)


def test_the_shipped_weights_of_choosing() -> None:
    weigh = choice()
    assert 0 < weigh.threshold < 1
    assert weigh.weights["share"] > 0 > weigh.weights["loosely"]
    named = {name.removeprefix("type ") for name in weigh.weights if name.startswith("type ")}
    assert named == set(load_ontology().types)


def test_log_odds_are_bounded() -> None:
    assert log_odds(0.5, 0.01) == 0.0
    assert log_odds(1.0, 0.01) == pytest.approx(4.595, abs=1e-3)
    assert log_odds(0.0, 0.01) == pytest.approx(-4.595, abs=1e-3)
