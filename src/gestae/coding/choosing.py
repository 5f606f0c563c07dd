"""Which words tell an event, and of which type: what the lexicon allows, what the judge says, weighed together.

"The storm hit the coast" and "rebels hit the coast" meet the same conditions; the judge tells them apart, and where it
is torn, what the lexicon asked for and found decides. A logistic regression weighs both (`judging/model/choice.json`).
Where the ontology's own rules settle the type ("forgiving a debt is AID"), the judge is only asked whether it is told.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from gestae.coding.conditions import is_public
from gestae.coding.modality import judge
from gestae.coding.triggers import Trigger, TriggerFinder
from gestae.coding.turning import may_become
from gestae.judging.judge import Judgements, Verdict
from gestae.judging.weights import choice, log_odds
from gestae.lexicon.events import EventLexicon
from gestae.lexicon.grammar import load_grammar
from gestae.reading.tokens import Reading, Token
from gestae.resolving.who.actors import Actors

Features = dict[str, float]
_LEAD = 2  # sentences: headline and lead
_MUST = 0.5  # share of its type from which "must" is a demand
_WORTH = 0.3  # share of a type from which a word is asked whether its conditions may be waived
_LEAST = 1e-3
_FORCE = frozenset({"ASSAULT", "COERCE"})
_MOST_SPECIFIC = 9


def find_triggers(
    reading: Reading,
    *,
    actors: Actors,
    lexicon: EventLexicon,
    judgements: Judgements | None = None,
    sentences: Collection[int] | None = None,
) -> tuple[Trigger, ...]:
    """Every trigger of the report, or of some of its sentences, in the order of the text.

    Without judgements, a word whose frame's conditions all hold is a trigger. With them, the judge may refuse it, take
    it for another type that the lexicon knows the word by, or accept a word whose conditions do not all hold.
    """
    finder = TriggerFinder(reading, actors, lexicon)
    tokens = [token for token in reading.tokens if sentences is None or token.sentence in sentences]
    if judgements is None:
        found = (finder.at(token) for token in tokens)
        return tuple(trigger for trigger in found if trigger is not None)
    return tuple(Chooser(reading, actors, finder, judgements, tokens).chosen())


@dataclass(frozen=True, slots=True)
class Candidate:
    """A word as one type; `loosely`: conditions of its frame are waived, `other`: another type's hold, too."""

    trigger: Trigger
    loosely: bool = False
    other: bool = False


class Chooser:
    """Asks the judge about the words that the lexicon knows; holds what every step needs."""

    def __init__(
        self,
        reading: Reading,
        actors: Actors,
        finder: TriggerFinder,
        judgements: Judgements,
        tokens: Sequence[Token] | None = None,
    ) -> None:
        self.reading = reading
        self.finder = finder
        self.judgements = judgements
        self.tokens = reading.tokens if tokens is None else tokens
        self.sure = {token.index: trigger for token in self.tokens if (trigger := finder.at(token)) is not None}
        self.dense = _dense(reading, actors)
        self.asked = {trigger.token.sentence for trigger in self.sure.values()}
        self.asked |= {sentence for sentence in self.dense if self._may_tell(sentence)}

    def _may_tell(self, sentence: int) -> bool:
        """Whether a verb of a sentence in which no frame fits is worth the judge's time.

        Where one country's actors are named it must be one of force; "be" and "say" never are. (Of 629 sentences of
        reports in which the judge found an event at most two fell for that, with some fifth of its time.)
        """
        first, last = self.reading.sentences[sentence].first, self.reading.sentences[sentence].last
        between = self.dense[sentence] > 1
        plain = load_grammar().plain_verbs
        return any(
            token.pos == "VERB"
            and token.lemma not in plain
            and self.finder.knows(token)
            and (between or not _FORCE.isdisjoint(self.finder.types(token)))
            for token in self.reading.tokens[first:last]
        )

    def chosen(self) -> Iterator[Trigger]:
        """The triggers, each with how likely it tells its type."""
        weigh = choice()
        for token in self.tokens:
            sure = self.sure.get(token.index)
            if sure is not None and sure.frame.own:
                yield sure  # a codebook of the user knows what it asks for
            elif token.dep == "aux":
                yield from self._must(token, sure)
            else:
                shares = [(weigh(features), candidate.trigger) for candidate, features in self.candidates(token)]
                if shares:
                    share, trigger = max(shares, key=lambda found: found[0])
                    if share >= weigh.threshold:
                        yield replace(trigger, likelihood=share)

    def candidates(self, token: Token) -> Iterator[tuple[Candidate, Features]]:
        """What a word may tell: the type whose conditions hold, and the judge's own where the lexicon knows it, too.

        Each with what speaks for and against it.
        """
        sure = self.sure.get(token.index)
        if token.sentence not in self.asked or (sure is None and not self.finder.knows(token)):
            return
        verdict = self.judgements.verdict(token)
        if verdict is None:
            return
        if sure is not None:
            yield self._described(Candidate(sure), verdict)
        best = verdict.best
        if verdict.of(best) < _WORTH or (sure is not None and sure.frame.type == best):
            return
        if not self.finder.is_false_friend(token):
            strict = self.finder.of_type(token, best, loosely=False)
            found = strict or self.finder.of_type(token, best, loosely=True)
            if found is not None:
                yield self._described(Candidate(found, loosely=strict is None, other=strict is not None), verdict)

    def _told_as(self, trigger: Trigger) -> set[str]:
        """A type with those that it becomes where it is not done yet or refused."""
        kinds = {trigger.frame.type}
        if trigger.frame.turns:
            modality = judge(self.reading, trigger.token, self.finder.lexicon.modality).modality
            kinds.update(may_become(trigger.frame.type, modality))
        return kinds

    def _must(self, token: Token, sure: Trigger | None) -> Iterator[Trigger]:
        """ "Must" tells a demand or an opinion; its frame asks for little. "Told them that it must stop" tells one."""
        if sure is not None and self._demands(
            self.reading.tokens[self.reading.tokens[token.head].head], sure.frame.type
        ):
            return
        verdict = self.judgements.verdict(token) if sure is not None else None
        if sure is not None and verdict is not None and verdict.of(sure.frame.type) >= _MUST:
            yield replace(sure, likelihood=verdict.of(sure.frame.type))

    def _demands(self, verb: Token, kind: str) -> bool:
        """Whether the verb over a clause tells a demand itself."""
        verdict = self.judgements.verdict(verb) if kind in self.finder.types(verb) else None
        return verdict is not None and verdict.of(kind) >= _MUST

    def _described(self, candidate: Candidate, verdict: Verdict) -> tuple[Candidate, Features]:
        trigger = candidate.trigger
        kind, token = trigger.frame.type, trigger.token
        kinds = self._told_as(trigger)
        best, told = verdict.best, min(sum(verdict.of(one) for one in sorted(kinds)), 1.0)
        if best in kinds:
            best = kind
        if trigger.frame.settled and not candidate.loosely:
            best, told = kind, verdict.event
        event, share = log_odds(verdict.event, _LEAST), log_odds(told, _LEAST)
        specific = min(trigger.specificity, _MOST_SPECIFIC) / _MOST_SPECIFIC
        alone = len(self.finder.types(token)) == 1
        features = {
            "event": event,
            "share": share,
            "best share": log_odds(max(told, verdict.of(verdict.best)), _LEAST),
            "is best": float(best == kind),
            "specific": specific,
            "event x specific": event * specific,
            "share x specific": share * specific,
            "event x only type": event * alone,
            "only type": float(alone),
            "noun": float(trigger.nominal),
            "event x noun": event * trigger.nominal,
            "joins two": float(self.finder.joins_two(trigger)),
            "dense": float(token.sentence in self.dense),
            "lead": float(token.sentence < _LEAD),
            "loosely": float(candidate.loosely),
            "share x loosely": share * candidate.loosely,
            "other": float(candidate.other),
            "nobody's": float(token.index not in self.sure and self.finder.is_nobodys(token)),
            "doer": float(bool(trigger.slots.subjects)),
            "object": float(bool(trigger.slots.objects)),
            "passive": float(trigger.slots.passive),
            f"type {kind}": 1.0,
            f"share x type {kind}": share,
            f"arc {token.dep}": 1.0,
            f"part {self.reading.sentences[token.sentence].kind}": 1.0,
        }
        if best != kind:
            features[f"{best} for {kind}"] = 1.0
        return candidate, {name: value for name, value in features.items() if value}


def _dense(reading: Reading, actors: Actors) -> dict[int, int]:
    """Sentences worth a question though no frame fits, each with the number of countries whose actors it names.

    Two public actors are named, or the report begins with one.
    """
    named: dict[int, set[str]] = {}
    for mention in actors.mentions:
        if is_public(actors.by_id(mention.actor)):
            named.setdefault(reading.tokens[mention.head].sentence, set()).add(mention.actor)
    return {
        sentence: len({actors.by_id(one).country for one in ids} - {None})
        for sentence, ids in named.items()
        if len(ids) > 1 or sentence < _LEAD
    }
