"""Words of speech: which verbs, nouns and adjectives introduce what somebody says, and through which channel.

"The ministry denied shelling the town on state television": `denied` is a verb of denial whose content may be a
gerund; `state television` is the channel "state media".

>>> load_speech().verbs["deny"].manner
'deny'
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Final

from gestae.errors import KnowledgeError

_FILE: Final = "en/speech.toml"
TAKES: Final = frozenset(
    {"quote", "clause", "infinitive", "gerund", "object", "named", "object-infinitive", "count"},
)
_SECTIONS: Final = frozenset(
    {
        "manners", "verbs", "phrasal", "nouns", "light", "adjectives", "hedges", "carriers", "speaking", "unnamed",
        "labels", "channels", "recorded", "voices",
        "relays", "turns", "answers",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeechVerb:
    """One verb: what the speaker does (`manner`), where the content may stand (`takes`), prepositions to it (`leads`).

    `joins`: prepositions whose words are content too in the passive ("attacks blamed on Tehran").
    `passive`: whether the passive speaks too; a coast "threatened by floods" does not.
    `addressee`: its object is the person spoken to. `channel`: the verb alone says the channel ("tweeted").
    """

    lemma: str
    manner: str
    takes: frozenset[str] = frozenset()
    leads: tuple[tuple[str, ...], ...] = ()
    joins: frozenset[str] = frozenset()
    passive: bool = True
    addressee: bool = False
    channel: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """What becomes a statement of the record: the manners whose infinitives and objects do, the verbs whose do not.

    `unnamed`: manners whose infinitives do without a speaker ("is believed to be dead"); `knowing`: manners whose
    questions ("knew who did it") do not; `carrying`: verbs under which "to say" has been said. `minds`: manners that
    are statements only of those who speak in public, `reading` only of newsrooms; `finding`: verbs of proof that are
    statements of a body; `wishing`: verbs that tell a wish; `nameless`: words of who asks not to be named;
    `standing_for`: verbs whose passive infinitive may only describe ("said to be close to the army").
    """

    infinitives: frozenset[str]
    objects: frozenset[str]
    unnamed: frozenset[str]
    knowing: frozenset[str]
    minds: frozenset[str]
    reading: frozenset[str]
    finding: frozenset[str]
    wishing: frozenset[str]
    nameless: frozenset[str]
    standing_for: frozenset[str]
    not_telling: frozenset[str]
    carrying: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Voices:
    """Who has a voice, as far as words tell: documents that speak for their authors, things that never speak.

    `proclaiming`: documents in which a body speaks as "we"; `plain`: verbs whose subject speaks, whoever it is;
    `issuing`: verbs that say whose a document is; `public`, `standing`, `kinds`: nouns, sectors and kinds of actors who
    speak in public; `pointing`: nouns that mean a body named before.
    """

    documents: frozenset[str]
    proclaiming: frozenset[str]
    mute: frozenset[str]
    plain: frozenset[str]
    issuing: frozenset[str]
    public: frozenset[str]
    pointing: frozenset[str]
    standing: frozenset[str]
    kinds: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Speech:
    """All words of speech, by lemma or lower-case word."""

    verbs: Mapping[str, SpeechVerb]
    phrasal: Mapping[str, SpeechVerb]
    nouns: Mapping[str, str]
    adjectives: Mapping[str, str]
    light: frozenset[str]
    relays: frozenset[str]
    hedges: frozenset[str]
    carriers: frozenset[str]
    speaking: frozenset[str]
    unnamed: frozenset[str]
    mouthpieces: frozenset[str]
    labels: frozenset[str]
    claims: frozenset[str]
    false: frozenset[str]
    asking: frozenset[str]
    answering: frozenset[str]
    channels: Mapping[str, str]
    recorded: Recorded
    voices: Voices

    def channel_of(self, words: tuple[str, ...]) -> str | None:
        """The channel these lower-case words name, or None."""
        return self.channels.get(" ".join(words))


@cache
def load_speech() -> Speech:
    """The words of speech that come with gestae.

    Raises:
        KnowledgeError: the file is wrong; the message names the file and the entry.
    """
    text = files("gestae.lexicon").joinpath(*_FILE.split("/")).read_text(encoding="utf-8")
    return parse_speech(text, file=f"lexicon/{_FILE}")


def parse_speech(text: str, *, file: str) -> Speech:
    """The words of speech written in TOML; `file` is named in errors."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise KnowledgeError(f"{file}: {error}") from error
    for name in table:
        if name not in _SECTIONS:
            raise KnowledgeError(f"{file}: unknown section {name!r}. Known: {', '.join(sorted(_SECTIONS))}")
    manners = frozenset(table.get("manners", ()))
    return Speech(
        verbs=MappingProxyType(_verbs(table, manners, file)),
        phrasal=MappingProxyType(_phrasal(table, manners, file)),
        nouns=MappingProxyType(_by_manner(table, "nouns", manners, file)),
        adjectives=MappingProxyType(_by_manner(table, "adjectives", manners, file)),
        light=_words(table, "light", "verbs", file),
        relays=_words(table, "relays", "verbs", file),
        hedges=_words(table, "hedges", "adverbs", file),
        carriers=_words(table, "carriers", "verbs", file),
        speaking=_words(table, "speaking", "verbs", file),
        unnamed=_words(table, "unnamed", "nouns", file),
        mouthpieces=_words(table, "unnamed", "mouthpieces", file),
        claims=_words(table, "answers", "claims", file),
        false=_words(table, "answers", "false", file),
        asking=_words(table, "turns", "asking", file),
        answering=_words(table, "turns", "answering", file),
        labels=_words(table, "labels", "words", file),
        channels=MappingProxyType(_channels(table, file)),
        recorded=_recorded(table, manners, file),
        voices=Voices(**{name: _words(table, "voices", name, file) for name in Voices.__dataclass_fields__}),
    )


def _verbs(table: dict[str, Any], manners: frozenset[str], file: str) -> dict[str, SpeechVerb]:
    found: dict[str, SpeechVerb] = {}
    for number, entry in enumerate(table.get("verbs", ()), start=1):
        where = f"{file}, verb group {number}"
        takes = frozenset(entry.get("takes", ()))
        if unknown := sorted(takes - TAKES):
            raise KnowledgeError(f"{where}: unknown takes {unknown[0]!r}. Known: {', '.join(sorted(TAKES))}")
        for lemma in _lemmas(entry, where):
            if lemma in found:
                raise KnowledgeError(f"{where}: {lemma!r} stands in two groups")
            found[lemma] = SpeechVerb(
                lemma=lemma,
                manner=_manner(entry.get("manner"), manners, where),
                takes=takes,
                leads=_leads(entry),
                joins=frozenset(entry.get("joins", ())),
                passive=bool(entry.get("passive", True)),
                addressee=bool(entry.get("addressee", False)),
                channel=entry.get("channel"),
            )
    return found


def _phrasal(table: dict[str, Any], manners: frozenset[str], file: str) -> dict[str, SpeechVerb]:
    found: dict[str, SpeechVerb] = {}
    for number, entry in enumerate(table.get("phrasal", ()), start=1):
        where = f"{file}, phrasal verb {number}"
        lemma = entry.get("lemma")
        if not isinstance(lemma, str) or not entry.get("with"):
            raise KnowledgeError(f"{where}: needs a lemma and `with`")
        if lemma in found:
            raise KnowledgeError(f"{where}: {lemma!r} stands twice")
        manner = _manner(entry.get("manner"), manners, where)
        found[lemma] = SpeechVerb(lemma=lemma, manner=manner, leads=_leads(entry))
    return found


def _lemmas(entry: dict[str, Any], where: str) -> list[str]:
    lemmas = entry.get("lemmas")
    if not isinstance(lemmas, list) or not lemmas or not entry.get("example"):
        raise KnowledgeError(f"{where}: needs lemmas and an example")
    return lemmas


def _leads(entry: dict[str, Any]) -> tuple[tuple[str, ...], ...]:
    return tuple(sorted((tuple(words.split()) for words in entry.get("with", ())), key=len, reverse=True))


def _manner(manner: object, manners: frozenset[str], where: str) -> str:
    if not isinstance(manner, str) or manner not in manners:
        raise KnowledgeError(f"{where}: unknown manner {manner!r}. Known: {', '.join(sorted(manners))}")
    return manner


def _by_manner(table: dict[str, Any], section: str, manners: frozenset[str], file: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for manner, words in table.get(section, {}).items():
        _manner(manner, manners, f"{file}, [{section}]")
        for word in words:
            if word in found:
                raise KnowledgeError(f"{file}, [{section}]: {word!r} stands twice")
            found[word] = manner
    return found


def _words(table: dict[str, Any], section: str, key: str, file: str) -> frozenset[str]:
    words = table.get(section, {}).get(key)
    if not words:
        raise KnowledgeError(f"{file}: [{section}] needs {key}")
    return frozenset(words)


def _recorded(table: dict[str, Any], manners: frozenset[str], file: str) -> Recorded:
    lists = {name: _words(table, "recorded", name, file) for name in Recorded.__dataclass_fields__}
    for name in ("infinitives", "objects", "unnamed", "knowing", "minds", "reading"):
        for manner in sorted(lists[name]):
            _manner(manner, manners, f"{file}, [recorded] {name}")
    return Recorded(**lists)


def _channels(table: dict[str, Any], file: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for entry in table.get("channels", ()):
        name = entry.get("name")
        if not name or not entry.get("words"):
            raise KnowledgeError(f"{file}: a channel needs a name and words")
        for words in entry["words"]:
            if words in found:
                raise KnowledgeError(f"{file}, channel {name!r}: {words!r} already names {found[words]!r}")
            found[words] = name
    return found
