"""Mentions of one event become one event: told in five sentences, it is one event with five pieces of evidence.

With a judge, a trained weighing of pairs says how likely two mentions tell one event, and those groups are joined that
are likeliest one on average. Without one, rules decide.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from heapq import heapify, heappop, heappush
from itertools import combinations

from gestae.coding.joining import Cluster, Rules
from gestae.coding.mentions import EventMention
from gestae.coding.pairs import Pairs
from gestae.judging.judge import Judgements
from gestae.judging.weights import sameness
from gestae.lexicon.events import EventLexicon
from gestae.ontology.codes import Ontology
from gestae.reading.tokens import Reading
from gestae.resolving.where.places import Places
from gestae.resolving.who.actors import Actors

Fit = Callable[[int, Sequence[int]], float]


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

        def share(one: int, other: int) -> float:
            if not pairs.may_be_one(one, other):
                return 0.0
            return 1.0 if pairs.is_harm_of(one, other) else weigh(pairs.describe(one, other))

        groups = grouped_by(len(mentions), share, weigh.threshold)
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


def grouped_by(count: int, share: Callable[[int, int], float], threshold: float) -> list[list[int]]:
    """Groups of indices, made by joining the two groups with the highest mean share until none exceeds a threshold.

    Args:
        count: how many there are.
        share: how likely two are one, asked of (earlier, later).
        threshold: what the mean share of two groups must exceed (average linkage).
    """
    shares = {(one, other): share(one, other) for one, other in combinations(range(count), 2)}
    groups = {index: [index] for index in range(count)}
    # Every pair of groups that may be joined, likeliest first; a pair of which one has changed since is passed over.
    waiting = [(-mean, one, other, 1, 1) for (one, other), mean in shares.items() if mean > threshold]
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
                if mean > threshold:
                    heappush(waiting, (-mean, first, second, len(groups[first]), len(groups[second])))
    return [groups[first] for first in sorted(groups)]


def _mean(one: Sequence[int], other: Sequence[int], shares: Mapping[tuple[int, int], float]) -> float:
    return sum(shares[min(a, b), max(a, b)] for a in one for b in other) / (len(one) * len(other))
