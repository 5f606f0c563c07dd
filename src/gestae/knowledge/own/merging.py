"""The user's own actors put before ours: where both know a name, the user's entry is meant.

>>> from gestae.knowledge.actors import load_known_actors
>>> from gestae.knowledge.own.files import read_own_text
>>> own = read_own_text("name,aliases,country,sector,kind\\nAzawad Front,FA,MLI,REB,armed_group", name="a.csv")
>>> known = with_own_actors(load_known_actors(), [own])
>>> known.lookup("the Azawad Front").sector, known.lookup("Kiev").country
('REB', 'UKR')
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from gestae.knowledge.actor_tables import Body, Country, Person
from gestae.knowledge.actors import Form, KnownActors, Named, name_keys
from gestae.knowledge.names import folded_words
from gestae.knowledge.own.files import OwnFile
from gestae.knowledge.own.rows import OwnActor, OwnWord
from gestae.knowledge.roles import Role, Roles


def with_own_actors(known: KnownActors, files: Iterable[OwnFile]) -> KnownActors:
    """Who is known, with the actors and words of some files; of two files the later one wins."""
    kept = tuple(files)
    if not kept:
        return known
    merge = _Merge(known)
    for file in kept:
        # States first: the actors of a file may be from a state of its own.
        for actor in sorted(file.actors, key=lambda actor: actor.kind != "state"):
            merge.add(actor)
    roles = _with_words(known.roles, [word for file in kept for word in file.words])
    return merge.known(roles)


class _Merge:
    """The tables of names on the way to what is known with the user's actors."""

    def __init__(self, known: KnownActors) -> None:
        self.countries: list[Country] = list(known.countries)
        self.bodies: list[Body] = list(known.bodies)
        self.persons: list[Person] = list(known.persons)
        self.names = dict(known.names)
        self.longest = dict(known.longest)
        self.given_names = known.given_names
        self.own: set[str] = set()
        self.states = {country.code: at for at, country in reversed(list(enumerate(self.countries)))}

    def known(self, roles: Roles) -> KnownActors:
        """All of it, frozen."""
        return KnownActors(
            tuple(self.countries),
            tuple(self.bodies),
            tuple(self.persons),
            roles,
            self.names,
            self.longest,
            {},
            self.given_names,
        )

    def add(self, actor: OwnActor) -> None:
        """One actor, before any of ours of its names."""
        if actor.kind == "state":
            self._add_state(actor)
        elif actor.kind == "person":
            self._add_person(actor)
        else:
            self._add_bodies(actor)

    def _add_state(self, actor: OwnActor) -> None:
        code = actor.offices[0].country
        target = self.states.get(code)
        if target is None:
            target = len(self.countries)
            self.countries.append(_country(actor, code))
            self.states[code] = target
        for name in (actor.name, *actor.aliases):
            self._name(name, "name", [target])
        for word in actor.adjectives:
            self._name(word, "adjective", [target])
            if not word.endswith(("s", "sh", "ese")):
                self._name(f"{word}s", "demonym", [target])

    def _add_person(self, actor: OwnActor) -> None:
        target = self._ours(actor, "person")
        aliases, wikidata = actor.aliases, actor.wikidata
        known = target is not None
        if target is None:
            target = len(self.persons)
            self.persons.append(Person(actor.name, aliases, actor.offices, wikidata))
        else:
            before = self.persons[target]
            aliases = _united(actor.name, (*aliases, before.name, *before.aliases))
            self.persons[target] = Person(actor.name, aliases, actor.offices, wikidata or before.wikidata)
        for name in (actor.name, *actor.aliases):
            self._name(name, "person", [target])
        if not known:
            self._surname(self.persons[target], target)

    def _add_bodies(self, actor: OwnActor) -> None:
        target = self._ours(actor, "body")
        before = None if target is None else self.bodies[target]
        aliases = (
            actor.aliases if before is None else _united(actor.name, (*actor.aliases, before.name, *before.aliases))
        )
        wikidata = actor.wikidata or (before.wikidata if before is not None else "")
        targets: list[int] = []
        for office in actor.offices:
            body = Body(
                actor.name, aliases, office.country, office.sector, actor.kind, office.start, office.end, wikidata
            )
            if target is not None and not targets:
                self.bodies[target] = body
                targets.append(target)
            else:
                targets.append(len(self.bodies))
                self.bodies.append(body)
        # Names of ours that the user did not give mean all periods of the entry too.
        for name in (actor.name, *actor.aliases) if len(targets) == 1 else (actor.name, *aliases):
            self._name(name, "body", targets)

    def _ours(self, actor: OwnActor, form: Form) -> int | None:
        """The place of our entry of that very name, which the user's takes; None where there is none or several."""
        for key in name_keys(actor.name):
            if key in self.names and key not in self.own:
                found = {named.target for named in self.names[key] if named.form == form}
                if len(found) == 1:
                    return found.pop()
        return None

    def _name(self, name: str, form: Form, targets: list[int]) -> None:
        keys = name_keys(name)
        capitals = name.isupper() and " " not in keys[0]
        for key in keys:
            self.names[key] = tuple(Named(form, target, capitals, name) for target in targets)
            self.own.add(key)
            self._lengthen(key)

    def _surname(self, person: Person, target: int) -> None:
        """A surname that was not given on its own means the person beside others of that name."""
        last = person.names()[-1]
        for key in name_keys(last) if " " not in last and last != person.name else ():
            if key not in self.own or any(named.form == "surname" for named in self.names.get(key, ())):
                named = Named("surname", target, False, last)
                self.names[key] = tuple(dict.fromkeys((*self.names.get(key, ()), named)))
                self._lengthen(key)

    def _lengthen(self, key: str) -> None:
        first, length = key.split(" ", 1)[0], key.count(" ") + 1
        if length > self.longest.get(first, 0):
            self.longest[first] = length


def _united(name: str, aliases: Iterable[str]) -> tuple[str, ...]:
    return tuple(alias for alias in dict.fromkeys(aliases) if alias != name)


def _country(actor: OwnActor, code: str) -> Country:
    """A state that is no country of ours; it lies nowhere."""
    return Country(
        code=code,
        alpha2="",
        name=actor.name,
        aliases=actor.aliases,
        adjectives=actor.adjectives,
        demonyms=(),
        capitals=(),
        seats=(),
        lat=0.0,
        lon=0.0,
        geonames=None,
        wikidata=actor.wikidata,
        note="state",
    )


def _with_words(roles: Roles, words: Iterable[OwnWord]) -> Roles:
    by_words = dict(roles.by_words)
    longest = dict(roles.longest)
    for word in words:
        for written in word.words:
            key = " ".join(folded_words(written))
            like = by_words.get(key) or by_words.get(key.rsplit(" ", 1)[-1])
            belongs, adverse = (like.belongs, like.adverse) if like is not None else (False, False)
            by_words[key] = Role(key, word.sector, word.person, belongs, adverse, word.many)
            first = key.split(" ", 1)[0]
            longest[first] = max(longest.get(first, 0), key.count(" ") + 1)
    return replace(roles, by_words=by_words, longest=longest)
