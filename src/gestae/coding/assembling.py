"""From the mentions of one event to the event of the record: codes, evidence, date, quantity, sources, confidence.

"Iran will strike back, the minister said" is THREATEN by PLOVER's rules: those who would do it say so themselves.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from gestae.attribution.statements import Statements
from gestae.coding.conditions import noun_lemma
from gestae.coding.joining import Cluster
from gestae.coding.mentions import EventMention
from gestae.coding.parties import Party
from gestae.coding.sides import Sides
from gestae.coding.turning import FUTURE, FUTURE_OF, HOSTILE, REFUSABLE, YIELDING
from gestae.lexicon.events import EventLexicon
from gestae.lexicon.numbers import NumberWords
from gestae.ontology.codes import Ontology
from gestae.reading.phrases import phrase_of
from gestae.reading.quantities import find_quantity
from gestae.reading.tokens import Reading, Token
from gestae.record.dates import DateInterval
from gestae.record.events import Event, Modality, Quantity
from gestae.record.evidence import Evidence
from gestae.record.identifiers import content_id
from gestae.resolving.where.places import Places
from gestae.resolving.who.actors import Actors

_CONTENT_WORDS = frozenset({"NOUN", "PROPN", "ADJ", "VERB"})


class Assembler:
    """Makes events of the record out of clusters; holds what every step needs."""

    def __init__(
        self,
        reading: Reading,
        places: Places,
        statements: Statements,
        lexicon: EventLexicon,
        ontology: Ontology,
        numbers: NumberWords,
        actors: Actors,
    ) -> None:
        self.reading = reading
        self.places = places
        self.statements = statements
        self.lexicon = lexicon
        self.ontology = ontology
        self.numbers = numbers
        self.sides = Sides(reading, actors)

    def event(self, cluster: Cluster) -> Event:
        """The event that a cluster of mentions tells."""
        mentions = cluster.mentions
        main = max(mentions, key=lambda mention: (_fullness(mention), -mention.token.index))
        type_, modality = self._turned(main)
        turned = type_ != main.type
        alike = [mention for mention in (main, *mentions) if mention.type == main.type]
        mode = next((mention.mode for mention in alike if mention.mode), None)
        if turned:
            mode = _threatened_mode(main.type, mode) if type_ == "THREATEN" else None
        cameo = None if turned else next((mention.cameo for mention in alike if mention.cameo), None)
        date = self._in_its_zone(self._date(main, mentions), mentions)
        evidence = self._evidence(mentions)
        undergoing = frozenset() if main.trigger.frame.mutual else _rather_undergo(mentions)
        actor_ids = tuple(
            actor for actor in self._parties([mention.actors for mention in mentions]) if actor not in undergoing
        )
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
                actor for actor in self._parties([each.recipients for each in mentions]) if actor not in actor_ids
            ),
            date=date,
            places=_ordered(self.places.items[place.place].id for mention in mentions for place in mention.places),
            means=_most_specific(found.means.name for mention in mentions for found in mention.means),
            quantity=self._quantity(mentions),
            according_to=self._according_to(main, mentions),
            confidence=self._confidence(main, mentions),
            evidence=evidence,
        )

    def _parties(self, tellings: Sequence[tuple[Party, ...]]) -> tuple[str, ...]:
        """Every party of a side; of "Judge", "a New York judge" and "Justice Marsh", told apart, the fullest."""
        ids = _ids(tellings)
        together = [{party.actor for party in parties} for parties in tellings]
        bare = self.sides.bare_among(ids, together) if len(ids) > 1 else frozenset()
        return tuple(actor for actor in ids if actor not in bare)

    def _turned(self, main: EventMention) -> tuple[str, Modality]:
        """PLOVER's rules for what is not done yet: help to come is AGREE, "will not" is REJECT."""
        modality = main.standing.modality
        if not main.trigger.frame.turns:
            return main.type, modality
        if modality == "promised" and main.type in YIELDING and self._commits(main):
            return "AGREE", "actual"
        if modality in FUTURE and main.type in FUTURE_OF:
            return FUTURE_OF[main.type], "actual" if modality == "promised" else modality
        if modality in FUTURE and main.type in HOSTILE and self._is_own_word(main):
            return "THREATEN", "actual"
        if modality == "negated" and main.type in REFUSABLE and self._is_refusal(main):
            return "REJECT", "actual"
        return main.type, modality

    def _confidence(self, main: EventMention, mentions: Sequence[EventMention]) -> float:
        """How likely the type is right: by the judge where it was asked, else by words, parties and tellings."""
        shares = [mention.trigger.likelihood for mention in mentions if mention.trigger.likelihood is not None]
        if shares:
            return round(max(shares), 2)  # fitted, so that of words given 0.8 about 80 % tell the type
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
        """The narrowest date any mention gives; a caption's, perhaps of another time zone, for want of others."""
        dated = [mention for mention in (main, *mentions) if mention.date and mention.date.interval]
        body = [mention for mention in dated if self.reading.sentences[mention.token.sentence].kind != "caption"]
        found = [mention.date.interval for mention in body or dated if mention.date and mention.date.interval]
        return min(found, key=_width) if found else None

    def _in_its_zone(self, date: DateInterval | None, mentions: Sequence[EventMention]) -> DateInterval | None:
        """ "3:40 p.m. local time" is in the zone of the place, where the places of the event keep one."""
        if date is None or date.precision != "hour" or date.zone is not None or "local" not in date.text.lower():
            return date
        zones = {self.places.zones[place.place] for mention in mentions for place in mention.places}
        zone = next(iter(zones)) if len(zones) == 1 else None
        return replace(date, zone=zone)

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
                yield start, max(end, self._end_of_owner(noun))

    def _end_of_owner(self, noun: Token) -> int:
        """Where "the home of Judge Alvarez" ends: "the home" alone does not say whose."""
        whole = [child for child in self.reading.children(noun) if child.dep == "prep" and child.lower == "of"]
        owners = [below for child in whole[:1] for below in self.reading.children(child) if below.dep == "pobj"]
        return max((self.reading.tokens[phrase_of(self.reading, one).last - 1].end for one in owners), default=0)

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
        """The first exact number that a telling gives, else the first of any kind ("several")."""
        found = [quantity for mention in mentions if (quantity := self._counted(mention)) is not None]
        return next((quantity for quantity in found if quantity.min == quantity.max), found[0] if found else None)

    def _counted(self, mention: EventMention) -> Quantity | None:
        words = mention.quantity
        if words is None:
            return None
        sentence = self.reading.sentences[words.noun.sentence]
        found = find_quantity(
            self.reading.tokens, words.first, words.last, self.numbers, floor=sentence.first, stop=sentence.last
        )
        if found is None:
            return None
        text = self.reading.document.text[words.start : words.end]
        return Quantity(found.min, found.max, noun_lemma(words.noun), text)

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


def _rather_undergo(mentions: Sequence[EventMention]) -> frozenset[str]:
    """Who stands on both sides and is told to undergo it first ("peasants were killed when they set off a mine")."""
    sides: dict[str, str] = {}
    doing = {party.actor for mention in mentions for party in mention.actors}
    for mention in mentions:
        for party in mention.recipients:
            sides.setdefault(party.actor, "undergoes")
        for party in mention.actors:
            sides.setdefault(party.actor, "acts")
    return frozenset(actor for actor in doing if sides[actor] == "undergoes")


def _ids(groups: Iterable[Iterable[Party]]) -> tuple[str, ...]:
    return _ordered(party.actor for group in groups for party in group)


def _most_specific(names: Iterable[str]) -> tuple[str, ...]:
    """Names of means without those that another one only says more of ("bomb" beside "car bomb")."""
    found = _ordered(names)
    return tuple(name for name in found if not any(other.endswith(f" {name}") for other in found))


def _ordered(items: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(items))
