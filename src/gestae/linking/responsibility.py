"""Who is said to have done it: who claims an attack, who is blamed for it, suspected, or denies it.

"No group has claimed responsibility" says nothing of anybody. "The interior ministry blamed the rebels for the blast":
the blast stays in the report's own voice, and the rebels are blamed for it by the ministry.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice

from gestae.attribution.statements import Statements
from gestae.attribution.voices import name_given
from gestae.coding.events import CodedEvent, Events
from gestae.lexicon.responsibility import ResponsibilityWords, load_responsibility_words
from gestae.linking.blame import HARMFUL, BlameReader, Saying, below
from gestae.linking.membership import MembershipReader
from gestae.linking.own_part import denies_own_part
from gestae.reading.phrases import conjuncts
from gestae.reading.tokens import Reading, Token
from gestae.record.discrepancies import Claim, Discrepancy
from gestae.record.events import HAPPENED, Event, Responsibility
from gestae.record.statements import Statement
from gestae.resolving.who.actors import Actors

_MINDS = frozenset({"believe", "suspect", "expect", "fear"})
_SENTENCES_BACK = 8
_BODIES = frozenset({"state", "government", "military", "armed_group", "organization"})
_ORDER = {"claimed": 0, "denied": 1, "blamed": 2, "suspected": 3, "told": 4, "implied": 5}


def with_responsibility(
    reading: Reading,
    events: Events,
    *,
    actors: Actors,
    statements: Statements,
    words: ResponsibilityWords | None = None,
) -> Events:
    """The events, each with who claims it, is blamed for it, suspected of it or denies it."""
    finder = _Finder(reading, events, actors, statements, words or load_responsibility_words())
    found: dict[str, list[Responsibility]] = {}
    for event, row in finder.all():
        found.setdefault(event.id, []).append(row)
    if not found:
        return events
    coded = tuple(
        replace(item, event=replace(item.event, responsibility=_once(found[item.event.id])))
        if item.event.id in found
        else item
        for item in events.coded
    )
    return Events(coded, events.actors, by_token(coded))


def by_token(coded: Iterable[CodedEvent]) -> dict[int, Event]:
    """The event that each telling word tells."""
    return {
        token.index: item.event
        for item in coded
        for mention in item.mentions
        for token in (mention.token, *mention.absorbed)
    }


def _once(rows: Iterable[Responsibility]) -> tuple[Responsibility, ...]:
    """Each actor once in each standing, with every voice and all words that say so."""
    merged: dict[tuple[str, str], Responsibility] = {}
    for row in rows:
        known = merged.get((row.actor, row.standing))
        if known is not None:
            row = replace(
                known,
                according_to=tuple(dict.fromkeys((*known.according_to, *row.according_to))),
                evidence=tuple(dict.fromkeys((*known.evidence, *row.evidence))),
            )
        merged[row.actor, row.standing] = row
    return in_order(merged.values())


def in_order(rows: Iterable[Responsibility]) -> tuple[Responsibility, ...]:
    """Rows in the order of the text."""
    return tuple(sorted(rows, key=lambda row: (row.evidence[0].start, _ORDER[row.standing], row.actor)))


def contested(events: Iterable[Event], actors: Actors) -> tuple[Discrepancy, ...]:
    """Who did it, where the report's voices disagree: two are said to have, or the one who is blamed denies it."""
    found: list[Discrepancy] = []
    for event in events:
        denying = {row.actor: row for row in event.responsibility if row.standing == "denied"}
        laid = [row for row in event.responsibility if row.standing in {"claimed", "blamed", "told"}]
        sides = {row.evidence[0].start: row for row in laid}
        apart = len({row.actor for row in laid}) > 1 and len(sides) > 1
        answers = [denying[row.actor] for row in laid if row.actor in denying]
        if not apart and not answers:
            continue
        claims = [
            Claim(
                value=("not " if row.standing == "denied" else "") + actors.by_id(row.actor).name,
                according_to=row.according_to,
                evidence=row.evidence,
            )
            for row in sorted([*laid, *answers], key=lambda row: row.evidence[0].start)
        ]
        found.append(Discrepancy(about="actor", claims=tuple(claims), events=(event.id,)))
    return tuple(found)


class _Finder:
    """Rows for the sayings of one report; holds what every step needs."""

    def __init__(
        self, reading: Reading, events: Events, actors: Actors, statements: Statements, words: ResponsibilityWords
    ) -> None:
        self._reading = reading
        self._events = events
        self._actors = actors
        self._statements = statements
        self._words = words
        self._blame = BlameReader(reading, events, words)
        self._members = MembershipReader(reading, events, actors, statements, words)

    def all(self) -> Iterator[tuple[Event, Responsibility]]:
        """Every event with each row that belongs to it."""
        for saying in self._blame.sayings():
            yield from self.rows(saying)
        yield from self._members.members()
        for coded in self._events.coded:
            if coded.event.type in HARMFUL:
                yield from ((coded.event, row) for row in self._own_parts(coded))

    def _own_parts(self, coded: CodedEvent) -> Iterator[Responsibility]:
        """A row for each who denies its own part in what it is told to have done with others."""
        for denial in self._statements.found:
            if denial.manner != "deny" or not denial.recorded or not denial.is_proposition:
                continue
            meant = denial.content + tuple(
                span
                for one in self._statements.found
                if one.statement.id in denial.statement.answers
                for span in one.content
            )
            told = any(first <= mention.token.index < last for mention in coded.mentions for first, last in meant)
            if told and denies_own_part(self._reading, denial, coded.event, self._actors):
                quote = self._reading.quote(
                    self._reading.tokens[denial.cue].start, denial.statement.content[-1].end, "responsibility"
                )
                for speaker in denial.statement.speakers:
                    yield Responsibility(
                        actor=speaker, standing="denied", according_to=(denial.statement.id,), evidence=(quote,)
                    )

    def rows(self, saying: Saying) -> Iterator[tuple[Event, Responsibility]]:
        """The event a saying is about, with a row for each actor it names."""
        event = self._event_of(saying)
        if event is None:
            return
        for doer in conjuncts(self._reading, saying.doer):
            actor = self._actor_of(doer)
            if actor is not None:
                yield event, self._row(saying, doer, actor)

    def _row(self, saying: Saying, doer: Token, actor: str) -> Responsibility:
        covering = () if saying.standing in {"claimed", "denied"} else self._covering(saying, doer)
        speakers = {speaker for statement in covering for speaker in statement.speakers}
        standing = saying.standing
        if standing == "told" and covering:
            standing = "claimed" if actor in speakers else "blamed"
            if covering[-1].manner in _MINDS:
                standing = "suspected"
        sources = tuple(statement.id for statement in covering) or self._said_at(saying.word)
        if not sources and standing in {"claimed", "denied"}:
            sources = (actor,)
        if not sources and saying.accuser is not None and (accuser := self._actors.at(saying.accuser.index)):
            sources = (accuser.actor,)
        parts = [one for one in (saying.word, doer, saying.deed, saying.noun) if one is not None]
        near = [part for part in parts if part.sentence == saying.word.sentence]
        quote = self._reading.quote(min(part.start for part in near), max(part.end for part in near), "responsibility")
        return Responsibility(actor=actor, standing=standing, according_to=sources, evidence=(quote,))

    def _covering(self, saying: Saying, doer: Token) -> tuple[Statement, ...]:
        covering = self._statements.covering(doer.start, doer.end)
        return covering or self._statements.covering(saying.word.start, saying.word.end)

    def _said_at(self, word: Token) -> tuple[str, ...]:
        """The statement whose cue the word is ("claimed", "blamed")."""
        return tuple(one.statement.id for one in self._statements.found if one.recorded and one.cue == word.index)

    def _event_of(self, saying: Saying) -> Event | None:
        """The deed's own event, else the last one told before where the deed only points back, or is not named."""
        if saying.deed is not None:
            for token in self._words_of_deed(saying, saying.deed):
                event = self._events.at(token.index)
                if event is not None and event.type in HARMFUL and event.modality in HAPPENED | {"denied"}:
                    return event
                retold = self._retold(event) if event is not None else None
                if retold is not None:
                    return retold
            if not self._blame.points_back(saying.deed):
                return None
        return self._before(saying)

    def _retold(self, alleged: Event) -> Event | None:
        """The one deed done to the same people that an accusation speaks of ("soldiers accused of murdering them")."""
        if alleged.type not in HARMFUL or alleged.modality != "hypothetical":
            return None
        alike = [
            event
            for event in self._events.items
            if event.type == alleged.type
            and event.modality in HAPPENED
            and set(event.recipients) & set(alleged.recipients)
            and not set(event.actors) - set(alleged.actors)
        ]
        return alike[0] if len(alike) == 1 else None

    def _words_of_deed(self, saying: Saying, deed: Token) -> Iterator[Token]:
        """The deed, what hangs on it outside the saying, and what it hangs on ("attacks on tankers blamed on")."""
        apart = {one.index for one in self._reading.subtree(saying.word)} - {deed.index}
        inside = {one.index for one in self._reading.subtree(deed)}
        yield deed
        yield from (
            one for one in self._reading.subtree(deed) if one.index not in apart or saying.word.index not in inside
        )
        if saying.word.index in inside:
            yield from islice(self._reading.ancestors(deed), 2)

    def _before(self, saying: Saying) -> Event | None:
        """The last deed told before that the doer has a part in, else the last not told of another body."""
        word = saying.word
        first = self._reading.sentences[max(0, word.sentence - _SENTENCES_BACK)].first
        told = [self._events.at(index) for index in range(word.index - 1, first - 1, -1)]
        deeds = [event for event in told if event is not None and event.type in HARMFUL and event.modality in HAPPENED]
        actor = self._actor_of(saying.doer)
        own = (event for event in deeds if actor is not None and actor in event.actors)
        return next(own, None) or next((event for event in deeds if not self._is_anothers(event)), None)

    def _is_anothers(self, event: Event) -> bool:
        """Whether the report itself says that a body did it: then it is not that deed which is laid at a door."""
        doers = [self._actors.by_id(one) for one in event.actors]
        named = [one for one in doers if one.kind in _BODIES and any(piece.role == "name" for piece in one.evidence)]
        return not event.according_to and bool(named)

    def _actor_of(self, doer: Token) -> str | None:
        """The actor, for "members of the Shining Path" the Shining Path."""
        if doer.lemma.lower() in self._words.lists["nouns.members"]:
            body = below(self._reading, doer, {"of", "from"})
            mention = self._actors.at(body.index) if body is not None else None
            if mention is not None and self._actors.by_id(mention.actor).kind not in {"state", "person"}:
                return mention.actor
        name = name_given(self._reading, doer)
        mention = self._actors.at(doer.index) or (self._actors.at(name.index) if name is not None else None)
        if mention is None and doer.pos == "PRON":
            return self._speaker_of(doer)
        return mention.actor if mention is not None else None

    def _speaker_of(self, pronoun: Token) -> str | None:
        """Who a pronoun in someone's own words is, where nothing else is known: "it was behind the blast"."""
        said = self._statements.covering(pronoun.start, pronoun.end)
        alone = bool(said) and len(said[-1].speakers) == 1 and pronoun.lower in {"it", "they", "he", "she", "we", "i"}
        return said[-1].speakers[0] if alone else None
