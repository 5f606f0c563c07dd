"""Who did what to whom, coded after PLOVER, each field with its words.

"Iranian missile attacks on two Iraqi bases housing American troops" is ASSAULT, mode heavy-weapons, by Iran, against
Iraq and the American troops, by missile. "Iran vowed revenge" is THREATEN; the revenge has not happened.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from gestae.attribution.statements import Statements
from gestae.coding.absorbing import absorb_instruments, without_contents
from gestae.coding.anchoring import anchor_dates
from gestae.coding.assembling import Assembler
from gestae.coding.clustering import join_mentions
from gestae.coding.conditions import is_public, noun_lemma
from gestae.coding.mentions import EventMention, MentionBuilder
from gestae.coding.triggers import find_triggers
from gestae.coding.weighing import weigher
from gestae.coding.wording import is_definite
from gestae.judging.judge import Judgements
from gestae.lexicon.events import EventLexicon
from gestae.lexicon.numbers import NumberWords
from gestae.ontology.codes import Ontology
from gestae.reading.tokens import Reading, Token
from gestae.record.events import HAPPENED, Event
from gestae.resolving.when.dates import Dates
from gestae.resolving.where.places import Places
from gestae.resolving.who.actors import Actors

# Types that say something to someone: without a speaker they tell nothing.
_NEED_ACTOR = frozenset({"AGREE", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "MOBILIZE", "AID"})
_NEED_RECIPIENT = frozenset({"SUPPORT", "ACCUSE", "SANCTION", "AID"})
_OBSERVERS = frozenset({"ngo", "media", "igo", "company"})
_OBSERVING_SECTORS = frozenset({"EDU", "JRN", "MED", "SOC", "BUS"})
_SEEN = frozenset({"ASSAULT", "PROTEST"})
_PEOPLE = ("people", "force", "prisoner")
_FORCEFUL = frozenset({"ASSAULT", "COERCE"})
_HANDS = ("vehicle", "weapon")
_THINGS_HIT = ("facility", "vehicle")
_KNOWN_MODALITIES = HAPPENED | {"denied", "negated", "threatened"}
# Types that private people have a share in every day; acts of violence, protest and force count whoever does them.
_CIVIL = frozenset(
    {"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "AID", "COOPERATE", "RETREAT", "SANCTION"}
)
_DEALINGS = frozenset({"AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "CONCEDE"})
_JUSTICE = frozenset({"ASSAULT", "COERCE", "SANCTION", "ACCUSE", "RETREAT", "CONCEDE"})
_KEEPERS = frozenset({"COP", "JUD"})
_MANY = 4  # so many victims are a public matter
_NAMING = frozenset({"NOUN", "PROPN", "ADJ", "VERB"})
_CONTENT_TYPES = frozenset({"THREATEN", "AGREE", "REQUEST", "REJECT", "CONCEDE"})


@dataclass(frozen=True, slots=True)
class CodedEvent:
    """An event of the record with the mentions it was made from."""

    event: Event
    mentions: tuple[EventMention, ...]


@dataclass(frozen=True, slots=True)
class Events:
    """All events of a report."""

    coded: tuple[CodedEvent, ...]
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
    judgements: Judgements | None = None,
) -> Events:
    """Every event of the report, each mention joined to the event it tells.

    Without judgements the lexicon decides alone.
    """
    mentions = find_event_mentions(
        reading, actors=actors, places=places, dates=dates, lexicon=lexicon, judgements=judgements
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
    if not _is_of_conflict(reading, lexicon):
        coded = [item for item in coded if _is_asked_for(item) or not _is_ordinary_crime(item.event, actors)]
    by_token = {
        token.index: item.event
        for item in coded
        for mention in item.mentions
        for token in (mention.token, *mention.absorbed)
    }
    return Events(tuple(coded), by_token)


def _is_of_conflict(reading: Reading, lexicon: EventLexicon) -> bool:
    """Whether any word of the report speaks of public conflict or of politics."""
    words = lexicon.classes.get("conflict", frozenset())
    return any(
        token.pos in _NAMING and (token.lower in words or noun_lemma(token) in words) for token in reading.tokens
    )


def _is_asked_for(item: CodedEvent) -> bool:
    """Whether a codebook of the user asks for it, so that it is of concern whoever takes part."""
    return any(mention.trigger.frame.own for mention in item.mentions)


def _is_ordinary_crime(event: Event, actors: Actors) -> bool:
    """Whether an act of violence or justice concerns private people, the police and the courts alone."""
    if event.type not in _JUSTICE:
        return False
    parties = [actors.by_id(party) for party in (*event.actors, *event.recipients)]
    if all(actor.sector in _KEEPERS for actor in parties):
        return False  # a court or a police force alone: who stands before it is not told
    if event.type == "ASSAULT" and any(actors.by_id(party).sector in _KEEPERS for party in event.recipients):
        return False  # police who are attacked are no private people
    many = event.quantity is not None and (event.quantity.min or 0) >= _MANY
    return not many and all(actor.sector in _KEEPERS or not is_public(actor) for actor in parties)


def find_event_mentions(
    reading: Reading,
    *,
    actors: Actors,
    places: Places,
    dates: Dates,
    lexicon: EventLexicon,
    judgements: Judgements | None = None,
) -> list[EventMention]:
    """Event mentions before joining, in the order of the text, with the contents of speech acts folded into them."""
    triggers = find_triggers(reading, actors=actors, lexicon=lexicon, judgements=judgements)
    weigh = None if judgements is None else weigher(reading, actors, judgements)
    builder = MentionBuilder(reading, actors=actors, places=places, dates=dates, lexicon=lexicon, weigher=weigh)
    mentions = [builder.build(trigger) for trigger in triggers if dates.at(trigger.token.index) is None]
    mentions = [
        mention
        for mention in mentions
        if mention.trigger.frame.own or not (_only_observes(mention, actors) or _is_private(mention, actors))
    ]
    mentions = _without_moves(_without_purposes(mentions, reading), reading)
    mentions = absorb_instruments(without_contents(mentions), reading, lexicon)
    mentions = _without_promised(mentions, reading)
    return [
        mention
        for mention in mentions
        if tells(mention, reading, lexicon) or is_definite(mention, reading) or _is_attribute(mention.token, reading)
    ]


def tells(mention: EventMention, reading: Reading, lexicon: EventLexicon) -> bool:
    """Whether a mention has enough parties to be an event of its own."""
    if _is_attribute(mention.token, reading):
        return False  # "the murdered priests": told of before, or of no concern
    if mention.trigger.frame.own and (mention.actors or mention.recipients):
        return mention.standing.modality in _KNOWN_MODALITIES or _is_substantial(mention)
    if mention.type == "ASSAULT" and mention.targets and (mention.trigger.nominal or not mention.recipients):
        abstract = lexicon.classes.get("abstract", frozenset())
        if all(noun_lemma(noun) in abstract for noun in mention.targets):
            return False
    agentless = mention.trigger.frame.agentless and mention.trigger.slots.passive and bool(mention.recipients)
    if mention.type in _NEED_ACTOR and not mention.actors and not agentless:
        return False
    told = mention.recipients or mention.targets or mention.trigger.content or mention.absorbed
    if mention.type in _NEED_RECIPIENT and not told:
        inquiry = mention.type == "ACCUSE" and mention.mode == "investigate"
        if not inquiry and not (mention.trigger.frame.mutual and len(mention.actors) > 1):
            return False
    if mention.standing.modality == "negated" and not mention.actors:
        return False  # "nobody was hurt"
    if mention.actors or mention.recipients:
        return mention.standing.modality in _KNOWN_MODALITIES or _is_substantial(mention)
    return _stands_alone(mention, reading, lexicon)


def _is_attribute(token: Token, reading: Reading) -> bool:
    first = reading.tokens[token.head] if token.dep == "conj" else token
    return first.dep == "amod" and token.tag == "VBN"


def _is_substantial(mention: EventMention) -> bool:
    """Whether what did not happen yet, or may not, is told fully enough for a row ("may strike bases in Iraq")."""
    if mention.standing.modality == "promised" and (mention.actors or mention.recipients):
        return True  # "agreed to reopen its borders": the promise is an act
    told = mention.recipients or mention.targets or mention.trigger.content
    return bool(mention.actors and (told or mention.places or mention.date)) or (
        mention.type in _FORCEFUL and mention.standing.modality != "hypothetical" and bool(mention.recipients)
    )


def _stands_alone(mention: EventMention, reading: Reading, lexicon: EventLexicon) -> bool:
    """Whether an event without any known party is told: people are named, or violence is seen at a time or place."""
    if mention.standing.modality not in HAPPENED:
        return False
    if any(noun.pos == "PROPN" or _is_of(noun, _PEOPLE, lexicon) for noun in (*mention.doers, *mention.targets)):
        return True
    if mention.type == "ASSAULT" and any(_is_of(noun, _HANDS, lexicon) for noun in mention.doers):
        return True  # "the bombing of the camp by jets"
    if mention.type not in _SEEN:
        return False
    frame = mention.trigger.frame
    seen = mention.trigger.nominal and not is_definite(mention, reading)
    harmed = any(_is_of(noun, _THINGS_HIT, lexicon) for noun in mention.targets)
    asked = not mention.trigger.nominal and bool(frame.subjects) and frame.weight >= 0.8  # "a bomb exploded"
    return (seen or harmed or asked) and bool(mention.date or mention.places or (harmed and mention.means))


def _is_of(noun: Token, classes: tuple[str, ...], lexicon: EventLexicon) -> bool:
    return any(noun_lemma(noun) in lexicon.classes.get(name, ()) for name in classes)


def _is_private(mention: EventMention, actors: Actors) -> bool:
    """Whether nobody public takes part: "she met her husband", "he left his job" make no record of a crisis."""
    if mention.type not in _CIVIL:
        return False
    parties = [actors.by_id(party.actor) for party in (*mention.actors, *mention.recipients)]
    if not parties:
        return not (mention.trigger.content or mention.places or mention.trigger.nominal)
    if mention.type in _DEALINGS and all(actor.kind == "company" or not is_public(actor) for actor in parties):
        return True  # firms among themselves
    return not any(is_public(actor) for actor in parties)


def _without_purposes(mentions: Sequence[EventMention], reading: Reading) -> list[EventMention]:
    """Drops what another event is only done for ("donated ventilators to help the hospital")."""
    told = {mention.token.index for mention in mentions}
    return [
        mention
        for mention in mentions
        if not (mention.token.dep == "advcl" and mention.token.tag == "VB" and mention.token.head in told)
    ]


def _without_moves(mentions: Sequence[EventMention], reading: Reading) -> list[EventMention]:
    """Drops a move told only as part of an assault ("troops entered the village and opened fire")."""
    assaults = {mention.token.index for mention in mentions if mention.type == "ASSAULT"}

    def leads_up(mention: EventMention) -> bool:
        below = {child.index for child in reading.children(mention.token) if child.dep in {"conj", "advcl", "xcomp"}}
        below |= {
            word.index
            for child in reading.children(mention.token)
            if child.dep in {"conj", "advcl"}
            for word in reading.children(child)
            if word.dep in {"xcomp", "conj", "dobj"}
        }
        return not assaults.isdisjoint(below)

    return [mention for mention in mentions if mention.type != "MOBILIZE" or not leads_up(mention)]


def _only_observes(mention: EventMention, actors: Actors) -> bool:
    """Whether a "threat" is a warning by those who could not carry it out ("experts warn of attacks")."""
    if mention.type != "THREATEN":
        return False
    speakers = [actors.by_id(party.actor) for party in mention.actors]
    return all(actor.kind in _OBSERVERS or actor.sector in _OBSERVING_SECTORS for actor in speakers)


def _without_promised(mentions: Sequence[EventMention], reading: Reading) -> list[EventMention]:
    """Drops what is only the content of a promise, threat, demand or refusal told by the mention above it.

    The speech act takes over from its content to whom it is addressed, when it names nobody itself ("threatened to
    reimpose sanctions on Myanmar").
    """
    by_token = {mention.token.index: mention for mention in mentions}
    dropped: set[int] = set()
    for mention in mentions:
        above = _speech_act_above(mention, by_token, reading)
        if above is None or (mention.standing.modality in HAPPENED and not _is_asked(mention.token, above, reading)):
            continue
        dropped.add(mention.token.index)
        named = {party.actor for party in above.actors}
        sides = (*mention.actors, *mention.recipients) if above.type == "REQUEST" else (*mention.recipients,)
        addressed = tuple(party for party in sides if party.actor not in named)
        if addressed and not above.recipients:
            by_token[above.token.index] = replace(above, recipients=addressed)
    return [by_token[mention.token.index] for mention in mentions if mention.token.index not in dropped]


def _is_asked(token: Token, above: EventMention, reading: Reading) -> bool:
    """Whether a verb is an infinitive below the speech act ("called on them to stop and to let monitors in")."""
    if token.tag != "VB" or above.token.index > token.index:
        return False
    while token.dep == "conj":
        token = reading.tokens[token.head]
    return any(child.dep == "aux" and child.lower == "to" for child in reading.children(token))


def _speech_act_above(
    mention: EventMention, by_token: dict[int, EventMention], reading: Reading
) -> EventMention | None:
    token = mention.token
    for _ in range(5):
        if token.head == token.index or token.dep in {"relcl", "advcl"}:
            return None
        token = reading.tokens[token.head]
        above = by_token.get(token.index)
        if above is not None and above.type in _CONTENT_TYPES:
            return above
    return None
