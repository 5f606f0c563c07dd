"""When, where, with what and how many: the circumstances a sentence gives an event.

"more than a dozen ballistic missiles hit Ain al-Asad airbase early Wednesday": the date, the place, the means and the
quantity each keep their own words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from gestae.coding.conditions import noun_lemma
from gestae.coding.sequence import ORDER, belongs_to_anchor, is_anchor
from gestae.coding.triggers import Trigger
from gestae.reading.tokens import Reading, Token
from gestae.resolving.when.dates import Dates, TimeMention
from gestae.resolving.where.places import PlaceMention, Places

_DONE = frozenset({"ASSAULT", "COERCE"})
_REASONS = frozenset({"over", "about", "despite", "against"})
_SUBJECTS = frozenset({"about", "into", "on", "over"})
_UNITS = frozenset(
    {"km", "kms", "kilometer", "kilometre", "mile", "league", "block", "meter", "metre", "hour", "minute"}
)
_DIRECTIONS = frozenset(
    {"north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest", "outside", "away"}
)
_SORTS = frozenset({"capital", "city", "town", "village", "port", "border", "state", "province"})
_CLAUSES = frozenset({"ccomp", "advcl", "relcl", "conj", "acl", "parataxis", "xcomp", "csubj", "pcomp"})


# What is said or decided about somebody happens where it is said; a visit and an attack happen at their object.
_SPOKEN = frozenset({"ACCUSE", "REJECT", "REQUEST", "THREATEN", "SUPPORT", "AGREE", "CONCEDE", "SANCTION"})


def date_of(reading: Reading, trigger: Trigger, dates: Dates) -> TimeMention | None:
    """The time expression that dates an event: below the trigger, else above it in the same clause."""
    mentions = [
        _looking_back(reading, mention, trigger)
        for mention in dates.in_sentence(trigger.token.sentence)
        if mention.interval is not None
        and (mention.bound is None or _modifies(reading, mention, trigger))
        and not belongs_to_anchor(reading, mention.first, mention.last, trigger.token)
    ]
    if not mentions:
        return None
    below = _below(reading, trigger.token, _CLAUSES)
    inside = [mention for mention in mentions if any(index in below for index in range(mention.first, mention.last))]
    if inside:
        return min(inside, key=lambda mention: (_distance(mention, trigger.token), mention.first))
    token = trigger.token
    for _ in range(6):
        if token.head == token.index or token.dep in {"relcl", "ccomp", "acl", "advcl"} or token.lower in ORDER:
            break
        carries = token.dep in {"dobj", "nsubj", "nsubjpass", "xcomp", "attr", "conj", "pobj", "prep", "pcomp", "agent"}
        if not carries or _gives_reason(reading, token, trigger.frame.type):
            break
        token = reading.tokens[token.head]
        near = _direct(reading, token)
        found = [mention for mention in mentions if any(index in near for index in range(mention.first, mention.last))]
        if found:
            return min(found, key=lambda mention: (_distance(mention, trigger.token), mention.first))
    return None


def _looking_back(reading: Reading, mention: TimeMention, trigger: Trigger) -> TimeMention:
    """ "fear more violence after Saturday's clash": the day of a clash that is known is past, whatever the tense."""
    published, interval = reading.document.published, mention.interval
    if interval is None or not published or not trigger.nominal or trigger.frame.type not in _DONE:
        return mention
    if interval.precision != "day" or interval.start <= published[:10] or not _owns(reading, mention, trigger):
        return mention
    days = [(date.fromisoformat(day[:10]) - timedelta(days=7)).isoformat() for day in (interval.start, interval.end)]
    if days[0] > published[:10] or mention.value[:10] != interval.start[:10]:
        return mention  # no weekday, or one of a week to come
    return replace(mention, value=days[0], interval=replace(interval, start=days[0], end=days[1]))


def _owns(reading: Reading, mention: TimeMention, trigger: Trigger) -> bool:
    tokens = reading.tokens[mention.first : mention.last]
    return any(token.head == trigger.token.index and token.dep == "poss" for token in tokens)


def _modifies(reading: Reading, mention: TimeMention, trigger: Trigger) -> bool:
    """ "following last night's attacks": "following" bounds the clause, yet the attacks were last night."""
    tokens = reading.tokens[mention.first : mention.last]
    return any(token.head == trigger.token.index and token.dep in {"poss", "compound", "amod"} for token in tokens)


def places_of(reading: Reading, trigger: Trigger, places: Places, targets: Iterable[Token]) -> list[PlaceMention]:
    """The places an event is said to happen at, and the places it was done to."""
    found: dict[int, PlaceMention] = {}
    aimed_at = [token.index for target in targets for token in _phrase_tokens(reading, target)]
    spoken = trigger.frame.type in _SPOKEN  # "accused Kyiv" is said of it, and anywhere
    for index in () if spoken else aimed_at:
        mention = places.at(index)
        if mention is not None and places.items[mention.place].kind != "country":
            found.setdefault(mention.start, mention)
    for mention in places.in_sentence(trigger.token.sentence):
        if spoken and mention.first in aimed_at:
            continue  # "sanctions on Moscow"
        if mention.locative and _belongs(reading, mention, trigger):
            found.setdefault(mention.start, mention)
    if len(found) > 1:
        near = [start for start in sorted(found) if not _only_measures(reading, found[start])]
        found = {start: found[start] for start in near or sorted(found)}
    return [found[start] for start in sorted(found)]


def _only_measures(reading: Reading, mention: PlaceMention) -> bool:
    """Whether a place only says how far off the event was ("200 km southwest of the capital Tripoli")."""
    index = mention.first - 1
    floor = reading.sentences[reading.tokens[mention.first].sentence].first
    while index > floor and (
        reading.tokens[index].pos in {"DET", "ADJ", "PUNCT"} or reading.tokens[index].lower in _SORTS
    ):
        index -= 1
    if index <= floor or reading.tokens[index].lower not in {"of", "from"}:
        return False
    before = reading.tokens[index - 1]
    if before.lower not in _DIRECTIONS:
        return noun_lemma(before) in _UNITS
    # "the north of Mali" lies within, "north of Mali" without
    return reading.tokens[index - 2].pos != "DET" if index - 2 >= floor else True


def _gives_reason(reading: Reading, preposition: Token, kind: str) -> bool:
    """Whether a phrase says why the verb above is done: "imposed sanctions in 2019 over the campaign".

    Or of what the noun above speaks: "a Saturday screening on the murders".
    """
    if preposition.dep != "prep":
        return False
    if reading.tokens[preposition.head].pos not in {"VERB", "AUX"}:
        return preposition.lower in _SUBJECTS
    return preposition.lower in _REASONS or (preposition.lower == "for" and kind in _DONE)


def _belongs(reading: Reading, mention: PlaceMention, told: Trigger) -> bool:
    """Whether a locative phrase hangs on the trigger, on what it is done to, or on the verb that carries it."""
    trigger = told.token
    token = reading.tokens[mention.first]
    end = mention.last
    while token.head != token.index and mention.first <= token.head < end:
        token = reading.tokens[token.head]
    for _ in range(8):
        if token.index == trigger.index:
            return True
        if token.head == token.index:
            return False
        above = reading.tokens[token.head]
        if token.dep in {"relcl", "ccomp", "advcl", "acl"} and token.index != trigger.index:
            return False
        if above.index != trigger.index and token.dep == "conj" and above.pos in {"VERB", "AUX"}:
            return False
        token = above
        if token.pos in {"VERB", "AUX"} and token.index != trigger.index:
            return _carries(reading, token, told)
    return False


def _carries(reading: Reading, verb: Token, told: Trigger) -> bool:
    """Whether the trigger is a close argument of the verb ("carried out an attack in Kabul"), no time or reason."""
    token = told.token
    if is_anchor(reading, token):
        return False
    for _ in range(4):
        if token.head == verb.index:
            close = token.dep in {"dobj", "nsubj", "nsubjpass", "xcomp", "attr", "agent", "prep", "acomp"}
            return close and not _gives_reason(reading, token, told.frame.type)
        if token.head == token.index or token.dep not in {"pobj", "compound", "prep", "conj", "dobj", "agent"}:
            return False
        token = reading.tokens[token.head]
    return False


def quantity_words(reading: Reading, noun: Token) -> list[Token]:
    """The number before a noun ("more than a dozen"); empty when there is none."""
    number = next((child for child in reading.children(noun) if child.dep == "nummod"), None)
    return reading.subtree(number) if number is not None else []


def _phrase_tokens(reading: Reading, noun: Token) -> Iterator[Token]:
    yield noun
    stack = list(reading.children(noun))
    while stack:
        token = stack.pop()
        if token.dep in {"relcl", "acl", "advcl", "ccomp"} or (token.dep == "prep" and token.lower == "from"):
            continue  # "soldiers from the Palmerola base" were hit elsewhere
        if token.dep == "conj" and token.pos in {"NOUN", "PROPN"}:
            continue
        yield token
        stack.extend(reading.children(token))


def _below(reading: Reading, token: Token, stops: frozenset[str]) -> set[int]:
    found = {token.index}
    stack = [child for child in reading.children(token) if child.dep not in stops]
    while stack:
        child = stack.pop()
        found.add(child.index)
        stack.extend(below for below in reading.children(child) if below.dep not in stops)
    return found


def _direct(reading: Reading, token: Token) -> set[int]:
    """What hangs on a verb as a time may: adverbs, prepositional phrases, bare nouns of time."""
    found = {token.index}
    for child in reading.children(token):
        if child.dep in {"npadvmod", "prep", "advmod", "tmod", "nummod", "compound", "amod", "poss"}:
            found.update(_below(reading, child, _CLAUSES))
    return found


def _distance(mention: TimeMention, token: Token) -> int:
    if mention.first > token.index:
        return mention.first - token.index
    return token.index - mention.last + 1
