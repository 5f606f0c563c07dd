"""What news words say about time: months, weekdays, seasons, units, holidays, and the words around them.

"late December", "Eid al-Fitr" and "the third quarter" rest on `en/calendar.toml`; nothing here reads a text.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from gestae.errors import KnowledgeError

_FILE = "en/calendar.toml"
_PARTS = frozenset({"MO", "AF", "EV", "NI"})
_MOVABLE = ("easter", "orthodox_easter", "passover", "rosh_hashanah", "week", "hijri", "new_moon")
_HOLIDAY_RULES = frozenset({"day", "date", *_MOVABLE})
_HOLIDAY_KEYS = _HOLIDAY_RULES | {"names", "month", "weekday", "length"}
_TABLES = (
    "months", "month_abbreviations", "weekdays", "weekday_abbreviations", "parts_of_day", "clock_words", "seasons",
    "directions", "references", "vague_spans", "reference_nouns", "repeats", "phases", "zones",
)  # fmt: skip
_WORDS = (
    "anaphoric", "between_number_and_unit", "approximations", "approximation_pairs", "bare_before", "bare_after",
    "temporal_prepositions", "numbered_nouns", "clock_zones_after_figures", "names_before", "names_after",
    "prospective", "reporting", "done_infinitives", "granting", "rate_before", "zone_adjectives", "named_for_holidays",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class TimeUnit:
    """A unit of time. `code` is its TIMEX3 letter, `times` how many of them the word means ("fortnight": 2 W)."""

    name: str
    code: str
    times: int = 1
    clock: bool = False


@dataclass(frozen=True, slots=True)
class Holiday:
    """A day with a name, by one of its rules: fixed, from a feast, n-th weekday, of the moon, or one day of history."""

    month: int | None = None
    day: int | None = None
    easter: int | None = None
    orthodox_easter: int | None = None
    rosh_hashanah: int | None = None
    passover: int | None = None
    week: int | None = None
    weekday: int | None = None
    hijri: tuple[int, int] | None = None
    new_moon: tuple[int, int] | None = None
    length: int = 1
    date: date | None = None

    @property
    def sighted(self) -> bool:
        """Whether the moon decides, so that the day may be one earlier or later."""
        return self.hijri is not None or self.new_moon is not None


@dataclass(frozen=True, slots=True)
class DayOfHistory:
    """ "Sept. 11" before "attacks" is a day of 2001, whatever the year of the report."""

    month: int
    day: int
    date: date
    before: frozenset[str]


@dataclass(frozen=True, slots=True)
class Calendar:
    """Every word list of the calendar; tables go from lower-case word to value."""

    months: Mapping[str, int]
    month_abbreviations: Mapping[str, int]
    weekdays: Mapping[str, int]
    weekday_abbreviations: Mapping[str, int]
    parts_of_day: Mapping[str, str]
    clock_words: Mapping[str, str]
    day_words: Mapping[str, tuple[int, str | None]]
    seasons: Mapping[str, str]
    units: Mapping[str, TimeUnit]
    directions: Mapping[str, int]
    references: Mapping[str, str]
    vague_spans: Mapping[str, str]
    reference_nouns: Mapping[str, str]
    repeats: Mapping[str, str]
    phases: Mapping[str, str]
    zones: Mapping[str, str]
    words: Mapping[str, frozenset[str]]
    holidays: Mapping[str, Holiday]
    holiday_names: Mapping[str, tuple[str, ...]]
    days_of_history: tuple[DayOfHistory, ...]


@cache
def load_calendar() -> Calendar:
    """The calendar words of the language.

    Raises:
        KnowledgeError: an entry is wrong; the message names it.
    """
    return calendar_from(files("gestae.lexicon").joinpath(_FILE).read_text(encoding="utf-8"))


def calendar_from(text: str) -> Calendar:
    """A calendar out of the text of a lexicon file."""
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise KnowledgeError(f"lexicon/{_FILE}: {error}") from error
    missing = [name for name in (*_TABLES, "units", "day_words", "words", "holidays") if not tables.get(name)]
    if missing:
        raise KnowledgeError(f"lexicon/{_FILE}: table [{missing[0]}] is missing or empty")
    _check_numbers(tables)
    holidays = _holidays(tables["holidays"])
    return Calendar(
        **{name: tables[name] for name in _TABLES},
        day_words=_day_words(tables["day_words"]),
        units=_units(tables["units"]),
        words=_word_lists(tables["words"]),
        holidays=holidays,
        holiday_names=_by_first_word(holidays),
        days_of_history=tuple(_day_of_history(entry) for entry in tables.get("days_of_history", ())),
    )


def _check_numbers(tables: Mapping[str, Any]) -> None:
    ranges = {"months": 12, "month_abbreviations": 12, "weekdays": 7, "weekday_abbreviations": 7}
    for name, highest in ranges.items():
        for word, number in tables[name].items():
            if not isinstance(number, int) or not 1 <= number <= highest:
                raise _wrong(f"[{name}] {word}", f"a number from 1 to {highest} is needed, not {number!r}")
    for word, part in tables["parts_of_day"].items():
        if part not in _PARTS:
            raise _wrong(f"[parts_of_day] {word}", f"unknown part {part!r}. Known: {', '.join(sorted(_PARTS))}")


def _day_words(table: Mapping[str, Any]) -> dict[str, tuple[int, str | None]]:
    for word, entry in table.items():
        if not isinstance(entry, dict) or not isinstance(entry.get("days"), int):
            raise _wrong(f"[day_words] {word}", "a table with a number of days is needed")
    return {word: (entry["days"], entry.get("part")) for word, entry in table.items()}


def _units(table: Mapping[str, Any]) -> dict[str, TimeUnit]:
    units: dict[str, TimeUnit] = {}
    for name, entry in table.items():
        if not isinstance(entry, dict) or not entry.get("words") or not entry.get("code"):
            raise _wrong(f"[units] {name}", "words and a code are needed")
        unit = TimeUnit(name, entry["code"], entry.get("times", 1), entry.get("clock", False))
        units.update(dict.fromkeys(entry["words"], unit))
    return units


def _word_lists(table: Mapping[str, Any]) -> dict[str, frozenset[str]]:
    for name in _WORDS:
        if not isinstance(table.get(name), list) or not all(isinstance(word, str) for word in table[name]):
            raise _wrong(f"[words] {name}", "a list of words is needed")
    return {name: frozenset(table[name]) for name in _WORDS}


def _holidays(entries: list[dict[str, Any]]) -> dict[str, Holiday]:
    found: dict[str, Holiday] = {}
    for number, entry in enumerate(entries, 1):
        names = entry.get("names")
        place = f"[[holidays]] entry {number} ({names})"
        unknown = sorted(set(entry) - _HOLIDAY_KEYS)
        if not names or unknown:
            raise _wrong(place, f"unknown key {unknown[0]}" if unknown else "names are needed")
        rules = {key: value for key, value in entry.items() if key != "names"}
        if not _HOLIDAY_RULES & set(rules):
            raise _wrong(place, f"no rule for its day: one of {', '.join(sorted(_HOLIDAY_RULES))} is needed")
        rules |= {key: tuple(rules[key]) for key in ("hijri", "new_moon") if key in rules}
        found.update(dict.fromkeys(names, Holiday(**rules)))
    return found


def _by_first_word(holidays: Mapping[str, Holiday]) -> dict[str, tuple[str, ...]]:
    """Names under their first token, the longest first."""
    found: dict[str, tuple[str, ...]] = {}
    for name in sorted(holidays, key=lambda name: (-len(name), name)):
        first = name.split(" ")[0].split("-")[0].removesuffix("'s")
        found[first] = (*found.get(first, ()), name)
    return found


def _day_of_history(entry: Mapping[str, Any]) -> DayOfHistory:
    try:
        return DayOfHistory(entry["month"], entry["day"], entry["date"], frozenset(entry["before"]))
    except KeyError as error:
        raise _wrong(f"[[days_of_history]] {dict(entry)}", f"{error.args[0]} is missing") from error


def _wrong(place: str, reason: str) -> KnowledgeError:
    return KnowledgeError(f"lexicon/{_FILE}, {place}: {reason}")
