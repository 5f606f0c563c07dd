"""The ontology: every score in range, every CAMEO code maps to what exists."""

from __future__ import annotations

from gestae.ontology.codes import load_ontology

ONTOLOGY = load_ontology()


def test_sixteen_types_in_four_quads() -> None:
    assert len(ONTOLOGY.types) == 16
    assert {kind.quad for kind in ONTOLOGY.types.values()} == {1, 2, 3, 4}


def test_scores_lie_between_conflict_and_cooperation() -> None:
    for kind in ONTOLOGY.types.values():
        assert all(-10 <= score <= 10 for score in (kind.score, *kind.modes.values())), kind.name
        assert (kind.score > 0) == (kind.quad <= 2), kind.name


def test_cameo_codes_map_to_what_exists() -> None:
    for code in ONTOLOGY.cameo.values():
        assert code.type is None or code.type in ONTOLOGY.types, code
        assert code.mode is None or (code.type is not None and code.mode in ONTOLOGY.types[code.type].modes), code
        assert not set(code.contexts) - set(ONTOLOGY.contexts), code


def test_intensity_is_that_of_the_mode_or_of_the_type() -> None:
    assert ONTOLOGY.intensity("CONSULT", "visit") == ONTOLOGY.types["CONSULT"].modes["visit"]
    assert ONTOLOGY.intensity("CONSULT", None) == ONTOLOGY.types["CONSULT"].score


def test_the_code_of_a_type_and_mode_is_the_most_general_that_maps_to_it() -> None:
    for name, kind in ONTOLOGY.types.items():
        for mode in (None, *kind.modes):
            code = ONTOLOGY.cameo_for(name, mode)
            assert code is None or ONTOLOGY.cameo[code].type == name
