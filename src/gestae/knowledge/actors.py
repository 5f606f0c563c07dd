"""Who we know before reading: states, bodies and people, with their offices and dates.

>>> known = load_known_actors()
>>> [(a.name, a.country, a.sector) for a in (known.lookup("Tony Blair", "2003-01-01"), known.lookup("Kiev"))]
[('Tony Blair', 'GBR', 'GOV'), ('Kyiv', 'UKR', 'GOV')]

Names are found whatever their case, accents and hyphens. An office is judged at the date asked about: who
held it before then is ELI, an ex-official.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from gestae.knowledge.actor_tables import (
    HIGH_OFFICE,
    Body,
    Country,
    Office,
    Person,
    read_bodies,
    read_countries,
    read_persons,
)
from gestae.knowledge.names import (
    fold,
    folded_words,
    same_gender,
    skeleton,
    skeleton_of,
    spelled_alike,
    without_articles,
)
from gestae.knowledge.roles import Roles, load_roles
from gestae.record.actors import ActorKind

Form = Literal["name", "adjective", "demonym", "capital", "seat", "body", "person", "surname"]
# When one word can be several things, the first of these is meant.
_ORDER: Mapping[Form, int] = {
    "name": 0,
    "adjective": 1,
    "demonym": 2,
    "seat": 3,
    "capital": 4,
    "body": 5,
    "person": 6,
    "surname": 7,
}


@dataclass(frozen=True, slots=True)
class KnownActor:
    """One actor as known at a date. `form` says which kind of name was found; `office` the office held."""

    name: str
    country: str
    sector: str
    kind: ActorKind
    form: Form
    wikidata: str = ""
    aliases: tuple[str, ...] = ()
    office: str = ""
    former: bool = False

    @property
    def high(self) -> bool:
        """Whether the office is so high that a bare surname is enough."""
        return self.office in HIGH_OFFICE and not self.former


@dataclass(frozen=True, slots=True)
class Named:
    """What a name can stand for. `capitals`: an acronym, only meant when written in capitals."""

    form: Form
    target: int
    capitals: bool
    name: str


@dataclass(frozen=True, slots=True)
class NameHit:
    """A known name in a row of words: `first` (inclusive) to `last` (exclusive)."""

    first: int
    last: int
    names: tuple[Named, ...]

    def has(self, *forms: Form) -> bool:
        """Whether the name can be of one of these forms."""
        return any(named.form in forms for named in self.names)


@dataclass(frozen=True, slots=True)
class KnownActors:
    """All known names, found by their folded words."""

    countries: tuple[Country, ...]
    bodies: tuple[Body, ...]
    persons: tuple[Person, ...]
    roles: Roles
    names: Mapping[str, tuple[Named, ...]]
    longest: Mapping[str, int]
    skeletons: dict[str, tuple[Named, ...]]
    given_names: frozenset[str] = frozenset()

    def lookup(self, text: str, date: str | None = None, *, country: str = "") -> KnownActor | None:
        """Who a name means at a date; `country` decides between several of one name. None when unknown or unsure."""
        words = folded_words(text.strip())
        while words and words[0] in {"the", "a", "an"} and " ".join(words) not in self.names:
            words = words[1:]
        if not words:
            return None
        letters = [c for c in text if c.isalpha()]
        found = self.names.get(" ".join(words)) or self.names.get(" ".join(without_articles(words)), ())
        usable = tuple(named for named in found if not named.capitals or _is_acronym(text, letters))
        known = self.choose(usable, date, country=country)
        if known is None and len(words) > 1:
            known = self._respelled(text, words, date)
        return known

    def match(self, words: Sequence[str], capitals: Sequence[bool], at: int) -> NameHit | None:
        """The longest known name that begins at `at` in a row of folded words; `capitals`: written all in capitals."""
        top = self.longest.get(words[at])
        if top is None:
            return None
        for last in range(min(len(words), at + top), at, -1):
            found = self.names.get(" ".join(words[at:last]))
            if found is not None:
                usable = tuple(named for named in found if not named.capitals or all(capitals[at:last]))
                if usable:
                    return NameHit(at, last, usable)
        return None

    def choose(self, names: Sequence[Named], date: str | None, *, country: str = "") -> KnownActor | None:
        """The one actor these names stand for at a date; None when several are as good."""
        if not names:
            return None
        first = min(names, key=lambda named: _ORDER[named.form])
        same = [named for named in names if named.form == first.form]
        if first.form in {"person", "surname"}:
            people = dict.fromkeys(named.target for named in names if named.form in {"person", "surname"})
            chosen = self._person_at(list(people), date, country)
            return None if chosen is None else self.person(chosen, date, first.form)
        if first.form == "body":
            return self.body(self._body_at([named.target for named in same], date, country))
        return self._state(same, first.form, country)

    def person(self, target: int, date: str | None, form: Form = "person") -> KnownActor:
        """A person by place in the table, with the office held at the date."""
        person = self.persons[target]
        office, former = person.office_at(date)
        over = former and office.sector in self.roles.former_sectors and bool(office.sector)
        return KnownActor(
            name=person.name,
            country=office.country,
            sector="ELI" if over else office.sector,
            kind="person",
            form=form,
            wikidata=person.wikidata,
            aliases=person.aliases,
            office=office.title,
            former=former,
        )

    def body(self, target: int) -> KnownActor:
        """A body by place in the table."""
        body = self.bodies[target]
        return KnownActor(body.name, body.country, body.sector, body.kind, "body", body.wikidata, body.aliases)

    def state(self, code: str) -> KnownActor | None:
        """The state of an ISO alpha-3 code."""
        for country in self.countries:
            if country.code == code and country.note == "state":
                return KnownActor(country.name, code, "", "state", "name", country.wikidata)
        return None

    def _state(self, names: Sequence[Named], form: Form, country: str) -> KnownActor:
        targets = [self.countries[named.target] for named in names]
        chosen = next((target for target in targets if country and target.coded == country), targets[0])
        sector = "PRE" if chosen.note == "partial" else "GOV" if form in {"capital", "seat"} else ""
        seat = form == "seat" or (form == "capital" and sector != "PRE")
        name = chosen.seat_named(names[0].name) if seat else chosen.name
        return KnownActor(name, chosen.coded, sector, "state" if not sector else "government", form, chosen.wikidata)

    def _body_at(self, targets: list[int], date: str | None, country: str) -> int:
        bodies = [(self.bodies[target], target) for target in targets]
        here = [(body, target) for body, target in bodies if country and body.country == country] or bodies
        there = [(body, target) for body, target in here if body.exists_at(date)] or here
        return there[0][1]

    def _person_at(self, targets: list[int], date: str | None, country: str) -> int | None:
        if len(targets) > 1 and country:
            targets = [t for t in targets if self.persons[t].office_at(date)[0].country == country] or targets
        if len(targets) == 1:
            return targets[0]
        holding = [t for t in targets if not self.persons[t].office_at(date)[1]] or targets
        if len(holding) > 1:
            high = [t for t in holding if self.persons[t].office_at(date)[0].title in HIGH_OFFICE]
            holding = high or holding
        return holding[0] if len(holding) == 1 else None

    def _respelled(self, text: str, words: tuple[str, ...], date: str | None) -> KnownActor | None:
        """A person or body under another spelling; a person with another middle name or initials."""
        found = self._skeleton_index().get(skeleton(text), ())
        found = tuple(
            named
            for named in found
            if named.form != "person" or (same_gender(text, named.name) and spelled_alike(text, named.name))
        )
        if not found and len(words) > 2:
            short = self.names.get(f"{words[0]} {words[-1]}", ()) or self._initialled(words)
            found = tuple(named for named in short if named.form == "person")
        return self.choose(found, date)

    def _initialled(self, words: tuple[str, ...]) -> tuple[Named, ...]:
        """ "G. W. Bush": who bears the surname and begins with these letters."""
        if not all(len(word) == 1 for word in words[:-1]):
            return ()
        fits = []
        for named in self.names.get(words[-1], ()):
            if named.form == "surname":
                given = folded_words(self.persons[named.target].name)[:-1]
                if len(given) == len(words) - 1 and all(g[0] == w for g, w in zip(given, words, strict=False)):
                    fits.append(Named("person", named.target, False, named.name))
        return tuple(fits)

    def _skeleton_index(self) -> Mapping[str, tuple[Named, ...]]:
        if not self.skeletons:
            for key, names in self.names.items():
                if " " in key and len(bones := skeleton_of(tuple(key.split()))) > 5:
                    kept = tuple(named for named in names if named.form in {"person", "body"})
                    self.skeletons[bones] = self.skeletons.get(bones, ()) + kept
        return self.skeletons


@cache
def load_known_actors() -> KnownActors:
    """Every actor gestae ships with.

    Raises:
        KnowledgeError: a table is wrong; names file and line.
    """
    countries, bodies, persons = read_countries(), read_bodies(), read_persons()
    index: dict[str, list[Named]] = {}
    for target, country in enumerate(countries):
        for form, name in country.forms():
            _add(index, name, form, target)
    for target, body in enumerate(bodies):
        for name in (body.name, *body.aliases):
            _add(index, name, "body", target)
    for target, person in enumerate(persons):
        for name in person.names():
            _add(index, name, "person" if " " in name else "surname", target)
    names = {key: tuple(found) for key, found in index.items()}
    longest: dict[str, int] = {}
    for key in names:
        first = key.split(" ", 1)[0]
        length = key.count(" ") + 1
        if length > longest.get(first, 0):
            longest[first] = length
    roles = load_roles()
    return KnownActors(countries, bodies, persons, roles, names, longest, {}, _given_names(persons, roles))


def _given_names(persons: Iterable[Person], roles: Roles) -> frozenset[str]:
    """What two people of the table or more are called first ("Keith"), titles apart."""
    counted = Counter(fold(person.name.split()[0]) for person in persons if " " in person.name)
    return frozenset(
        name
        for name, count in counted.items()
        if count > 1 and len(name) > 2 and not (name in roles.by_words or name in roles.honorifics)
    )


def _add(index: dict[str, list[Named]], name: str, form: Form, target: int) -> None:
    words = key_words(name)
    if not words:
        return
    named = Named(form, target, name.isupper() and len(words) == 1, name)
    for key in _keys(name, words):
        found = index.setdefault(key, [])
        if named not in found:
            found.append(named)


def key_words(name: str) -> tuple[str, ...]:
    """The words a name is found by: folded, without "the"."""
    words = folded_words(name)
    return words[1:] if words and words[0] == "the" else words


def name_keys(name: str) -> tuple[str, ...]:
    """The keys of `KnownActors.names` under which a name stands: its words, and those without Arabic articles."""
    words = key_words(name)
    return _keys(name, words) if words else ()


def _keys(name: str, words: tuple[str, ...]) -> tuple[str, ...]:
    keys: tuple[str, ...] = (" ".join(words),)
    if "al" in words and (short := without_articles(words)) and (len(short) > 1 or "-" in name):
        keys += (" ".join(short),)
    return keys


def _is_acronym(text: str, letters: list[str]) -> bool:
    """Whether a name is written in capitals, the article before it apart."""
    body = text.removeprefix("The ").removeprefix("the ")
    return body.isupper() and len(letters) > 1


__all__ = ["Form", "KnownActor", "KnownActors", "NameHit", "Named", "Office", "load_known_actors"]
