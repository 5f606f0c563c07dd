"""Which reports may be copies of each other, found without comparing each with each.

A sketch is the smallest hashes among those of every run of six words: MinHash by its k minimum values. Two reports that
share half of their words share many of the smallest hashes, and so do a long report and its first third, of which
MinHash by many permutations (as in datasketch and rensa) sees two sets that are mostly different. The hashes are of a
standard function, and no library's, so that a case can be added to for years.
"""

from __future__ import annotations

from hashlib import blake2b

from gestae.corpus.wording import Wording

# Kept in the case: whoever changes a sketch makes a migration that computes those of the case anew.
SCHEME = "1: the 40 smallest of blake2b (48 bits) over runs of 6 words, numbers alike"
SIZE = 40
# How many smallest hashes two reports must share to be compared at all.
SHARED = 2
_RUN = 6
_BYTES = 6  # 48 bits: SQLite keeps such a number in six bytes


def sketch_of(words: Wording) -> tuple[int, ...]:
    """The sketch of a report: at most 40 numbers, ascending."""
    plain = words.plain
    runs = {" ".join(plain[first : first + _RUN]) for first in range(max(1, len(plain) - _RUN + 1))}
    hashes = {int.from_bytes(blake2b(run.encode(), digest_size=_BYTES).digest(), "big") for run in runs if run}
    return tuple(sorted(hashes)[:SIZE])
