"""Which actor a definite description means: "the group", "the Lebanese militia", "the settlers".

"Hezbollah fired rockets. The Lebanese militia ..." - one actor; "the army accused Hamas. The group ..." - Hamas, for
an army is no group.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from gestae.knowledge.actors import KnownActors
from gestae.knowledge.names import fold
from gestae.reading.tokens import Reading, Token
from gestae.resolving.who.candidates import Candidate
from gestae.resolving.who.chains import Chain
from gestae.resolving.who.pronouns import SUBJECTS

_HIGH_TITLES = frozenset({"president", "prime minister", "premier", "chancellor", "supreme leader", "king", "emir"})
_IRREGULARS = frozenset({"REB", "PRM"})


def describes(candidate: Candidate, chain: Chain, known: KnownActors) -> bool:
    """Whether a definite description fits a chain: by a word of its name or title, or by its sector."""
    if candidate.plural != chain.plural or chain.code.kind in {"state", "population"}:
        return False
    if candidate.code.country and chain.code.country and candidate.code.country != chain.code.country:
        return False
    if candidate.gender and chain.gender and candidate.gender != chain.gender:
        return False
    person = candidate.code.kind == "person"
    if person != chain.is_person:
        return False
    if candidate.role.rsplit(" ", 1)[-1] in chain.own_words():
        return candidate.role in chain.titles or set(candidate.role.split()) <= chain.own_words()
    if candidate.role not in known.roles.hypernyms:
        return False
    if chain.form == "role" and not (candidate.plural and chain.code.sector in _IRREGULARS):
        return False
    if candidate.belongs and not candidate.code.sector:
        return not person or chain.code.sector in {"GOV", "REB", "PRM", "PTY", "REL"}
    sectors = {candidate.code.sector, chain.code.sector}
    return chain.form != "seat" and "" not in sectors and (len(sectors) == 1 or sectors == _IRREGULARS)


def is_named_by_country(candidate: Candidate, known: KnownActors, tokens: Sequence[Token]) -> bool:
    """ "The Lebanese militia" after Hezbollah: a general word with a country, which a named body of it may be.

    "The Trump administration" has a name of its own.
    """
    before = tokens[candidate.first : candidate.head]
    named = any(token.pos == "PROPN" and token.entity not in {"GPE", "LOC", "NORP"} for token in before)
    general = candidate.role in known.roles.hypernyms and not candidate.possessor and not named
    return candidate.definite and not candidate.plural and general and bool(candidate.code.country)


def is_elsewhere(
    candidate: Candidate, chain: Chain, countries: Mapping[int, frozenset[str]], tokens: Sequence[Token]
) -> bool:
    """ "Police in Bangkok ... Rohingya militants attacked police posts": of another country than those named before.

    So it is where the sentence names countries, not theirs, and they were not spoken of just before.
    """
    sentence = tokens[candidate.head].sentence
    here, home = countries.get(sentence, frozenset()), chain.code.country
    if not home or not here or home in here or candidate.code.country == home or chain.names:
        return False
    return all(tokens[mention.head].sentence < sentence - 1 for mention in chain.mentions)


def people_named(candidate: Candidate, chains: Sequence[Chain], tokens: Sequence[Token]) -> Chain | None:
    """The one people of the report that bears this noun ("Israeli settlers ... the settlers")."""
    noun = fold(tokens[candidate.head].text)
    peoples = [chain for chain in chains if chain.code.kind == "population" and chain.mentions]
    fitting = [c for c in peoples if fold(c.code.name.rsplit(" ", 1)[-1]) == noun and not candidate.code.country]
    return fitting[0] if len(fitting) == 1 else None


def foremost(chains: Sequence[Chain], before: int, tokens: Sequence[Token]) -> Chain:
    """Of chains named in one sentence the one that is its subject, unless the last was named later on."""
    last = [next(m for m in reversed(chain.mentions) if m.first < before) for chain in chains]
    heads = [tokens[mention.head] for mention in last]
    if last[0].kind != "pronoun" or heads[0].dep in SUBJECTS:
        return chains[0]
    same = [n for n, head in enumerate(heads) if head.sentence == heads[0].sentence and head.dep in SUBJECTS]
    return chains[same[0]] if same else chains[0]


def bears(chain: Chain, role: str) -> bool:
    """Whether a person bears a title; a country's "leader" is its president or prime minister."""
    titles = {*chain.titles, chain.code.office}
    return role in titles or (role == "leader" and bool(titles & _HIGH_TITLES))


def subject_of_being(head: Token, reading: Reading) -> int:
    """ "Hawkins is a columnist": the head of who is said to be it, or -1."""
    verb = reading.tokens[head.head]
    if head.dep != "attr" or verb.lemma != "be":
        return -1
    children = list(reading.children(verb))
    if any(child.dep in {"neg", "mark", "aux"} for child in children):
        return -1
    return next((child.index for child in children if child.dep == "nsubj"), -1)
