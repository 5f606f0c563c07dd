"""Mentions of one event become one event: told in five sentences, it is one event with five pieces of evidence.

With a judge, a trained weighing of pairs says how likely two mentions tell one event, and a mention goes to the event
whose mentions it fits best on average. Without one, rules decide.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

from gestae.coding.joining import Cluster, Rules
from gestae.coding.mentions import EventMention
from gestae.coding.pairs import Pairs
from gestae.judging.judge import Judgements
from gestae.judging.sameness import sameness
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

        @cache
        def share(one: int, other: int) -> float:
            return weigh(pairs.describe(one, other)) if pairs.may_be_one(one, other) else 0.0

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
    """Groups of indices by the mean share that an index has with those of a group.

    Args:
        count: how many there are.
        share: how likely two are one, asked of (earlier, later).
        threshold: what the mean must exceed.
    """

    def fit(index: int, group: Sequence[int]) -> float:
        return sum(share(other, index) for other in group) / len(group) - threshold

    return _grouped(count, fit)
