"""Fits how likely two tellings are of one event: `python -m training.judge.join`, after the judge.

It learns from reports in which readers grouped the mentions that gestae found (`groups/joins.jsonl`, offsets only; none
of them taught the network which words tell one deed). Each report is read as gestae reads it, up to the joining; pairs
of its mentions become features (`gestae.coding.pairs`), and a logistic regression (scikit-learn, of the extra `train`)
weighs them. Every fifth part of the reports is judged by what the other four taught, and these figures are printed.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import combinations
from pathlib import Path

from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import MaxAbsScaler

from gestae.coding.clustering import Asked, asked_of, grouped_by
from gestae.coding.events import find_event_mentions
from gestae.coding.pairs import Features, Pairs, speaks_against
from gestae.judging.judge import trained_judge
from gestae.judging.weights import Weights
from gestae.reader import Reader
from gestae.resolving.when.clocks import home_of
from gestae.resolving.when.dates import resolve_dates
from gestae.resolving.where.places import resolve_places
from gestae.resolving.who.actors import resolve_actors
from gestae.settings import Settings
from gestae.sources.text import document_from_text
from training.judge.deeds import Tellings, read_grouped
from training.judge.sentences import GROUPS, PUBLISHED
from training.judge.train import MODEL

FOLDS = 5
SOFTNESS = 0.2  # inverse of the penalty on large weights
THRESHOLDS = tuple(round(0.2 + 0.05 * step, 2) for step in range(11))


@dataclass(frozen=True, slots=True)
class Grouped:
    """A report: the deed of each mention, and the features of each pair of them."""

    name: str
    deeds: tuple[str, ...]
    pairs: Mapping[tuple[int, int], Features]

    @property
    def fold(self) -> int:
        """Which part of the reports it belongs to, by a hash of its name."""
        return int.from_bytes(hashlib.sha256(self.name.encode()).digest()[4:8]) % FOLDS


def read_reports(path: Path) -> Iterator[Grouped]:
    """Every report with two labelled mentions or more."""
    reader, judge = Reader(Settings(judge=False)), trained_judge()
    known = reader.knowledge
    for name, (text, tellings) in sorted(read_grouped(path).items()):
        reading = reader.parse(document_from_text(text, name=name, published=PUBLISHED))
        judgements = judge(reading)
        places = resolve_places(reading, gazetteer=known.gazetteer)
        home = home_of(reading, places=places, known=known.actors, gazetteer=known.gazetteer)
        dates = resolve_dates(reading, published=reading.document.published, home=home, places=places)
        published = reading.document.published
        actors = resolve_actors(
            reading, known=known.actors, places=places, published=published, filed_from=home.country
        )
        mentions, actors = find_event_mentions(
            reading,
            actors=actors,
            places=places,
            dates=dates,
            lexicon=known.events,
            known=known.actors,
            judgements=judgements,
        )
        pairs = Pairs(
            mentions,
            reading,
            places=places,
            actors=actors,
            lexicon=known.events,
            ontology=known.ontology,
            judgements=judgements,
        )
        spans = [(mention.token.start, mention.token.end) for mention in mentions]
        yield from _labelled(name, spans, tellings, pairs)


def _labelled(name: str, spans: Sequence[tuple[int, int]], tellings: Tellings, pairs: Pairs) -> Iterator[Grouped]:
    """The report with the mentions that readers labelled, if two or more were found again."""
    told = [index for index, span in enumerate(spans) if span in tellings]
    if len(told) > 1:
        found = {
            (one, other): pairs.describe(told[one], told[other])
            for one, other in combinations(range(len(told)), 2)
            if pairs.may_be_one(told[one], told[other])
        }
        yield Grouped(name, tuple(tellings[spans[index]] for index in told), found)


def fit(reports: Iterable[Grouped]) -> Weights:
    """A logistic regression over all pairs of the reports; its threshold is not set yet."""
    features: list[Features] = []
    same: list[bool] = []
    for report in reports:
        for (one, other), found in sorted(report.pairs.items()):
            features.append(found)
            same.append(report.deeds[one] == report.deeds[other])
    names, scaler = DictVectorizer(sparse=False), MaxAbsScaler()
    scaled = scaler.fit_transform(names.fit_transform(features))
    model = LogisticRegression(C=SOFTNESS, max_iter=5000).fit(scaled, same)
    weights = model.coef_[0] / scaler.scale_
    chosen = {name: round(float(weight), 5) for name, weight in zip(names.feature_names_, weights, strict=True)}
    return Weights(chosen, round(float(model.intercept_[0]), 5), 1.0)


@dataclass(slots=True)
class Outcome:
    """How a joining did on reports: rows, rows that tell an event again, rows that mix events; pairs right."""

    counts: Counter[str]

    def add(self, deeds: Sequence[str], groups: Sequence[Sequence[int]]) -> None:
        """Counts one report."""
        where = {index: number for number, group in enumerate(groups) for index in group}
        for one, other in combinations(range(len(deeds)), 2):
            same, joined = deeds[one] == deeds[other], where[one] == where[other]
            self.counts.update(right=same and joined, joined=joined, same=same)
        seen: set[str] = set()
        for group in groups:
            told = Counter(deeds[index] for index in group)
            main = max(told, key=lambda deed: (told[deed], deed))
            self.counts.update(rows=1, again=main in seen, mixed=len(told) > 1)
            seen.update(told)

    def __str__(self) -> str:
        counts = self.counts
        precision, recall = counts["right"] / max(counts["joined"], 1), counts["right"] / max(counts["same"], 1)
        both = 2 * precision * recall / max(precision + recall, 1e-9)
        again, mixed = counts["again"] / counts["rows"], counts["mixed"] / counts["rows"]
        return (
            f"pairs P {precision:.3f} R {recall:.3f} F {both:.3f}; of {counts['rows']} rows "
            f"{again:.3f} tell an event again, {mixed:.3f} mix events"
        )


def _share(shares: Mapping[tuple[int, int], float], one: int, other: int) -> float:
    """The share of a pair; 0 for a deed that happened beside one that did not."""
    return shares.get((one, other), 0.0)


def _asked(report: Grouped, threshold: float) -> Asked:
    """What is asked of two groups of a report's mentions: as in reading."""
    first = {one for (one, _), found in report.pairs.items() if not found["first actors"]}
    second = {other for (_, other), found in report.pairs.items() if not found["second actors"]}
    apart = {pair for pair, found in report.pairs.items() if speaks_against(found)}
    return asked_of(threshold, first | second, apart)


def judged(reports: Sequence[Grouped], by_fold: Mapping[int, Weights], threshold: float) -> Outcome:
    """The outcome when each report is judged by the weights of the other folds."""
    outcome = Outcome(Counter())
    for report in reports:
        weigh = by_fold[report.fold]
        shares = {pair: weigh(found) for pair, found in report.pairs.items()}
        groups = grouped_by(len(report.deeds), partial(_share, shares), _asked(report, threshold))
        outcome.add(report.deeds, groups)
    return outcome


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m training.judge.join", description=__doc__)
    parser.add_argument("--dry-run", action="store_true", help="fit and measure, write nothing")
    parser.add_argument("--threshold", type=float, default=0.6, help="share from which a mention joins an event")
    options = parser.parse_args()
    reports = list(read_reports(GROUPS / "joins.jsonl"))
    pairs = sum(len(report.pairs) for report in reports)
    print(f"{len(reports)} reports, {pairs} pairs")
    by_fold = {fold: fit(report for report in reports if report.fold != fold) for fold in range(FOLDS)}
    for threshold in THRESHOLDS:
        print(threshold, judged(reports, by_fold, threshold))
    if not options.dry_run:
        final = fit(reports)
        written = {"threshold": options.threshold, "shift": final.shift, "weights": dict(final.weights)}
        (MODEL / "sameness.json").write_text(json.dumps(written, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
