"""Of which country those are whom the words only call by what they do: "police arrested 20 protesters in Nairobi".

A report says once where it happens and then speaks of "the court", "residents", "the opposition". Who is at home where
it happens takes the country of the place in the same sentence (no other country named as a place there), else that of
the place named last before it in the paragraph, else that of the dateline, else the one country the whole report speaks
of. Bodies that rule or oppose a whole country ("the government", "parliament") may be spoken of from abroad: for them
the report's one country counts first. Whoever may come from elsewhere (troops, gunmen, envoys, tourists) stays open.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from gestae.knowledge.roles import Roles
from gestae.reading.tokens import Reading
from gestae.resolving.where.places import PlaceMention, Places
from gestae.resolving.who.chains import Chain

_LOCAL = frozenset({"COP", "JUD", "CVL", "LAB", "EDU", "HLH", "MED", "AGR", "CRM"})
_NATIONAL = frozenset({"GOV", "LEG", "OPP", "PTY"})
_OFFICES = frozenset({"COP", "JUD"})  # whose named holders are at home, too ("Judge Rivera")
_KINDS = frozenset({"government", "organization", "population", "person"})
_BACK = 2  # sentences
_MOSTLY = 0.75  # share of the report's names of countries that makes it speak of one


@dataclass(frozen=True, slots=True)
class AtHome:
    """The country of whoever is at home in a report; `filed` is that of its dateline."""

    reading: Reading
    places: Places
    roles: Roles
    filed: str | None
    spoken_of: str | None

    def settled(self, chain: Chain) -> Chain:
        """The chain with its country and the words that say so, where both can be told."""
        found = self._country(chain) if self._is_open(chain) else None
        if found is None:
            return chain
        country, place = found
        chain.code = replace(chain.code, country=country)
        chain.home = None if place is None else (place.start, place.end)
        return chain

    def _is_open(self, chain: Chain) -> bool:
        code = chain.code
        kinds = _KINDS | {"armed_group"} if code.sector == "CRM" else _KINDS  # prisoners, gangs
        unnamed = chain.form == "role" and not chain.names
        in_office = code.kind == "person" and code.sector in _OFFICES and bool(chain.titles)
        if code.country or code.kind not in kinds or not (unnamed or in_office):
            return False
        if code.sector not in _LOCAL | _NATIONAL or chain.titles & self.roles.anywhere:
            return False
        words = (
            self.reading.tokens[at].lower for mention in chain.mentions for at in range(mention.first, mention.last)
        )
        return self.roles.from_afar.isdisjoint(words)

    def _country(self, chain: Chain) -> tuple[str, PlaceMention | None] | None:
        national = chain.code.sector in _NATIONAL
        if not national:
            for mention in chain.mentions:
                near = self._near(self.reading.tokens[mention.head].sentence)
                if near is not None:
                    return near
            for mention in chain.mentions:
                before = self._just_before(self.reading.tokens[mention.head].sentence)
                if before is not None:
                    return before
        country = (self.spoken_of or self.filed) if national else (self.filed or self.spoken_of)
        return None if country is None else (country, self._first_of(country))

    def _just_before(self, sentence: int) -> tuple[str, PlaceMention] | None:
        """The one country of the places named last before a sentence, in its own paragraph."""
        part = self.reading.sentences[sentence].part
        for earlier in range(sentence - 1, max(-1, sentence - 1 - _BACK), -1):
            if self.reading.sentences[earlier].part != part:
                return None
            if any(self._of(mention) for mention in self.places.in_sentence(earlier)):
                return self._near(earlier)
        return None

    def _near(self, sentence: int) -> tuple[str, PlaceMention] | None:
        """The one country in which the places of a sentence lie."""
        found = [(place, mention) for mention in self.places.in_sentence(sentence) if (place := self._of(mention))]
        countries = {country for country, _ in found}
        return (found[0][0], found[0][1]) if len(countries) == 1 else None

    def _of(self, mention: PlaceMention) -> str | None:
        return self.places.items[mention.place].country if mention.locative else None

    def _first_of(self, country: str) -> PlaceMention | None:
        return next((mention for mention in self.places.mentions if self._of(mention) == country), None)


def at_home(
    chains: Sequence[Chain], reading: Reading, *, places: Places, roles: Roles, filed: str | None
) -> tuple[Chain, ...]:
    """The chains, those at home with their country."""
    named = Counter(_named(chains, places))
    most = max(named, key=lambda country: (named[country], country), default=None)
    one = most if most is not None and named[most] >= _MOSTLY * sum(named.values()) else None
    finder = AtHome(reading, places, roles, filed, one)
    return tuple(finder.settled(chain) for chain in chains)


def _named(chains: Iterable[Chain], places: Places) -> Iterable[str]:
    """Each naming of a country, by its own name, a place in it or somebody of it."""
    for chain in chains:
        if chain.code.country and len(chain.code.country) == 3:
            yield from (chain.code.country for _ in chain.mentions)
    for mention in places.mentions:
        country = places.items[mention.place].country
        if mention.locative and country:
            yield country
