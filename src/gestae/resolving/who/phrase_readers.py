"""One noun phrase, read as an actor: a nation, a known name, an unknown name, or a description.

"Iran's Supreme Leader Ayatollah Ali Khamenei" is a known person with two titles; "unknown gunmen" a description;
"the Iraqi Shiite group Foo" an unknown body that its words place in Iraq.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from gestae.knowledge.actors import KnownActor, KnownActors
from gestae.knowledge.names import fold
from gestae.reading.tokens import Token
from gestae.record.actors import ActorKind
from gestae.resolving.who.actor_codes import ActorCode
from gestae.resolving.who.actor_phrases import code_words
from gestae.resolving.who.actor_rows import MODIFYING, Row
from gestae.resolving.who.actor_words import Hit, is_side
from gestae.resolving.who.candidates import Candidate, MentionKind, PlacesFound

_DEFINITE = frozenset({"the", "this", "that", "these", "those", "its", "their", "his", "her", "our", "both"})
_NATION_FORMS = frozenset({"name", "adjective", "demonym", "capital", "seat"})
_MODIFYING_BODIES = frozenset({"MIL", "COP", "GOV", "REB", "PTY", "LEG"})
_BODY_KINDS = frozenset({"unknown", "person", "state", "population"})

# Nouns that only say what kind of body a name before them is.
_KINDS_OF_BODY = frozenset({"group", "militia", "movement", "network", "organisation", "organization", "party"})


class PhraseReader:
    """Reads the phrases of one sentence; what it finds stands in `found`."""

    def __init__(self, row: Row, known: KnownActors, places: PlacesFound | None, date: str | None) -> None:
        self.row = row
        self.tokens = row.all_tokens
        self.known = known
        self.roles = known.roles
        self.places = places
        self.date = date
        self.found: list[Candidate] = []

    def read(self, piece: list[Hit], possessor: Candidate | None, *, owned: bool) -> Candidate | None:
        """The candidate of a phrase; `possessor` owns it ("Iran's"), `owned` says that it is itself an owner."""
        piece = [self._settled(hit, piece, possessor) for hit in piece]
        last = piece[-1]
        if not owned and self.row.leads_to_noun(last):
            for hit in piece:
                self._modifier(hit, alone=True)
            return self._add(self._body_modifier(piece, possessor))
        if last.role is not None:
            candidate = self._nominal(piece, possessor)
        elif last.name is not None:
            candidate = self._named(piece, possessor)
        else:
            candidate = self._unknown(piece, possessor)
        for hit in piece[:-1]:
            self._modifier(hit, alone=candidate is None)
        return self._add(candidate)

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

    def _add(self, candidate: Candidate | None) -> Candidate | None:
        if candidate is not None:
            self.found.append(candidate)
        return candidate

    # Modifiers

    def _modifier(self, hit: Hit, *, alone: bool = False) -> None:
        """A nation, body or person that only modifies ("Iranian", "CIA", "Trump" in "the Trump administration")."""
        actor = self.known.choose(hit.name.names, self.date) if hit.name is not None else None
        if actor is None or self._is_not_actor(hit) or self._is_elsewhere(hit, actor):
            return
        if alone and (actor.form in {"capital", "seat"} or self._with_next(hit) in self.roles.not_actors):
            return  # "Baghdad airport", "the Iraq War"
        code = self._state_code(actor) if actor.form in _NATION_FORMS else code_of(actor)
        surname = actor.form == "surname"
        key, form, high = _key(actor), actor.form, actor.high
        self._add(self._candidate([hit], "modifier", code, key=key, form=form, surname=surname, high=high))
        self._nation_in(hit, actor)

    def _body_modifier(self, piece: list[Hit], possessor: Candidate | None) -> Candidate | None:
        """A body named by a common noun that only modifies ("police posts", "government buildings")."""
        hit = piece[-1]
        role = hit.role.role if hit.role is not None else None
        if role is None or role.person or role.sector not in _MODIFYING_BODIES or hit.last - hit.first > 1:
            return None
        if self.row.head(hit).dep not in MODIFYING or self.row.determiner(hit) in {"a", "an", "any", "no"}:
            return None
        nominal = self._nominal(piece, possessor)
        return replace(nominal, kind="modifier", definite=True, locative=False) if nominal is not None else None

    def _nation_in(self, hit: Hit, actor: KnownActor) -> None:
        """The nation in the name of a body ("Iraqi army") is mentioned too."""
        if actor.form != "body" or hit.last - hit.first < 2:
            return
        words = [word.fold for word in self.row.words[hit.first : hit.last - 1]]
        inner = self.known.match(words, [True] * len(words), 0)
        if inner is not None and inner.has("adjective", "name"):
            self._modifier(Hit(hit.first, hit.first + inner.last, name=inner))

    def _with_next(self, hit: Hit) -> str:
        return " ".join(word.fold for word in self.row.words[hit.first : hit.last + 1])

    # Known names

    def _named(self, piece: list[Hit], possessor: Candidate | None) -> Candidate | None:
        hit = piece[-1]
        names = hit.name.names if hit.name is not None else ()
        actor = self.known.choose(names, self.date, country=self._country_of(piece, possessor))
        if actor is None:
            return self._unknown(piece, possessor) if hit.has_surname() else None
        if self._is_not_actor(hit) or (actor.form == "surname" and self.row.determiner(hit) in _DEFINITE):
            return None
        if actor.form in _NATION_FORMS:
            return self._nation(hit, actor)
        return self._known_name(piece, actor, possessor)

    def _nation(self, hit: Hit, actor: KnownActor) -> Candidate | None:
        if self._is_elsewhere(hit, actor):
            return None
        head = self.row.head(hit)
        hyphen = hit.last < len(self.row.words) and self.row.words[hit.last].after == "-"  # "Iran-backed"
        modifies = head.dep in MODIFYING or hyphen
        people = actor.form in {"demonym", "adjective"} and head.pos in {"NOUN", "PROPN", "ADJ"}
        if people and (head.tag in {"NNS", "NNPS"} or head.lower.endswith(("ese", "ish", "ch"))):
            code = ActorCode(actor.country, "", "", "population", head.text, plural=True)
            kind: MentionKind = "modifier" if modifies else "nominal"
            key = f"people {actor.country}"
            return self._candidate([hit], kind, code, key=key, form=actor.form, plural=True)
        code = self._state_code(actor)
        if people and not modifies and actor.form == "demonym" and head.tag in {"NN", "NNP"}:
            code = ActorCode(actor.country, kind="person")
        locative = not modifies and self.row.is_locative(head, actor.form)
        kind = "modifier" if modifies else "name"
        return self._candidate([hit], kind, code, key=_key(actor), form=actor.form, locative=locative)

    def _known_name(self, piece: list[Hit], actor: KnownActor, possessor: Candidate | None) -> Candidate:
        titles = self.row.titles(piece)
        apposed = -1
        if titles and actor.kind == "person" and not _is_person_title(titles):
            group = self._add(self._nominal(piece[:-1], possessor))
            apposed = self._leader_of(group, piece[-1])
            piece, titles = piece[-1:], []
        self._nation_in(piece[-1], actor)
        country = possessor.code.country if possessor is not None else ""
        code = code_words(self.row.phrase(piece), date=self.date, known=self.known, country=country)
        head = self.row.head(piece[-1])
        return self._candidate(
            piece,
            "name",
            code if code.name == actor.name else code_of(actor),
            key=_key(actor),
            form=actor.form,
            titles=_title_words(titles),
            alias=self.row.text(piece[-1:]),
            gender=self.row.gender(piece),
            surname=actor.form == "surname",
            high=actor.high,
            locative=actor.form == "body" and self.row.is_locative(head, "body"),
            apposed=apposed,
        )

    def _leader_of(self, group: Candidate | None, name: Hit) -> int:
        """ "the leader of Iraqi militia Y": the token of "leader", for Y is the leader and no militia."""
        preposition = self.tokens[self.row.head(name).head]
        if group is None or preposition.dep != "prep" or preposition.lower != "of":
            return -1
        return preposition.head

    # Unknown names

    def _unknown(self, piece: list[Hit], possessor: Candidate | None) -> Candidate | None:
        """A capitalised name nobody knows: a person after a title, a body after "group", else as the parser guesses."""
        hit = self._without_honorific(piece[-1])
        if self._is_not_actor(hit) or self.row.words[hit.last - 1].fold in self.roles.thing_words:
            return None
        country = self._country_of(piece, possessor)
        if hit.last - hit.first > 1:
            actor = self.known.lookup(self.row.text([hit]), self.date, country=country)
            if actor is not None and actor.kind != "state":
                return self._known_name(piece, actor, possessor)
        head = self.row.head(hit)
        guess = self._guess(self.row.titles(piece), hit, head)
        if not guess:
            return None
        code = code_words(self.row.phrase(piece), date=self.date, known=self.known)
        kind = _kind_of_guess(guess, code)
        land = (len(piece) > 1 and self._country_on_map(piece[:-1])) or code.country or country
        code = ActorCode(land, code.sector, code.sector2, kind, self.row.text([hit]))
        return self._candidate(
            piece,
            "name",
            code,
            key=f"name {self.row.key(hit)}",
            form={"people": "body"}.get(guess, guess),
            titles=_title_words(self.row.titles(piece)),
            alias=code.name,
            gender=self.row.gender(piece),
            surname=kind == "person" and hit.last == hit.first + 1,
            locative=kind != "person" and self.row.is_locative(head, "body"),
        )

    def _without_honorific(self, hit: Hit) -> Hit:
        """ "Dr. John Conly" is named John Conly."""
        first = hit.first
        while first < hit.last - 1 and self.row.words[first].fold in self.roles.honorifics:
            first += 1
        return replace(hit, first=first)

    def _guess(self, titles: list[Hit], hit: Hit, head: Token) -> str:
        """What an unknown name is: "person", "people", "body", "bare" (only a surname can save it), "" for nobody."""
        if titles:
            return "person" if _is_person_title(titles) else "body"
        labels = {"PERSON": "person", "ORG": "body", "NORP": "people" if head.tag in {"NNS", "NNPS"} else ""}
        guess = labels.get(head.entity, "" if head.entity else self._begins_like_a_person(hit))
        if guess == "person" and self.row.determiner(hit) == "the":
            guess = "body"  # "the Extraditables"
        elif guess == "body" and self._is_like_a_person(hit):
            guess = "person"
        on_map = self.places is not None and self.places.at(head.index) is not None
        placed = guess == "person" and self.row.is_locative(head, "body")
        if not guess or on_map or placed or head.dep in MODIFYING:
            return "bare" if hit.last == hit.first + 1 else ""
        return guess

    def _begins_like_a_person(self, hit: Hit) -> str:
        """ "Dr Jose Antonio Rodriguez Porth", of whom the parser takes no more than "Jose Antonio" for a person."""
        first, words = self.row.tokens[hit.first], self.row.words[hit.first : hit.last]
        begins = first.entity == "PERSON" and first.entity_start and words[0].fold in self.known.given_names
        return "person" if begins and len(words) > 2 and all(word.capital for word in words) else ""

    def _is_like_a_person(self, hit: Hit) -> bool:
        """ "Keith Lamont Scott", whom the parser takes for a body: two or three names, the first a given one."""
        words = self.row.words[hit.first : hit.last]
        named = len(words) in {2, 3} and words[0].fold in self.known.given_names
        return named and not self.row.determiner(hit) and all(word.capital and not word.upper for word in words)

    # Descriptions

    def _nominal(self, piece: list[Hit], possessor: Candidate | None) -> Candidate | None:
        """A common noun that says who ("the general", "Iraqi Shiite militia members")."""
        hit = piece[-1]
        code = code_words(self.row.phrase(piece), date=self.date, known=self.known)
        if hit.role is None or code.none:
            return None
        role = hit.role.role
        if (named := self._body_of_kind(piece, code.kind)) is not None:
            return named
        if possessor is not None:
            code = _owned(code, possessor, belongs=role.belongs)
        country = code.country or self._country_on_map(piece)
        whole = self.row.with_adjectives(piece)
        words = self.row.text(whole)
        name = words if possessor is None else self.row.text_between(possessor.first, self.row.last(whole))
        run_before = any(other.name is None and other.role is None for other in piece[:-1])
        proper = run_before and not role.person and self.row.words[hit.last - 1].capital
        determiner = self.row.determiner(piece[0])
        return self._candidate(
            whole,
            "name" if proper else "nominal",
            replace(code, country=country, name=name, wikidata="", aliases=()),
            key=f"{'name' if proper else 'nominal'} {country} {fold(words)}",
            form="role",
            role=role.words,
            belongs=role.belongs,
            definite=determiner in _DEFINITE or possessor is not None,
            possessor=determiner if determiner in {"his", "her", "their", "its"} else "",
            plural=hit.role.plural,
            gender=self.roles.gender.get(role.words.rsplit(" ", 1)[-1], ""),
            locative=not (role.person and hit.role.plural) and self.row.is_locative(self.row.head(hit), "role"),
        )

    def _body_of_kind(self, piece: list[Hit], kind: str) -> Candidate | None:
        """ "the Lord's Resistance Army rebel group": the body whose name stands before the word for its kind."""
        hit, before = piece[-1], piece[-2] if len(piece) > 1 else None
        of_kind = before is not None and self.row.words[hit.last - 1].fold in _KINDS_OF_BODY
        if before is None or before.name is None or not of_kind or before.last != hit.first:
            return None
        actor = self.known.choose(before.name.names, self.date)
        if actor is None or actor.form != "body" or actor.kind != kind or self.row.words[before.last - 1].possessive:
            return None
        alias = self.row.text([before])
        return self._candidate(piece[-2:], "name", code_of(actor), key=_key(actor), form=actor.form, alias=alias)

    # Small questions

    def _candidate(
        self, piece: Sequence[Hit], kind: MentionKind, code: ActorCode, *, key: str, **more: object
    ) -> Candidate:
        return Candidate(
            first=self.row.first(piece),
            last=self.row.last(piece),
            head=self.row.head(piece[-1]).index,
            kind=kind,
            code=code,
            key=key,
            **more,  # type: ignore[arg-type]
        )

    def _is_not_actor(self, hit: Hit) -> bool:
        not_actors = self.roles.not_actors
        before = self.row.words[hit.first - 1].fold if hit.first else ""
        return self.row.key(hit) in not_actors or f"{before} {self.row.key(hit)}" in not_actors

    def _is_elsewhere(self, hit: Hit, actor: KnownActor) -> bool:
        """Whether the map says that the name is another place ("Georgia" the American state)."""
        if self.places is None or actor.form not in {"name", "capital", "adjective"}:
            return False
        found = self.places.at(self.row.tokens[hit.last - 1].index)
        if found is None:
            return False
        if actor.form == "adjective":
            return found.last - found.first > hit.last - hit.first  # "British Columbia"
        place = self.places.items[found.place]
        if found.first < self.row.first([hit]) and place.kind == "water":
            return True  # "the Sea of Japan"
        if actor.form == "capital" and found.locative and place.kind == "city":
            return self.row.head(hit).dep not in {"nsubj", "poss", "pobj", "conj"}
        return place.country is not None and place.country != actor.country and actor.sector != "PRE"

    def _country_of(self, piece: Sequence[Hit], possessor: Candidate | None) -> str:
        """The country that the words before the last say."""
        for hit in piece[:-1]:
            nation = hit.name if hit.has_nation() and not is_side(self.row.words, hit) else None
            actor = self.known.choose(nation.names, self.date) if nation is not None else None
            if actor is not None:
                return actor.country
        return possessor.code.country if possessor is not None else ""

    def _country_on_map(self, piece: Sequence[Hit]) -> str:
        """The country of a place among the words ("Minsk police")."""
        if self.places is not None:
            for index in range(self.row.first(piece), self.row.last(piece)):
                found = self.places.at(index)
                country = self.places.items[found.place].country if found is not None else None
                if country:
                    return country
        return ""

    def _state_code(self, actor: KnownActor) -> ActorCode:
        """The state behind an adjective or capital; the Kremlin and breakaway states stay themselves."""
        state = None if actor.form == "seat" or actor.sector == "PRE" else self.known.state(actor.country)
        return code_of(state if state is not None else actor)


def code_of(actor: KnownActor) -> ActorCode:
    """A known actor as a code."""
    return ActorCode(
        country=actor.country,
        sector=actor.sector,
        kind=actor.kind,
        name=actor.name,
        wikidata=actor.wikidata,
        aliases=actor.aliases,
        office="" if actor.former else actor.office,
    )


def _key(actor: KnownActor) -> str:
    if actor.form in _NATION_FORMS and actor.form != "seat" and actor.sector != "PRE":
        return f"state {actor.country}"
    return f"known {actor.name}"


def _owned(code: ActorCode, possessor: Candidate, *, belongs: bool) -> ActorCode:
    """A description takes country, and sector when it belongs to a body, from its possessor."""
    if not code.country:
        code = replace(code, country=possessor.code.country)
    if belongs and possessor.code.sector and possessor.code.kind != "person":
        code = replace(code, sector=possessor.code.sector)
    return code


def _kind_of_guess(guess: str, code: ActorCode) -> ActorKind:
    if guess in {"person", "bare"}:
        return "person"
    if guess == "people":
        return "population"
    return "organization" if code.kind in _BODY_KINDS else code.kind


def _is_person_title(titles: list[Hit]) -> bool:
    role = titles[-1].role
    return role is not None and role.role.person


def _title_words(titles: list[Hit]) -> tuple[str, ...]:
    return tuple(hit.role.role.words for hit in titles if hit.role is not None)
