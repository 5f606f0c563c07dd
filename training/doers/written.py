"""Reads the reports that say who did it elsewhere (`reports/*.txt`; `README.md` gives the format)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from gestae.record.events import Responsible

REPORTS = Path(__file__).parent / "reports"
Span = tuple[int, int]
_STANDINGS: tuple[Responsible, ...] = get_args(Responsible)
_NUMBERED = re.compile(r"(.*)#(\d+)")


class ReportFault(ValueError):
    """A line of a report's file is wrong; the message names file, report and line."""


@dataclass(frozen=True, slots=True)
class Deed:
    """One deed of a report, in characters of its text: where it is told, who did it (with standing), whom it hit."""

    told: tuple[Span, ...]
    doers: tuple[tuple[Span, Responsible], ...]
    hit: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Written:
    """One report with its deeds."""

    name: str
    text: str
    deeds: tuple[Deed, ...]


def read_written(folder: Path = REPORTS) -> list[Written]:
    """Every report, file by file."""
    return [report for path in sorted(folder.glob("*.txt")) for report in _reports(path)]


def _reports(path: Path) -> Iterator[Written]:
    for block in re.split(r"(?m)^## ", path.read_text("utf-8"))[1:]:
        title, _, rest = block.partition("\n")
        lines = rest.split("\n")
        text = "\n".join(line for line in lines if not line.startswith("@")).strip()
        where = f"{path.name}: {title}"
        deeds = tuple(_deeds([line for line in lines if line.startswith("@")], text, where))
        if not deeds:
            raise ReportFault(f"{where}: no deed")
        yield Written(f"{path.name}:{title}", text, deeds)


def _deeds(lines: list[str], text: str, where: str) -> Iterator[Deed]:
    told: tuple[Span, ...] | None = None
    doers: list[tuple[Span, Responsible]] = []
    hit: list[Span] = []
    for line in lines:
        kind, _, rest = line.removeprefix("@ ").partition(": ")
        if kind == "deed":
            if told is not None:
                yield Deed(told, tuple(doers), tuple(hit))
            told, doers, hit = tuple(_spans(rest.split(" | "), text, where)), [], []
        elif kind == "by" and told is not None:
            names, _, said = rest.rpartition(" | ")
            standing = next((one for one in _STANDINGS if one == said), None)
            if standing is None:
                raise ReportFault(f"{where}: standing {said!r}")
            doers.extend((span, standing) for span in _spans(names.split(" & "), text, where))
        elif kind == "hit" and told is not None:
            hit.extend(_spans(rest.split(" & "), text, where))
        else:
            raise ReportFault(f"{where}: {line}")
    if told is not None:
        yield Deed(told, tuple(doers), tuple(hit))


def _spans(phrases: list[str], text: str, where: str) -> Iterator[Span]:
    """Every place of each phrase in the text, or the one that `#2` asks for."""
    for phrase in phrases:
        numbered = _NUMBERED.fullmatch(phrase.strip())
        words = numbered[1] if numbered else phrase.strip()
        found = [match.span() for match in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text)]
        if numbered:
            found = found[int(numbered[2]) - 1 : int(numbered[2])]
        if not found:
            raise ReportFault(f"{where}: not in the text: {phrase!r}")
        yield from found
