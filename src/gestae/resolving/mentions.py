"""Who is named where: the noun phrases of a report that stand for an actor, before they are joined.

"the U.S. killing of top Iranian general Qasem Soleimani" holds three: "U.S." and "Iranian" modify, and
"Iranian general Qasem Soleimani" is a person, in the military of Iran.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal, Protocol

from gestae.knowledge.actors import KnownActor, KnownActors
from gestae.knowledge.names import article, fold
from gestae.reading.tokens import Reading, Sentence, Token
from gestae.record.places import Place
from gestae.resolving.actor_phrases import ActorCode, Hit, PhraseWord, code_words, find_hits

MentionKind = Literal["name", "nominal", "pronoun", "modifier"]
LOCATIVE = frozenset(
    {"in", "at", "inside", "outside", "near", "into", "within", "throughout", "across", "around", "onto", "through"}
)
_HYPHENS = frozenset({"-", "‐", "‑"})
_MARKS = frozenset({"'s", "’s", "'", "’"})
_GAPS = frozenset({"ADJ", "NUM", "NOUN", "PROPN", "ADV"})
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "its", "their", "his", "her", "our", "both"})
_NO_NAME = frozenset({"many", "several", "other", "own", "same", "such", "old", "more", "few", "most"})
_NATION_FORMS = frozenset({"name", "adjective", "demonym", "capital", "seat"})


class PlaceAt(Protocol):
    """A place mention: `place` is the index of its place, `locative` that the words stand for a location here."""

    @property
    def first(self) -> int: ...  # noqa: D102
    @property
    def last(self) -> int: ...  # noqa: D102
    @property
    def place(self) -> int: ...  # noqa: D102
    @property
    def locative(self) -> bool: ...  # noqa: D102


class PlacesFound(Protocol):
    """The places of the report, asked by token."""

    @property
    def items(self) -> Sequence[Place]: ...  # noqa: D102
    def at(self, token: int, /) -> PlaceAt | None:
        """The place mention that covers a token."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One phrase that may stand for an actor.

    `first` to `last` are its tokens, `head` the token other words hang on. `key` says what it is for joining:
    the nation, the known name, or the words. `role` are the role's words, `definite` whether "the", "this" or a possessive
    stands before it. A `locative` candidate is no mention of its own but lends its country to others. `alias` is the name
    without its title; `apposed` the head token of a description of the same person; `high`: a bare surname is enough.
    """

    first: int
    last: int
    head: int
    kind: MentionKind
    code: ActorCode
    key: str
    form: str = ""
    role: str = ""
    titles: tuple[str, ...] = ()
    belongs: bool = False
    definite: bool = False
    plural: bool = False
    gender: str = ""
    locative: bool = False
    possessor: str = ""
    surname: bool = False
    alias: str = ""
    apposed: int = -1
    high: bool = False


@dataclass(frozen=True, slots=True)
class _Row:
    """The words of a sentence as the matchers want them; `tokens[i]` is the token of word i."""

    words: tuple[PhraseWord, ...]
    tokens: tuple[Token, ...]
    spans: tuple[tuple[int, int], ...]


def find_candidates(
    reading: Reading, known: KnownActors, places: PlacesFound | None, date: str | None
) -> tuple[Candidate, ...]:
    """Every phrase of the report that may stand for an actor, in the order of the text."""
    found: list[Candidate] = []
    for sentence in reading.sentences:
        in_sentence = _Finder(reading, sentence, known, places, date).candidates()
        found.extend(_affiliated(in_sentence, reading, known, places))
    return tuple(sorted(found, key=lambda c: (c.first, -c.last)))


def _affiliated(
    found: list[Candidate], reading: Reading, known: KnownActors, places: PlacesFound | None
) -> list[Candidate]:
    """Nominals with what the words after them add: "director of the CIA", "leaders from both countries", "dozens of rebels"."""
    by_head = {candidate.head: candidate for candidate in found}
    dropped: set[int] = set()
    result: dict[int, Candidate] = dict(enumerate(found))
    for number, candidate in reversed(list(enumerate(found))):
        if candidate.kind in {"modifier"} or candidate.locative and candidate.form != "role":
            continue
        head = reading.tokens[candidate.head]
        container = _container(candidate, reading, known)
        if container is not None and candidate.form in {"role", "demonym"}:
            inner = by_head.get(container)
            if inner is not None:
                dropped.add(found.index(inner))
            result[number] = replace(result[number], first=min(container, candidate.first), head=container)
            continue
        if candidate.form != "role":
            continue
        for preposition in reading.children(head):
            if preposition.dep == "prep" and preposition.lower in {"of", "for", "from", "in", "at", "with"}:
                owner = next((by_head[o.index] for o in reading.children(preposition) if o.index in by_head), None)
                if owner is not None:
                    result[number] = _with_owner(result[number], owner, preposition.lower, reading)
                    by_head[candidate.head] = result[number]
                    if owner.key.startswith("name ") and _is_portfolio(candidate, preposition, known):
                        dropped.add(found.index(owner))
                    break
                if not result[number].code.country and preposition.lower in {"of", "in", "from", "at"}:
                    result[number] = _with_country(result[number], preposition, reading, places)
    return [candidate for number, candidate in result.items() if number not in dropped]


def _is_portfolio(candidate: Candidate, preposition: Token, known: KnownActors) -> bool:
    """ "Minister of Natural Resources": what comes after is no body."""
    return preposition.lower in {"of", "for"} and candidate.role.rsplit(" ", 1)[-1] in known.roles.portfolio_roles


def _with_country(candidate: Candidate, preposition: Token, reading: Reading, places: PlacesFound | None) -> Candidate:
    """ "residents of Calgary": the country of the place."""
    for token in reading.children(preposition):
        found = places.at(token.index) if places is not None else None
        if places is not None and found is not None:
            country = places.items[found.place].country
            return replace(candidate, code=replace(candidate.code, country=country or ""))
    return candidate


def _container(candidate: Candidate, reading: Reading, known: KnownActors) -> int | None:
    """The token of "group" in "a group of gunmen", of "dozens" in "dozens of rebels"."""
    head = reading.tokens[candidate.head]
    if head.dep != "pobj" or not candidate.plural:
        return None
    preposition = reading.tokens[head.head]
    if preposition.lower != "of":
        return None
    noun = reading.tokens[preposition.head]
    return (
        noun.index
        if noun.lower in known.roles.containers and noun.pos in {"NOUN", "NUM", "PRON", "DET", "ADJ"}
        else None
    )


def _with_owner(candidate: Candidate, owner: Candidate, preposition: str, reading: Reading) -> Candidate:
    code = candidate.code
    if not code.country:
        code = replace(code, country=owner.code.country)
    if candidate.belongs and owner.code.sector and owner.code.kind != "person" and preposition != "in":
        code = replace(code, sector=owner.code.sector)
    if preposition in {"of", "for", "from"} and owner.first > candidate.last:
        start, end = reading.tokens[candidate.first].start, reading.tokens[owner.last - 1].end
        name = " ".join(reading.document.text[start:end].split())
        code = replace(code, name=name)
        return replace(candidate, code=code, key=f"nominal {code.country} {fold(name)}", belongs=False)
    return replace(candidate, code=code)


class _Finder:
    """One sentence on the way to its candidates."""

    def __init__(
        self, reading: Reading, sentence: Sentence, known: KnownActors, places: PlacesFound | None, date: str | None
    ) -> None:
        self.reading = reading
        self.tokens = reading.tokens
        self.sentence = sentence
        self.known = known
        self.places = places
        self.date = date
        self.row = _row(reading, sentence)
        self.found: list[Candidate] = []

    def candidates(self) -> list[Candidate]:
        hits = [hit for hit in find_hits(self.row.words, self.known) if self._is_usable(hit)]
        hits = self._with_long_names(hits)
        for cluster in self._clusters(hits):
            self._read_cluster(cluster)
        return self.found

    def _with_long_names(self, hits: list[Hit]) -> list[Hit]:
        """Names of bodies that hold prepositions ("Centers for Disease Control"), as the parser marks them."""
        for first, last in self._long_names():
            inside = [hit for hit in hits if first <= hit.first and hit.last <= last]
            if any(hit.name is not None and hit.name.has("body") and hit.generic is None for hit in inside):
                continue
            if inside and (inside[0].role is None or not inside[0].role.role.person):
                at = hits.index(inside[0])
                hits = [*hits[:at], Hit(first, last), *(hit for hit in hits[at:] if hit not in inside)]
        return hits

    def _long_names(self) -> list[tuple[int, int]]:
        """Rows of words that the parser takes for one body and that hold "of" or "for"."""
        tokens = self.row.tokens
        spans: list[tuple[int, int]] = []
        at = 0
        while at < len(tokens):
            last = at + 1
            if tokens[at].entity == "ORG" and tokens[at].entity_start:
                while last < len(tokens) and tokens[last].entity == "ORG" and not tokens[last].entity_start:
                    last += 1
                first = at + 1 if tokens[at].lower == "the" else at
                if any(tokens[i].lower in {"of", "for"} for i in range(first + 1, last - 1)):
                    spans.append((first, last))
            at = last
        return spans

    def _is_usable(self, hit: Hit) -> bool:
        """Whether the words are nouns here; a run of unknown words must be a name of somebody."""
        last = self.row.tokens[hit.last - 1]
        if hit.role is not None:
            return last.pos in {"NOUN", "PROPN"} or last.tag in {"NN", "NNS", "NNP", "NNPS"}
        if hit.name is not None:
            first = self.row.tokens[hit.first]
            single = hit.last == hit.first + 1
            return not (single and hit.has_surname() and not hit.has_nation() and first.pos not in {"PROPN", "NOUN"})
        return True

    def _clusters(self, hits: Sequence[Hit]) -> Iterator[list[Hit]]:
        """Hits that stand in one noun phrase: nothing but adjectives, numbers and nouns between them."""
        cluster: list[Hit] = []
        for hit in hits:
            if cluster and not self._joined(cluster[-1], hit):
                yield cluster
                cluster = []
            cluster.append(hit)
        if cluster:
            yield cluster

    def _joined(self, before: Hit, hit: Hit) -> bool:
        if self.row.words[before.last - 1].possessive:
            return self._gap_fits(before.last, hit.first)
        end = self.row.tokens[before.last - 1]
        start = self.row.tokens[hit.first]
        if (
            end.dep in {"nsubj", "dobj", "pobj", "nsubjpass", "attr"}
            and start.head != end.index
            and start.dep == "nsubj"
        ):
            return False
        return self._gap_fits(before.last, hit.first)

    def _gap_fits(self, first: int, last: int) -> bool:
        return all(self.row.tokens[i].pos in _GAPS for i in range(first, last))

    def _read_cluster(self, cluster: list[Hit]) -> None:
        """Cut at possessives: each piece is a noun phrase whose owner is the piece before."""
        possessor: Candidate | None = None
        piece: list[Hit] = []
        for hit in cluster:
            piece.append(hit)
            if self.row.words[hit.last - 1].possessive:
                possessor = self._read_piece(piece, possessor, owned=True)
                piece = []
        if piece:
            self._read_piece(piece, possessor, owned=False)

    def _read_piece(self, piece: list[Hit], possessor: Candidate | None, *, owned: bool) -> Candidate | None:
        piece = [self._settled(hit, piece, possessor) for hit in piece]
        last = piece[-1]
        if not owned and self._noun_follows(last):
            for hit in piece:
                self._add_modifier(hit, alone=True)
            return None
        for hit in piece[:-1]:
            self._add_modifier(hit)
        if last.role is not None:
            return self._add(self._nominal(piece, possessor))
        if last.name is not None:
            return self._add(self._named(piece, possessor))
        return self._add(self._unknown(piece, possessor))

    def _settled(self, hit: Hit, piece: list[Hit], possessor: Candidate | None) -> Hit:
        """A name made of common words ("the army") is the known body only if the country fits."""
        if hit.generic is None or hit.name is None:
            return hit
        where = self._country_of([*piece[: piece.index(hit)], hit], possessor)
        body = self.known.choose(hit.name.names, self.date, country=where)
        capital = all(self.row.words[i].capital for i in (hit.first, hit.last - 1))
        if body is not None and capital and (body.country == where or not where):
            return replace(hit, generic=None)
        return Hit(hit.first, hit.last, role=hit.generic)

    def _noun_follows(self, hit: Hit) -> bool:
        """Whether the phrase goes on to a noun that is no actor ("Iranian missile attacks")."""
        at = hit.last
        tokens = self.row.tokens
        end = tokens[hit.last - 1]
        while at < len(tokens) and tokens[at].pos in {"ADJ", "NUM", "ADV"} and not self.row.words[at].after:
            at += 1
        if (
            at >= len(tokens)
            or tokens[at].pos not in {"NOUN", "PROPN"}
            and not (
                tokens[at].pos == "VERB" and end.dep in {"compound", "amod", "nmod"} and end.head == tokens[at].index
            )
        ):
            return end.dep in {"amod", "compound", "nmod"} and tokens_head_is_noun(self.tokens, end)
        return end.dep in {"compound", "amod", "nmod", "poss", "nummod", "npadvmod"} or self._inside(end, tokens[at])

    def _inside(self, token: Token, noun: Token) -> bool:
        return token.head == noun.index or self.tokens[token.head].head == noun.index and token.head < noun.index

    # One reader for each kind of phrase.

    def _add_modifier(self, hit: Hit, *, alone: bool = False) -> None:
        """A nation, body or person that only modifies ("Iranian", "CIA", "Trump" in "the Trump administration")."""
        if hit.name is None:
            return
        actor = self.known.choose(hit.name.names, self.date)
        if actor is None or self._is_not_actor(hit) or (alone and self._is_only_a_place(hit, actor)):
            return
        if self._is_elsewhere(hit, actor):
            return
        code = _code_of(actor)
        if actor.form in _NATION_FORMS:
            code = self._state_code(actor)
        self.found.append(
            Candidate(
                first=self._first(hit.first),
                last=self._last(hit.last),
                head=self.row.tokens[hit.last - 1].index,
                kind="modifier",
                code=code,
                key=self._key(actor),
                form=actor.form,
                surname=actor.form == "surname",
                high=actor.high,
            )
        )
        self._add_nation_of(hit, actor)

    def _add_nation_of(self, hit: Hit, actor: KnownActor) -> None:
        """The nation in the name of a body ("Iraqi army") is mentioned too."""
        if actor.form != "body" or hit.last - hit.first < 2:
            return
        words = [word.fold for word in self.row.words[hit.first : hit.last - 1]]
        inner = self.known.match(words, [True] * len(words), 0)
        nation = (
            self.known.choose(inner.names, self.date) if inner is not None and inner.has("adjective", "name") else None
        )
        if inner is not None and nation is not None and nation.form in {"adjective", "name"}:
            self._add_modifier(Hit(hit.first, hit.first + inner.last, name=inner))

    def _named(self, piece: list[Hit], possessor: Candidate | None) -> Candidate | None:
        hit = piece[-1]
        assert hit.name is not None
        actor = self.known.choose(hit.name.names, self.date, country=self._country_of(piece, possessor))
        if actor is None:
            return self._unknown(piece, possessor) if hit.has_surname() else None
        if self._is_not_actor(hit) or (actor.form == "surname" and self._before(hit) in _DEFINITE):
            return None
        if actor.form in _NATION_FORMS:
            return self._nation(piece, actor)
        return self._known_name(piece, actor, possessor)

    def _nation(self, piece: list[Hit], actor: KnownActor) -> Candidate | None:
        hit = piece[-1]
        head = self._head_token(hit)
        if self._is_elsewhere(hit, actor):
            return None
        people = actor.form in {"demonym", "adjective"} and (head.pos in {"NOUN", "PROPN", "ADJ"})
        plural = people and (head.tag in {"NNS", "NNPS"} or head.lower.endswith(("ese", "ish", "ch")))
        person = people and not plural and head.dep not in {"amod", "compound", "nmod"} and head.tag in {"NN", "NNP"}
        if people and plural:
            code = replace(_code_of(actor), kind="population", name=head.text, sector="", plural=True, wikidata="")
        elif person and actor.form == "demonym":
            code = replace(_code_of(actor), kind="person", name="", sector="", wikidata="")
        else:
            code = self._state_code(actor)
        modifies = head.dep in {"amod", "compound", "nmod"}
        return self._candidate(
            piece if len(piece) == 1 else [hit],
            "modifier" if modifies else "nominal" if people and plural else "name",
            code,
            key=f"people {actor.country}" if people and plural else self._key(actor),
            form=actor.form,
            plural=people and plural,
            locative=not modifies and self._is_locative(head, actor.form),
        )

    def _known_name(self, piece: list[Hit], actor: KnownActor, possessor: Candidate | None) -> Candidate:
        titles = self._titles(piece)
        apposed = -1
        if titles and actor.form in {"person", "surname"} and not titles[-1].role.role.person:  # type: ignore[union-attr]
            group = self._add(self._nominal(piece[:-1], possessor))
            apposed = self._leader_of(group, piece[-1])
            piece, titles = piece[-1:], []
        self._add_nation_of(piece[-1], actor)
        code = code_words(
            self._words(piece), date=self.date, known=self.known, country=possessor.code.country if possessor else ""
        )
        if code.none or not code.name or code.name != actor.name:
            code = _code_of(actor)
        return self._candidate(
            piece,
            "name",
            code,
            key=self._key(actor),
            form=actor.form,
            titles=_title_words(titles),
            gender=self._gender(piece),
            surname=actor.form == "surname",
            locative=actor.form == "body" and self._is_locative(self._head_token(piece[-1]), "body"),
            alias=self._text([piece[-1]]),
            apposed=apposed,
            high=actor.high,
        )

    def _leader_of(self, group: Candidate | None, name: Hit) -> int:
        """ "the leader of Iraqi militia Y": the token of "leader", for Y is the leader and no militia."""
        preposition = self.tokens[self._head_token(name).head]
        if group is None or preposition.dep != "prep" or preposition.lower != "of":
            return -1
        return preposition.head

    def _unknown(self, piece: list[Hit], possessor: Candidate | None) -> Candidate | None:
        """A capitalised name nobody knows: a person after a title, a body after "group", else as the parser guesses."""
        hit = self._without_honorific(piece[-1])
        head = self._head_token(hit)
        if self._is_not_actor(hit) or self.row.words[hit.last - 1].fold in self.known.roles.thing_words:
            return None
        titles = self._titles(piece)
        actor = self.known.lookup(self._text([hit]), self.date, country=self._country_of(piece, possessor))
        if actor is not None and hit.last - hit.first > 1:
            return self._known_name(piece, actor, possessor)
        guess = self._guess(titles, head)
        place = self.places.at(head.index) if self.places is not None else None
        modifies = not titles and head.dep in {"compound", "amod", "nmod"}
        nowhere = guess == "" or (place is not None and not (titles and guess == "person")) or modifies
        if nowhere or (guess == "person" and not titles and self._is_locative(head, "body")):
            if hit.last > hit.first + 1:
                return None
            guess = "bare"
        person = guess in {"person", "bare"}
        name = self._text([hit])
        code = code_words(self._words(piece), date=self.date, known=self.known)
        kind = (
            "person"
            if person
            else "population"
            if guess == "people"
            else code.kind
            if code.kind not in {"unknown", "person", "state", "population"}
            else "organization"
        )
        country = code.country or (possessor.code.country if possessor is not None else "")
        code = replace(code, country=country, kind=kind, name=name, none=False, wikidata="", plural=False)
        return self._candidate(
            piece,
            "name",
            code,
            key=f"name {' '.join(w.fold for w in self.row.words[hit.first : hit.last])}",
            form=guess if guess == "bare" else "person" if person else "body",
            titles=_title_words(titles),
            gender=self._gender(piece),
            surname=person and hit.last == hit.first + 1,
            locative=not person and self._is_locative(head, "body"),
            alias=name,
        )

    def _without_honorific(self, hit: Hit) -> Hit:
        """ "Dr. John Conly" is named John Conly."""
        first = hit.first
        while first < hit.last - 1 and self.row.words[first].fold in self.known.roles.honorifics:
            first += 1
        return replace(hit, first=first)

    def _guess(self, titles: list[Hit], head: Token) -> str:
        """What an unknown name is: "person", "people", "body", or "" for nobody."""
        if titles and titles[-1].role is not None:
            return "person" if titles[-1].role.role.person and not titles[-1].role.plural else "body"
        if head.entity == "PERSON":
            return "person"
        if head.entity == "NORP":
            return "people" if head.tag in {"NNS", "NNPS"} else ""
        return "body" if head.entity == "ORG" else ""

    def _nominal(self, piece: list[Hit], possessor: Candidate | None) -> Candidate | None:
        hit = piece[-1]
        role = hit.role
        assert role is not None
        head = self._head_token(hit)
        words = self._words(piece)
        code = code_words(words, date=self.date, known=self.known)
        if code.none:
            return None
        if possessor is not None:
            code = _owned(code, possessor, belongs=role.role.belongs)
        if not code.country:
            code = replace(code, country=self._country_on_map(piece))
        before = self._before(piece[0])
        named_run = [h for h in piece[:-1] if h.name is None and h.role is None]
        proper = bool(named_run) and self.row.tokens[hit.last - 1].text[:1].isupper() and not role.role.person
        name = self._text(self._with_adjectives(piece))
        return self._candidate(
            self._with_adjectives(piece),
            "name" if proper else "nominal",
            replace(code, name=name, wikidata="", aliases=()),
            key=f"{'name' if proper else 'nominal'} {code.country} {fold(name)}",
            form="role",
            role=role.role.words,
            belongs=role.role.belongs,
            definite=before in _DEFINITE or possessor is not None,
            plural=role.plural,
            gender=self.known.roles.gender.get(role.role.words.rsplit(" ", 1)[-1], ""),
            possessor=before if before in {"his", "her", "their", "its"} else "",
            locative=not (role.role.person and role.plural) and self._is_locative(head, "role"),
        )

    # Small questions.

    def _is_elsewhere(self, hit: Hit, actor: KnownActor) -> bool:
        """Whether the map says that the name is another place ("Georgia" the American state)."""
        if self.places is None or actor.form not in {"name", "capital", "adjective"}:
            return False
        found = self.places.at(self.row.tokens[hit.last - 1].index)
        if found is None:
            return False
        if actor.form == "adjective":
            return found.last - found.first > hit.last - hit.first
        place = self.places.items[found.place]
        if actor.form == "capital" and found.locative and place.kind == "city":
            return self._head_token(hit).dep not in {"nsubj", "poss", "pobj", "conj"}
        return place.country is not None and place.country != actor.country and actor.sector != "PRE"

    def _is_only_a_place(self, hit: Hit, actor: KnownActor) -> bool:
        """ "Baghdad airport", "the Iraq War": the capital or country says where or which."""
        following = " ".join(word.fold for word in self.row.words[hit.first : hit.last + 1])
        return actor.form == "capital" or following in self.known.roles.not_actors

    def _add(self, candidate: Candidate | None) -> Candidate | None:
        if candidate is not None:
            self.found.append(candidate)
        return candidate

    def _candidate(
        self, piece: list[Hit], kind: MentionKind, code: ActorCode, *, key: str, **more: object
    ) -> Candidate:
        return Candidate(
            first=self._first(piece[0].first),
            last=self._last(piece[-1].last),
            head=self._head_token(piece[-1]).index,
            kind=kind,
            code=code,
            key=key,
            **more,  # type: ignore[arg-type]
        )

    def _titles(self, piece: list[Hit]) -> list[Hit]:
        """The roles that stand right before the name."""
        titles: list[Hit] = []
        for hit in reversed(piece[:-1]):
            if hit.role is None:
                break
            titles.insert(0, hit)
        return titles

    def _with_adjectives(self, piece: list[Hit]) -> list[Hit]:
        """The phrase with the adjectives that stand right before it ("unknown gunmen")."""
        first = piece[0].first
        while first > 0 and self.row.tokens[first - 1].pos == "ADJ" and self.row.tokens[first - 1].dep == "amod":
            if self.row.words[first - 1].after == "-":
                break
            if self.row.words[first].after not in {"", "-"} or self.row.tokens[first - 1].lower in _NO_NAME:
                break
            first -= 1
        return [replace(piece[0], first=first), *piece[1:]] if first < piece[0].first else piece

    def _before(self, hit: Hit) -> str:
        """The determiner of the phrase that begins with this hit."""
        at = self._first(hit.first) - 1
        while at >= self.sentence.first and self.tokens[at].pos in {"ADJ", "NUM", "ADV"}:
            at -= 1
        if at >= self.sentence.first and self.tokens[at].pos in {"DET", "PRON"}:
            return self.tokens[at].lower
        return ""

    def _gender(self, piece: list[Hit]) -> str:
        sexes = self.known.roles.honorifics
        first = piece[0].first
        near = [self.row.words[i].fold for i in range(max(0, first - 1), piece[-1].last)]
        found = [sexes.get(word) or self.known.roles.gender.get(word, "") for word in near]
        return next((sex for sex in found if sex), "")

    def _country_of(self, piece: list[Hit], possessor: Candidate | None) -> str:
        for hit in piece[:-1]:
            if hit.name is not None and hit.has_nation():
                actor = self.known.choose(hit.name.names, self.date)
                if actor is not None:
                    return actor.country
        return possessor.code.country if possessor is not None else ""

    def _country_on_map(self, piece: list[Hit]) -> str:
        """The country of a place among the words ("Minsk police")."""
        if self.places is None:
            return ""
        for index in range(self._first(piece[0].first), self._last(piece[-1].last)):
            found = self.places.at(index)
            if found is not None and self.places.items[found.place].country:
                return self.places.items[found.place].country or ""
        return ""

    def _state_code(self, actor: KnownActor) -> ActorCode:
        if actor.form == "seat" or actor.sector == "PRE":
            return _code_of(actor)
        state = self.known.state(actor.country)
        return _code_of(state) if state is not None else _code_of(actor)

    def _key(self, actor: KnownActor) -> str:
        if actor.form in _NATION_FORMS and actor.form != "seat" and actor.sector != "PRE":
            return f"state {actor.country}"
        return f"known {actor.name}"

    def _is_not_actor(self, hit: Hit) -> bool:
        words = [word.fold for word in self.row.words[max(0, hit.first - 1) : hit.last]]
        not_actors = self.known.roles.not_actors
        return " ".join(words) in not_actors or " ".join(words[1 if hit.first else 0 :]) in not_actors

    def _is_locative(self, head: Token, form: str) -> bool:
        """Whether the words stand for a place here: "in Baghdad", "left Tehran", but "accused Tehran", "by Iran"."""
        token = head
        while token.dep == "conj":
            token = self.tokens[token.head]
        if token.dep == "pobj":
            preposition = self.tokens[token.head].lower
            if form == "capital":
                return preposition not in self.known.roles.capital_prepositions
            return preposition in LOCATIVE
        if form == "capital":
            if token.dep == "dobj":
                return self.tokens[token.head].lemma not in self.known.roles.object_verbs
            if token.dep == "poss":
                owned = self.tokens[token.head]
                left = self.tokens[token.index + 2].lower if token.index + 2 < len(self.tokens) else ""
                return owned.lower in self.known.roles.city_nouns or left in self.known.roles.city_nouns
            if token.dep in {"nsubj", "agent", "dative"}:
                return False
            return token.dep not in {"ROOT", "nsubjpass"}
        return token.dep == "npadvmod" or (
            token.dep == "appos" and form == "name" and self.tokens[token.head].pos == "PROPN"
        )

    def _head_token(self, hit: Hit) -> Token:
        """The token of the phrase's last words that the rest of the sentence hangs on."""
        first, last = self._first(hit.first), self._last(hit.last)
        for index in range(last - 1, first - 1, -1):
            token = self.tokens[index]
            if not first <= token.head < last or token.head == index:
                return token
        return self.tokens[last - 1]

    def _first(self, word: int) -> int:
        return self.row.spans[word][0]

    def _last(self, word: int) -> int:
        return self.row.spans[word - 1][1]

    def _words(self, piece: list[Hit]) -> tuple[PhraseWord, ...]:
        return self.row.words[piece[0].first : piece[-1].last]

    def _text(self, piece: list[Hit]) -> str:
        first, last = self._first(piece[0].first), self._last(piece[-1].last)
        return " ".join(self.reading.document.text[self.tokens[first].start : self.tokens[last - 1].end].split())


def tokens_head_is_noun(tokens: Sequence[Token], token: Token) -> bool:
    """Whether a modifier hangs on a noun to its right."""
    head = tokens[token.head]
    return head.index > token.index and head.pos in {"NOUN", "PROPN"}


def _row(reading: Reading, sentence: Sentence) -> _Row:
    """The words of a sentence; hyphens are skipped, possessive marks go to the word before."""
    words: list[PhraseWord] = []
    kept: list[Token] = []
    spans: list[tuple[int, int]] = []
    tokens = reading.tokens
    gap = ""
    for index in range(sentence.first, sentence.last):
        token = tokens[index]
        if token.text in _HYPHENS:
            gap = "-"
            continue
        if token.text in _MARKS and (token.tag == "POS" or token.dep == "case"):
            if words:
                words[-1] = replace(words[-1], possessive=True)
            continue
        hyphen = index + 1 < sentence.last and tokens[index + 1].text in _HYPHENS
        word = token.text
        folded = fold(word) or word
        words.append(
            PhraseWord(
                text=word,
                fold=article(folded, hyphen=hyphen),
                capital=word[:1].isupper(),
                upper=word.isupper() and len(word) > 1,
                after=gap,
                proper=token.pos == "PROPN",
                human=token.entity == "PERSON" and _is_in_longer_name(tokens, index),
            )
        )
        gap = ""
        kept.append(token)
        spans.append((index, index + 1))
    return _Row(tuple(words), tuple(kept), tuple(spans))


def _is_in_longer_name(tokens: Sequence[Token], index: int) -> bool:
    """Whether a guessed entity holds more words than this token."""
    after = index + 1 < len(tokens) and tokens[index + 1].entity == "PERSON" and not tokens[index + 1].entity_start
    return after or not tokens[index].entity_start


def _owned(code: ActorCode, possessor: Candidate, *, belongs: bool) -> ActorCode:
    """A nominal takes country (and sector, when it belongs to a body) from its possessor."""
    if not code.country:
        code = replace(code, country=possessor.code.country)
    if belongs and possessor.code.sector and possessor.code.kind != "person":
        code = replace(code, sector=possessor.code.sector)
    return code


def _code_of(actor: KnownActor) -> ActorCode:
    return ActorCode(
        country=actor.country,
        sector=actor.sector,
        kind=actor.kind,
        name=actor.name,
        wikidata=actor.wikidata,
        aliases=actor.aliases,
        office="" if actor.former else actor.office,
    )


def _title_words(titles: list[Hit]) -> tuple[str, ...]:
    return tuple(hit.role.role.words for hit in titles if hit.role is not None)
