"""Who did what to whom in the reports of MUC-4's dev1300 (MIT), by the names in their incident templates."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from training.judge.sentences import BENCH

_ARTICLE = re.compile(r"\b(the|a|an)\b ?")
_DOERS = ("perpetrators_individual", "perpetrators_organization")
_HIT = ("victims", "targets_physical")
Names = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Incident:
    """One template: whether it is a kidnapping; every name of each doer and of each that was hit, in plain words."""

    kidnapping: bool
    doers: tuple[Names, ...]
    hit: tuple[Names, ...]


def read_incidents() -> Iterator[tuple[str, str, str | None, tuple[Incident, ...]]]:
    """Name, text, day and incidents of each report of dev1300 that tells one; `tst1` and `tst2` never."""
    folder = BENCH / "muc4-incidents"
    gold = {row["id"]: row["incidents"] for row in _lines(folder / "gold.dev.jsonl")}
    for row in _lines(folder / "input.dev.jsonl"):
        if row["id"].startswith("DEV-") and gold[row["id"]]:
            incidents = tuple(map(_incident, gold[row["id"]]))
            yield row["id"], row["text_truecase"], row.get("date"), incidents


def plain(text: str) -> str:
    """Lower case, without articles and marks."""
    return " ".join(re.sub(r"[^a-z0-9 ]", "", _ARTICLE.sub("", text.lower().replace("-", " "))).split())


def is_called(said: Iterable[str], names: Iterable[Names]) -> bool:
    """Whether words for somebody are a name of one of these, or the one ends with the other ("FMLN guerrillas")."""
    return any(_fits(one, other) for one in said for filler in names for other in filler)


def _fits(one: str, other: str) -> bool:
    ends = f" {other}".endswith(f" {one}") or f" {one}".endswith(f" {other}")
    return ends or other.startswith(f"{one} of")


def _incident(row: Mapping[str, Any]) -> Incident:
    return Incident(row["type"] == "kidnapping", _names(row, _DOERS), _names(row, _HIT))


def _names(row: Mapping[str, Any], slots: Sequence[str]) -> tuple[Names, ...]:
    found = (_filler(filler) for slot in slots for filler in row[slot] or ())
    return tuple(names for names in found if names)


def _filler(filler: Any) -> Names:
    fields = [filler.get("name"), filler.get("description")] if isinstance(filler, dict) else [filler]
    said = [one for field in fields for one in (field if isinstance(field, list) else [field]) if one]
    return tuple(words for one in said if (words := plain(one)))


def _lines(path: Any) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)
