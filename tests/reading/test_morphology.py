"""Coarse tags and lemmas worked out once for every case are those of the whole pipeline."""

from __future__ import annotations

import importlib
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gestae.reading.morphology import Morphology, Word, morphology_of, steps_left_out, verbs_of
from gestae.reading.parser import DEFAULT_MODEL


@cache
def _loaded() -> Any:
    return importlib.import_module(DEFAULT_MODEL).load()


@pytest.fixture
def language() -> Any:
    return _loaded()


@pytest.fixture
def morphology(language: Any) -> Morphology:
    found = morphology_of(language, verbs=verbs_of(language))
    assert found is not None
    return found


# "there is", "gonna", "gotta", "let's", "ain't", "y'all", "c'mon" meet the rules over neighbours.
_TEXTS = (
    "There is no doubt that there were two men and there's more; there,  it is.",
    "We're gonna leave. You gotta see it. Let's go. It ain't over, y'all. C'mon, they've been staged and hoped.",
    "The Army's men  saw\tthe saws being used; most of the People were better fed than the best-fed of May 2014.",
    "Rebels shelled Gao. \n\n Troops, leading from the front, lay down: lain, laid, lying, lies.",
    "is",
    "  ",
)


@pytest.mark.parametrize("text", _TEXTS)
def test_forms_are_those_of_the_whole_pipeline(language: Any, morphology: Morphology, text: str) -> None:
    whole = language(text)
    bare = language(text, disable=list(steps_left_out(morphology)))
    forms = morphology.forms([Word(token.text, token.tag_, token.dep_) for token in bare])
    assert [tuple(form)[:3] for form in forms] == [(token.pos_, token.tag_, token.dep_) for token in whole]
    pairs = [(form.lemma, token.lemma_) for form, token in zip(forms, whole, strict=True)]
    # "staged" is of "stage" (lemmas.py): where a lemma differs, it is the longer verb.
    assert all(ours in {theirs, f"{theirs}e"} for ours, theirs in pairs)


_WORDS = st.sampled_from(("there", "is", "was", "gon", "na", "let", "'s", "Let", "ai", "n't", "army", " ", "all", "y'"))
_ARCS = st.sampled_from(("expl", "ROOT", "aux", "dobj"))
_TAGS = st.sampled_from(("EX", "VBZ", "VBP", "NN", "VBD", "VB", "RB"))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.builds(Word, _WORDS, _TAGS, _ARCS), min_size=1, max_size=12))
def test_any_row_of_words_gets_what_it_gets_when_all_are_looked_at_together(words: list[Word]) -> None:
    fresh = Morphology(_loaded(), verbs=verbs_of(_loaded()))
    together = fresh._lemmatized(words, fresh._together(words))  # all of them in one text, nothing remembered
    assert fresh.forms(words) == together
    assert fresh.forms(words) == together, "and again, from memory"


def test_rules_of_another_kind_are_left_to_the_pipeline(language: Any) -> None:
    ruler = language.get_pipe("attribute_ruler")
    kept = ruler.to_bytes()
    try:
        ruler.add(patterns=[[{"SHAPE": "Xxxx"}]], attrs={"POS": "X"})
        assert morphology_of(language, verbs=verbs_of(language)) is None
        assert steps_left_out(None) == ()
    finally:
        ruler.clear()
        ruler.from_bytes(kept)
    assert morphology_of(language, verbs=verbs_of(language)) is not None
