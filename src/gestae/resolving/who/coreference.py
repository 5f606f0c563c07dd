"""Which mentions are one actor: names and surnames, acronyms, "the general", "his country", pronouns.

"... Qasem Soleimani. ... The general, who was revered in Iran, was killed along with colleagues ... his death": one
actor with a name, a nominal and two pronouns. Two people of one surname are never joined without a first name.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from gestae.knowledge.actors import KnownActors
from gestae.knowledge.names import fold
from gestae.reading.tokens import Reading, Token
from gestae.resolving.who.acronyms import body_of_acronym, with_acronyms_as_bodies
from gestae.resolving.who.actor_codes import ActorCode
from gestae.resolving.who.candidates import Candidate
from gestae.resolving.who.chains import Chain, Linked, of_gender, of_surname, surnames
from gestae.resolving.who.descriptions import (
    bears,
    describes,
    foremost,
    is_elsewhere,
    is_named_by_country,
    people_named,
    subject_of_being,
)
from gestae.resolving.who.pronouns import PronounReader, find_pronouns

_STATE_WORDS = frozenset({"country", "nation", "republic", "kingdom", "superpower"})
_OFFICES = frozenset({"GOV", "LEG", "JUD"})
_NATIONALITIES = frozenset({"adjective", "demonym"})
_NATIONS = frozenset({"name", "adjective", "demonym", "capital", "seat"})


def join(candidates: Sequence[Candidate], reading: Reading, known: KnownActors) -> tuple[Chain, ...]:
    """Chains of mentions, in the order of their first mention. Locative mentions count for nobody."""
    candidates = with_acronyms_as_bodies(candidates, reading.tokens)
    joiner = _Joiner(reading, known)
    joiner.take_full_names(candidates)
    pronouns = find_pronouns(reading)
    reader = PronounReader(reading, joiner.chains, joiner.at_token)
    items: list[Candidate | Token] = [*candidates, *pronouns]
    for item in sorted(items, key=_place):
        if isinstance(item, Token):
            reader.take(item)
        else:
            joiner.take(item)
    reader.finish()
    kept = [chain for chain in joiner.chains if chain.mentions]
    for chain in kept:
        chain.mentions.sort(key=lambda mention: (mention.first, mention.last))
    return tuple(sorted(kept, key=lambda chain: (chain.mentions[0].first, chain.mentions[0].last)))


def _place(item: Candidate | Token) -> tuple[int, int]:
    return (item.index, item.index + 1) if isinstance(item, Token) else (item.first, -item.last)


class _Joiner:
    """The chains so far."""

    def __init__(self, reading: Reading, known: KnownActors) -> None:
        self.reading = reading
        self.tokens = reading.tokens
        self.known = known
        self.chains: list[Chain] = []
        self.by_key: dict[str, Chain] = {}
        self.by_surname: dict[str, list[Chain]] = {}
        self.at_token: dict[int, Chain] = {}
        self.apposed: dict[int, Chain] = {}
        self.lands: set[str] = set()
        self.nations: set[str] = set()
        self.countries: dict[int, frozenset[str]] = {}  # named in a sentence

    # Names

    def take_full_names(self, candidates: Sequence[Candidate]) -> None:
        """People named in full anywhere: a surname before or after means them."""
        ends = {c.last: c.head for c in candidates if c.form == "role" and c.definite and not c.plural}
        self.nations = {c.code.country for c in candidates if c.form in _NATIONS}
        for sentence, there in groupby(candidates, key=lambda c: self.tokens[c.head].sentence):
            self.countries[sentence] = frozenset(
                c.code.country for c in there if c.code.country and c.form not in _NATIONALITIES
            )
        self.lands = {c.key for c in candidates if c.locative or c.form in _NATIONALITIES}
        for candidate in candidates:
            if candidate.form == "person" and not candidate.surname and candidate.code.kind == "person":
                chain = self._chain_of_name(candidate)
                chain.titles.update(candidate.titles)
                for described in (candidate.apposed, self._apposed_to(candidate, ends)):
                    if described >= 0:
                        self.apposed[described] = chain

    def _apposed_to(self, candidate: Candidate, ends: Mapping[int, int]) -> int:
        """ "the ambassador, Sergey Andreev": the head token of the description before a name, or -1."""
        head = self.tokens[candidate.head]
        if head.dep == "appos":
            above = self.tokens[head.head]
            if above.pos == "PROPN" and above.entity == "PERSON" and above.dep == "pobj":
                return self.tokens[above.head].head  # "an adviser to President Raisi, Mohammad Jamshidi,"
            return head.head
        comma = candidate.first - 1
        listed = any(child.dep in {"conj", "cc"} for child in self.reading.children(head))
        if comma > 0 and self.tokens[comma].text == "," and not listed:
            return ends.get(comma, -1)
        return -1

    def take(self, candidate: Candidate) -> None:
        """Put one mention where it belongs."""
        if candidate.surname or self._is_surname_here(candidate):
            chain = self._surname(candidate)
        elif candidate.form == "role" and candidate.kind != "name":
            chain = self._nominal(candidate)
        elif candidate.code.kind == "person" and candidate.form in {"person"}:
            chain = self._chain_of_name(candidate)
        else:
            chain = self._acronym(candidate) or self._new_or_same(candidate)
        if chain is None:
            return
        if candidate.locative:
            chain.locatives.append(candidate.head)
            return
        self._mention(chain, candidate)

    def _is_surname_here(self, candidate: Candidate) -> bool:
        """Whether one word is the surname of somebody named in full ("McCoy", a body; "Montenegro"; "Amir", a role).

        A state's name is one only where nothing else in the report speaks of that state.
        """
        if candidate.last != candidate.first + 1 or not self.by_surname.get(fold(self.tokens[candidate.first].text)):
            return False
        if candidate.form == "role":
            return self.tokens[candidate.first].pos == "PROPN" and not (candidate.definite or candidate.plural)
        if candidate.form in {"name", "capital"}:
            return candidate.kind == "name" and not candidate.locative and candidate.key not in self.lands
        return candidate.form == "body" and not candidate.key.startswith("known")

    def _mention(self, chain: Chain, candidate: Candidate) -> None:
        chain.mentions.append(Linked(candidate.first, candidate.last, candidate.head, candidate.kind))
        self.at_token[candidate.head] = chain
        named = candidate.kind == "name" or (candidate.kind == "modifier" and candidate.form != "role")
        if named and candidate.form not in _NATIONALITIES:
            name = candidate.alias or self._words(candidate)
            if name not in chain.names:
                chain.names.append(name)
        if candidate.titles:
            chain.titles.update(candidate.titles)
            namesake = candidate.key.startswith("known") and chain.key != candidate.key
            self._better_code(chain, replace(candidate.code, country="", sector="") if namesake else candidate.code)
        chain.gender = chain.gender or candidate.gender

    def _better_code(self, chain: Chain, code: ActorCode) -> None:
        """A title in the text says more than the table, and fills what is missing."""
        changes: dict[str, str] = {}
        if code.sector and (not chain.code.sector or chain.code.sector == "ELI"):
            changes["sector"] = code.sector
        if code.country and not chain.code.country:
            changes["country"] = code.country
        if changes:
            chain.code = replace(chain.code, **changes)  # type: ignore[arg-type]

    def _words(self, candidate: Candidate) -> str:
        tokens = self.tokens
        text = self.reading.document.text[tokens[candidate.first].start : tokens[candidate.last - 1].end]
        return " ".join(text.split())

    def _new(self, candidate: Candidate, key: str) -> Chain:
        chain = Chain(
            len(self.chains), candidate.code, key, candidate.form, plural=candidate.plural or candidate.code.plural
        )
        self.chains.append(chain)
        self.by_key[key] = chain
        if candidate.role:
            chain.titles.add(candidate.role)
        if candidate.code.kind == "person" and candidate.form in {"person", "surname"}:
            given = fold(candidate.code.name.split(" ", 1)[0])
            chain.gender = candidate.gender or ("f" if given in self.known.roles.female_names else "")
            for surname in surnames(candidate.code.name):
                self.by_surname.setdefault(surname, []).append(chain)
        return chain

    def _new_or_same(self, candidate: Candidate) -> Chain:
        return self.by_key.get(candidate.key) or self._new(candidate, candidate.key)

    def _chain_of_name(self, candidate: Candidate) -> Chain:
        """The person of that full name: the same name, or the same surname with a fitting first name."""
        if candidate.key in self.by_key:
            return self.by_key[candidate.key]
        words = [fold(word) for word in candidate.code.name.split()]
        for chain in self.by_surname.get(words[-1] if words else "", []):
            other = [fold(word) for word in chain.code.name.split()]
            if (
                len(words) > 1
                and len(other) > 1
                and _same_given(words[0], other[0])
                and not chain.key.startswith("known")
            ):
                self.by_key[candidate.key] = chain
                return chain
        return self._new(candidate, candidate.key)

    def _surname(self, candidate: Candidate) -> Chain | None:
        """Who a bare surname means: the one person so named in the report, else who is known by it."""
        surname = fold(self.tokens[candidate.last - 1].text)
        named = of_gender(of_surname(self.by_surname.get(surname, []), surname), candidate.gender)
        if (
            candidate.form != "bare"
            and candidate.key in self.by_key
            and (not named or self.by_key[candidate.key] in named)
        ):
            return self.by_key[candidate.key]
        if len(named) == 1:
            return named[0]
        if len(named) > 1:
            return self._last_of(named, candidate.first)
        if candidate.form == "bare":
            return None
        known = candidate.key.startswith("known")
        alone = candidate.high and self._is_meant_alone(surname, candidate.code.country)
        enough = self._has_fitting_title(candidate) or (alone and not self._offices(candidate))
        if not known or enough:
            return self._new_or_same(candidate)
        token = self.tokens[candidate.last - 1]
        if token.entity != "PERSON" or candidate.locative:
            return None
        # somebody of that name, and not for that the one who is known by it
        titles = [role for title in candidate.titles if (role := self.known.roles.by_words.get(title)) is not None]
        unknown = ActorCode(sector=titles[-1].sector if titles else "", kind="person", name=token.text)
        return self._new_or_same(replace(candidate, code=unknown, key=f"name {surname}", alias=token.text, high=False))

    def _has_fitting_title(self, candidate: Candidate) -> bool:
        """Whether the title before the name is the known office ("Governor Ortiz").

        Any title fits where the report speaks of the country; elsewhere "Colonel Ortiz" is somebody of that name.
        """
        held = candidate.code.office.lower().split()
        fits = any(title.rsplit(" ", 1)[-1] in held for title in self._offices(candidate))
        return bool(candidate.titles) and (fits or candidate.code.country in self.nations)

    def _offices(self, candidate: Candidate) -> list[str]:
        """The titles before a name that are offices: no ranks or honours."""
        by_words = self.known.roles.by_words
        return [title for title in candidate.titles if title in by_words and by_words[title].sector in _OFFICES]

    def _is_meant_alone(self, surname: str, country: str) -> bool:
        """Whether a surname alone is that of a head of state: not that of "Williams said"."""
        return surname not in self.known.roles.shared_surnames or country in self.nations

    def _last_of(self, chains: Iterable[Chain], before: int) -> Chain | None:
        """The one of several named in this or the last sentence; None when none or more than one was."""
        sentence = self.tokens[before].sentence
        near = [c for c in chains if c.mentions and self.tokens[c.mentions[-1].head].sentence >= sentence - 1]
        return near[0] if len(near) == 1 else None

    def _acronym(self, candidate: Candidate) -> Chain | None:
        """An acronym in brackets after a name, or later on for it."""
        words = "" if candidate.key in self.by_key else self._words(candidate)
        chain = body_of_acronym(candidate, words, self.chains, self.tokens)
        if chain is not None:
            self.by_key[candidate.key] = chain
        return chain

    # Nominals

    def _nominal(self, candidate: Candidate) -> Chain | None:
        described = self._described(candidate)
        if described is not None:
            described.titles.add(candidate.role)
            self._better_code(described, candidate.code)
            return described
        same = self.by_key.get(candidate.key) or self._title_holder(candidate)
        if same is not None and is_elsewhere(candidate, same, self.countries, self.tokens):
            return self._new(candidate, candidate.key)
        if candidate.role.rsplit(" ", 1)[-1] in _STATE_WORDS:
            return self._state(candidate)
        if candidate.possessor and same is None:
            return self._new(self._owned(candidate), candidate.key + f" {candidate.first}")
        if candidate.definite and not candidate.plural and not _says_much(candidate):
            found = same or self._antecedent(candidate)
            if found is not None:
                return found
            if candidate.belongs and not candidate.code.country:
                return None
        if is_named_by_country(candidate, self.known, self.tokens) and same is None:
            found = self._antecedent(candidate)
            if found is not None and found.form == "body":
                return found
        if candidate.plural and candidate.definite and same is None:
            found = self._antecedent(candidate) or people_named(candidate, self.chains, self.tokens)
            if found is not None:
                return found
        if same is not None:
            return same
        if candidate.belongs and not candidate.code.country and not candidate.code.sector:
            return (
                self._new(candidate, candidate.key)
                if candidate.plural and candidate.code.kind == "population"
                else None
            )
        return self._new(candidate, candidate.key)

    def _described(self, candidate: Candidate) -> Chain | None:
        """ "Soleimani, longtime leader of the Guards", "the militia's leader, X": the person described."""
        if candidate.plural or candidate.code.kind != "person":
            return None
        if candidate.head in self.apposed:
            return self.apposed[candidate.head]
        head = self.tokens[candidate.head]
        chain = self.at_token.get(head.head if head.dep == "appos" else subject_of_being(head, self.reading))
        return chain if chain is not None and chain.is_person else None

    def _title_holder(self, candidate: Candidate) -> Chain | None:
        """The one person of the report who bears this title of this country ("Iran's supreme leader")."""
        if candidate.plural or candidate.code.kind != "person" or not candidate.code.country:
            return None
        holders = [
            chain
            for chain in self.chains
            if chain.is_person and chain.code.country == candidate.code.country and bears(chain, candidate.role)
        ]
        return holders[0] if len(holders) == 1 else None

    def _state(self, candidate: Candidate) -> Chain | None:
        """ "his country", "the country": the state of the person or body spoken of."""
        if candidate.plural:
            return None
        if candidate.possessor:
            owner = self.at_token.get(self._possessor(candidate))
            return self._state_chain(owner.code.country) if owner is not None else None
        if candidate.code.country:
            return self._state_chain(candidate.code.country)
        if not candidate.definite:
            return None
        return self._state_spoken_of(candidate)

    def _owned(self, candidate: Candidate) -> Candidate:
        """ "its fighters": of the country, and when they belong to it of the sector, of whom the pronoun means."""
        owner = self.at_token.get(self._possessor(candidate))
        if owner is None:
            return candidate
        code = replace(candidate.code, country=candidate.code.country or owner.code.country)
        role = self.known.roles.by_words.get(candidate.role)
        if (candidate.belongs or (role is not None and role.adverse)) and not owner.is_person:
            code = replace(code, sector=owner.code.sector or code.sector)
        return replace(candidate, code=code)

    def _state_spoken_of(self, candidate: Candidate) -> Chain | None:
        """The state last named as a place or by name; one only named by an adjective counts less."""
        best: tuple[int, Chain] | None = None
        for chain in self.chains:
            if chain.code.kind == "state":
                named = [m.head for m in chain.mentions if m.kind == "name"] + chain.locatives
                last = max((at for at in named if at < candidate.first), default=-5000)
                last = max([last, *(m.head - 1000 for m in chain.mentions if m.first < candidate.first)])
                if last > -5000 and (best is None or last > best[0]):
                    best = (last, chain)
        return best[1] if best is not None else None

    def _possessor(self, candidate: Candidate) -> int:
        head = self.tokens[candidate.head]
        return next((child.index for child in self.reading.children(head) if child.dep == "poss"), -1)

    def _state_chain(self, country: str) -> Chain | None:
        chain = self.by_key.get(f"state {country}")
        if chain is not None:
            return chain
        state = self.known.state(country) if country else None
        if state is None:
            return None
        code = ActorCode(country=country, kind="state", name=state.name, wikidata=state.wikidata)
        chain = Chain(len(self.chains), code, f"state {country}", "name")
        self.chains.append(chain)
        self.by_key[chain.key] = chain
        return chain

    def _antecedent(self, candidate: Candidate) -> Chain | None:
        """The last chain that a definite description can mean ("the general", "the group", "the gunmen")."""
        sentence = self.tokens[candidate.head].sentence
        fitting = [c for c in self._recent(sentence, candidate.first, back=12) if describes(candidate, c, self.known)]
        return foremost(fitting, candidate.first, self.tokens) if fitting else None

    def _recent(self, sentence: int, before: int, *, back: int = 8) -> list[Chain]:
        """Chains mentioned before here, the last first."""
        found = []
        for chain in self.chains:
            last = next((m for m in reversed(chain.mentions) if m.first < before), None)
            if last is not None and self.tokens[last.head].sentence >= sentence - back:
                found.append((last.first, chain.number, chain))
        return [chain for _, _, chain in sorted(found, reverse=True)]


def _same_given(one: str, other: str) -> bool:
    return one == other or ((len(one) <= 2 or len(other) <= 2) and one[:1] == other[:1])


def _says_much(candidate: Candidate) -> bool:
    """Whether a description names its own actor ("Iran's supreme leader", "the Iraqi militia")."""
    return bool(candidate.code.country)
