"""Who is said to have done it: who claims an attack, who is blamed for it, suspected, or denies it.

"No group has claimed responsibility" says nothing of anybody. "The interior ministry blamed the rebels for the blast":
the blast stays in the report's own voice, and the rebels are blamed for it by the ministry.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from gestae.attribution.statements import Statements
from gestae.coding.events import CodedEvent, Events
from gestae.lexicon.responsibility import ResponsibilityWords, load_responsibility_words
from gestae.reading.phrases import conjuncts
from gestae.reading.tokens import Reading, Token
from gestae.record.discrepancies import Claim, Discrepancy
from gestae.record.events import HAPPENED, Event, Responsibility, Responsible
from gestae.record.statements import Statement
from gestae.resolving.who.actors import ActorMention, Actors

_BODIES = frozenset({"armed_group", "organization", "military"})
_HARMFUL = frozenset({"ASSAULT"})
_NOBODY = frozenset({"no", "none", "nobody", "neither"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_SENTENCES_BACK = 8
_ORDER = {"claimed": 0, "denied": 1, "blamed": 2, "suspected": 3, "told": 4}


@dataclass(frozen=True, slots=True)
class _Saying:
    """Words that lay a deed at a door: who did it, the noun or verb of the deed (if any), how firmly, who says so."""

    word: Token
    doer: Token
    standing: Responsible
    deed: Token | None = None
    accuser: Token | None = None


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
    for saying in finder.sayings():
        for event, row in finder.rows(saying):
            found.setdefault(event.id, []).append(row)
    for event, row in finder.members():
        found.setdefault(event.id, []).append(row)
    if not found:
        return events
    coded = tuple(
        replace(item, event=replace(item.event, responsibility=_once(found[item.event.id])))
        if item.event.id in found
        else item
        for item in events.coded
    )
    return Events(coded, _tokens(coded))


def _tokens(coded: Iterable[CodedEvent]) -> dict[int, Event]:
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
    return tuple(sorted(merged.values(), key=lambda row: (row.evidence[0].start, _ORDER[row.standing], row.actor)))


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
    """The walk over one report; holds what every step needs."""

    def __init__(
        self, reading: Reading, events: Events, actors: Actors, statements: Statements, words: ResponsibilityWords
    ) -> None:
        self._reading = reading
        self._events = events
        self._actors = actors
        self._statements = statements
        self._words = words
        self._starts = [token.start for token in reading.tokens]

    # --- the ways of saying so -----------------------------------------------------------------------------

    def sayings(self) -> Iterator[_Saying]:
        """Every saying of the report, in the order of the text."""
        if not any(event.type in _HARMFUL for event in self._events.items):
            return
        for token in self._reading.tokens:
            lemma = token.lemma.lower()
            if lemma in self._words.lists["nouns.responsibility"] | self._words.lists["nouns.involvement"]:
                yield from self._claimed(token)
            elif lemma in self._words.lists["claiming.deed_verbs"] and token.pos == "VERB":
                yield from self._claimed_deed(token)
            if token.pos == "VERB" and lemma in self._words.blame:
                yield from self._blamed(token)
            if token.pos == "VERB" and lemma in self._words.attribute:
                yield from self._attributed(token)
            if token.pos == "VERB" and lemma in self._words.lists["doing.verbs"]:
                yield from self._done(token)
            if token.lower in self._words.lists["being.adjectives"] | self._words.lists["being.prepositions"]:
                yield from self._being(token)

    def _claimed(self, noun: Token) -> Iterator[_Saying]:
        """ "claimed responsibility for the attack", "denied any role in it", "responsibility was claimed by"."""
        verb = self._reading.tokens[noun.head]
        while verb.dep == "conj" and verb.pos != "VERB" and verb.head != verb.index:
            verb = self._reading.tokens[verb.head]
        lemma, real = verb.lemma.lower(), noun.lemma.lower() in self._words.lists["nouns.responsibility"]
        standing: Responsible
        if real and lemma in self._words.lists["claiming.verbs"]:
            standing = "claimed"
        elif lemma in self._words.lists["denying.verbs"]:
            standing = "denied"
        else:
            return
        if noun.dep not in {"dobj", "nsubjpass", "pobj"} or self._is_untold(verb):
            return
        deed = self._below(noun, {"for", "in", "with", "to", "of"})
        for doer in self._doers(verb):
            yield _Saying(verb, doer, standing, deed)

    def _claimed_deed(self, verb: Token) -> Iterator[_Saying]:
        """ "claimed the attack", "an attack claimed by the rebels"."""
        passive = self._is_passive(verb)
        if self._is_untold(verb):
            return
        for deed in self._objects(verb):
            event = self._events.at(deed.index)
            if (event is not None and event.type in _HARMFUL) or self._points_back(deed):
                doers = self._agents(verb) if passive else self._subjects(verb)
                yield from (_Saying(verb, doer, "claimed", deed) for doer in doers)

    def _blamed(self, verb: Token) -> Iterator[_Saying]:
        """ "blamed the rebels for the blast", "are suspected of carrying out the attack", "holds X responsible"."""
        entry = self._words.blame[verb.lemma.lower()]
        near = [*self._reading.children(verb)]
        near += [below for child in near for below in self._reading.children(child)]
        needed = next((one for one in near if one.lower == entry.needs), None)
        if self._is_untold(verb) or (entry.needs and needed is None):
            return
        deed = self._below(verb, entry.deed) or (self._below(needed, entry.deed) if needed is not None else None)
        accusers = self._agents(verb) if self._is_passive(verb) else self._subjects(verb)
        bare = verb.lemma.lower() in self._words.lists["suspecting.bare"] and not self._passes_on(verb)
        for doer in self._objects(verb):
            deed_here = deed or self._below(doer, entry.deed)
            if deed_here is not None or bare:
                yield _Saying(verb, doer, entry.standing, deed_here, next(iter(accusers), None))

    def _passes_on(self, verb: Token) -> bool:
        """ "blamed the attack on the rebels": the object is the deed."""
        preposition = self._words.attribute.get(verb.lemma.lower())
        return preposition is not None and self._below(verb, {preposition}) is not None

    def _attributed(self, verb: Token) -> Iterator[_Saying]:
        """ "attributed the attack to the rebels", "an attack blamed on the rebels"."""
        preposition = self._words.attribute[verb.lemma.lower()]
        doer = self._below(verb, {preposition})
        accusers = self._agents(verb) if self._is_passive(verb) else self._subjects(verb)
        if doer is None or self._is_untold(verb):
            return
        for deed in self._objects(verb):
            yield _Saying(verb, doer, "blamed", deed, next(iter(accusers), None))

    def _done(self, verb: Token) -> Iterator[_Saying]:
        """ "carried out the attack": of a deed told before; "denied carrying out the attack"."""
        head = self._reading.tokens[verb.head]
        denies = verb.dep in {"xcomp", "ccomp"} and head.lemma.lower() in self._words.lists["denying.verbs"]
        unreal = verb.dep in {"pcomp", "advcl", "acl"} or self._is_untold(verb) or self._is_infinitive(verb)
        if unreal and not denies:
            return
        for deed in self._objects(verb):
            doers = self._agents(verb) if self._is_passive(verb) else self._subjects(verb)
            if self._points_back(deed):
                yield from (_Saying(verb, doer, "denied" if denies else "told", deed) for doer in doers)

    def _is_infinitive(self, verb: Token) -> bool:
        """ "planned to carry out the attack", but not "claimed to have carried out"."""
        helpers = [one for one in self._reading.children(verb) if one.dep == "aux"]
        return any(one.lower == "to" for one in helpers) and not any(one.lemma == "have" for one in helpers)

    def _being(self, word: Token) -> Iterator[_Saying]:
        """ "The rebels were behind the attack"; of a speaker of itself, a claim."""
        verb = self._reading.tokens[word.head]
        if verb.lemma != "be" or word.dep not in {"acomp", "prep"} or self._is_untold(verb):
            return
        deed = self._below(word, {"for"}) if word.dep == "acomp" else self._child(word, "pobj")
        if deed is None:
            return
        for doer in self._subjects(verb):
            yield _Saying(word, doer, "told", deed)

    def members(self) -> Iterator[tuple[Event, Responsibility]]:
        """Whose people the doers are, or are believed to be: "suspected FARC guerrillas", "members of the FMLN"."""
        for coded in self._events.coded:
            event = coded.event
            if event.type not in _HARMFUL:
                continue
            for piece in (piece for piece in event.evidence if piece.role == "actor"):
                head = self._head_at(piece.start, piece.end)
                if head is not None:
                    yield from ((event, row) for row in self._membership(event, head))

    def _membership(self, event: Event, head: Token) -> Iterator[Responsibility]:
        before = self._reading.tokens[max(self._reading.sentences[head.sentence].first, head.index - 4) : head.index]
        suspected = any(one.lower in self._words.lists["suspecting.modifiers"] for one in before)
        standing: Responsible = "suspected" if suspected else "told"
        body = self._body_of(head)
        if body is None:
            body, standing = self._believed(head), "suspected"
        if body is None or (body.actor in event.actors and standing == "told"):
            return
        if standing == "told" and event.according_to:
            speakers = {one.id: one.speakers for one in self._statements.items}
            own = any(body.actor in speakers.get(said, ()) for said in event.according_to)
            standing = "claimed" if own else "blamed"
        quote = self._reading.quote(min(head.start, body.start), max(head.end, body.end), "responsibility")
        yield Responsibility(actor=body.actor, standing=standing, according_to=event.according_to, evidence=(quote,))

    def _body_of(self, head: Token) -> ActorMention | None:
        """The body whose members a noun names: "members of the Shining Path", "FARC guerrillas"."""
        if head.lemma.lower() not in self._words.lists["nouns.members"]:
            return None
        below = self._below(head, {"of", "from"})
        if below is not None:
            return self._body_at(below.index)
        before = [one.index for one in self._reading.children(head) if one.dep in {"compound", "nmod", "amod", "poss"}]
        return next((body for index in before if (body := self._body_at(index)) is not None), None)

    def _believed(self, head: Token) -> ActorMention | None:
        """The body that doers are believed to belong to: "gunmen believed to be members of the Shining Path"."""
        for verb in self._reading.children(head):
            if verb.dep == "acl" and verb.lemma.lower() in self._words.lists["suspecting.beliefs"]:
                for token in self._reading.subtree(verb):
                    if (body := self._body_of(token)) is not None:
                        return body
        return None

    def _body_at(self, index: int) -> ActorMention | None:
        found = [one for one in self._actors.mentions if one.first <= index < one.last]
        bodies = [one for one in found if self._actors.by_id(one.actor).kind in _BODIES]
        return min(bodies, key=lambda one: (one.last - one.first, one.start), default=None)

    def _head_at(self, start: int, end: int) -> Token | None:
        """The head of the words an actor was read from."""
        first = bisect_left(self._starts, start)
        inside = self._reading.tokens[first : bisect_left(self._starts, end)]
        return next((one for one in inside if not start <= self._reading.tokens[one.head].start < end), None)

    # --- rows ----------------------------------------------------------------------------------------------

    def rows(self, saying: _Saying) -> Iterator[tuple[Event, Responsibility]]:
        """The event a saying is about, with a row for each actor it names."""
        event = self._event_of(saying)
        if event is None:
            return
        for doer in conjuncts(self._reading, saying.doer):
            actor = self._actor_of(doer)
            if actor is not None:
                yield event, self._row(saying, doer, actor)

    def _row(self, saying: _Saying, doer: Token, actor: str) -> Responsibility:
        covering = () if saying.standing in {"claimed", "denied"} else self._covering(saying, doer)
        speakers = {speaker for statement in covering for speaker in statement.speakers}
        standing = saying.standing
        if standing == "told" and covering:
            standing = "claimed" if actor in speakers else "blamed"
        sources = tuple(statement.id for statement in covering) or self._said_at(saying.word)
        if not sources and standing in {"claimed", "denied"}:
            sources = (actor,)
        if not sources and saying.accuser is not None and (accuser := self._actors.at(saying.accuser.index)):
            sources = (accuser.actor,)
        parts = [saying.word, doer, *([saying.deed] if saying.deed is not None else [])]
        near = [part for part in parts if part.sentence == saying.word.sentence]
        quote = self._reading.quote(min(part.start for part in near), max(part.end for part in near), "responsibility")
        return Responsibility(actor=actor, standing=standing, according_to=sources, evidence=(quote,))

    def _covering(self, saying: _Saying, doer: Token) -> tuple[Statement, ...]:
        covering = self._statements.covering(doer.start, doer.end)
        return covering or self._statements.covering(saying.word.start, saying.word.end)

    def _said_at(self, word: Token) -> tuple[str, ...]:
        """The statement whose cue the word is ("claimed", "blamed")."""
        return tuple(one.statement.id for one in self._statements.found if one.recorded and one.cue == word.index)

    def _event_of(self, saying: _Saying) -> Event | None:
        """The deed's own event, else the last one told before where the deed only points back, or is not named."""
        if saying.deed is not None:
            for token in (saying.deed, *self._reading.subtree(saying.deed)):
                event = self._events.at(token.index)
                if event is not None and event.type in _HARMFUL and event.modality in HAPPENED | {"denied"}:
                    return event
            if not self._points_back(saying.deed):
                return None
        return self._before(saying.word)

    def _before(self, word: Token) -> Event | None:
        first = self._reading.sentences[max(0, word.sentence - _SENTENCES_BACK)].first
        for index in range(word.index - 1, first - 1, -1):
            event = self._events.at(index)
            if event is not None and event.type in _HARMFUL and event.modality in HAPPENED:
                return event
        return None

    def _points_back(self, deed: Token) -> bool:
        """Whether a noun or pronoun names a deed told before: "the attack", "it", "both bombings"."""
        if deed.pos == "PRON":
            return deed.lower in {"it", "them", "this", "that", "both", "these"}
        if deed.pos == "VERB":
            objects = [one for one in self._reading.children(deed) if one.dep == "dobj"]
            return any(self._points_back(one) for one in objects)
        definite = any(
            child.dep == "det" and child.lower in {"the", "this", "that", "these", "those", "both"}
            for child in self._reading.children(deed)
        )
        return definite and deed.lemma.lower() in self._words.lists["nouns.deeds"]

    def _actor_of(self, doer: Token) -> str | None:
        """The actor, for "members of the Shining Path" the Shining Path."""
        if doer.lemma.lower() in self._words.lists["nouns.members"]:
            body = self._below(doer, {"of", "from"})
            mention = self._actors.at(body.index) if body is not None else None
            if mention is not None and self._actors.by_id(mention.actor).kind not in {"state", "person"}:
                return mention.actor
        mention = self._actors.at(doer.index)
        return mention.actor if mention is not None else None

    # --- grammar -------------------------------------------------------------------------------------------

    def _is_untold(self, verb: Token) -> bool:
        """Whether it is said not to be so ("No group has claimed", "did not blame"), or only may be."""
        children = list(self._reading.children(verb))
        if any(one.dep == "neg" or one.lower == "never" for one in children):
            return True
        if any(one.dep == "aux" and one.tag == "MD" for one in children):
            return True
        subjects = [one for one in children if one.dep in _SUBJECTS or one.dep == "agent"]
        below = [below for one in subjects for below in (one, *self._reading.children(one))]
        return any(one.lower in _NOBODY for one in below)

    def _is_passive(self, verb: Token) -> bool:
        if verb.dep in {"acl", "amod"} and verb.tag in {"VBN", "VBD"}:
            return not any(child.dep == "dobj" for child in self._reading.children(verb))
        return any(child.dep in {"nsubjpass", "auxpass"} for child in self._reading.children(verb))

    def _doers(self, verb: Token) -> list[Token]:
        return self._agents(verb) if self._is_passive(verb) else self._subjects(verb)

    def _objects(self, verb: Token) -> list[Token]:
        """What the verb is done to: its object, the subject of a passive, the noun a participle describes."""
        wanted = "nsubjpass" if self._is_passive(verb) else "dobj"
        found = [self._antecedent(child) for child in self._reading.children(verb) if child.dep == wanted]
        if not found and verb.dep == "acl":
            found = [self._reading.tokens[verb.head]]
        return found

    def _subjects(self, verb: Token) -> list[Token]:
        """The subject, of the verb itself or of the one it hangs on ("claimed and denied", "to have been behind")."""
        for _ in range(4):
            found = [self._antecedent(one) for one in self._reading.children(verb) if one.dep in _SUBJECTS]
            head = self._reading.tokens[verb.head]
            if found or verb.dep not in {"conj", "xcomp", "advcl", "acl"} or head.index == verb.index:
                return found
            if head.pos in {"NOUN", "PROPN"}:
                return [head]
            verb = head
        return []

    def _antecedent(self, token: Token) -> Token:
        """The noun a relative pronoun stands for."""
        verb = self._reading.tokens[token.head]
        if token.lower in {"who", "which", "that"} and verb.dep == "relcl":
            return self._reading.tokens[verb.head]
        return token

    def _agents(self, verb: Token) -> list[Token]:
        by = [
            one
            for one in self._reading.children(verb)
            if one.dep == "agent" or (one.dep == "prep" and one.lower == "by")
        ]
        return [one for preposition in by for one in self._reading.children(preposition) if one.dep == "pobj"]

    def _below(self, token: Token, prepositions: Iterable[str]) -> Token | None:
        """What stands after one of some prepositions below a token; of the noun's own only those right behind it."""
        for child in self._reading.children(token):
            if child.dep in {"prep", "dative"} and child.lower in prepositions:
                found = self._child(child, "pobj") or self._child(child, "pcomp")
                if found is not None:
                    return found
        return None

    def _child(self, token: Token, dep: str) -> Token | None:
        return next((one for one in self._reading.children(token) if one.dep == dep), None)
