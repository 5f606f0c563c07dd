"""How well the words of a report tell whether it is of public concern: what is kept of which, at both chances used.

LGL's local news, every report called public, politics or none by a reader (`concern.tsv`: one reader each); MUC-4's
held-out reports, all of a war; ECB+'s dev stories (piracy; nominations; crime, sport, accidents, film). None was learnt
from. `read ...` is what is kept where events are coded, `skim ...` what `--skim` reads.
"""

from __future__ import annotations

import time
from collections.abc import Iterator

from bench.harness import ROOT, SHARED, BenchError, Outcome, read_lines
from gestae.judging.concern import OF_CONCERN, concern_of
from gestae.skimming.skim import OF_CONCERN as OF_SKIM
from gestae.sources.text import document_from_text

CHANCES = {"read": OF_CONCERN, "skim": OF_SKIM}


def labels() -> dict[str, str]:
    """What readers called each report of LGL and each story of ECB+, by its id: public, politics or none."""
    rows = (ROOT / "bench" / "concern.tsv").read_text("utf-8").splitlines()
    return dict(row.split("\t", 1) for row in rows if not row.startswith("#"))


def run(limit: int | None = None) -> Iterator[Outcome]:
    """What is kept of each kind of report; `limit` reports of each set at most."""
    for split, items in (("lgl", _lgl()), ("muc4 tst1+tst2", _muc()), ("ecb+ dev", _ecb())):
        asked = items[:limit]
        started = time.process_time()
        rated = [(kind, concern_of(document_from_text(text, name=split))) for text, kind in asked]
        spent = time.process_time() - started
        figures: dict[str, float] = {}
        for kind in ("public", "politics", "none"):
            chances = [chance for called, chance in rated if called == kind]
            if chances:
                figures[kind] = len(chances)
            for name, least in CHANCES.items() if chances else ():
                figures[f"{name} {kind}"] = round(sum(chance >= least for chance in chances) / len(chances), 4)
        yield Outcome(benchmark="concern", split=split, figures=figures, items=len(asked), seconds=round(spent, 1))


def _lines(folder: str, name: str = "input.dev.jsonl") -> list[dict[str, str]]:
    path = SHARED / folder / name
    if not path.exists():
        raise BenchError(f"concern: no dev data; it is looked for in {path}")
    return list(read_lines(path))


def _lgl() -> list[tuple[str, str]]:
    called = labels()
    return [(item["text"], called[item["id"]]) for item in _lines("geoparsing") if item["corpus"] == "lgl"]


def _muc() -> list[tuple[str, str]]:
    items = _lines("muc4-incidents")
    return [(item["text_truecase"], "public") for item in items if item["part"] in ("tst1", "tst2")]


def _ecb() -> list[tuple[str, str]]:
    called = labels()
    story = {item["id"]: item["story"] for item in _lines("event-linking", "gold.dev.jsonl")}
    return [(item["text"], called[story[item["id"]]]) for item in _lines("event-linking") if item["split"] == "dev"]
