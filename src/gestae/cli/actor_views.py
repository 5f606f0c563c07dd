"""Entries of known actors for people at a terminal, and as plain values for JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from gestae.knowledge.actor_tables import Office
from gestae.knowledge.catalogue import Catalogue, Entry, Found
from gestae.knowledge.own.folder import Imported
from gestae.views.visible import visible

_MOST_HOLDERS = 40
# Columns that are never broken.
_WHOLE = frozenset({"country", "sector", "kind", "dates", "wikidata"})


def found_view(found: Iterable[Found]) -> RenderableType:
    """A table with a row for each actor found."""
    rows = [
        (
            one.entry.name,
            one.office.country,
            one.office.sector,
            one.entry.kind,
            one.office.title,
            _dates(one.office),
            one.entry.wikidata,
        )
        for one in found
    ]
    return _compact(("name", "country", "sector", "kind", "office", "dates", "wikidata"), rows)


def entry_view(entry: Entry, catalogue: Catalogue, on: str | None) -> RenderableType:
    """One entry whole."""
    lines: list[RenderableType] = [Text(visible(entry.name), style="bold")]
    lines += [Text(f"  {visible(line)}") for line in _facts(entry)]
    if entry.kind != "role":
        lines.append(_offices(entry, catalogue, on))
    if entry.kind == "state" and on is not None:
        held = catalogue.holders(entry.offices[0].country, on)
        lines.append(Text(f"  in office on {on}:"))
        lines += [Text(f"    {visible(office.title)}: {visible(name)}") for name, office in held[:_MOST_HOLDERS]]
        if len(held) > _MOST_HOLDERS:
            lines.append(Text(f"    … and {len(held) - _MOST_HOLDERS} more"))
    lines += [Text(f"  from {visible(where)}", style="dim") for where in entry.where]
    return Group(*lines)


def imports_view(there: Iterable[Imported]) -> RenderableType:
    """A table with a row for each import."""
    table = _table("name", "actors", "words", "sha256", "file")
    for item in there:
        counts = (str(len(item.file.actors)), str(len(item.file.words)))
        cells = (item.name, *counts, item.file.sha256[:12], str(item.path))
        table.add_row(*(Text(visible(cell), overflow="fold") for cell in cells))
    return table


def plain_found(found: Found) -> dict[str, Any]:
    """What a search found, for JSON."""
    return {**plain_entry(found.entry, found.office), "score": round(found.score, 3)}


def plain_entry(entry: Entry, office: Office) -> dict[str, Any]:
    """One entry for JSON; country, sector, office and dates are those of the office given."""
    return {
        "name": entry.name,
        "kind": entry.kind,
        **_plain_office(office),
        "wikidata": entry.wikidata or None,
        "aliases": list(entry.aliases),
        "offices": [_plain_office(held) for held in entry.offices] if entry.kind != "role" else [],
        "adjectives": list(entry.adjectives),
        "capitals": list(entry.capitals),
        "seats": list(entry.seats),
        "note": entry.note or None,
        "own": entry.own,
        "where": list(entry.where),
    }


def _plain_office(office: Office) -> dict[str, str | None]:
    return {
        "country": office.country or None,
        "sector": office.sector or None,
        "office": office.title or None,
        "start": office.start or None,
        "end": office.end or None,
    }


def _facts(entry: Entry) -> Iterator[str]:
    office = entry.on(None) if entry.offices else Office("", "", "", "", "")
    yield " · ".join(part for part in (entry.kind, office.country, office.sector, entry.wikidata) if part)
    for what, names in (
        ("also", entry.aliases),
        ("adjectives", entry.adjectives),
        ("capital", entry.capitals),
        ("seats of power", entry.seats),
    ):
        if names:
            yield f"{what}: {', '.join(names)}"
    if entry.note:
        yield f"note: {entry.note}"


def _offices(entry: Entry, catalogue: Catalogue, on: str | None) -> RenderableType:
    """A person's offices with who came before and after; a body's periods."""
    rows = []
    for office in sorted(entry.offices, key=lambda held: held.start):
        if not (office.title or office.start or office.end or len(entry.offices) > 1):
            continue
        before, after = catalogue.successors(entry, office) if entry.kind == "person" else ("", "")
        mark = "→" if on is not None and office.covers(on) else ""
        rows.append((mark, office.title, office.country, office.sector, _dates(office), before, after))
    return _compact(("", "office", "country", "sector", "dates", "before", "after"), rows) if rows else Group()


def _compact(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> Table:
    """A table of those columns that hold anything."""
    kept = [at for at in range(len(columns)) if any(row[at] for row in rows)]
    table = _table(*(columns[at] for at in kept))
    for row in rows:
        table.add_row(*(Text(visible(row[at])) for at in kept))
    return table


def _dates(office: Office) -> str:
    return f"{office.start}–{office.end}" if office.start or office.end else ""


def _table(*columns: str) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in columns:
        table.add_column(column, no_wrap=column in _WHOLE)
    return table
