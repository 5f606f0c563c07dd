"""What two tellings have in common and what sets them apart, in numbers: what a trained weighing of pairs looks at.

"The rebels dynamited the vehicle ... after ambushing the patrol": one deed, though type alone is shared. "Police
arrested two men on Monday ... arrested a third on Tuesday": two, though every word is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date as day
from datetime import timedelta

from gestae.coding.conditions import noun_lemma
from gestae.coding.contradictions import Contradictions, counts_differ, dates_differ, is_reported, kindred, means_fit
from gestae.coding.mentions import EventMention
from gestae.coding.sequence import in_sequence, names_before_or_after
from gestae.coding.sides import Sides
from gestae.coding.wording import (
    content_words,
    has_article,
    is_another,
    is_claim,
    is_dated_back,
    is_definite,
    is_plural,
    is_term_served,
    same_word,
    word_of,
)
from gestae.judging.judge import Judgements
from gestae.lexicon.events import EventLexicon
from gestae.ontology.codes import Ontology
from gestae.reading.tokens import Reading
from gestae.record.events import HAPPENED
from gestae.resolving.where.places import Places
from gestae.resolving.who.actors import Actors

Features = dict[str, float]
_HEADINGS = frozenset({"headline", "subheading"})
_RELATIONS = ("conj", "advcl", "xcomp", "relcl", "acl", "ccomp", "prep", "pobj", "dobj", "nsubj")
_AT_ONCE = frozenset({"when", "as"})
_WITHIN = frozenset({"in", "by", "during"})
_FARTHEST = 300  # mentions
_NEWS = timedelta(days=60)
_APART, _BETWEEN, _TOKENS = 15, 8, 60  # beyond these, farther is no farther


@dataclass(frozen=True, slots=True)
class Telling:
    """What the pairs of a mention ask about it, worked out once."""

    mention: EventMention
    actors: frozenset[str]
    recipients: frozenset[str]
    places: frozenset[int]
    targets: frozenset[str]
    content: frozenset[str]
    above: frozenset[int]
    long_ago: bool
    term: bool
    kills: bool
    own: Mapping[str, float]


class Pairs:
    """Describes pairs of mentions of one report; holds what every step needs."""

    def __init__(
        self,
        mentions: Sequence[EventMention],
        reading: Reading,
        *,
        places: Places,
        actors: Actors,
        lexicon: EventLexicon,
        ontology: Ontology,
        judgements: Judgements,
    ) -> None:
        self.reading = reading
        self.lexicon = lexicon
        self.ontology = ontology
        self.judgements = judgements
        self.sides = Sides(reading, actors)
        self.contradictions = Contradictions(reading, places)
        self.generic = lexicon.classes.get("generic_event", frozenset())
        self.effects = lexicon.classes.get("effect_verb", frozenset())
        self.tellings = [self._telling(mention) for mention in mentions]

    def may_be_one(self, first: int, second: int) -> bool:
        """Whether nothing forbids it: both happened or neither did, and the one is not told as after the other.

        What is denied is set against the deed later, as a claim of its own. Mentions with hundreds of others between
        them are not compared, so that time grows with the length of a report alone.
        """
        if second - first > _FARTHEST or _answers(self.tellings[first], self.tellings[second]):
            return False
        if self.tellings[first].term != self.tellings[second].term:
            return False
        one, other = self.tellings[first].mention, self.tellings[second].mention
        alike = (one.standing.modality in HAPPENED) == (other.standing.modality in HAPPENED)
        return alike and not (
            in_sequence(self.reading, other.token, one.token)
            or names_before_or_after(self.reading, one.token, other.token)
            or names_before_or_after(self.reading, other.token, one.token)
        )

    def is_one_killing(self, first: int, second: int) -> bool:
        """Whether both tell that the same person, known by name, was killed: nobody is killed twice."""
        one, other = self.tellings[first], self.tellings[second]
        shared = one.recipients & other.recipients if one.kills and other.kills else frozenset[str]()
        return any(self.sides.is_named_person(actor) for actor in sorted(shared))

    def _kills(self, mention: EventMention) -> bool:
        if mention.type != "ASSAULT" or mention.standing.modality != "actual":
            return False
        killing = self.lexicon.classes.get("killing", frozenset())
        return any(word.lemma.lower() in killing for word in (mention.token, *mention.absorbed))

    def is_harm_of(self, first: int, second: int) -> bool:
        """A deed and the harm that it did: "63 were killed when rockets hit the school", "killed in the strike".

        "The clashes left 20 injured", too.
        """
        one, other = self.tellings[first], self.tellings[second]
        return self._harms(one, other) or self._harms(other, one)

    def _harms(self, harm: Telling, deed: Telling) -> bool:
        a, b = harm.mention, deed.mention
        harmful = harm.own["effect"] and harm.actors <= deed.actors and not deed.own["passive"]
        if not harmful or a.type != b.type or a.token.sentence != b.token.sentence:
            return False
        above = self.reading.tokens[b.token.head]
        if b.token.dep == "nsubj" and above.lemma == "leave" and a.token.head == above.index:
            return a.token.tag == "VBN"
        if not harm.own["passive"]:
            return False
        if b.token.dep == "advcl" and above.index == a.token.index:
            return any(child.lower in _AT_ONCE for child in self.reading.children(b.token))
        return b.token.dep == "pobj" and above.lower in _WITHIN and above.head == a.token.index

    def describe(self, first: int, second: int) -> Features:
        """The features of two mentions by index, the earlier one first; truths are 1 and 0."""
        one, other = self.tellings[first], self.tellings[second]
        a, b = one.mention, other.mention
        found: Features = {
            "alike": self.judgements.likeness(a.token, b.token),
            "same type": float(a.type == b.type),
            "same quad": float(self.ontology.types[a.type].quad == self.ontology.types[b.type].quad),
            "mode": _modes(a.mode, b.mode),
            "word": same_word(b, a),
            "same word": float(word_of(a) == word_of(b)),
            "same frame": float(a.trigger.frame.id == b.trigger.frame.id),
            "same standing": float(a.standing.modality == b.standing.modality),
            "between": float(min(sum(t.mention.type == b.type for t in self.tellings[first + 1 : second]), _BETWEEN)),
            "overlap": _overlap(one.content, other.content),
        }
        found |= self._parties(one, other)
        found |= self._circumstances(one, other)
        found |= self._distance(one, other)
        found |= {f"first {name}": value for name, value in one.own.items()}
        found |= {f"second {name}": value for name, value in other.own.items()}
        return found

    def _parties(self, one: Telling, other: Telling) -> Features:
        victims = one.recipients & other.recipients
        return {
            "actors fit": self.sides.fit(other.actors, one.actors),
            "recipients fit": self.sides.fit(other.recipients, one.recipients),
            "actors may be": float(self.sides.may_be(other.actors, one.actors)),
            "recipients may be": float(self.sides.may_be(other.recipients, one.recipients)),
            "actors shared": float(len(one.actors & other.actors)),
            "recipients shared": float(len(victims)),
            "roles crossed": float(len(one.actors & other.recipients) + len(one.recipients & other.actors)),
            "known actors": float(len(self.sides.known(other.actors))),
            "known recipients": float(len(self.sides.known(other.recipients))),
            "named victim": float(any(self.sides.is_named_person(actor) for actor in sorted(victims))),
        }

    def _circumstances(self, one: Telling, other: Telling) -> Features:
        a, b = one.mention, other.mention
        differ = dates_differ(b, a)
        dated = bool(a.date and b.date and a.date.interval and b.date.interval)
        counted = counts_differ(b, a, self.reading)
        both = bool(a.quantity and b.quantity and noun_lemma(a.quantity.noun) == noun_lemma(b.quantity.noun))
        return {
            "other day": float(differ),
            "other times": float(one.long_ago != other.long_ago),
            "same day": float(dated and not differ),
            "other number": float(counted),
            "same number": float(both and not counted),
            "other place": float(self.contradictions.places_differ(b, a)),
            "same place": float(bool(one.places & other.places)),
            "means": float(means_fit(b, [a])),
            "other target": float(bool(one.targets and other.targets and not one.targets & other.targets)),
            "same target": float(bool(one.targets & other.targets)),
        }

    def _distance(self, one: Telling, other: Telling) -> Features:
        a, b = one.mention.token, other.mention.token
        apart = b.sentence - a.sentence
        found = {
            "apart": float(min(apart, _APART)),
            "same sentence": float(apart == 0),
            "next sentence": float(apart == 1),
            "tokens apart": float(min(b.index - a.index, _TOKENS)) if apart == 0 else float(_TOKENS),
            "child": float(b.head == a.index),
            "parent": float(a.head == b.index),
        }
        below, above = a.index in other.above, b.index in one.above
        relation = b.dep if below else a.dep if above else ""
        found["below"], found["above"] = float(below), float(above)
        return found | {f"as {name}": float(relation == name) for name in _RELATIONS}

    def _telling(self, mention: EventMention) -> Telling:
        return Telling(
            mention,
            frozenset(party.actor for party in mention.actors),
            frozenset(party.actor for party in mention.recipients),
            frozenset(place.place for place in mention.places),
            frozenset(noun_lemma(noun) for noun in mention.targets),
            content_words(mention, self.reading, self.lexicon),
            frozenset(token.index for token in self.reading.ancestors(mention.token)),
            self._is_long_ago(mention),
            is_term_served(mention, self.reading),
            self._kills(mention),
            self._own(mention),
        )

    def _is_long_ago(self, mention: EventMention) -> bool:
        """ "The brothers who were killed four years ago": no news of this report."""
        published, date = self.reading.document.published, mention.date
        if not published or date is None or date.interval is None:
            return False
        return day.fromisoformat(published[:10]) - day.fromisoformat(date.interval.end[:10]) > _NEWS

    def _own(self, mention: EventMention) -> Features:
        """What a mention says of itself."""
        plural = is_plural(mention)
        lemma = mention.token.lemma.lower()
        return {
            f"is {mention.type}": 1.0,
            "definite": float(is_definite(mention, self.reading)),
            "article": float(has_article(mention.token, self.reading)),
            "noun": float(mention.trigger.nominal),
            "plural": float(plural is True),
            "singular": float(plural is False),
            "another": float(is_another(mention, self.reading)),
            "dated back": float(is_dated_back(mention, self.reading)),
            "effect": float(not mention.trigger.nominal and lemma in self.effects),
            "generic": float(word_of(mention) in self.generic),
            "heading": float(self._is_heading(mention)),
            "happened": float(mention.standing.modality in HAPPENED),
            "claimed": float(is_claim(mention, self.reading)),
            "passive": float(mention.trigger.slots.passive),
            "reported": float(is_reported(self.reading, mention.token)),
            "in the lead": float(mention.token.sentence < 3),
            "actors": float(min(len(mention.actors), 3)),
            "recipients": float(min(len(mention.recipients), 3)),
            "dated": float(mention.date is not None),
            "placed": float(bool(mention.places)),
        }

    def _is_heading(self, mention: EventMention) -> bool:
        return self.reading.sentences[mention.token.sentence].kind in _HEADINGS


def speaks_against(found: Mapping[str, float]) -> bool:
    """Whether the places, days, numbers or standings of two tellings differ, by their features."""
    differ = ("other place", "other day", "other number", "other times")
    return not found["same standing"] or any(found[name] > 0 for name in differ)


def _answers(one: Telling, other: Telling) -> bool:
    """ "Rebels shelled a post; soldiers shelled the rebels": who does the one undergoes the other, nobody does both."""
    crossed = one.actors & other.recipients or one.recipients & other.actors
    shared = one.actors & other.actors or one.recipients & other.recipients
    return bool(crossed) and not shared


def _modes(one: str | None, other: str | None) -> float:
    """1 for one mode, 0.5 for kindred ones, -1 for two, 0 where one is silent."""
    if not one or not other:
        return 0.0
    if one == other:
        return 1.0
    return 0.5 if kindred(one, {other}) else -1.0


def _overlap(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of the content words of the shorter telling that the other has, too."""
    smaller = min(len(one), len(other))
    return len(one & other) / smaller if smaller else 0.0
