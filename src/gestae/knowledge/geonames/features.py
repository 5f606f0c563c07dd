"""What kind of place a feature of GeoNames is, and which features a user wants.

>>> load_features().sort_of("S", "AIRB").kind
'base'
>>> Wanted.asked(["P", "S.AIRB"]).holds("S", "AIRP")
False
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from gestae.datafiles import data_file, read_toml
from gestae.errors import KnowledgeError
from gestae.knowledge.gazetteer_files import KINDS, PRECISIONS

_FILE = "geonames/features.toml"
_ASKED = re.compile(r"[AHLPRSTUV]|(?:[AHLPRSTUV]\.)?[A-Z][A-Z0-9]{1,5}")
_TOWNS = frozenset({"PPLC", "PPLX"})


@dataclass(frozen=True, slots=True)
class Sort:
    """Kind and precision as in the record; `people` stands for the inhabitants where none are counted."""

    kind: str
    precision: str
    people: int


@dataclass(frozen=True, slots=True)
class Features:
    """The content of features.toml."""

    taken: tuple[str, ...]
    classes: Mapping[str, Sort]
    codes: Mapping[str, Sort]

    def sort_of(self, class_: str, code: str) -> Sort:
        """What a feature is; one that GeoNames gives no class is a spot."""
        return self.codes.get(code) or self.classes.get(class_) or self.classes["S"]


@dataclass(frozen=True, slots=True)
class Wanted:
    """The features that are wanted: classes ("P"), codes ("AIRB") or both ("S.AIRB")."""

    names: frozenset[str]

    @staticmethod
    def asked(names: Iterable[str]) -> Wanted:
        """What a user asks for; nothing asked is what the file takes, "all" is everything.

        Raises:
            KnowledgeError: one of them is no feature of GeoNames.
        """
        asked = [name.upper() for name in names] or list(load_features().taken)
        if "ALL" in asked:
            return Wanted(frozenset(load_features().classes) | {""})
        if odd := [name for name in asked if not _ASKED.fullmatch(name)]:
            raise KnowledgeError(
                f"--features {odd[0]}: no feature of GeoNames; write a class (P), a code (AIRB), both (S.AIRB), or all"
            )
        return Wanted(frozenset(asked))

    def holds(self, class_: str, code: str) -> bool:
        """Whether a feature is wanted."""
        names = self.names
        return class_ in names or code in names or f"{class_}.{code}" in names


def filed_feature(class_: str, code: str) -> str:
    """The feature under which a place is filed: towns are PPL, whatever they are the seat of, except capitals."""
    if class_ == "P":
        return code if code in _TOWNS else "PPL"
    return code or class_


@cache
def load_features() -> Features:
    """The features, read once.

    Raises:
        KnowledgeError: the file is wrong; names the entry.
    """
    data = read_toml(data_file("knowledge", *_FILE.split("/")))
    if set(data) != {"taken", "classes", "codes"}:
        raise KnowledgeError(f"{_FILE}: wants taken, classes and codes, and nothing else")
    return Features(tuple(data["taken"]), _sorts(data, "classes"), _sorts(data, "codes"))


def _sorts(data: Mapping[str, Any], table: str) -> dict[str, Sort]:
    sorts: dict[str, Sort] = {}
    for name, row in data[table].items():
        if (
            set(row) != {"kind", "precision", "people"}
            or row["kind"] not in KINDS
            or row["precision"] not in PRECISIONS
        ):
            raise KnowledgeError(f"{_FILE}, {table}.{name}: wants a known kind, a known precision and people")
        sorts[name] = Sort(row["kind"], row["precision"], int(row["people"]))
    return sorts
