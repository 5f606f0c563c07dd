"""Who leads, backs, belongs to, or has forces where.

"Iranian Foreign Minister Javad Zarif" says: Zarif holds_office_in Iran. "Militiamen backed by Tehran" says: the
militiamen are backed_by Iran. "Al-Asad airbase houses British forces" says: Britain has_forces_at Al-Asad.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from gestae.extraction.owners import Owners
from gestae.extraction.tie_patterns import Tie, find_ties
from gestae.lexicon.ties import Ties
from gestae.reading.tokens import Reading
from gestae.record.actors import Actor
from gestae.record.dates import DateInterval
from gestae.record.evidence import Evidence
from gestae.record.places import Place
from gestae.record.relations import Relation

_OFFICES = frozenset({"leads", "holds_office_in"})
_OF_BODIES = _OFFICES | {"member_of", "party_to"}


class ActorSpan(Protocol):
    """A mention of an actor with its characters."""

    @property
    def actor(self) -> str:
        """The id of the actor."""
        ...

    @property
    def start(self) -> int:
        """Its first character."""
        ...

    @property
    def end(self) -> int:
        """One past its last character."""
        ...


class KnownMentions(Protocol):
    """The actors of a report: who is meant by a token, and all of them."""

    @property
    def items(self) -> Sequence[Actor]:
        """All actors."""
        ...

    def at(self, token_index: int, /) -> ActorSpan | None:
        """The mention at a token."""
        ...

    def office(self, actor_id: str, /) -> str:
        """The office a person is known to hold, or nothing."""
        ...


class PlaceSpan(Protocol):
    """A mention of a place with its characters."""

    @property
    def place(self) -> int:
        """Its number among the places, -1 when unknown."""
        ...

    @property
    def start(self) -> int:
        """Its first character."""
        ...

    @property
    def end(self) -> int:
        """One past its last character."""
        ...


class KnownPlaces(Protocol):
    """Which place is meant by a token."""

    @property
    def items(self) -> Sequence[Place]:
        """All places."""
        ...

    def at(self, token_index: int, /) -> PlaceSpan | None:
        """The mention at a token."""
        ...


class DateSpan(Protocol):
    """A date expression."""

    @property
    def first(self) -> int:
        """Its first token."""
        ...

    @property
    def last(self) -> int:
        """One past its last token."""
        ...

    @property
    def interval(self) -> DateInterval | None:
        """The days it means."""
        ...


class KnownDates(Protocol):
    """The date expressions of a reading."""

    def in_sentence(self, index: int, /) -> Sequence[DateSpan]:
        """Those of one sentence."""
        ...


@dataclass(frozen=True, slots=True)
class _End:
    """One side of a relation: an id and the words for it, which stand elsewhere in the report when `is_far`."""

    id: str
    words: Evidence
    is_far: bool = False


def find_relations(
    reading: Reading, *, actors: KnownMentions, places: KnownPlaces | None, dates: KnownDates | None, ties: Ties
) -> tuple[Relation, ...]:
    """Every relation of the report, once each, in the order of the text."""
    finder = _Finder(reading, actors, places, dates, ties)
    found: dict[tuple[str, str, str], Relation] = {}
    for tie in find_ties(reading, ties):
        for relation in finder.relations(tie):
            key = (relation.source, relation.relation, relation.target)
            found[key] = _joined(found[key], relation) if key in found else relation
    return tuple(sorted(found.values(), key=lambda relation: (relation.evidence[0].start, relation.evidence[-1].end)))


class _Finder:
    """Turns ties between tokens into relations between actors."""

    def __init__(
        self,
        reading: Reading,
        actors: KnownMentions,
        places: KnownPlaces | None,
        dates: KnownDates | None,
        ties: Ties,
    ) -> None:
        self._reading = reading
        self._actors = actors
        self._places = places
        self._dates = dates
        self._states = {actor.country: actor for actor in reversed(actors.items) if actor.kind == "state"}
        self._by_id = {actor.id: actor for actor in actors.items}
        self._owners = Owners(reading, actors, places, ties)

    def relations(self, tie: Tie) -> Iterator[Relation]:
        """The relations of one tie, none when a side is no actor."""
        for source in self._sources(tie):
            target = self._target(tie, source)
            if target is not None and target.id != source.id:
                yield self._relation(tie, source, target)

    def _sources(self, tie: Tie) -> list[_End]:
        sources = [end for token in tie.sources if (end := self._actor(token, "from")) is not None]
        if tie.relation in _OFFICES:  # "community leaders" name nobody who leads
            unnamed = (end for end in sources if self._is(end, "person") and not self._is_named(end))
            nobody = {end.id for end in unnamed}
            sources = [end for end in sources if not self._is(end, "population") and end.id not in nobody]
        if tie.needs_name:  # "the leader of the militia Abu Omar": the name is told, on the wrong side of the parse
            told = [end for token in tie.targets if (end := self._actor(token, "from")) is not None]
            return [end for end in told if any(end.id == source.id for source in sources)][:1]
        if tie.relation == "part_of":  # no person is a branch of anything: the parser hung the noun on the wrong name
            bodies = [source for source in sources if not self._is(source, "person", "population")]
            own = self._actor(tie.anchor, "from")
            return bodies or ([own] if own is not None and not self._is(own, "person", "population") else [])
        return sources

    def _is_person(self, source: _End) -> bool:
        return self._is(source, "person")

    def _is(self, end: _End, *kinds: str) -> bool:
        actor = self._by_id.get(end.id)
        return actor is not None and actor.kind in kinds

    def _can_be_target(self, tie: Tie, end: _End, source: _End) -> bool:
        """Whether it can be led, joined or held an office in: a person cannot, and a state has no parts worth a row."""
        if end.id == source.id:
            return False
        if tie.is_of_some and self._is(end, "state"):
            return False
        if tie.relation == "part_of":  # "Ukraine's air force" need not be said to be a part of Ukraine
            return not self._is(end, "state", "person")
        if tie.relation == "member_of" and tie.anchor in tie.sources and not self._is_named(end):
            return False  # "members of a group" tell nothing of either
        return tie.relation not in _OF_BODIES or not self._is(end, "person")

    def _is_named(self, end: _End) -> bool:
        actor = self._by_id.get(end.id)
        return (
            actor is None or not actor.evidence or any(piece.role in {"name", "modifier"} for piece in actor.evidence)
        )

    def _actor(self, token: int, role: str) -> _End | None:
        mention = self._actors.at(token)
        if mention is None:
            return None
        return _End(mention.actor, self._reading.quote(mention.start, mention.end, role))

    def _target(self, tie: Tie, source: _End) -> _End | None:
        """The first of the possible targets that is an actor (or place), or whose office it is known to be."""
        for token in tie.targets:
            end = self._place(token) if tie.relation == "has_forces_at" else None
            end = end or self._actor(token, "to")
            if end is not None and self._can_be_target(tie, end, source):
                return end
        person = self._by_id.get(source.id)
        if tie.needs_name or person is None or person.kind != "person" or tie.relation not in _OFFICES:
            return None
        return self._owner(tie, person)

    def _owner(self, tie: Tie, person: Actor) -> _End | None:
        """Whose office it is where no word beside it says so."""
        owner = self._owners.known(person.id)
        state = self._states.get(person.country) if person.country is not None else None
        patrons = (end for token in tie.targets if (end := self._actor(token, "to")) is not None)
        served = any(self._is_person(end) and end.id != person.id for end in patrons)  # "Putin's spokesman"
        if owner is None and state is not None and (tie.is_national or served):
            return _End(state.id, self._words(tie, "to"))
        if owner is None and not served and self._is_title(tie):
            owner = self._owners.nearest(tie, is_office_of_state=tie.is_national)
        return _End(owner[0], owner[1], is_far=True) if owner is not None else None

    def _is_title(self, tie: Tie) -> bool:
        """Whether the office stands as a title before a name, with none of its own owners beside it."""
        noun = self._reading.tokens[tie.anchor]
        name = self._reading.tokens[tie.sources[0]]
        owned = any(child.dep == "poss" for word in (noun, name) for child in self._reading.children(word))
        return noun.index < name.index and name.pos == "PROPN" and not owned

    def _place(self, token: int) -> _End | None:
        mention = self._places.at(token) if self._places is not None else None
        if mention is None or self._places is None or mention.place < 0:
            return None
        return _End(self._places.items[mention.place].id, self._reading.quote(mention.start, mention.end, "to"))

    def _words(self, tie: Tie, role: str) -> Evidence:
        tokens = self._reading.tokens
        return self._reading.quote(tokens[tie.words[0]].start, tokens[tie.words[1] - 1].end, role)

    def _relation(self, tie: Tie, source: _End, target: _End) -> Relation:
        is_office = tie.relation == "leads" and not tie.leads_state and self._is(target, "state")
        evidence = [source.words, self._words(tie, "relation"), target.words]
        near = evidence[:2] if target.is_far else evidence
        start = min(piece.start for piece in near)
        end = max(piece.end for piece in near)
        since, until, dated = self._dated(tie)
        evidence += dated
        return Relation(
            source=source.id,
            relation="holds_office_in" if is_office else tie.relation,
            target=target.id,
            since=since,
            until=until,
            text=self._reading.document.text[start:end],
            evidence=tuple(sorted(evidence, key=lambda piece: (piece.start, piece.end, piece.role))),
        )

    def _dated(self, tie: Tie) -> tuple[str | None, str | None, list[Evidence]]:
        """Since when and until when, from dates after "since", "until" and "from" that hang on the tie."""
        since = until = None
        evidence: list[Evidence] = []
        tokens = self._reading.tokens
        mentions = self._dates.in_sentence(tokens[tie.anchor].sentence) if self._dates is not None else ()
        for mention in mentions:
            if mention.interval is None:
                continue
            lead = {tokens[index].lower for index in (mention.first - 1, mention.first) if index >= 0}
            above = {token.index for token in self._reading.ancestors(tokens[mention.last - 1])}
            if not above & tie.holders:
                continue
            severed = tie.relation == "no_diplomatic_relations_with" and lead & {"in", "on"}
            if ("since" in lead or severed) and since is None:
                since = _iso(mention.interval.start, mention.interval)
                evidence.append(self._date(mention, "since"))
            elif "until" in lead and until is None:
                until = _iso(mention.interval.end, mention.interval)
                evidence.append(self._date(mention, "until"))
        return since, until, evidence

    def _date(self, mention: DateSpan, role: str) -> Evidence:
        tokens = self._reading.tokens
        return self._reading.quote(tokens[mention.first].start, tokens[mention.last - 1].end, role)


def _joined(first: Relation, again: Relation) -> Relation:
    """A relation told twice: the first words, the evidence of both."""
    return replace(
        first,
        since=first.since or again.since,
        until=first.until or again.until,
        evidence=(*first.evidence, *(piece for piece in again.evidence if piece not in first.evidence)),
    )


def _iso(day: str, interval: DateInterval) -> str:
    """The year where only the year is known, else the day."""
    return day[:4] if interval.precision == "year" or len(interval.text.split()[-1]) == 4 == _digits(interval) else day


def _digits(interval: DateInterval) -> int:
    return sum(letter.isdigit() for letter in interval.text)
