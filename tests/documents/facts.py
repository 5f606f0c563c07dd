"""Hand-annotated facts of a whole report, and how many of them a record holds.

A facts file (TOML) says what a careful editor finds in one report: `[[event]]`, `[[statement]]`, `[[toll]]`,
`[[link]]`, `[[relation]]`, `[[market_move]]`, `[[discrepancy]]`, and `[[never]]` for spans that must not become
something that happened. Its keys:

- `words` is a verbatim span of the report; `also` lists other mentions of the same fact: any one is enough.
- `core` names the fields that must agree for the fact to count as found (the defaults are in `CORE`); other
  annotated fields are compared too, and reported as details.
- A list of strings names acceptable readings, any one of which is enough. An actor or place agrees when its country
  code is listed or its name or an alias contains a listed string.
- `date` is one interval, or a list of acceptable intervals.
- `optional = true`: a fair reading that need not be found; it counts neither for nor against recall.
- `unnamed = true`: the speaker has no name, so a statement without speakers agrees.
- A link names its two events by their ids here; `toll.event` and `market_move.cause` do the same.
- `never.types` are the event types forbidden at that span (default: all material ones); `why = "furniture"` forbids
  every row of every table; `tables` and `about` forbid one kind of discrepancy.

    python tests/documents/facts.py tests/documents/przewodow.toml RECORD.json
"""

from __future__ import annotations

import json
import re
import sys
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Row = Mapping[str, Any]
Span = tuple[int, int]

TABLES = {
    "event": "events",
    "statement": "statements",
    "toll": "tolls",
    "link": "links",
    "relation": "relations",
    "market_move": "market_moves",
    "discrepancy": "discrepancies",
}
CORE = {
    "event": ("type", "modality"),
    "statement": ("speaker",),
    "toll": ("effect", "status"),
    "link": ("from", "to", "relation"),
    "relation": ("from", "relation", "to"),
    "market_move": ("instrument", "direction", "amount", "unit"),
    "discrepancy": ("about",),
}
HAPPENED = frozenset({"actual", "attempted"})
MATERIAL = ("COOPERATE", "AID", "RETREAT", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT")
_NOT_COMPARED = frozenset({"id", "words", "also", "core", "optional", "unnamed", "claims"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One annotated row: its table, the spans that carry it, and the fields to compare."""

    table: str
    id: str
    words: tuple[str, ...]
    fields: Mapping[str, Any]
    core: tuple[str, ...]
    optional: bool
    unnamed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Never:
    """A span that must not yield an event that happened, or, for furniture, any row at all."""

    words: str
    why: str
    types: tuple[str, ...]
    tables: tuple[str, ...]
    about: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """The annotation of one report."""

    name: str
    file: str
    where: str
    published: str
    rows: tuple[Fact, ...]
    nevers: tuple[Never, ...]

    def spans(self) -> Iterator[str]:
        """Every quoted span, in the order of the file."""
        for fact in self.rows:
            yield from fact.words
        for never in self.nevers:
            yield never.words


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """Whether one annotated fact was found; if not, why; if so, which details differ."""

    table: str
    id: str
    words: str
    optional: bool
    found: bool
    reason: str
    differs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Surplus:
    """A predicted row that agrees with no annotated fact: a candidate for 'wrong'."""

    table: str
    id: str
    label: str
    near: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Violation:
    """A predicted row at a span that must never yield it."""

    words: str
    why: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The annotation held against a record."""

    name: str
    results: tuple[Result, ...]
    surplus: tuple[Surplus, ...]
    violations: tuple[Violation, ...]
    predicted: Mapping[str, int]

    def counts(self, table: str | None = None) -> tuple[int, int]:
        """Facts found and facts annotated, optional ones left out; of one table or of all."""
        asked = [r for r in self.results if not r.optional and table in (None, r.table)]
        return sum(r.found for r in asked), len(asked)

    def recall(self, table: str | None = None) -> float:
        """Share of the annotated facts that were found; 1.0 where nothing is annotated."""
        found, asked = self.counts(table)
        return found / asked if asked else 1.0

    @property
    def missing(self) -> tuple[Result, ...]:
        """The annotated facts that were not found, optional ones left out."""
        return tuple(r for r in self.results if not r.found and not r.optional)

    @property
    def surplus_events(self) -> tuple[Surplus, ...]:
        """Predicted events that agree with no annotated event."""
        return tuple(s for s in self.surplus if s.table == "event")

    @property
    def wrong_share(self) -> float:
        """Share of the predicted events that agree with no annotated event."""
        return len(self.surplus_events) / self.predicted["event"] if self.predicted["event"] else 0.0

    def lines(self) -> Iterator[str]:
        """The report for people, a line a finding."""
        for table in TABLES:
            found, asked = self.counts(table)
            yield f"{table}: {found}/{asked} found, {self.predicted[table]} predicted"
            for r in (r for r in self.results if r.table == table):
                mark = "+" if r.found else "(-)" if r.optional else "-"
                tail = f"  differs: {'; '.join(r.differs)}" if r.differs else ""
                yield f"  {mark:3} {r.id}: {r.words!r}" + (f"  {r.reason}" if r.reason else "") + tail
        yield f"unmatched: {len(self.surplus)}"
        for s in self.surplus:
            yield f"  ?   {s.table} {s.label}" + (f"  near {s.near}" if s.near else "")
        yield f"never, and yet: {len(self.violations)}"
        for v in self.violations:
            yield f"  !   {v.words!r} ({v.why}): {v.label}"
        found, asked = self.counts()
        yield f"{self.name}: recall {self.recall():.1%} ({found}/{asked}), unmatched events {self.wrong_share:.1%}"


# --- loading ----------------------------------------------------------------------------------------------


def load(path: Path) -> Facts:
    """The annotation in a facts file; a table, key or core field that does not fit is a `ValueError`."""
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    unknown = set(content) - set(TABLES) - {"document", "never"}
    if unknown:
        raise ValueError(f"{path.name}: unknown tables {sorted(unknown)}")
    rows = tuple(_fact(path, table, entry) for table in TABLES for entry in content.get(table, ()))
    ids = [(fact.table, fact.id) for fact in rows]
    if len(ids) != len(set(ids)):
        raise ValueError(f"{path.name}: ids used twice: {sorted({i for i in ids if ids.count(i) > 1})}")
    _check_references(path, rows)
    document = content["document"]
    return Facts(
        name=path.stem,
        file=document["file"],
        where=document["where"],
        published=document["published"],
        rows=rows,
        nevers=tuple(_never(entry) for entry in content.get("never", ())),
    )


def _fact(path: Path, table: str, entry: Row) -> Fact:
    fields = {key: value for key, value in entry.items() if key not in _NOT_COMPARED}
    strange = set(fields) - set(_COMPARE[table])
    if strange:
        raise ValueError(f"{path.name}: {table} {entry['id']}: unknown keys {sorted(strange)}")
    core = tuple(entry.get("core", (name for name in CORE[table] if name in fields)))
    if set(core) - set(fields):
        raise ValueError(f"{path.name}: {table} {entry['id']}: core asks for {sorted(set(core) - set(fields))}")
    words = entry["claims"] if table == "discrepancy" else (entry["words"], *entry.get("also", ()))
    return Fact(
        table=table,
        id=entry["id"],
        words=tuple(words),
        fields=fields,
        core=core,
        optional=entry.get("optional", False),
        unnamed=entry.get("unnamed", False),
    )


def _check_references(path: Path, rows: Sequence[Fact]) -> None:
    events = {fact.id for fact in rows if fact.table == "event"}
    for fact in rows:
        keys = {"link": ("from", "to"), "toll": ("event",), "market_move": ("cause",)}.get(fact.table, ())
        for key in keys:
            if key in fact.fields and fact.fields[key] not in events:
                raise ValueError(f"{path.name}: {fact.table} {fact.id}: no event {fact.fields[key]!r}")


def _never(entry: Row) -> Never:
    return Never(
        words=entry["words"],
        why=entry["why"],
        types=tuple(entry.get("types", MATERIAL)),
        tables=tuple(entry.get("tables", TABLES.values() if entry["why"] == "furniture" else ("events",))),
        about=entry.get("about"),
    )


# --- spans ------------------------------------------------------------------------------------------------


def occurrences(words: str, text: str) -> list[Span]:
    """Where a quoted span stands in a text, whole words only, any white space for a space.

    >>> occurrences("the strike", "After the strike,\\nthe\\nstrike and the strikes")
    [(6, 16), (18, 28)]
    """
    pattern = r"\s+".join(re.escape(part) for part in words.split())
    before = r"(?<!\w)" if words[0].isalnum() else ""
    after = r"(?!\w)" if words[-1].isalnum() else ""
    return [match.span() for match in re.finditer(before + pattern + after, text)]


def absent_spans(facts: Facts, text: str) -> list[str]:
    """The quoted spans that do not occur in a text."""
    return [words for words in facts.spans() if not occurrences(words, text)]


def _overlap(left: Sequence[Span], right: Sequence[Span]) -> bool:
    return any(a < d and c < b for a, b in left for c, d in right)


class _Index:
    """A record looked up by id, held against one of its documents."""

    def __init__(self, facts: Facts, record: Mapping[str, Any]) -> None:
        self.unnamed = False
        self.rows: dict[str, list[Row]] = {table: list(record.get(name, ())) for table, name in TABLES.items()}
        self.by_id: dict[str, Row] = {
            row["id"]: row
            for name in ("actors", "places", "events", "statements")
            for row in record.get(name, ())
            if "id" in row
        }
        document = max(record["documents"], key=lambda d: -len(absent_spans(facts, d["text"])))
        self.document: str = document["id"]
        self.text: str = document["text"]
        self.facts = facts
        for table, rows in self.rows.items():
            self.rows[table] = [row for row in rows if self.spans(table, row)]

    def spans(self, table: str, row: Row, *, everything: bool = False) -> list[Span]:
        """Where a predicted row stands: an event's trigger, a statement's content, otherwise all its evidence."""
        evidence: list[Row] = list(row.get("evidence") or ())
        content: list[Row] = list(row.get("content") or ())
        claims = [item for claim in row.get("claims") or () for item in claim.get("evidence") or ()]
        chosen = [*evidence, *content, *claims]
        if not everything and table == "event":
            chosen = [item for item in evidence if item.get("role") == "trigger"] or chosen
        if not everything and table == "statement":
            chosen = content or chosen
        return [(e["start"], e["end"]) for e in chosen if e.get("document", self.document) == self.document]

    def where(self, fact: Fact) -> list[Span]:
        """Where an annotated fact stands in the record's text."""
        return [span for words in fact.words for span in occurrences(words, self.text)]

    def is_event(self, event_id: str | None, fact_id: str) -> bool:
        """Whether a predicted event stands where an annotated one does."""
        row = self.by_id.get(event_id or "")
        fact = next(f for f in self.facts.rows if f.table == "event" and f.id == fact_id)
        return row is not None and _overlap(self.spans("event", row), self.where(fact))

    def named(self, ids: object, listed: Sequence[str]) -> bool:
        """Whether one of the actors or places with these ids is one of those listed."""
        if not ids:
            return not listed
        known = [self.by_id[i] for i in ([ids] if isinstance(ids, str) else list(_strings(ids))) if i in self.by_id]
        return any(_is_called(row, text) for row in known for text in listed)

    def label(self, table: str, row: Row) -> str:
        """A predicted row in one line, for people."""
        keys = ("type", "modality", "kind", "effect", "status", "relation", "instrument", "direction", "about")
        said = [str(row[key]) for key in keys if row.get(key)]
        for key in ("actors", "recipients", "speakers", "from", "to"):
            ids = row.get(key) or ()
            found = [self.by_id.get(i, {}) for i in ([ids] if isinstance(ids, str) else ids)]
            said += [f"{key}=" + ",".join(str(r.get("name") or r.get("type")) for r in found)] if found else []
        spans = self.spans(table, row)
        return " ".join(said) + " " + " / ".join(f"{self.text[a:b][:60]!r}@{a}" for a, b in spans[:3])


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, list | tuple):
        yield from (item for item in value if isinstance(item, str))


def _is_called(row: Row, text: str) -> bool:
    if len(text) == 3 and text.isupper() and row.get("country") == text:
        return True
    names = [row.get("name") or "", *(row.get("aliases") or ())]
    names += [item.get("text", "") for item in row.get("evidence") or ()] if row.get("kind") == "unknown" else []
    if len(text) <= 4 and text.isupper():
        return any(re.search(rf"\b{re.escape(text)}\b", name) for name in names)
    return any(text.casefold() in name.casefold() for name in names)


# --- comparing --------------------------------------------------------------------------------------------

Compare = Callable[[Any, Row, _Index], bool]


def _listed(value: Any) -> list[Any]:
    return list(value) if isinstance(value, list | tuple) else [value]


def _one_of(key: str) -> Compare:
    return lambda expected, row, index: row.get(key) in _listed(expected)


def _contains(key: str) -> Compare:
    def compare(expected: Any, row: Row, index: _Index) -> bool:
        said = " | ".join(str(item) for item in _listed(row.get(key) or "")).casefold()
        return any(str(item).casefold() in said for item in _listed(expected))

    return compare


def _named(*keys: str) -> Compare:
    return lambda expected, row, index: any(index.named(row.get(key), _listed(expected)) for key in keys)


def _event(key: str) -> Compare:
    return lambda expected, row, index: index.is_event(row.get(key), expected)


def _same_number(key: str) -> Compare:
    return lambda expected, row, index: row.get(key) is not None and float(row[key]) == float(expected)


def _same_date(expected: Any, row: Row, index: _Index) -> bool:
    date = row.get("date") or {}
    intervals = expected if isinstance(expected[0], list) else [expected]
    return [str(date.get("start"))[:10], str(date.get("end"))[:10]] in intervals


def _same_year(expected: Any, row: Row, index: _Index) -> bool:
    since = row.get("since")
    start = since.get("start") if isinstance(since, Mapping) else since
    return str(start).startswith(str(expected))


def _same_quantity(expected: Any, row: Row, index: _Index) -> bool:
    quantity = row.get("quantity") or {}
    numbers = all(quantity.get(key) == expected[key] for key in ("min", "max") if key in expected)
    stem = str(expected.get("unit", "")).rstrip("s").casefold()
    return numbers and stem in str(quantity.get("unit")).casefold()


def _same_speaker(expected: Any, row: Row, index: _Index) -> bool:
    return (index.unnamed and not row.get("speakers")) or index.named(row.get("speakers"), _listed(expected))


def _same_source(expected: Any, row: Row, index: _Index) -> bool:
    sources = [index.by_id[i] for i in row.get("according_to") or () if i in index.by_id]
    if not expected or not sources:
        return bool(expected) == bool(sources)
    said = [item.get("text", "") for source in sources for item in source.get("evidence") or ()]
    names = [i for source in sources for i in source.get("speakers") or ()]
    return index.named(names, expected) or any(text in words for text in expected for words in said)


def _same_cue(expected: Any, row: Row, index: _Index) -> bool:
    cue = str((row.get("cue") or {}).get("text", "")).casefold()
    return bool(cue) and (cue in expected.casefold() or expected.casefold() in cue)


_COMPARE: Mapping[str, Mapping[str, Compare]] = {
    "event": {
        "type": _one_of("type"),
        "mode": _one_of("mode"),
        "modality": _one_of("modality"),
        "actor": _named("actors"),
        "recipient": _named("recipients"),
        "date": _same_date,
        "place": _named("places"),
        "means": _contains("means"),
        "quantity": _same_quantity,
        "according_to": _same_source,
    },
    "statement": {
        "speaker": _same_speaker,
        "channel": _contains("channel"),
        "kind": _one_of("kind"),
        "manner": _one_of("manner"),
        "cue": _same_cue,
    },
    "toll": {
        "effect": _one_of("effect"),
        "status": _one_of("status"),
        "min": _same_number("min"),
        "max": _same_number("max"),
        "who": _contains("who"),
        "by": _named("according_to", "affiliation"),
        "event": _event("event"),
    },
    "link": {"from": _event("from"), "to": _event("to"), "relation": _one_of("relation")},
    "relation": {
        "from": _named("from"),
        "relation": _one_of("relation"),
        "to": _named("to"),
        "since": _same_year,
    },
    "market_move": {
        "instrument": _contains("instrument"),
        "direction": _one_of("direction"),
        "amount": _same_number("amount"),
        "unit": _one_of("unit"),
        "cause": _event("cause"),
    },
    "discrepancy": {"about": _one_of("about")},
}


def _disagreeing(fact: Fact, row: Row, index: _Index) -> list[str]:
    index.unnamed = fact.unnamed
    compare = _COMPARE[fact.table]
    return [name for name, expected in fact.fields.items() if not compare[name](expected, row, index)]


def _stands_there(fact: Fact, row: Row, index: _Index) -> bool:
    """Whether a predicted row is about the same words as an annotated fact."""
    if fact.table == "link":
        return all(index.is_event(row.get(end), fact.fields[end]) for end in ("from", "to"))
    spans = index.spans(fact.table, row)
    if fact.table == "discrepancy":
        return sum(_overlap(spans, occurrences(words, index.text)) for words in fact.words) >= 2
    return _overlap(spans, index.where(fact))


# --- scoring ----------------------------------------------------------------------------------------------


def score(facts: Facts, record: Mapping[str, Any]) -> Report:
    """Each annotated fact found or missed in a record (its JSON form), and what the record holds besides."""
    index = _Index(facts, record)
    pairs = {
        (table, position): [fact for fact in facts.rows if fact.table == table and _stands_there(fact, row, index)]
        for table, rows in index.rows.items()
        for position, row in enumerate(rows)
    }
    return Report(
        name=facts.name,
        results=tuple(_result(fact, index, pairs) for fact in facts.rows),
        surplus=tuple(_surplus(index, pairs)),
        violations=tuple(v for never in facts.nevers for v in _violations(never, index)),
        predicted={table: len(rows) for table, rows in index.rows.items()},
    )


def _result(fact: Fact, index: _Index, pairs: Mapping[tuple[str, int], list[Fact]]) -> Result:
    rows = [row for i, row in enumerate(index.rows[fact.table]) if fact in pairs[fact.table, i]]
    tried = sorted(
        ([name for name in wrong if name in fact.core], wrong, i)
        for i, wrong in enumerate(_disagreeing(fact, row, index) for row in rows)
    )
    best = min(tried, key=lambda t: (len(t[0]), len(t[1]), t[2]), default=None)
    if best is None:
        reason = "the words are not in the text" if not index.where(fact) else f"no {fact.table} there"
        differs: tuple[str, ...] = ()
    else:
        row = rows[best[2]]
        reason = "; ".join(_difference(fact, name, row, index) for name in best[0])
        differs = () if best[0] else tuple(_difference(fact, name, row, index) for name in best[1])
    return Result(
        table=fact.table,
        id=fact.id,
        words=fact.words[0],
        optional=fact.optional,
        found=best is not None and not best[0],
        reason=reason,
        differs=differs,
    )


def _difference(fact: Fact, name: str, row: Row, index: _Index) -> str:
    keys = {
        "actor": "actors",
        "recipient": "recipients",
        "place": "places",
        "speaker": "speakers",
        "by": "according_to",
    }
    value = row.get(keys.get(name, name))
    ids = [value] if isinstance(value, str) else list(_strings(value))
    if ids and all(i in index.by_id for i in ids):
        value = [str(index.by_id[i].get("name") or index.by_id[i].get("type") or i) for i in ids]
    elif isinstance(value, Mapping):
        value = {key: value[key] for key in ("start", "end", "min", "max", "unit", "text") if key in value}
    return f"{name} is {value}, not {fact.fields[name]}"


def _surplus(index: _Index, pairs: Mapping[tuple[str, int], list[Fact]]) -> Iterator[Surplus]:
    for (table, position), near in pairs.items():
        row = index.rows[table][position]
        wrong = {fact.id: [n for n in _disagreeing(fact, row, index) if n in fact.core] for fact in near}
        if not all(wrong.values()):
            continue
        yield Surplus(
            table=table,
            id=str(row.get("id", position)),
            label=index.label(table, row),
            near=", ".join(f"{fact_id} ({' '.join(names)})" for fact_id, names in wrong.items()),
        )


def _violations(never: Never, index: _Index) -> Iterator[Violation]:
    forbidden = occurrences(never.words, index.text)
    furniture = never.why == "furniture"
    for table, name in TABLES.items():
        for row in index.rows[table] if name in never.tables else ():
            if not _overlap(index.spans(table, row, everything=furniture), forbidden):
                continue
            happened = row.get("modality") in HAPPENED and row.get("type") in never.types
            about = table == "discrepancy" and never.about in (None, row.get("about"))
            if furniture or (table == "event" and happened) or about:
                yield Violation(words=never.words, why=never.why, label=f"{table} {index.label(table, row)}")


def main(arguments: Sequence[str]) -> int:
    """Print how a record (JSON) fares against a facts file."""
    if len(arguments) != 2:
        print("usage: python tests/documents/facts.py FACTS.toml RECORD.json", file=sys.stderr)
        return 2
    record = json.loads(Path(arguments[1]).read_text(encoding="utf-8"))
    for line in score(load(Path(arguments[0])), record).lines():
        print(line)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
