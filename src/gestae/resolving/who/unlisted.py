"""Actors that no list and no common noun gave away: what they are called is all that is known of them.

Coding finds them where grammar and judge agree that somebody acts or is hit ("blew up several high-voltage towers",
"killed Benavides").
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from gestae.knowledge.actors import KnownActors
from gestae.reading.tokens import Reading, Token
from gestae.record.actors import Actor
from gestae.record.identifiers import content_id
from gestae.resolving.where.places import Places
from gestae.resolving.who.actor_phrases import code_phrase
from gestae.resolving.who.actors import ActorMention, Actors
from gestae.resolving.who.candidates import MentionKind

_BEFORE = frozenset({"compound", "amod", "nmod", "punct"})
_PLACING = frozenset({"in", "of", "at", "near", "outside"})
_PLAIN = frozenset({"NOUN", "PROPN", "ADJ", "PUNCT"})


def with_unlisted(
    actors: Actors,
    nouns: Iterable[Token],
    reading: Reading,
    *,
    known: KnownActors,
    places: Places | None = None,
    published: str | None,
) -> Actors:
    """The actors with those added that the nouns name; a surname goes to the one person of the report that bears it.

    Nouns of one wording are one actor, a place is the state it lies in. A noun that is a mention already is left alone.
    """
    date = published[:10] if published else None
    added: dict[str, list[ActorMention]] = {}
    fresh: dict[str, Actor] = {}
    by_words: dict[str, Actor] = {}
    states = {actor.country: actor for actor in actors.items if actor.kind == "state"}
    for noun in sorted(set(nouns), key=lambda token: token.index):
        if actors.at(noun.index) is not None:
            continue
        place = places.at(noun.index) if places is not None else None
        if places is not None and place is not None:
            country = places.items[place.place].country
            state = states.get(country) or _state(reading, country, place.start, known) if country else None
            if state is not None:
                if country not in states:
                    states[country] = fresh[state.id] = state
                mention = ActorMention(place.start, place.end, place.first, place.last, noun.index, state.id, "name")
                added.setdefault(state.id, []).append(mention)
            continue
        first = _first_of(reading, noun)
        start, end = reading.tokens[first].start, noun.end
        words = " ".join(reading.document.text[start:end].split())
        actor = _bearer(actors, noun) or by_words.get(words.lower())
        if actor is None:
            actor = _new(reading, words, noun, start, known=known, date=date)
            if places is not None and not actor.country:
                actor = replace(actor, country=_country_of(reading, noun, places))
            by_words[words.lower()] = fresh[actor.id] = actor
        kind: MentionKind = "name" if noun.pos == "PROPN" else "nominal"
        mention = ActorMention(start, end, first, noun.index + 1, noun.index, actor.id, kind)
        added.setdefault(actor.id, []).append(mention)
    return actors if not added else _merged(actors, fresh, added, reading)


def _first_of(reading: Reading, noun: Token) -> int:
    """The first token of the words that name it: what stands right before the noun only says of which kind it is."""
    first = noun.index
    while first > reading.sentences[noun.sentence].first:
        before = reading.tokens[first - 1]
        if (
            before.pos not in _PLAIN
            or before.dep not in _BEFORE
            or before.text not in {"-", before.text.strip("\"'“”,;:()[]")}
        ):
            break
        first -= 1
    while reading.tokens[first].pos == "PUNCT" and first < noun.index:
        first += 1
    return first


def _bearer(actors: Actors, noun: Token) -> Actor | None:
    """The one person whose name ends in the word."""
    if noun.pos != "PROPN":
        return None
    bearers = [
        actor
        for actor in actors.items
        if actor.kind == "person" and any(_ends_in(name, noun.text) for name in (actor.name, *actor.aliases))
    ]
    return bearers[0] if len(bearers) == 1 else None


def _ends_in(name: str, word: str) -> bool:
    parts = name.split()
    return len(parts) > 1 and parts[-1] == word


def _country_of(reading: Reading, noun: Token, places: Places) -> str | None:
    """Of the place that the noun is said to be in or of ("targets in Jericho")."""
    for preposition in reading.children(noun):
        if preposition.dep == "prep" and preposition.lower in _PLACING:
            for below in reading.children(preposition):
                place = places.at(below.index)
                if place is not None:
                    return places.items[place.place].country
    return None


def _state(reading: Reading, country: str, start: int, known: KnownActors) -> Actor | None:
    state = known.state(country)
    if state is None:
        return None
    return Actor(
        id=content_id("A", reading.document.id, state.name, "state", start),
        name=state.name,
        kind="state",
        country=country,
        sector=None,
        wikidata=state.wikidata or None,
        evidence=(),
    )


def _new(reading: Reading, words: str, noun: Token, start: int, *, known: KnownActors, date: str | None) -> Actor:
    code = code_phrase(words, date=date, known=known)
    kind = code.kind if not code.none else "unknown"
    if kind == "unknown" and noun.pos == "PROPN" and noun.entity == "PERSON":
        kind = "person"
    return Actor(
        id=content_id("A", reading.document.id, words, kind, start),
        name=words,
        kind=kind,
        country=code.country or None,
        sector=code.sector or None,
        evidence=(),
    )


def _merged(actors: Actors, fresh: dict[str, Actor], added: dict[str, list[ActorMention]], reading: Reading) -> Actors:
    items: list[Actor] = []
    for actor in (*actors.items, *fresh.values()):
        quoted = [reading.quote(m.start, m.end, m.kind) for m in added.get(actor.id, ())]
        evidence = sorted(
            (*actor.evidence, *quoted), key=lambda quote: (quote.role == "country", quote.start, quote.end)
        )
        items.append(replace(actor, evidence=tuple(evidence)))
    items.sort(key=lambda actor: actor.evidence[0].start)
    mentions: Sequence[ActorMention] = [*actors.mentions, *(m for found in added.values() for m in found)]
    return actors.rebuilt(items, mentions)
