"""Trains the judge of events on the codebook: `python -m training.train_judge [--cross N]`."""
from __future__ import annotations
import argparse, sys, zlib
from collections import Counter, defaultdict
import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression
from gestae.reader import Reader
from gestae.coding.events import find_event_mentions
from gestae.coding.features import FeatureReader
from gestae.sources.text import document_from_text
from gestae.resolving.when.dates import resolve_dates
from gestae.resolving.where.places import resolve_places
from gestae.resolving.who.actors import resolve_actors
from training.codebook import NONE, read_codebook
from training.scoring import PUBLISHED, overlap

def instances():
    from training.codebook import FOLDER
    from training.codebook import CodebookError
    examples=[]
    for p in sorted(FOLDER.glob("*.txt")):
        try: examples += read_codebook([p])
        except CodebookError as e: print(e)
    reader = Reader()
    k = reader.knowledge
    docs = [document_from_text(e.sentence, name=e.file, published=PUBLISHED) for e in examples]
    for e, reading in zip(examples, reader._parser.parse_all(docs), strict=True):
        d = reading.document
        dates = resolve_dates(reading, published=d.published)
        places = resolve_places(reading, gazetteer=k.gazetteer)
        actors = resolve_actors(reading, known=k.actors, places=places, published=d.published)
        fr = FeatureReader(reading, actors=actors, lexicon=k.events)
        for m in find_event_mentions(reading, actors=actors, places=places, dates=dates, lexicon=k.events):
            label = any(c.type == m.type and overlap((m.trigger.start, m.trigger.end), c.trigger) for c in e.codings)
            yield e, m.type, label, fr.names(m), fr.vector(m)

def main():
    rows = list(instances())
    print(len(rows), sum(r[2] for r in rows))
    y = np.array([r[2] for r in rows], dtype=int)
    groups = np.array([zlib.crc32(r[0].sentence.encode()) % 5 for r in rows])
    freq = Counter(n for r in rows for n in r[3])
    for mincount in (2,):
        vocab = {n: i for i, n in enumerate(sorted(n for n, c in freq.items() if c >= mincount))}
        ind, ptr = [], [0]
        for r in rows:
            ind.extend(vocab[n] for n in r[3] if n in vocab); ptr.append(len(ind))
        X = csr_matrix((np.ones(len(ind), dtype=np.float32), ind, ptr), shape=(len(rows), len(vocab)))
        V = np.stack([r[4] for r in rows]); V = (V - V.mean(0)) / (V.std(0) + 1e-6)
        for vs in (0, 0.1, 0.3):
            Z = hstack([X, csr_matrix(V * vs)]).tocsr() if vs else X
            for C in (0.01, 0.03, 0.1, 0.3):
                P = np.zeros(len(rows))
                for g in range(5):
                    tr = groups != g
                    m = LogisticRegression(C=C, max_iter=500).fit(Z[tr], y[tr])
                    P[~tr] = m.predict_proba(Z[~tr])[:, 1]
                acc = ((P > .5) == y).mean(); ll = -np.mean(np.where(y, np.log(P), np.log(1 - P)))
                out = []
                for t in (.3, .4, .5):
                    keep = P > t
                    out.append(f"t{t} P{y[keep].mean():.3f} R{y[keep].sum()/y.sum():.3f}")
                print(mincount, len(vocab), vs, C, f"acc {acc:.3f} ll {ll:.3f}", *out)
main()
