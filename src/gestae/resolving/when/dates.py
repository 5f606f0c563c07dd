"""When things happened: each time expression of a report as a TIMEX3 value and an honest interval of days.

"Rockets fired in late December killed a contractor", published on 2020-01-08: DATE 2019-12, the days
2019-12-21 to 2019-12-31.
"Friday" is the last one where the verb looks back and the next one where it looks ahead. Without a publication date
relative times have no interval; impossible dates have none either. By whose clock a time of day is told, and on which
day a report published at a moment is read, is said in `clocks.py`.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from typing import Literal

from gestae.lexicon.calendar import Calendar, load_calendar
from gestae.lexicon.numbers import NumberWords, load_number_words
from gestae.reading.tokens import Reading, Token
from gestae.record.dates import DateInterval
from gestae.resolving.when.clocks import Home, day_first, is_southern, reading_day, zone_of
from gestae.resolving.when.times import find_expressions
from gestae.resolving.when.timex.intervals import Days
from gestae.resolving.when.timex.ranges import join_ranges
from gestae.resolving.when.timex.scene import Scene
from gestae.resolving.when.timex.tenses import tense_at
from gestae.resolving.when.timex.values import Resolved, resolve
from gestae.resolving.when.timex.words import DayOf, Expression
from gestae.resolving.where.places import Places

TimeType = Literal["DATE", "TIME", "DURATION", "SET"]
Bound = Literal["since", "until", "before", "after"]

_BOUNDS: dict[str, Bound] = {
    "since": "since",
    "from": "since",
    "until": "until",
    "till": "until",
    "to": "until",
    "through": "until",
    "by": "until",
    "before": "before",
    "after": "after",
    "following": "after",
}


@dataclass(frozen=True, slots=True)
class TimeMention:
    """One time expression.

    `start`, `end` are characters, `first`, `last` tokens (last exclusive). `value` is TIMEX3. `interval` is
    None where no day can be named: durations, rates, "recently", relative times without a publication date.
    `bound`: the time opens or closes a stretch ("since 1980", "until Friday"), or something lies before or after it.
    """

    start: int
    end: int
    first: int
    last: int
    type: TimeType
    value: str
    interval: DateInterval | None
    sentence: int
    bound: Bound | None = None


@dataclass(frozen=True, slots=True)
class Dates:
    """The time expressions of one report, in the order of the text."""

    items: tuple[TimeMention, ...]

    def in_sentence(self, sentence: int) -> tuple[TimeMention, ...]:
        """The time expressions of one sentence."""
        low = bisect_right(self.items, sentence - 1, key=_sentence_of)
        high = bisect_right(self.items, sentence, key=_sentence_of)
        return self.items[low:high]

    def at(self, token: int) -> TimeMention | None:
        """The time expression that holds a token."""
        place = bisect_right(self.items, token, key=_first_of) - 1
        return self.items[place] if place >= 0 and token < self.items[place].last else None


def _sentence_of(mention: TimeMention) -> int:
    return mention.sentence


def _first_of(mention: TimeMention) -> int:
    return mention.first


def resolve_dates(
    reading: Reading,
    *,
    published: str | None,
    calendar: Calendar | None = None,
    numbers: NumberWords | None = None,
    home: Home | None = None,
    places: Places | None = None,
) -> Dates:
    """Every time expression of a report, resolved against its publication (a day, or a time with its zone).

    Args:
        home: by whose clock the report is told; without it no zone is supposed, and the day is that as written.
        places: the places of the report, which may keep a time of their own.
    """
    home, places = home or Home(), places or Places()
    calendar = calendar or load_calendar()
    numbers = numbers or load_number_words()
    expressions = find_expressions(reading, calendar, numbers)
    scene = Scene(reading_day(published, home), day_first=day_first(home), southern=is_southern(home, places))
    resolved: list[Resolved] = []
    for sentence, expression in expressions:
        scene.enter(sentence, reading.sentences[sentence].part)
        scene.tense = None
        if not _modifies_noun(reading, expression):
            scene.tense = tense_at(reading, expression.first, expression.head, expression.last, calendar)
        scene.next_words = tuple(token.lower for token in reading.tokens[expression.last : expression.last + 3])
        found = resolve(expression, scene, calendar)
        resolved.append(_on_its_clock(reading, expression, found, home, places))
    resolved, spans = join_ranges(reading, expressions, resolved)
    return Dates(
        tuple(
            _mention(reading, sentence, expression, one, span)
            for (sentence, expression), one, span in zip(expressions, resolved, spans, strict=True)
        )
    )


def _on_its_clock(reading: Reading, expression: Expression, found: Resolved, home: Home, places: Places) -> Resolved:
    """A time of one known day, with the zone it is told in."""
    clock, days = found.clock, found.days
    if clock is None or days is None or days.start != days.end:
        return found
    zone = zone_of(reading, expression, clock, day=days.start, home=home, places=places)
    return replace(found, clock=replace(clock, zone=zone))


def _modifies_noun(reading: Reading, expression: Expression) -> bool:
    """ "the Nov. 8 election" is the nearest one, whatever the verb says of it."""
    meaning = expression.meaning
    if not isinstance(meaning, DayOf) or not (meaning.month and meaning.day) or meaning.year:
        return False
    last = reading.tokens[expression.last - 1]
    heads = {token.head for token in reading.tokens[expression.first : expression.last]} - {last.index}
    return any(
        head == expression.last or (head == expression.last + 1 and reading.tokens[head].tag[:2] == "NN")
        for head in heads | ({last.head} if last.dep in {"compound", "nmod", "nummod"} else set())
    ) and reading.tokens[expression.last].tag[:2] in {"NN", "JJ"}


def date_of(reading: Reading, dates: Dates, trigger: Token) -> DateInterval | None:
    """When something happened that a word tells of: the nearest time in its own clause, else in one joined to it."""
    joined = _clauses_of(reading, trigger)
    near: list[tuple[int, int, DateInterval]] = []
    for mention in dates.in_sentence(trigger.sentence):
        if mention.interval is None or mention.bound in {"since", "until", "before"}:
            continue
        heads = reading.ancestors(reading.tokens[mention.last - 1])
        clause = next((head.index for head in heads if head.index in joined or head.pos in {"VERB", "AUX"}), -1)
        if clause in joined:
            near.append((joined[clause], abs(mention.first - trigger.index), mention.interval))
    return min(near, key=lambda one: one[:2])[2] if near else None


def _clauses_of(reading: Reading, trigger: Token) -> dict[int, int]:
    """The words a time may hang on to date the trigger, each with its remove: 0 its own clause, 1 a joined one.

    "Officials said Monday that 25 were killed" dates the saying only: the clause that reports another is not joined.
    """
    joined = {trigger.index: 0}
    verb = trigger if trigger.pos in {"VERB", "AUX"} else None
    token = trigger
    while token.head != token.index and _shares_time(reading, token):
        token = reading.tokens[token.head]
        joined[token.index] = 0 if verb is None else 1
        if token.pos in {"VERB", "AUX"} and verb is None:
            verb = token
    for child in reading.children(verb) if verb is not None else ():
        if child.dep == "conj" and not _has_subject(reading, child):
            joined.setdefault(child.index, 1)
    return joined


def _shares_time(reading: Reading, token: Token) -> bool:
    """Whether what the word above does happened at the same time ("exploded on Monday, killing 12")."""
    if token.pos in {"VERB", "AUX"}:
        return token.dep in {"xcomp", "pcomp"} or (token.dep in {"conj", "advcl"} and not _has_subject(reading, token))
    if token.dep == "dobj":
        return any(child.dep in {"nummod", "quantmod"} or child.lower == "no" for child in reading.children(token))
    return (
        token.dep in {"nsubj", "nsubjpass", "attr", "acomp", "oprd", "conj", "nummod", "compound", "prep"}
        and token.pos != "ADP"
    )


def _has_subject(reading: Reading, verb: Token) -> bool:
    return any(child.dep in {"nsubj", "nsubjpass"} for child in reading.children(verb))


def _mention(
    reading: Reading, sentence: int, expression: Expression, resolved: Resolved, span: tuple[Days, int, int] | None
) -> TimeMention:
    tokens = reading.tokens
    start, end = tokens[expression.first].start, tokens[expression.last - 1].end
    first = expression.first
    floor = reading.sentences[sentence].first
    at = first - 1
    while at > floor and tokens[at].lower in {"the", "a", "an", "about", "around"}:
        at -= 1
    before = tokens[at].lower if at >= floor else ""
    days, words = (span[0], (span[1], span[2])) if span else (resolved.days, (start, end))
    return TimeMention(
        start=start,
        end=end,
        first=first,
        last=expression.last,
        type=resolved.type,
        value=resolved.value,
        interval=_interval(reading, days, words, resolved),
        sentence=sentence,
        bound=_BOUNDS.get(before) if span is None and resolved.type in {"DATE", "TIME"} else None,
    )


def _interval(reading: Reading, days: Days | None, words: tuple[int, int], resolved: Resolved) -> DateInterval | None:
    if days is None:
        return None
    text = reading.document.text[words[0] : words[1]]
    if resolved.clock and days.start == days.end:
        moment = f"{days.start.isoformat()}T{resolved.clock.hour:02}:{resolved.clock.minute:02}"
        return DateInterval(moment, moment, "hour", text, resolved.clock.zone)
    return DateInterval(days.start.isoformat(), days.end.isoformat(), days.precision, text)
