"""Fits which words speak of public concern: `python -m training.concern` (scikit-learn, of the extra `train`).

A logistic regression over the words of whole reports: of each word itself, and of the vector that the encoder which the
judge starts from has for it, so that words learnt nothing of weigh as those of a like meaning. As sums over words both
come to one weight a word, and that table is all that ships (`judging/model/concern.tsv`).

What is learnt from, all with a licence: reports written for gestae (`reports/`, public or none), the wire reports of
`training/reports`, every third report of MUC-4's dev1300, and ECB+'s train topics (`stories.toml` says of each story
what it is). Every eighth part is judged by what the others taught, and these figures are printed.
"""

from __future__ import annotations

import argparse
import json
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from gestae.judging.concern import Concern, words_of
from training.codebook import NONE, read_codebook
from training.concern.written import FOLDS, WRITTEN, Report, read_written
from training.judge.sentences import BENCH, REPORTS
from training.judge.train import MODEL, base_file

HERE = Path(__file__).parent
WORD, VECTOR = 1.5, 0.06  # how much a word itself and its vector may weigh
OTHERS = 0.5  # weight of what was not written for this
THRESHOLDS = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6)
HEAD = """\
# Weights of words: how much they speak of public concern. "=" is the shift. Written by `python -m training.concern`.
# source: fitted by the gestae authors on reports of their own, MUC-4 (MIT) and ECB+ (CC BY 3.0); word vectors of
#   all-MiniLM-L6-v2 (Apache-2.0) say which words are of like meaning
# licence: Apache-2.0
# date: 2026-11
"""


def read_wire() -> Iterator[Report]:
    """The wire reports of which every event is listed: of public concern are those that tell one."""
    texts: dict[str, list[str]] = {}
    told: Counter[str] = Counter()
    for example in read_codebook(sorted(REPORTS.glob("*.txt"))):
        name = example.group
        texts.setdefault(name, []).append(example.sentence)
        told[name] += sum(coding.type != NONE for coding in example.codings)
    for name, sentences in texts.items():
        if name:
            yield Report("wire", name, "\n".join(sentences), told[name] > 0)


def read_muc() -> Iterator[Report]:
    """Every third report of MUC-4's dev1300: a war, so all are of public concern; `tst1` and `tst2` are measured on."""
    items = map(json.loads, (BENCH / "muc4-incidents" / "input.dev.jsonl").read_text("utf-8").splitlines())
    learnt = [item for item in items if item["part"] not in ("tst1", "tst2")]
    for item in learnt[::3]:
        yield Report("muc", item["id"], item["text_truecase"][item.get("body_offset") or 0 :], True)


def read_ecb(split: str, stories: Path = HERE / "stories.toml") -> Iterator[Report]:
    """ECB+'s reports of the stories that are clearly the one or the other."""
    known = tomllib.loads(stories.read_text("utf-8"))
    kinds = {story: kind == "public" for kind in ("public", "none") for story in known[kind]}
    folder = BENCH / "event-linking"
    gold = {one["id"]: one["story"] for one in map(json.loads, (folder / "gold.dev.jsonl").open(encoding="utf-8"))}
    for item in map(json.loads, (folder / "input.dev.jsonl").open(encoding="utf-8")):
        story = gold[item["id"]]
        if item["split"] == split and story in kinds:
            yield Report("ecb", f"{story} {item['id']}", item["text"], kinds[story])


class Features:
    """Texts as numbers: the words that the encoder knows whole, and the mean of their vectors."""

    def __init__(self) -> None:
        pieces = base_file("vocab.txt").read_text("utf-8").split("\n")[:30_522]
        vectors = load_file(base_file("model.safetensors"))["embeddings.word_embeddings.weight"]
        vectors = (vectors - vectors.mean(0)) / vectors.std()
        self.words = [piece for piece in pieces if words_of(piece) == [piece]]
        place = {piece: number for number, piece in enumerate(pieces)}
        self.vectors: NDArray[np.float32] = vectors[[place[word] for word in self.words]]
        self._index = {word: number for number, word in enumerate(self.words)}

    def __call__(self, texts: Sequence[str]) -> csr_matrix:
        """A row a text: each of its words once, over the root of their number; then its vector."""
        rows, columns, values = list[int](), list[int](), list[float]()
        for row, text in enumerate(texts):
            known = sorted({self._index[word] for word in words_of(text) if word in self._index})
            rows.extend([row] * len(known))
            columns.extend(known)
            values.extend([1 / np.sqrt(max(1, len(known)))] * len(known))
        bare = csr_matrix((values, (rows, columns)), shape=(len(texts), len(self.words)))
        return hstack([bare * WORD, csr_matrix(bare @ self.vectors * VECTOR)]).tocsr()

    def weights(self, model: LogisticRegression) -> dict[str, float]:
        """What each word comes to weigh."""
        own, meant = model.coef_[0][: len(self.words)], model.coef_[0][len(self.words) :]
        total = own * WORD + self.vectors @ meant * VECTOR
        return {word: round(float(weight), 2) for word, weight in zip(self.words, total, strict=True)}


def fit(reports: Sequence[Report], features: Features) -> Concern:
    """A logistic regression over whole reports."""
    asked = features([report.text for report in reports])
    public = [report.public for report in reports]
    trust = [1.0 if report.source == "written" else OTHERS for report in reports]
    model = LogisticRegression(C=1.0, max_iter=5000).fit(asked, public, sample_weight=trust)
    return Concern(features.weights(model), round(float(model.intercept_[0]), 3))


def measure(reports: Sequence[Report], chances: Sequence[float]) -> str:
    """How often a report of public concern is rated above one of none, and what would pass at some thresholds."""
    public = np.array([report.public for report in reports])
    rated = np.array(chances)
    lines = [f"{len(reports)} reports, {public.sum()} public"]
    if 0 < public.sum() < len(reports):
        lines[0] += f", public above none in {roc_auc_score(public, rated):.3f}"
    for least in THRESHOLDS:
        kept = rated >= least
        told = [(name, kept[some].mean()) for name, some in (("public", public), ("none", ~public)) if some.any()]
        lines.append(f"  from {least}: " + ", ".join(f"{share:.3f} of {name}" for name, share in told))
    return "\n".join(lines)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m training.concern", description=__doc__)
    parser.add_argument("--dry-run", action="store_true", help="fit and measure, write nothing")
    options = parser.parse_args()
    written = list(read_written(WRITTEN))
    reports = [*written, *read_wire(), *read_muc(), *read_ecb("train")]
    features = Features()
    by_fold = [fit([one for one in reports if one.fold != fold], features) for fold in range(FOLDS)]
    for source in ("written", "wire", "muc", "ecb"):
        some = [report for report in reports if report.source == source]
        print(source, measure(some, [by_fold[report.fold](words_of(report.text)) for report in some]))
    if not options.dry_run:
        final = fit(reports, features)
        lines = [
            f"=\t{final.shift}",
            *(f"{word}\t{weight}" for word, weight in sorted(final.weights.items()) if weight),
        ]
        (MODEL / "concern.tsv").write_text(HEAD + "\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
