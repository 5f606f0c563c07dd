"""Every known actor as an entry to search and to show: names, offices, and the line of the file it stands in.

"foreign minister iran" on 2015-07-14 finds Mohammad Javad Zarif, "kiev" the capital of Ukraine, "RSF" two bodies.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property

from gestae.knowledge.actor_tables import Country, Office, table_lines
from gestae.knowledge.actors import KnownActors, key_words, name_keys
from gestae.knowledge.names import folded_words, skeleton
from gestae.knowledge.own.files import OwnFile
from gestae.knowledge.roles import Role, singulars
from gestae.ontology.codes import load_ontology


@dataclass(frozen=True, slots=True)
class Entry:
    """One actor, or one word for actors (`kind` "role"), as gestae knows it.

    `offices` are a person's offices or a body's periods; `where` the file and line of each row it was read from;
    `note` what the file says beside the columns.
    """

    name: str
    kind: str
    offices: tuple[Office, ...]
    aliases: tuple[str, ...] = ()
    wikidata: str = ""
    note: str = ""
    where: tuple[str, ...] = ()
    own: bool = False
    adjectives: tuple[str, ...] = ()
    capitals: tuple[str, ...] = ()
    seats: tuple[str, ...] = ()

    @property
    def others(self) -> tuple[str, ...]:
        """Every name but the first; of a state, its adjectives, capitals and seats of power too."""
        return (*self.aliases, *self.adjectives, *self.capitals, *self.seats)

    def at(self, date: str | None) -> tuple[Office, ...]:
        """The offices or periods of a day; all of them where none is given."""
        return tuple(office for office in self.offices if office.covers(date))

    def on(self, date: str | None) -> Office:
        """What the actor is on a day, at least nearly so: the latest office begun by then, else the first."""
        held = self.at(date)
        past = [office for office in self.offices if date is None or not office.start or office.start[:10] <= date]
        return max(held or past or self.offices[:1], key=lambda office: office.start)


@dataclass(frozen=True, slots=True)
class Found:
    """An entry that a search found, with what it is on the day asked about and how well it fits (1 is best)."""

    entry: Entry
    office: Office
    score: float


class Catalogue:
    """All entries, to be searched by words or shown by name."""

    def __init__(self, known: KnownActors, own: Sequence[OwnFile] = ()) -> None:
        self.known = known
        self.own = tuple(own)

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """Every entry: the user's own first, then states, bodies, people and words."""
        taken = {key for entry in self._own() for key in name_keys(entry.name) if entry.kind != "state"}
        shipped = (*_states(self.known), *_bodies(self.known), *_people(self.known), *_roles(self.known.roles.by_words))
        ours = tuple(entry for entry in shipped if entry.kind == "role" or not taken & set(name_keys(entry.name)))
        return (*self._own(), *ours)

    def search(
        self, words: str, *, country: str = "", date: str | None = None, limit: int | None = None
    ) -> tuple[Found, ...]:
        """The entries in which each of the words occurs, the best first.

        Args:
            words: names, aliases, titles, roles, countries, in any order; their beginnings are enough.
            country: only actors of this country (ISO alpha-3).
            date: only who held the office, or existed, on that day.
            limit: at most so many.
        """
        query = folded_words(words)
        bones = skeleton(words) if len(query) > 1 else ""
        found = []
        for entry in self.entries:
            if country and not any(office.country == country for office in entry.offices):
                continue
            best = self._fit(entry, query, bones, date, country)
            if best is not None:
                found.append(best)
        found.sort(key=lambda one: (-one.score, not one.entry.own, one.entry.name, one.entry.kind))
        return tuple(found[:limit])

    def named(self, name: str) -> tuple[Entry, ...]:
        """The entries of a name, alias, Wikidata item or country's code; several where several bear it."""
        asked = name.strip()
        if asked[:1] in {"Q", "q"} and asked[1:].isdigit():
            return tuple(entry for entry in self.entries if entry.wikidata == asked.upper())
        keys = set(name_keys(asked))
        by_name = tuple(entry for entry in self.entries if keys & self._keys(entry, aliases=False))
        by_alias = tuple(entry for entry in self.entries if keys & self._keys(entry, aliases=True))
        by_code = tuple(
            entry for entry in self.entries if entry.kind == "state" and asked == entry.offices[0].country and asked
        )
        return by_name or by_alias or by_code or self._by_surname(keys)

    def near(self, name: str, *, limit: int = 5) -> tuple[str, ...]:
        """Names like one that nobody bears."""
        spelled: dict[str, str] = {}
        for entry in self.entries:
            for known in (entry.name, *entry.aliases):
                spelled.setdefault(" ".join(key_words(known)), known)
        close = get_close_matches(" ".join(key_words(name)), spelled, limit, 0.72)
        names = [spelled[key] for key in close] or [found.entry.name for found in self.search(name, limit=limit)]
        return tuple(dict.fromkeys(names))

    def successors(self, entry: Entry, office: Office) -> tuple[str, str]:
        """Who held an office before a person, and who after; empty where not known."""
        if not office.title or not office.country:
            return "", ""
        others = [
            (other, held)
            for other in self.entries
            if other.kind == "person" and other.name != entry.name
            for held in other.offices
            if (held.country, held.title) == (office.country, office.title)
        ]
        before = [(held.start, other.name) for other, held in others if held.start and held.start < office.start]
        after = [(held.start, other.name) for other, held in others if office.start and held.start > office.start]
        return (max(before)[1] if before else ""), (min(after)[1] if after else "")

    def holders(self, country: str, date: str) -> tuple[tuple[str, Office], ...]:
        """Who is known to hold an office of a country on a day, by office."""
        held = [
            (entry.name, office)
            for entry in self.entries
            if entry.kind == "person"
            for office in entry.at(date)
            if office.country == country and office.title and office.start and office.sector in {"GOV", "MIL"}
        ]
        return tuple(sorted(held, key=lambda one: (one[1].title, one[1].start, one[0])))

    def _own(self) -> tuple[Entry, ...]:
        return tuple(entry for file in reversed(self.own) for entry in _own_entries(file))

    def _fit(self, entry: Entry, query: tuple[str, ...], bones: str, date: str | None, country: str) -> Found | None:
        """How well an entry fits: by its name, an alias, the spelling, or with title and country among the words."""
        offices = [office for office in entry.at(date) if not country or office.country == country]
        if not offices and (date is not None or entry.offices):
            return None
        office = max(offices, key=lambda held: held.start) if offices else Office("", "", "", "", "")
        name = folded_words(entry.name)
        if not query:
            return Found(entry, office, 0.5)
        code = office.country.lower() if entry.kind == "state" else ""
        if query in {key_words(entry.name), name} or query == (code,):
            return Found(entry, office, 1.0)
        aliases = [folded_words(alias) for alias in entry.others]
        if query in aliases or query in map(key_words, entry.others):
            return Found(entry, office, 0.95)
        if _all_in(query, name):
            return Found(entry, office, 0.7 + 0.2 * len(query) / len(name))
        if any(_all_in(query, alias) for alias in aliases):
            return Found(entry, office, 0.65)
        if bones and len(bones) > 5 and bones in {skeleton(spelled) for spelled in (entry.name, *entry.others)}:
            return Found(entry, office, 0.6)
        return self._fit_of_office(entry, query, (*name, *(word for alias in aliases for word in alias)), offices)

    def _fit_of_office(
        self, entry: Entry, query: tuple[str, ...], names: tuple[str, ...], offices: Sequence[Office]
    ) -> Found | None:
        """The office whose title, country, sector and dates hold all the words, with the names."""
        best: Found | None = None
        for office in sorted(offices, key=lambda held: held.start, reverse=True):
            title = folded_words(office.title)
            sector = (office.sector.lower(), *self._sector_words.get(office.sector, ()))
            about = (*title, *self._country_words.get(office.country, ()), *sector, *entry.kind.split("_"), entry.kind)
            if best is None and _all_in(query, (*names, *about)):
                exact = sum(word in title for word in query) / max(1, len(title))
                # "british" is a whole adjective of Britain, but only a word of a former name of Belize.
                left = tuple(word for word in query if word not in title and word not in names)
                whole = 0.1 if left in self._country_names.get(office.country, ()) else 0.0
                best = Found(entry, office, 0.3 + 0.2 * min(1.0, exact) + whole)
        return best

    def _keys(self, entry: Entry, *, aliases: bool) -> set[str]:
        names = (entry.name, *entry.others) if aliases else (entry.name,)
        return {key for name in names for key in name_keys(name)}

    def _by_surname(self, keys: set[str]) -> tuple[Entry, ...]:
        people = [entry for entry in self.entries if entry.kind == "person" and " " in entry.name]
        return tuple(entry for entry in people if keys & set(name_keys(entry.name.rsplit(" ", 1)[-1])))

    @cached_property
    def _country_names(self) -> Mapping[str, frozenset[tuple[str, ...]]]:
        """For each country's code, its names and adjectives in words."""
        found: dict[str, frozenset[tuple[str, ...]]] = {}
        for country in self.known.countries:
            names = (country.name, *country.aliases, *country.adjectives, country.code)
            found[country.coded] = found.get(country.coded, frozenset()) | {folded_words(name) for name in names}
        return found

    @cached_property
    def _sector_words(self) -> Mapping[str, tuple[str, ...]]:
        return {code: folded_words(meaning) for code, meaning in load_ontology().sectors.items()}

    @cached_property
    def _country_words(self) -> Mapping[str, frozenset[str]]:
        """For each country's code, every word of its names."""
        names = self._country_names.items()
        return {code: frozenset(word for name in spelled for word in name) for code, spelled in names}


def _all_in(query: Sequence[str], words: Sequence[str]) -> bool:
    """Whether each word asked for, or its singular, begins one of the words (a short one is the whole word)."""
    return all(any(_begins(form, word) for form in (asked, *singulars(asked)) for word in words) for asked in query)


def _begins(form: str, word: str) -> bool:
    return word == form or (len(form) > 2 and word.startswith(form))


def _own_entries(file: OwnFile) -> Iterable[Entry]:
    for actor in file.actors:
        where = (f"{file.name} ({actor.where})" if not actor.where.startswith(file.name) else actor.where,)
        yield Entry(
            actor.name,
            actor.kind,
            actor.offices,
            actor.aliases,
            actor.wikidata,
            actor.note,
            where,
            True,
            actor.adjectives,
        )
    for word in file.words:
        office = Office("", word.sector, "", "", "")
        yield Entry(word.words[0], "role", (office,), word.words[1:], "", word.note, (word.where,), True)


def _states(known: KnownActors) -> Iterable[Entry]:
    lines = table_lines("countries.csv", "name")
    for country in known.countries:
        if country.name in lines:
            sector = "PRE" if country.note == "partial" else ""
            yield Entry(
                name=country.name,
                kind="state",
                offices=(Office(country.coded, sector, "", "", ""),),
                aliases=country.aliases,
                wikidata=country.wikidata,
                note=_note(country),
                where=lines[country.name],
                adjectives=country.adjectives,
                capitals=country.capitals,
                seats=country.seats,
            )


def _note(country: Country) -> str:
    return "" if country.note == "state" else country.note


def _bodies(known: KnownActors) -> Iterable[Entry]:
    lines = table_lines("organizations.csv", "name")
    for body in known.bodies:
        if body.name in lines:
            period = Office(body.country, body.sector, "", body.start, body.end)
            yield Entry(body.name, body.kind, (period,), body.aliases, body.wikidata, "", lines[body.name])


def _people(known: KnownActors) -> Iterable[Entry]:
    lines = table_lines("persons.csv", "name")
    for person in known.persons:
        if person.name in lines:
            yield Entry(person.name, "person", person.offices, person.aliases, person.wikidata, "", lines[person.name])


def _roles(by_words: Mapping[str, Role]) -> Iterable[Entry]:
    for role in by_words.values():
        what = "names a person" if role.person else "names a body"
        yield Entry(role.words, "role", (Office("", role.sector, "", "", ""),), note=what, where=("actors/roles.toml",))
