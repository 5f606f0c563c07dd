"""Known names, roles and unknown names in a row of words.

"the Iraqi Shiite militia Kataib Foo" holds an adjective of Iraq, the role "militia" and an unknown name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from gestae.knowledge.actors import Form, KnownActors, NameHit
from gestae.knowledge.names import article, fold
from gestae.knowledge.roles import RoleHit
from gestae.lexicon.calendar import load_calendar

_WORD = re.compile(r"[^\s\-–—/,;:()\[\]\"“”«»!?]+")
_POSSESSIVE = re.compile(r"(?:['’]s|(?<=s)['’])$")


def word_set(words: str) -> frozenset[str]:
    """The words of a string as a set."""
    return frozenset(words.split())


PREPOSITIONS = word_set(
    "of in from at to for with across on by near within against among inside outside under over who which that"
    " whose backed loyal led throughout around between into"
)
ARTICLES = word_set("the a an this that these those its their his her our my some any other several many two three")
# "Hassan el Bushra", "Ursula von der Leyen": these stay inside a name.
_PARTICLES = word_set("al bin ibn bint de da di do dos du la van von der den ul e y")
# "Sen" before a name is a senator, not Hun Sen: a role beats a bare surname.
_STRONGER: tuple[Form, ...] = ("name", "adjective", "demonym", "capital", "seat", "body", "person")


_SPOKEN = 3  # letters that an acronym must have to be spoken as a word
SIDES = word_set("backed trained funded supported born allied armed sponsored run held based controlled occupied")
_OPPOSED = word_set("anti pro")
_LEAGUES = word_set("party front movement union alliance league")


@dataclass(frozen=True, slots=True)
class PhraseWord:
    """One word: folded, with its case, whether a possessive ending follows it and whether a break precedes it.

    `proper`: a proper noun here; `human`: inside a guessed name of a person that is longer than this word.
    """

    text: str
    fold: str
    capital: bool
    upper: bool
    possessive: bool = False
    after: str = ""
    proper: bool = True
    human: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """A stretch of words that says something: a known name, a role, or a run of unknown capitalised words.

    `generic`: the name is made of common words ("Defense Department"), and the role they are.
    """

    first: int
    last: int
    name: NameHit | None = None
    role: RoleHit | None = None
    generic: RoleHit | None = None

    def has_nation(self) -> bool:
        """Whether a name of a state is among what the words can mean."""
        return self.name is not None and self.name.has("name", "adjective", "demonym", "capital", "seat")

    def has_surname(self) -> bool:
        """Whether the name of a person is."""
        return self.name is not None and self.name.has("person", "surname")


def phrase_words(text: str) -> tuple[PhraseWord, ...]:
    """The words of a phrase; `after` is the punctuation that stands before each."""
    found: list[PhraseWord] = []
    end = 0
    for match in _WORD.finditer(text):
        bare = _POSSESSIVE.sub("", match.group())
        folded = fold(bare)
        if not folded:
            continue
        hyphen = text[match.end() : match.end() + 1] == "-"
        found.append(
            PhraseWord(
                text=bare,
                fold=article(folded, hyphen=hyphen),
                capital=bare[:1].isupper(),
                upper=bare.isupper() and sum(c.isalpha() for c in bare) > 1,
                possessive=bare != match.group(),
                after=text[end : match.start()].strip(),
            )
        )
        end = match.end()
    return tuple(found)


def find_hits(words: Sequence[PhraseWord], known: KnownActors) -> list[Hit]:
    """Known names and roles from left to right, the longer of two first; runs of unknown capitalised words between."""
    folds = [word.fold for word in words]
    upper = [word.upper or _is_acronym_as_word(words, at, known) for at, word in enumerate(words)]
    any_case = not any(word.capital for word in words)
    found: list[Hit] = []
    at = 0
    while at < len(words):
        if at + 1 < len(words) and folds[at + 1] in known.roles.not_nations.get(folds[at], ()):
            at += 2
            continue
        name = known.match(folds, upper, at)
        if name is not None and not _is_written_as_name(words, name, any_case):
            name = None
        if name is not None and _is_part_of_unknown_name(words, name, found, known):
            name = None
        role = known.roles.match(folds, at)
        if name is not None and role is not None and not name.has(*_STRONGER) and role.last >= name.last:
            name = None
        if name is not None and (role is None or name.last >= role.last):
            generic = role if role is not None and role.last == name.last else None
            found.append(Hit(at, name.last, name=name, generic=generic))
            at = name.last
        elif role is not None and not (role.last == at + 1 and _is_surname(words, found, at)):
            found.append(Hit(at, role.last, role=role))
            at = role.last
        else:
            if _is_unknown_name(words, found, at):
                _extend_run(found, at)
            at += 1
    return found


def _is_acronym_as_word(words: Sequence[PhraseWord], at: int, known: KnownActors) -> bool:
    """ "Farc", "Isis", "the Fmln": how many papers write an acronym that is spoken as a word."""
    word = words[at]
    if len(word.fold) < _SPOKEN or not (word.capital and word.proper) or word.human:
        return False
    before = at > 0 and not word.after and words[at - 1].capital and words[at - 1].proper
    if before or word.fold in known.roles.words_like_acronyms or word.fold in known.given_names:
        return False
    return any(named.capitals and named.form == "body" for named in known.names.get(word.fold, ()))


def _is_surname(words: Sequence[PhraseWord], found: Sequence[Hit], at: int) -> bool:
    """ "Yigal Amir", "Stephen King": a role's word that ends what the parser takes for one person's name."""
    run = found[-1] if found and found[-1].last == at else None
    unknown = run is not None and run.name is None and run.role is None
    ends = at + 1 == len(words) or not (words[at + 1].human and not words[at + 1].after)
    return unknown and ends and _is_one_name(words, at)


def is_side(words: Sequence[PhraseWord], hit: Hit) -> bool:
    """Whether a name only says who is behind or opposed ("Kurdish-backed forces", "anti-Syrian protesters")."""
    if hit.first > 0 and words[hit.first - 1].fold == "ethnic":
        return True  # an "ethnic Albanian guerrilla" may be of any country
    opposed = hit.first > 0 and words[hit.first - 1].fold in _OPPOSED and words[hit.first].after == "-"
    return opposed or (hit.last < len(words) and words[hit.last].fold in SIDES and words[hit.last].after == "-")


def is_led(words: Sequence[PhraseWord], hit: Hit) -> bool:
    """Whether those who follow act for the name ("Vietnamese-led forces"), more than if it only backed them."""
    return hit.last < len(words) and words[hit.last].fold == "led" and words[hit.last].after == "-"


def _is_written_as_name(words: Sequence[PhraseWord], hit: NameHit, any_case: bool) -> bool:
    """Whether the case fits: names have a capital; in a phrase without any, only nations and capitals count."""
    if any_case:
        return hit.has("name", "adjective", "demonym", "capital", "seat", "body")
    return any(words[i].capital or words[i].text.isdigit() for i in range(hit.first, hit.last))


def _is_part_of_unknown_name(words: Sequence[PhraseWord], hit: NameHit, found: list[Hit], known: KnownActors) -> bool:
    """Whether a known name is a piece of a longer unknown one ("Adam Curtis Brown", "Juan Carlos Jobet")."""
    joined = {"", "-"} if hit.has("person", "surname") else {""}  # "Nazanin Zaghari-Ratcliffe"
    before = found[-1] if found and found[-1].last == hit.first and words[hit.first].after in joined else None
    unknown_before = before is not None and not before.name and not before.role and not words[hit.first - 1].possessive
    folds = [word.fold for word in words]
    role_follows = hit.last < len(words) and known.roles.match(folds, hit.last) is not None
    role_follows = role_follows and not _is_one_name(words, hit.last)  # "Howard Dean"
    if hit.has("person", "surname") and not hit.has("name", "adjective", "demonym", "capital", "seat", "body"):
        if folds[hit.first] in known.roles.religions or folds[hit.first] in known.roles.honorifics:
            return True
        doubled = not hit.has("person") and _surname_follows(words, hit, known, land=True)
        return unknown_before or (not role_follows and (doubled or _unknown_follows(words, hit.last, known)))
    single = hit.last == hit.first + 1
    if not single and hit.has("body") and folds[hit.last - 1] in _LEAGUES:
        # "the Liberal Democratic Party" is not the Democratic Party
        return unknown_before or (before is not None and before.role is not None and words[hit.first - 1].capital)
    if single and hit.has("body") and words[hit.first].human and _unknown_follows(words, hit.last, known):
        return True
    if single and hit.has("body") and hit.first > 1 and words[hit.first - 1].fold == "al":
        return words[hit.first].after == "-" and words[hit.first - 2].capital  # "Saraya al-Wafa" is not the WAFA
    if not hit.has("name", "capital") or not single or role_follows or hit.has("adjective"):
        return False
    return unknown_before or words[hit.first].human or _surname_follows(words, hit, known)


def _is_one_name(words: Sequence[PhraseWord], at: int) -> bool:
    """Whether the parser takes a word and the one before it for one person's name."""
    one = words[at - 1].human and words[at].human and not words[at].after and not words[at - 1].possessive
    return one and words[at].capital and not words[at].upper


def _surname_follows(words: Sequence[PhraseWord], hit: NameHit, known: KnownActors, *, land: bool = False) -> bool:
    """ "Paris Hilton", "Jordan Peterson": a first name that is also a place.

    Args:
        land: it may be a land's name, too ("Marco Montenegro").
    """
    at = hit.last
    if at >= len(words) or words[at].after or words[at - 1].possessive or not words[at].capital:
        return False
    following = known.match([word.fold for word in words], [word.upper for word in words], at)
    if following is None or not following.has("surname", "person"):
        return False
    return land or not following.has("name", "body", "capital")


def _unknown_follows(words: Sequence[PhraseWord], at: int, known: KnownActors) -> bool:
    if at < len(words) and words[at].fold in _PARTICLES and not words[at].capital and not words[at].after:
        return at + 1 < len(words) and words[at + 1].capital
    if at >= len(words) or words[at].after or words[at - 1].possessive or not words[at].capital:
        return False
    if words[at].fold in load_calendar().weekdays:
        return False  # "Yasser Arafat Wednesday rejected"
    following = known.match([word.fold for word in words], [word.upper for word in words], at)
    return following is None or not following.has(*_STRONGER[:-1])


def _is_unknown_name(words: Sequence[PhraseWord], found: list[Hit], at: int) -> bool:
    """Whether a word is part of an unknown name; a particle is, between two others."""
    word = words[at]
    if word.fold in _PARTICLES and not word.capital:
        run_before = bool(found) and found[-1].last == at and found[-1].name is None and found[-1].role is None
        return run_before and at + 1 < len(words) and words[at + 1].capital and not words[at + 1].after
    if word.fold in load_calendar().weekdays or word.fold in PREPOSITIONS:
        return False
    return word.capital and word.proper and (at > 0 or word.fold not in ARTICLES)


def _extend_run(found: list[Hit], at: int) -> None:
    if found and found[-1].last == at and found[-1].name is None and found[-1].role is None:
        found[-1] = Hit(found[-1].first, at + 1)
    else:
        found.append(Hit(at, at + 1))
