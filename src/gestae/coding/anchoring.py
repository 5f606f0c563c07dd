"""Events dated from other events, once it is known which tellings are of one event.

"The strike killed two on 3 January. Five days later Iran fired missiles": the missiles flew on 8 January. An event
told from one whose day the report does not give keeps the words as evidence and has no date: nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cached_property

from gestae.coding.circumstances import date_of
from gestae.coding.conditions import noun_lemma
from gestae.coding.joining import Cluster
from gestae.coding.mentions import EventMention
from gestae.coding.offsets import Offset, dated, find_offsets, length_of
from gestae.coding.sequence import is_below, is_carried
from gestae.coding.wording import has_article, is_of_word
from gestae.reading.tokens import Reading, Token
from gestae.record.dates import DateInterval
from gestae.record.events import HAPPENED
from gestae.resolving.when.dates import Dates, TimeMention

_ROUNDS = 3  # an event dated from one that was itself dated from a third
_CLAUSES = frozenset({"ccomp", "advcl", "relcl", "acl", "parataxis", "csubj"})
_SAYING_MODIFIERS = frozenset({"compound", "amod", "nmod"})
# "the election is on Sunday", "is set for Sunday", "Kenya holds its election on Tuesday"
_HOLDING = frozenset({"be", "schedule", "set", "hold", "plan"})
_HEADS = frozenset({"headline", "subheading", "caption"})


def anchor_dates(clusters: Sequence[Cluster], reading: Reading, dates: Dates) -> list[Cluster]:
    """The clusters, their mentions dated where a time is told from an event whose day the report gives."""
    offsets = find_offsets(reading, dates)
    found = list(clusters)
    for _ in range(_ROUNDS if offsets else 0):
        resolver = _Anchors(found, reading, dates)
        times = {offset: resolver.resolve(offset) for offset in offsets}
        renewed = [_dated(cluster, times, reading) for cluster in found]
        if renewed == found:
            break
        found = renewed
    return [_worded(cluster, offsets, reading) for cluster in found] if offsets else found


def _dated(cluster: Cluster, times: dict[Offset, TimeMention | None], reading: Reading) -> Cluster:
    return Cluster([_with_time(mention, times, reading) for mention in cluster.mentions])


def _with_time(mention: EventMention, times: dict[Offset, TimeMention | None], reading: Reading) -> EventMention:
    """A mention with the time that tells of it, unless it has one."""
    if mention.date is not None:
        return mention
    for offset, time in times.items():
        if time is not None and _tells_of(offset, time, mention, reading):
            return replace(mention, date=time)
    return mention


def _worded(cluster: Cluster, offsets: Sequence[Offset], reading: Reading) -> Cluster:
    """The cluster with the words of times that could not be resolved."""
    mentions: list[EventMention] = []
    for mention in cluster.mentions:
        words = next((offset for offset in offsets if offset.anchor and _governs(offset, mention, reading)), None)
        open_ = mention.date is None and words is not None
        mentions.append(replace(mention, date=words.words) if open_ and words else mention)
    return Cluster(mentions)


def _tells_of(offset: Offset, time: TimeMention, mention: EventMention, reading: Reading) -> bool:
    if offset.words.sentence != mention.token.sentence:
        return False
    if offset.anchor is None and offset.governor is None:
        return date_of(reading, mention.trigger, Dates((time,))) is not None
    return _governs(offset, mention, reading)


def _governs(offset: Offset, mention: EventMention, reading: Reading) -> bool:
    """Whether a mention is what the expression tells the time of: its governor, or what that carries."""
    governor, anchor = offset.governor, offset.anchor
    if governor is None or governor.sentence != mention.token.sentence:
        return False
    if anchor is not None and is_below(reading, mention.token, anchor):
        return False
    return is_carried(reading, mention.token, governor)


def _is_dated_by(words: TimeMention, mention: EventMention, reading: Reading) -> bool:
    """Whether an expression stands where it tells the time of a mention, whatever day it comes to."""
    some = DateInterval("2000-01-01", "2000-01-01", "day", "")
    return date_of(reading, mention.trigger, Dates((replace(words, interval=some, bound=None),))) is not None


class _Anchors:
    """The days of what times are counted from."""

    def __init__(self, clusters: Sequence[Cluster], reading: Reading, dates: Dates) -> None:
        self.reading = reading
        self.dates = dates
        self.clusters = clusters
        self.by_token: dict[int, Cluster] = {}
        for cluster in clusters:
            for mention in cluster.mentions:
                for token in (mention.token, *mention.absorbed):
                    self.by_token.setdefault(token.index, cluster)

    def resolve(self, offset: Offset) -> TimeMention | None:
        """The time an expression comes to; None where the day of its anchor is not told."""
        days = self._just_told(offset) if offset.anchor is None else self._days_of(offset.anchor)
        return dated(offset, days, self.reading) if days is not None else None

    def _days_of(self, anchor: Token) -> DateInterval | None:
        """The day beside the anchor's own words, that of its event, or that of the one thing of its name."""
        if (beside := self._beside(anchor)) is not None:
            return beside
        cluster = self.by_token.get(anchor.index)
        if cluster is not None and (days := self._days(cluster)) is not None:
            return days
        if anchor.pos not in {"NOUN", "PROPN"} or not has_article(anchor, self.reading):
            return None
        return self._of_its_name(anchor) or self._of_its_word(anchor)

    def _beside(self, anchor: Token) -> DateInterval | None:
        """ "Friday's strike", "the Nov. 8 election", "after he resigned on Monday", "before Christmas"."""
        inside = self.dates.at(anchor.index)
        if inside is not None:
            return inside.interval
        below = _own_words(self.reading, anchor)
        mentions = self.dates.in_sentence(anchor.sentence)
        found = [one.interval for one in mentions if one.interval and {*range(one.first, one.last)} & below]
        return found[0] if len(found) == 1 else None

    def _days(self, cluster: Cluster) -> DateInterval | None:
        """The narrowest date any mention gives; captions have dates of their own."""
        found = [
            mention.date.interval
            for mention in cluster.mentions
            if mention.date is not None
            and mention.date.interval is not None
            and self.reading.sentences[mention.token.sentence].kind != "caption"
        ]
        return min(found, key=lambda one: (length_of(one), one.start), default=None)

    def _of_its_name(self, anchor: Token) -> DateInterval | None:
        """The day of "the election" where the report dates one election only ("Sunday's election")."""
        wanted = _described(self.reading, anchor)
        found = {
            (days.start[:10], days.end[:10]): days
            for described, days in self._named.get(noun_lemma(anchor), ())
            if wanted <= described
        }
        return next(iter(found.values())) if len(found) == 1 else None

    def _of_its_word(self, anchor: Token) -> DateInterval | None:
        """The day of what "the bombing" takes up, where one event told before was one ("jets bombed the town")."""
        events = [
            cluster
            for cluster in self.clusters
            if any(
                mention.token.index < anchor.index and is_of_word(mention, noun_lemma(anchor))
                for mention in cluster.mentions
            )
        ]
        return self._days(events[0]) if len(events) == 1 else None

    @cached_property
    def _named(self) -> dict[str, list[tuple[frozenset[str], DateInterval]]]:
        """The nouns that a time hangs on, with the words that describe them."""
        named: dict[str, list[tuple[frozenset[str], DateInterval]]] = {}
        for mention in self.dates.items:
            noun = self._noun_above(mention) if mention.interval is not None else None
            if noun is not None and mention.interval is not None:
                row = (_described(self.reading, noun), mention.interval)
                named.setdefault(noun_lemma(noun), []).append(row)
        return named

    def _noun_above(self, mention: TimeMention) -> Token | None:
        """The noun a time belongs to: "Sunday's election", "the election on Sunday", "the election is on Sunday"."""
        token = self.reading.tokens[mention.last - 1]
        for _ in range(4):
            if token.head == token.index:
                return None
            dep, token = token.dep, self.reading.tokens[token.head]
            if mention.first <= token.index < mention.last:
                continue
            if token.pos in {"NOUN", "PROPN"} and dep in {"poss", "compound", "nmod", "nummod", "amod", "prep"}:
                return token
            if token.pos == "ADP" and token.lower in {"on", "of", "in", "for"}:
                continue
            if token.lemma in _HOLDING:
                children = {one.dep: one for one in self.reading.children(token)}
                return children.get("dobj") or children.get("nsubjpass") or children.get("nsubj")
            return None
        return None

    def _just_told(self, offset: Offset) -> DateInterval | None:
        """The day of what was told just before: in this sentence, else in the one before it."""
        words = offset.words
        here = [
            (mention, cluster)
            for cluster in self.clusters
            for mention in cluster.mentions
            if mention.token.sentence in {words.sentence, words.sentence - 1}
            and mention.token.index < words.first
            and mention.standing.modality in HAPPENED
            and not _is_dated_by(words, mention, self.reading)
            and self.reading.sentences[mention.token.sentence].kind not in _HEADS
        ]
        nearest = max((mention.token.sentence for mention, _ in here), default=-1)
        told = [(mention, cluster) for mention, cluster in here if mention.token.sentence == nearest]
        days = [self._days(cluster) for _, cluster in sorted(told, key=lambda one: self._depth(one[0].token))]
        if not days or days[0] is None:
            return None  # the main event has no day
        others = {(one.start[:10], one.end[:10]) for one in days if one is not None}
        return days[0] if len(others) == 1 else None

    def _depth(self, token: Token) -> tuple[int, int]:
        return sum(1 for _ in self.reading.ancestors(token)), token.index


def _own_words(reading: Reading, anchor: Token) -> set[int]:
    """The words of an anchor without those of clauses below it."""
    found = {anchor.index}
    stack = list(reading.children(anchor))
    while stack:
        token = stack.pop()
        if token.dep in _CLAUSES:
            continue
        found.add(token.index)
        stack.extend(reading.children(token))
    return found


def _described(reading: Reading, noun: Token) -> frozenset[str]:
    """The words that say which one is meant ("presidential" election), times aside."""
    children: Iterable[Token] = reading.children(noun)
    return frozenset(
        child.lemma.lower()
        for child in children
        if child.dep in _SAYING_MODIFIERS and child.pos not in {"NUM"} and not child.entity.startswith(("DATE", "TIME"))
    )
