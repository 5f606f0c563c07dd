"""Why an event was coded: the entry of the lexicon, the words that met its conditions, and where each party came from.

"Riyadh severed diplomatic ties with Tehran": the entry sever-relations of sanction.toml, the verb "severed", the object
"ties", Riyadh the subject, Tehran after "with". Built beside the record, from the mentions that made the events.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from gestae.coding.around import longest_match
from gestae.coding.conditions import matches, particle_of
from gestae.coding.events import CodedEvent, Events
from gestae.coding.mentions import EventMention
from gestae.coding.origins import origin_of
from gestae.coding.parties import Party
from gestae.coding.triggers import Trigger
from gestae.judging.judge import Judgements
from gestae.lexicon.events import EventLexicon, Words
from gestae.reading.tokens import Reading, Token
from gestae.record.evidence import Evidence
from gestae.resolving.who.actors import Actors


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the lexicon: its id, the file it stands in, its example, its codes; `own`: from a user's codebook."""

    id: str
    file: str
    example: str
    type: str
    mode: str | None
    cameo: str | None
    own: bool


@dataclass(frozen=True, slots=True)
class Condition:
    """What an entry asks for ("object", "@tie") and the words that met it; none where the judge waived it."""

    kind: str
    asked: str
    met_by: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class PartyOrigin:
    """A party of a telling: the actor's id, its side ("actor", "recipient"), where it came from, its words."""

    actor: str
    side: str
    origin: str
    words: Evidence


@dataclass(frozen=True, slots=True)
class Telling:
    """One place where the report tells the event.

    `judged`: the judge's share (0 to 1) of this type for these words, None where it was not asked; `no_event`: its
    share of no event at all. `because`: the word that took certainty away; `hedge`: one like "reportedly" beside.
    """

    words: Evidence
    entry: Entry
    conditions: tuple[Condition, ...]
    parties: tuple[PartyOrigin, ...]
    judged: float | None
    no_event: float | None
    modality: str
    because: Evidence | None
    hedge: Evidence | None


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why one event of the record was coded: its tellings in the order of the text, joined as one.

    `turned_from`: the type that the words tell, where PLOVER's rules for what is to come or refused made another of it.
    """

    event: str
    type: str
    tellings: tuple[Telling, ...]
    turned_from: str | None


def explain_events(
    reading: Reading,
    events: Events,
    *,
    actors: Actors,
    lexicon: EventLexicon,
    judgements: Judgements | None = None,
) -> tuple[Explanation, ...]:
    """An explanation of each event, in the order of the events.

    Args:
        reading: the report they were coded from.
        events: as they stand in the record.
        actors: the report's actors.
        lexicon: the one that coded them.
        judgements: the judge's answers on the report, where it was asked.
    """
    explainer = _Explainer(reading, actors, lexicon, judgements)
    return tuple(explainer.explanation(coded) for coded in events.coded)


@dataclass(frozen=True, slots=True)
class _Explainer:
    """Looks again at what made an event; holds what every step needs."""

    reading: Reading
    actors: Actors
    lexicon: EventLexicon
    judgements: Judgements | None

    def explanation(self, coded: CodedEvent) -> Explanation:
        told = {mention.type for mention in coded.mentions}
        turned = None if coded.event.type in told else coded.mentions[0].type
        return Explanation(
            coded.event.id, coded.event.type, tuple(self._telling(mention) for mention in coded.mentions), turned
        )

    def _telling(self, mention: EventMention) -> Telling:
        trigger, frame, standing = mention.trigger, mention.trigger.frame, mention.standing
        asked = self.judgements if not frame.own else None  # of a codebook of the user the judge knows nothing
        verdict = None if asked is None else asked.verdict(trigger.token)
        return Telling(
            words=self.reading.quote(trigger.start, trigger.end, "trigger"),
            entry=Entry(frame.id, frame.file, frame.example, frame.type, frame.mode, frame.cameo, frame.own),
            conditions=tuple(self._conditions(trigger)),
            parties=(*self._origins(mention, "actor"), *self._origins(mention, "recipient")),
            judged=None if verdict is None else round(verdict.of(frame.type), 3),
            no_event=None if verdict is None else round(1.0 - verdict.event, 3),
            modality=standing.modality,
            because=self._quote(standing.word, "modality") if standing.modality != "actual" else None,
            hedge=self._quote(standing.hedge, "hedge"),
        )

    def _origins(self, mention: EventMention, side: str) -> Iterator[PartyOrigin]:
        parties: tuple[Party, ...] = mention.actors if side == "actor" else mention.recipients
        for party in parties:
            words = self.reading.quote(party.start, party.end, side)
            yield PartyOrigin(party.actor, side, origin_of(self.reading, mention.trigger, party), words)

    def _conditions(self, trigger: Trigger) -> Iterator[Condition]:
        frame = trigger.frame
        kind = "noun" if trigger.nominal else "verb"
        yield Condition(kind, trigger.token.lemma.lower(), (self.reading.quote(trigger.start, trigger.end, kind),))
        particle = self._particle(trigger)
        if particle is not None:
            yield Condition("particle", particle.lower, (self.reading.quote(particle.start, particle.end, "particle"),))
        objects = trigger.slots.objects if particle is None else trigger.slots.after(particle.lower)
        if frame.objects and not trigger.nominal:
            yield self._met("object", frame.objects, (*(objects or trigger.slots.objects), *trigger.content))
        if frame.subjects and not trigger.nominal:
            yield self._met("subject", frame.subjects, trigger.slots.subjects)
        if frame.owners and trigger.nominal:
            before = tuple(self.reading.children(trigger.token))
            yield self._met("whose", frame.owners, (*before, *trigger.slots.after("by")))
        if frame.patterns:
            match = longest_match(self.reading, trigger.token, frame.patterns, trigger.slots)
            asked = frame.patterns[0].text if match is None else match.pattern.text
            words = () if match is None else match.words
            yield Condition("pattern", asked, tuple(self.reading.quote(w.start, w.end, "pattern") for w in words))

    def _particle(self, trigger: Trigger) -> Token | None:
        if trigger.nominal:
            return None
        for entry in self.lexicon.verbs.get(trigger.token.lemma.lower(), ()):
            if entry.frame is trigger.frame and entry.particle is not None:
                found = particle_of(self.reading, trigger.token, entry.particle)
                if found is not None:
                    return found
        return None

    def _met(self, kind: str, words: Words, nouns: tuple[Token, ...]) -> Condition:
        for noun in nouns:
            for asked, alone in _each(words):
                if matches(self.reading, noun, alone, actors=self.actors, lexicon=self.lexicon):
                    return Condition(kind, asked, (self.reading.quote(noun.start, noun.end, kind),))
        return Condition(kind, ", ".join(sorted(asked for asked, _ in _each(words))[:_NAMED]), ())

    def _quote(self, token: Token | None, role: str) -> Evidence | None:
        return None if token is None else self.reading.quote(token.start, token.end, role)


_NAMED = 8  # of the words asked for, where none was met


def _each(words: Words) -> Iterator[tuple[str, Words]]:
    """Each single condition, as it is written in the lexicon, the most telling first."""
    for first, second in sorted(words.pairs):
        yield f"{first} {second}", Words(pairs=frozenset({(first, second)}))
    for first, second in sorted(words.of_pairs):
        yield f"{first} of {second}", Words(of_pairs=frozenset({(first, second)}))
    for head in sorted(words.heads):
        yield head, Words(heads=frozenset({head}))
    for name in sorted(words.classes):
        yield f"@{name}", Words(classes=frozenset({name}))
