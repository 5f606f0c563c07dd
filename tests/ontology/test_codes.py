"""PLOVER and CAMEO as facts: what a coded event may carry."""

from __future__ import annotations

import pytest

from gestae.lexicon.events import load_event_lexicon
from gestae.ontology.codes import Ontology, load_ontology

# The sixteen types of PLOVER by quad: 1 verbal and 2 material cooperation, 3 verbal and 4 material conflict.
QUADS = {
    1: {"AGREE", "CONSULT", "SUPPORT", "CONCEDE"},
    2: {"COOPERATE", "AID", "RETREAT"},
    3: {"REQUEST", "ACCUSE", "REJECT", "THREATEN"},
    4: {"PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"},
}


@pytest.fixture
def ontology() -> Ontology:
    return load_ontology()


def test_types_stand_in_their_quads(ontology: Ontology) -> None:
    found = {quad: {type_.name for type_ in ontology.types.values() if type_.quad == quad} for quad in (1, 2, 3, 4)}
    assert found == QUADS
    assert sum(len(names) for names in found.values()) == len(ontology.types)


def test_cooperation_scores_above_zero_and_conflict_below(ontology: Ontology) -> None:
    for type_ in ontology.types.values():
        scores = [type_.score, *type_.modes.values()]
        assert all(-10 <= score <= 10 for score in scores), type_.name
        assert (type_.score > 0) is (type_.quad <= 2), type_.name


def test_cameo_codes_map_to_known_types_modes_and_contexts(ontology: Ontology) -> None:
    for code in ontology.cameo.values():
        assert code.code.isdigit() or code.code[:2].isdigit(), code
        assert code.name
        assert code.type is None or code.type in ontology.types, code
        if code.mode is not None:
            assert code.type is not None
            assert code.mode in ontology.types[code.type].modes, code
        assert not set(code.contexts) - set(ontology.contexts), code


def test_every_type_has_a_cameo_code(ontology: Ontology) -> None:
    for name in ontology.types:
        code = ontology.cameo_for(name, None)
        assert code is not None, name
        assert ontology.cameo[code].type == name


def test_the_code_of_a_mode_maps_back_to_it(ontology: Ontology) -> None:
    mapped = {(code.type, code.mode) for code in ontology.cameo.values() if code.mode}
    for type_, mode in sorted((str(type_), str(mode)) for type_, mode in mapped):
        code = ontology.cameo_for(type_, mode)
        assert code is not None
        assert (ontology.cameo[code].type, ontology.cameo[code].mode) == (type_, mode)


def test_a_mode_without_a_code_falls_back_to_its_type(ontology: Ontology) -> None:
    mapped = {(code.type, code.mode) for code in ontology.cameo.values()}
    without = [(name, mode) for name, row in ontology.types.items() for mode in row.modes if (name, mode) not in mapped]
    for type_, mode in without:
        assert ontology.cameo_for(type_, mode) == ontology.cameo_for(type_, None)


def test_intensity_is_the_modes_score_else_the_types(ontology: Ontology) -> None:
    assert ontology.intensity("CONSULT", None) == ontology.types["CONSULT"].score
    assert ontology.intensity("CONSULT", "visit") == ontology.types["CONSULT"].modes["visit"]
    assert ontology.intensity("CONSULT", "no such mode") == ontology.types["CONSULT"].score
    assert ontology.intensity("ASSAULT", "heavy-weapons") < ontology.intensity("ACCUSE", None) < 0


def test_version_names_the_manual(ontology: Ontology) -> None:
    assert ontology.version.startswith("PLOVER 2.0")


def test_contexts_and_sectors_have_meanings(ontology: Ontology) -> None:
    assert {"military", "diplomatic", "economic", "legal"} <= set(ontology.contexts)
    assert {"GOV", "MIL", "REB", "CVL"} <= set(ontology.sectors)
    assert all([*ontology.contexts.values(), *ontology.sectors.values()])


def test_codes_of_the_lexicon_belong_to_the_type_of_their_frame(ontology: Ontology) -> None:
    """A CAMEO code may map to a neighbouring type, never from cooperation to conflict or back."""
    for frame in load_event_lexicon().frames.values():
        type_ = ontology.cameo[frame.cameo].type if frame.cameo else None
        if type_ is not None:
            assert (ontology.types[type_].quad <= 2) is (ontology.types[frame.type].quad <= 2), frame.id
