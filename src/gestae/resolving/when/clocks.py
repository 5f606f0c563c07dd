"""By whose clock a report tells the time: "BAGHDAD (AP) — The rockets fell at 3 a.m." is by the clocks of Baghdad.

What a careful reader would say, in this order:

1. A zone in the text is that zone ("0100 GMT", "9 a.m. EST"). "Local time" is that of the place of the event, which is
   known only once the event is (`gestae.coding.assembling`).
2. A clock and a place told in one breath belong together: "at 3 p.m. in Paris", "in Paris at 3 p.m.", "3 p.m. Paris
   time".
3. A report filed from a place (its dateline) keeps that place's time, as the style books of agencies have it.
4. Without a dateline it is the time of the outlet's seat: that of its web address or name, else that of the agency it
   credits.
5. Where 3 or 4 apply but the sentence is about a place with another time ("Officials in Washington said the missiles
   struck bases in Iraq about 1:30 a.m."), both are possible: the zone stays open, as it does where nothing is known.

The day of reading follows 3 and 4: what was published at 01:30 UTC on the 8th is read in New York on the 7th, and its
"today" is the 7th.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from itertools import pairwise
from zoneinfo import ZoneInfo

from gestae.knowledge.actor_tables import read_countries
from gestae.knowledge.actors import KnownActors
from gestae.knowledge.credits import agency_in
from gestae.knowledge.gazetteer import Gazetteer
from gestae.knowledge.outlets import Outlets, host_of, load_outlets
from gestae.reading.tokens import Reading
from gestae.record.documents import Document
from gestae.record.places import Place
from gestae.resolving.when.timex.words import Clock, Expression
from gestae.resolving.where.locatives import dateline_end
from gestae.resolving.where.outlets import outlet_of
from gestae.resolving.where.places import PlaceMention, Places

# Where 3/4 is the 4th of March; and where both are written.
_MONTH_FIRST = frozenset({"USA", "PHL", "FSM", "MHL", "PLW"})
_MIXED = frozenset({"CAN"})
_SOUTH = -8.0  # degrees: further south the seasons are told by their southern names
_NEAR = 3.0  # hours between sun and clock that no country's law explains
_LINKING = frozenset(
    {"in", "at", "near", "outside", ",", "(", "on", "around", "about", "early", "late", "just", "after"}
)


@dataclass(frozen=True, slots=True)
class Home:
    """Where a report's clock hangs: its IANA time zone, and the country (ISO alpha-3) it is in. None: not known."""

    zone: str | None = None
    country: str | None = None


def home_of(reading: Reading, *, places: Places, known: KnownActors, gazetteer: Gazetteer) -> Home:
    """The place a report is filed from, nothing where its dateline names two; without a dateline its outlet's seat."""
    filed = _filed_from(reading.document, places)
    return filed if filed is not None else _seat_of(reading.document, known, gazetteer)


def reading_day(published: str | None, home: Home) -> date | None:
    """The day of publication where the report is at home; as written where its zone or the home's is not known."""
    if published is None:
        return None
    if home.zone and len(published) > len("2020-01-08"):
        moment = datetime.fromisoformat(published)
        if moment.tzinfo is not None:
            return moment.astimezone(ZoneInfo(home.zone)).date()
    return date.fromisoformat(published[:10])


def day_first(home: Home) -> bool | None:
    """Whether 3/4 is the 3rd of April at home; None where that is not known."""
    return None if home.country is None or home.country in _MIXED else home.country not in _MONTH_FIRST


def is_southern(home: Home, places: Places) -> bool | None:
    """Whether "last winter" was in June to August at home, else at the places of the report; None where it is open."""
    if home.country is not None:
        return any(country.code == home.country and country.lat < _SOUTH for country in read_countries())
    sides = {place.lat < _SOUTH for place in places.items if place.lat is not None}
    return sides.pop() if len(sides) == 1 else None


def zone_of(
    reading: Reading, expression: Expression, clock: Clock, *, day: date, home: Home, places: Places
) -> str | None:
    """The time zone of a clock time on a day; None where it is open."""
    if clock.zone:
        return clock.zone
    words = reading.tokens[expression.first : expression.last + 1]
    if any(token.lower == "local" for token in words):
        return None
    beside = _place_beside(reading, expression, places)
    if beside is not None:
        return places.zones[beside.place]
    if home.zone is None:
        return None
    sentence = reading.tokens[expression.first].sentence
    about = {mention.place for mention in places.in_sentence(sentence) if mention.locative}
    if any(_keeps_other_time(places.items[one], places.zones[one], home, day) for one in sorted(about)):
        return None
    return home.zone


def _filed_from(document: Document, places: Places) -> Home | None:
    """The place of the first dateline, the more exact one of "KYIV, Ukraine"; None where no dateline names one."""
    within = _in_dateline(document, places)
    if not within:
        return None
    if _are_parted(document, within) and len({places.zones[one.place] for one in within}) > 1:
        return Home()
    named = [one.place for one in within if places.items[one.place].kind != "country"] or [within[0].place]
    return next((Home(places.zones[one], places.items[one].country) for one in named if places.zones[one]), Home())


def _are_parted(document: Document, mentions: list[PlaceMention]) -> bool:
    """ "WASHINGTON/BAGHDAD (Reuters)" is filed from two places; "GAZA CITY, Gaza Strip" is one and what it lies in."""
    between = (document.text[one.end : two.start] for one, two in pairwise(mentions))
    return any("/" in words or "and" in words.lower().split() for words in between)


def _in_dateline(document: Document, places: Places) -> list[PlaceMention]:
    for part in document.parts:
        end = part.end if part.kind == "dateline" else dateline_end(document.text, part.start, part.end)
        if part.kind in {"dateline", "paragraph"} and end > part.start:
            return [one for one in places.mentions if part.start <= one.start and one.end <= end]
    return []


def _seat_of(document: Document, known: KnownActors, gazetteer: Gazetteer) -> Home:
    outlets = load_outlets()
    ending = outlet_of(document, gazetteer).country
    for name in _outlet_names(document, outlets):
        actor = known.lookup(name)
        if actor is None or actor.kind != "media" or (ending and actor.country != ending):
            continue
        zone = outlets.zones.get(actor.name) or gazetteer.zone(actor.country, None)
        if zone:
            return Home(zone, actor.country)
    return Home(gazetteer.zone(ending, None), ending) if ending else Home()


def _outlet_names(document: Document, outlets: Outlets) -> Iterator[str]:
    """Who may have published it, the surest first: whose address it is, who it says it is, whom it credits."""
    for address in (document.url, document.publisher):
        if name := outlets.of_address(address):
            yield name
    if document.publisher and not host_of(document.publisher):
        yield document.publisher
    if agency := agency_in(document.text, document.publisher):
        yield agency


def _place_beside(reading: Reading, expression: Expression, places: Places) -> PlaceMention | None:
    """The place that stands right before or behind a clock time and hangs on the same word."""
    tokens, last = reading.tokens, expression.last
    # A parser that takes the stop of "9 a.m." for a full stop parts it from "Moscow time".
    called = places.at(last)
    if called is not None and called.last < len(tokens) and tokens[called.last].lower == "time":
        return called
    if (within := next(filter(None, map(places.at, range(expression.first, last))), None)) is not None:
        return within  # "6 p.m. in Beirut on Monday"
    sentence = reading.sentences[tokens[expression.first].sentence]
    after = last
    while after < sentence.last and tokens[after].lower in _LINKING:
        after += 1
    behind = places.at(after) if last < after < sentence.last else None
    if behind is not None and behind.locative and _hang_together(reading, expression, behind):
        return behind
    before = expression.first - 1
    while before >= sentence.first and tokens[before].lower in _LINKING:
        before -= 1
    ahead = places.at(before) if before >= sentence.first else None
    return ahead if ahead is not None and ahead.locative and _hang_together(reading, expression, ahead) else None


def _hang_together(reading: Reading, expression: Expression, mention: PlaceMention) -> bool:
    """Whether clock and place tell of one thing: "gathered in Paris at 3", not "wrote of the raid in Baghdad at 9"."""
    clock = set(_carriers(reading, expression.first, expression.last))
    place = list(_carriers(reading, mention.first, mention.last))
    inside = range(expression.first, expression.last)
    return any(one in clock or one in inside or _is_done_at(reading, one, clock) for one in place[:1])


def _is_done_at(reading: Reading, noun: int, clock: set[int]) -> bool:
    """ "killed ten people in Beirut at 6": where the place hangs on what is done to or by somebody at that time."""
    token = reading.tokens[noun]
    return token.dep in {"dobj", "nsubj", "nsubjpass"} and token.head in clock


def _carriers(reading: Reading, first: int, last: int) -> Iterator[int]:
    """The first word above a phrase that is neither in it nor a preposition."""
    token = reading.tokens[last - 1]
    while token.head != token.index:
        token = reading.tokens[token.head]
        if not first <= token.index < last and token.pos != "ADP":
            yield token.index
            return


def _keeps_other_time(place: Place, zone: str | None, home: Home, day: date) -> bool:
    """Whether clocks at a place show another hour than at home; the sun tells where no zone is known."""
    if place.country is not None and place.country == home.country and zone is None:
        return False
    assert home.zone is not None
    here = _hours(home.zone, day)
    if zone is not None:
        return _hours(zone, day) != here
    return place.lon is not None and abs(place.lon / 15 - here) > _NEAR


@lru_cache(maxsize=1024)
def _hours(zone: str, day: date) -> float:
    """The hours a zone is ahead of UTC at noon of a day."""
    offset = datetime(day.year, day.month, day.day, 12, tzinfo=ZoneInfo(zone)).utcoffset() or timedelta()
    return offset.total_seconds() / 3600
