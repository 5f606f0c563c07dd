"""The benchmarks: which adapter predicts, which data it reads, how its `score.py` is called, which figures count.

A benchmark is one folder of `../shared/bench` and one module of this package; a run is one split of its dev data.
A new benchmark is one module with `predict`, one entry here, and what others reached in `published.toml`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One split of one benchmark's dev data.

    `score` holds the arguments of the folder's `score.py`, in which `{input}`, `{gold}` and `{pred}` stand for files.
    `figures` maps the name of a figure to its dotted path in what `score.py --json` prints; `{split}` stands for the
    split's corpus. `keep` and `prefixes` choose items by a field's value and by how their id begins.
    """

    split: str
    input: str = "input.dev.jsonl"
    gold: str = "gold.dev.jsonl"
    score: tuple[str, ...]
    figures: Mapping[str, str]
    keep: tuple[str, str] | None = None
    prefixes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Benchmark:
    """A folder of benchmark data and the adapter that predicts for it; `tasks`: whether it takes a tasks file."""

    name: str
    module: str
    runs: tuple[Run, ...]
    tasks: bool = field(default=False)


_PLACED = ("--pred", "{pred}", "--gold", "{gold}")
_GROUPS = ("case", "country", "sector", "name")


def _geoparsing(corpus: str, mode: str) -> Run:
    told = {
        "parse": {
            "end to end 161 km": f"{corpus}.end_to_end_161km.f1",
            "recognition exact": f"{corpus}.recognition_exact.f1",
            "recognition overlap": f"{corpus}.recognition_overlap.f1",
            "acc161 answered": f"{corpus}.resolution_on_overlap.acc161_answered",
        },
        "resolve": {
            "acc161": f"{corpus}.resolution.acc161",
            "acc161 answered": f"{corpus}.resolution.acc161_answered",
            "coverage": f"{corpus}.resolution.coverage",
            "auc": f"{corpus}.resolution.auc",
            "country": f"{corpus}.resolution.country_acc",
        },
    }
    return Run(
        split=f"{corpus} {mode}",
        input="input.dev.jsonl" if mode == "parse" else "input.resolve.dev.jsonl",
        score=(*_PLACED, "--mode", mode, "--corpus", corpus),
        figures=told[mode],
        keep=("corpus", corpus),
    )


def _muc4(split: str, *prefixes: str) -> Run:
    figures = {
        "ree": "ree.micro.f1",
        "gtt": "gtt.micro.f1",
        "rme phi-3": "rme.phi3.f1",
        "roles soft": "roles_soft.micro.f1",
        "types": "types.micro.f1",
        "relevant": "types.relevant_doc.f1",
        "slots": "slots.all_templates.f1",
        "victim number": "slots.vic_num.f1",
        "victim effect": "slots.vic_effect.f1",
        "target number": "slots.phys_num.f1",
        "target effect": "slots.phys_effect.f1",
        "confidence": "slots.perp_conf.f1",
    }
    return Run(split=split, score=_PLACED, figures=figures, prefixes=prefixes)


def _timex(split: str, source: str, gold: str) -> Run:
    figures = {name: f"{name}.f1" for name in ("value", "strict", "relaxed", "type")}
    return Run(
        split=split,
        input=source,
        gold=gold,
        score=("--gold", "{gold}", "--pred", "{pred}"),
        figures=figures | {"lenient": "value_lenient.f1"},
    )


BENCHMARKS: Mapping[str, Benchmark] = {
    benchmark.name: benchmark
    for benchmark in (
        Benchmark(
            name="actor-resolution",
            module="bench.actor_resolution",
            runs=(
                Run(
                    split="dev",
                    score=("{pred}", "{gold}"),
                    figures={name: f"groups.all.{name}.acc" for name in _GROUPS}
                    | {"case, words": "groups.words.case.acc", "case, names": "groups.name.case.acc"}
                    | {"none": "none_f1"},
                ),
            ),
        ),
        Benchmark(
            name="attribution",
            module="bench.attribution",
            runs=(
                Run(
                    split="dev",
                    score=("--input", "{input}", "--gold", "{gold}", "--pred", "{pred}"),
                    figures={
                        "relation": "relation.f1",
                        "content_exact": "all.content_exact.f1",
                        "content_partial": "all.content_partial.f1",
                        "content_tokens": "content_tokens.f1",
                        "cue_exact": "cue_exact.f1",
                        "source_accuracy": "all.source_accuracy",
                    },
                ),
            ),
        ),
        Benchmark(
            name="geoparsing",
            module="bench.geoparsing",
            runs=tuple(_geoparsing(corpus, mode) for mode in ("resolve", "parse") for corpus in ("lgl", "geovirus")),
        ),
        Benchmark(
            name="muc4-incidents",
            module="bench.muc4",
            runs=(_muc4("tst1+tst2", "TST1-", "TST2-"), _muc4("dev1300", "DEV-")),
        ),
        Benchmark(
            name="petrarch-suite",
            module="bench.petrarch_suite",
            runs=(
                Run(
                    split="dev",
                    score=("{pred}", "{gold}"),
                    figures={
                        f"{group} {view}": f"{group}.{view}.f1"
                        for group in ("all", "basic", "actors", "compound")
                        for view in ("event", "dyad", "code")
                    },
                ),
            ),
        ),
        Benchmark(
            name="plover-events",
            module="bench.plover_events",
            runs=(
                Run(
                    split="dev",
                    score=("{pred}", "{gold}"),
                    figures={
                        "type": "type.f1",
                        "type top-1": "type_top1",
                        "quad": "quad.f1",
                        "dyad": "dyad.f1",
                        "triple": "triple.f1",
                        "party": "party_country.f1",
                        "sector": "sector_acc",
                        "mode": "mode_acc",
                        "coded": "coded",
                    },
                ),
            ),
        ),
        Benchmark(
            name="plover-relations",
            module="bench.plover_relations",
            runs=(
                Run(
                    split="dev",
                    score=("{pred}", "{gold}"),
                    figures={
                        "root": "all.root.macro_f1",
                        "root accuracy": "all.root.acc",
                        "penta": "all.penta.macro_f1",
                        "binary": "all.binary.macro_f1",
                    },
                ),
            ),
        ),
        Benchmark(
            name="timex",
            module="bench.timex",
            runs=(
                _timex("dev", "input.dev.jsonl", "gold.dev.jsonl"),
                _timex("phrases", "phrases.input.jsonl", "phrases.gold.jsonl"),
            ),
        ),
    )
}
