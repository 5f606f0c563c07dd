"""What the words of a noun phrase say about who it is.

>>> from gestae.knowledge.actors import load_known_actors
>>> known = load_known_actors()
>>> [(c.country, c.sector) for c in (code_phrase(p, date="2020-01-08", known=known) for p in
...     ("the Iraqi Shiite militia X", "Iranian Foreign Minister Y", "a US destroyer", "coronavirus"))]
[('IRQ', 'PRM'), ('IRN', 'GOV'), ('USA', 'MIL'), ('', '')]

An actor unknown to every list is coded from its words: the nation from adjectives, demonyms, possessives and
cities, the sector from titles and common nouns, both from a body it belongs to.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from gestae.knowledge.actors import KnownActor, KnownActors
from gestae.knowledge.roles import RoleHit
from gestae.record.actors import ActorKind
from gestae.resolving.who.actor_codes import INTERNATIONAL, NOBODY, ActorCode, PlaceEntry, PlaceNames
from gestae.resolving.who.actor_words import ARTICLES, PREPOSITIONS, Hit, PhraseWord, find_hits, is_side, phrase_words

# The words after these belong to the phrase: they say whose and where from.
_BELONGING = frozenset({"of", "in", "from", "at", "across", "within", "inside", "for", "with", "throughout", "near"})
# An "army accountant" is army, a "police doctor" police.
_ARMED = frozenset({"MIL", "COP", "SPY", "REB", "PRM"})
# "Guerrilla forces" are no army.
_IRREGULAR = {"REB": "REB", "PRM": "PRM", "UAF": "UAF", "CRM": "CRM", "OPP": "REB"}
_OCCUPATIONS = frozenset({"BUS", "MED", "EDU", "LAB", "REL", "UNK"})


def code_phrase(
    text: str, *, date: str | None, known: KnownActors, places: PlaceNames | None = None, country: str = ""
) -> ActorCode:
    """The actor a noun phrase names, from its words.

    Args:
        text: the phrase ("former Iraqi army officers").
        date: the day it is said (ISO 8601): offices are judged then.
        known: who is known.
        places: a gazetteer, for cities ("Minsk police").
        country: a hint that decides between bodies of one name.
    """
    words = phrase_words(text)
    place = known.lookup(country) if country else None
    hint = place.country if place is not None else ""
    whole = known.lookup(text, date, country=hint)
    if whole is not None:
        return _coded_known(whole, hint)
    code = code_words(words, date=date, known=known, places=places, country=hint)
    if code.none and places is not None:
        code = _coded_city(words, places)
    if hint and not code.none and not code.country:
        code = replace(code, country=hint)
    return code


def code_words(
    words: Sequence[PhraseWord],
    *,
    date: str | None,
    known: KnownActors,
    places: PlaceNames | None = None,
    country: str = "",
) -> ActorCode:
    """The actor that words in a row name; see `code_phrase`."""
    hits = find_hits(words, known)
    parts = _parts(words, hits, known)
    return _Phrase(words, parts, date, known, places, country).code()


@dataclass(frozen=True, slots=True)
class _Part:
    """Words between two prepositions: the one before them, the hits in them."""

    preposition: str
    first: int
    last: int
    hits: tuple[Hit, ...]


def _parts(words: Sequence[PhraseWord], hits: Sequence[Hit], known: KnownActors) -> list[_Part]:
    inside = {i for hit in hits for i in range(hit.first, hit.last)}
    cuts = [(0, "")]
    for i, word in enumerate(words):
        if i and i not in inside and word.fold in PREPOSITIONS and word.after != "-":
            cuts.append((i + 1, word.fold))
        elif i and "," in word.after and i not in {j for hit in hits for j in range(hit.first + 1, hit.last)}:
            cuts.append((i, ","))
    cuts.append((len(words), ""))
    parts = []
    for (first, preposition), (last, _) in pairwise(cuts):
        parts.append(_Part(preposition, first, last, tuple(h for h in hits if first <= h.first < last)))
    return _without_container(words, parts, known)


def _without_container(words: Sequence[PhraseWord], parts: list[_Part], known: KnownActors) -> list[_Part]:
    """ "a group of tourists": the words after "of" are the head; what stands before still modifies."""
    while len(parts) > 1 and parts[1].preposition == "of" and parts[1].hits:
        last_word = words[parts[0].last - 2].fold if parts[0].last - 2 >= parts[0].first else ""
        if last_word not in known.roles.containers:
            break
        kept = tuple(hit for hit in parts[0].hits if hit.role is None)
        parts = [_Part("", parts[0].first, parts[1].last, kept + parts[1].hits), *parts[2:]]
    return parts


class _Phrase:
    """The parts of one phrase on the way to its code."""

    def __init__(
        self,
        words: Sequence[PhraseWord],
        parts: list[_Part],
        date: str | None,
        known: KnownActors,
        places: PlaceNames | None,
        hint: str,
    ) -> None:
        self.words = words
        self.date = date
        self.known = known
        self.places = places
        self.hint = hint
        head = parts[0]
        appositions = [hit for part in parts[1:] if part.preposition == "," for hit in part.hits]
        self.head_hits = [*head.hits, *appositions]
        self.tails = [part for part in parts[1:] if part.preposition in _BELONGING]
        self.folds = [word.fold for word in words[head.first : head.last]]
        for part in parts[1:]:
            if part.preposition == ",":
                self.folds += [word.fold for word in words[part.first : part.last]]
        self.former = any(word in known.roles.former for word in self.folds)

    def code(self) -> ActorCode:
        """The code of the phrase; `none` when nothing in it says who."""
        nation = self._nation()
        self.head_hits = [self._settled(hit, nation) for hit in self.head_hits]
        role = self._role()
        person = self._known("person", "surname")
        if person is not None and (role is None or role.role.person or role.role.belongs):
            return self._with_person(person, role, nation)
        body = self._known("body")
        if body is None and (role is None or role.role.belongs):
            body = self._body_after()
        if body is not None:
            return self._with_body(body, role, nation)
        if role is not None:
            return self._with_role(role, nation)
        return self._with_nation(nation)

    # The steps, in the order of calling.

    def _settled(self, hit: Hit, nation: KnownActor | None) -> Hit:
        """A name of common words means the known body only if nothing says that it is another country's."""
        if hit.generic is None or hit.name is None:
            return hit
        where = nation.country if nation is not None else self.hint
        body = self.known.choose(hit.name.names, self.date, country=where)
        run_before = any(h.last == hit.first and h.name is None and h.role is None for h in self.head_hits)
        if body is not None and (body.country == where or (not where and not run_before)):
            return replace(hit, generic=None)
        return Hit(hit.first, hit.last, role=hit.generic)

    def _roles(self) -> list[RoleHit]:
        return [
            hit.role for hit in self.head_hits if hit.role is not None and not self.words[hit.last - 1].possessive
        ] or [hit.role for hit in self.head_hits if hit.role is not None]

    def _role(self) -> RoleHit | None:
        roles = self._roles()
        plain = [hit for hit in roles if not hit.role.belongs]
        if plain:
            return plain[-1]
        return roles[-1] if roles else None

    def _known(self, *forms: str) -> KnownActor | None:
        for hit in reversed(self.head_hits):
            if hit.name is not None and not is_side(self.words, hit):
                actor = self.known.choose(hit.name.names, self.date, country=self.hint or self._first_nation())
                if actor is not None and actor.form in forms:
                    return actor
        return None

    def _first_nation(self) -> str:
        for hit in self.head_hits:
            if hit.name is not None and hit.name.has("adjective", "name", "demonym") and not is_side(self.words, hit):
                actor = self.known.choose(hit.name.names, self.date)
                if actor is not None:
                    return actor.country
        for part in self.tails:
            for hit in part.hits:
                if hit.name is not None and hit.name.has("name"):
                    actor = self.known.choose(hit.name.names, self.date)
                    if actor is not None and actor.form == "name":
                        return actor.country
        return ""

    def _nation(self) -> KnownActor | None:
        return self._known("name", "adjective", "demonym", "capital", "seat") or self._city()

    def _city(self) -> KnownActor | None:
        if self.places is None or not any(hit.role or hit.generic for hit in self.head_hits):
            return None
        last_role = max(hit.first for hit in self.head_hits if hit.role or hit.generic)
        for hit in self.head_hits:
            if hit.name is None and hit.role is None and hit.first < last_role:
                found = _place(self.words[hit.first : hit.last], self.places)
                if found is not None and found.country:
                    return KnownActor(found.name, found.country, "", "state", "capital")
        return None

    def _nation_after(self) -> str:
        for part in self.tails:
            for hit in part.hits:
                if hit.name is not None:
                    actor = self.known.choose(hit.name.names, self.date)
                    if actor is not None and actor.country:
                        return actor.country
        for part in self.tails:
            for hit in part.hits:
                if hit.name is None and hit.role is None and self.places is not None:
                    found = _place(self.words[hit.first : hit.last], self.places)
                    if found is not None and found.country:
                        return found.country
        return ""

    def _body_after(self) -> KnownActor | None:
        for part in self.tails:
            for hit in part.hits:
                if hit.name is not None and hit.name.has("body"):
                    actor = self.known.choose(hit.name.names, self.date, country=self.hint)
                    if actor is not None and actor.form == "body":
                        return actor
        return None

    def _with_person(self, person: KnownActor, role: RoleHit | None, nation: KnownActor | None) -> ActorCode:
        code = _coded_known(person, self.hint)
        if role is None or role.role.belongs or not role.role.person:
            return (
                replace(code, sector="ELI") if self.former and code.sector in self.known.roles.former_sectors else code
            )
        sector, second = self._sectors(role)
        if self.former:
            return replace(code, sector="ELI", sector2="")
        if role.role.sector == "REL" and code.sector not in {"", "REL"}:
            return code
        return replace(code, sector=sector or code.sector, sector2=second or code.sector2)

    def _with_body(self, body: KnownActor, role: RoleHit | None, nation: KnownActor | None) -> ActorCode:
        code = _coded_known(body, self.hint)
        country = code.country
        if nation is not None and nation.country and (not country or (len(country) == 3 and country in INTERNATIONAL)):
            country = nation.country
        if role is None:
            return replace(code, country=country, sector=self._ended(code.sector))
        weak = role.role.belongs or role.role.adverse or not code.sector or role.role.sector in {"", code.sector}
        sector = code.sector if weak and code.sector else role.role.sector or code.sector
        if sector == "MIL":  # "Hamas forces" are no army either
            sector = _IRREGULAR.get(code.sector, sector)
        name = self._unknown_name() if role.role.person and not role.plural else ""
        kind: ActorKind = code.kind if not role.role.person else "person"
        if role.plural:
            kind = self.known.roles.group_kind(role.role, sector)
        return (
            ActorCode(country=country, sector=self._ended(sector), kind=kind, name=name or "", plural=role.plural)
            if (role.role.person)
            else replace(code, country=country, sector=self._ended(sector), plural=role.plural)
        )

    def _with_role(self, role: RoleHit, nation: KnownActor | None) -> ActorCode:
        sector, second = self._sectors(role)
        if nation is None and role.role.words.rsplit(" ", 1)[-1] in self.known.roles.lenders:
            nation = self._known("person", "surname")
        country = nation.country if nation is not None else self._nation_after() or self._class_country()
        if nation is not None and nation.sector == "PRE" and not sector:
            sector = "PRE"
        head = self._roles()[-1]
        kind: ActorKind = "person"
        if head.plural or not head.role.person:
            kind = self.known.roles.group_kind(head.role, sector)
        name = self._unknown_name() if kind == "person" or not head.role.person else ""
        return ActorCode(country, self._ended(sector), second, kind, name, plural=head.plural)

    def _with_nation(self, nation: KnownActor | None) -> ActorCode:
        if nation is None:
            country = self._class_country()
            if country:
                return ActorCode(country, "MIL", kind="military")
            country = self._nation_after()
            return ActorCode(country) if country and not any(h.name is None for h in self.head_hits) else NOBODY
        sector = nation.sector
        if any(word in self.known.roles.ordinary for word in self.folds):
            sector = "CVL"
        code = _coded_known(nation, self.hint)
        if nation.form == "demonym" or nation.form == "adjective":
            code = replace(code, kind="population", name="", plural=True)
        unknown = [hit for hit in self.head_hits if hit.name is None]
        return replace(code, sector=sector, name=code.name if not unknown else self._unknown_name())

    def _sectors(self, role: RoleHit) -> tuple[str, str]:
        """First and second sector of the head: the last plain noun says the first, an earlier one the second."""
        roles = [hit.role.sector for hit in self._roles() if hit.role.sector and not hit.role.belongs]
        sector = roles[-1] if roles else self._sector_after() if role.role.belongs else role.role.sector
        sector = sector or role.role.sector
        if len(roles) > 1 and sector in _OCCUPATIONS and roles[-2] in _ARMED:
            sector = roles[-2]
        if len(roles) > 1 and sector == "MIL" and roles[-2] in _IRREGULAR:
            sector = _IRREGULAR[roles[-2]]
        earlier = [other for other in roles[:-1] if other != sector]
        if role.role.belongs and any(word in self.known.roles.religions for word in self.folds):
            sector = "REL" if role.role.sector in {"", "GOV"} and not roles else sector
        if sector == "UNK" and any(word in self.known.roles.mixed for word in self.folds):
            sector = "CVL"
        second = earlier[0] if earlier else ""
        if role.role.words in self.known.roles.second:
            second = "MIL"
        if sector == "CVL" and any(word in self.known.roles.opposition for word in (*self.folds, role.role.words)):
            second = "OPP"
        if sector == "OPP" and earlier:
            sector, second = earlier[0], "OPP"
        return sector, second

    def _sector_after(self) -> str:
        """ "head of the union", "chairman of the company's board": the sector of the body named after."""
        for part in self.tails:
            if part.preposition in {"of", "for", "from", "at", "with"}:
                for hit in part.hits:
                    if hit.role is not None and not hit.role.role.person and hit.role.role.sector:
                        return hit.role.role.sector
        return ""

    def _ended(self, sector: str) -> str:
        return "ELI" if self.former and sector in self.known.roles.former_sectors else sector

    def _unknown_name(self) -> str:
        """The unknown capitalised words, with the body's noun where they lead up to it ("Amherst College")."""
        runs = [hit for hit in self.head_hits if hit.name is None and hit.role is None]
        if not runs:
            return ""
        last = runs[-1].last
        for hit in self.head_hits:
            if hit.role is not None and hit.first == last and not hit.role.role.person and self.words[last].capital:
                last = hit.last
        return " ".join(word.text for word in self.words[runs[-1].first : last])

    def _class_country(self) -> str:
        """The navy that runs a class of ship ("an Arleigh Burke-class destroyer")."""
        for i, word in enumerate(self.words):
            if word.fold == "class":
                for first in range(max(0, i - 3), i):
                    found = self.known.roles.classes.get(" ".join(w.fold for w in self.words[first:i]))
                    if found:
                        return found
        return ""


def _coded_known(actor: KnownActor, hint: str) -> ActorCode:
    population = actor.form in {"demonym", "adjective"}
    return ActorCode(
        country=actor.country or hint,
        sector=actor.sector,
        kind="population" if population else actor.kind,
        name=actor.name,
        wikidata="" if population else actor.wikidata,
        aliases=actor.aliases,
        plural=population,
        office="" if actor.former else actor.office,
    )


def _coded_city(words: Sequence[PhraseWord], places: PlaceNames) -> ActorCode:
    """A city that acts and is no capital: its people."""
    names = [word for word in words if word.fold not in ARTICLES]
    proper = names and all(word.capital and not word.upper for word in names)
    found = _place(names, places, whole=True) if proper else None
    if found is None or not found.country:
        return NOBODY
    return ActorCode(country=found.country, sector="CVL", kind="population", name=found.name)


_LEAST_POPULATION = 5000


def _place(words: Sequence[PhraseWord], places: PlaceNames, *, whole: bool = False) -> PlaceEntry | None:
    """The populous place that a run of words names, else (not `whole`) the one its first words name."""
    for last in range(len(words), 0, -1):
        entries = places.find(" ".join(word.text for word in words[:last]))
        usable = [entry for entry in entries if entry.population >= _LEAST_POPULATION]
        if usable:
            return max(usable, key=lambda entry: entry.population)
        if whole:
            break
    return None
