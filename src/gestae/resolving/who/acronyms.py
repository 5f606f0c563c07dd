"""A body and its acronym: "the Front for Reform (FRE)", "FRE"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from gestae.reading.tokens import Token
from gestae.resolving.who.candidates import Candidate
from gestae.resolving.who.chains import Chain

_LONGEST = 8  # letters of an acronym
_BODIES = frozenset({"armed_group", "company", "government", "igo", "military", "ngo", "organization", "unknown"})


def body_of_acronym(candidate: Candidate, words: str, chains: Sequence[Chain], tokens: Sequence[Token]) -> Chain | None:
    """The body that an acronym (`words`) stands for, by the brackets that it stands in or by its letters."""
    if not _is_acronym(words):
        return None
    chain = _before_brackets(candidate, chains, tokens)
    if chain is None:
        return next((one for one in chains if _is_abbreviated(one, words)), None)
    if candidate.key.startswith("known") and not chain.key.startswith("known"):
        chain.code = candidate.code  # what is known of the acronym is known of the body
    return chain


def with_acronyms_as_bodies(candidates: Sequence[Candidate], tokens: Sequence[Token]) -> Sequence[Candidate]:
    """The candidates, where an acronym that stands in brackets behind a name is nowhere a person's surname."""
    bodies = {
        one.key: one for one in candidates
        if one.form == "body" and _is_in_brackets(one, tokens) and _is_acronym(tokens[one.first].text)
    }  # fmt: skip
    return [
        replace(one, code=bodies[one.key].code, form="body", surname=False)
        if one.key in bodies and one.form == "person"
        else one
        for one in candidates
    ]


def _is_in_brackets(candidate: Candidate, tokens: Sequence[Token]) -> bool:
    before, behind = candidate.first - 1, candidate.last
    return before > 0 and behind < len(tokens) and tokens[before].text == "(" and tokens[behind].text == ")"


def _before_brackets(candidate: Candidate, chains: Sequence[Chain], tokens: Sequence[Token]) -> Chain | None:
    """The body before the brackets that an acronym stands in: "the Zapatista National Liberation Army (EZLN)".

    The acronym may be of another language's words; so it is taken whatever its letters, where both are bodies of one
    country or of none said, and the name before it is one of several words with capitals.
    """
    if not _is_in_brackets(candidate, tokens):
        return None
    before = candidate.first - 1
    chain = next((one for one in reversed(chains) if one.mentions and one.mentions[-1].last == before), None)
    if chain is None or chain.is_person or candidate.code.kind not in _BODIES or chain.code.kind not in _BODIES:
        return None
    name = tokens[chain.mentions[-1].first : before]
    capitals = [token for token in name if token.text[:1].isupper() and token.pos == "PROPN"]
    lands = {chain.code.country, candidate.code.country} - {""}
    known = chain.key.startswith("known") and candidate.key.startswith("known")
    return chain if len(capitals) > 1 and len(lands) < 2 and not known else None


def _is_acronym(words: str) -> bool:
    return words.isupper() and 2 <= len(words) <= _LONGEST


def _is_abbreviated(chain: Chain, acronym: str) -> bool:
    names = (chain.code.name, *chain.names)
    return chain.form in {"body", "role"} and any(_initials(name) == acronym for name in names)


def _initials(name: str) -> str:
    words = [word for word in name.replace("-", " ").split() if word[:1].isupper()]
    return "".join(word[0] for word in words) if len(words) > 1 else ""
