"""A dictionary of the PETRARCH family as actors and words of ours.

"HAMAS [PSEREB]" is the body Hamas of PSE and sector REB; "KOFI_ANNAN_ [IGOUNO 970101-061231]" a person with a dated
office; "ARMED_FORCES {} [~MIL]" a word for those who act. What a code says beyond country and sector is kept as a note.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from gestae.errors import KnowledgeError
from gestae.knowledge.actor_tables import Office
from gestae.knowledge.actors import KnownActors, load_known_actors
from gestae.knowledge.names import folded_words
from gestae.knowledge.own.cameo import ActorCode, actor_code, role_code
from gestae.knowledge.own.dictionary import DatedCode, Entry, read_dictionary, spelled_out
from gestae.knowledge.own.rows import OwnActor, OwnWord, country_codes
from gestae.record.actors import ActorKind

_SMALL = frozenset(
    {"of", "the", "and", "for", "in", "on", "to", "de", "del", "la", "van", "von", "bin", "ibn", "at", "by"}
)
_VOWELS = frozenset("AEIOUY")
_WORD_MARK = "~"
# Sectors of people rather than bodies, where nothing else tells.
_PERSONAL = frozenset({"GOV", "ELI", "LEG", "JUD"})
_INTERNATIONAL = frozenset({"IGO", "UNO", "EUR"})
_STATE_FORMS = frozenset({"name", "adjective", "demonym", "capital", "seat"})
_ENDINGS = ("ian", "ean", "ese", "ish", "ani", "eni", "an", "i")


@dataclass(slots=True)
class PetrarchFile:
    """What became of a dictionary. `notices`: a line for each thing left out or read otherwise."""

    actors: tuple[OwnActor, ...] = ()
    words: tuple[OwnWord, ...] = ()
    notices: tuple[str, ...] = ()


@dataclass(slots=True)
class _Import:
    """The state of one import: who is known, what was noticed."""

    name: str
    keep_codes: bool
    known: KnownActors
    notices: list[str] = field(default_factory=list)
    unknown: Counter[str] = field(default_factory=Counter)
    agreed: int = 0
    countries: dict[str, str] = field(default_factory=dict)

    def where(self, entry: Entry) -> str:
        return f"{self.name}, line {entry.line}"


def read_petrarch(text: str, *, name: str, keep_codes: bool = False) -> PetrarchFile:
    """The actors and words of a dictionary; `keep_codes` takes unknown country codes as they stand.

    Raises:
        KnowledgeError: no entry was found in it.
    """
    dictionary = read_dictionary(text)
    if not dictionary.entries:
        raise KnowledgeError(f"{name}: no entry of an actor or agent dictionary in it")
    run = _Import(name, keep_codes, load_known_actors())
    run.notices += [f"{name}, line {line}: {fault}" for line, fault in dictionary.unread]
    run.countries = {} if keep_codes else _other_scheme(dictionary.entries, run.known)
    actors: dict[tuple[str, ActorKind], OwnActor] = {}
    words: dict[str, OwnWord] = {}
    for entry in dictionary.entries:
        if any(_WORD_MARK in code.code for code in entry.codes):
            for word in _words(entry, dictionary.sets, run):
                words.setdefault(" ".join(folded_words(word.words[0])), word)
        elif entry.codes:
            for actor in _actors(entry, run):
                key = (" ".join(folded_words(actor.name)), actor.kind)
                actors[key] = _joined(actors[key], actor) if key in actors else actor
    found = _one_kind_a_name(actors.values())
    return PetrarchFile((*found, *_undeclared(found, run)), tuple(words.values()), tuple(_notices(run)))


def _notices(run: _Import) -> Iterator[str]:
    yield from run.notices
    if run.unknown:
        shown = ", ".join(
            f"{code} ({count})" for code, count in sorted(run.unknown.items(), key=lambda p: (-p[1], p[0]))
        )
        yield f"{run.name}: parts of codes that are no country or sector of ours, kept as notes: {shown}"
    if run.countries:
        shown = ", ".join(f"{code} is {country}" for code, country in sorted(run.countries.items()))
        yield f"{run.name}: codes of countries in another scheme: {shown}"
    if run.agreed:
        yield f"{run.name}: {run.agreed} names left out that say what gestae knows already"


def _other_scheme(entries: Iterable[Entry], known: KnownActors) -> dict[str, str]:
    """Codes that the file gives to states of ours and that are no codes of ours: "JAPAN [JAP]" says that JAP is JPN."""
    found: dict[str, str] = {}
    for entry in entries:
        code = entry.codes[0] if len(entry.codes) == 1 else None
        if code is None or code.start or code.end or len(code.code) != 3 or not code.code.isalpha():
            continue
        state = known.lookup(_spaced(entry.names[0]))
        if state is not None and state.form == "name" and not actor_code(code.code).country:
            found.setdefault(code.code.upper(), state.country)
    return found


# Words


def _words(entry: Entry, sets: dict[str, list[str]], run: _Import) -> Iterator[OwnWord]:
    code = role_code(entry.codes[0].code.replace(_WORD_MARK, ""))
    if code.unknown:
        run.unknown[code.unknown] += 1
    many = {_spaced(word).lower() for word in entry.plurals or ()}
    for written in entry.names:
        for name in [word for given in (written, *(entry.plurals or ())) for word in spelled_out(given, sets)]:
            words = _spaced(name).lower()
            if not folded_words(words):
                continue
            ours = run.known.roles.by_words.get(" ".join(folded_words(words)))
            if ours is not None and ours.sector == code.sector:
                run.agreed += 1
                continue
            several = words in many
            person = several or _names_a_person(words, run.known)
            yield OwnWord((words,), code.sector, person, several, code.note, run.where(entry))


def _names_a_person(words: str, known: KnownActors) -> bool:
    """Whether a word names a person: as our word for it does, else by its ending."""
    folded = folded_words(words)
    for at in range(len(folded)):
        role = known.roles.match(folded, at)
        if role is not None and role.last == len(folded):
            return role.role.person
    return folded[-1].endswith(("er", "or", "ist", "man", "men", "woman", "women", "person", "ant", "eer", "ian"))


# Actors


def _actors(entry: Entry, run: _Import) -> Iterator[OwnActor]:
    """The actor of an entry; none where its codes say nothing, or nothing that we do not know."""
    names = _initialisms([name for written in entry.names if folded_words(name := _written(written, run.known))])
    coded = [(dated, code) for dated in entry.codes if (code := _code(dated, names, run)) is not None]
    if not names or not any(code.country or code.sector for _, code in coded):
        run.notices.append(f"{run.where(entry)}: {entry.names[0]!r} left out: its codes say neither country nor sector")
        return
    note = "; ".join(dict.fromkeys(code.note for _, code in coded if code.note))
    offices = tuple(dict.fromkeys(_offices(coded)))
    if len(offices) == 1 and not offices[0].start and not offices[0].end:
        every, names = names, _not_known(names, offices[0], run)
        if names and _is_state(every[0], coded[0][0].code, coded[0][1], run.known):
            yield _state(names, offices[0].country, note, run.where(entry))
            return
    if not names:
        return
    kind = _kind(names, offices, run.known)
    if kind == "person":
        names = _without_titles(names, run.known)
    yield OwnActor(names[0], kind, offices, tuple(dict.fromkeys(names[1:])), (), "", note, run.where(entry))


def _code(dated: DatedCode, names: list[str], run: _Import) -> ActorCode | None:
    """A code in our terms; of several ("ELR/GAL") the first, of a null code ("---") nothing."""
    written = dated.code.split("/")[0]
    if not written.strip("-+#"):
        return None
    code = actor_code(written, keep_codes=run.keep_codes, countries=run.countries)
    ours = run.known.lookup(names[0]) if names and len(written) == 3 and code.sector and not code.country else None
    if ours is not None and ours.form == "name" and run.keep_codes:
        code = ActorCode(written.upper(), "", "", written.upper())  # INDONESIA [INS] is a state, not insurgents
    if code.unknown:
        run.unknown[code.unknown] += 1
    return code


def _offices(coded: Iterable[tuple[DatedCode, ActorCode]]) -> Iterator[Office]:
    for dated, code in coded:
        if code.country or code.sector:
            yield Office(code.country, code.sector, "", dated.start, dated.end)


def _not_known(names: list[str], office: Office, run: _Import) -> list[str]:
    """The names of a state that we do not know as its; of a body all, unless we know each as that."""
    found = [run.known.lookup(name) for name in names]
    same = [ours is not None and (ours.country, ours.sector) == (office.country, office.sector) for ours in found]
    states = [ours is not None and ours.form in _STATE_FORMS for ours in found]
    bodies = [ours is not None and ours.form == "body" for ours in found]
    if all(same) and all(state or body for state, body in zip(states, bodies, strict=True)):
        run.agreed += len(names)
        return []
    # A capital with its country's bare code: ours knows when it is the government and when the place.
    known = [
        state and ours is not None and ours.country == office.country for state, ours in zip(states, found, strict=True)
    ]
    run.agreed += sum(known)
    return [name for name, ours in zip(names, known, strict=True) if not ours]


def _is_state(name: str, written: str, code: ActorCode, known: KnownActors) -> bool:
    """Whether an entry with nothing but a country's code is that country: we know it, or it is spelled in its code."""
    if not code.country or code.sector or (code.note and not code.unknown):
        return False
    ours = known.lookup(name)
    if ours is not None and ours.form in _STATE_FORMS:
        return ours.country == code.country or bool(code.unknown)
    words = folded_words(name)
    letters = iter(words[0])
    spelled = code.country == written.upper() and all(letter in letters for letter in written.lower())
    return spelled and len(words) == 1 and words[0][0] == written[0].lower()


def _state(names: list[str], country: str, note: str, where: str) -> OwnActor:
    stem = names[0].lower()[:3]
    adjectives = [name for name in names[1:] if name.lower()[:3] == stem and name.lower().endswith(_ENDINGS)]
    aliases = [name for name in names[1:] if name not in adjectives]
    return OwnActor(
        names[0], "state", (Office(country, "", "", "", ""),), tuple(aliases), tuple(adjectives), "", note, where
    )


def _kind(names: list[str], offices: tuple[Office, ...], known: KnownActors) -> ActorKind:
    """Person, or what sort of body, by the words of the name, the codes and who we know."""
    sector = next((office.sector for office in offices if office.sector), "")
    for name in names:
        words = name.split()
        by_words = _kind_of_words(folded_words(name), sector, known)
        if by_words is not None:
            return "igo" if by_words == "organization" and offices[0].country in _INTERNATIONAL else by_words
        if 0 < _title(words, known) < len(words):
            return "person"
        ours = known.lookup(name)
        if ours is not None:
            return ours.kind if ours.kind != "state" else "government" if sector == "GOV" else "unknown"
    if not sector:
        return "igo" if offices[0].country in _INTERNATIONAL and not _is_personal(offices) else "unknown"
    if _is_personal(offices):
        return "person"
    several = 1 < len(folded_words(names[0])) < 5
    if sector in _PERSONAL and several and not _SMALL & set(folded_words(names[0])):
        return "person"
    return known.roles.body_kinds.get(sector, "organization")


def _kind_of_words(words: tuple[str, ...], sector: str, known: KnownActors) -> ActorKind | None:
    """The kind that the last words say ("Hamas Gunmen"); an office without its holder is nobody in particular."""
    for at in range(len(words)):
        hit = known.roles.match(words, at)
        if hit is not None and hit.last == len(words):
            return "unknown" if hit.role.person and not hit.plural else known.roles.group_kind(hit.role, sector)
    return None


def _is_personal(offices: tuple[Office, ...]) -> bool:
    """Whether the codes are a person's: several, a former official's, or for a time with a beginning and an end."""
    return len(offices) > 1 or any(office.sector == "ELI" or (office.start and office.end) for office in offices)


def _without_titles(names: list[str], known: KnownActors) -> list[str]:
    """The names without the titles before them; a surname alone keeps its title, as it says too little."""
    found: list[str] = []
    for name in names:
        words = name.split()
        bare = words[_title(words, known) :]
        if len(bare) == 1 and found and bare[0] == found[0].split()[-1]:
            continue
        found.append(" ".join(bare if len(bare) > 1 and bare[0][:1].isupper() else words))
    return list(dict.fromkeys(found))


def _title(words: list[str], known: KnownActors) -> int:
    """How many words are the title before a name: "UN Secretary-General Ban Ki-moon" has two."""
    folded = [folded_words(word) for word in words]
    ends = [0]
    for pieces in folded:
        ends.append(ends[-1] + len(pieces))
    flat = [piece for pieces in folded for piece in pieces]
    for at in range(min(3, len(flat))):
        hit = known.roles.match(flat, at)
        if hit is not None and hit.role.person and not hit.plural and hit.last in ends:
            return ends.index(hit.last)
    return 0


def _joined(first: OwnActor, second: OwnActor) -> OwnActor:
    """Two entries of one name."""
    names = dict.fromkeys((*first.aliases, second.name, *second.aliases))
    return OwnActor(
        name=first.name,
        kind=first.kind,
        offices=tuple(dict.fromkeys((*first.offices, *second.offices))),
        aliases=tuple(alias for alias in names if alias != first.name),
        adjectives=tuple(dict.fromkeys((*first.adjectives, *second.adjectives))),
        note="; ".join(dict.fromkeys(note for note in (first.note, second.note) if note)),
        where=first.where,
    )


def _one_kind_a_name(actors: Iterable[OwnActor]) -> tuple[OwnActor, ...]:
    """Entries of one name but different kinds: the first kind."""
    by_name: dict[str, OwnActor] = {}
    for actor in actors:
        key = actor.name
        by_name[key] = _joined(by_name[key], actor) if key in by_name else actor
    return tuple(by_name.values())


def _undeclared(actors: Iterable[OwnActor], run: _Import) -> Iterator[OwnActor]:
    """A state for each code that was kept and has no state of its own, named by its code."""
    kept = tuple(actors)
    declared = {actor.offices[0].country for actor in kept if actor.kind == "state"} | country_codes()
    used = dict.fromkeys(office.country for actor in kept for office in actor.offices if office.country)
    for code in used:
        if code not in declared:
            yield OwnActor(code, "state", (Office(code, "", "", "", ""),), where=run.name)


# Names


def _spaced(written: str) -> str:
    return " ".join(written.replace("_", " ").split())


def _written(name: str, known: KnownActors) -> str:
    """A name in capitals as reports write it: "HAMAS_MILITARY_COMMAND_" is Hamas Military Command."""
    words = _spaced(name).split()
    if any(c.islower() for c in name) or _is_acronym(" ".join(words), known):
        return " ".join(words)
    return " ".join(_cased(word, known, first=at == 0, alone=len(words) == 1) for at, word in enumerate(words))


def _cased(word: str, known: KnownActors, *, first: bool, alone: bool) -> str:
    if not first and word.lower() in _SMALL:
        return word.lower()
    short = word.isalpha() and (len(word) <= 3 if alone else len(word) > 1 and not _VOWELS & set(word))
    dotted = "." in word and len(word.replace(".", "")) <= word.count(".") + 1
    if short or dotted or (not alone and _is_acronym(word, known)):
        return word
    return "-".join(piece[:1] + piece[1:].lower() for piece in word.split("-"))


def _is_acronym(word: str, known: KnownActors) -> bool:
    """Whether we know a word as an acronym that is always written in capitals."""
    ours = known.names.get(" ".join(folded_words(word)), ())
    return any(named.capitals and named.name == word for named in ours)


def _initialisms(names: list[str]) -> list[str]:
    """The names, those of one word in capitals that are the initials of another ("Ansf")."""
    initials = {
        "".join(word[0] for word in name.split() if word not in _SMALL).upper() for name in names if " " in name
    }
    return [name.upper() if name.upper() in initials else name for name in names]
