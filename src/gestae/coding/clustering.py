"""Mentions of one event become one event: told in five sentences, it is one event with five pieces of evidence.

With a judge, a trained weighing of pairs says how likely two mentions tell one event, and those groups are joined that
are likeliest one on average. Without one, rules decide.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping, Sequence
from heapq import heapify, heappop, heappush
from itertools import combinations

from gestae.coding.joining import Cluster, Rules
from gestae.coding.mentions import EventMention
from gestae.coding.pairs import Pairs, speaks_against
from gestae.judging.judge import Judgements
from gestae.judging.weights import sameness
from gestae.lexicon.events import EventLexicon
from gestae.ontology.codes import Ontology
from gestae.reading.tokens import Reading
from gestae.resolving.where.places import Places
from gestae.resolving.who.actors import Actors

Fit = Callable[[int, Sequence[int]], float]
Asked = Callable[[Sequence[int], Sequence[int]], float]

# What names no doer ("63 were killed", "the attack") seldom begins an event that others do not tell: of 3,400 rows of
# 737 reports, cross-validated, 13.5 % for 16.2 % tell an event again, 6.5 % for 4.8 % mix two, half of these only by
# words without a doer. Places, days, numbers or standings that differ keep the threshold.
_UNLED = 0.4


def join_mentions(
    mentions: Sequence[EventMention],
    reading: Reading,
    *,
    places: Places,
    actors: Actors,
    lexicon: EventLexicon,
    ontology: Ontology,
    judgements: Judgements | None = None,
) -> list[Cluster]:
    """Clusters in the order of their first mention.

    Args:
        mentions: in the order of the text.
        reading: the report they stand in.
        places: the report's places, to tell a named site from a country.
        actors: the report's actors, to tell who belongs to one state ("U.S. troops" to the United States).
        lexicon: its classes say which nouns take up any event ("the attack") and which verbs tell only an effect.
        ontology: says which types are of one quad.
        judgements: the judge's answers on the report; without them rules decide.
    """
    if judgements is None:
        rules = Rules(reading, places, actors, lexicon)
        groups = _grouped(len(mentions), _by_rules(mentions, rules))
    else:
        pairs = Pairs(
            mentions,
            reading,
            places=places,
            actors=actors,
            lexicon=lexicon,
            ontology=ontology,
            judgements=judgements,
        )
        weigh = sameness()
        apart: set[tuple[int, int]] = set()

        def share(one: int, other: int) -> float:
            if not pairs.may_be_one(one, other):
                return 0.0
            if pairs.is_harm_of(one, other) or pairs.is_one_killing(one, other):
                return 1.0
            found = pairs.describe(one, other)
            if speaks_against(found):
                apart.add((one, other))
            return weigh(found)

        unled = {index for index, mention in enumerate(mentions) if not mention.actors}
        groups = grouped_by(len(mentions), share, asked_of(weigh.threshold, unled, apart))
    return [Cluster([mentions[index] for index in group]) for group in groups]


def _grouped(count: int, fit: Fit) -> list[list[int]]:
    """Each mention in turn goes to the earlier group that it fits best, or begins one where none fits above 0."""
    groups: list[list[int]] = []
    for index in range(count):
        best: tuple[float, int] | None = None
        for number, group in enumerate(groups):
            score = fit(index, group)
            if score > 0 and (best is None or (score, number) > best):
                best = (score, number)
        if best is None:
            groups.append([index])
        else:
            groups[best[1]].append(index)
    return groups


def _by_rules(mentions: Sequence[EventMention], rules: Rules) -> Fit:
    return lambda index, group: rules.likeness(mentions[index], Cluster([mentions[other] for other in group]))


def asked_of(threshold: float, unled: Container[int], apart: Container[tuple[int, int]]) -> Asked:
    """What the mean share of two groups must exceed: less where one of them is told without a doer throughout.

    Args:
        threshold: what is asked otherwise.
        unled: the tellings that name no doer.
        apart: (earlier, later) tellings whose places, days or numbers differ.
    """

    def asked(one: Sequence[int], other: Sequence[int]) -> float:
        if not (all(index in unled for index in one) or all(index in unled for index in other)):
            return threshold
        differ = any((min(a, b), max(a, b)) in apart for a in one for b in other)
        return threshold if differ else min(threshold, _UNLED)

    return asked


def grouped_by(count: int, share: Callable[[int, int], float], asked: Asked) -> list[list[int]]:
    """Groups of indices: the two of the highest mean share are joined, until none exceeds what is asked.

    Args:
        count: how many there are.
        share: how likely two are one, asked of (earlier, later).
        asked: what the mean share of two groups must exceed (average linkage).
    """
    shares = {(one, other): share(one, other) for one, other in combinations(range(count), 2)}
    groups = {index: [index] for index in range(count)}
    # Every pair of groups that may be joined, likeliest first; a pair of which one has changed since is passed over.
    waiting = [(-mean, one, other, 1, 1) for (one, other), mean in shares.items() if mean > asked([one], [other])]
    heapify(waiting)
    while waiting:
        _, one, other, *sizes = heappop(waiting)
        if sizes != [len(groups.get(one, ())), len(groups.get(other, ()))]:
            continue
        groups[one] = sorted(groups[one] + groups.pop(other))
        for third in groups:
            if third != one:
                first, second = min(one, third), max(one, third)
                mean = _mean(groups[first], groups[second], shares)
                if mean > asked(groups[first], groups[second]):
                    heappush(waiting, (-mean, first, second, len(groups[first]), len(groups[second])))
    return [groups[first] for first in sorted(groups)]


def _mean(one: Sequence[int], other: Sequence[int], shares: Mapping[tuple[int, int], float]) -> float:
    return sum(shares[min(a, b), max(a, b)] for a in one for b in other) / (len(one) * len(other))
