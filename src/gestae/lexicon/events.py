"""Words that make events: frames, word classes, means, modality words, traps.

"sever" with the object "relations" is SANCTION-discontinue; "sever" alone is nothing. The data are the TOML files of
`en`; docs/lexicon.md describes them for those who want to add a word.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.resources.abc import Traversable
from typing import Any

from gestae.datafiles import data_file, read_toml
from gestae.errors import KnowledgeError
from gestae.lexicon.patterns import Pattern, read_pattern
from gestae.ontology.codes import Ontology, load_ontology

Slots = tuple[str, ...]
_FRAME_KEYS = frozenset(
    {
        "patterns", "turns", "settled",
        "id", "type", "mode", "cameo", "contexts", "verbs", "objects", "not_objects", "subjects", "nouns", "actor",
        "recipient", "mutual", "of", "possessor", "weight", "example", "content_modes", "content_cameo", "agentless",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Words:
    """A condition on a noun: head lemmas, "modifier head" pairs, "head of noun" pairs, and names of word classes."""

    heads: frozenset[str] = frozenset()
    pairs: frozenset[tuple[str, str]] = frozenset()
    classes: frozenset[str] = frozenset()
    of_pairs: frozenset[tuple[str, str]] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.heads or self.pairs or self.classes or self.of_pairs)


@dataclass(frozen=True, slots=True)
class Frame:
    """One entry of the lexicon: which words mean which code, and where the parties stand.

    `owners` restricts whose event a noun tells; a frame of nouns alone takes it from `subjects`. `agentless`: the
    passive tells enough without naming who did it ("was charged with arson"). `file`: where it stands. `own`: it is
    from a codebook of the user, who is trusted. `turns`: PLOVER's rules for the future and refusals change its type.
    """

    id: str
    type: str
    mode: str | None
    cameo: str | None
    contexts: tuple[str, ...]
    objects: Words
    not_objects: Words
    subjects: Words
    owners: Words
    actor: Slots
    recipient: Slots
    mutual: bool
    of: str
    possessor: str
    weight: float
    content_modes: Mapping[str, str]
    content_cameo: Mapping[str, str]
    agentless: bool
    example: str
    file: str = ""
    own: bool = False
    turns: bool = True
    settled: bool = False
    patterns: tuple[Pattern, ...] = ()


@dataclass(frozen=True, slots=True)
class VerbEntry:
    """A frame as reached by one verb; `particle` must stand beside the verb when given."""

    frame: Frame
    particle: str | None


@dataclass(frozen=True, slots=True)
class NounEntry:
    """A frame as reached by one noun phrase: `before` and `after` are the lemmas that must surround the head."""

    frame: Frame
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Means:
    """A weapon or other means, and the mode of assault it implies."""

    name: str
    words: tuple[tuple[str, ...], ...]
    mode: str | None
    cameo: str | None


@dataclass(frozen=True, slots=True)
class Trap:
    """Company in which a word of the lexicon tells no event: nouns beside or verbs below a verb, words by a noun.

    `beside`: any word of the sentence, unless a weapon or an armed group stands in it too.
    """

    particle: str | None = None
    objects: frozenset[str] = frozenset()
    subjects: frozenset[str] = frozenset()
    modifiers: frozenset[str] = frozenset()
    followers: frozenset[str] = frozenset()
    clauses: frozenset[str] = frozenset()
    beside: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Traps:
    """Words that look like an event and are none ("strike a deal", "heart attack"), by the word that looks like one."""

    verbs: Mapping[str, tuple[Trap, ...]]
    nouns: Mapping[str, tuple[Trap, ...]]
    phrases: Mapping[str, tuple[tuple[str, ...], ...]]


@dataclass(frozen=True, slots=True)
class ModalityWords:
    """What the words around an event say about its standing.

    `carrying`: verbs whose own standing is that of the event noun below them ("will stage an attack").
    """

    governors: Mapping[str, str]
    factive: frozenset[str]
    adjectives: Mapping[str, str]
    adverbs: Mapping[str, str]
    auxiliaries: Mapping[str, str]
    comparisons: frozenset[str]
    alleged: frozenset[str]
    accusing: frozenset[str]
    carrying: frozenset[str]


@dataclass(frozen=True, slots=True)
class EventLexicon:
    """All frames, indexed by the lemma that triggers them."""

    verbs: Mapping[str, tuple[VerbEntry, ...]]
    nouns: Mapping[str, tuple[NounEntry, ...]]
    frames: Mapping[str, Frame]
    classes: Mapping[str, frozenset[str]]
    means: Mapping[str, tuple[Means, ...]]
    light_verbs: frozenset[str]
    swapped_light_verbs: frozenset[str]
    traps: Traps
    complements: Mapping[tuple[str, str], str]
    descriptive: frozenset[str]
    modality: ModalityWords
    contexts: Mapping[str, frozenset[str]]
    common: frozenset[str] = field(repr=False)

    @property
    def has_own(self) -> bool:
        """Whether a codebook of the user is part of it."""
        return any(frame.own for frame in self.frames.values())


@cache
def load_event_lexicon() -> EventLexicon:
    """The lexicon that ships with gestae.

    Raises:
        KnowledgeError: an entry is wrong; names the file and the entry.
    """
    folder = data_file("lexicon", "en", "events")
    sources = sorted((file for file in folder.iterdir() if file.name.endswith(".toml")), key=lambda file: file.name)
    return build_event_lexicon(sources, ontology=load_ontology())


def build_event_lexicon(sources: Iterable[Traversable], *, ontology: Ontology) -> EventLexicon:
    """A lexicon from frame files, with the word classes, means and modality words that ship with gestae."""
    verbs: dict[str, list[VerbEntry]] = {}
    nouns: dict[str, list[NounEntry]] = {}
    frames: dict[str, Frame] = {}
    for source in sources:
        for row in read_toml(source).get("frame", ()):
            frame = frame_of(row, f"{source.name}, frame {row.get('id', '?')}", ontology, file=source.name)
            if frame.id in frames:
                raise KnowledgeError(f"{source.name}, frame {frame.id}: the id is used twice")
            frames[frame.id] = frame
            index_frame(frame, row, verbs, nouns)
    light = _optional("light_verbs.toml")
    complements = _optional("complements.toml")
    classes = {name: frozenset(words) for name, words in _optional("classes.toml").get("class", {}).items()}
    means = _means(_optional("means.toml"))
    return EventLexicon(
        verbs={lemma: tuple(entries) for lemma, entries in sorted(verbs.items())},
        nouns={lemma: tuple(entries) for lemma, entries in sorted(nouns.items())},
        frames=frames,
        classes=classes,
        means=means,
        light_verbs=frozenset(light.get("verbs", ())),
        swapped_light_verbs=frozenset(light.get("swap", ())),
        traps=_traps(_optional("traps.toml")),
        complements={
            (type_, verb): row["needs"]
            for row in complements.get("complement", ())
            for type_ in row["types"]
            for verb in row["verbs"]
        },
        descriptive=frozenset(complements.get("descriptive", ())),
        modality=_modality(_optional("modality.toml"), light.get("verbs", ())),
        contexts={
            name: frozenset(word.lower() for word in words)
            for name, words in _optional("contexts.toml").get("context", {}).items()
        },
        common=_common(verbs, nouns, classes, means),
    )


def _optional(name: str) -> dict[str, Any]:
    return read_toml(data_file("lexicon", "en", name))


def index_frame(
    frame: Frame,
    row: Mapping[str, Any],
    verbs: dict[str, list[VerbEntry]],
    nouns: dict[str, list[NounEntry]],
) -> None:
    """Files a frame under each of its words."""
    for phrase in row.get("verbs", ()):
        lemma, _, particle = phrase.partition(" ")
        verbs.setdefault(lemma, []).append(VerbEntry(frame, particle or None))
    for phrase in row.get("nouns", ()):
        head, entry = _noun_entry(frame, phrase)
        nouns.setdefault(head, []).append(entry)


def frame_of(row: Mapping[str, Any], where: str, ontology: Ontology, *, file: str = "", own: bool = False) -> Frame:
    """The frame that an entry describes; an `own` one may bear codes that are none of CAMEO's.

    Raises:
        KnowledgeError: something in it is wrong; `where` says which entry.
    """
    unknown = sorted(set(row) - _FRAME_KEYS)
    if unknown:
        raise KnowledgeError(f"{where}: unknown key {unknown[0]}. Known: {', '.join(sorted(_FRAME_KEYS))}")
    for key in ("id", "type", "example"):
        if not row.get(key):
            raise KnowledgeError(f"{where}: {key} is missing")
    type_, mode, cameo = row["type"], row.get("mode"), row.get("cameo")
    if type_ not in ontology.types:
        raise KnowledgeError(f"{where}: unknown type {type_}. Known: {', '.join(sorted(ontology.types))}")
    if mode is not None and mode not in ontology.types[type_].modes:
        raise KnowledgeError(f"{where}: {type_} has no mode {mode}. Known: {', '.join(ontology.types[type_].modes)}")
    if cameo is not None and cameo not in ontology.cameo and not own:
        raise KnowledgeError(f"{where}: unknown CAMEO code {cameo}")
    for context in row.get("contexts", ()):
        if context not in ontology.contexts:
            raise KnowledgeError(f"{where}: unknown context {context}")
    content_modes = {word: mode for mode, words in row.get("content_modes", {}).items() for word in words}
    return Frame(
        id=row["id"],
        type=type_,
        mode=mode,
        cameo=cameo,
        contexts=tuple(row.get("contexts", ())),
        objects=_words(row.get("objects", ())),
        not_objects=_words(row.get("not_objects", ())),
        subjects=_words(row.get("subjects", ())),
        owners=_words(row.get("subjects", ()) if not row.get("verbs") else ()),
        actor=tuple(row.get("actor", ("subject", "by"))),
        recipient=tuple(row.get("recipient", ("object", "on", "against", "at", "with", "to", "from", "for"))),
        mutual=bool(row.get("mutual", False)),
        of=row.get("of", "recipient"),
        possessor=row.get("possessor", "actor"),
        weight=float(row.get("weight", 1.0)),
        content_modes=content_modes,
        content_cameo=dict(row.get("content_cameo", {})),
        agentless=bool(row.get("agentless", False)),
        example=row["example"],
        file=file,
        own=own,
        turns=bool(row.get("turns", True)),
        settled=bool(row.get("settled", False)),
        patterns=tuple(_pattern(text, where) for text in row.get("patterns", ())),
    )


def _pattern(text: str, where: str) -> Pattern:
    try:
        return read_pattern(text)
    except ValueError as error:
        raise KnowledgeError(f"{where}: {error}") from error


def _words(entries: Iterable[str]) -> Words:
    heads, pairs, classes, of_pairs = set(), set(), set(), set()
    for entry in entries:
        if entry.startswith("@"):
            classes.add(entry[1:])
        elif " of " in entry:
            head, _, below = entry.partition(" of ")
            of_pairs.add((head.rpartition(" ")[2], below.rpartition(" ")[2]))
        elif " " in entry:
            modifier, _, head = entry.rpartition(" ")
            pairs.add((modifier.rpartition(" ")[2], head))
        else:
            heads.add(entry)
    return Words(frozenset(heads), frozenset(pairs), frozenset(classes), frozenset(of_pairs))


_PREPOSITIONS = frozenset({"of", "in", "on", "against", "with", "from", "to", "for", "by", "at", "into", "over"})


def _noun_entry(frame: Frame, phrase: str) -> tuple[str, NounEntry]:
    words = phrase.replace("-", " - ").split()
    ends = (position for position, word in enumerate(words) if position and word in _PREPOSITIONS)
    head_at = next(ends, len(words)) - 1
    return words[head_at], NounEntry(frame, tuple(words[:head_at]), tuple(words[head_at + 1 :]))


def _means(table: dict[str, Any]) -> dict[str, tuple[Means, ...]]:
    found: dict[str, list[Means]] = {}
    for row in table.get("means", ()):
        words = tuple(tuple(phrase.replace("-", " - ").split()) for phrase in row["words"])
        means = Means(row["name"], words, row.get("mode"), row.get("cameo"))
        for phrase in words:
            found.setdefault(phrase[-1], []).append(means)
    return {head: tuple(entries) for head, entries in sorted(found.items())}


def _traps(table: dict[str, Any]) -> Traps:
    verbs: dict[str, list[Trap]] = {}
    nouns: dict[str, list[Trap]] = {}
    phrases: dict[str, list[tuple[str, ...]]] = {}
    for row in table.get("trap", ()):
        trap = Trap(
            objects=frozenset(row.get("objects", ())),
            subjects=frozenset(row.get("subjects", ())),
            modifiers=frozenset(row.get("modifiers", ())),
            followers=frozenset(row.get("followers", ())),
            clauses=frozenset(row.get("clauses", ())),
            beside=frozenset(row.get("beside", ())),
        )
        if "verb" in row:
            lemma, _, particle = row["verb"].partition(" ")
            verbs.setdefault(lemma, []).append(replace(trap, particle=particle or None))
        if "noun" in row:
            nouns.setdefault(row["noun"], []).append(trap)
        if "phrase" in row:
            words = tuple(row["phrase"].lower().split())
            phrases.setdefault(words[0], []).append(words)
    return Traps(
        {word: tuple(found) for word, found in sorted(verbs.items())},
        {word: tuple(found) for word, found in sorted(nouns.items())},
        {word: tuple(found) for word, found in sorted(phrases.items())},
    )


def _modality(table: dict[str, Any], light_verbs: Iterable[str]) -> ModalityWords:
    governors = {word: row["modality"] for row in table.get("governor", ()) for word in row["words"]}
    return ModalityWords(
        governors=governors,
        factive=frozenset(table.get("factive", {}).get("words", ()))
        - frozenset(table.get("transparent", {}).get("words", ())),
        adjectives=_word_modalities(table.get("adjectives", {})),
        adverbs=_word_modalities(table.get("adverbs", {})),
        auxiliaries=_word_modalities(table.get("auxiliaries", {})),
        accusing=frozenset(table.get("accusing", {}).get("words", ())),
        alleged=frozenset(table.get("alleged", {}).get("words", ())),
        comparisons=frozenset(table.get("comparisons", {}).get("words", ())),
        carrying=frozenset(verb.split()[0] for verb in light_verbs),
    )


def _word_modalities(table: Mapping[str, Any]) -> dict[str, str]:
    """Both `word = "modality"` and `modality = ["word", ...]` are accepted."""
    found: dict[str, str] = {}
    for key, value in table.items():
        if isinstance(value, str):
            found[key] = value
        else:
            found.update(dict.fromkeys(value, key))
    return found


def _common(
    verbs: Mapping[str, Any], nouns: Mapping[str, Any], classes: Mapping[str, frozenset[str]], means: Mapping[str, Any]
) -> frozenset[str]:
    """Words that may be lowered in headlines set in Title Case."""
    words = set(verbs) | set(nouns) | set(means)
    words.update(word for entries in classes.values() for entry in entries for word in entry.split())
    words.update(read_toml(data_file("lexicon", "en", "headline_words.toml"))["words"].split())
    return frozenset(word for word in words if word.islower())
