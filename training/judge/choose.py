"""Fits whether a word tells an event of a type: `python -m training.judge.choose`, after the judge, before the joining.

It learns from what the judge never learnt from: the reports and the sentences of the codebook that are held out (one in
twelve, `training.judge.sentences.is_held_out`), in whose reports readers checked every mention that gestae found and
added what was missing. Each word that the lexicon knows is described as reading describes it, by
`gestae.coding.choosing`, and a logistic regression (scikit-learn, of the extra `train`) weighs what is known. Every
tenth part of the reports is judged by what the other nine taught, and these figures are printed.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import MaxAbsScaler

from gestae.coding.choosing import Chooser, Features
from gestae.coding.modality import judge as standing
from gestae.coding.triggers import TriggerFinder
from gestae.coding.turning import may_become
from gestae.judging.judge import Judge, trained_judge
from gestae.judging.weights import Weights
from gestae.reader import Reader
from gestae.reading.tokens import Reading, Token
from gestae.resolving.where.places import resolve_places
from gestae.resolving.who.actors import resolve_actors
from gestae.settings import Settings
from gestae.sources.text import document_from_text
from training.codebook import NONE, read_codebook
from training.judge.sentences import LABELS, PUBLISHED, benchmark_texts, is_held_out, written_reports
from training.judge.train import MODEL

FOLDS = 10
SOFTNESS = 0.3  # inverse of the penalty on large weights
UNSHOWN = 0.25  # weight of a word that no reader saw: what gestae dropped before they read, for the most part rightly
THRESHOLDS = tuple(round(0.3 + 0.05 * step, 2) for step in range(9))
Spans = Mapping[tuple[int, int], str]


@dataclass(frozen=True, slots=True)
class Described:
    """One candidate: where it stands, its type, its features, whether a reader says so; None: nobody was asked.

    `shown`: a reader saw the very word; of others in a checked report it is only likely that they tell nothing.
    """

    report: str
    word: tuple[int, int]
    kind: str
    features: Features
    right: bool | None
    shown: bool

    @property
    def fold(self) -> int:
        """Which part of the reports it belongs to, by a hash of the report's name."""
        return int.from_bytes(hashlib.sha256(self.report.encode()).digest()[4:8]) % FOLDS


def labelled_reports() -> Iterator[tuple[str, str, Spans]]:
    """Name, text and labels (type by span of the trigger) of every report held out, its mentions all checked."""
    spans: dict[str, dict[tuple[int, int], str]] = defaultdict(dict)
    for line in (LABELS / "mentions.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        if is_held_out(row["document"]):
            for coding in row["codings"]:
                start, end = coding["trigger"]
                spans[row["document"]][row["start"] + start, row["start"] + end] = coding["type"]
    wanted = set(spans)
    for name, text in sorted([*benchmark_texts(wanted), *written_reports(wanted)]):
        yield name, text, spans[name]


def described() -> Iterator[Described]:
    """Every candidate of the held-out reports and sentences."""
    reader, judge = Reader(Settings(judge=False)), trained_judge()
    for name, text, spans in labelled_reports():
        reading = reader.parse(document_from_text(text, name=name, published=PUBLISHED))
        yield from _of_report(reader, judge, reading, name, spans, checked=True)
    for example in read_codebook():
        group = f"{example.file}:{example.group}"
        if is_held_out(group):
            reading = reader.parse(document_from_text(example.sentence, name=group, published=PUBLISHED))
            told = {coding.trigger: coding.type for coding in example.codings}
            yield from _of_report(reader, judge, reading, group, told, checked=False)


def _of_report(
    reader: Reader, judge: Judge, reading: Reading, name: str, spans: Spans, *, checked: bool
) -> Iterator[Described]:
    known = reader.knowledge
    places = resolve_places(reading, gazetteer=known.gazetteer)
    actors = resolve_actors(reading, known=known.actors, places=places, published=reading.document.published)
    finder = TriggerFinder(reading, actors, known.events)
    chooser = Chooser(reading, actors, finder, judge(reading))
    for token in reading.tokens:
        for candidate, features in chooser.candidates(token):
            kind = candidate.trigger.frame.type
            modality = standing(reading, token, known.events.modality).modality
            kinds = {kind, *may_become(kind, modality)} if candidate.trigger.frame.turns else {kind}
            right = _right(reading, token, kinds, spans, checked=checked)
            shown = any(start < token.end and token.start < end for start, end in spans)
            yield Described(name, (token.start, token.end), kind, features, right, shown)


def _right(reading: Reading, token: Token, kinds: set[str], spans: Spans, *, checked: bool) -> bool | None:
    """What a reader says of a word; a second word for what a labelled one beside it tells was shown to nobody.

    `kinds`: the type of the frame, and those it becomes where it is not done yet.
    """
    told = [label for (start, end), label in spans.items() if start < token.end and token.start < end]
    if told:
        return not kinds.isdisjoint(told)
    sentence = reading.sentences[token.sentence]
    beside = {label for (start, _), label in spans.items() if sentence.start <= start < sentence.end}
    return False if checked and kinds.isdisjoint(beside - {NONE}) else None


def fit(rows: Sequence[Described]) -> Weights:
    """A logistic regression over the candidates that somebody was asked about; its threshold is not set yet."""
    asked = [row for row in rows if row.right is not None]
    names, scaler = DictVectorizer(sparse=False), MaxAbsScaler()
    scaled = scaler.fit_transform(names.fit_transform([row.features for row in asked]))
    sure = [1.0 if row.shown else UNSHOWN for row in asked]
    model = LogisticRegression(C=SOFTNESS, max_iter=5000).fit(scaled, [row.right for row in asked], sample_weight=sure)
    weights = model.coef_[0] / scaler.scale_
    chosen = {name: round(float(weight), 5) for name, weight in zip(names.feature_names_, weights, strict=True)}
    return Weights(chosen, round(float(model.intercept_[0]), 5), 1.0)


def outcomes(rows: Iterable[Described], by_fold: Mapping[int, Weights]) -> dict[float, str]:
    """By threshold: precision and recall of words taken for events of their type, each by the other folds' weights."""
    best: dict[tuple[str, tuple[int, int]], tuple[float, Described]] = {}
    right: set[tuple[str, tuple[int, int]]] = set()
    for row in rows:
        share, key = by_fold[row.fold](row.features), (row.report, row.word)
        if row.right:
            right.add(key)
        if key not in best or share > best[key][0]:
            best[key] = share, row
    found: dict[float, str] = {}
    for threshold in THRESHOLDS:
        taken = [row for share, row in best.values() if share >= threshold and row.right is not None]
        hits, shown = sum(bool(row.right) for row in taken), sum(row.shown for row in taken)
        precision, recall = hits / max(shown, 1), hits / max(len(right), 1)
        both = 2 * precision * recall / (precision + recall)
        found[threshold] = (
            f"of words shown P {precision:.3f} R {recall:.3f} F {both:.3f}; {len(taken) - shown} not shown"
        )
    return found


def calibration(rows: Iterable[Described], by_fold: Mapping[int, Weights]) -> str:
    """Of candidates by their share, how many are right."""
    asked = [(by_fold[row.fold](row.features), bool(row.right)) for row in rows if row.right is not None and row.shown]
    parts = []
    for low in np.arange(0.3, 1.0, 0.1):
        inside = [hit for share, hit in asked if low <= share < low + 0.1]
        if inside:
            parts.append(f"{low:.1f}: {sum(inside) / len(inside):.2f} of {len(inside)}")
    return ", ".join(parts)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m training.judge.choose", description=__doc__)
    parser.add_argument("--dry-run", action="store_true", help="fit and measure, write nothing")
    parser.add_argument("--threshold", type=float, default=0.5, help="share from which a word tells an event")
    options = parser.parse_args()
    rows = list(described())
    reports = len({row.report for row in rows})
    print(f"{reports} reports and sentences, {len(rows)} candidates, {sum(bool(row.right) for row in rows)} right")
    by_fold = {fold: fit([row for row in rows if row.fold != fold]) for fold in range(FOLDS)}
    for threshold, outcome in outcomes(rows, by_fold).items():
        print(threshold, outcome)
    print(calibration(rows, by_fold))
    if not options.dry_run:
        final = fit(rows)
        written = {"threshold": options.threshold, "shift": final.shift, "weights": dict(final.weights)}
        (MODEL / "choice.json").write_text(json.dumps(written, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
