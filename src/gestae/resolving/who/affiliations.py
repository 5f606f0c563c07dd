"""What the words after a noun add to who it is.

"director of the CIA" is in American intelligence, "leaders from both countries" are named so, "a group based in
Trinidad" is of that country, and in "dozens of rebels" the rebels act though "dozens" is the subject.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from gestae.knowledge.names import fold
from gestae.knowledge.roles import Roles
from gestae.reading.tokens import Reading, Token
from gestae.resolving.who.actor_codes import ActorCode
from gestae.resolving.who.candidates import Candidate, PlacesFound

_LINKS = frozenset({"of", "for", "from", "in", "at", "with"})
_NAMING = frozenset({"of", "for", "from"})
_PLACING = frozenset({"of", "in", "from", "at"})
_COMPLETED = frozenset({"role", "demonym", "person", "surname"})
_RULING = frozenset({"GOV", "LEG", "MIL"})
_COUNTING = frozenset({"NOUN", "NUM", "PRON", "DET", "ADJ"})


def with_affiliations(
    found: list[Candidate], reading: Reading, roles: Roles, places: PlacesFound | None
) -> list[Candidate]:
    """The candidates of a sentence, completed by the phrases that hang on them; a container joins its content."""
    phrases = _Phrases(reading, roles, places)
    by_head = {candidate.head: number for number, candidate in enumerate(found)}
    dropped: set[int] = set()
    result = list(found)
    for number in reversed(range(len(found))):
        candidate = found[number]
        people = candidate.code.kind == "population" and candidate.form != "role"
        if (candidate.form not in _COMPLETED and not people) or candidate.kind == "modifier":
            continue
        owners = {head: result[at] for head, at in by_head.items()}
        container = phrases.container(candidate) if candidate.form in {"role", "demonym"} else None
        if container is not None:
            if container in by_head:
                dropped.add(by_head[container])
            belonging = phrases.affiliated(candidate, owners) if candidate.form == "role" else candidate
            whole = replace(belonging, first=min(container, candidate.first), head=container)
            others = {head: owner for head, owner in owners.items() if head not in {container, candidate.head}}
            # the parser hangs "from the front" on either word of "a group of rebels from the front"
            result[number] = phrases.affiliated(whole, others) if belonging == candidate else whole
        elif candidate.form == "role":
            result[number] = phrases.affiliated(candidate, owners)
            dropped.update(by_head[head] for head in phrases.portfolios(candidate, owners))
        elif people:
            result[number] = phrases.at_home(candidate, owners)
        elif candidate.form in {"person", "surname"} and candidate.code.kind == "person":
            result[number] = phrases.of_its_state(candidate, owners)
    return [candidate for number, candidate in enumerate(result) if number not in dropped]


@dataclass(frozen=True, slots=True)
class _Phrases:
    """The phrases that hang on the nouns of a report."""

    reading: Reading
    roles: Roles
    places: PlacesFound | None

    def container(self, candidate: Candidate) -> int | None:
        """The token of "group" in "a group of gunmen", of "dozens" in "dozens of rebels"."""
        head = self.reading.tokens[candidate.head]
        preposition = self.reading.tokens[head.head]
        if head.dep != "pobj" or not candidate.plural or preposition.lower != "of":
            return None
        noun = self.reading.tokens[preposition.head]
        return noun.index if noun.lower in self.roles.containers and noun.pos in _COUNTING else None

    def affiliated(self, candidate: Candidate, owners: Mapping[int, Candidate]) -> Candidate:
        """A role with the body, state or place that its phrases name."""
        for preposition in self._prepositions(candidate):
            below = self.reading.children(preposition)
            owner = next((owners[noun.index] for noun in below if noun.index in owners), None)
            if owner is not None:
                return self._with_owner(candidate, self._where_it_lies(owner, preposition.lower), preposition.lower)
            if not candidate.code.country and preposition.lower in _PLACING:
                country = next((found for noun in below if (found := self._country_at(noun)) is not None), "")
                candidate = replace(candidate, code=replace(candidate.code, country=country))
        country = "" if candidate.code.country else next(self._countries(self._seats(candidate), owners), "")
        return replace(candidate, code=replace(candidate.code, country=country)) if country else candidate

    def at_home(self, people: Candidate, owners: Mapping[int, Candidate]) -> Candidate:
        """ "Ethnic Albanians in Serbia", "the Turks of Bulgaria": of where they live, whatever their name says."""
        first = self.reading.tokens[people.first]
        ethnic = "ethnic" in {first.lower, self.reading.tokens[max(people.first - 1, 0)].lower}
        living = _PLACING if ethnic else frozenset({"of"})
        prepositions = (word for word in self._prepositions(people) if word.lower in living)
        nouns = (noun for preposition in prepositions for noun in self.reading.children(preposition))
        country = next(self._countries(nouns, owners), "")
        if not country:
            return people
        code = ActorCode(country, "CVL", "", "population", self._text(people.first, people.last), plural=True)
        return replace(people, code=code, key=f"people {country} {fold(code.name)}")

    def of_its_state(self, candidate: Candidate, owners: Mapping[int, Candidate]) -> Candidate:
        """ "King Hassan of Morocco": of that state, and not the one of his name who is known in another."""
        for preposition in self._prepositions(candidate):
            if preposition.lower != "of":
                continue
            below = self.reading.children(preposition)
            owner = next((owners[noun.index] for noun in below if noun.index in owners), None)
            if owner is None or owner.code.kind != "state" or owner.code.country == candidate.code.country:
                continue
            if not candidate.code.country:
                return replace(candidate, code=replace(candidate.code, country=owner.code.country))
            if not candidate.titles:
                continue  # "Churchill of Iran" is no Iranian
            name = candidate.alias or self._text(candidate.first, candidate.last)
            code = ActorCode(owner.code.country, candidate.code.sector, kind="person", name=name)
            return replace(candidate, code=code, key=f"name {code.country} {fold(name)}", form="person", surname=False)
        return candidate

    def portfolios(self, candidate: Candidate, owners: Mapping[int, Candidate]) -> set[int]:
        """ "Minister of Natural Resources": what the minister is for is no body of its own."""
        if candidate.role.rsplit(" ", 1)[-1] not in self.roles.portfolio_roles:
            return set()
        objects = [
            token.index
            for preposition in self._prepositions(candidate)
            if preposition.lower in {"of", "for"}
            for token in self.reading.children(preposition)
        ]
        return {index for index in objects if index in owners and owners[index].key.startswith("name ")}

    def _prepositions(self, candidate: Candidate) -> list[Token]:
        head = self.reading.tokens[candidate.head]
        above = self.reading.tokens[head.head]
        if above.lower == "of":
            above = self.reading.tokens[above.head]
        leaving = above.lemma in self.roles.leaving  # "the withdrawal of forces from Panama"
        words = (child for child in self.reading.children(head) if child.dep == "prep" and child.lower in _LINKS)
        return [word for word in words if not (leaving and word.lower == "from")]

    def _seats(self, candidate: Candidate) -> Iterator[Token]:
        """The places that a participle gives: "a group based in Trinidad", "rebels operating in northern Chad"."""
        for participle in self.reading.children(self.reading.tokens[candidate.head]):
            if participle.dep == "acl" and participle.lower in self.roles.seated:
                for preposition in self.reading.children(participle):
                    if preposition.dep == "prep" and preposition.lower in _PLACING:
                        yield from self.reading.children(preposition)

    def _countries(self, nouns: Iterator[Token], owners: Mapping[int, Candidate]) -> Iterator[str]:
        """The countries of nouns that name a state or a place in one."""
        for noun in nouns:
            owner = owners.get(noun.index)
            country = owner.code.country if owner is not None and owner.code.kind == "state" else self._country_at(noun)
            if country:
                yield country

    def _country_at(self, token: Token) -> str | None:
        """The country of the place at a token, "" where the place lies in none; None where there is no place."""
        found = self.places.at(token.index) if self.places is not None else None
        return None if self.places is None or found is None else self.places.items[found.place].country or ""

    def _where_it_lies(self, owner: Candidate, preposition: str) -> Candidate:
        """ "Police in London, Ont.", "in Lagos": the city of that name, and no capital or president."""
        place = owner.form == "capital" or (owner.form == "surname" and preposition in {"in", "at"})
        country = self._country_at(self.reading.tokens[owner.head]) if place else None
        return replace(owner, code=replace(owner.code, country=country)) if country else owner

    def _with_owner(self, candidate: Candidate, owner: Candidate, preposition: str) -> Candidate:
        code = candidate.code
        if not code.country:
            code = replace(code, country=owner.code.country)
        breaks_away = owner.code.sector == "PRE" and code.sector in _RULING  # "the authorities in Tiraspol"
        if breaks_away or (
            candidate.belongs and owner.code.sector and owner.code.kind != "person" and preposition != "in"
        ):
            code = replace(code, sector=owner.code.sector)
        if preposition not in _NAMING or owner.first <= candidate.last:
            return replace(candidate, code=code)
        name = self._text(candidate.first, owner.last)
        key = f"nominal {code.country} {fold(name)}"
        return replace(candidate, code=replace(code, name=name), key=key, belongs=False)

    def _text(self, first: int, last: int) -> str:
        """The words of tokens, spaces made one."""
        tokens = self.reading.tokens
        return " ".join(self.reading.document.text[tokens[first].start : tokens[last - 1].end].split())
