"""Event mentions: one trigger with its parties and circumstances, before mentions of one event are joined.

"Iran fired missiles at two bases housing American troops": trigger "fired", actor Iran, recipients the owner and the
guests of the bases, means missile.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gestae.coding.arguments import Slots, child_subjects, verb_slots
from gestae.coding.circumstances import date_of, places_of, quantity_words
from gestae.coding.conditions import noun_lemma
from gestae.coding.modality import Standing
from gestae.coding.nominal import NominalArguments, distinct
from gestae.coding.parties import MeansFound, Party, PartyFinder
from gestae.coding.standing import standing_of
from gestae.coding.triggers import Trigger
from gestae.coding.weighing import Weigher
from gestae.lexicon.events import EventLexicon, Frame
from gestae.reading.phrases import conjuncts
from gestae.reading.tokens import Reading, Token
from gestae.resolving.when.dates import Dates, TimeMention
from gestae.resolving.where.places import PlaceMention, Places
from gestae.resolving.who.actors import Actors


@dataclass(frozen=True, slots=True)
class Counted:
    """A number and the noun it counts; tokens `first` to `last` (exclusive)."""

    noun: Token
    first: int
    last: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class EventMention:
    """One telling of an event.

    `targets` are the nouns it was done to, parties or not; `absorbed` are verbs that only say what an event noun did
    ("airstrikes that killed 25").
    """

    trigger: Trigger
    type: str
    mode: str | None
    cameo: str | None
    standing: Standing
    actors: tuple[Party, ...] = ()
    recipients: tuple[Party, ...] = ()
    targets: tuple[Token, ...] = ()
    means: tuple[MeansFound, ...] = ()
    date: TimeMention | None = None
    places: tuple[PlaceMention, ...] = ()
    quantity: Counted | None = None
    doers: tuple[Token, ...] = ()
    absorbed: tuple[Token, ...] = ()

    @property
    def token(self) -> Token:
        """The trigger word."""
        return self.trigger.token


class MentionBuilder:
    """Fills the slots of triggers; holds what every step needs."""

    def __init__(
        self,
        reading: Reading,
        *,
        actors: Actors,
        places: Places,
        dates: Dates,
        lexicon: EventLexicon,
        weigher: Weigher | None = None,
    ) -> None:
        self.reading = reading
        self.actors = actors
        self.weigher = weigher
        self.places = places
        self.dates = dates
        self.lexicon = lexicon
        self.nouns = NominalArguments(reading, actors=actors, dates=dates, lexicon=lexicon)
        self.finder = PartyFinder(reading, actors=actors, places=places, lexicon=lexicon)

    def build(self, trigger: Trigger) -> EventMention:
        """The mention a trigger makes."""
        doers, targets = self._nominal(trigger) if trigger.nominal else self._verbal(trigger)
        means = self._means(trigger, doers, targets)
        doers = self._hands(doers)
        actors = self._parties(doers)
        targets = [noun for noun in targets if not self.nouns.is_time(noun)]
        recipients = tuple(party for party in self._target_parties(targets) if not self._is_doer_again(party, actors))
        if not recipients and trigger.content and not _names_whom_it_frees(trigger.frame):  # "left the Iranian deal"
            doing = {party.actor for party in actors}
            recipients = tuple(
                party
                for party in self._parties(trigger.content)
                if party.actor not in doing and not self._names_means(party.start, trigger.content)
            )
        # "was executed by his adversaries": the owner of the doers is not the doer when it is done to him
        undergone = {party.actor for party in recipients}
        actors = tuple(party for party in actors if party.actor not in undergone or trigger.frame.mutual)
        if self.weigher is not None and trigger.token.dep != "aux":
            # "drew criticism": the judge takes every subject of an active verb for the one who acts
            own = trigger.frame.own or "subject" in trigger.frame.recipient
            actors, recipients = self.weigher.weighed(
                trigger.token, actors, recipients, own=own, mutual=trigger.frame.mutual
            )
        recipients = self._with_states(recipients, targets, actors, trigger.token)
        if trigger.frame.mutual:
            apart = tuple(party for party in recipients if self._undergoes(trigger.token, party))
            actors = tuple(sorted(set(actors) | {party for party in recipients if party not in apart}))
            recipients = apart if actors else ()
            actors = actors or apart
        told = (*actors, *recipients)
        actors = tuple(party for party in actors if not self._is_at_home(party, told, doing=True))
        recipients = tuple(party for party in recipients if not self._is_at_home(party, told))
        mode, cameo = self._mode(trigger, means)
        return EventMention(
            trigger=trigger,
            type=trigger.frame.type,
            mode=mode,
            cameo=cameo,
            standing=self._standing(trigger),
            actors=actors,
            recipients=recipients,
            targets=tuple(targets),
            means=tuple(means),
            date=date_of(self.reading, trigger, self.dates),
            places=tuple(
                place
                for place in places_of(self.reading, trigger, self.places, targets)
                if not self.finder.is_in_name(place)
            ),
            quantity=self._quantity(trigger, doers, targets),
            doers=tuple(doers),
            absorbed=self.nouns.carriers(trigger.token) if trigger.nominal else (),
        )

    def _is_at_home(self, party: Party, parties: Sequence[Party], *, doing: bool = False) -> bool:
        """Whether a state is only the place where its own people act or suffer (a doer: only as a locative)."""
        state = self.actors.by_id(party.actor)
        named = (place for place in self.places.mentions if place.start == party.start)
        if state.kind != "state" or not any(place.locative or not doing for place in named):
            return False
        others = (self.actors.by_id(other.actor) for other in parties if other.actor != party.actor)
        return any(other.country == state.country and other.sector != "PRE" for other in others)

    def _standing(self, trigger: Trigger) -> Standing:
        judgements = self.weigher.judgements if self.weigher is not None else None
        return standing_of(self.reading, trigger, self.lexicon.modality, judgements)

    def _undergoes(self, trigger: Token, party: Party) -> bool:
        return self.weigher is not None and self.weigher.undergoes(trigger, party)

    def _nominal(self, trigger: Trigger) -> tuple[list[Token], list[Token]]:
        doers, targets = self.nouns.find(trigger)
        if not doers and "before" in trigger.frame.actor:
            doers = self._nearest(trigger.token, "before")
        if not targets and "after" in trigger.frame.recipient:
            targets = [noun for noun in self._nearest(trigger.token, "after") if noun not in doers]
        return doers, targets

    # verbs

    def _verbal(self, trigger: Trigger) -> tuple[list[Token], list[Token]]:
        frame, slots = trigger.frame, trigger.slots
        extra = self._content_prepositions(trigger)
        between = [noun for word, noun in (*slots.prepositions, *extra) if word == "between"]
        doers: list[Token] = []
        for slot in frame.actor:
            found = self._slot(slot, trigger, slots, extra)
            doers = doers or found
            if found and (slot == "before" or "before" not in frame.actor or self._names_party(found)):
                doers = found
                break
        targets: list[Token] = []
        for slot in frame.recipient:
            if slot == "after" and frame.mutual and len(doers) > 1:
                break  # those who act together need nobody else
            found = [noun for noun in self._slot(slot, trigger, slots, extra) if noun not in doers]
            if frame.objects and slot == "object":
                found = [noun for noun in found if noun not in trigger.content]
            if "after" in frame.recipient and not self._names_party(found):
                targets = targets or found
            elif found and self._speaks_of(found, slot):
                targets = found
                break
        if frame.mutual:
            doers = distinct((*doers, *between))
        return doers, targets or between

    def _names_party(self, nouns: Iterable[Token]) -> bool:
        return any(self.finder.parties(noun) for noun in nouns)

    def _speaks_of(self, nouns: Iterable[Token], slot: str) -> bool:
        """Whether a slot holds something an event can be done to; the first preposition is not always the one."""
        if slot in {"object", "indirect", "content", "possessor", "before", "after"}:
            return True
        return any(self.finder.parties(noun) or self._is_target(noun) or self._place_party(noun) for noun in nouns)

    def _is_target(self, noun: Token) -> bool:
        lemma = noun_lemma(noun)
        return any(lemma in self.lexicon.classes.get(name, ()) for name in ("people", "force", "facility", "vehicle"))

    def _place_party(self, noun: Token) -> bool:
        return self.places.at(noun.index) is not None

    def _slot(self, slot: str, trigger: Trigger, slots: Slots, extra: Sequence[tuple[str, Token]]) -> list[Token]:
        if slot == "subject":
            return list(slots.subjects)
        if slot == "object":
            return [noun for noun in slots.objects if noun not in trigger.content]
        if slot == "indirect":
            return list(slots.indirect)
        if slot == "possessor":
            return [owner for noun in slots.objects for owner in self._possessors(noun)]
        if slot == "content":
            return self._content_subjects(trigger.token)
        if slot in {"before", "after"}:
            return self._nearest(trigger.token, slot)
        found = [token for word, token in slots.prepositions if word == slot and not self.nouns.is_time(token)]
        return found or [token for word, token in extra if word == slot and not self.nouns.is_time(token)]

    def _nearest(self, token: Token, side: str) -> list[Token]:
        """The nearest party of the sentence on one side of the word, with those it is listed with."""
        sentence = self.reading.sentences[token.sentence]
        before = range(token.index - 1, sentence.first - 1, -1)
        for index in before if side == "before" else range(token.index + 1, sentence.last):
            mention = self.actors.at(index)
            if mention is None or mention.kind == "pronoun" or self.nouns.is_time(self.reading.tokens[index]):
                continue
            head = self.reading.tokens[mention.head]
            if self._names_means(mention.start, (head, self.reading.tokens[head.head])):
                continue
            while self._belongs_to_party(head):
                head = self.reading.tokens[head.head]
            return conjuncts(self.reading, head)
        return []

    def _is_doer_again(self, party: Party, actors: Sequence[Party]) -> bool:
        """Whether the very words of a doer stand there, or a pronoun for him ("held a drill off its coast")."""
        if any(party.start == doer.start for doer in actors):
            return True
        mention = next((found for found in self.actors.mentions if found.start == party.start), None)
        named = any(doer.actor == party.actor for doer in actors)
        return named and mention is not None and mention.kind == "pronoun"

    def _names_means(self, start: int, nouns: Iterable[Token]) -> bool:
        """Whether words are part of the name of a weapon ("artillery" in "artillery shells") and so no party."""
        return any(means.start <= start < means.end for noun in nouns for means in self.finder.means(noun))

    def _belongs_to_party(self, noun: Token) -> bool:
        """Whether a noun is listed after another, or only says of which state a party is ("Osgiliath soldiers")."""
        above = self.reading.tokens[noun.head]
        if noun.head == noun.index or above.pos not in {"NOUN", "PROPN"}:
            return False
        return noun.dep == "conj" or (
            noun.dep in {"compound", "amod", "nmod"} and self.actors.at(above.index) is not None
        )

    def _possessors(self, noun: Token) -> list[Token]:
        return [
            child
            for child in self.reading.children(noun)
            if child.dep in {"poss", "amod", "compound", "nmod"} and self.actors.at(child.index) is not None
        ]

    def _content_subjects(self, verb: Token) -> list[Token]:
        """Who is to act in the clause below ("demanded that troops leave": the troops)."""
        found: list[Token] = []
        for child in self.reading.children(verb):
            if child.dep in {"ccomp", "xcomp"}:
                found.extend(noun for noun in child_subjects(self.reading, child))
            elif child.dep == "prep" and child.lower in {"for", "on"}:
                for below in self.reading.children(child):
                    if below.dep == "pcomp":
                        found.extend(child_subjects(self.reading, below))
        return found

    def _content_prepositions(self, trigger: Trigger) -> list[tuple[str, Token]]:
        """Prepositions that the parser hung on the content noun ("imposed [sanctions on Iran]")."""
        found: list[tuple[str, Token]] = []
        for noun in (*trigger.content, *trigger.slots.objects):
            for child in self.reading.children(noun):
                if child.dep == "prep":
                    found.extend(
                        (child.lower, item)
                        for below in self.reading.children(child)
                        if below.dep == "pobj"
                        for item in [below, *[c for c in self.reading.children(below) if c.dep == "conj"]]
                    )
        return found

    # parties, means, numbers

    def _hands(self, doers: list[Token]) -> list[Token]:
        """Who stands behind a weapon as subject ("missiles fired by Iran hit", "Iranian missiles hit")."""
        found: list[Token] = []
        for noun in doers:
            if self.finder.means(noun) and not self.finder.parties(noun):
                for child in self.reading.children(noun):
                    if child.dep == "acl":
                        found.extend(verb_slots(self.reading, child).subjects)
                    elif child.dep == "prep" and child.lower in {"from", "by", "of"}:
                        found.extend(below for below in self.reading.children(child) if below.dep == "pobj")
            found.append(noun)
        return distinct(found)

    def _parties(self, nouns: Iterable[Token]) -> tuple[Party, ...]:
        found: dict[tuple[int, str], Party] = {}
        for noun in nouns:
            for party in self.finder.parties(noun):
                found.setdefault((party.start, party.actor), party)
        return tuple(found[key] for key in sorted(found))

    def _target_parties(self, nouns: Iterable[Token]) -> tuple[Party, ...]:
        found = {(party.start, party.actor): party for noun in nouns for party in self.finder.parties(noun)}
        return tuple(found[key] for key in sorted(found))

    def _with_states(
        self, recipients: tuple[Party, ...], targets: Sequence[Token], actors: tuple[Party, ...], trigger: Token
    ) -> tuple[Party, ...]:
        """Adds the state whose place is hit ("shelled Kharkiv"), unless it is the one who acts there."""
        acting = {party.actor for party in actors}
        found = {(party.start, party.actor): party for party in recipients}
        for noun in targets:
            if not self.finder.parties(noun) and (self.weigher is None or self.weigher.is_hit(trigger, noun)):
                for party in self.finder.state_at(noun):
                    if party.actor not in acting:
                        found.setdefault((party.start, party.actor), party)
        return tuple(found[key] for key in sorted(found))

    def _means(self, trigger: Trigger, doers: Sequence[Token], targets: Sequence[Token]) -> list[MeansFound]:
        found: dict[str, MeansFound] = {}
        tokens: list[Token] = [trigger.token] if trigger.nominal else []
        hit = trigger.content if "possessor" in trigger.frame.recipient else ()  # "shot down their drones"
        tokens.extend(noun for noun in (*trigger.content, *doers) if noun not in hit)
        for word, noun in trigger.slots.prepositions:
            if word in {"with", "by", "using", "from"}:
                tokens.append(noun)
        if trigger.frame.type in {"ASSAULT", "MOBILIZE", "THREATEN", "COERCE"}:
            tokens.extend(
                noun
                for noun in trigger.slots.objects
                if noun not in hit and (noun not in targets or trigger.token.lemma in _LAUNCH)
            )
        for noun in tokens:
            for means in self.finder.means(noun):
                found.setdefault(means.means.name, means)
        return list(found.values())

    def _mode(self, trigger: Trigger, means: Sequence[MeansFound]) -> tuple[str | None, str | None]:
        frame = trigger.frame
        mode, cameo = frame.mode, frame.cameo
        if frame.content_modes:
            content = self._content_mode(trigger)
            if content is not None:
                mode, cameo = content, frame.content_cameo.get(content, cameo)
        if frame.type == "ASSAULT" and (mode is None or mode in {"aerial", "heavy-weapons"}):
            for item in means:
                if item.means.mode and not (mode == "aerial" and item.means.mode == "heavy-weapons"):
                    return item.means.mode, item.means.cameo or cameo
        return mode, cameo

    def _content_mode(self, trigger: Trigger) -> str | None:
        for token in self._content(trigger.token):
            mode = trigger.frame.content_modes.get(token.lemma.lower()) or trigger.frame.content_modes.get(token.lower)
            if mode is not None:
                return mode
        return None

    def _content(self, token: Token) -> list[Token]:
        """The words of what is asked, promised, refused or threatened, in the order of the text."""
        return [word for word in self.reading.subtree(token) if word.index > token.index][:40]

    def _quantity(self, trigger: Trigger, doers: Sequence[Token], targets: Sequence[Token]) -> Counted | None:
        nouns = [trigger.token] if trigger.nominal else []
        for noun in (*nouns, *doers, *trigger.content, *trigger.slots.objects, *targets):
            words = quantity_words(self.reading, noun)
            if words:
                return Counted(noun, words[0].index, words[-1].index + 1, words[0].start, words[-1].end)
        return None


_LAUNCH = frozenset(
    {"fire", "launch", "use", "drop", "hurl", "throw", "lob", "shoot", "deploy", "test", "send", "detonate"}
)


def _names_whom_it_frees(frame: Frame) -> bool:
    """ "Called for her release": who is named in what is asked for is not who is asked."""
    return frame.type == "REQUEST" and {"of", "object", "content", "possessor"}.isdisjoint(frame.recipient)
