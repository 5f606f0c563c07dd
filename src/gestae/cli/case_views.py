"""What two runs tell differently, and what a case does not hold as it was put in, line by line."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict, fields, is_dataclass
from typing import Any

from gestae.case import Case
from gestae.cli.output import close_quietly, write
from gestae.store.comparing import Change
from gestae.views.visible import shortened, visible

_FAULTS = 3
# The field by which people know a row, whatever its table.
_NAMING = ("type", "effect", "relation", "name", "instrument", "about", "manner")
_SIGNS = {"added": "+", "dropped": "-", "changed": "~"}


def show_diff(case: str, before: int, after: int, *, as_json: bool) -> int:
    """Write every change, and how many there are."""
    counted: Counter[tuple[str, str]] = Counter()
    try:
        with Case(case, read_only=True) as opened:
            for change in opened.diff(before, after):
                counted[change.table, change.kind] += 1
                write((json.dumps(asdict(change), ensure_ascii=False) if as_json else _line(change)) + "\n")
        if not as_json:
            write(_summary(counted) + "\n")
    except BrokenPipeError:
        close_quietly()
    return 0


def show_faults(case: str) -> int:
    """Write every fault; 3 where there are any, else 0."""
    found = 0
    with Case(case, read_only=True) as opened:
        counts = opened.counts()
        for fault in opened.verify():
            found += 1
            write(f"{visible(str(fault))}\n")
    if found:
        write(f"{case}: {found:,} {'fault' if found == 1 else 'faults'}\n")
        return _FAULTS
    write(f"{case}: {counts.documents:,} documents, every hash and every span as it was put in\n")
    return 0


def _line(change: Change) -> str:
    row = change.after if change.after is not None else change.before
    words = [_SIGNS[change.kind], change.document, change.table]
    if row is None:
        return " ".join([*words, "read by one of the two runs only"])
    words.append(_told(row))
    if change.kind == "changed":
        words += [
            f"{name}: {_short(getattr(change.before, name))} → {_short(getattr(change.after, name))};"
            for name in change.fields
        ]
    return " ".join(words).removesuffix(";")


def _told(row: Any) -> str:
    """What the row is called, and the words that tell it."""
    called = next((str(getattr(row, name)) for name in _NAMING if hasattr(row, name)), "")
    evidence = getattr(row, "evidence", None) or row.claims[0].evidence
    quote = next((item for item in evidence if item.role == "trigger"), evidence[0])
    return f"{visible(called)} “{shortened(quote.text, 60)}” [{quote.start}-{quote.end}]"


def _short(value: Any) -> str:
    return "none" if value is None or value == () else shortened(json.dumps(_plain(value), ensure_ascii=False), 80)


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if is_dataclass(value) and not hasattr(value, "text"):
        return {one.name: _plain(getattr(value, one.name)) for one in fields(value) if getattr(value, one.name)}
    return getattr(value, "text", value)


def _summary(counted: Counter[tuple[str, str]]) -> str:
    if not counted:
        return "the runs tell the same"
    tables = sorted({table for table, _ in counted})
    return "\n".join(
        f"{table}: " + ", ".join(f"{counted[table, kind]:,} {kind}" for kind in _SIGNS if counted[table, kind])
        for table in tables
    )
