"""How much of the time since 1990 persons.csv knows who held the four highest offices of a state.

"Chad, 1990-01-01 to 2026-01-01, foreign minister" is one line of days; the days on which a row of persons.csv holds
are covered. Prints the share by office over all members of the United Nations, and with --gaps what is missing where:

    PYTHONPATH=src .venv/bin/python scripts/office_coverage.py --gaps --office "foreign minister"
"""

from __future__ import annotations

import argparse
import calendar
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from gestae.knowledge.actor_tables import read_countries, read_persons

HEAD, GOVERNMENT, DEFENCE = "head of state", "head of government", "defence minister"
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Rules:
    """office_coverage.toml: which titles fill an office, and which states have it from when."""

    titles: dict[str, frozenset[str]]
    head_leads: frozenset[str]
    not_members: frozenset[str]
    no_defence: frozenset[str]
    founded: dict[str, date]

    def fills(self, office: str, state: str) -> frozenset[str]:
        """The titles that fill an office in a state: the president's too, where he leads the government."""
        leads = office == GOVERNMENT and state in self.head_leads
        return self.titles[office] | (self.titles[HEAD] if leads else frozenset())


@dataclass(frozen=True, slots=True)
class Term:
    """The days on which somebody held an office, both inclusive; `open`: no end is written."""

    first: date
    last: date
    open: bool = False
    title: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One office of one state: how many days it has, and which of them nobody is known for."""

    office: str
    state: str
    days: int
    gaps: tuple[tuple[date, date], ...]

    @property
    def missing(self) -> int:
        """The days that nobody is known for."""
        return sum((last - first).days + 1 for first, last in self.gaps)


def load_rules() -> Rules:
    """The rules beside this file."""
    raw = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    states = raw["states"]
    return Rules(
        titles={office: frozenset(titles) for office, titles in raw["titles"].items()},
        head_leads=frozenset(states["head_leads"]),
        not_members=frozenset(states["not_members"]),
        no_defence=frozenset(states["no_defence"]),
        founded={state: date.fromisoformat(day) for state, day in raw["founded"].items()},
    )


def first_day(text: str) -> date:
    """The first day of "1997", "1997-05" or "1997-05-02"."""
    year, month, day = (int(part) for part in (text + "-01-01")[:10].split("-"))
    return date(year, month, day)


def last_day(text: str) -> date:
    """The last day of "1997", "1997-05" or "1997-05-02"."""
    parts = [int(part) for part in text.split("-")]
    year, month = parts[0], parts[1] if len(parts) > 1 else 12
    return date(year, month, parts[2] if len(parts) > 2 else calendar.monthrange(year, month)[1])


def gaps(terms: Iterable[Term], first: date, last: date) -> tuple[tuple[date, date], ...]:
    """What terms leave open between two days; an office without an end lasts until somebody begins under its title.

    >>> day = date.fromisoformat
    >>> found = gaps([Term(day("1990-01-05"), day("1990-01-07"))], day("1990-01-01"), day("1990-01-09"))
    >>> [(str(a), str(b)) for a, b in found]
    [('1990-01-01', '1990-01-04'), ('1990-01-08', '1990-01-09')]
    """
    ordered = sorted(terms, key=lambda term: (term.first, term.last))
    found: list[tuple[date, date]] = []
    free = first
    for at, term in enumerate(ordered):
        following = next(
            (later.first for later in ordered[at + 1 :] if later.first > term.first and later.title == term.title), None
        )
        end = following - DAY if term.open and following else term.last
        if term.first > free:
            found.append((free, min(term.first - DAY, last)))
        free = max(free, end + DAY)
        if free > last:
            return tuple(gap for gap in found if gap[0] <= gap[1])
    found.append((free, last))
    return tuple(gap for gap in found if gap[0] <= gap[1])


def measure(rules: Rules, since: date, until: date) -> list[Line]:
    """A line for each office of each member, in the order of the offices and then of the codes."""
    members = sorted(
        {country.code for country in read_countries() if country.note == "state"} - rules.not_members,
    )
    rows = [held for person in read_persons() for held in person.offices if held.start]
    lines = []
    for office in rules.titles:
        for state in members:
            start = max(since, rules.founded.get(state, since))
            if start > until or (office == DEFENCE and state in rules.no_defence):
                continue
            titles = rules.fills(office, state)
            terms = [
                Term(first_day(held.start), last_day(held.end) if held.end else until, not held.end, held.title)
                for held in rows
                if held.country == state and held.title in titles
            ]
            found = gaps([term for term in terms if term.first <= until], start, until)
            lines.append(Line(office, state, (until - start).days + 1, found))
    return lines


def main(arguments: Sequence[str] | None = None) -> None:
    """Prints the shares, and with --gaps what is missing by state."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--since", type=date.fromisoformat, default=date(1990, 1, 1))
    parser.add_argument("--until", type=date.fromisoformat, default=date(2025, 12, 31))
    parser.add_argument("--office", help="only this office")
    parser.add_argument("--state", action="append", help="only this state; may be given again")
    parser.add_argument("--gaps", action="store_true", help="also the days without a holder, by state")
    asked = parser.parse_args(arguments)
    rules = load_rules()
    lines = [
        line
        for line in measure(rules, asked.since, asked.until)
        if asked.office in (None, line.office) and (not asked.state or line.state in asked.state)
    ]
    for office in dict.fromkeys(line.office for line in lines):
        of_office = [line for line in lines if line.office == office]
        days, missing = sum(line.days for line in of_office), sum(line.missing for line in of_office)
        lacking = sum(1 for line in of_office if line.missing > 60)
        print(f"{office:20} {1 - missing / days:6.1%} of {days} state-days; {lacking} states lack over 60 days")
        if asked.gaps:
            for line in of_office:
                if line.gaps:
                    print(f"  {line.state}  " + "  ".join(f"{first}..{last}" for first, last in line.gaps))


if __name__ == "__main__":
    main()
