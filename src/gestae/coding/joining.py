"""Rules that say whether a mention tells the event that others told: used where no judge was trained to weigh it.

"Missiles hit two bases. ... The missile barrage follows three days of mourning": one assault. The airstrikes that
killed 25 militiamen and the drone strike that killed a general stay two: their victims differ.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from gestae.coding.conditions import noun_lemma
from gestae.coding.contradictions import Contradictions, dates_differ, is_reported, means_fit, targets_differ
from gestae.coding.mentions import EventMention
from gestae.coding.parties import Party
from gestae.coding.sides import WEAK, Sides, is_introduced
from gestae.coding.wording import (
    content_words,
    has_article,
    is_another,
    is_claim,
    is_dated_back,
    is_definite,
    is_plural,
    names_it,
    points_at,
    same_word,
    word_of,
)
from gestae.lexicon.events import EventLexicon
from gestae.reading.tokens import Reading
from gestae.record.events import HAPPENED
from gestae.resolving.where.places import Places
from gestae.resolving.who.actors import Actors

_VERBAL = frozenset({"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN"})
_HEADINGS = frozenset({"headline", "subheading"})
_HEADLINE_WORDS = 16  # a longer first sentence is the lead
_LEAD = 3  # sentences in which a report tells its news
_NEAR, _FAR = 1, 4  # sentences from an attack to what it did


@dataclass(slots=True)
class Cluster:
    """Mentions that tell one event, in the order of the text."""

    mentions: list[EventMention] = field(default_factory=list)

    @property
    def first(self) -> EventMention:
        """The mention that came first."""
        return self.mentions[0]

    @property
    def last(self) -> EventMention:
        """The mention that came last."""
        return self.mentions[-1]

    def actors(self) -> set[str]:
        """Ids of every actor named as doing it."""
        return {party.actor for mention in self.mentions for party in mention.actors}

    def recipients(self) -> set[str]:
        """Ids of every actor named as having it done to."""
        return {party.actor for mention in self.mentions for party in mention.recipients}

    def means(self) -> set[str]:
        """Names of the means."""
        return {found.means.name for mention in self.mentions for found in mention.means}


class Rules:
    """Weighs a mention against a cluster by rules; holds what every step needs."""

    def __init__(self, reading: Reading, places: Places, actors: Actors, lexicon: EventLexicon) -> None:
        self.reading = reading
        self.actors = actors
        self.lexicon = lexicon
        self.sides = Sides(reading, actors)
        self.contradictions = Contradictions(reading, places)
        self.generic = lexicon.classes.get("generic_event", frozenset())
        self.effects = lexicon.classes.get("effect_verb", frozenset())
        self._contents: dict[int, frozenset[str]] = {}

    def likeness(self, mention: EventMention, cluster: Cluster) -> float:
        """How well a mention fits a cluster; 0 when they cannot be one event."""
        if not self._same_type(mention, cluster.first) or not _same_standing(mention, cluster.first):
            return 0.0
        if is_another(mention, self.reading) or self.contradictions.differ(mention, cluster.mentions):
            return 0.0
        actors, recipients = _ids(mention.actors), _ids(mention.recipients)
        actor_fit = self.sides.fit(actors, cluster.actors())
        recipient_fit = self.sides.fit(recipients, cluster.recipients())
        if mention.type == "ASSAULT" and is_claim(mention, self.reading) and recipient_fit >= 0:
            return 1.0 + self._nearness(mention, cluster)
        if mention.trigger.frame.mutual and mention.type == "CONSULT":
            return self._as_talks(mention, cluster)
        if actor_fit < 0 or recipient_fit < 0:
            return 0.0
        if self._is_headline_news(mention, cluster) or self._names_at_last(mention, cluster):
            return 1.5 + actor_fit + recipient_fit
        if mention.type in _VERBAL:
            return self._as_words(mention, cluster, actor_fit, recipient_fit)
        return self._as_deed(mention, cluster, actor_fit, recipient_fit)

    def _as_deed(self, mention: EventMention, cluster: Cluster, actor_fit: float, recipient_fit: float) -> float:
        """How well a telling of what was done fits one told before."""
        actors, recipients = _ids(mention.actors), _ids(mention.recipients)
        if mention.type == "ASSAULT" and self._same_victim(recipients, cluster):
            return 2.0
        if names_it(mention, cluster.last, self.reading):
            return 2.0
        if self._speaks_of_victims(mention, cluster) or self._points_to_thing(mention, cluster):
            return 1.6 + self._nearness(mention, cluster)
        effect = self._as_effect(mention, cluster)
        if effect > 0:
            return effect
        definite = is_definite(mention, self.reading) or is_dated_back(mention, self.reading)
        if recipient_fit == 0 and not definite and targets_differ(mention, cluster.mentions):
            return 0.0
        fit_of_means = means_fit(mention, cluster.mentions)
        if fit_of_means < 0:
            return 0.0
        if self._takes_up(mention, cluster):
            return 1.6
        same = max(same_word(mention, other) for other in cluster.mentions)
        if not actors and not self.sides.known(recipients):
            kindred = same or fit_of_means > 0 or word_of(mention) in self.generic
            if definite and kindred and self._may_be_victims(mention, cluster):
                return 0.6 + same + 0.5 * fit_of_means + self._nearness(mention, cluster)
            return 1.2 if same and self._share_place(mention, cluster) else 0.0
        same_sentence = mention.token.sentence == cluster.last.token.sentence
        if same_sentence and not (recipient_fit > 0 or (actor_fit > 0 and definite)):
            return 0.0
        score = actor_fit + recipient_fit + 0.5 * same + 0.5 * definite + 0.5 * fit_of_means
        return score if score >= (1.0 if definite else 1.5) and actor_fit + recipient_fit > 0 else 0.0

    def _as_words(self, mention: EventMention, cluster: Cluster, actor_fit: float, recipient_fit: float) -> float:
        """How well words said fit words told before: by the same side, to the same side, of the same content."""
        back = is_definite(mention, self.reading) and not mention.actors
        if not back and (actor_fit <= 0 or mention.token.sentence == cluster.last.token.sentence):
            return 0.0
        same = max(same_word(mention, other) for other in cluster.mentions)
        if same and actor_fit > WEAK and recipient_fit > 0:
            return 2.0
        if mention.trigger.nominal and is_definite(mention, self.reading):
            return 1.0 + self._nearness(mention, cluster) if same else 0.0  # "the proposal"
        near = mention.token.sentence - cluster.last.token.sentence <= _FAR
        if near and any(points_at(noun, self.reading) for noun in (*mention.targets, *mention.trigger.content)):
            return 1.4 if same else 0.0  # "rejected that argument"
        shared = max(self._overlap(mention, other) for other in cluster.mentions)
        return 1.0 + shared if shared >= (0.3 if same else 0.4) else 0.0

    def _overlap(self, mention: EventMention, other: EventMention) -> float:
        """The share of content words that two tellings have in common; one word alone proves nothing."""
        one, two = self._content(mention), self._content(other)
        shared = len(one & two)
        smaller = min(len(one), len(two))
        if not shared or (shared == 1 and smaller > 1):
            return 0.0
        return shared / smaller if smaller <= 4 else shared / min(smaller, 8)

    def _content(self, mention: EventMention) -> frozenset[str]:
        found = self._contents.get(mention.token.index)
        if found is None:
            found = content_words(mention, self.reading, self.lexicon)
            self._contents[mention.token.index] = found
        return found

    def _as_talks(self, mention: EventMention, cluster: Cluster) -> float:
        """ "The talks", "their meeting", or a meeting of the same two: those told before."""
        new, old = _ids(mention.actors), cluster.actors()
        if len(new & old) > 1:
            return 1.5 if mention.token.sentence != cluster.last.token.sentence else 0.0
        same = max(same_word(mention, other) for other in cluster.mentions)
        back = is_definite(mention, self.reading) or is_dated_back(mention, self.reading)
        if not (same and back and self._same_number(mention, cluster)) or self.sides.fit(new, old) < 0:
            return 0.0
        return 1.0 + self._nearness(mention, cluster)

    def _same_number(self, mention: EventMention, cluster: Cluster) -> bool:
        """ "the meetings" takes up no one meeting."""
        number = is_plural(mention)
        if number is None or word_of(mention) in {"talk", "talks", "negotiation"}:
            return True
        return number in {is_plural(other) for other in cluster.mentions} or (
            not number and any(is_plural(other) is None for other in cluster.mentions)
        )

    def _is_headline_news(self, mention: EventMention, cluster: Cluster) -> bool:
        """ "Judge rejects request", then "A New York judge has rejected a media request": the report's own news."""
        if not all(self._is_heading(other) for other in cluster.mentions):
            return False
        if mention.mode and cluster.first.mode and mention.mode != cluster.first.mode:
            return False
        if self._is_heading(mention) and self._kind(mention) != "subheading":
            return False
        if mention.type in _VERBAL and not (mention.actors and cluster.actors()):
            return False
        if mention.type == "ASSAULT" and not self._same_deed(mention, cluster):
            return False
        return self._sides_may_be(mention, cluster)

    def _same_deed(self, mention: EventMention, cluster: Cluster) -> bool:
        """Whether two tellings of violence share a word, a means, a party, or one tells only the effect."""
        if any(same_word(mention, other) for other in cluster.mentions) or means_fit(mention, cluster.mentions) > 0:
            return True
        if _ids(mention.actors) & cluster.actors() or _ids(mention.recipients) & cluster.recipients():
            return True
        return not mention.actors and self._is_effect(mention) and not targets_differ(mention, cluster.mentions)

    def _names_at_last(self, mention: EventMention, cluster: Cluster) -> bool:
        """ "A council member was arrested", then "Patricia Lowell, 62, was arrested": who it was is told now."""
        gap = mention.token.sentence - cluster.last.token.sentence
        in_lead = cluster.first.token.sentence <= self._lead_end
        if mention.trigger.nominal or not 1 <= gap <= (_FAR if in_lead else _NEAR):
            return False
        alike = mention.mode is not None and mention.mode == cluster.first.mode
        if not alike and not any(same_word(mention, other) for other in cluster.mentions):
            return False
        if any(
            self.sides.is_named_person(actor) for actor in (*sorted(cluster.actors()), *sorted(cluster.recipients()))
        ):
            return False
        named = [
            party
            for party in (*mention.actors, *mention.recipients)
            if self.sides.is_named_person(party.actor) and is_introduced(self.actors.by_id(party.actor), mention)
        ]
        if not named or (targets_differ(mention, cluster.mentions) and not cluster.recipients()):
            return False
        slots = [(mention.actors, cluster.actors()), (mention.recipients, cluster.recipients())]
        filled = any(old and any(party in side for party in named) for side, old in slots)
        return filled and self._sides_may_be(mention, cluster)

    def _sides_may_be(self, mention: EventMention, cluster: Cluster) -> bool:
        return self.sides.may_be(_ids(mention.actors), cluster.actors()) and self.sides.may_be(
            _ids(mention.recipients), cluster.recipients()
        )

    @property
    def _lead_end(self) -> int:
        """The last sentence of the lead."""
        body = next((s.index for s in self.reading.sentences if s.kind not in _HEADINGS), 0)
        return body + _LEAD - 1

    def _is_heading(self, mention: EventMention) -> bool:
        sentence = self.reading.sentences[mention.token.sentence]
        if sentence.kind in _HEADINGS:
            return True
        return sentence.index == 0 and sentence.last - sentence.first <= _HEADLINE_WORDS

    def _may_be_victims(self, mention: EventMention, cluster: Cluster) -> bool:
        """Whether the people of "the murder of the nuns" can be those the event was done to."""
        new = {noun_lemma(noun) for noun in mention.targets}
        old = {noun_lemma(noun) for other in cluster.mentions for noun in other.targets}
        if mention.absorbed or not new or new & old:
            return True  # "an officer was killed in the clash": the clash may have had other victims too
        if not old:
            return mention.token.sentence - cluster.last.token.sentence <= _FAR
        return any(points_at(noun, self.reading) or has_article(noun, self.reading) for noun in mention.targets) or (
            is_dated_back(mention, self.reading)
        )

    def _speaks_of_victims(self, mention: EventMention, cluster: Cluster) -> bool:
        """ "The murdered priests", "one of the persons wounded", "the priests were killed by": those told before."""
        if mention.trigger.nominal or not mention.targets or not mention.recipients:
            return False
        if not all(has_article(noun, self.reading) for noun in mention.targets):
            return False
        passing = mention.token.dep in {"amod", "acl"} and mention.token.tag == "VBN"
        if not passing and not any(same_word(mention, other) for other in cluster.mentions):
            return False
        old = sorted(cluster.recipients())
        return all(any(self.sides.holds(party.actor, victim) for victim in old) for party in mention.recipients)

    def _points_to_thing(self, mention: EventMention, cluster: Cluster) -> bool:
        """ "Charges went off in several banks ... these banks were the targets of attacks": told of one another."""
        shown = {noun_lemma(noun) for noun in mention.targets if points_at(noun, self.reading)}
        if not shown or mention.actors or mention.token.sentence - cluster.last.token.sentence > _FAR:
            return False
        for other in cluster.mentions:
            sentence = self.reading.sentences[other.token.sentence]
            if any(noun_lemma(token) in shown for token in self.reading.sentence_tokens(sentence)):
                return mention.token.sentence != sentence.index
        return False

    def _share_place(self, mention: EventMention, cluster: Cluster) -> bool:
        """Whether tellings without parties put the same sort of event at the same place."""
        if self.sides.known(cluster.actors()) or self.sides.known(cluster.recipients()):
            return False
        places = {place.place for other in cluster.mentions for place in other.places}
        return bool(places & {place.place for place in mention.places})

    def _takes_up(self, mention: EventMention, cluster: Cluster) -> bool:
        """ "killed four miners ... the killing of the miners": the same deed, done to those already named."""
        if not mention.trigger.nominal or not (_ids(mention.recipients) & cluster.recipients()):
            return False
        frames = {other.trigger.frame.id for other in cluster.mentions}
        if mention.trigger.frame.id not in frames and word_of(mention) not in self.generic:
            return False
        if any(child.dep == "det" and child.lower == "the" for child in self.reading.children(mention.token)):
            return True
        return is_plural(mention) is True and mention.date is None  # "responsible for attacks on civilians"

    def _same_type(self, mention: EventMention, first: EventMention) -> bool:
        """ "stormed the embassy ... the raid": what only points back may go by the name of the neighbouring type."""
        if mention.type == first.type:
            return True
        points_back = not mention.actors and not mention.recipients and word_of(mention) in self.generic
        return (
            points_back and {mention.type, first.type} == {"ASSAULT", "COERCE"} and is_definite(mention, self.reading)
        )

    def _is_effect(self, mention: EventMention) -> bool:
        return not mention.trigger.nominal and mention.token.lemma.lower() in self.effects

    def _as_effect(self, mention: EventMention, cluster: Cluster) -> float:
        """ "In the capital one person was killed": what the attack told before did, when no agent is named."""
        last = cluster.last
        gap = mention.token.sentence - last.token.sentence
        if mention.type != "ASSAULT" or mention.actors or not self._is_effect(mention) or not 0 <= gap <= _FAR:
            return 0.0
        if not (cluster.actors() or cluster.means()) or self._kind(mention) != self._kind(last):
            return 0.0
        if gap and is_reported(self.reading, mention.token) and (gap > _NEAR or mention.places or mention.date):
            return 0.0  # another voice may tell of another attack
        if any(self.sides.is_named(party.actor) for party in mention.recipients) or self._part(mention) != self._part(
            last
        ):
            return 0.0
        if gap <= _NEAR:
            return 0.8
        dated = mention.date is None or any(
            other.date and not dates_differ(mention, other) for other in cluster.mentions
        )
        shared = {place.place for place in mention.places} <= {
            place.place for other in cluster.mentions for place in other.places
        }
        return 0.3 + 0.3 * self._nearness(mention, cluster) if dated and shared and not mention.means else 0.0

    def _part(self, mention: EventMention) -> int:
        return self.reading.sentences[mention.token.sentence].part

    def _kind(self, mention: EventMention) -> str:
        return self.reading.sentences[mention.token.sentence].kind

    def _same_victim(self, recipients: set[str], cluster: Cluster) -> bool:
        """A named person is not killed twice in one report."""
        return any(self.sides.is_named_person(actor) for actor in recipients & cluster.recipients())

    def _nearness(self, mention: EventMention, cluster: Cluster) -> float:
        """Half a point for the event told last, less for each sentence between, another number, "a second" one."""
        distance = max(0, mention.token.sentence - cluster.last.token.sentence)
        number, numbers = is_plural(mention), {is_plural(other) for other in cluster.mentions} - {None}
        doubts = (bool(numbers) and number is not None and number not in numbers) + is_another(
            cluster.first, self.reading
        )
        return 0.5 / (2 + distance) - 0.2 * doubts


def _ids(parties: Sequence[Party]) -> set[str]:
    return {party.actor for party in parties}


def _same_standing(mention: EventMention, first: EventMention) -> bool:
    return (mention.standing.modality in HAPPENED) == (first.standing.modality in HAPPENED)
