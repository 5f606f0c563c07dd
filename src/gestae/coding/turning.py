"""PLOVER's rules for what is not done yet or not to be done (coding_rules of the manual): which type it becomes.

"Will support" is AGREE, "will not release" is REJECT, "we will strike back" is THREATEN.
"""

from __future__ import annotations

from collections.abc import Iterator

from gestae.record.events import Modality

FUTURE: frozenset[Modality] = frozenset({"promised", "planned", "expected"})
YIELDING = frozenset({"RETREAT", "CONCEDE"})
HOSTILE = frozenset({"ASSAULT", "SANCTION", "COERCE", "PROTEST"})
REFUSABLE = frozenset({"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT"})
FUTURE_OF = {
    "CONSULT": "AGREE",
    "SUPPORT": "AGREE",
    "COOPERATE": "AGREE",
    "AID": "AGREE",
    "RETREAT": "CONCEDE",
}


def may_become(kind: str, modality: Modality) -> Iterator[str]:
    """The types that an event of a type may be told as, once its standing is known."""
    if modality in FUTURE:
        if kind in FUTURE_OF:
            yield FUTURE_OF[kind]
        if modality == "promised" and kind in YIELDING:
            yield "AGREE"
        if kind in HOSTILE:
            yield "THREATEN"
    if modality == "negated" and kind in REFUSABLE:
        yield "REJECT"
