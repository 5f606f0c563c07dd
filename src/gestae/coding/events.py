"""Who did what to whom, coded after PLOVER, each field with its words.

"Iranian missile attacks on two Iraqi bases housing American troops" is ASSAULT, mode heavy-weapons, by Iran, against
Iraq and the American troops, by missile. "Iran vowed revenge" is THREATEN; the revenge has not happened.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gestae.attribution.statements import Statements
from gestae.coding.absorbing import absorb_instruments, without_contents
from gestae.coding.anchoring import anchor_dates
from gestae.coding.assembling import Assembler
from gestae.coding.choosing import find_triggers
from gestae.coding.clustering import join_mentions
from gestae.coding.concern import is_attribute, is_of_conflict, is_ordinary_crime, is_private, only_observes, tells
from gestae.coding.contents import without_moves, without_promised, without_purposes
from gestae.coding.makers import without_makers
from gestae.coding.mentions import EventMention, MentionBuilder
from gestae.coding.nominal import NominalArguments
from gestae.coding.parties import PartyFinder
from gestae.coding.triggers import Trigger
from gestae.coding.unlisted import unlisted_parties
from gestae.coding.weighing import weigher
from gestae.coding.wording import is_definite
from gestae.judging.judge import Judgements
from gestae.knowledge.actors import KnownActors
from gestae.lexicon.events import EventLexicon
from gestae.lexicon.numbers import NumberWords
from gestae.ontology.codes import Ontology
from gestae.reading.tokens import Reading, Token
from gestae.record.events import Event
from gestae.resolving.when.dates import Dates
from gestae.resolving.where.places import Places
from gestae.resolving.who.actors import Actors
from gestae.resolving.who.unlisted import with_unlisted


@dataclass(frozen=True, slots=True)
class CodedEvent:
    """An event of the record with the mentions it was made from."""

    event: Event
    mentions: tuple[EventMention, ...]


@dataclass(frozen=True, slots=True)
class Events:
    """All events of a report, and its actors with those that only coding could see."""

    coded: tuple[CodedEvent, ...]
    actors: Actors
    _by_token: dict[int, Event]

    @property
    def items(self) -> tuple[Event, ...]:
        """The events in the order of the text."""
        return tuple(coded.event for coded in self.coded)

    def at(self, token: int) -> Event | None:
        """The event that this very token tells."""
        return self._by_token.get(token)

    def governing(self, reading: Reading, token: Token) -> Event | None:
        """The event whose trigger is the token or the nearest word above it in the same sentence."""
        found = self.at(token.index)
        if found is not None:
            return found
        for above in reading.ancestors(token):
            found = self.at(above.index)
            if found is not None:
                return found
        return None


def code_events(
    reading: Reading,
    *,
    actors: Actors,
    places: Places,
    dates: Dates,
    statements: Statements,
    lexicon: EventLexicon,
    ontology: Ontology,
    numbers: NumberWords,
    known: KnownActors,
    judgements: Judgements | None = None,
) -> Events:
    """Every event of the report, each mention joined to the event it tells.

    Without judgements the lexicon decides alone. Of a report of no public concern only what a codebook of the user asks
    for is coded.
    """
    concerns = judgements is None or judgements.is_of_concern()
    if not (concerns or lexicon.has_own):
        return Events((), actors, {})
    mentions, actors = find_event_mentions(
        reading, actors=actors, places=places, dates=dates, lexicon=lexicon, known=known, judgements=judgements
    )
    # what only points back ("the war") and joins no event told in this report is none of its own
    clusters = [
        cluster
        for cluster in join_mentions(
            mentions,
            reading,
            places=places,
            actors=actors,
            lexicon=lexicon,
            ontology=ontology,
            judgements=judgements,
        )
        if any(tells(mention, reading, lexicon) for mention in cluster.mentions)
    ]
    clusters = anchor_dates(clusters, reading, dates)
    assembler = Assembler(reading, places, statements, lexicon, ontology, numbers, actors)
    coded = [CodedEvent(assembler.event(cluster), tuple(cluster.mentions)) for cluster in clusters]
    if not concerns:
        coded = [item for item in coded if _is_asked_for(item)]
    elif not is_of_conflict(reading, lexicon):
        coded = [item for item in coded if _is_asked_for(item) or not is_ordinary_crime(item.event, actors)]
    by_token = {
        token.index: item.event
        for item in coded
        for mention in item.mentions
        for token in (mention.token, *mention.absorbed)
    }
    return Events(tuple(coded), actors, by_token)


def _is_asked_for(item: CodedEvent) -> bool:
    """Whether a codebook of the user asks for it, so that it is of concern whoever takes part."""
    return any(mention.trigger.frame.own for mention in item.mentions)


def find_event_mentions(
    reading: Reading,
    *,
    actors: Actors,
    places: Places,
    dates: Dates,
    lexicon: EventLexicon,
    known: KnownActors,
    judgements: Judgements | None = None,
) -> tuple[list[EventMention], Actors]:
    """Event mentions before joining, in the order of the text, with the contents of speech acts folded into them.

    Beside them the actors, with those that only now were seen to be parties.
    """
    triggers = find_triggers(reading, actors=actors, lexicon=lexicon, judgements=judgements)
    weigh = None
    if judgements is not None:
        seen = _with_unlisted(reading, triggers, actors, places, dates, lexicon, known, judgements)
        if seen is not actors:
            known_before = set(actors.mentions)
            anew = {reading.tokens[one.head].sentence for one in seen.mentions if one not in known_before}
            actors = seen
            found = find_triggers(reading, actors=actors, lexicon=lexicon, judgements=judgements, sentences=anew)
            kept = (trigger for trigger in triggers if trigger.token.sentence not in anew)
            triggers = tuple(sorted((*kept, *found), key=lambda trigger: trigger.token.index))
        weigh = weigher(reading, actors, judgements)
    builder = MentionBuilder(reading, actors=actors, places=places, dates=dates, lexicon=lexicon, weigher=weigh)
    mentions = [builder.build(trigger) for trigger in triggers if dates.at(trigger.token.index) is None]
    mentions = [
        mention
        for mention in mentions
        if mention.trigger.frame.own or not (only_observes(mention, actors) or is_private(mention, actors))
    ]
    mentions = without_moves(without_purposes(mentions, reading), reading)
    mentions = absorb_instruments(without_contents(mentions), reading, lexicon)
    mentions = without_makers(without_promised(mentions, reading), reading, builder.finder)
    told = [
        mention
        for mention in mentions
        if tells(mention, reading, lexicon) or is_definite(mention, reading) or is_attribute(mention.token, reading)
    ]
    return told, actors


def _with_unlisted(
    reading: Reading,
    triggers: Sequence[Trigger],
    actors: Actors,
    places: Places,
    dates: Dates,
    lexicon: EventLexicon,
    known: KnownActors,
    judgements: Judgements,
) -> Actors:
    """The actors with the parties that no list knows."""
    nouns = unlisted_parties(
        reading,
        [trigger for trigger in triggers if dates.at(trigger.token.index) is None],
        actors=actors,
        places=places,
        finder=PartyFinder(reading, actors=actors, places=places, lexicon=lexicon),
        nominal=NominalArguments(reading, actors=actors, dates=dates, lexicon=lexicon),
        modality=lexicon.modality,
        judgements=judgements,
    )
    return with_unlisted(actors, nouns, reading, known=known, places=places, published=reading.document.published)
