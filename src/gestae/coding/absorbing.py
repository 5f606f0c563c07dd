"""Mentions that tell no deed of their own: contents of a verb's frame, effects of an attack.

"lifted the ban" bans nothing; "airstrikes that killed 25" and "shelled the town, killing two" are one assault each.
"Two were killed and four wounded" is one event with two tolls; "condemned and deplored" is one condemnation.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from gestae.coding.arguments import SUBJECTS, prepositional, verb_slots
from gestae.coding.conditions import noun_lemma
from gestae.coding.contradictions import dates_differ
from gestae.coding.mentions import EventMention
from gestae.coding.parties import Party
from gestae.lexicon.events import EventLexicon
from gestae.lexicon.grammar import load_grammar
from gestae.reading.tokens import Reading, Token

_CARRIERS = frozenset({"see", "leave", "involve", "include", "cause", "have", "watch"})
_WITHIN = frozenset({"in", "during", "by", "amid", "amidst", "throughout"})
_BEHIND = frozenset({"after", "following", "from"})
# Nouns that only say when or how the event after "of" went ("in the course of fighting", "in a wave of bombings").
_COURSE = frozenset(
    {
        "course",
        "midst",
        "middle",
        "wake",
        "aftermath",
        "result",
        "outbreak",
        "series",
        "wave",
        "spate",
        "string",
        "heat",
    }
)
_ATTACKERS = frozenset({"attacker", "assailant", "suspect", "bomber", "gunman", "hijacker", "shooter", "raider"})
_SPOKEN = frozenset({"ACCUSE", "SUPPORT", "REQUEST", "REJECT", "THREATEN", "AGREE", "CONCEDE"})


def without_contents(mentions: Sequence[EventMention]) -> list[EventMention]:
    """Drops event nouns that are only the content of a verb's frame ("lifted the ban" bans nothing).

    When noun and verb tell the same type ("imposed sanctions"), the verb tells it.
    """
    contents = {noun.index for mention in mentions for noun in mention.trigger.content}
    return [mention for mention in mentions if mention.token.index not in contents]


def absorb_instruments(mentions: Sequence[EventMention], reading: Reading, lexicon: EventLexicon) -> list[EventMention]:
    """Joins a verb that only says what another deed did: "airstrikes that killed 25", "shelled the town, killing two".

    The deed keeps its trigger; the verb gives it what it was done to. Both words stay as evidence.
    """
    by_token = {mention.token.index: mention for mention in mentions}
    into = _inner_nouns(mentions, by_token)
    gone = into.keys() | _launchings(mentions, by_token, reading)
    for mention in mentions:
        if mention.trigger.nominal or mention.token.index in gone:
            continue
        if mention.type == "ASSAULT":
            cause = (
                _cause(mention, by_token, reading, lexicon)
                or _shared_cause(mention, by_token, reading, lexicon)
                or _deed(mention, by_token, reading, lexicon)
            )
        else:
            cause = _said_with(mention, by_token, reading)
        if cause is None:
            continue
        place = cause.token.index
        while place in into:  # the deed may itself be part of an attack told above
            place = into[place]
        if place == mention.token.index:
            continue
        by_token[place] = _with_part(by_token[place], by_token[mention.token.index])
        gone.add(mention.token.index)
        into[mention.token.index] = place
    return [by_token[mention.token.index] for mention in mentions if mention.token.index not in gone]


def _with_part(cause: EventMention, part: EventMention) -> EventMention:
    """An event with what a part of it adds."""
    doing = {party.actor for party in cause.actors} if part.type == "ASSAULT" else set()
    return replace(
        cause,
        actors=cause.actors or (() if _is_done_by(part, cause) else part.actors),
        recipients=_joined(cause.recipients, [party for party in part.recipients if party.actor not in doing]),
        targets=(*cause.targets, *part.targets),
        places=(*cause.places, *(place for place in part.places if place not in cause.places)),
        means=(*cause.means, *part.means),
        date=cause.date or part.date,
        quantity=cause.quantity or part.quantity,
        absorbed=(*cause.absorbed, part.token, *part.absorbed),
        standing=cause.standing if cause.standing.modality != "actual" else part.standing,
    )


def _is_done_by(part: EventMention, cause: EventMention) -> bool:
    """ "Killed by a drone strike": what stands beside the strike did not do it."""
    return any(noun.index == cause.token.index for noun in part.doers)


def _inner_nouns(mentions: Sequence[EventMention], by_token: dict[int, EventMention]) -> dict[int, int]:
    """ "A wave of bombings" is one phrase: the noun inside gives its parties and is gone into the phrase's own word."""
    into: dict[int, int] = {}
    nominal = [mention for mention in mentions if mention.trigger.nominal]
    for outer in nominal:
        span = range(outer.trigger.start, outer.trigger.end)
        for inner in nominal:
            token = inner.token
            if token.start in span and inner is not outer and inner.type == outer.type and token.index not in into:
                by_token[outer.token.index] = _with_part(by_token[outer.token.index], inner)
                into[token.index] = outer.token.index
    return into


def _launchings(mentions: Sequence[EventMention], by_token: dict[int, EventMention], reading: Reading) -> set[int]:
    """ "Missiles fired by Iran hit two bases", "pursued by aircraft firing rockets": who fired what joins the hit.

    Returns the tokens of the verbs that are gone.
    """
    gone: set[int] = set()
    for mention in mentions:
        token = mention.token
        if (
            mention.trigger.nominal
            or mention.type != "ASSAULT"
            or token.dep != "acl"
            or token.tag not in {"VBN", "VBG"}
        ):
            continue
        noun = reading.tokens[token.head]
        verbs = _verbs_of(noun, reading) if token.tag == "VBG" else set()
        for other in mentions:
            if other is mention or other.type != "ASSAULT":
                continue
            if other.token.index not in verbs and not any(doer.index == noun.index for doer in other.doers):
                continue
            now = by_token[other.token.index]
            by_token[other.token.index] = replace(
                now,
                actors=_joined(now.actors, mention.actors),
                means=(*now.means, *(means for means in mention.means if means not in now.means)),
                mode=now.mode or mention.mode,
                cameo=now.cameo or mention.cameo,
                absorbed=(*now.absorbed, token),
            )
            gone.add(token.index)
            break
    return gone


def _verbs_of(noun: Token, reading: Reading) -> set[int]:
    """The verbs whose deed a noun does ("attacked and pursued by an aircraft": both)."""
    verb = reading.tokens[noun.head]
    if noun.dep == "pobj" and verb.dep == "agent":
        verb = reading.tokens[verb.head]
    elif noun.dep != "nsubj":
        return set()
    found = {verb.index}
    while verb.dep == "conj" and verb.head != verb.index:
        verb = reading.tokens[verb.head]
        found.add(verb.index)
    return found


def _cause(
    mention: EventMention, by_token: dict[int, EventMention], reading: Reading, lexicon: EventLexicon
) -> EventMention | None:
    """The event noun that a verb's deed is part of: its subject or agent, or what "saw" or "left" it."""
    nearer = _of_nearer_clause(mention.token, by_token, reading)
    if nearer is not None:
        return nearer
    for noun in mention.doers:
        cause = _attack_at(noun, by_token)
        if cause is not None:
            return cause
    if mention.actors:  # "the patrol killed two rebels during a skirmish"
        within = [noun for word, noun in mention.trigger.slots.prepositions if word in {"during", "amid"}]
        causes = [cause for noun in within if (cause := _attack_at(noun, by_token)) is not None]
        return next((cause for cause in causes if not (cause.actors or cause.recipients)), None)
    behind = _is_effect(mention, lexicon) and not any(
        noun_lemma(noun) in _ATTACKERS or noun_lemma(noun) in lexicon.classes.get("force", ())
        for noun in mention.targets
    )
    for word, noun in mention.trigger.slots.prepositions:
        if word in _WITHIN or (behind and word in _BEHIND):
            inner = [noun, *(below for _, below in prepositional(reading, noun) if noun_lemma(noun) in _COURSE)]
            cause = next((found for below in inner if (found := _attack_at(below, by_token)) is not None), None)
            if cause is not None:
                return cause  # "was killed in a car bomb explosion"
    token = mention.token
    while token.dep in {"ccomp", "xcomp"} and reading.tokens[token.head].lemma in _CARRIERS:
        token = reading.tokens[token.head]
        for noun in verb_slots(reading, token).subjects:
            cause = _attack_at(noun, by_token)
            if cause is not None:
                return cause
    return None


def _of_nearer_clause(token: Token, by_token: dict[int, EventMention], reading: Reading) -> EventMention | None:
    """ "Airstrikes that killed 25 in retaliation for attacks that killed two": the two died in the attacks.

    The parser hangs both clauses on the first noun; without "and" the second speaks of a noun in the first.
    """
    if token.dep != "relcl":
        return None
    clauses = [c for c in reading.children(reading.tokens[token.head]) if c.dep == "relcl" and c.index < token.index]
    if not clauses or any(child.dep == "cc" for child in reading.children(clauses[-1])):
        return None
    nouns = (reading.tokens[index] for index in range(token.index - 1, clauses[-1].index, -1))
    return next((cause for noun in nouns if (cause := _attack_at(noun, by_token)) is not None), None)


def _attack_at(noun: Token, by_token: dict[int, EventMention]) -> EventMention | None:
    cause = by_token.get(noun.index)
    return cause if cause is not None and cause.trigger.nominal and cause.type == "ASSAULT" else None


def _is_effect(mention: EventMention, lexicon: EventLexicon) -> bool:
    return not mention.trigger.nominal and mention.token.lemma.lower() in lexicon.classes.get("effect_verb", ())


def _deed(
    mention: EventMention, by_token: dict[int, EventMention], reading: Reading, lexicon: EventLexicon
) -> EventMention | None:
    """The verb whose deed an effect belongs to ("shelled the town, killing two", "one killed and two wounded")."""
    token = mention.token
    if token.dep not in {"advcl", "conj"} or not _is_effect(mention, lexicon):
        return None
    deed = by_token.get(reading.tokens[token.head].index)
    if deed is None:
        return _carried(mention, by_token, reading)
    if deed.type != "ASSAULT" or deed.trigger.nominal:
        return None
    own_subject = any(child.dep in SUBJECTS for child in reading.children(token))
    if not own_subject or _is_one_toll(mention, deed, lexicon) or _is_incidental(mention, deed):
        return deed
    return None


def _is_incidental(mention: EventMention, deed: EventMention) -> bool:
    """ "Rebels shelled the base, and a nearby school was damaged": what befell others by the same deed."""
    undergone = mention.trigger.slots.passive and not (mention.actors or mention.doers or mention.means)
    return undergone and not dates_differ(mention, deed) and not _is_elsewhere(mention, deed)


def _is_elsewhere(mention: EventMention, deed: EventMention) -> bool:
    places, others = ({place.place for place in each.places} for each in (mention, deed))
    return bool(places and others and not places & others)


def _shared_cause(
    mention: EventMention, by_token: dict[int, EventMention], reading: Reading, lexicon: EventLexicon
) -> EventMention | None:
    """ "One was killed and another wounded in the attack": the attack did both."""
    for child in reading.children(mention.token):
        other = by_token.get(child.index)
        if other is not None and other.type == mention.type and _is_one_toll(other, mention, lexicon):
            return _cause(other, by_token, reading, lexicon)
    return None


def _is_one_toll(mention: EventMention, deed: EventMention, lexicon: EventLexicon) -> bool:
    """ "One soldier was killed and two were wounded": one action, unless days, places or weapons part them."""
    alike = mention.token.dep == "conj" and _is_effect(deed, lexicon) and _is_effect(mention, lexicon)
    if not alike or deed.actors or mention.actors or dates_differ(mention, deed):
        return False
    means, weapons = ({found.means.name for found in each.means} for each in (mention, deed))
    parted = _is_elsewhere(mention, deed) or (means and weapons and not means & weapons)
    return not parted and mention.standing.modality == deed.standing.modality


def _carried(mention: EventMention, by_token: dict[int, EventMention], reading: Reading) -> EventMention | None:
    """ "An attack which caused nine deaths and injured 30": the attack, through verbs that only carry its effects."""
    token = mention.token
    if any(child.dep in SUBJECTS for child in reading.children(token)):
        return None
    for _ in range(4):
        if token.dep not in {"advcl", "conj", "acl", "relcl"} or token.head == token.index:
            return None
        token = reading.tokens[token.head]
        deed = by_token.get(token.index)
        if deed is not None:
            return deed if deed.type == "ASSAULT" and not dates_differ(mention, deed) else None
        if token.lemma not in _CARRIERS and token.lemma not in load_grammar().executing:
            return None
    return None


def _said_with(mention: EventMention, by_token: dict[int, EventMention], reading: Reading) -> EventMention | None:
    """ "condemned the coup and deplored the arrests": two verbs of one sort by one subject are one utterance."""
    token = mention.token
    if token.dep != "conj" or mention.type not in _SPOKEN:
        return None
    first = by_token.get(token.head)
    if first is None or first.trigger.nominal or (first.type, first.mode) != (mention.type, mention.mode):
        return None
    if any(child.dep in SUBJECTS for child in reading.children(token)):
        return None
    to, before = ({party.actor for party in each.recipients} for each in (mention, first))
    return None if (to and before and not to & before) or dates_differ(mention, first) else first


def _joined(first: Sequence[Party], second: Sequence[Party]) -> tuple[Party, ...]:
    return tuple(sorted({(party.start, party.actor): party for party in (*first, *second)}.values()))
