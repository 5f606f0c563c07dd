"""What the words after a noun add to who it is.

"director of the CIA" is in American intelligence, "leaders from both countries" are named so, and in "dozens of
rebels" the rebels act though "dozens" is the subject.
"""

from __future__ import annotations

from dataclasses import replace

from gestae.knowledge.names import fold
from gestae.knowledge.roles import Roles
from gestae.reading.tokens import Reading, Token
from gestae.resolving.who.actor_codes import ActorCode
from gestae.resolving.who.candidates import Candidate, PlacesFound

_LINKS = frozenset({"of", "for", "from", "in", "at", "with"})
_NAMING = frozenset({"of", "for", "from"})
_PLACING = frozenset({"of", "in", "from", "at"})
_COMPLETED = frozenset({"role", "demonym", "person", "surname"})
_COUNTING = frozenset({"NOUN", "NUM", "PRON", "DET", "ADJ"})


def with_affiliations(
    found: list[Candidate], reading: Reading, roles: Roles, places: PlacesFound | None
) -> list[Candidate]:
    """The candidates of a sentence, completed by the phrases that hang on them; a container joins its content."""
    by_head = {candidate.head: number for number, candidate in enumerate(found)}
    dropped: set[int] = set()
    result = list(found)
    for number in reversed(range(len(found))):
        candidate = found[number]
        if candidate.form not in _COMPLETED or candidate.kind == "modifier":
            continue
        container = _container(candidate, reading, roles) if candidate.form in {"role", "demonym"} else None
        if container is not None:
            if container in by_head:
                dropped.add(by_head[container])
            result[number] = replace(candidate, first=min(container, candidate.first), head=container)
        elif candidate.form == "role":
            owners = {head: result[at] for head, at in by_head.items()}
            result[number] = _affiliated(candidate, owners, reading, places)
            dropped.update(by_head[head] for head in _portfolios(candidate, owners, reading, roles))
        elif candidate.form in {"person", "surname"} and candidate.code.kind == "person":
            owners = {head: result[at] for head, at in by_head.items()}
            result[number] = _of_its_state(candidate, owners, reading)
    return [candidate for number, candidate in enumerate(result) if number not in dropped]


def _container(candidate: Candidate, reading: Reading, roles: Roles) -> int | None:
    """The token of "group" in "a group of gunmen", of "dozens" in "dozens of rebels"."""
    head = reading.tokens[candidate.head]
    preposition = reading.tokens[head.head]
    if head.dep != "pobj" or not candidate.plural or preposition.lower != "of":
        return None
    noun = reading.tokens[preposition.head]
    return noun.index if noun.lower in roles.containers and noun.pos in _COUNTING else None


def _affiliated(
    candidate: Candidate, by_head: dict[int, Candidate], reading: Reading, places: PlacesFound | None
) -> Candidate:
    for preposition in _prepositions(candidate, reading):
        owner = next((by_head[o.index] for o in reading.children(preposition) if o.index in by_head), None)
        if owner is not None:
            return _with_owner(candidate, owner, preposition.lower, reading)
        if not candidate.code.country and preposition.lower in _PLACING:
            candidate = _with_country(candidate, preposition, reading, places)
    return candidate


def _of_its_state(candidate: Candidate, by_head: dict[int, Candidate], reading: Reading) -> Candidate:
    """ "King Hassan of Morocco": of that state, and not the one of his name who is known in another."""
    for preposition in _prepositions(candidate, reading):
        if preposition.lower != "of":
            continue
        owner = next((by_head[o.index] for o in reading.children(preposition) if o.index in by_head), None)
        if owner is None or owner.code.kind != "state" or owner.code.country == candidate.code.country:
            continue
        if not candidate.code.country:
            return replace(candidate, code=replace(candidate.code, country=owner.code.country))
        if not candidate.titles:
            continue  # "Churchill of Iran" is no Iranian
        words = reading.document.text[reading.tokens[candidate.first].start : reading.tokens[candidate.last - 1].end]
        name = candidate.alias or " ".join(words.split())
        code = ActorCode(owner.code.country, candidate.code.sector, kind="person", name=name)
        return replace(candidate, code=code, key=f"name {code.country} {fold(name)}", form="person", surname=False)
    return candidate


def _prepositions(candidate: Candidate, reading: Reading) -> list[Token]:
    children = reading.children(reading.tokens[candidate.head])
    return [child for child in children if child.dep == "prep" and child.lower in _LINKS]


def _with_owner(candidate: Candidate, owner: Candidate, preposition: str, reading: Reading) -> Candidate:
    code = candidate.code
    if not code.country:
        code = replace(code, country=owner.code.country)
    if candidate.belongs and owner.code.sector and owner.code.kind != "person" and preposition != "in":
        code = replace(code, sector=owner.code.sector)
    if preposition not in _NAMING or owner.first <= candidate.last:
        return replace(candidate, code=code)
    start, end = reading.tokens[candidate.first].start, reading.tokens[owner.last - 1].end
    name = " ".join(reading.document.text[start:end].split())
    key = f"nominal {code.country} {fold(name)}"
    return replace(candidate, code=replace(code, name=name), key=key, belongs=False)


def _with_country(candidate: Candidate, preposition: Token, reading: Reading, places: PlacesFound | None) -> Candidate:
    """ "residents of Calgary": the country of the place."""
    if places is None:
        return candidate
    for token in reading.children(preposition):
        found = places.at(token.index)
        if found is not None:
            return replace(candidate, code=replace(candidate.code, country=places.items[found.place].country or ""))
    return candidate


def _portfolios(candidate: Candidate, by_head: dict[int, Candidate], reading: Reading, roles: Roles) -> set[int]:
    """ "Minister of Natural Resources": what the minister is for is no body of its own."""
    if candidate.role.rsplit(" ", 1)[-1] not in roles.portfolio_roles:
        return set()
    objects = [
        token.index
        for preposition in _prepositions(candidate, reading)
        if preposition.lower in {"of", "for"}
        for token in reading.children(preposition)
    ]
    return {index for index in objects if index in by_head and by_head[index].key.startswith("name ")}
