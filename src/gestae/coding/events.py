"""Who did what to whom, coded after PLOVER, each field with its words.

"Iranian missile attacks on two Iraqi bases housing American troops" is ASSAULT, mode heavy-weapons, by Iran, against
Iraq and the American troops, by missile. "Iran vowed revenge" is THREATEN; the revenge has not happened.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from gestae.attribution.statements import Statements
from gestae.coding.joining import Cluster, is_definite, join_mentions
from gestae.coding.mentions import EventMention, MentionBuilder, absorb_instruments, without_contents
from gestae.coding.triggers import find_triggers, noun_lemma
from gestae.lexicon.events import EventLexicon
from gestae.lexicon.numbers import NumberWords
from gestae.ontology.codes import Ontology
from gestae.reading.phrases import phrase_of
from gestae.reading.quantities import find_quantity
from gestae.reading.tokens import Reading, Token
from gestae.record.dates import DateInterval
from gestae.record.events import HAPPENED, Event, Modality, Quantity
from gestae.record.evidence import Evidence
from gestae.record.identifiers import content_id
from gestae.resolving.when.dates import Dates
from gestae.resolving.where.places import Places
from gestae.resolving.who.actors import Actors

# Types that say something to someone: without a speaker they tell nothing.
_NEED_ACTOR = frozenset({"AGREE", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "MOBILIZE", "AID"})
_NEED_RECIPIENT = frozenset({"SUPPORT", "ACCUSE", "SANCTION", "AID"})
# PLOVER's rules for the future tense (coding_rules of the manual).
_FUTURE_OF = {
    "CONSULT": "AGREE",
    "SUPPORT": "AGREE",
    "COOPERATE": "AGREE",
    "AID": "AGREE",
    "RETREAT": "CONCEDE",
}
_REFUSABLE = frozenset({"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT"})
_TALK = frozenset({"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "AID", "COOPERATE"})
_YIELDING = frozenset({"RETREAT", "CONCEDE"})
_HOSTILE = frozenset({"ASSAULT", "SANCTION", "COERCE", "PROTEST"})
_FUTURE = frozenset({"promised", "planned", "expected"})
_OBSERVERS = frozenset({"ngo", "media", "igo", "company"})
_OBSERVING_SECTORS = frozenset({"EDU", "JRN", "MED", "SOC", "BUS"})
_CONTENT_WORDS = frozenset({"NOUN", "PROPN", "ADJ", "VERB"})
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
) -> Events:
    """Every event of the report, each mention joined to the event it tells."""
    mentions = find_event_mentions(reading, actors=actors, places=places, dates=dates, lexicon=lexicon)
    # what only points back ("the war") and joins no event told in this report is none of its own
    clusters = [
        cluster
        for cluster in join_mentions(mentions, reading, places=places, actors=actors, lexicon=lexicon)
        if any(tells(mention, reading, lexicon) for mention in cluster.mentions)
    ]
    coder = _Coder(reading, places, statements, lexicon, ontology, numbers)
    coded = [CodedEvent(coder.event(cluster), tuple(cluster.mentions)) for cluster in clusters]
    by_token = {
        token.index: item.event
        for item in coded
        for mention in item.mentions
        for token in (mention.token, *mention.absorbed)
    }
    return Events(tuple(coded), by_token)


def find_event_mentions(
    reading: Reading, *, actors: Actors, places: Places, dates: Dates, lexicon: EventLexicon
) -> list[EventMention]:
    """Event mentions before joining, in the order of the text, with the contents of speech acts folded into them."""
    triggers = find_triggers(reading, actors=actors, lexicon=lexicon)
    builder = MentionBuilder(reading, actors=actors, places=places, dates=dates, lexicon=lexicon)
    mentions = [builder.build(trigger) for trigger in triggers if dates.at(trigger.token.index) is None]
    mentions = [
        mention for mention in mentions if not _only_observes(mention, actors) and not _is_private(mention, actors)
    ]
    mentions = _without_purposes(mentions, reading)
    mentions = absorb_instruments(without_contents(mentions), reading, lexicon)
    mentions = [mention for mention in mentions if tells(mention, reading, lexicon) or is_definite(mention, reading)]
    return _without_promised(mentions, reading)


def tells(mention: EventMention, reading: Reading, lexicon: EventLexicon) -> bool:
    """Whether a mention has enough parties to be an event of its own."""
    if mention.type == "ASSAULT" and mention.trigger.nominal and mention.targets:
        abstract = lexicon.classes.get("abstract", frozenset())
        if all(noun_lemma(noun) in abstract for noun in mention.targets):
            return False
    if mention.type in _NEED_ACTOR and not mention.actors:
        return False
    if mention.type in _NEED_RECIPIENT and not (mention.recipients or mention.targets or mention.trigger.content):
        inquiry = mention.type == "ACCUSE" and mention.mode == "investigate"
        if not inquiry and not (mention.trigger.frame.mutual and len(mention.actors) > 1):
            return False
    if mention.actors or mention.recipients:
        return True
    if is_definite(mention, reading) and not mention.targets:
        return False
    return bool(mention.targets or mention.places or mention.trigger.content) and mention.trigger.frame.weight >= 0.5


def _is_private(mention: EventMention, actors: Actors) -> bool:
    """Whether only private persons talk, promise or complain ("she met her husband there")."""
    if mention.type not in _TALK:
        return False
    parties = [actors.by_id(party.actor) for party in (*mention.actors, *mention.recipients)]
    return bool(parties) and all(
        actor.kind in {"person", "unknown"} and actor.sector in {None, "CVL"} and actor.country is None
        for actor in parties
    )


def _without_purposes(mentions: Sequence[EventMention], reading: Reading) -> list[EventMention]:
    """Drops what another event is only done for ("donated ventilators to help the hospital")."""
    told = {mention.token.index for mention in mentions}
    return [
        mention
        for mention in mentions
        if not (mention.token.dep == "advcl" and mention.token.tag == "VB" and mention.token.head in told)
    ]


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
        if above is None or mention.standing.modality in HAPPENED:
            continue
        dropped.add(mention.token.index)
        named = {party.actor for party in above.actors}
        sides = (*mention.actors, *mention.recipients) if above.type == "REQUEST" else (*mention.recipients,)
        addressed = tuple(party for party in sides if party.actor not in named)
        if addressed and not above.recipients:
            by_token[above.token.index] = replace(above, recipients=addressed)
    return [by_token[mention.token.index] for mention in mentions if mention.token.index not in dropped]


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


class _Coder:
    """Makes events of the record out of clusters; holds what every step needs."""

    def __init__(
        self,
        reading: Reading,
        places: Places,
        statements: Statements,
        lexicon: EventLexicon,
        ontology: Ontology,
        numbers: NumberWords,
    ) -> None:
        self.reading = reading
        self.places = places
        self.statements = statements
        self.lexicon = lexicon
        self.ontology = ontology
        self.numbers = numbers

    def event(self, cluster: Cluster) -> Event:
        mentions = cluster.mentions
        main = max(mentions, key=lambda mention: (_fullness(mention), -mention.token.index))
        type_, modality = self._turned(main)
        turned = type_ != main.type
        mode = next((mention.mode for mention in (main, *mentions) if mention.mode), None)
        if turned:
            mode = _threatened_mode(main.type, mode) if type_ == "THREATEN" else None
        cameo = None if turned else next((mention.cameo for mention in (main, *mentions) if mention.cameo), None)
        date = self._date(main, mentions)
        evidence = self._evidence(mentions)
        actor_ids = _ids(mention.actors for mention in mentions)
        first = mentions[0].trigger
        return Event(
            id=content_id("E", self.reading.document.id, type_, first.start, first.end),
            type=type_,
            mode=mode,
            contexts=self._contexts(mentions, type_),
            cameo=cameo or self.ontology.cameo_for(type_, mode),
            quad=self.ontology.types[type_].quad,
            intensity=self.ontology.intensity(type_, mode),
            modality=modality,
            actors=actor_ids,
            recipients=tuple(
                actor for actor in _ids(mention.recipients for mention in mentions) if actor not in actor_ids
            ),
            date=date,
            places=_ordered(self.places.items[place.place].id for mention in mentions for place in mention.places),
            means=_ordered(found.means.name for mention in mentions for found in mention.means),
            quantity=self._quantity(mentions),
            according_to=self._according_to(main, mentions),
            confidence=self._confidence(main, mentions),
            evidence=evidence,
        )

    def _turned(self, main: EventMention) -> tuple[str, Modality]:
        """PLOVER's rules for what is not done yet: help to come is AGREE, a withdrawal to come CONCEDE, "will not" REJECT."""
        modality = main.standing.modality
        if modality == "promised" and main.type in _YIELDING and self._commits(main):
            return "AGREE", "actual"
        if modality in _FUTURE and main.type in _FUTURE_OF:
            return _FUTURE_OF[main.type], "actual" if modality == "promised" else modality
        if modality in _FUTURE and main.type in _HOSTILE and self._is_own_word(main):
            return "THREATEN", "actual"
        if modality == "negated" and main.type in _REFUSABLE and self._is_refusal(main):
            return "REJECT", "actual"
        return main.type, modality

    def _confidence(self, main: EventMention, mentions: Sequence[EventMention]) -> float:
        """A first estimate: how sure the words are, whether parties were found, where and how often it is told."""
        score = 0.35 + 0.22 * main.trigger.frame.weight
        score += 0.12 * bool(main.actors) + 0.12 * bool(main.recipients or main.trigger.frame.mutual)
        score += 0.04 * min(len(mentions) - 1, 3)
        score += 0.06 if self._is_main_clause(main.token) else -0.04
        score -= 0.15 * bool(main.standing.hedge)
        return round(max(0.05, min(0.95, score)), 2)

    def _is_main_clause(self, token: Token) -> bool:
        """Whether the sentence is about this event: its main verb, or that of the clause someone is said to say."""
        while token.dep in {"conj", "ccomp", "dobj", "nsubj", "nsubjpass", "attr"} and token.head != token.index:
            token = self.reading.tokens[token.head]
        return token.head == token.index

    def _commits(self, main: EventMention) -> bool:
        """Whether a word of promise governs ("agreed to withdraw"), not only a future tense ("will withdraw")."""
        word = main.standing.word
        return word is not None and word.pos in {"VERB", "ADJ", "NOUN"}

    def _is_own_word(self, main: EventMention) -> bool:
        """Whether those who would do it say so themselves ("we will strike back", the minister said)."""
        doers = {party.actor for party in main.actors}
        return any(
            doers & set(found.statement.speakers) and found.is_proposition
            for found in self.statements.around(main.token.index)
        )

    def _is_refusal(self, main: EventMention) -> bool:
        """Whether a negated verb is a refusal ("will not release") and no mere failure ("did not release")."""
        auxiliaries = {child.lower for child in self.reading.children(main.token) if child.dep == "aux"}
        word = main.standing.word
        refuses = word is not None and word.lemma in {"refuse", "decline", "rule", "reject"}
        return bool(main.actors) and (refuses or not auxiliaries.isdisjoint({"will", "wo", "would"}))

    def _date(self, main: EventMention, mentions: Sequence[EventMention]) -> DateInterval | None:
        """The narrowest date any mention gives; a caption's, which may be in another time zone, only for want of others."""
        dated = [mention for mention in (main, *mentions) if mention.date and mention.date.interval]
        body = [mention for mention in dated if self.reading.sentences[mention.token.sentence].kind != "caption"]
        found = [mention.date.interval for mention in body or dated if mention.date and mention.date.interval]
        return min(found, key=_width) if found else None

    def _evidence(self, mentions: Iterable[EventMention]) -> tuple[Evidence, ...]:
        spans: dict[tuple[int, int, str], None] = {}
        for mention in mentions:
            spans[mention.trigger.start, mention.trigger.end, "trigger"] = None
            for token in mention.absorbed:
                spans[token.start, token.end, "trigger"] = None
            for party in mention.actors:
                spans[party.start, party.end, "actor"] = None
            for party in mention.recipients:
                spans[party.start, party.end, "recipient"] = None
            for start, end in self._things_hit(mention):
                spans[start, end, "target"] = None
            for means in mention.means:
                spans[means.start, means.end, "means"] = None
            if mention.date is not None:
                spans[mention.date.start, mention.date.end, "date"] = None
            for place in mention.places:
                spans[place.start, place.end, "place"] = None
            if mention.standing.word is not None and mention.standing.modality != "actual":
                spans[mention.standing.word.start, mention.standing.word.end, "modality"] = None
            if mention.standing.hedge is not None:
                spans[mention.standing.hedge.start, mention.standing.hedge.end, "hedge"] = None
            if mention.quantity is not None:
                spans[mention.quantity.start, mention.quantity.end, "quantity"] = None
        return tuple(self.reading.quote(start, end, role) for start, end, role in sorted(spans))

    def _things_hit(self, mention: EventMention) -> Iterator[tuple[int, int]]:
        """The words for what an event was done to when that is itself no actor ("two bases", "the bridge")."""
        named = {party.start for party in mention.recipients} | {party.start for party in mention.actors}
        for noun in mention.targets:
            phrase = phrase_of(self.reading, noun)
            start, end = self.reading.tokens[phrase.first].start, self.reading.tokens[phrase.last - 1].end
            if start not in named and noun.pos != "PRON":
                yield start, end

    def _contexts(self, mentions: Sequence[EventMention], type_: str) -> tuple[str, ...]:
        found: dict[str, None] = {context: None for mention in mentions for context in mention.trigger.frame.contexts}
        lemmas: set[str] = set()
        for mention in mentions:
            below = self.reading.subtree(mention.token)[:60]
            lemmas.update(token.lemma.lower() for token in below if token.pos in _CONTENT_WORDS)
            lemmas.update(f"{first.lower} {noun_lemma(second)}" for first, second in pairwise(below))
        for context, words in self.lexicon.contexts.items():
            if not lemmas.isdisjoint(words):
                found[context] = None
        return tuple(sorted(found))

    def _quantity(self, mentions: Sequence[EventMention]) -> Quantity | None:
        for mention in mentions:
            if mention.quantity is None:
                continue
            words = mention.quantity
            sentence = self.reading.sentences[words.noun.sentence]
            found = find_quantity(
                self.reading.tokens,
                words.first,
                words.last,
                self.numbers,
                floor=sentence.first,
                stop=sentence.last,
            )
            if found is not None:
                text = self.reading.document.text[words.start : words.end]
                return Quantity(found.min, found.max, noun_lemma(words.noun), text)
        return None

    def _according_to(self, main: EventMention, mentions: Sequence[EventMention]) -> tuple[str, ...]:
        """The statements an event is told in; none when the report tells it in its own voice anywhere."""
        sources: list[str] = []
        for mention in mentions:
            around = [found for found in self.statements.around(mention.token.index) if found.is_proposition]
            if not around and mention.standing.modality == main.standing.modality:
                return ()
            sources.extend(found.statement.id for found in around[-1:])
        return _ordered(sources)


def _threatened_mode(type_: str, mode: str | None) -> str:
    """What is threatened, by PLOVER's modes of THREATEN."""
    if mode in {"arrest", "expel"}:
        return mode
    return {"ASSAULT": "violence", "SANCTION": "relations"}.get(type_, "restrict")


def _fullness(mention: EventMention) -> int:
    """How much a mention tells; the fullest one codes the event."""
    return (
        2 * bool(mention.actors)
        + 2 * bool(mention.recipients)
        + bool(mention.mode)
        + bool(mention.date)
        + bool(mention.places)
        + mention.trigger.specificity // 3
    )


def _width(interval: DateInterval) -> tuple[int, str]:
    """Narrow intervals first; days as a number that sorts."""
    start, end = interval.start[:10].split("-"), interval.end[:10].split("-")
    days = (int(end[0]) - int(start[0])) * 372 + (int(end[1]) - int(start[1])) * 31 + int(end[2]) - int(start[2])
    return days, interval.start


def _ids(groups: Iterable[Iterable[object]]) -> tuple[str, ...]:
    return _ordered(party.actor for group in groups for party in group)  # type: ignore[attr-defined]


def _ordered(items: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(items))
