"""The hand annotation quotes its reports word for word, and `score` finds, misses and objects as it should."""

from __future__ import annotations

import html
import re
from pathlib import Path
from typing import Any

import pytest

from .facts import Facts, absent_spans, load, main, occurrences, score

HERE = Path(__file__).parent
FACTS = sorted(HERE.glob("*.toml"))
MODALITIES = {
    "actual", "attempted", "threatened", "promised", "planned", "ordered", "expected", "requested", "denied", "negated",
    "hypothetical",
}  # fmt: skip
FOLDERS = {
    "examples": HERE.parents[1] / "examples",
    "shared": HERE.parents[2] / "shared" / "examples",
    "tests": HERE / "reports",
}


def report_text(facts: Facts) -> str:
    """The report a facts file annotates, tags crudely stripped; skips the test where it is not at hand."""
    path = FOLDERS[facts.where] / facts.file
    if facts.where == "shared" and not path.exists():
        pytest.skip(f"{facts.file} is not in this repository and ../shared/examples is absent")
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".html":
        return text
    text = re.sub(r"(?s)<head>.*?</head>|<script.*?</script>|<style.*?</style>", " ", text)
    return html.unescape(re.sub(r"<[^>]+>", "", text))


@pytest.mark.parametrize("path", FACTS, ids=lambda path: path.stem)
def test_every_quoted_span_occurs_in_its_report(path: Path) -> None:
    facts = load(path)
    assert absent_spans(facts, report_text(facts)) == []


@pytest.mark.parametrize("path", FACTS, ids=lambda path: path.stem)
def test_modalities_are_in_the_contract(path: Path) -> None:
    for fact in load(path).rows:
        named = fact.fields.get("modality", [])
        assert set([named] if isinstance(named, str) else named) <= MODALITIES, fact.id


def test_the_reports_of_the_folder_are_all_annotated() -> None:
    files = {load(path).file for path in FACTS if load(path).where == "tests"}
    assert files == {path.name for path in FOLDERS["tests"].iterdir()}
    assert {"myanmar-coup", "przewodow", "slap-on-the-face"} < {path.stem for path in FACTS}


TINY = """
[document]
file = "tiny.txt"
where = "examples"
published = "2021-03-02"
[[event]]
id = "shelling"
words = "shelled the port"
also = ["The shelling"]
type = ["ASSAULT"]
modality = "actual"
actor = ["ARM"]
date = ["2021-03-01", "2021-03-01"]
core = ["type", "modality", "actor"]
[[event]]
id = "arrests"
words = "arrested two officers"
type = "COERCE"
modality = "actual"
core = ["type", "modality"]
[[event]]
id = "vow"
optional = true
words = "vowed"
type = "THREATEN"
modality = ["actual", "threatened"]
[[statement]]
id = "vow"
words = "strike back"
speaker = ["Ruritania"]
[[toll]]
id = "three"
words = "killing three"
effect = "killed"
status = ["reported"]
min = 3
core = ["effect", "status", "min"]
[[link]]
id = "arrests-after-shelling"
words = "after"
from = "arrests"
to = "shelling"
relation = ["follows"]
[[never]]
words = "strike back"
why = "threatened"
[[never]]
words = "Share this"
why = "furniture"
"""
TEXT = (
    "Rebels shelled the port, killing three. Police arrested two officers. Ruritania vowed to strike back. Share this"
)


@pytest.fixture
def tiny(tmp_path: Path) -> Facts:
    path = tmp_path / "tiny.toml"
    path.write_text(TINY, encoding="utf-8")
    return load(path)


def evidence(words: str, role: str = "trigger") -> dict[str, Any]:
    start = TEXT.index(words)
    return {"document": "d", "start": start, "end": start + len(words), "text": words, "role": role}


def record(**tables: list[dict[str, Any]]) -> dict[str, Any]:
    actors = [
        {"id": "a1", "name": "rebels", "country": "ARM", "aliases": [], "evidence": []},
        {"id": "a2", "name": "Republic", "country": None, "aliases": ["Ruritania"], "evidence": []},
    ]
    return {"documents": [{"id": "d", "text": TEXT}], "actors": actors, **tables}


def event(words: str, kind: str, modality: str = "actual", actors: tuple[str, ...] = ()) -> dict[str, Any]:
    return {
        "id": words,
        "type": kind,
        "modality": modality,
        "actors": list(actors),
        "evidence": [evidence(words)],
    }


def test_an_empty_record_misses_everything(tiny: Facts) -> None:
    report = score(tiny, record())
    assert report.recall() == 0.0
    assert report.counts() == (0, 5)  # the optional event is not asked for
    assert report.wrong_share == 0.0
    assert not report.violations


def test_found_when_the_words_overlap_and_the_core_agrees(tiny: Facts) -> None:
    shelling = event("shelled", "ASSAULT", actors=("a1",))
    arrests = event("arrested", "COERCE")
    report = score(
        tiny,
        record(
            events=[shelling, arrests],
            statements=[{"id": "s", "speakers": ["a2"], "content": [evidence("to strike back", "content")]}],
            tolls=[
                {
                    "id": "t",
                    "effect": "killed",
                    "status": "reported",
                    "min": 3,
                    "evidence": [evidence("killing three")],
                }
            ],
            links=[
                {
                    "from": "arrested",
                    "to": "shelled",
                    "relation": "follows",
                    "evidence": [evidence("Police", "link")],
                }
            ],
        ),
    )
    assert report.recall() == 1.0
    assert report.recall("event") == 1.0
    assert not report.surplus
    differing = {r.id: r.differs for r in report.results if r.differs}
    assert list(differing) == ["shelling"]  # the date is a detail, not core
    assert differing["shelling"][0].startswith("date is None")


def test_a_core_field_that_differs_is_the_reason_given(tiny: Facts) -> None:
    report = score(tiny, record(events=[event("shelled", "COERCE", actors=("a2",))]))
    missed = next(r for r in report.missing if r.id == "shelling")
    assert missed.reason == "type is COERCE, not ['ASSAULT']; actor is ['Republic'], not ['ARM']"
    assert [s.near for s in report.surplus_events] == ["shelling (type actor)"]
    assert report.wrong_share == 1.0


def test_other_evidence_of_an_event_is_not_its_trigger(tiny: Facts) -> None:
    elsewhere = event("strike back", "COERCE")
    elsewhere["evidence"].append(evidence("two officers", "recipient"))
    report = score(tiny, record(events=[elsewhere]))
    assert "arrests" in {r.id for r in report.missing}


def test_a_threat_that_happened_is_a_violation(tiny: Facts) -> None:
    wrong = score(tiny, record(events=[event("strike back", "ASSAULT")]))
    right = score(tiny, record(events=[event("strike back", "ASSAULT", "threatened"), event("vowed", "THREATEN")]))
    assert [v.why for v in wrong.violations] == ["threatened"]
    assert not right.violations


def test_furniture_yields_nothing_at_all(tiny: Facts) -> None:
    report = score(tiny, record(statements=[{"id": "s", "speakers": [], "content": [evidence("Share this")]}]))
    assert [v.why for v in report.violations] == ["furniture"]


def test_optional_facts_shield_without_counting(tiny: Facts) -> None:
    report = score(tiny, record(events=[event("vowed", "THREATEN", "threatened")]))
    assert report.counts("event") == (0, 2)
    assert not report.surplus_events


def test_a_misspelt_key_or_reference_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bad.toml"
    path.write_text(TINY.replace('actor = ["ARM"]', 'actors = ["ARM"]'), encoding="utf-8")
    with pytest.raises(ValueError, match="unknown keys"):
        load(path)
    path.write_text(TINY.replace('to = "shelling"', 'to = "shellings"'), encoding="utf-8")
    with pytest.raises(ValueError, match="no event 'shellings'"):
        load(path)


def test_spans_are_whole_words_across_line_breaks() -> None:
    assert occurrences("Share", "Shares. Share\nit") == [(8, 13)]
    assert occurrences("two officers", "two\n  officers") == [(0, 14)]


def test_the_command_prints_every_fact(tiny: Facts, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "record.json"
    path.write_text('{"documents": [{"id": "d", "text": "nothing"}]}', encoding="utf-8")
    assert main([str(tmp_path / "tiny.toml"), str(path)]) == 0
    printed = capsys.readouterr().out
    assert "shelling: 'shelled the port'  the words are not in the text" in printed
    assert "tiny: recall 0.0% (0/5)" in printed
    assert main([]) == 2
